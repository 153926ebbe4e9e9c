package fit

import (
	"harkara/model"
	"math"
	"slices"
)

// Contact is somebody who was called: how often, and whether the last attempt was
// answered.
type Contact struct {
	Attempts int
	Answered bool
}

// Attempts are what calls tell: the first attempt is answered with chance Delivers,
// each after it with chance Later, except by the share Unreachable of people, who never
// answer.
type Attempts struct {
	Delivers, Unreachable Bound
	// Later is Delivers again where the log does not tell them apart.
	Later Bound
	// Most is the most attempts of one contact. Where it is two, a lower chance of the
	// second and people who never answer look the same.
	Most int
}

// attemptModel is a model of attempts: which of its chances are fitted.
type attemptModel struct {
	counts             map[Contact]float64
	later, unreachable bool
}

// size is the number of its parameters, the log-odds of chances.
func (m attemptModel) size() int {
	n := 1
	if m.later {
		n++
	}
	if m.unreachable {
		n++
	}
	return n
}

// chances are those that parameters say.
func (m attemptModel) chances(x []float64) (first, later, deaf float64) {
	first = logistic(x[0])
	later = first
	if m.later {
		later = logistic(x[1])
	}
	if m.unreachable {
		deaf = logistic(x[len(x)-1])
	}
	return first, later, deaf
}

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// logLikelihood is that of the contacts. One who answers at attempt a has, for chances p
// of the first attempt and q of later ones, (1 − u)·p at the first, else
// (1 − u)·(1 − p)·(1 − q)^(a−2)·q; one who did not in a attempts
// u + (1 − u)·(1 − p)·(1 − q)^(a−1).
func (m attemptModel) logLikelihood(x []float64) float64 {
	p, q, u := m.chances(x)
	if !(p > 1e-12 && p < 1-1e-12 && q > 1e-12 && q < 1-1e-12) {
		return impossible
	}
	sum := 0.0
	for c, n := range m.counts {
		later := float64(c.Attempts - 1)
		switch {
		case !c.Answered:
			sum += n * math.Log(u+(1-u)*(1-p)*math.Pow(1-q, later))
		case c.Attempts == 1:
			sum += n * (math.Log1p(-u) + math.Log(p))
		default:
			sum += n * (math.Log1p(-u) + math.Log1p(-p) + (later-1)*math.Log1p(-q) + math.Log(q))
		}
	}
	return sum
}

// FitAttempts fits contacts, by maximum likelihood with profile bounds. That some never
// answer is kept where it makes the logarithm of the likelihood better by more than one,
// another chance of later attempts where that makes AICc better by two. Where nobody was
// called twice neither can be told from a lower chance.
func FitAttempts(contacts []Contact) (Attempts, error) {
	m := attemptModel{counts: map[Contact]float64{}}
	answered, attempts, most := 0.0, 0.0, 0
	for _, c := range contacts {
		if c.Attempts < 1 {
			return Attempts{}, model.Errorf("a contact was never called")
		}
		m.counts[c]++
		attempts += float64(c.Attempts)
		most = max(most, c.Attempts)
		if c.Answered {
			answered++
		}
	}
	if answered == 0 {
		return Attempts{}, model.Errorf("nobody answered: nothing tells how likely it is")
	}
	if answered == attempts {
		// All answered at once: the bound below is that of an exact binomial.
		all := Bound{1, math.Exp(math.Log(0.025) / attempts), 1}
		return Attempts{Delivers: all, Later: all, Most: most}, nil
	}
	x, value := maximum(m.logLikelihood, []float64{math.Log(answered / (attempts - answered))})
	simple := x[0]
	try := func(later, deaf bool, gain float64, start ...float64) {
		with := attemptModel{m.counts, later, deaf}
		y, _ := simplex(with.logLikelihood, start)
		if z, better := maximum(with.logLikelihood, y); better > value+gain {
			m, x, value = with, z, better
		}
	}
	missed := answered < float64(len(contacts))
	if most > 1 && missed {
		try(false, true, 1, simple+0.5, -2)
	}
	if most > 2 {
		gain := max(2+float64(2-m.size()), 1e-9) // by two in AICc beside its parameters
		try(true, false, gain, simple+0.5, simple-0.5)
		if missed {
			try(true, true, 2+float64(3-m.size())-1, simple+0.5, simple, -2)
		}
	}
	return m.bounded(x, value, most), nil
}

// bounded is what the parameters at the maximum say, with bounds.
func (m attemptModel) bounded(x []float64, value float64, most int) Attempts {
	bound := func(i int) Bound {
		lo, hi := profileOf(m.logLikelihood, x, i, value)
		return Bound{logistic(x[i]), logistic(lo), logistic(hi)}
	}
	out := Attempts{Delivers: bound(0), Most: most}
	out.Later = out.Delivers
	if m.later {
		out.Later = bound(1)
	}
	if m.unreachable {
		out.Unreachable = bound(len(x) - 1)
	}
	return out
}

// PoolAnswers are, for each group, how many attempts were answered of how many.
func PoolAnswers(contacts []Contact, groups []string) (names []string, shares []Share) {
	for i, c := range contacts {
		at := slices.Index(names, groups[i])
		if at < 0 {
			at = len(names)
			names, shares = append(names, groups[i]), append(shares, Share{})
		}
		shares[at].Of += float64(c.Attempts)
		if c.Answered {
			shares[at].Times++
		}
	}
	return names, shares
}
