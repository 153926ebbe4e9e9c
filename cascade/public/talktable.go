package public

import (
	"slices"

	"harkara/model"
)

// talkTable is how talk goes in a group: states at the grid's times, for each row
// of the group's profile, or for each of its units.
type talkTable struct {
	// starts are, by dimension, those that states were worked out for, in ticks;
	// fresh is true once they were.
	states [][]state // by time of the grid, then by row
	starts []model.Tick
	fresh  bool
}

// talkIn follows talk in a group for this trial: at its profile's grid points, once
// for all units, or unit by unit.
func (w *Work) talkIn(index int) {
	g, t := &w.groups[index], &w.talkTable[index]
	rows := len(g.units)
	if g.profiled {
		rows = g.rows(&w.startGrid)
	}
	if rows == 0 {
		return
	}
	if t.states == nil {
		t.states = make([][]state, len(w.grid))
		for m := range t.states {
			t.states[m] = make([]state, rows)
		}
	}
	// Unit by unit each is followed anew: its own start differs from trial to trial.
	if !g.profiled {
		for r, i := range g.units {
			grown := -1
			if g.grown {
				grown = i
			}
			w.follow(w.startsOf(i), w.Crowd.homes[i], w.audienceOf(i), grown, func(m int, s state) { t.states[m][r] = s })
		}
		return
	}
	above := w.startsAbove(g, model.Never)
	if t.fresh && slices.Equal(above, t.starts) {
		return // as in the trial before
	}
	t.starts, t.fresh = append(t.starts[:0], above...), true
	// A profile's rows are the same for all its units, and stay as they are where
	// what they hear from above began as in the trial before.
	for r := range rows {
		own := w.startGrid.at[r%len(w.startGrid.at)]
		w.follow(w.startsAbove(g, own), g.homes[r/len(w.startGrid.at)], g.audience, -1, func(m int, s state) { t.states[m][r] = s })
	}
}

// at is the state of one row of talk, part of the way from the m-th time of the
// grid to the next: q is survival without talk at that time, whose sharp changes
// are the law's own. What talk has made of it, z/q, changes in mean times of
// telling, and is a straight line, as is what the number of those who do not know
// varies more than if they were independent. Visits are as far as visited says.
func (t *talkTable) at(m int, part, visited float64, row int, q float64) state {
	a, b := &t.states[m][row], &t.states[m+1][row]
	mix := func(x, y float64) float64 { return x + float64(part*(y-x)) }
	made := func(x, y float64) float64 { return x + float64(visited*(y-x)) }
	s := state{
		u: made(a.u, b.u), v: made(a.v, b.v), z: mix(a.z, b.z), q: q,
		delta: mix(a.delta, b.delta), uneven: made(a.uneven, b.uneven),
	}
	if a.q > 0 && b.q > 0 {
		s.z = min(float64(q*mix(a.z/a.q, b.z/b.q)), 1)
	}
	shared := mix(a.d-float64(a.z*(1-a.z)), b.d-float64(b.z*(1-b.z)))
	s.d = max(float64(s.z*(1-s.z))+shared, 0)
	return s
}
