package scenario

import (
	"reflect"
	"slices"
	"strings"

	"harkara/model"
)

// circumstance is a change of the scenario that holds in some plays.
type circumstance struct {
	model.Circumstance
	at    place
	last  int // line
	edits []edit
}

// readCircumstances reads what may hold in a play, and checks what each makes of
// the scenario, and all together.
func (d *decoder) readCircumstances(top fields) {
	n := top.get("circumstances")
	if n == nil || !d.isMapping(n, "circumstances", nil) {
		return
	}
	if len(n.entries) > model.MaxCircumstances {
		d.fail(n, "circumstances", "%d of them: at most %d, since each doubles the number of ways a play may be", len(n.entries), model.MaxCircumstances)
		return
	}
	for _, e := range n.entries {
		d.circumstances = append(d.circumstances, d.readCircumstance(e))
		if without := strings.TrimPrefix(e.key, "no-"); without != e.key && n.get(without) != nil {
			d.fail(&node{at: e.at}, "circumstances", "%s also means that %s does not hold: choose another name", quote(e.key), quote(without))
		}
	}
	if len(d.problems.list) > 0 {
		return
	}
	for i := range d.circumstances {
		d.checkCircumstances(d.circumstances[i : i+1])
	}
	if len(d.problems.list) == 0 && len(d.circumstances) > 1 {
		d.checkCircumstances(d.circumstances)
	}
}

func (d *decoder) readCircumstance(e entry) circumstance {
	path := "circumstances." + e.key
	f, ok := d.open(e.value, path, circumstanceShape)
	c := circumstance{at: e.at, last: lastLine(e.value, e.at.line)}
	c.Name, c.Chance = e.key, f.share("chance", 0)
	set := f.get("set")
	if !ok || !d.isMapping(set, f.at("set"), nil) {
		return c
	}
	for _, s := range set.entries {
		if why := unchangeable(s.key); why != (clause{}) {
			d.fail(&node{at: s.at}, f.at("set"), "%s: %s", shorten(s.key), why)
		}
		c.Sets = append(c.Sets, s.key)
		c.edits = append(c.edits, edit{path: s.key, at: s.at, value: s.value})
	}
	return c
}

// changeable are the parts of a scenario that a circumstance may change.
var changeable = []string{"channels", "hours", "relays", "up", "outages", "public"}

// unchangeable says why a circumstance may not change what is at a path; empty where
// it may.
func unchangeable(path string) clause {
	first, rest, _ := strings.Cut(path, ".")
	second, _, _ := strings.Cut(rest, ".")
	switch {
	case first == "public" && !slices.Contains([]string{"hears", "segments", "overlap"}, second):
		return clausef("of public a circumstance changes hears, segments and overlap: the people are the same in every play")
	case slices.Contains(changeable, first):
		return clause{}
	case scenarioShape.has(first):
		return clausef("a circumstance changes chances, delays, shares, outages and hours, which stand under %s; a plan can change the rest", listed(changeable))
	}
	return clausef("no key %s%s", quote(first), choose(first, changeable))
}

// checkCircumstances says what is wrong with the scenario where some circumstances
// hold, and not without them.
func (d *decoder) checkCircumstances(list []circumstance) {
	v := d.variant(list)
	if v.err != nil {
		d.err = v.err
	}
	// What is read, and what a reader must know, is the scenario's too.
	for _, file := range v.files {
		if !slices.Contains(d.files, file) {
			d.files = append(d.files, file)
		}
	}
	for _, n := range v.notes {
		if !slices.ContainsFunc(d.notes, func(o model.Note) bool { return reflect.DeepEqual(n, o) }) {
			d.notes = append(d.notes, n)
		}
	}
	own := map[Problem]bool{}
	for _, p := range d.problems.list {
		own[p] = true
	}
	for _, p := range v.problems.list {
		if !own[p] {
			d.attributeTo(list, p)
		}
	}
}

// attributeTo reports what is wrong where circumstances hold: at its place if that
// is in one of them, else at the last.
func (d *decoder) attributeTo(list []circumstance, p Problem) {
	var names clause
	at := list[len(list)-1].at
	text := p.clause()
	for i, c := range list {
		if names = clausef("%s and %s", names, c.Name); i == 0 {
			names = clause{c.Name, nil}
		}
		if p.File == c.at.file && p.Line >= c.at.line && p.Line <= c.last {
			at, text = place{p.File, p.Line, p.Column}, clause{p.Text, p.Said}
		}
	}
	d.problems.fail(at, "circumstance %s: %s", names, text)
}

