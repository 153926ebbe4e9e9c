package scenario

import (
	"slices"

	"harkara/model"
)

// readLinks reads the extra links of the network, and the joins of
// organisations.
func (d *decoder) readLinks() {
	network := fields{d, d.root.get("network"), "network"}
	for i, n := range d.list(network.get("links"), "network.links") {
		path := index("network.links", i)
		if n.kind != mapping {
			d.isMapping(n, path, linkShape.names())
			continue
		}
		switch {
		case n.get("file") != nil:
			d.linkFile(n, path)
		case n.get("among") != nil:
			d.siblings(n, path)
		default:
			d.link(n, path)
		}
	}
	for _, o := range d.units.orgs {
		for i, n := range d.list(o.joins, o.path+".joins") {
			d.join(o, n, index(o.path+".joins", i))
		}
	}
}

// addLink appends a link unless there are too many.
func (d *decoder) addLink(n *node, path string, from, to int32, over int) bool {
	if d.linkCount() >= d.limits.links {
		d.fail(n, path, "more than %s extra links", model.Thousands(d.limits.links))
		return false
	}
	d.spec.Links = append(d.spec.Links, model.Link{From: from, To: to, Over: int32(over)})
	return true
}

// linkCount is how many extra links there are so far.
func (d *decoder) linkCount() int64 { return d.linksInParts + int64(len(d.spec.Links)) }

// addParts appends links in parts, after those that are there.
func (d *decoder) addParts(parts []model.LinkPart, count int64) {
	if before := d.spec.Links; len(before) > 0 {
		d.spec.LinkParts = append(d.spec.LinkParts, model.NewLinkPart(before, d.channelPlaces()))
		d.spec.Links, d.linksInParts = nil, d.linksInParts+int64(len(before))
	}
	d.spec.LinkParts, d.linksInParts = append(d.spec.LinkParts, parts...), d.linksInParts+count
}

// channelPlaces are the places of all channels.
func (d *decoder) channelPlaces() []int32 {
	over := make([]int32, len(d.spec.Channels))
	for i := range over {
		over[i] = int32(i)
	}
	return over
}

func (d *decoder) link(n *node, path string) {
	f, ok := d.open(n, path, linkShape)
	over := d.channel(f, "over")
	if !ok {
		return
	}
	over = d.linkChannel(f, over)
	from, to := d.unit(f.get("from"), f.at("from"), -1), d.unit(f.get("to"), f.at("to"), -1)
	switch {
	case from < 0 || to < 0 || over < 0:
	case from == to:
		d.fail(n, path, "a unit needs no link to itself")
	default:
		d.addLink(n, path, from, to, over)
	}
}

// siblings links all units of a tier that have the same parent, both ways.
func (d *decoder) siblings(n *node, path string) {
	f, ok := d.open(n, path, siblingsShape)
	over := d.channel(f, "over")
	over = d.linkChannel(f, over)
	tier := d.tier(f, "among", d.units.tiers)
	if !ok || over < 0 || tier < 0 {
		return
	}
	r := &d.units.rows
	families := map[int32][]int32{}
	var order []int32
	for i, t := range r.Tier {
		if int(t) != tier {
			continue
		}
		p := r.Parent[i]
		if families[p] == nil {
			order = append(order, p)
		}
		families[p] = append(families[p], int32(i))
	}
	total := d.linkCount()
	for _, f := range families {
		total += int64(len(f)) * int64(len(f)-1)
	}
	if total > d.limits.links {
		d.fail(n, path, "makes %s extra links in all; at most %s", model.Thousands(total), model.Thousands(d.limits.links))
		return
	}
	d.spec.Links = slices.Grow(d.spec.Links, int(total-d.linkCount()))
	for _, p := range order {
		for _, a := range families[p] {
			for _, b := range families[p] {
				if a != b {
					d.addLink(n, path, a, b, over)
				}
			}
		}
	}
}

// join links units of an organisation with those of the same name elsewhere.
func (d *decoder) join(o organisation, n *node, path string) {
	f, ok := d.open(n, path, joinShape)
	over := d.channel(f, "over")
	if !ok {
		return
	}
	from, to := d.tier(f, "from", d.units.tiers), d.tier(f, "to", d.units.tiers)
	if from < 0 || to < 0 || over < 0 {
		return
	}
	inside := func(t int) bool { return o.first <= t && t < o.end }
	if inside(from) == inside(to) {
		d.fail(n, path, "joins a tier of organisation %q with one outside it: %s and %s are not", o.name, d.units.tiers[from], d.units.tiers[to])
		return
	}
	senders, receivers := d.rowsOf(from), d.rowsOf(to)
	before := d.linkCount()
	of := func(int32) []int32 { return receivers }
	if len(senders) > 1 && len(receivers) > 1 {
		of = d.namesakes(receivers)
	}
	for _, a := range senders {
		for _, b := range of(a) {
			if !d.addLink(n, path, a, b, over) {
				return
			}
		}
	}
	if d.linkCount() == before && !d.units.unsound {
		d.fail(n, path, "joins nothing: no unit of tier %s has the name of one of tier %s", d.units.tiers[from], d.units.tiers[to])
	}
}

// namesakes are, of a unit, those of several that have its name; of one without a name none.
func (d *decoder) namesakes(of []int32) func(row int32) []int32 {
	names := d.units.rows.Name
	called := map[string][]int32{}
	for _, row := range of {
		if int(row) < len(names) {
			called[names[row]] = append(called[names[row]], row)
		}
	}
	return func(row int32) []int32 {
		if int(row) >= len(names) {
			return nil
		}
		return called[names[row]]
	}
}

// rowsOf are the rows of a tier.
func (d *decoder) rowsOf(tier int) []int32 {
	var out []int32
	for i, t := range d.units.rows.Tier {
		if int(t) == tier {
			out = append(out, int32(i))
		}
	}
	return out
}

// tier is the index of the tier that a key names, or -1 after saying what is
// wrong. Only the given ones are allowed; they are the first of all tiers.
func (d *decoder) tier(f fields, key string, allowed []string) int {
	name := f.text(key, "")
	if name == "" {
		return -1
	}
	t := match(name, allowed)
	if t < 0 && !d.units.noTiers {
		d.fail(f.get(key), f.at(key), "unknown tier %s%s", quote(name), choose(name, allowed))
	}
	return t
}
