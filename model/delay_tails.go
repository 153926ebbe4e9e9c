package model

import (
	"math"
)

// Waits of people have heavy tails: most answer soon, some after days. Three
// families say so: Lomax (Pareto of the second kind), log-logistic, and mixtures
// of any delays.

// lomax is a wait with F(x) = 1 − (1 + x/scale)^−shape (Lomax, "Business
// failures", J. Amer. Stat. Assoc. 49, 1954), scale in seconds.
type lomax struct{ scale, shape float64 }

// paretoLimit is what p90/median comes down to as a Lomax wait's tail thins out
// to that of an exponential one: ln 10 / ln 2.
const paretoLimit = math.Ln10 / math.Ln2

// NewPareto is a Lomax wait: half of the waits are at most median seconds, nine
// in ten at most p90, which is above 3.322 times the median.
func NewPareto(median, p90 float64) (Delay, error) {
	if !positive(median) || !positive(p90) || p90 < median {
		return nil, Errorf("pareto needs 0 < median <= p90")
	}
	ratio := p90 / median
	if ratio <= paretoLimit*(1+1e-9) {
		return nil, Errorf("pareto needs a p90 above %.4g times the median (it is %.4g times): its tail is heavier than an exponential one", paretoLimit, ratio)
	}
	// (10^b − 1)/(2^b − 1) rises with b = 1/shape, from paretoLimit at 0.
	lo, hi := 0.0, 1.0
	of := func(b float64) float64 { return math.Expm1(b*math.Ln10) / math.Expm1(b*math.Ln2) }
	for of(hi) < ratio {
		lo, hi = hi, 2*hi
	}
	for range 200 {
		if mid := (lo + hi) / 2; of(mid) < ratio {
			lo = mid
		} else {
			hi = mid
		}
	}
	b := (lo + hi) / 2
	return continuous{lomax{scale: median / math.Expm1(b*math.Ln2), shape: 1 / b}, parameters{&paretoKind, [3]float64{median, p90}}}, nil
}

func (l lomax) Quantile(p float64) float64 {
	p = min(max(p, 0), 1)
	return l.scale * math.Expm1(-math.Log1p(-p)/l.shape)
}

func (l lomax) CDF(x float64) float64 {
	switch {
	case x <= 0:
		return 0
	case math.IsInf(x, 1):
		return 1
	}
	return -math.Expm1(-l.shape * math.Log1p(x/l.scale))
}

// Mean is infinite for shapes up to 1.
func (l lomax) Mean() float64 {
	if l.shape <= 1 {
		return math.Inf(1)
	}
	return l.scale / (l.shape - 1)
}

// Variance is infinite for shapes up to 2.
func (l lomax) Variance() float64 {
	if l.shape <= 2 {
		return math.Inf(1)
	}
	a := l.shape
	return l.scale * l.scale * a / ((a - 1) * (a - 1) * (a - 2))
}

// logLogistic is a wait whose logarithm is logistic: F(x) = 1/(1 +
// (x/median)^−shape) (Fisk, Econometrica 29, 1961), median in seconds.
type logLogistic struct{ median, shape float64 }

// NewLogLogistic is a log-logistic wait: half of the waits are at most median
// seconds, nine in ten at most p90.
func NewLogLogistic(median, p90 float64) (Delay, error) {
	if !positive(median) || !positive(p90) || p90 < median {
		return nil, Errorf("loglogistic needs 0 < median <= p90")
	}
	if median == p90 {
		return Fixed(median), nil
	}
	return continuous{logLogistic{median, math.Log(9) / math.Log(p90/median)}, parameters{&logLogisticKind, [3]float64{median, p90}}}, nil
}

func (l logLogistic) Quantile(p float64) float64 {
	p = min(max(p, 0), 1)
	return l.median * math.Pow(p/(1-p), 1/l.shape)
}

func (l logLogistic) CDF(x float64) float64 {
	if x <= 0 {
		return 0
	}
	return 1 / (1 + math.Pow(x/l.median, -l.shape))
}

// Mean is infinite for shapes up to 1.
func (l logLogistic) Mean() float64 {
	if l.shape <= 1 {
		return math.Inf(1)
	}
	b := math.Pi / l.shape
	return l.median * b / math.Sin(b)
}

