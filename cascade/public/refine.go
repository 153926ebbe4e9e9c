package public

import (
	"math"
	"slices"

	"harkara/model"
)

// deviation is how far, as a share of people, one way to hear may be from a straight
// line between two grid points; deviationWithTalk is that where talk is followed from every
// grid point. maxRefined bounds the grid points that are added for it.
const (
	deviation         = 1e-4
	deviationWithTalk = 1e-3
	maxRefined        = 4096
)

// refine adds grid points to those of starts, ascending, where what is heard by a
// column depends on the start too sharply for a straight line: shortly before
// the column, where a delay, or a round of visits, is short beside the play.
func (c *Crowd) refine(at []model.Tick) []model.Tick {
	b := refiner{most: deviation, grain: max(c.horizon>>20, 1), left: maxRefined}
	if c.law.talk > 0 {
		b.most = deviationWithTalk
	}
	for _, heard := range c.ownSources() {
		// Each way and column by itself: a line that is straight enough for both is
		// so for their sum of errors, which Error adds up.
		for _, t := range c.columns {
			b.heard = func(s model.Tick) float64 { return heard(s, min(t, c.horizon)) }
			for i := range len(at) - 1 {
				b.between(at[i], at[i+1], b.heard(at[i]), b.heard(at[i+1]))
			}
			at = append(at, b.found...)
			b.found = b.found[:0]
			slices.Sort(at)
		}
	}
	return at
}

// ownSources are the shares that have heard by t where the serving unit started
// at s, over each broadcast and each round of visits; these also depend on how
// many households there are: the fewest and the most are tried.
func (c *Crowd) ownSources() []func(s, t model.Tick) float64 {
	var out []func(s, t model.Tick) float64
	for i := range c.law.broadcasts {
		// Those that begin higher up do not depend on the unit's own start.
		if b := &c.law.broadcasts[i]; b.dim == c.own {
			out = append(out, func(s, t model.Tick) float64 { return b.share * b.heard(s, t) })
		}
	}
	for i := range c.law.rounds {
		v := &c.law.rounds[i]
		if v.dim != c.own {
			continue
		}
		fewest, most := slices.Min(c.homes), slices.Max(c.homes)
		for _, homes := range slices.Compact([]int64{max(fewest, 1), max(most, 1)}) {
			out = append(out, func(s, t model.Tick) float64 {
				if s >= t {
					return 0
				}
				// Visits are made in open time only.
				open := v.hours.OpenTime(0, t) - v.hours.OpenTime(0, s)
				return v.roughly(open, homes)
			})
		}
	}
	return out
}

// refiner finds where a function that falls is not nearly a straight line.
type refiner struct {
	heard func(s model.Tick) float64
	most  float64    // how far from one it may be
	grain model.Tick // grid points this close stay so
	left  int        // grid points that may be added
	found []model.Tick
}

// between adds grid points between two, at which heard is as given.
func (b *refiner) between(lo, hi model.Tick, atLo, atHi float64) {
	if hi-lo <= b.grain || math.Abs(atLo-atHi) <= b.most || b.left <= 0 {
		return
	}
	// A curve that bends once is farthest from the line near its middle; at the
	// quarters a jump, or a second bend, shows.
	width := float64(hi - lo)
	straight := true
	for quarter := model.Tick(1); quarter <= 3; quarter++ {
		s := lo + (hi-lo)*quarter/4
		line := atLo + (atHi-atLo)*float64(s-lo)/width
		straight = straight && math.Abs(b.heard(s)-line) <= b.most
	}
	if straight {
		return
	}
	// Both halves are looked at by themselves.
	mid := lo + (hi-lo)/2
	atMid := b.heard(mid)
	b.left--
	b.found = append(b.found, mid)
	b.between(lo, mid, atLo, atMid)
	b.between(mid, hi, atMid, atHi)
}
