package study

import (
	"context"
	"math"
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest"
	"harkara/cascade/montecarlo"
	"harkara/model"
)

// relayed is a problem whose expected reach is known: a top that passes the
// message on with 0.9 to a mid that does with 0.8, each contact succeeding with
// 0.7 after one hour at both hops.
func relayed(t *testing.T, seed uint64) cascade.Problem {
	return cascadetest.Sketch(t, 10, func(s *model.Spec, p *cascade.Problem) {
		s.Relays[0].PassesOn, s.Relays[1].PassesOn = 0.9, 0.8
		s.Channels[0].Delivers, s.Channels[0].Delay = 0.7, model.Fixed(1*3600)
		p.Question.At = []model.Tick{90 * model.Minute, 3 * model.Hour}
		p.Seed = seed
	})
}

// formula is the exact answer to relayed, off by so much in its last number.
func formula(off float64) fake {
	mid := 0.9 * 0.7
	leaf := mid * 0.8 * 0.7
	return func(_ context.Context, p cascade.Problem) (*cascade.Result, error) {
		r := &cascade.Result{Solver: "exact"}
		for t, means := range [][2]float64{{1, 1}, {mid, mid}, {0, leaf + off}} {
			tier := cascade.Tier{Name: p.Network.Tiers()[t]}
			for j, m := range means {
				tier.Reach = append(tier.Reach, cascade.Reach{At: p.Question.At[j], Mean: cascade.Estimate{Value: m, Low: m, High: m}})
			}
			r.Tiers = append(r.Tiers, tier)
		}
		return r, nil
	}
}

func TestVerify(t *testing.T) {
	worst := 0.0
	for seed := range uint64(100) {
		v, err := (Verify{formula(0), montecarlo.Solver{Trials: 500, Workers: 2}}).Run(context.Background(), relayed(t, seed))
		if err != nil {
			t.Fatal(err)
		}
		if !v.Agree || len(v.Rows) != 6 {
			t.Errorf("seed %d: %+v", seed, v.Rows)
		}
		for _, c := range v.Rows {
			worst = max(worst, math.Abs(c.Z))
		}
		if seed > 0 {
			continue
		}
		// Φ⁻¹(1 − 10⁻⁴/12) = 4.3054
		if math.Abs(v.Limit-4.3054) > 0.001 {
			t.Errorf("limit %v", v.Limit)
		}
		c := v.Rows[5]
		if c.Tier != "leaf" || c.At != 3*model.Hour || c.A.Value != 0.9*0.7*0.8*0.7 || math.Abs(c.Difference-(c.B.Value-c.A.Value)) > 1e-15 {
			t.Errorf("row %+v", c)
		}
	}
	if worst < 1.5 || worst > 4.4 {
		t.Errorf("the largest |z| of 400 numbers that vary is %v", worst)
	}
}

// Something rare that did not come about in a few plays is no difference, though
// what did happen there hardly varies; where it is not rare, it is one.
func TestVerifyOfWhatIsRare(t *testing.T) {
	for _, c := range []struct {
		spread float64
		agree  bool
	}{{0.02, true}, {0.0001, false}} {
		v := &Verdict{A: &cascade.Result{Solver: "exact"}, B: &cascade.Result{Solver: "montecarlo", Trials: 4000}}
		few := cascade.Estimate{Value: 2e-6, Low: 1e-6, High: 4e-6}
		v.add(Check{Tier: "leaf", What: "reach", A: cascade.Estimate{Value: 1e-4, Low: 1e-4, High: 1e-4}, B: few}, c.spread, 1e-4)
		if v.judge(); v.Agree != c.agree {
			t.Errorf("spread %v: %+v", c.spread, v.Rows)
		}
	}
}

func TestVerifyFindsWhatIsWrong(t *testing.T) {
	sampled := montecarlo.Solver{Trials: 20_000, Workers: 2}
	for _, off := range []float64{-0.03, 0.03} {
		v, err := (Verify{formula(off), sampled}).Run(context.Background(), relayed(t, 1))
		if err != nil || v.Agree || math.Abs(v.Rows[5].Z) < v.Limit || v.Rows[5].Z*off > 0 {
			t.Errorf("off by %v: %+v, %v", off, v, err)
		}
		// In the other order the difference turns round.
		w, err := (Verify{sampled, formula(off)}).Run(context.Background(), relayed(t, 1))
		if err != nil || w.Agree || math.Abs(v.Rows[5].Z+w.Rows[5].Z) > 1e-9 {
			t.Errorf("z %v and, turned round, %v, %v", v.Rows[5].Z, w.Rows[5].Z, err)
		}
	}
	// What exact bounds leave open is no difference.
	wide := func(ctx context.Context, p cascade.Problem) (*cascade.Result, error) {
		r, _ := formula(0.03)(ctx, p)
		r.Tiers[2].Reach[1].Mean.Low -= 0.04
		return r, nil
	}
	if v, err := (Verify{fake(wide), sampled}).Run(context.Background(), relayed(t, 1)); err != nil || !v.Agree {
		t.Errorf("%+v, %v", v, err)
	}
	// Two exact answers that exclude each other are apart by more than any limit.
	v, err := (Verify{formula(0), formula(0.001)}).Run(context.Background(), relayed(t, 1))
	if err != nil || v.Agree || !math.IsInf(v.Rows[5].Z, 1) {
		t.Errorf("%+v, %v", v, err)
	}
	missing := func(context.Context, cascade.Problem) (*cascade.Result, error) { return &cascade.Result{}, nil }
	if _, err := (Verify{formula(0), fake(missing)}).Run(context.Background(), relayed(t, 1)); err == nil {
		t.Error("an answer without tiers was verified")
	}
}

// Two samples of different seeds agree, below each unit and on goals too; what
// is marked as sampled in an exact answer is left out.
func TestVerifyGroupsAndGoals(t *testing.T) {
	p := relayed(t, 1)
	p.Question.By = []int{1}
	p.Question.Goals = []model.Goal{{Tier: "leaf", Share: 0.5, By: 3 * model.Hour, Chance: 0.5}}
	other := fake(func(ctx context.Context, p cascade.Problem) (*cascade.Result, error) {
		p.Seed = 99
		return montecarlo.Solver{Trials: 2000, Workers: 2}.Solve(ctx, p)
	})
	v, err := (Verify{montecarlo.Solver{Trials: 2000, Workers: 2}, other}).Run(context.Background(), p)
	if err != nil || !v.Agree || len(v.Rows) != 6+2+1 {
		t.Fatalf("%+v, %v", v, err)
	}
	if below, goal := v.Rows[7], v.Rows[8]; below.Unit != "Mid" || below.Tier != "leaf" || goal.What != "goal" || goal.Z == 0 {
		t.Errorf("below Mid %+v, goal %+v", below, goal)
	}
	marked := fake(func(ctx context.Context, p cascade.Problem) (*cascade.Result, error) {
		r, err := other(ctx, p)
		r.Goals[0].Sampled = true
		return r, err
	})
	if v, err := (Verify{other, marked}).Run(context.Background(), p); err != nil || len(v.Rows) != 8 || !v.Agree {
		t.Errorf("%+v, %v", v, err)
	}
	if _, err := (Verify{fails(cascade.ErrNotApplicable), other}).Run(context.Background(), p); err == nil {
		t.Error("verified with a solver that does not apply")
	}
}
