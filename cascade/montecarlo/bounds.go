package montecarlo

import (
	"math"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"harkara/cascade"
	"harkara/model"
)

// confidence is that of all bounds.
const confidence = 0.95

// Chance is a chance that came true in k of n plays, with Wilson's bounds.
// It is an interval for a binomial chance, at the confidence of all bounds.
// Without plays nothing is known: 0 to 1.
func Chance(k, n int) cascade.Estimate {
	if n == 0 {
		return cascade.Estimate{Value: math.NaN(), Low: 0, High: 1}
	}
	return wilson(float64(k)/float64(n), float64(n), normal())
}

// Share is the bounds of an expected share from the mean and the variance of n
// independent plays: Wilson's interval (1927) at the number of coins that would
// vary as much, m(1−m)/(s²/n). It stays within 0 and 1 and is honest near them.
// Plays that all agree on nothing or everything are n coins.
//
// What no play showed may still happen: in n plays, things with a chance of up
// to unseen(n), about 3.8/n, stay unseen one time in twenty or more, and the
// variance knows nothing of them. The largest single thing that may go wrong
// concerns a part common of those counted (Common): it may take that part of the
// mean, or give that part of what is missing. So much is joined to each side as
// an independent error is, by its square. Where plays vary by more, as they
// mostly do, that adds next to nothing.
// mean and variance are of shares from 0 to 1, the variance over n−1.
func Share(mean, variance float64, n int, common float64) cascade.Estimate {
	mean = min(max(mean, 0), 1)
	// What plays that all agree are worth: a coin each.
	coins := float64(n)
	switch {
	case n == 0:
		return cascade.Estimate{Value: math.NaN(), Low: 0, High: 1}
	// The variance is 0 at the ends, and says nothing of what was not seen.
	case mean <= 0 || mean >= 1:
		return wilson(mean, coins, Deviate(n))
	// One play has no variance to estimate: nothing is known but that it
	// happened.
	case n == 1 && common > 0:
		return cascade.Estimate{Value: mean, Low: 0, High: 1}
	}
	e := cascade.Estimate{Value: mean, Low: mean, High: mean}
	if variance > 0 {
		e = wilson(mean, mean*(1-mean)/variance*float64(n), Deviate(n))
	}
	// A play in which it happens differs by up to common of what was there.
	rare := unseen(n) * common
	return widen(e, mean*rare, (1-mean)*rare)
}

// widen joins independent errors to the two sides of an estimate of a share.
// down and up are half-widths from 0, in shares. Deviations of independent
// errors add by their squares; the interval stays within 0 and 1.
func widen(e cascade.Estimate, down, up float64) cascade.Estimate {
	e.Low = max(e.Value-math.Hypot(e.Value-e.Low, down), 0)
	e.High = min(e.Value+math.Hypot(e.High-e.Value, up), 1)
	return e
}

// Difference is the mean of paired differences of shares with Student's bounds,
// joined to what no play showed as in Share: a part common of all may have been
// lost, where it is down at most, or won, where it is up at most.
// Both plans are played with the same random numbers, so that n is the number
// of pairs and variance that of their differences, which is smaller than that
// of two independent runs. Values are shares from −1 to 1.
func Difference(mean, variance float64, n int, common, down, up float64) cascade.Estimate {
	// One pair has no variance; where it shows no difference and none is left
	// to chance, there is none.
	if n < 2 && (mean != 0 || common > 0) {
		return cascade.Estimate{Value: mean, Low: -1, High: 1}
	}
	// Student's t times the standard error of the mean.
	half := Deviate(n) * math.Sqrt(variance/float64(n))
	rare := unseen(n) * common
	return cascade.Estimate{
		Value: mean,
		Low:   max(mean-math.Hypot(half, down*rare), -1),
		High:  min(mean+math.Hypot(half, up*rare), 1),
	}
}

// unseen is the chance up to which something may be that none of n plays showed:
// the end of Wilson's interval for 0 of n.
func unseen(n int) float64 {
	z2 := normal() * normal()
	return z2 / (float64(n) + z2)
}

