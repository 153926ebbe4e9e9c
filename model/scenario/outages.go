package scenario

import (
	"harkara/model"
)

// readOutages reads when units are silent.
func (d *decoder) readOutages(top fields) {
	for i, n := range d.list(top.get("outages"), "outages") {
		path := index("outages", i)
		f, _ := d.open(n, path, outageShape)
		if f.n == nil {
			continue
		}
		o := model.Outage{Unit: model.NoUnit, Chance: f.share("chance", 1)}
		unit, tier := f.get("unit"), f.get("tier")
		switch {
		case (unit == nil) == (tier == nil):
			d.fail(n, path, "needs exactly one of unit and tier")
			continue
		case tier != nil:
			o.Tier = d.tier(f, "tier", d.units.tiers)
		default:
			if o.Unit = d.unit(unit, f.at("unit"), -1); o.Unit >= 0 {
				o.Tier = int(d.units.rows.Tier[o.Unit])
			}
		}
		d.readSilence(f, &o)
		d.spec.Outages = append(d.spec.Outages, o)
	}
}

// readSilence reads when an outage starts and ends: between two times, for a
// while from some time on, or, where nothing is said, all the time.
func (d *decoder) readSilence(f fields, o *model.Outage) {
	from, to, length := f.get("from"), f.get("to"), f.get("for")
	o.From, o.For = model.Fixed(0), model.Fixed(0)
	switch {
	case from == nil && to == nil && length == nil:
		o.Whole = true
	case to != nil && length != nil:
		d.fail(f.n, f.path, `has both "to" and "for": give one`)
	case length != nil:
		o.From, o.For = f.delay("from", o.From), f.delay("for", o.For)
	case from != nil && from.kind != scalar:
		d.fail(from, f.at("from"), `a start that is drawn needs "for", how long the outage lasts`)
	default:
		start := f.duration("from", 0)
		end := f.duration("to", max(d.horizon, start)+1)
		o.From, o.For = model.Fixed(start.Seconds()), model.Fixed((end - start).Seconds())
		if end <= start {
			d.fail(f.n, f.path, "ends at %s, but starts only at %s", FormatDuration(end), FormatDuration(start))
		}
	}
}
