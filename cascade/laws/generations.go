package laws

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// generation is the distribution of how many units at a depth of a tree have
// the message, when each has b children and each child gets it with chance p
// (Galton and Watson 1875).
func generation(b int, p float64, depth int) []float64 {
	now := []float64{0, 1}
	for range depth {
		next := make([]float64, b*(len(now)-1)+1)
		for k, have := range now {
			if have < 1e-30 {
				continue
			}
			if k == 0 {
				next[0] += have
				continue
			}
			told := distuv.Binomial{N: float64(b * k), P: p}
			for n := 0; n <= b*k; n++ {
				next[n] += have * told.Prob(float64(n))
			}
		}
		now = next
	}
	return now
}

// galtonWatson is the mean and the variance of a generation.
func galtonWatson(b int, p float64, depth int) (mean, variance float64) {
	m, v := float64(b)*p, float64(b)*p*(1-p)
	mean = math.Pow(m, float64(depth))
	if m == 1 {
		return mean, v * float64(depth)
	}
	return mean, v * math.Pow(m, float64(depth-1)) * (mean - 1) / (m - 1)
}

// moment is the n-th moment of a distribution over 0, 1, 2, … about a number.
func moment(chances []float64, about float64, n int) float64 {
	sum := 0.0
	for k, p := range chances {
		sum += p * math.Pow(float64(k)-about, float64(n))
	}
	return sum
}

// Extinct is the chance that the message dies out before a depth of a tree
// with b children each reached with chance p: q → (1 − p + pq)^b, from 0.
func Extinct(b int, p float64, depth int) float64 {
	q := 0.0
	for range depth {
		q = math.Pow(1-p+p*q, float64(b))
	}
	return q
}

// A profile is a distribution function of time, at steps of profileStep mean
// waits from 0 to profileEnd.
type profile []float64

const (
	profileStep = 1.0 / 256
	profileEnd  = 60
)

// at is the profile at t, a whole number of steps.
func (f profile) at(t float64) float64 { return f[int(math.Round(t/profileStep))] }

// mean is ∫ (1 − F), and spread the standard deviation: ∫ 2t(1 − F) − mean².
func (f profile) mean() (mean, variance float64) {
	square := 0.0
	for i, p := range f {
		weight := profileStep * float64(2+2*(i%2)) / 3 // Simpson
		if i == 0 || i == len(f)-1 {
			weight /= 2
		}
		mean += weight * (1 - p)
		square += weight * 2 * profileStep * float64(i) * (1 - p)
	}
	return mean, square - mean*mean
}

// always is the profile of what is there from the start.
func always() profile {
	f := make(profile, int(profileEnd/profileStep)+1)
	for i := range f {
		f[i] = 1
	}
	return f
}

// after is the profile of an exponential wait of mean 1 and then f: the
// convolution c = e^{−t} ∗ f, which is the c' = f − c of a leaking bucket.
// Between steps f is taken for a straight line, for which that is solved.
func (f profile) after() profile {
	const h = profileStep
	keep := math.Exp(-h)
	// ∫_0^h e^{−(h−s)} ds and ∫_0^h e^{−(h−s)} s/h ds
	all := 1 - keep
	end := 1 - all/h
	c := make(profile, len(f))
	for i := 1; i < len(f); i++ {
		c[i] = keep*c[i-1] + (all-end)*f[i-1] + end*f[i]
	}
	return c
}

// lastLeaf is G_d = (f ∗ G_{d−1})^b: when the last leaf of a tree of that
// depth has it.
func lastLeaf(b, depth int) profile {
	g := always()
	for range depth {
		g = g.after()
		for i := range g {
			g[i] = math.Pow(g[i], float64(b))
		}
	}
	return g
}

// firstLeaf is V_d = 1 − (1 − p·(f ∗ V_{d−1}))^b: when the first leaf has it,
// if each contact succeeds with chance p.
func firstLeaf(b int, p float64, depth int) profile {
	v := always()
	for range depth {
		v = v.after()
		for i := range v {
			v[i] = 1 - math.Pow(1-p*v[i], float64(b))
		}
	}
	return v
}
