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
	// Rows are of a profile, the same for all units of the group, or one for each unit.
	states [][]state   // by time of the grid, then by row
	leaps  [][]leaping // the same of talk that leaps, in place of states
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
	if w.law.leaps() {
		w.leapIn(g, t)
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

// leapIn follows talk that leaps in each unit of a group.
func (w *Work) leapIn(g *group, t *talkTable) {
	// Memory for all times of the grid, used again from trial to trial.
	if t.leaps == nil {
		t.leaps = make([][]leaping, len(w.grid))
		for m := range t.leaps {
			t.leaps[m] = make([]leaping, len(g.units))
		}
	}
	for r, i := range g.units {
		starts := w.startsOf(i)
		play := playOf{w.trial, i}
		// Another of the problems that are compared may have played just this.
		if known := w.keeps.find(play, starts, w.followed); known != nil {
			for m, s := range known[:w.followed] {
				t.leaps[m][r] = s
			}
			continue
		}
		// Not kept before: played, and kept where there is room.
		made := w.keeps.room(w.followed, len(starts))
		w.leapOver(starts, i, func(m int, s leaping) {
			t.leaps[m][r] = s
			if made != nil {
				made[m] = s
			}
		})
		w.keeps.add(play, starts, made)
	}
}

// leapState is the state of one row of talk that leaps, part of the way from the m-th
// time of the grid to the next. What the law says without chance moves as the law
// does, and counts in the same proportion between what they are at both times.
func (t *talkTable) leapState(m int, part float64, row int, s state, people float64) state {
	x := t.leaps[m][row]
	talked := x.talked
	if part > 0 { // counts at times of the grid are as they were drawn
		y := t.leaps[m+1][row]
		talked += float64(part * (y.talked - x.talked))
		now := min(float64(float64(s.u*s.z)*talked), x.expected)
		if x.expected > y.expected {
			part = min((x.expected-now)/(x.expected-y.expected), 1)
		}
		x.share += float64(part * (y.share - x.share))
	}
	// Of homes it is what is expected given how much was told; of people, counted.
	if s.part != nil {
		s.part.talked = talked
	}
	s.z *= talked
	s.counted, s.d = true, float64(s.z*(1-s.z))
	s.delta = float64(people * (float64(s.u*s.z) - x.share))
	return s
}

// talkedAt is what part of those of the i-th unit, of whom talk leaps, who would not
// have heard by t otherwise have not been told either, given how much was told.
func (w *Work) talkedAt(i int, t model.Tick) float64 {
	table, row := &w.talkTable[w.groupOf[i]], w.rowOf(i)
	m, found := slices.BinarySearch(w.grid, min(t, w.horizon))
	now := table.leaps[m][row].talked
	if found {
		return now
	}
	before := table.leaps[m-1][row].talked
	part := float64(w.grid[m]-t) / float64(w.grid[m]-w.grid[m-1])
	return now + float64(part*(before-now))
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
