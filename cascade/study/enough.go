package study

import (
	"math"

	"harkara/cascade"
)

// How closely times and goals are to be known where they alone are played: the
// bounds of a median time lie within timesWithin of it, or within so many seconds,
// and those of a goal within goalsWithin, on one side of what is asked.
const (
	timesWithin   = 0.02
	secondsWithin = 30
	goalsWithin   = 0.05
)

// enough tells whether plays say what an exact answer left out closely enough. To
// stop by bounds makes them hold a little less often than their confidence.
func enough(r *cascade.Result) bool {
	for t := range eachTier(r) {
		if t.Units > 0 && !timesKnown(t) {
			return false
		}
	}
	for _, g := range r.Goals {
		p := g.Probability
		if p.High-p.Low > 2*goalsWithin || p.Low < g.Chance && p.High >= g.Chance {
			return false
		}
	}
	return true
}

// timesKnown tells whether the times of a tier are known closely.
func timesKnown(t *cascade.Tier) bool {
	for _, x := range t.TimeTo {
		m := x.Median
		if m.Low == m.High { // also where it is never
			continue
		}
		if wide := max(m.High-m.Value, m.Value-m.Low); math.IsInf(m.High, 1) || wide > max(timesWithin*m.Value, secondsWithin) {
			return false
		}
	}
	return true
}
