package fit

import (
	"math"

	"harkara/model"
)

// Known is a quantile that somebody knows: a share of all had come by a time.
type Known struct{ Share, Seconds float64 }

// FromQuantiles is the delay of a family with a shape through two quantiles, where a
// share never comes: shares are of all.
func FromQuantiles(name string, a, b Known, never float64) (model.Delay, error) {
	if !(never >= 0 && never < 1) || !(a.Share > 0 && a.Share < b.Share && b.Share < 1-never) || !(a.Seconds > 0 && a.Seconds < b.Seconds) {
		return nil, model.Errorf("needs two shares between 0 and those that come, and longer times for the greater")
	}
	for _, f := range families {
		if f.name != name || !f.shaped {
			continue
		}
		p, q := a.Share/(1-never), b.Share/(1-never)
		// The ratio of two quantiles rises or falls with the shape throughout.
		ratio := func(logK float64) float64 {
			k := math.Exp(logK)
			return math.Log(f.quantile(q, k)/f.quantile(p, k)) - math.Log(b.Seconds/a.Seconds)
		}
		lo, hi := math.Log(0.02), math.Log(50.0)
		if ratio(lo)*ratio(hi) > 0 {
			return nil, model.Errorf("no %s delay has both quantiles", name)
		}
		rises := ratio(hi) > 0
		for range 100 {
			if mid := (lo + hi) / 2; (ratio(mid) > 0) == rises {
				hi = mid
			} else {
				lo = mid
			}
		}
		k := math.Exp((lo + hi) / 2)
		return f.make(a.Seconds/f.quantile(p, k), k)
	}
	return nil, model.Errorf("no family with a scale and a shape is called %q", name)
}
