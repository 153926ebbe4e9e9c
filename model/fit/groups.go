package fit

import (
	"harkara/model"
	"math"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/combin"
)

// Share is how often something happened of how often it could.
type Share struct{ Times, Of float64 }

// Pooled are the shares of groups, such as offices, that are alike but not the
// same: each is drawn from a beta distribution with parameters Alpha and Beta.
type Pooled struct {
	Alpha, Beta   float64
	LogLikelihood float64
	// Shares are those of the groups, moved towards the common mean the more the
	// less is known of a group: (k + Alpha)/(n + Alpha + Beta).
	Shares []float64
}

// Pool fits groups by maximum likelihood of the beta-binomial distribution (Skellam,
// J. Roy. Stat. Soc. B 10, 1948).
func Pool(groups []Share) (Pooled, error) {
	all := Share{}
	for _, g := range groups {
		if !(g.Times >= 0 && g.Times <= g.Of) || math.IsInf(g.Of, 0) {
			return Pooled{}, model.Errorf("a group has more times than it could have")
		}
		all.Times, all.Of = all.Times+g.Times, all.Of+g.Of
	}
	if len(groups) < 2 || all.Of == 0 {
		return Pooled{}, model.Errorf("needs at least two groups, and something in them")
	}
	mean := (all.Times + 0.5) / (all.Of + 1)
	likelihood := func(x []float64) float64 {
		a, b := math.Exp(x[0]), math.Exp(x[1])
		if a > 1e8 || b > 1e8 {
			return impossible
		}
		sum := 0.0
		for _, g := range groups {
			sum += combin.LogGeneralizedBinomial(g.Of, g.Times) + mathext.Lbeta(g.Times+a, g.Of-g.Times+b) - mathext.Lbeta(a, b)
		}
		return sum
	}
	x, _ := simplex(likelihood, []float64{math.Log(4 * mean), math.Log(4 * (1 - mean))})
	x, value := maximum(likelihood, x)
	p := Pooled{Alpha: math.Exp(x[0]), Beta: math.Exp(x[1]), LogLikelihood: value}
	for _, g := range groups {
		p.Shares = append(p.Shares, (g.Times+p.Alpha)/(g.Of+p.Alpha+p.Beta))
	}
	return p, nil
}

// PoolLogs moves what is known of groups on a logarithmic scale, such as medians,
// each with its standard error, towards their mean: the spread between groups is
// that of greatest restricted likelihood. It returns the mean, that spread (a
// standard deviation) and the groups' values.
func PoolLogs(values, errs []float64) (mean, spread float64, pooled []float64) {
	at := func(tau2 float64) (mu, logL float64) {
		sum, weighted := 0.0, 0.0
		for i, y := range values {
			w := 1 / (errs[i]*errs[i] + tau2)
			sum, weighted = sum+w, weighted+w*y
		}
		mu = weighted / sum
		logL = -math.Log(sum) / 2
		for i, y := range values {
			v := errs[i]*errs[i] + tau2
			logL -= math.Log(v)/2 + (y-mu)*(y-mu)/(2*v)
		}
		return mu, logL
	}
	// Golden section on the logarithm of the spread, beside none at all.
	lo, hi := math.Log(1e-6), math.Log(100.0)
	const golden = 0.6180339887498949
	value := func(l float64) float64 { _, v := at(math.Exp(2 * l)); return v }
	for range 100 {
		a, b := hi-golden*(hi-lo), lo+golden*(hi-lo)
		if value(a) > value(b) {
			hi = b
		} else {
			lo = a
		}
	}
	spread = math.Exp((lo + hi) / 2)
	if _, none := at(0); none >= value((lo+hi)/2)-1e-12 {
		spread = 0
	}
	mean, _ = at(spread * spread)
	for i, y := range values {
		w := spread * spread / (spread*spread + errs[i]*errs[i])
		pooled = append(pooled, mean+w*(y-mean))
	}
	return mean, spread, pooled
}
