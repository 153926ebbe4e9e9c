package study

import (
	"context"
	"math"
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest/effort"
	"harkara/cascade/exact"
	"harkara/cascade/montecarlo"
	"harkara/cascade/workload"
	"harkara/model"
)

// What is played beside an exact answer ends when times are within a fiftieth and
// goals are decided, and not before.
func TestEnough(t *testing.T) {
	inf := math.Inf(1)
	tier := func(value, low, high float64) []cascade.Tier {
		return []cascade.Tier{{Units: 2, TimeTo: []cascade.TimeTo{{Median: cascade.Estimate{Value: value, Low: low, High: high}}}}}
	}
	goal := func(value, low, high float64) []cascade.Goal {
		return []cascade.Goal{{Goal: model.Goal{Chance: 0.5}, Probability: cascade.Estimate{Value: value, Low: low, High: high}}}
	}
	for name, x := range map[string]struct {
		r    cascade.Result
		want bool
	}{
		"nothing":         {cascade.Result{}, true},
		"close":           {cascade.Result{Tiers: tier(10000, 9801, 10199)}, true},
		"wide below":      {cascade.Result{Tiers: tier(10000, 9799, 10100)}, false},
		"wide above":      {cascade.Result{Tiers: tier(10000, 9900, 10201)}, false},
		"seconds":         {cascade.Result{Tiers: tier(60, 31, 89)}, true},
		"never":           {cascade.Result{Tiers: tier(inf, inf, inf)}, true},
		"never or late":   {cascade.Result{Tiers: tier(inf, 5000, inf)}, false},
		"nobody":          {cascade.Result{Tiers: []cascade.Tier{{TimeTo: tier(1e6, 0, inf)[0].TimeTo}}}, true},
		"below":           {cascade.Result{Groups: []cascade.Group{{Tiers: tier(10000, 1, 20000)}}}, false},
		"decided":         {cascade.Result{Goals: goal(0.6, 0.55, 0.64)}, true},
		"missed":          {cascade.Result{Goals: goal(0.4, 0.36, 0.45)}, true},
		"undecided":       {cascade.Result{Goals: goal(0.52, 0.48, 0.56)}, false},
		"decided roughly": {cascade.Result{Goals: goal(0.7, 0.64, 0.76)}, false},
	} {
		if got := enough(&x.r); got != x.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// How many plays are enough does not depend on workers, and is said; where it is
// said how many to play, that many are; without a solver that plays none are, and
// what they would tell stays open.
func TestAutoPlaysNoMore(t *testing.T) {
	effort.NotShort(t, "plays until an answer is known closely")
	p, err := workload.Tree(1, 4, 20, 100)
	if err != nil {
		t.Fatal(err)
	}
	p.Question.Goals = []model.Goal{{Tier: p.Network.Tiers()[3], Share: 0.05, By: p.Question.Horizon, Chance: 0.5}}
	var first *cascade.Result
	solve := func(a Auto) *cascade.Result {
		t.Helper()
		a.Exact = exact.Solver{}
		r, err := a.Solve(context.Background(), p)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	told := func(r *cascade.Result) {
		c := *r
		c.Goals = append([]cascade.Goal(nil), r.Goals...)
		first = &c
	}
	one := solve(Auto{Sampled: montecarlo.Solver{Trials: 100_000, Workers: 1}, Enough: true, First: told})
	two := solve(Auto{Sampled: montecarlo.Solver{Trials: 100_000, Workers: 2}, Enough: true})
	if one.Trials != two.Trials || one.Tiers[3].TimeTo[0] != two.Tiers[3].TimeTo[0] || !one.Enough || one.Trials < 400 || one.Trials >= 100_000 {
		t.Errorf("one worker played %d, two %d; enough: %v", one.Trials, two.Trials, one.Enough)
	}
	if first == nil || first.Trials != 0 || !first.Goals[0].Open || one.Goals[0].Open || !one.Goals[0].Sampled {
		t.Errorf("first told %+v, then %+v", first, one.Goals)
	}
	all := solve(Auto{Sampled: montecarlo.Solver{Trials: 700}})
	if all.Trials != 700 || all.Enough {
		t.Errorf("played %d of 700", all.Trials)
	}
	none := solve(Auto{})
	if none.Trials != 0 || !none.Goals[0].Open || !math.IsNaN(none.Goals[0].Probability.Low) || !math.IsNaN(none.Tiers[3].TimeTo[0].Median.Value) {
		t.Errorf("not open: %+v", none.Goals)
	}
}
