package public

import (
	"math"
	"slices"

	"harkara/model"
)

// search narrows down when something that only grows comes to a target: after
// lo, and not after hi.
type search struct {
	lo, hi      model.Tick
	have, reach float64 // how much there is at lo and at hi
	target      float64
	turn        int
}

func (s *search) width() model.Tick { return s.hi - s.lo }

// told takes note of how much there is at t, and tells whether that is enough.
func (s *search) told(t model.Tick, much float64) bool {
	if much >= s.target {
		s.hi, s.reach = t, much
		return true
	}
	s.lo, s.have = t, much
	return false
}

// line is when a straight line from lo to hi comes to the target.
func (s *search) line() model.Tick {
	return s.lo + max(1, model.Tick(math.Ceil(float64(float64(s.hi-s.lo)*(s.target-s.have))/(s.reach-s.have))))
}

// next is the time to ask next: where the line says, a sixteenth of the way
// from both ends, and every third time in the middle.
func (s *search) next() model.Tick {
	turn := s.turn
	s.turn++
	if turn%3 == 2 {
		return s.lo + (s.hi-s.lo)/2
	}
	edge := max((s.hi-s.lo)/16, 1)
	return min(max(s.line(), s.lo+edge), s.hi-edge)
}

// TimeTo is when the share of a cell's people (or households) has heard, or
// model.Never within the horizon. The time is found by asking, and is right to
// a tick where delays come in steps; else to about one part in 500, by a
// straight line between the last two times asked.
func (w *Work) TimeTo(cell *Cell, share float64, homes bool) model.Tick {
	total := cell.People
	if homes {
		total = cell.Homes
	}
	target := int64(math.Ceil(share*float64(total) - 1e-9))
	count := func(a *answer) int64 {
		if homes {
			return a.homes.Drawn
		}
		return a.people.Drawn
	}
	w.Ask(cell, w.horizon)
	if last := count(&cell.known[len(cell.known)-1]); total == 0 || last < target {
		return model.Never
	}
	s := search{lo: -1, hi: w.horizon, target: float64(target)}
	for i := range cell.known {
		if s.told(cell.known[i].at, float64(count(&cell.known[i]))) {
			break
		}
	}
	// Few people, or the last of all, do not lie on a straight line.
	uneven := func() bool {
		return s.width() > max(1, s.hi>>10) && (s.reach-s.have < fewOnLine || s.reach == float64(total))
	}
	for s.width() > w.grain(s.hi) || uneven() {
		mid := s.next()
		w.Ask(cell, mid)
		i, _ := slices.BinarySearchFunc(cell.known, mid, func(a answer, t model.Tick) int { return int(a.at - t) })
		s.told(mid, float64(count(&cell.known[i])))
	}
	return min(s.line(), s.hi)
}

// fewOnLine is how many people between two times are too few to be taken for
// a straight line.
const fewOnLine = 16

// grain is how close the times asked come to a time that is looked for near t.
func (w *Work) grain(t model.Tick) model.Tick {
	for i := range w.law.broadcasts {
		if w.law.broadcasts[i].curve.steps != nil {
			return 1
		}
	}
	return max(1, t>>6)
}