// wilson is Wilson's score interval for a share p of n coins, z deviates wide.
// It is the set of chances p' for which the observed share lies within z
// standard deviations √(p'(1−p')/n) of p': the roots of a quadratic equation.
// n need not be whole. Rounding may put an end past p itself, which is mended.
func wilson(p, n, z float64) cascade.Estimate {
	z2 := z * z
	mid := (p + z2/(2*n)) / (1 + z2/n)
	half := z / (1 + z2/n) * math.Sqrt(p*(1-p)/n+z2/(4*n*n))
	return cascade.Estimate{Value: p, Low: min(max(mid-half, 0), p), High: max(min(mid+half, 1), p)}
}

// Deviate is how many standard errors the bounds of a mean of n plays are away
// from it: Student's t, or the normal where there is no difference.
// It has n−1 degrees of freedom. Beyond 100,000 plays the two agree to four
// digits; for one play there is no t, and the normal is used.
func Deviate(n int) float64 {
	if n < 2 || n > 100_000 {
		return normal()
	}
	return distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(n - 1)}.Quantile((1 + confidence) / 2)
}

// normal is how many standard deviations hold so much on both sides.
// It is about 1.96 for a confidence of 0.95.
func normal() float64 { return distuv.UnitNormal.Quantile((1 + confidence) / 2) }

// Median is the median over n plays of times of which h holds those that came
// about, in ticks; the others are later than any. Its bounds are the order
// statistics between which the median lies with the confidence, by the
// binomial's normal approximation. In seconds; +Inf is never.
func Median(h *Histogram, n int) cascade.Estimate {
	// A rank beyond those that came about is a play in which it never did.
	at := func(rank float64) float64 {
		if v, ok := h.Rank(uint64(max(rank, 1))); ok && rank <= float64(n) {
			return v / float64(model.Second)
		}
		return math.Inf(1)
	}
	// The interval needs no assumption about how times are distributed.
	low, high := medianRanks(n)
	e := cascade.Estimate{Value: at(math.Ceil(float64(n) / 2)), Low: at(low), High: at(high)}
	if n < 6 { // too few for any bounds
		e.Low, e.High = 0, math.Inf(1)
	}
	return e
}

// medianRanks are the ranks between which a median of n lies.
// How many of n values lie below the median is binomial with mean n/2 and
// standard deviation √n/2. Ranks count from 1 and are rounded outward; those
// of a small n may lie outside 1 to n.
func medianRanks(n int) (low, high float64) {
	half := float64(n) / 2
	wide := normal() * math.Sqrt(float64(n)) / 2
	return math.Floor(half - wide), math.Ceil(half+wide) + 1
}

// MedianOf is the median of n things in order, of which value tells the one of a
// rank (from 1), with the order statistics that bound it (Median); below and above
// are what bounds it where n is too small for any.
// Of an even number the lower of the two in the middle is the median.
func MedianOf(n int, value func(rank int) float64, below, above float64) cascade.Estimate {
	if n == 0 {
		return cascade.Estimate{Value: math.NaN(), Low: below, High: above}
	}
	low, high := medianRanks(n)
	e := cascade.Estimate{Value: value((n + 1) / 2), Low: below, High: above}
	// Of five values the smallest and largest hold the median between them
	// with a chance of 1 − 2/2^5, which is less than the confidence.
	if n >= 6 {
		e.Low, e.High = value(max(int(low), 1)), value(min(int(high), n))
	}
	return e
}

// MeanOf is the mean of values of plays, each divided by a whole, with bounds at the
// confidence of all.
func MeanOf(values []float64, whole float64) cascade.Estimate {
	mean, sd := stat.MeanStdDev(values, nil)
	half := 0.0
	if len(values) > 1 {
		half = Deviate(len(values)) * sd / math.Sqrt(float64(len(values)))
	}
	return cascade.Estimate{Value: mean / whole, Low: max(mean-half, 0) / whole, High: min(mean+half, whole) / whole}
}
