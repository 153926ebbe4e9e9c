package model

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// Delay is how long something takes: a distribution over seconds that are
// never negative. A Delay is drawn by inversion, so one uniform number is one
// delay, and two plans that share the number share the random.
type Delay interface {
	// Quantile is the number of seconds that a share p of all waits does not
	// exceed; p lies in [0, 1]. It never falls as p grows. It may be +Inf at 1.
	Quantile(p float64) float64
	// CDF is the share of waits of at most x seconds.
	CDF(x float64) float64
	// Mean and Variance are in seconds and seconds squared.
	Mean() float64
	Variance() float64
}

// Fixed is a delay that is always the same number of seconds.
type Fixed float64

// Quantile is the fixed delay, whatever p.
func (f Fixed) Quantile(float64) float64 { return float64(f) }

// CDF is a step from 0 to 1 at the fixed delay.
func (f Fixed) CDF(x float64) float64 {
	if x < float64(f) {
		return 0
	}
	return 1
}

// Mean is the fixed delay.
func (f Fixed) Mean() float64 { return float64(f) }

// Variance is 0.
func (f Fixed) Variance() float64 { return 0 }

// continuous adapts a distribution, as of gonum: no wait is negative, and quantiles at the
// ends do not panic.
type continuous struct {
	Delay
	parameters
}

func (c continuous) Quantile(p float64) float64 {
	return math.Max(0, c.Delay.Quantile(min(max(p, 0), 1)))
}

func (c continuous) CDF(x float64) float64 {
	if x < 0 {
		return 0
	}
	return c.Delay.CDF(x)
}

// NewUniform is a wait equally likely to be anything from min to max seconds.
func NewUniform(min, max float64) (Delay, error) {
	if !(0 <= min && min <= max) || math.IsInf(max, 0) {
		return nil, Errorf("uniform needs 0 <= min <= max")
	}
	if min == max {
		return Fixed(min), nil
	}
	return continuous{distuv.Uniform{Min: min, Max: max}, parameters{&uniformKind, [3]float64{min, max}}}, nil
}

// NewExponential is a memoryless wait with the given mean in seconds.
func NewExponential(mean float64) (Delay, error) {
	if !positive(mean) {
		return nil, Errorf("exponential needs a mean above 0")
	}
	return continuous{distuv.Exponential{Rate: 1 / mean}, parameters{&exponentialKind, [3]float64{mean}}}, nil
}

// NewLogNormal is a wait whose logarithm is normal: half of the waits are at
// most median seconds, nine in ten at most p90.
func NewLogNormal(median, p90 float64) (Delay, error) {
	if !positive(median) || !positive(p90) || p90 < median {
		return nil, Errorf("lognormal needs 0 < median <= p90")
	}
	if median == p90 {
		return Fixed(median), nil
	}
	z90 := distuv.UnitNormal.Quantile(0.9)
	return continuous{distuv.LogNormal{Mu: math.Log(median), Sigma: math.Log(p90/median) / z90}, parameters{&logNormalKind, [3]float64{median, p90}}}, nil
}

// NewLogNormalMoments is a lognormal wait with the given mean and standard
// deviation in seconds.
func NewLogNormalMoments(mean, sd float64) (Delay, error) {
	if !positive(mean) || !positive(sd) {
		return nil, Errorf("lognormal needs a mean and an sd above 0")
	}
	s2 := math.Log1p((sd / mean) * (sd / mean))
	return continuous{distuv.LogNormal{Mu: math.Log(mean) - s2/2, Sigma: math.Sqrt(s2)}, parameters{&logNormalMeans, [3]float64{mean, sd}}}, nil
}

// NewWeibull is a Weibull wait: F(x) = 1 − exp(−(x/scale)^shape), scale in seconds.
func NewWeibull(scale, shape float64) (Delay, error) {
	if !positive(scale) || !positive(shape) {
		return nil, Errorf("weibull needs a scale and a shape above 0")
	}
	return continuous{distuv.Weibull{K: shape, Lambda: scale}, parameters{&weibullKind, [3]float64{scale, shape}}}, nil
}

