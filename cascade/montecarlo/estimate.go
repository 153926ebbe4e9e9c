package montecarlo

import (
	"math"
	"math/big"

	"gonum.org/v1/gonum/stat/distuv"

	"harkara/cascade"
)

// confidence is that of all bounds.
const confidence = 0.95

// meanVariance is the mean and the variance (over n−1) of what was added up,
// computed from whole numbers and rounded once.
func (s *sum) meanVariance() (mean, variance float64) {
	if s.n == 0 {
		return math.NaN(), math.NaN()
	}
	n := new(big.Int).SetUint64(s.n)
	total, squares := whole(s.sum), whole(s.squares)
	mean = quotient(total, n)
	if s.n == 1 {
		return mean, 0
	}
	// (n Σk² − (Σk)²) / (n(n−1))
	spread := new(big.Int).Sub(new(big.Int).Mul(n, squares), new(big.Int).Mul(total, total))
	return mean, quotient(spread, new(big.Int).Mul(n, new(big.Int).SetUint64(s.n-1)))
}

func whole(w [2]uint64) *big.Int {
	hi := new(big.Int).SetUint64(w[0])
	return hi.Add(hi.Lsh(hi, 64), new(big.Int).SetUint64(w[1]))
}

func quotient(a, b *big.Int) float64 {
	f, _ := new(big.Rat).SetFrac(a, b).Float64()
	return f
}

// share is the bounds of an expected share from the mean and the variance of n
// independent plays: Wilson's interval (1927) at the number of coins that
// would vary as much, m(1−m)/(s²/n). It stays within 0 and 1 and is honest
// near them. Plays that all agree on a share between know it exactly; plays
// that all agree on nothing or everything are n coins.
func share(mean, variance float64, n uint64) cascade.Estimate {
	mean = min(max(mean, 0), 1)
	coins := float64(n)
	switch {
	case n == 0:
		return cascade.Estimate{Value: math.NaN(), Low: 0, High: 1}
	case mean <= 0 || mean >= 1:
	case n == 1:
		return cascade.Estimate{Value: mean, Low: 0, High: 1}
	case variance <= 0:
		return cascade.Estimate{Value: mean, Low: mean, High: mean}
	default:
		coins = mean * (1 - mean) / variance * float64(n)
	}
	return wilson(mean, coins, deviate(n))
}

// wilson is Wilson's score interval for a share p of n coins, z deviates wide.
func wilson(p, n, z float64) cascade.Estimate {
	z2 := z * z
	mid := (p + z2/(2*n)) / (1 + z2/n)
	half := z / (1 + z2/n) * math.Sqrt(p*(1-p)/n+z2/(4*n*n))
	return cascade.Estimate{Value: p, Low: min(max(mid-half, 0), p), High: max(min(mid+half, 1), p)}
}

// deviate is how many standard errors the bounds of a mean of n plays are
// away: Student's t, or the normal where there is no difference.
func deviate(n uint64) float64 {
	if n < 2 || n > 100_000 {
		return distuv.UnitNormal.Quantile((1 + confidence) / 2)
	}
	return distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(n - 1)}.Quantile((1 + confidence) / 2)
}

// chance is the bounds of a chance that came true in k of n plays.
func chance(k, n uint64) cascade.Estimate {
	if n == 0 {
		return cascade.Estimate{Value: math.NaN(), Low: 0, High: 1}
	}
	return wilson(float64(k)/float64(n), float64(n), distuv.UnitNormal.Quantile((1+confidence)/2))
}

// median is the median over n plays of times of which h holds those that came
// about, in ticks; the others are later than any. Its bounds are the order
// statistics between which the median lies with the confidence, by the
// binomial's normal approximation. +Inf is never.
func median(h *histogram, n uint64) cascade.Estimate {
	at := func(rank float64) float64 {
		if rank < 1 {
			rank = 1
		}
		if v, ok := h.rank(uint64(rank)); ok && rank <= float64(n) {
			return v / 1000
		}
		return math.Inf(1)
	}
	half := float64(n) / 2
	wide := distuv.UnitNormal.Quantile((1+confidence)/2) * math.Sqrt(float64(n)) / 2
	e := cascade.Estimate{Value: at(math.Ceil(half)), Low: at(math.Floor(half - wide)), High: at(math.Ceil(half+wide) + 1)}
	if float64(n) < 6 { // too few for any bounds
		e.Low, e.High = 0, math.Inf(1)
	}
	return e
}
