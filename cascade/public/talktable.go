package public

import (
	"slices"

	"harkara/model"
)

// talkTable is how talk goes in a group: states at the grid's times, for each row
// of the group's profile, or for each of its units.
type talkTable struct {
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
	for r := range rows {
		own := w.startGrid.at[r%len(w.startGrid.at)]
		w.follow(w.startsAbove(g, own), g.homes[r/len(w.startGrid.at)], g.audience, -1, func(m int, s state) { t.states[m][r] = s })
	}
}

// at is the state of one row of talk at time t, between the grid's times.
func (t *talkTable) at(m int, part float64, row int) state {
	a := t.states[m][row]
	if part == 0 {
		return a
	}
	b := t.states[m+1][row]
	mix := func(x, y float64) float64 { return x + float64(part*(y-x)) }
	return state{mix(a.u, b.u), mix(a.v, b.v), mix(a.z, b.z), mix(a.d, b.d), mix(a.delta, b.delta), mix(a.uneven, b.uneven)}
}