// Variance is infinite for shapes up to 2.
func (l logLogistic) Variance() float64 {
	if l.shape <= 2 {
		return math.Inf(1)
	}
	b := math.Pi / l.shape
	mean := b / math.Sin(b)
	return l.median * l.median * (2*b/math.Sin(2*b) - mean*mean)
}

// A Part of a mixture is one of its delays and the share of waits it has.
type Part struct {
	Weight float64
	Delay  Delay
}

// mixture is a wait that is, with each part's weight as its chance, one of
// several.
type mixture struct{ parts []Part }

// NewMixture is a wait with chance Weight of being each part's. Weights need not
// add up to one. Parts that all take finitely many values make a discrete wait.
func NewMixture(parts []Part) (Delay, error) {
	if len(parts) == 0 {
		return nil, Errorf("mixture needs at least one part")
	}
	total := 0.0
	for _, p := range parts {
		if !(p.Weight >= 0) || math.IsInf(p.Weight, 0) {
			return nil, Errorf("weights must be 0 or more")
		}
		total += p.Weight
	}
	if !positive(total) {
		return nil, Errorf("needs weights that add up to more than 0, and not beyond all numbers")
	}
	var m mixture
	var values, weights []float64
	discrete := true
	for _, p := range parts {
		if p.Weight == 0 {
			continue
		}
		m.parts = append(m.parts, Part{p.Weight / total, p.Delay})
		seconds, cumulative, ok := Steps(p.Delay)
		discrete = discrete && ok
		before := 0.0
		for i, s := range seconds {
			values, weights = append(values, s), append(weights, p.Weight*(cumulative[i]-before))
			before = cumulative[i]
		}
	}
	switch {
	case discrete:
		return NewDiscrete(values, weights)
	case len(m.parts) == 1:
		return m.parts[0].Delay, nil
	}
	return m, nil
}

// Parts are the delays a mixture is made of, with weights that add up to one;
// any other delay is its own only part.
func Parts(d Delay) []Part {
	if m, ok := d.(mixture); ok {
		var out []Part
		for _, p := range m.parts {
			for _, q := range Parts(p.Delay) {
				out = append(out, Part{p.Weight * q.Weight, q.Delay})
			}
		}
		return out
	}
	return []Part{{1, d}}
}

func (m mixture) CDF(x float64) float64 {
	if math.IsInf(x, 1) {
		return 1
	}
	share := 0.0
	for _, p := range m.parts {
		share += float64(p.Weight * p.Delay.CDF(x))
	}
	return min(share, 1)
}

// Quantile is found between the least and the greatest quantile of the parts, by
// halving: the mixture's own lies there.
func (m mixture) Quantile(p float64) float64 {
	p = min(max(p, 0), 1)
	lo, hi := math.Inf(1), 0.0
	for _, part := range m.parts {
		q := part.Delay.Quantile(p)
		lo, hi = min(lo, q), max(hi, q)
	}
	if p == 0 || p == 1 || m.CDF(lo) >= p {
		if p == 1 {
			return hi
		}
		return lo
	}
	if math.IsInf(hi, 1) {
		for hi = max(2*lo, 1); m.CDF(hi) < p && !math.IsInf(hi, 1); hi *= 2 {
		}
	}
	// Numbers of one sign are in the order of their bits, which is halved: 64
	// steps find the first number whose share is at least p.
	a, b := math.Float64bits(lo), math.Float64bits(hi)
	for a+1 < b {
		if mid := a + (b-a)/2; m.CDF(math.Float64frombits(mid)) < p {
			a = mid
		} else {
			b = mid
		}
	}
	return math.Float64frombits(b)
}

func (m mixture) Mean() float64 {
	mean := 0.0
	for _, p := range m.parts {
		mean += p.Weight * p.Delay.Mean()
	}
	return mean
}

func (m mixture) Variance() float64 {
	mean, variance := m.Mean(), 0.0
	for _, p := range m.parts {
		off := p.Delay.Mean() - mean
		variance += p.Weight * (p.Delay.Variance() + off*off)
	}
	return variance
}
