package laws

import (
	"math"

	"harkara/model"
	"harkara/model/scenario"
)

// hours and minutes are times as ticks, to the nearest.
func hours(x float64) model.Tick   { return model.TicksOf(3600 * x) }
func minutes(x float64) model.Tick { return model.TicksOf(60 * x) }
func days(x float64) model.Tick    { return model.TicksOf(86400 * x) }

// sure is a claim of a share that every play shows: chance has no part in it.
func sure(what, tier string, at model.Tick, share float64) Claim {
	return Claim{What: what, Of: Reach, Tier: tier, At: at, Expected: share}
}

// medianTime is a claim of the median time until a share of a tier has it, of
// which f is the distribution function, in units of In. A sample's median varies as 1/(2f') times the root of its
// size (Kenney and Keeping 1962). Times are counted in bins a thousandth wide.
func medianTime(what, tier string, share float64, in model.Tick, lo, hi float64, f func(t float64) float64) Claim {
	h, median := 1e-3*hi, medianOf(f, lo, hi)
	slope := (f(median+h) - f(median-h)) / (2 * h)
	return Claim{
		What: what, Of: MedianTime, Tier: tier, Share: share, In: in,
		Expected: median, Spread: 1 / (2 * slope), Slack: binWidth * median,
	}
}

// medianOf is the least time between lo and hi at which a distribution function is half.
func medianOf(f func(t float64) float64, lo, hi float64) float64 {
	for range 60 {
		if mid := (lo + hi) / 2; f(mid) < 0.5 {
			lo = mid
		} else {
			hi = mid
		}
	}
	return hi
}

// binWidth is how wide the bins are in which a solver counts times.
const binWidth = 1.0 / 1024

// improper is a distribution of arrivals some of which never come: what F is
// at the end is the share that do.
type improper struct {
	f   func(t float64) float64
	end float64 // F is level from here on
}

// mean is the mean, and the variance, of the arrivals that do come:
// ∫ (1 − F/F(∞)) and ∫ 2t (1 − F/F(∞)) less the square of the first.
func (d improper) mean() (mean, variance float64) {
	whole := d.f(d.end)
	mean = integral(func(t float64) float64 { return 1 - d.f(t)/whole }, d.end)
	square := integral(func(t float64) float64 { return 2 * t * (1 - d.f(t)/whole) }, d.end)
	return mean, square - mean*mean
}

// arrivals are the claims of n units that are independent and have the same
// distribution, in hours: the share by each time, the share in the end and the
// mean of those that arrive.
func (d improper) arrivals(tier string, n int, at ...float64) []Claim {
	var out []Claim
	for _, t := range at {
		out = append(out, reach(by(t), tier, hours(t), d.f(t), n))
	}
	whole := d.f(d.end)
	mean, variance := d.mean()
	return append(out,
		reach("share that has it in the end", tier, hours(d.end), whole, n),
		d.meanArrival(tier, mean, variance, float64(n)*whole))
}

// meanArrival is a claim of the mean arrival, in hours, of about n units.
func (improper) meanArrival(tier string, mean, variance, n float64) Claim {
	return Claim{
		What: "mean arrival of those it reaches, h", Of: MeanDelay, Tier: tier, In: model.Hour,
		Expected: mean, Spread: math.Sqrt(variance / n), Slack: tableError * mean,
	}
}

// by is the words for a share by a time in hours.
func by(t float64) string {
	return "share that has it by " + scenario.FormatDuration(model.TicksOf(3600*t))
}
