package scenario

import (
	"slices"
	"time"

	"harkara/model"
)

// readUp reads who passes on what comes from below, in each tier and in the units
// that differ. A tier that is not mentioned has one person who always passes on at
// once, over the channels that the unit above uses downwards.
func (d *decoder) readUp(top fields) {
	n, tiers := top.get("up"), d.units.tiers
	if n == nil || !d.isMapping(n, "up", tiers) {
		return
	}
	d.spec.TierClimb = slices.Repeat([]int{-1}, len(tiers))
	of := map[int]*node{}
	for _, e := range n.entries {
		tier := d.tierOf(e, "up", of)
		if tier < 0 && !d.units.noTiers {
			continue
		}
		if tier >= 0 {
			e.key = tiers[tier]
		}
		f, _ := d.open(e.value, join("up", e.key), upShape)
		c := d.readClimb(top, f, model.Climb{People: 1, PassesOn: 1, Notices: model.Fixed(0)})
		if tier < 0 {
			continue
		}
		if of[tier] = e.value; !d.hasAbove(tier) {
			d.note("up-top", tiers[tier])
		}
		d.spec.TierClimb[tier] = d.climbKind(c)
		if units := f.get("units"); units != nil && d.isMapping(units, f.at("units"), nil) {
			d.readOverrides(fields{d, units, f.at("units")}, upOverrideShape, tier, &d.spec.RowClimb, func(f fields) int {
				return d.climbKind(d.readClimb(top, f, c))
			})
		}
	}
}

// hasAbove tells whether a unit of the tier has another above it.
func (d *decoder) hasAbove(tier int) bool {
	rows := &d.units.rows
	for i, t := range rows.Tier {
		if int(t) == tier && rows.Parent[i] >= 0 {
			return true
		}
	}
	return false
}

// climbKind is the index of a kind of climb, appended.
func (d *decoder) climbKind(c model.Climb) int {
	d.spec.Climbs = append(d.spec.Climbs, c)
	return len(d.spec.Climbs) - 1
}

// readClimb reads what a mapping says of the people; the rest is as in c.
func (d *decoder) readClimb(top, f fields, c model.Climb) model.Climb {
	c.People = int(f.whole("people", 1, maxPeople, int64(c.People)))
	c.PassesOn = f.share("passes_on", c.PassesOn)
	c.Notices = f.delay("notices", c.Notices)
	c.Alike = f.share("alike", c.Alike)
	if f.get("hours") != nil {
		c.Hours = d.hours(top, f)
	}
	if f.get("over") != nil {
		c.Over = d.overChannels(f)
	}
	if f.get("decides") != nil {
		c.Once = f.choice("decides", "each", "once") == 1
	}
	if n := f.get("sends"); n != nil {
		c.Sends = d.readBundle(top, n, f.at("sends"))
	}
	if n := f.get("merges"); n != nil {
		c.Merges = f.above("merges", c.Merges)
	}
	return c
}

// choice is the index of the name that a key has: the first where it is left out or
// is none of them, which is said.
func (f fields) choice(key string, names ...string) int {
	n := f.get(key)
	if n == nil {
		return 0
	}
	text := f.text(key, "")
	i := slices.Index(names, text)
	if i < 0 && text != "" {
		f.d.fail(n, f.at(key), "unknown %s%s", quote(text), choose(text, names))
	}
	return max(i, 0)
}

// above is a duration that must be longer than 0.
func (f fields) above(key string, otherwise model.Tick) model.Tick {
	n := f.get(key)
	if n == nil {
		return otherwise
	}
	t, ok := f.d.duration(n, f.at(key))
	if ok && t == 0 {
		f.d.fail(n, f.at(key), "must be longer than 0: leave it out where there is none")
	}
	return t
}

// readBundle reads when what is in hand goes together.
func (d *decoder) readBundle(top fields, n *node, path string) *model.Bundle {
	f, _ := d.open(n, path, bundleShape)
	b := &model.Bundle{Every: f.above("every", 0), Of: int(f.whole("of", 2, maxPeople, 0)), All: f.truth("all", false), Latest: f.above("latest", 0)}
	if at := f.get("at"); at != nil {
		before := len(d.problems.list)
		minutes := f.clocks("at")
		if d.hasClock(top, at, f.at("at")) {
			b.At = d.moments(minutes)
		}
		if len(b.At) == 0 && len(d.problems.list) == before {
			d.fail(at, f.at("at"), "none of these times is before the horizon, %s: what is in hand would never go", FormatDuration(d.horizon))
		}
	}
	said := 0
	for _, key := range []string{"every", "at", "of"} {
		if f.get(key) != nil {
			said++
		}
	}
	if b.All {
		said++
	}
	switch {
	case f.n == nil:
	case said != 1:
		d.fail(n, path, "needs exactly one of every, at, of and all: true")
	case f.get("latest") != nil && !b.All:
		d.fail(f.get("latest"), f.at("latest"), "goes with all: true alone, which waits for every unit below")
	case b.All && f.get("latest") == nil:
		d.allWithout = append(d.allWithout, f)
	}
	return b
}

// clocks are times of day, in minutes after midnight.
func (f fields) clocks(key string) []int {
	n := f.get(key)
	if n.kind != list {
		return []int{f.clock(key)}
	}
	var out []int
	for i, item := range n.items {
		out = append(out, f.d.clockOf(item, index(f.at(key), i)))
	}
	return out
}

// moments are the times of a play at which clocks show any of these times of day,
// ascending, up to the horizon.
func (d *decoder) moments(minutes []int) []model.Tick {
	var out []model.Tick
	at := d.start
	day := time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, at.Location())
	for model.Tick(day.Sub(at).Microseconds()) <= d.horizon && len(out) < maxMoments {
		for _, m := range minutes {
			t := time.Date(day.Year(), day.Month(), day.Day(), m/60, m%60, 0, 0, at.Location())
			if tick := model.Tick(t.Sub(at).Microseconds()); tick >= 0 && tick <= d.horizon {
				out = append(out, tick)
			}
		}
		day = time.Date(day.Year(), day.Month(), day.Day()+1, 0, 0, 0, 0, at.Location())
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// maxMoments bounds the moments of one list of clock times: three a day for 900 years.
const maxMoments = 1_000_000
