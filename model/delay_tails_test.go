package model_test

import (
	"math"
	"strings"
	"testing"

	"harkara/model"
)

// The families of heavy tails have their closed forms.
func TestHeavyTails(t *testing.T) {
	const minute, hour = 60.0, 3600.0
	near := func(what string, got, want, within float64) {
		t.Helper()
		if !(math.Abs(got-want) <= within) {
			t.Errorf("%s is %v, want %v", what, got, want)
		}
	}
	lomax := must(model.NewPareto(30*minute, 4*hour))
	near("pareto: median", lomax.Quantile(0.5), 30*minute, 1e-6)
	near("pareto: p90", lomax.Quantile(0.9), 4*hour, 1e-6)
	// By hand: (10^(1/a) − 1)/(2^(1/a) − 1) = 8 at a = 1.113419, s = 34.7361 min.
	near("pareto: F(1 h)", lomax.CDF(hour), 0.672776, 1e-6)
	near("pareto: F(1 d)", lomax.CDF(24*hour), 0.984603, 1e-6)
	near("pareto: F(1 h) by its formula", lomax.CDF(hour), 1-math.Pow(1+60/34.7361, -1.113419), 1e-6)
	fisk := must(model.NewLogLogistic(30*minute, 4*hour))
	near("loglogistic: F(1 h)", fisk.CDF(hour), 0.675334, 1e-6)
	near("loglogistic: median", fisk.Quantile(0.5), 30*minute, 1e-9)
	near("loglogistic: p90", fisk.Quantile(0.9), 4*hour, 1e-6)
	if d := must(model.NewLogLogistic(60, 60)); d != model.Fixed(60) {
		t.Errorf("a p90 at the median: %v", d)
	}
}

// A p90 that no Lomax wait has is refused with the reason.
func TestParetoRefuses(t *testing.T) {
	for _, x := range [][2]float64{{60, 60}, {60, 60 * 3.32}, {0, 60}, {60, 30}, {60, math.Inf(1)}, {math.NaN(), 60}} {
		if d, err := model.NewPareto(x[0], x[1]); err == nil {
			t.Errorf("%v: %v", x, d)
		}
	}
	if _, err := model.NewPareto(60, 120); err == nil || !strings.Contains(err.Error(), "3.322") {
		t.Errorf("the error does not name the limit: %v", err)
	}
	if d, err := model.NewPareto(60, 60*3.33); err != nil || math.Abs(d.Quantile(0.9)-60*3.33) > 1e-4 {
		t.Errorf("just above the limit: %v, %v", d, err)
	}
}

// A mixture has the weighted shares of its parts, and their jumps.
func TestMixture(t *testing.T) {
	exponential := must(model.NewExponential(3600))
	d := must(model.NewMixture([]model.Part{{Weight: 3, Delay: model.Fixed(60)}, {Weight: 0, Delay: model.Fixed(1)}, {Weight: 1, Delay: exponential}}))
	for _, c := range []struct{ x, want float64 }{
		{59, 0.25 * exponential.CDF(59)},
		{60, 0.75 + 0.25*exponential.CDF(60)},
		{3600, 0.75 + 0.25*(1-math.Exp(-1))},
	} {
		if got := d.CDF(c.x); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("F(%v) = %v, want %v", c.x, got, c.want)
		}
	}
	if q := d.Quantile(0.5); q != 60 {
		t.Errorf("half of the waits end by %v, at the jump at 60 s", q)
	}
	if q, want := d.Quantile(0.9), exponential.Quantile(0.6); math.Abs(q-want) > 1e-6 {
		t.Errorf("nine in ten by %v, want %v", q, want)
	}
	if d.Quantile(0) != 0 || !math.IsInf(d.Quantile(1), 1) {
		t.Errorf("ends %v and %v", d.Quantile(0), d.Quantile(1))
	}
	if parts := model.Parts(d); len(parts) != 2 || parts[0].Weight != 0.75 {
		t.Errorf("parts %v", parts)
	}
	points := must(model.NewMixture([]model.Part{{Weight: 1, Delay: model.Fixed(5)}, {Weight: 1, Delay: must(model.NewDiscrete([]float64{5, 7}, nil))}}))
	if seconds, cumulative, ok := model.Steps(points); !ok || len(seconds) != 3 || cumulative[1] != 0.75 {
		t.Errorf("a mixture of points: %v %v %v", seconds, cumulative, ok)
	}
	for _, bad := range [][]model.Part{nil, {{Weight: 0, Delay: exponential}}, {{Weight: -1, Delay: exponential}, {Weight: 2, Delay: exponential}}} {
		if d, err := model.NewMixture(bad); err == nil {
			t.Errorf("%v: %v", bad, d)
		}
	}
}