// variant is the scenario decoded as it is where some circumstances hold: their
// changes come after those of the plan and of --set, in the order of the file.
func (d *decoder) variant(list []circumstance) *decoder {
	c := &problemList{}
	_, root := d.root.without("circumstances")
	_, root = root.without("uncertain") // what is wrong there is told once
	v := newDecoder(d.session, c, root)
	var edits []edit
	for _, one := range list {
		edits = append(edits, one.edits...)
	}
	edited, sound := c.apply(root, edits)
	if v.root = edited; sound {
		v.decode()
	}
	return v
}

// given sets the chances of circumstances that are said to hold, or, with no-
// before their names, not to.
func (d *decoder) given(names []string) []model.Circumstance {
	var list []model.Circumstance
	var known []string
	for _, c := range d.circumstances {
		list = append(list, c.Circumstance)
		known = append(known, c.Name, "no-"+c.Name)
	}
	said := map[int]bool{}
	for _, name := range names {
		i := slices.IndexFunc(list, func(c model.Circumstance) bool { return name == c.Name })
		k := slices.IndexFunc(list, func(c model.Circumstance) bool { return name == "no-"+c.Name })
		at := place{file: "--given " + shorten(name)}
		switch {
		case len(list) == 0:
			d.problems.fail(at, "the scenario has no circumstances")
			continue
		case i < 0 && k < 0:
			d.problems.fail(at, "no circumstance is called so%s", choose(name, known))
			continue
		case said[max(i, k)]:
			d.problems.fail(at, "it is said twice whether %s holds", quote(list[max(i, k)].Name))
			continue
		}
		said[max(i, k)] = true
		chance, impossible := 1.0, 0.0
		if i < 0 {
			i, chance, impossible = k, 0, 1
		}
		if list[i].Chance == impossible {
			d.problems.fail(at, "no play is such: the chance of %s is %g", quote(list[i].Name), impossible)
		}
		list[i].Chance = chance
	}
	return list
}

// setCircumstances makes the networks of all combinations of circumstances that
// have a chance. What is wrong with a combination is reported as with one.
func (d *decoder) setCircumstances(out *Scenario, given []string) error {
	list := d.given(given)
	if err := d.problems.err(); err != nil || len(list) == 0 {
		return err
	}
	all := &model.Circumstances{List: list}
	for holds := range uint(1) << len(list) {
		chance := model.CombinationChance(list, holds)
		if chance == 0 {
			continue
		}
		n := out.Network
		if holds > 0 {
			if n = d.networkWhere(out, holds); n == nil {
				continue
			}
		}
		all.Variants = append(all.Variants, model.Variant{Holds: holds, Chance: chance, Network: n})
	}
	if err := d.problems.err(); err != nil {
		return err
	}
	out.Circumstances, out.Given, out.Network = all, given, all.Variants[0].Network
	return nil
}

// networkWhere is the network of plays in which certain circumstances hold; nil
// where something is wrong with it.
func (d *decoder) networkWhere(out *Scenario, holds uint) *model.Network {
	var list []circumstance
	for i, c := range d.circumstances {
		if holds>>i&1 == 1 {
			list = append(list, c)
		}
	}
	v := d.variant(list)
	for _, p := range v.problems.list {
		d.attributeTo(list, p)
	}
	if v.err != nil || len(v.problems.list) > 0 {
		return nil
	}
	n, err := out.Network.Variant(v.spec)
	if err != nil {
		d.attributeTo(list, Problem{Text: err.Error(), Said: &model.Note{Kind: err.Error()}})
		return nil
	}
	return n
}

// noteOverruled notes what a plan or --set changes and a circumstance changes
// again in the plays in which it holds.
func (d *decoder) noteOverruled(edits []edit) {
	for _, c := range d.circumstances {
		for _, e := range edits {
			within := func(a, b string) bool { return a == b || strings.HasPrefix(a, b+".") }
			if slices.ContainsFunc(c.Sets, func(path string) bool { return within(path, e.path) || within(e.path, path) }) {
				d.note("circumstance-last", e.path, c.Name)
			}
		}
	}
}
