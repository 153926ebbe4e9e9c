package public

import (
	"math"
	"slices"

	"harkara/model"
)

// bent is how far, as a share of people, one way to hear may be from a straight
// line between two knots; bentInTalk is that where talk is followed from every
// knot. maxBends bounds the knots that are added for it.
const (
	bent       = 1e-4
	bentInTalk = 1e-3
	maxBends   = 4096
)

// bends adds knots to those of starts, ascending, where what is heard by a
// column depends on the start too sharply for a straight line: shortly before
// the column, where a delay, or a round of visits, is short beside the play.
func (c *Crowd) bends(at []model.Tick) []model.Tick {
	b := bender{most: bent, grain: max(c.horizon>>20, 1), left: maxBends}
	if c.law.talk > 0 {
		b.most = bentInTalk
	}
	for _, heard := range c.waysToHear() {
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

// waysToHear are the shares that have heard by t where the serving unit started
// at s, over each broadcast and each round of visits; these also depend on how
// many households there are: the fewest and the most are tried.
func (c *Crowd) waysToHear() []func(s, t model.Tick) float64 {
	var out []func(s, t model.Tick) float64
	for i := range c.law.casts {
		if b := &c.law.casts[i]; b.dim == c.own {
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
				open := v.hours.OpenTime(0, t) - v.hours.OpenTime(0, s)
				return min(v.perTick*float64(open)/float64(homes), 1)
			})
		}
	}
	return out
}

// bender finds where a function that falls is not nearly a straight line.
type bender struct {
	heard func(s model.Tick) float64
	most  float64    // how far from one it may be
	grain model.Tick // knots this close stay so
	left  int        // knots that may be added
	found []model.Tick
}

// between adds knots between two, at which heard is as given.
func (b *bender) between(lo, hi model.Tick, atLo, atHi float64) {
	if hi-lo <= b.grain || math.Abs(atLo-atHi) <= b.most || b.left <= 0 {
		return
	}
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
	mid := lo + (hi-lo)/2
	atMid := b.heard(mid)
	b.left--
	b.found = append(b.found, mid)
	b.between(lo, mid, atLo, atMid)
	b.between(mid, hi, atMid, atHi)
}
