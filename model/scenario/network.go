package scenario

import (
	"slices"
	"strings"

	"harkara/model"
)

// The limits of a network: units, where the file gives none, and extra links.
const (
	defaultMaxUnits = 5_000_000
	maxLinks        = 50_000_000
)

// maxHierarchies are the texts of networks whose units a File keeps.
const maxHierarchies = 16

// readNetwork finds the units of the network, once for each text of it.
func (d *decoder) readNetwork(top fields) {
	n := top.get("network")
	if n == nil {
		d.units = unknownTiers()
		return
	}
	h, seen := d.hierarchies[n]
	if !seen {
		before := len(d.problems.list)
		noted := len(d.notes)
		h = d.readHierarchy(n)
		h.notes = append(slices.Clone(d.notes[noted:]), h.notes...)
		d.notes = d.notes[:noted]
		h.files = slices.Clone(d.files)
		h.problems = slices.Clone(d.problems.list[before:])
		h.unsound = len(h.problems) > 0 || d.err != nil || d.postponed
		if len(d.hierarchies) >= maxHierarchies {
			clear(d.hierarchies)
		}
		if !d.postponed {
			d.hierarchies[n] = h
		}
	} else {
		d.problems.list = append(d.problems.list, h.problems...)
		d.addFiles(h.files...)
	}
	d.notes = append(d.notes, h.notes...)
	if h.main == 0 {
		d.units = unknownTiers()
		return
	}
	d.units = h
	d.spec.Tiers, d.spec.Main, d.spec.AddUp, d.spec.Rows = h.tiers, h.main, h.addUp, h.rows
	d.spec.TiersLocal = h.local
}

// unknownTiers stands for a network whose tiers cannot be read, so that what else is wrong
// with the file is found: one tier without a name and without units.
func unknownTiers() *hierarchy {
	return &hierarchy{tiers: []string{""}, main: 1, parents: []bool{false}, unsound: true, noTiers: true}
}

func (d *decoder) readHierarchy(n *node) *hierarchy {
	f, _ := d.open(n, "network", networkShape)
	h := &hierarchy{codes: map[string]claimed{}, generating: map[string]bool{}, limit: f.whole("max_units", 1, model.MaxUnits, d.limits.units)}
	h.addUp = f.truth("add_up", false)
	h.tiers = d.readTiers(f, h.tiers)
	h.main = len(h.tiers)
	h.local = d.readTiersLocal(f, h.tiers)
	orgs := d.list(f.get("organisations"), "network.organisations")
	if h.main == 0 || f.n == nil {
		return h
	}
	d.readUnitsOf(h, f, h.tiers, 0, "")
	for i, o := range orgs {
		d.readOrganisation(h, o, index("network.organisations", i))
	}
	switch asked := h.asked(); {
	case asked > h.limit:
		d.tooMany(h, n, asked)
	case d.memory > 0 && asked > d.memory/unitBytes:
		d.fail(n, "network", "asks for %s units, which would take about %s of memory; %s may be taken",
			model.Thousands(asked), model.Size(asked*unitBytes), model.Size(d.memory))
	default:
		h.generate()
	}
	h.findParents()
	return h
}

// unitBytes is about how much memory a unit takes while its network is made.
const unitBytes = 160

// tooMany refuses a network, at the key that asks for most of its units.
func (d *decoder) tooMany(h *hierarchy, n *node, asked int64) {
	path, units, all := "network", asked, clause{}
	if most := h.largest.units(); most > 0 {
		n, path, units = h.largest.from, h.largest.path, most
		if most < asked {
			all = clausef(" (%s in all)", model.Thousands(asked))
		}
	}
	d.fail(n, path, "asks for %s units%s; at most %s (raise network.max_units if that is meant)", model.Thousands(units), all, model.Thousands(h.limit))
}

// readTiersLocal reads what tiers are called in the local script: one name for each,
// or "" for all.
func (d *decoder) readTiersLocal(f fields, tiers []string) []string {
	out := make([]string, len(tiers))
	n := f.get("tiers_local")
	if n == nil || len(tiers) == 0 {
		return out
	}
	path := f.at("tiers_local")
	items := d.list(n, path)
	if n.kind == list && len(items) != len(tiers) {
		d.fail(n, path, "has %d names: give one for each of the %d tiers", len(items), len(tiers))
		return out
	}
	for i, item := range items {
		out[i], _ = d.text(item, index(path, i))
	}
	return out
}

// readTiers reads names of tiers that are unlike those already there.
func (d *decoder) readTiers(f fields, before []string) []string {
	var out []string
	n := f.get("tiers")
	if n == nil {
		return nil
	}
	path := f.at("tiers")
	items := d.list(n, path)
	if n.kind == list && len(items) == 0 {
		d.fail(n, path, "needs at least one name")
	}
	if len(items)+len(before) > model.MaxTiers {
		d.fail(n, path, "%d tiers in all: at most %d", len(items)+len(before), model.MaxTiers)
		return nil
	}
	for i, item := range items {
		name, ok := d.text(item, index(path, i))
		switch {
		case !ok:
		case name == model.PublicTier || name == model.HouseholdTier || name == leaves:
			d.fail(item, index(path, i), "a tier cannot be called %q: the word means something else here", name)
		case slices.Contains(before, name) || slices.Contains(out, name):
			d.fail(item, index(path, i), "tier %q is there twice", name)
		default:
			out = append(out, name)
		}
	}
	return out
}

// readUnitsOf reads the units of one hierarchy from its tree, fan_out or file.
func (d *decoder) readUnitsOf(h *hierarchy, f fields, tiers []string, offset int, prefix string) {
	var given []string
	for _, s := range unitSources {
		if f.get(s.name) != nil {
			given = append(given, s.name)
		}
	}
	if len(given) != 1 {
		what := clausef("it has none")
		if len(given) > 0 {
			what = clausef("it has %s", strings.Join(given, ", "))
		}
		d.fail(f.n, f.path, "needs exactly one of tree, fan_out and file: %s", what)
		return
	}
	n, path := f.get(given[0]), f.at(given[0])
	switch given[0] {
	case "tree":
		t := treeReader{d: d, h: h, end: offset + len(tiers), prefix: prefix}
		t.read(n, path, offset)
	case "fan_out":
		d.readFanOut(h, n, path, tiers, offset, prefix)
	case "file":
		d.readUnits(h, f, n, path, tiers, offset, prefix)
	}
}

// readOrganisation reads a hierarchy beside the first one. Its units come after
// those of the first, with codes that start with its name.
func (d *decoder) readOrganisation(h *hierarchy, n *node, path string) {
	f, _ := d.open(n, path, organisationShape)
	name := f.text("name", "")
	tiers := d.readTiers(f, h.tiers)
	if name == "" || len(tiers) == 0 {
		return
	}
	if slices.ContainsFunc(h.orgs, func(o organisation) bool { return o.name == name }) {
		d.fail(f.get("name"), f.at("name"), "organisation %q is there twice", name)
		return
	}
	o := organisation{name: name, path: path, first: len(h.tiers), end: len(h.tiers) + len(tiers), joins: f.get("joins")}
	h.tiers = append(h.tiers, tiers...)
	h.local = append(h.local, d.readTiersLocal(f, tiers)...)
	h.orgs = append(h.orgs, o)
	d.readUnitsOf(h, f, tiers, o.first, name+":")
}
