package public

import (
	"slices"

	"harkara/model"
)

// turnTo makes t, not before 0, the moment that is asked about.
func (w *Work) turnTo(t model.Tick) {
	w.law.at(&w.now, t)
	if w.talkTable == nil {
		return
	}
	// Where people talk the grid has a time at or below, and one above unless t is
	// one of its times.
	at, found := slices.BinarySearch(w.grid, t)
	if found {
		w.place, w.part = at, 0
		return
	}
	w.place = at - 1
	w.part = float64(t-w.grid[at-1]) / float64(w.grid[at]-w.grid[at-1])
}

// stateIn is the state, at the moment turned to, of people in a group: where they
// talk that of a row of its table, else what the law says of so many homes; in both
// cases their sources began as b says. It is the one place that tells the state of a unit's people.
func (w *Work) stateIn(group, row int, b begun, homes int64) state {
	if w.talkTable == nil {
		return w.law.state(&w.now, b, homes)
	}
	// At a time of the grid, as all columns are, nothing is interpolated.
	t := &w.talkTable[group]
	if t.leaps != nil {
		return t.leapState(w.place, w.part, row, w.law.state(&w.now, b, homes), float64(w.Crowd.people[w.groups[group].units[row]]))
	}
	if w.part == 0 {
		return t.states[w.place][row]
	}
	return t.at(w.place, w.part, w.visitedPart(b, homes), row, w.law.survival(&w.now, b))
}

// visitedPart is how far visits are, at the moment turned to, on the way from the
// time of the grid below to the one above.
func (w *Work) visitedPart(b begun, homes int64) float64 {
	if w.gridAt == nil {
		return w.part
	}
	before, _ := w.law.unvisited(&w.gridAt[w.place], b, homes)
	now, _ := w.law.unvisited(&w.now, b, homes)
	after, _ := w.law.unvisited(&w.gridAt[w.place+1], b, homes)
	if before == after {
		return w.part
	}
	return (before - now) / (before - after)
}

// rowOf is the row, among those of its group, of the i-th served unit, which no
// profile counts.
func (w *Work) rowOf(i int) int { return int(w.placeOf[i]) }

// onLine is what f tells of the rows of a group's profile, at the i-th served
// unit: a straight line between those that are next to its start, and to its
// number of homes.
func (w *Work) onLine(g *group, i int, f func(row int) float64) float64 {
	own := model.Tick(0)
	if w.own >= 0 {
		own = w.out.Start[w.Crowd.served[i]]
	}
	width := len(w.startGrid.at)
	k, part := w.startGrid.find(own)
	line := func(h int) float64 {
		x := f(h*width + k)
		if part > 0 {
			x += float64(part * (f(h*width+k+1) - x))
		}
		return x
	}
	if len(g.homes) == 1 {
		return line(0)
	}
	h, some := g.findHomes(w.Crowd.homes[i])
	x := line(h)
	if some > 0 {
		x += float64(some * (line(h+1) - x))
	}
	return x
}
