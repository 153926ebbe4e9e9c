package laws

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// phases is the chance that waits with these rates, one after another, take no
// longer than t in all. Unlike the textbook's sum of exponentials it does not
// mind rates that are equal or close: events come at the largest rate, and
// each ends the present wait with the chance that its rate is of that
// (uniformisation: Jensen 1953).
func phases(rates []float64, t float64) float64 {
	if n := len(rates); n > 0 && t > 0 && slices.Min(rates) == slices.Max(rates) { // Erlang's law
		return distuv.Gamma{Alpha: float64(n), Beta: rates[0]}.CDF(t)
	}
	return phasesUpTo(rates, t)[len(rates)]
}

// phasesUpTo is, for each k up to len(rates), the chance that k or more of these
// waits are over by t.
func phasesUpTo(rates []float64, t float64) []float64 {
	if t <= 0 {
		return append([]float64{1}, make([]float64, len(rates))...)
	}
	most := slices.Max(rates)
	in := make([]float64, len(rates)+1) // chance to be in each wait, or past all
	in[0] = 1
	over := make([]float64, len(rates)+1)
	events := distuv.Poisson{Lambda: most * t}
	last := int(most*t + 12*math.Sqrt(most*t) + 40)
	for n := 0; n <= last; n++ {
		weight := events.Prob(float64(n))
		past := 0.0
		for k := len(rates); k >= 0; k-- {
			past += in[k]
			over[k] += weight * past
		}
		for k := len(rates) - 1; k >= 0; k-- {
			move := in[k] * rates[k] / most
			in[k] -= move
			in[k+1] += move
		}
	}
	return over
}

// phasesBy is, for each k up to len(rates), the chance that k of these waits are over by
// t and no more.
func phasesBy(rates []float64, t float64) []float64 {
	p := phasesUpTo(rates, t)
	for k := range rates {
		p[k] -= p[k+1]
	}
	return p
}

// meanOfPhases is the mean, and the variance, of such waits together.
func meanOfPhases(rates []float64) (mean, variance float64) {
	for _, r := range rates {
		mean += 1 / r
		variance += 1 / (r * r)
	}
	return mean, variance
}

// equal is n times the same rate.
func equal(rate float64, n int) []float64 {
	return slices.Repeat([]float64{rate}, n)
}

// exponential is the share of exponential waits of the given mean up to t.
func exponential(t, mean float64) float64 { return -math.Expm1(-t / mean) }

// atLeast is the chance of k or more heads of n coins.
func atLeast(k, n int, p float64) float64 {
	if k <= 0 {
		return 1
	}
	return 1 - distuv.Binomial{N: float64(n), P: p}.CDF(float64(k-1))
}

// fourthOfBinomial is the standard deviation of (K − np)² for K heads of n
// coins, which is that of a variance read off one play.
func fourthOfBinomial(n int, p float64) float64 {
	v := float64(n) * p * (1 - p)
	fourth := v * (1 + 3*float64(n-2)*p*(1-p))
	return math.Sqrt(fourth - v*v)
}

// integral is ∫_0^end f by Simpson's rule.
func integral(f func(float64) float64, end float64) float64 {
	const n = 4000
	h := end / n
	sum := f(0) + f(end)
	for i := 1; i < n; i++ {
		sum += f(float64(i)*h) * float64(2+2*(i%2))
	}
	return sum * h / 3
}