// NewTriangular is a wait between min and max seconds, likeliest at mode.
func NewTriangular(min, mode, max float64) (Delay, error) {
	if !(0 <= min && min <= mode && mode <= max) || math.IsInf(max, 0) {
		return nil, Errorf("triangular needs 0 <= min <= mode <= max")
	}
	if min == max {
		return Fixed(min), nil
	}
	return continuous{triangular{distuv.NewTriangle(min, max, mode, nil), mode}, parameters{&triangularKind, [3]float64{min, mode, max}}}, nil
}

// triangular keeps quantiles and shares on their side of the mode, across which
// rounding can carry them.
type triangular struct {
	distuv.Triangle
	mode float64
}

func (t triangular) Quantile(p float64) float64 {
	x := t.Triangle.Quantile(p)
	if p <= t.Triangle.CDF(t.mode) {
		return min(x, t.mode)
	}
	return max(x, t.mode)
}

func (t triangular) CDF(x float64) float64 {
	share := t.Triangle.CDF(x)
	if x > t.mode {
		return max(share, t.Triangle.CDF(t.mode))
	}
	return share
}

// discrete is a wait that takes one of finitely many values.
type discrete struct {
	values     []float64 // ascending
	cumulative []float64 // share of waits up to and including the value
	mean, vari float64
}

// NewDiscrete is a wait that is one of values (seconds), each with its weight.
// Weights need not add up to one; without weights all values weigh the same.
func NewDiscrete(values, weights []float64) (Delay, error) {
	if len(values) == 0 {
		return nil, Errorf("needs at least one value")
	}
	if weights == nil {
		weights = slices.Repeat([]float64{1}, len(values))
	}
	if len(weights) != len(values) {
		return nil, Errorf("needs as many weights as values (%d and %d)", len(weights), len(values))
	}
	for i, v := range values {
		if !(v >= 0) || math.IsInf(v, 0) {
			return nil, Errorf("values must be 0 or more")
		}
		if !(weights[i] >= 0) || math.IsInf(weights[i], 0) {
			return nil, Errorf("weights must be 0 or more")
		}
	}
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(values[a], values[b]) })
	// Weights are added up in one order only, so that no share exceeds 1.
	total := 0.0
	for _, i := range order {
		total += weights[i]
	}
	if !positive(total) {
		return nil, Errorf("needs weights that add up to more than 0, and not beyond all numbers")
	}
	d := &discrete{}
	sum := 0.0
	for _, i := range order {
		if weights[i] == 0 {
			continue
		}
		sum += weights[i]
		d.values = append(d.values, values[i])
		d.cumulative = append(d.cumulative, sum/total)
		d.mean += float64(values[i] * (weights[i] / total))
	}
	for _, i := range order {
		off := values[i] - d.mean
		d.vari += float64(off * off * (weights[i] / total))
	}
	if len(d.values) == 1 {
		return Fixed(d.values[0]), nil
	}
	return d, nil
}

// NewMeasured is the empirical distribution of observed waits in seconds: its
// quantile function is a step for every observation.
func NewMeasured(seconds []float64) (Delay, error) { return NewDiscrete(seconds, nil) }

func (d *discrete) Quantile(p float64) float64 {
	i, _ := slices.BinarySearch(d.cumulative, p)
	return d.values[min(i, len(d.values)-1)]
}

func (d *discrete) CDF(x float64) float64 {
	i, _ := slices.BinarySearchFunc(d.values, x, func(v, x float64) int {
		if v <= x {
			return -1
		}
		return 1
	})
	if i == 0 {
		return 0
	}
	return d.cumulative[i-1]
}

func (d *discrete) Mean() float64     { return d.mean }
func (d *discrete) Variance() float64 { return d.vari }

// Steps are the values of a delay that takes finitely many, ascending, and the
// share of waits up to and including each; ok is false for any other delay.
func Steps(d Delay) (seconds, cumulative []float64, ok bool) {
	switch d := d.(type) {
	case Fixed:
		return []float64{float64(d)}, []float64{1}, true
	case *discrete:
		return d.values, d.cumulative, true
	}
	return nil, nil, false
}

func positive(x float64) bool { return x > 0 && !math.IsInf(x, 0) }
