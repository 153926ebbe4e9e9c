package public

import (
	"math"
	"slices"

	"harkara/model"
)

// ByPerson tells whether some units are played person by person, so that what
// Heard tells of them is a matter of chance.
func (c *Crowd) ByPerson() bool {
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
// of one group share the law at the grid points of their profile.
func (w *Work) Heard(t model.Tick, share []float64) {
	m, between := 0, 0.0
	if w.talkTable != nil {
		m, between = w.gridAt(t)
	} else {
		w.law.at(&w.now, t)
	}
	for i := range w.served {
		if w.exact[i] {
			share[i] = float64(countUpTo(w.played[i].people, t)) / float64(max(w.people[i], 1))
		}
	}
	for index := range w.groups {
		g := &w.groups[index]
		if g.profiled {
			w.heardByProfile(index, m, between, share)
			continue
		}
		for place, i := range g.units {
			if w.talkTable != nil {
				share[i] = w.shareIn(w.talkTable[index].at(m, between, place), i)
			} else {
				share[i] = w.shareIn(w.alone(w.startsOf(i), w.Crowd.homes[i], w.audienceOf(i)), i)
			}
		}
	}
}

// alone is the state, now, of a unit whose people do not talk and whose sources
// started at starts, with audiences of a kind.
func (w *Work) alone(starts []model.Tick, homes int64, kind int32) state {
	w.begun = w.law.begin(w.begun[:0], starts, kind)
	return w.law.state(&w.now, w.begun, homes)
}

// shareIn is the share of the i-th unit's people who have heard, in a state.
func (w *Work) shareIn(s state, i int) float64 {
	heard := 1 - float64(s.u*s.z) + s.delta/float64(max(w.people[i], 1))
	return min(max(heard, 0), 1)
}

// heardByProfile is Heard for a group that is profiled: states are worked out at
// the grid points that are met, and shares are a straight line between them.
func (w *Work) heardByProfile(index int, m int, between float64, share []float64) {
	g := &w.groups[index]
	width := len(w.startGrid.at)
	rows := g.rows(&w.startGrid)
	w.known = slices.Grow(w.known[:0], rows)[:rows]
	known := w.known
	for r := range known {
		known[r].u = math.NaN()
	}
	at := func(r, i int) float64 {
		s := &known[r]
		switch {
		case !math.IsNaN(s.u):
		case w.talkTable != nil:
			*s = w.talkTable[index].at(m, between, r)
		default:
			*s = w.alone(w.startsAbove(g, w.startGrid.at[r%width]), g.homes[r/width], g.audience)
		}
		return w.shareIn(*s, i)
	}
	for _, i := range g.units {
		own := model.Tick(0)
		if w.own >= 0 {
			own = w.out.Start[w.Crowd.served[i]]
		}
		k, part := w.startGrid.find(own)
		h, some := 0, 0.0
		if len(g.homes) > 1 {
			h, some = g.findHomes(w.Crowd.homes[i])
		}
		line := func(h int) float64 {
			x := at(h*width+k, i)
			if part > 0 {
				x += float64(part * (at(h*width+k+1, i) - x))
			}
			return x
		}
		share[i] = line(h)
		if some > 0 {
			share[i] += float64(some * (line(h+1) - share[i]))
		}
	}
}
