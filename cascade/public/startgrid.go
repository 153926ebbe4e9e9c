package public

import (
	"math"
	"math/bits"
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
	cells []startCell
	end   model.Tick // stands for Never among edges: after the horizon, alone in its cell
}

// edge is a grid point and the inverse of its distance to the next.
type edge struct {
	at      model.Tick
	inverse float64
}

// startCell is what is known of the starts of a cell: the last grid point below it (or the
// first), when the next is, and whether the one after that lies within the cell, too. That
// is so just before a column, where few starts lie.
type startCell struct {
	next  model.Tick
	point int32
	more  bool
}

// perOctave is how many cells there are for each doubling of the time since release.
const (
	perOctaveBits = 8
	perOctave     = 1 << perOctaveBits
)

// cellOf is the cell of a start.
func cellOf(s model.Tick) int {
	return int(math.Float64bits(float64(s+1))>>(52-perOctaveBits)) - 1023<<perOctaveBits
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
	for cellOf(k.end) == cellOf(horizon) {
		k.end += horizon/perOctave + 1
	}
	for i, t := range k.at[:len(k.at)-1] {
		next := min(k.at[i+1], horizon+1)
		k.edges = append(k.edges, edge{at: t, inverse: 1 / float64(next-t)})
	}
	k.edges = append(k.edges, edge{at: k.end}, edge{at: model.Never})
	k.cells = make([]startCell, cellOf(k.end)+1)
	i := 0 // the last grid point below a cell, for all cells in turn
	for c := range k.cells {
		for cellOf(k.edges[i+1].at) < c {
			i++
		}
		k.cells[c] = startCell{next: k.edges[i+1].at, point: int32(i)}
		k.cells[c].more = i+2 < len(k.edges) && cellOf(k.edges[i+2].at) <= c
	}
}

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

// find is the grid point at or below a start, and how far it is towards the next.
func (k *startGrid) find(s model.Tick) (int, float64) {
	if len(k.edges) == 0 {
		return 0, 0
	}
	s = min(s, k.end)
	c := &k.cells[cellOf(s)]
	_, before := bits.Sub64(uint64(s), uint64(c.next), 0)
	i := int(c.point) + 1 - int(before)
	for c.more && k.edges[i+1].at <= s {
		i++
	}
	// Its part of the way is by a product: inverse is of the gap to the next point.
	e := &k.edges[i]
	return i, float64(float64(s-e.at) * e.inverse)
}

// startTally is how many starts lie from one grid point to the next, and their sum in
// ticks, modulo 2^64: how far they are past the grid point together fits.
type startTally struct{ n, sum uint64 }

// tally counts starts, each at the grid point at or below it.
func (k *startGrid) tally(to []startTally, starts []model.Tick) {
	cells, edges, end := k.cells, k.edges, k.end
	for _, s := range starts { // as find does, without a call
		s = min(s, end)
		c := &cells[cellOf(s)]
		// Whether it comes before the next grid point is a number, not a branch, which
		// would be guessed wrong as often as not.
		_, before := bits.Sub64(uint64(s), uint64(c.next), 0)
		i := int(c.point) + 1 - int(before)
		if c.more {
			for edges[i+1].at <= s {
				i++
			}
		}
		t := &to[i]
		t.n++
		t.sum += uint64(s)
	}
}

// findAll is find for each of units, whose starts are given; the i-th goes to order[i].
func (k *startGrid) findAll(units []model.Unit, order []int32, starts []model.Tick, out []place) {
	cells, edges, end := k.cells, k.edges, k.end
	for n, u := range units { // as find does, without a call
		s := min(starts[u], end)
		c := &cells[cellOf(s)]
		_, before := bits.Sub64(uint64(s), uint64(c.next), 0)
		i := int(c.point) + 1 - int(before)
		if c.more {
			for edges[i+1].at <= s {
				i++
			}
		}
		e := &edges[i]
		out[order[n]] = place{int32(i), float64(float64(s-e.at) * e.inverse)}
	}
}
