//go:build !race

// Coverage is a matter of arithmetic, which the race detector only slows down.

package montecarlo

import (
	"math"
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest/effort"
	"harkara/model"
)

// covered is the share of so many seeds whose bounds hold the true value.
func covered(t *testing.T, p cascade.Problem, seeds uint64, trials int, bounds func(r *cascade.Result) cascade.Estimate, truth float64) float64 {
	t.Helper()
	hits := 0.0
	for seed := range seeds {
		p.Seed = seed
		e := bounds(solve(t, Solver{Trials: trials, Workers: 1}, p))
		if e.Low <= truth && truth <= e.High {
			hits++
		}
	}
	return hits / float64(seeds)
}

// Bounds of 95 % hold the true value in 92 to 97.5 % of 500 seeds: those of a
// mean over few and over many units, near a half and near the ends, of a
// chance, of a median and of the people's mean. Of 100 seeds the same chances hold
// 86 of them at least.
func TestBoundsCover(t *testing.T) {
	effort.NotShort(t, "counts coverage")
	seeds, least, most := effort.Of[uint64](0, 100, 500), effort.Of(0, 0.86, 0.92), effort.Of(1, 1, 0.975)
	const wait = 3600.0
	reach := func(tier int) func(r *cascade.Result) cascade.Estimate {
		return func(r *cascade.Result) cascade.Estimate { return r.Tiers[tier].Reach[0].Mean }
	}
	for name, c := range map[string]struct {
		problem cascade.Problem
		trials  int
		bounds  func(r *cascade.Result) cascade.Estimate
		truth   float64
	}{
		"half of one unit":    {coins(t, 1, 0.5, 0), 120, reach(1), 0.5},
		"half of five units":  {coins(t, 5, 0.5, 0), 60, reach(1), 0.5},
		"most of five units":  {coins(t, 5, 0.93, 0), 60, reach(1), 0.93},
		"few of twenty units": {coins(t, 20, 0.04, 0), 40, reach(1), 0.04},
		"chance of all": {
			goals(coins(t, 2, 0.6, 0)), 150,
			func(r *cascade.Result) cascade.Estimate { return r.Goals[0].Probability }, 0.36,
		},
		"median": {
			coins(t, 1, 1, wait), 400,
			func(r *cascade.Result) cascade.Estimate { return r.Tiers[1].TimeTo[0].Median }, wait * math.Ln2,
		},
		"median with some that never come": {
			coins(t, 1, 0.8, wait), 400,
			func(r *cascade.Result) cascade.Estimate { return r.Tiers[1].TimeTo[0].Median }, -wait * math.Log(1-0.5/0.8),
		},
		"people": {villages(t, []int64{300}, []int64{60}), 40, reach(2), peopleByAnHour()},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := covered(t, c.problem, seeds, c.trials, c.bounds, c.truth); got < least || got > most {
				t.Errorf("%.1f %% of the bounds hold %v", 100*got, c.truth)
			}
		})
	}
}

func goals(p cascade.Problem) cascade.Problem {
	p.Question.Goals = []model.Goal{{Tier: "coin", Share: 1, By: p.Question.Horizon, Chance: 0.5}}
	return p
}

// peopleByAnHour is the share of people of villages who have heard by then: the
// town starts after an exponential wait of an hour, if at all, and so does the
// radio: an Erlang of two.
func peopleByAnHour() float64 { return 0.8 * 0.5 * 0.9 * (1 - 2*math.Exp(-1)) }
