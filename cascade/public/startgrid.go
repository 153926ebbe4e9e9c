package public

import (
	"math"
	"slices"

	"harkara/model"
)

// grid points are the times of start at which a profile asks the law. Between two
// grid points the people of a unit are shared out to both, in a straight line. The
// error of a count is at most the largest curvature between grid points times an
// eighth of the square of their distance; where the law jumps (hours close, a
// fixed delay has passed by a column) grid points stand at either side of the jump, and
// where it refine sharply before a column, refine adds more. TestProfileIsClose
// bounds what is left at columns; at other times, when a share is reached, it
// may be the distance of grid points.
type startGrid struct {
	at    []model.Tick // the last is Never, for those who never start
	edges []edge       // the same, to find a start among
	cells []int32      // the last grid point at or below the first start of each cell
	usual int          // grid points that begin within a cell, at most, but for crowded ones
	end   model.Tick   // stands for Never among edges: just after the horizon
}

// edge is a grid point and the inverse of its distance to the next.
type edge struct {
	at      model.Tick
	inverse float64
}

// cellOf is the cell of a start: 256 for each doubling of the time since release.
func cellOf(s model.Tick) int {
	return int(math.Float64bits(float64(s+1))>>(52-8)) - 1023<<8
}

// How dense the grid is before refine adds to it: both early, when most delays are
// short, and late, when a column's own delay matters. maxJumps bounds how many edges
// of hours have points at either side.
const (
	pointsPerOctave = 24  // grid points for each doubling of the time since release
	evenPoints      = 384 // and evenly spread over the play
	maxJumps        = 512
	coarserWithTalk = 2 // as many times fewer where talk is followed
)

// setStartGrid lays the grid out: by octaves, evenly, at either side of each jump,
// and where refine finds a straight line too coarse.
func (c *Crowd) setStartGrid() {
	k := &c.startGrid
	if c.own < 0 {
		k.at = []model.Tick{0} // nobody asks
		return
	}
	octave, even := pointsPerOctave, evenPoints
	if c.law.talk > 0 {
		octave, even = octave/coarserWithTalk, even/coarserWithTalk
	}
	at := []model.Tick{0, c.horizon}
	for x := float64(model.Second); x < float64(c.horizon); x *= math.Exp2(1 / float64(octave)) {
		at = append(at, model.Tick(x))
	}
	for i := range even {
		at = append(at, model.Tick(float64(c.horizon)*float64(i)/float64(even)))
	}
	for _, t := range c.jumps() {
		at = append(at, t-1, t)
	}
	slices.Sort(at)
	at = slices.Compact(at)
	at = slices.DeleteFunc(at, func(t model.Tick) bool { return t < 0 || t > c.horizon })
	k.at = append(c.refine(at), model.Never)
	k.index(c.horizon)
}

// index makes grid points ready to be searched.
func (k *startGrid) index(horizon model.Tick) {
	k.end = horizon + 1
	for i, t := range k.at[:len(k.at)-1] {
		next := min(k.at[i+1], k.end)
		k.edges = append(k.edges, edge{at: t, inverse: 1 / float64(next-t)})
	}
	k.edges = append(k.edges, edge{at: k.end}, edge{at: model.Never})
	k.cells = make([]int32, cellOf(k.end)+1)
	// Starts fall into cells by the leading bits of their size; a cell knows the point
	// at or below its first start, from which a few steps lead to any of its starts.
	cell := 0
	inside := []int{0} // grid points that begin within each cell that has some
	for i, e := range k.edges[:len(k.edges)-1] {
		if c := cellOf(e.at); c > cell {
			for cell++; cell < c; cell++ {
				k.cells[cell] = int32(i - 1)
			}
			k.cells[cell], inside = int32(i-1), append(inside, 0)
		}
		if i > 0 {
			inside[len(inside)-1]++
		}
	}
	slices.Sort(inside)
	k.usual = inside[int(crowdedCells*float64(len(inside)-1))]
}

// crowdedCells is in what part of the cells with grid points a start is found in a fixed
// number of steps. The others lie just before a column, where few starts do.
const crowdedCells = 0.9

// jumps are times of start just before which another number has heard by a
// column.
func (c *Crowd) jumps() []model.Tick {
	jumps := c.edges()
	if len(jumps) > maxJumps {
		jumps = nil
	}
	for i := range c.law.broadcasts {
		b := &c.law.broadcasts[i]
		if len(b.curve.steps) > 16 {
			continue
		}
		for _, wait := range b.curve.steps {
			for _, t := range c.columns {
				jumps = append(jumps, t-wait+1)
			}
		}
	}
	return jumps
}

// find is the grid point at or below a start, and how far it is towards the next. But
// for crowded cells it takes as many steps for one start as for another, so that
// nothing has to be guessed.
func (k *startGrid) find(s model.Tick) (int, float64) {
	if len(k.edges) == 0 {
		return 0, 0
	}
	s = min(s, k.end)
	i := int(k.cells[cellOf(s)])
	for range k.usual {
		i += int(uint64(k.edges[i+1].at-s-1) >> 63) // one more where it is not after s
	}
	for k.edges[i+1].at <= s {
		i++
	}
	// Its part of the way is by a product: inverse is of the gap to the next point.
	e := &k.edges[i]
	return i, float64(float64(s-e.at) * e.inverse)
}

// spread adds each start to share, one in all, at the grid points before and after it.
func (k *startGrid) spread(share []float64, starts []model.Tick) {
	cells, edges, end := k.cells, k.edges, k.end
	for _, s := range starts { // as find does, without a call
		s = min(s, end)
		i := int(cells[cellOf(s)])
		for range k.usual {
			i += int(uint64(edges[i+1].at-s-1) >> 63)
		}
		for edges[i+1].at <= s {
			i++
		}
		e := &edges[i]
		part := float64(float64(s-e.at) * e.inverse)
		share[i] += 1 - part
		share[i+1] += part
	}
}

// findAll is find for each of units, whose starts are given; the i-th goes to order[i].
func (k *startGrid) findAll(units []model.Unit, order []int32, starts []model.Tick, out []place) {
	cells, edges, end := k.cells, k.edges, k.end
	for n, u := range units { // as find does, without a call
		s := min(starts[u], end)
		i := int(cells[cellOf(s)])
		for range k.usual {
			i += int(uint64(edges[i+1].at-s-1) >> 63)
		}
		for edges[i+1].at <= s {
			i++
		}
		e := &edges[i]
		out[order[n]] = place{int32(i), float64(float64(s-e.at) * e.inverse)}
	}
}
