package public

import (
	"math"
	"slices"

	"harkara/model"
)

// search narrows down when something that only grows comes to a target: after
// lo, and not after hi.
type search struct {
	// lo is a time at which there is not enough (−1 before the first was asked) and
	// hi one at which there is.
	lo, hi      model.Tick
	have, reach float64 // how much there is at lo and at hi
	target      float64
	asked       int
	grain       model.Tick // times asked are whole multiples of it
}

// grainOf is how closely times of shares are found in a play of this length: to the
// tick in short ones, and to the millisecond where nobody would feel less.
func grainOf(horizon model.Tick) model.Tick {
	if horizon < 10*model.Minute {
		return 1
	}
	return model.Millisecond
}

// width is how much is not known of the time, in ticks.
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
// from both ends, and every third time in the middle. It is a whole multiple of
// grain between lo and hi, which must be farther apart than that.
func (s *search) next() model.Tick {
	// The line is quick where people come evenly, the middle where they come at once.
	s.asked++
	edge := max((s.hi-s.lo)/16, 1)
	at := min(max(s.line(), s.lo+edge), s.hi-edge)
	if s.asked%3 == 0 {
		at = s.lo + (s.hi-s.lo)/2
	}
	at -= at % s.grain
	if at <= s.lo {
		at += s.grain
	}
	return at
}

// found is the time once hi is known as closely as is asked: hi itself where nothing
// lies between, else where the line says.
func (s *search) found() model.Tick {
	if s.width() <= s.grain {
		return s.hi
	}
	return min(s.line(), s.hi)
}

// TimeTo is when the share of a cell's people (or households) has heard, or
// model.Never within the horizon. The time is found by asking. It is right to a
// millisecond, in plays below ten minutes to a tick, where people come in steps that
// are felt (exactly); else to about one part
// in 500, by a straight line between the last two times asked.
func (w *Work) TimeTo(cell *Cell, share float64, homes bool) model.Tick {
	if w.works != nil {
		one, its := w.in(cell)
		return one.TimeTo(its, share, homes)
	}
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
	// Whatever was asked of this trial before narrows the search down.
	s := search{lo: -1, hi: w.horizon, target: float64(target), grain: grainOf(w.horizon)}
	for i := range cell.known {
		if s.told(cell.known[i].at, float64(count(&cell.known[i]))) {
			break
		}
	}
	// Few people, or the last of all, do not lie on a straight line.
	uneven := func() bool {
		return s.width() > max(s.grain, s.hi>>10) && (s.reach-s.have < fewOnLine || s.reach == float64(total))
	}
	for s.width() > s.grain && (cell.exactly || s.width() > s.hi>>6 || uneven()) {
		mid := s.next()
		w.Ask(cell, mid)
		i, _ := slices.BinarySearchFunc(cell.known, mid, func(a answer, t model.Tick) int { return int(a.at - t) })
		s.told(mid, float64(count(&cell.known[i])))
	}
	return s.found()
}

// fewOnLine is how many people between two times are too few to be taken for
// a straight line.
const fewOnLine = 16

// fewBegun is in up to how many ways the sources of a cell's units may have begun
// for visits to be felt one by one.
const fewBegun = 16

// exactly tells whether the people of a cell come in steps that are felt: many at
// one moment, as a delay has few values, or home by home in units that began
// alike.
func (w *Work) exactly(cell *Cell) bool {
	if w.steps() {
		return true
	}
	if len(w.law.rounds) == 0 {
		return false
	}
	ways := len(cell.exact)
	for k := 0; k < len(cell.parts) && ways <= fewBegun; k++ {
		ways += w.waysBegun(&cell.parts[k])
	}
	return ways <= fewBegun
}

// waysBegun is in how many ways the sources of a part's units began, of those that
// follow each other.
func (w *Work) waysBegun(p *part) int {
	ways := 0
	if p.profile != nil {
		for k := p.profile.lo; k < p.profile.hi && ways <= fewBegun; k++ {
			for h := range p.profile.many {
				if p.profile.row(k, h)[atUnits] != 0 {
					ways++
				}
			}
		}
		return ways
	}
	for k, i := range p.units {
		now := w.startsOf(i)
		if k == 0 || !slices.Equal(now, w.before) || w.Crowd.homes[i] != w.Crowd.homes[p.units[k-1]] {
			ways++
		}
		if ways > fewBegun {
			break
		}
		w.before = append(w.before[:0], now...)
	}
	return ways
}

// steps tells whether many hear at one moment, as a delay has few values.
func (w *Work) steps() bool {
	for i := range w.law.broadcasts {
		if w.law.broadcasts[i].curve.steps != nil {
			return true
		}
	}
	return false
}
