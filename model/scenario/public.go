package scenario

import (
	"math"
	"slices"

	"harkara/model"
)

const (
	leaves           = "leaves" // public.served_by: every unit without children
	defaultHousehold = 4.9
	maxSegments      = 64
	maxAgain         = 1000 // rounds of visits after the first
	perPerson        = "person"
	perHousehold     = "household"
)

// readPublic reads the people at the end.
func (d *decoder) readPublic(top fields) {
	n := top.get("public")
	if n == nil {
		return
	}
	f, _ := d.open(n, "public", publicShape)
	if f.n == nil {
		return
	}
	main := d.units.tiers[:d.units.main]
	p := &model.Public{Tier: len(main) - 1, PerUnit: f.whole("population", 0, maxFigure, 0), Household: defaultHousehold}
	switch name := f.text("served_by", ""); {
	case name == leaves:
		p.Tier = -1
	case name != "":
		if p.Tier = match(name, main); p.Tier < 0 && !d.units.noTiers {
			d.fail(f.get("served_by"), "public.served_by", "unknown tier %s%s", quote(name), choose(name, append(slices.Clone(main), leaves)))
		}
		if p.Tier < 0 {
			p.Tier = len(main) - 1
		}
	}
	d.readHousehold(f, p)
	d.readSegmentShares(f, p)
	d.readHears(top, f, p, "", 0)
	d.readSegmentSources(top, f, p)
	d.checkHouseholds(f, p)
	d.readOverlaps(f, p)
	if n := f.get("attends"); n != nil {
		a, _ := d.open(n, f.at("attends"), attendsShape)
		p.Attends = &model.Attends{AtMost: int(a.whole("at_most", 1, maxPeople, 1)), Per: a.above("per", model.Day)}
	}
	p.Corrects = f.share("corrects", 0)
	d.spec.Public = p
}

// readHousehold reads the size of households: a number of people, or also the
// shares of households of each size.
func (d *decoder) readHousehold(f fields, p *model.Public) {
	n := f.get("household")
	if n == nil {
		d.publicNote = true
		return
	}
	if n.kind == scalar {
		p.Household = f.number("household", 1, defaultHousehold)
		return
	}
	h, _ := d.open(n, f.at("household"), householdShape)
	mean := 0.0
	for i, s := range d.list(h.get("sizes"), h.at("sizes")) {
		x, _ := d.share(s, index(h.at("sizes"), i))
		p.Sizes = append(p.Sizes, x)
		mean += x * float64(i+1)
	}
	if p.Sizes != nil {
		if len(p.Sizes) > 1000 {
			d.fail(n, h.at("sizes"), "%d sizes: at most 1,000", len(p.Sizes))
		}
		if d.addUp(h.get("sizes"), h.at("sizes"), p.Sizes) {
			p.Household = mean
		}
	} else if h.get("mean") == nil && h.n != nil {
		d.fail(n, f.at("household"), `needs "mean", or "sizes"`)
	}
	p.Household = h.number("mean", 1, p.Household)
}

// addUp tells whether shares add up to 1, and makes them do so to the last bit
// that matters.
func (d *decoder) addUp(n *node, path string, shares []float64) bool {
	sum := 0.0
	for _, x := range shares {
		sum += x
	}
	if math.Abs(sum-1) > 1e-9 {
		d.fail(n, path, "the shares add up to %.6g, not to 1", sum)
		return false
	}
	for i := range shares {
		shares[i] /= sum
	}
	return true
}

// noteFigures notes the figures that stand in for ones nobody gave.
func (d *decoder) noteFigures(network *model.Network) {
	p := network.Public()
	if p == nil {
		return
	}
	if n := network.Spread().Default; n > 0 && d.root.get("public").get("population") == nil {
		d.note("no-population", int64(n))
	}
	if n := network.Spread().Homes; n > 0 {
		d.note("homes-cut", n)
	}
	if d.publicNote && network.Spread().HomesDefault > 0 {
		d.note("default-household", float64(defaultHousehold))
	}
}
