package public

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// manyCounts is the variance from which a count is drawn as a normal with
// skewness. At 100 the distribution functions differ by less than 5e-4
// (TestManyCounts).
const manyCounts = 100

// countQuantile is the v-quantile, a whole number, of a count out of total that
// has the given mean and variance. Below manyCounts, those who miss it are
// counted instead where they are fewer: the law is good where counts are far
// from their number of trials.
func countQuantile(mean, variance, v, total float64) float64 {
	if miss := total - mean; variance < manyCounts && miss < mean {
		return total - fewQuantile(miss, variance, 1-v)
	}
	if variance >= manyCounts {
		return manyQuantile(mean, variance, v)
	}
	return fewQuantile(mean, variance, v)
}

// manyQuantile is the v-quantile of a normal with the skewness of a binomial. A
// variance above the mean has no binomial and is drawn without skewness.
func manyQuantile(mean, variance, v float64) float64 {
	// Cornish and Fisher's expansion to its first term beyond the normal.
	sd := math.Sqrt(variance)
	z := snap(mathext.NormalQuantile(v))
	skew := (2*variance/mean - 1) / sd // of a binomial: (1−2p)/sd with 1−p = variance/mean
	if variance >= mean {
		skew = 0
	}
	x := mean + float64(sd*z) + float64(skew*float64(sd*(float64(z*z)-1)))/6
	return math.Floor(x + 0.5)
}

// fewQuantile is the v-quantile of the binomial with the given mean and
// variance, or, where the variance is above the mean, of the negative binomial.
// The binomial's number of trials need not be whole: where it is likely to be
// reached, what is missing to the next whole number is counted.
func fewQuantile(mean, variance, v float64) float64 {
	least := math.Floor(mean)
	part := mean - least
	if variance <= part*(1-part) { // no count varies less than between two neighbours
		if v > 1-part {
			least++
		}
		return least
	}
	p := 1 - variance/mean
	if p > 0.5 {
		trials := math.Ceil(mean/p - 1e-6)
		return trials - termsQuantile(trials-mean, variance, 1-v)
	}
	return termsQuantile(mean, variance, v)
}

// termsQuantile is fewQuantile by adding up the terms of the law. With
// p = 1 − variance/mean and n = mean/p trials, term k+1 is term k times
// (n − k)/(k + 1) · p/(1 − p); a negative p is a negative binomial.
func termsQuantile(mean, variance, v float64) float64 {
	p := 1 - variance/mean
	none := -mean // of a Poisson law, p = 0
	if math.Abs(p) > 1e-9 {
		none = mean / p * math.Log1p(-p)
	}
	term := decay(-none)
	sum, k := term, 0.0
	for sum < v {
		term *= (mean - float64(k*p)) / ((k + 1) * (1 - p))
		if term <= 0 || term < 1e-18 && k > mean {
			break
		}
		k++
		sum += term
	}
	return k
}

// snap rounds away the last bits, in which machines differ: to snapBits significant
// bits, half of the last away from 0. Below the normal numbers it does nothing.
func snap(x float64) float64 {
	const rest = 53 - snapBits
	bits := math.Float64bits(x)
	if e := bits >> 52 & 0x7ff; e == 0 || e == 0x7ff {
		return x
	}
	return math.Float64frombits((bits + 1<<(rest-1)) &^ (1<<rest - 1))
}

const snapBits = 40
