package scenario

import (
	"math"
	"slices"

	"harkara/model"
)

// readOverlaps reads how many people are in two audiences at once.
func (d *decoder) readOverlaps(f fields, p *model.Public) {
	for i, n := range d.list(f.get("overlap"), f.at("overlap")) {
		path := index(f.at("overlap"), i)
		o, ok := d.open(n, path, overlapShape)
		names := o.texts("of")
		share := o.share("share", 0)
		if !ok {
			continue
		}
		if len(names) != 2 {
			d.fail(o.get("of"), o.at("of"), "needs the names of two broadcasts")
			continue
		}
		a, b := d.audience(names[0], o.at("of"), p), d.audience(names[1], o.at("of"), p)
		if a < 0 || b < 0 {
			continue
		}
		x, y := p.Hears[a].Share, p.Hears[b].Share
		lo, hi := math.Max(0, x+y-1), math.Min(x, y)
		twice := slices.ContainsFunc(p.Overlaps, func(v model.Overlap) bool {
			return v.A == a && v.B == b || v.A == b && v.B == a
		})
		switch {
		case len(p.Hears[a].Shares)+len(p.Hears[b].Shares) > 0:
			d.fail(o.get("of"), o.at("of"), "the share of one of them differs between units (its units), so that one overlap cannot hold for all")
		case p.Hears[a].PerHome || p.Hears[b].PerHome:
			d.fail(o.get("of"), o.at("of"), "one of them has households in its audience (per: household): an overlap is of persons in both")
		case a == b:
			d.fail(names[1], o.at("of"), "names one broadcast twice")
		case twice:
			d.fail(n, path, "the overlap of %s and %s is there twice", names[0].text, names[1].text)
		case overlaps(p, a) || overlaps(p, b):
			d.fail(n, path, "%s or %s is in another overlap already: how many are in all three would not be known", names[0].text, names[1].text)
		case share < lo-1e-12 || share > hi+1e-12:
			d.fail(orEmpty(o.get("share")), o.at("share"), "audiences of %v and %v overlap by %.6g to %.6g, not by %v", x, y, lo, hi, share)
		default:
			p.Overlaps = append(p.Overlaps, model.Overlap{A: a, B: b, Share: share})
		}
	}
}

// overlaps tells whether a source is in an overlap that was read.
func overlaps(p *model.Public, source int) bool {
	return slices.ContainsFunc(p.Overlaps, func(v model.Overlap) bool { return v.A == source || v.B == source })
}

// audience is the index of a broadcast among the sources.
func (d *decoder) audience(n *node, path string, p *model.Public) int {
	var names []string
	for i, s := range p.Hears {
		if s.Kind != model.Broadcast {
			continue
		}
		if s.Name == n.text {
			return i
		}
		names = append(names, s.Name)
	}
	d.fail(n, path, "no broadcast is called %s%s", quote(n.text), choose(n.text, names))
	return -1
}
