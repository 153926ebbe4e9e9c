package fit

import (
	"errors"
	"math"
)

// Contact is somebody who was called: how often, and whether the last attempt was
// answered.
type Contact struct {
	Attempts int
	Answered bool
}

// Attempts are what calls tell: each attempt is answered with chance Delivers,
// except by the share Unreachable of people, who never answer.
type Attempts struct {
	Delivers, Unreachable Bound
	LogLikelihood         float64
}

// FitAttempts fits contacts: one who answers at attempt a has the likelihood
// (1 − u)(1 − p)^(a−1)·p, one who did not in a attempts u + (1 − u)(1 − p)^a. Where
// nobody was called twice, u is 0: single attempts cannot tell it from 1 − p.
func FitAttempts(contacts []Contact) (Attempts, error) {
	counts := map[Contact]float64{}
	answered, attempts, most := 0.0, 0.0, 0
	for _, c := range contacts {
		if c.Attempts < 1 {
			return Attempts{}, errors.New("a contact was never called")
		}
		counts[c]++
		attempts += float64(c.Attempts)
		most = max(most, c.Attempts)
		if c.Answered {
			answered++
		}
	}
	if answered == 0 {
		return Attempts{}, errors.New("nobody answered: nothing tells how likely it is")
	}
	odds := func(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
	likelihood := func(x []float64) float64 {
		p, u, sum := odds(x[0]), 0.0, 0.0
		if len(x) > 1 {
			u = odds(x[1])
		}
		if !(p > 1e-12 && p < 1-1e-12) && answered < attempts {
			return impossible
		}
		for c, n := range counts {
			missed := math.Pow(1-p, float64(c.Attempts))
			if c.Answered {
				sum += n * (math.Log1p(-u) + float64(c.Attempts-1)*math.Log1p(-p) + math.Log(p))
			} else {
				sum += n * math.Log(u+(1-u)*missed)
			}
		}
		return sum
	}
	if answered == attempts {
		// All answered at once: the bound below is that of an exact binomial.
		low := math.Exp(math.Log(0.025) / attempts)
		return Attempts{Delivers: Bound{1, low, 1}}, nil
	}
	start := []float64{math.Log(answered / (attempts - answered))}
	out := Attempts{}
	x, value := maximum(likelihood, start)
	if most > 1 && answered < float64(len(contacts)) {
		y, _ := simplex(likelihood, []float64{x[0] + 0.5, -2})
		if z, with := maximum(likelihood, y); with > value+1 {
			x, value = z, with
		}
	}
	out.LogLikelihood = value
	out.Delivers = Bound{Value: odds(x[0])}
	lo, hi := profileOf(likelihood, x, 0, value)
	out.Delivers.Low, out.Delivers.High = odds(lo), odds(hi)
	if len(x) > 1 {
		lo, hi = profileOf(likelihood, x, 1, value)
		out.Unreachable = Bound{odds(x[1]), odds(lo), odds(hi)}
	}
	return out, nil
}
