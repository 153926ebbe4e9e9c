package montecarlo

import (
	"context"
	"errors"
	"fmt"
	"math"
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest/effort"
	"harkara/model"
)

// widestOf is the largest half-width of the bounds of a reach of the whole.
func widestOf(r *cascade.Result) float64 {
	widest := 0.0
	for _, x := range r.Tiers {
		for _, y := range x.Reach {
			widest = max(widest, y.Mean.High-y.Mean.Value, y.Mean.Value-y.Mean.Low)
		}
	}
	return widest
}

// Delays that nobody asks for are of nobody, and all else is as where they are asked, with
// and without ways.
func TestNoDelays(t *testing.T) {
	p := peopled(t, 4)
	for _, p.Question.Ways = range []bool{false, true} {
		p.Question.NoDelays = false
		all := solve(t, Solver{Trials: 20, Workers: 2}, p)
		p.Question.NoDelays = true
		got := solve(t, Solver{Trials: 20, Workers: 2}, p)
		for i := range got.Tiers {
			d := got.Tiers[i].Delay
			if asked := all.Tiers[i].Delay.Mean.Value; math.IsNaN(asked) || !math.IsNaN(d.Mean.Value) || !math.IsNaN(d.Median.Value) || !math.IsNaN(d.P90.Value) {
				t.Errorf("%s: %v where it is asked, %+v where not", got.Tiers[i].Name, asked, d)
			}
			all.Tiers[i].Delay, got.Tiers[i].Delay = cascade.Delay{}, cascade.Delay{}
		}
		if a, b := fmt.Sprintf("%+v %+v", all.Tiers, all.FirstBy), fmt.Sprintf("%+v %+v", got.Tiers, got.FirstBy); a != b {
			t.Errorf("with delays\n%s\nwithout\n%s", a, b)
		}
	}
}

// Asked for a precision, the solver plays on until all bounds are that tight,
// and the answer is that of so many trials from the start.
func TestPrecision(t *testing.T) {
	p := peopled(t, 4)
	asked := effort.Of(0.05, 0.04, 0.03)
	first := solve(t, Solver{Trials: 50, Workers: 2}, p)
	if widestOf(first) <= asked {
		t.Fatalf("50 trials are within %v already", widestOf(first))
	}
	r := solve(t, Solver{Trials: 50, Workers: 2, Precision: asked}, p)
	if got := widestOf(r); got > asked || r.Trials <= 50 || r.Partial {
		t.Errorf("%d trials (partial: %v) are within %v", r.Trials, r.Partial, got)
	}
	if widestOf(solve(t, Solver{Trials: r.Trials / 2}, p)) <= asked {
		t.Errorf("half of %d trials would have done", r.Trials)
	}
	same(t, "so many trials at once", r, solve(t, Solver{Trials: r.Trials, Workers: 1}, p))
	same(t, "precise enough", solve(t, Solver{Trials: 50, Precision: 0.5}, p), first)
}

// Stopped midway, the answer is partial and that of the first so many trials.
func TestCancel(t *testing.T) {
	for _, s := range []Solver{{Trials: 100_000, Workers: 1}, {Trials: 100_000, Workers: 3}, {Trials: 20, Workers: 2, Precision: 1e-5}} {
		p := peopled(t, 6)
		ctx, cancel := context.WithCancel(context.Background())
		s.Progress = func(done, _ int) {
			if done >= 100 {
				cancel()
			}
		}
		r, err := s.Solve(ctx, p)
		cancel()
		if err != nil {
			t.Fatal(err)
		}
		if !r.Partial || r.Trials < 100 || r.Trials >= 100_000 {
			t.Fatalf("%+v: %d trials, partial: %v", s, r.Trials, r.Partial)
		}
		whole := solve(t, Solver{Trials: r.Trials, Workers: 2}, p)
		whole.Partial = true
		same(t, "the first so many trials", r, whole)
	}
}

// Stopped before the first trial there is no answer, and what applies to no
// engine is refused.
func TestNoAnswer(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if r, err := (Solver{}).Solve(ctx, peopled(t, 1)); r != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("stopped at once: %v, %v", r, err)
	}
	if _, err := (Solver{Engine: "steam"}).Solve(context.Background(), peopled(t, 1)); err == nil {
		t.Error("there is an engine called steam")
	}
	refused := 0
	for seed := range uint64(12) {
		_, err := (Solver{Engine: "layered", Trials: 1}).Solve(context.Background(), peopled(t, seed))
		if err != nil && !errors.Is(err, cascade.ErrNotApplicable) {
			t.Errorf("units in circles: %v", err)
		}
		if err != nil {
			refused++
		}
	}
	if refused == 0 {
		t.Error("the layered engine takes every problem: the test shows nothing")
	}
}

// The smallest problems there are have answers.
func TestSmallest(t *testing.T) {
	p := coins(t, 1, 1, 0)
	r := solve(t, Solver{Trials: 1}, p)
	x := r.Tiers[1]
	if x.Reach[0].Mean.Value != 1 || x.Reach[0].SD != 0 || x.TimeTo[2].Met != 1 || x.Delay.Mean.Value != 0 {
		t.Errorf("one trial of one unit: %+v", x)
	}
	r = solve(t, Solver{Trials: 3}, coins(t, 2, 0, 0))
	x = r.Tiers[1]
	if x.Reach[0].Mean.Value != 0 || !math.IsNaN(x.Delay.Mean.Value) || !math.IsInf(x.TimeTo[0].Median.Value, 1) {
		t.Errorf("nobody is ever reached: %+v", x)
	}
	r = solve(t, Solver{Trials: 3}, coins(t, 0, 1, 0))
	x = r.Tiers[1]
	if x.Units != 0 || x.Reach[0].Mean.Value != 0 || !math.IsInf(x.TimeTo[0].Median.Value, 1) {
		t.Errorf("a tier without units: %+v", x)
	}
}

// coins is a problem in which n units are reached, each with chance p, after an
// exponential wait of so many seconds on average (0 is at once).
func coins(t *testing.T, n int, p, wait float64) cascade.Problem {
	t.Helper()
	s := model.Spec{
		Tiers:     []string{"top", "coin"},
		Channels:  []model.Channel{{Name: "wire", Delivers: p, Delay: model.Fixed(0)}},
		Relays:    []model.Relay{{People: 1, PassesOn: 1, Notices: model.Fixed(0), Over: []int{0}}},
		TierRelay: []int{0, 0},
	}
	if wait > 0 {
		d, err := model.NewExponential(wait)
		if err != nil {
			t.Fatal(err)
		}
		s.Channels[0].Delay = d
	}
	r := &s.Rows
	for i := range n + 1 {
		tier, parent := uint8(min(i, 1)), int32(min(i, 1)-1)
		r.Tier, r.Parent, r.Ordinal = append(r.Tier, tier), append(r.Parent, parent), append(r.Ordinal, int32(max(i, 1)))
		r.Population, r.Households = append(r.Population, model.Unknown), append(r.Households, model.Unknown)
	}
	network, err := model.New(s)
	if err != nil {
		t.Fatal(err)
	}
	return cascade.Problem{
		Network: network, Messages: []model.Message{{Name: "message", From: []model.Unit{0}, Expires: model.Never}},
		Question: model.Question{Horizon: 10 * model.Day, At: []model.Tick{10 * model.Day}}, Seed: 1,
	}
}
