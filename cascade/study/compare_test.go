package study

import (
	"context"
	"math"
	"reflect"
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest"
	"harkara/cascade/cascadetest/effort"
	"harkara/cascade/montecarlo"
	"harkara/model"
)

// people gives every leaf 100 people, half of whom are told at once by it.
func people(s *model.Spec) {
	s.Public = &model.Public{Tier: 2, PerUnit: 100, Household: 5, Hears: []model.Source{
		{Name: "group", Kind: model.Broadcast, From: -1, Channel: 0, Share: 0.5},
	}}
}

func passing(t *testing.T, mid float64) cascade.Problem {
	return cascadetest.Sketch(t, 4, func(s *model.Spec, _ *cascade.Problem) {
		s.Relays[1].PassesOn = mid
		people(s)
	})
}

// On shared luck a mid that passes the message on with chance 0.9 does so in
// all trials in which one with 0.6 does, and in 0.3 of all trials besides:
// there all leaves gain, and half of the people. So the difference has the
// spread of one coin of 0.3, not that of two of 0.6 and 0.9.
func TestCompareOnSharedLuck(t *testing.T) {
	trials := effort.Of(2000, 8_000, 20_000)
	n := float64(trials)
	c, err := (Compare{montecarlo.Sampling{Trials: trials, Workers: 2}}).Run(context.Background(), passing(t, 0.6), passing(t, 0.9), passing(t, 0.6))
	if err != nil {
		t.Fatal(err)
	}
	if c.Trials != trials || len(c.Plans) != 2 || len(c.Plans[0].Rows) != 10 {
		t.Fatalf("got %+v", c)
	}
	spread := math.Sqrt(0.3 * 0.7)
	for _, d := range c.Plans[0].Rows {
		gain := map[string]float64{"top": 0, "mid": 0, "leaf": 0.3, "public": 0.15, "households": 0.3 * (1 - 1.0/32)}[d.Tier]
		z := (d.Difference.Value - gain) / (spread / 0.3 * max(gain, 1e-12) / math.Sqrt(n))
		if gain > 0 && (math.Abs(z) > 4.4 || math.Abs(d.SD/gain*0.3-spread) > 0.01 || d.Same()) || gain == 0 && d.Difference != (cascade.Estimate{}) {
			t.Errorf("%s: %+v, want %v, z = %.2f", d.Tier, d, gain, z)
		}
		if better := float64(d.Better) / n; d.Worse != 0 || gain > 0 && math.Abs(better-0.3) > 4.4*spread/math.Sqrt(n) {
			t.Errorf("%s is better in %d trials and worse in %d", d.Tier, d.Better, d.Worse)
		}
		if math.Abs(d.P05) > 1e-9 || math.Abs(d.P95-gain/0.3) > 1.0/(1<<pairFineness) {
			t.Errorf("%s: nine of ten plays differ by %v to %v", d.Tier, d.P05, d.P95)
		}
		// What no play showed adds a little.
		if half, se := d.Difference.High-d.Difference.Value, d.SD/math.Sqrt(n); half < 1.96*se-1e-6 || half > 1.99*se+1e-9 {
			t.Errorf("%s: bounds ±%v", d.Tier, half)
		}
	}
	for _, d := range c.Plans[1].Rows {
		if d.Difference != (cascade.Estimate{}) || d.SD != 0 || d.P05 != 0 || d.P95 != 0 || d.Better != 0 || d.Worse != 0 || d.Base != d.Plan || !d.Same() {
			t.Errorf("the same plan: %+v", d)
		}
	}
}

// Random problems differ from themselves by nothing, and what base and plan
// reach is what the Monte Carlo solver says of each.
func TestCompareOnRandomProblems(t *testing.T) {
	problems := effort.Of[uint64](2, 12, 12)
	for seed := range problems {
		base := cascadetest.Problem(t, seed, cascadetest.Everything())
		better := cascadetest.Changed(t, seed, cascadetest.Everything(), func(s *model.Spec) {
			for i := range s.Relays {
				s.Relays[i].PassesOn = 1
			}
		})
		c, err := (Compare{montecarlo.Sampling{Trials: 60, Workers: 1}}).Run(context.Background(), base, base, better)
		if err != nil {
			t.Fatal(err)
		}
		for _, workers := range []int{2, 7} {
			if again, _ := (Compare{montecarlo.Sampling{Trials: 60, Workers: workers}}).Run(context.Background(), base, base, better); !reflect.DeepEqual(c, again) {
				t.Fatalf("seed %d: %d workers say otherwise", seed, workers)
			}
		}
		for _, d := range c.Plans[0].Rows {
			if d.Difference != (cascade.Estimate{}) {
				t.Errorf("seed %d: %+v", seed, d)
			}
		}
		r, err := montecarlo.Solver{Trials: 60}.Solve(context.Background(), better)
		if err != nil {
			t.Fatal(err)
		}
		for i, d := range c.Plans[1].Rows {
			tier := r.Tiers[i/3].Reach[i%3]
			if math.Abs(d.Plan.Value-tier.Mean.Value) > 1e-9 || math.Abs(d.Plan.Value-d.Base.Value-d.Difference.Value) > 1e-9 {
				t.Errorf("seed %d, %s at %d: %+v, but the solver says %+v", seed, d.Tier, d.At, d, tier.Mean)
			}
		}
	}
}

func TestCompareRefuses(t *testing.T) {
	base, other := passing(t, 0.6), passing(t, 0.6)
	other.Seed++
	if _, err := (Compare{montecarlo.Sampling{Trials: 5, Workers: 1}}).Run(context.Background(), base, other); err == nil {
		t.Error("compared plans of different seeds")
	}
	other = passing(t, 0.6)
	other.Question.Horizon = model.Hour
	if _, err := (Compare{montecarlo.Sampling{Trials: 5, Workers: 1}}).Run(context.Background(), base, other); err == nil {
		t.Error("compared with a plan that ends early")
	}
}
