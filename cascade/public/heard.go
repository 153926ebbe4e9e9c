package public

import (
	"math"
	"slices"

	"harkara/model"
)

// ByPerson tells whether some units are played person by person, or plays are
// unlike by circumstances, so that what Heard tells is a matter of chance beside
// the starts.
func (c *Crowd) ByPerson() bool {
	if c.varied != nil {
		return true
	}
	for _, exact := range c.exact {
		if exact {
			return true
		}
	}
	return false
}

// Source is, among the units from which the people of the i-th served unit
// hear, that nearest to them: the unit itself, or one above it. NoUnit is none.
func (c *Crowd) Source(i int) model.Unit {
	near := model.NoUnit
	// The nearest is that of the lowest tier: numbers of tiers grow downwards.
	for d := range c.senders {
		u := c.senders[d][i]
		if d == c.own {
			return u
		}
		if u != model.NoUnit && (near == model.NoUnit || c.net.TierOf(u) > c.net.TierOf(near)) {
			near = u
		}
	}
	return near
}

// Heard puts into share, which has an entry for each served unit, what share of
// its people has heard by t in the trial that was played last: to be expected
// given the relay, or counted where the unit is played person by person. Units
// of one group share the law at the rows of their profile.
func (w *Work) Heard(t model.Tick, share []float64) {
	if w.works != nil {
		w.works[w.variant].Heard(t, share)
		return
	}
	w.turnTo(t)
	for i := range w.served {
		if w.exact[i] {
			share[i] = float64(countUpTo(w.played[i].people, t)) / float64(max(w.people[i], 1))
		}
	}
	// The others by group: unit by unit, or at the rows of a profile.
	for index := range w.groups {
		g := &w.groups[index]
		if g.profiled {
			w.heardByProfile(index, share)
			continue
		}
		for row, i := range g.units {
			w.begun = w.law.begin(w.begun[:0], w.startsOf(i), w.audienceOf(i))
			share[i] = w.shareIn(w.stateIn(index, row, w.begun, w.Crowd.homes[i]), i)
		}
	}
}

// shareIn is the share of the i-th unit's people who have heard, in a state.
func (w *Work) shareIn(s state, i int) float64 {
	// delta is in people: what the mean of a finite number differs by.
	heard := 1 - float64(s.u*s.z) + s.delta/float64(max(w.people[i], 1))
	return min(max(heard, 0), 1)
}

// heardByProfile is Heard for a group that is profiled: states are worked out
// once, where a unit is next to them.
func (w *Work) heardByProfile(index int, share []float64) {
	g := &w.groups[index]
	rows := g.rows(&w.startGrid)
	w.known = slices.Grow(w.known[:0], rows)[:rows]
	// A row is worked out when the first unit is next to it.
	for r := range w.known {
		w.known[r].u = math.NaN()
	}
	for _, i := range g.units {
		share[i] = w.onLine(g, i, func(row int) float64 {
			if s := &w.known[row]; math.IsNaN(s.u) {
				width := len(w.startGrid.at)
				w.begun = w.law.begin(w.begun[:0], w.startsAbove(g, w.startGrid.at[row%width]), g.audience)
				*s = w.stateIn(index, row, w.begun, g.homes[row/width])
			}
			return w.shareIn(w.known[row], i)
		})
	}
}
