package public

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// manyCounts is the variance from which a count is drawn as a normal with
// skewness. At 100 the distribution functions differ by less than 5e-4
// (TestManyCounts).
const manyCounts = 100

// binomialQuantile is the v-quantile of the binomial that has the given mean
// and variance. Its number of trials need not be whole; a variance above the
// mean has no binomial and is drawn as a normal.
func binomialQuantile(mean, variance, v float64) float64 {
	sd := math.Sqrt(variance)
	if variance >= manyCounts || variance >= mean {
		z := snap(mathext.NormalQuantile(v))
		skew := (2*variance/mean - 1) / sd // of a binomial: (1−2p)/sd with 1−p = variance/mean
		if variance >= mean {
			skew = 0
		}
		x := mean + float64(sd*z) + float64(skew*float64(sd*(float64(z*z)-1)))/6
		return math.Floor(x + 0.5)
	}
	p := 1 - variance/mean
	n := mean / p
	if p > 0.5 { // count those who miss it: their number is small
		return math.Round(n - binomialBelow(n, 1-p, 1-v))
	}
	return binomialBelow(n, p, v)
}

// binomialBelow is the v-quantile of a binomial by adding up its terms.
func binomialBelow(n, p, v float64) float64 {
	term := snap(math.Exp(n * math.Log1p(-p)))
	sum, odds := term, p/(1-p)
	k := 0.0
	for sum < v && k < n {
		term *= (n - k) / (k + 1) * odds
		k++
		sum += term
		if term < 1e-18 && k > n*p {
			break
		}
	}
	return k
}

// snap rounds away the last bits, in which machines differ.
func snap(x float64) float64 {
	if x == 0 {
		return 0
	}
	f, e := math.Frexp(x)
	return math.Ldexp(math.Round(f*(1<<40)), e-40)
}
