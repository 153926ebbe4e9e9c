package fit

import (
	"math"
	"slices"
)

// chiSquaredHalf is by how much the logarithm of a likelihood falls to the ends of an
// interval of 95 %: half of the quantile of chi-squared with one degree of freedom
// (Venzon and Moolgavkar, Applied Statistics 37, 1988).
const chiSquaredHalf = 3.841458820694124 / 2

// quantileBounds are the bounds of the delay that a share q of those who come does
// not exceed, by the profile likelihood: all other parameters are fitted anew at
// each value.
func (f *Fit) quantileBounds(q float64) (low, high float64) {
	p := f.p
	p.anchor = q
	x := slices.Clone(f.x)
	scale, k, _ := f.p.unpack(f.x)
	x[0] = math.Log(scale * p.quantile(q, k))
	low, high = profileOf(p.logLikelihood, x, 0, f.LogLikelihood)
	return math.Exp(low), math.Exp(high)
}

// neverBounds are the bounds of the share that never comes.
func (f *Fit) neverBounds() (low, high float64) {
	low, high = profileOf(f.p.logLikelihood, f.x, len(f.x)-1, f.LogLikelihood)
	return logistic(low), logistic(high)
}

// maxDistance is how far from the maximum a bound is looked for, on the scale of the
// parameter, which is a logarithm.
const maxDistance = 40

// profileOf are the values of a parameter at which the greatest likelihood is less by
// drop: −Inf or +Inf where it never is.
func profileOf(f func([]float64) float64, best []float64, i int, top float64) (low, high float64) {
	_, h := derivatives(f, best, f(best))
	width := 0.1
	if c := -h.At(i, i); c > 0 {
		width = min(max(2/math.Sqrt(c), 1e-6), 2)
	}
	return crossing(f, best, i, top, -width), crossing(f, best, i, top, width)
}

// crossing goes from the maximum in steps that grow until the profile is below
// drop, and then closes in by false position (the Illinois variant: an end that
// stays loses half of its weight).
func crossing(f func([]float64) float64, best []float64, i int, top, width float64) float64 {
	inside, near := best[i], slices.Clone(best)
	above := -chiSquaredHalf // how far the profile is below drop, at inside
	outside, below := inside, 0.0
	for {
		outside += width
		if math.Abs(outside-best[i]) > maxDistance {
			return math.Copysign(math.Inf(1), width)
		}
		value, x := refit(f, near, i, outside)
		if below = top - value - chiSquaredHalf; below > 0 {
			break
		}
		inside, near, above, width = outside, x, below, 1.6*width
	}
	stayed := 0
	for range 100 {
		middle := (inside*below - outside*above) / (below - above)
		if !(min(inside, outside) < middle && middle < max(inside, outside)) || below > 1e6 {
			middle = (inside + outside) / 2
		}
		value, x := refit(f, near, i, middle)
		switch off := top - value - chiSquaredHalf; {
		case math.Abs(off) < 1e-9 || math.Abs(outside-inside) < 1e-10:
			return middle
		case off > 0:
			if outside, below = middle, off; stayed > 0 {
				above /= 2
			}
			stayed = 1
		default:
			if inside, near, above = middle, x, off; stayed < 0 {
				below /= 2
			}
			stayed = -1
		}
	}
	return (inside + outside) / 2
}

// refit is the greatest likelihood where a parameter has a value, from a start.
func refit(f func([]float64) float64, start []float64, i int, value float64) (float64, []float64) {
	full := slices.Clone(start)
	full[i] = value
	if len(full) == 1 {
		return f(full), full
	}
	others := slices.Delete(slices.Clone(full), i, i+1)
	with := func(x []float64) []float64 { return slices.Insert(slices.Clone(x), i, value) }
	x, best := maximum(func(x []float64) float64 { return f(with(x)) }, others)
	return best, with(x)
}
