package exact_test

import (
	"context"
	"errors"
	"math"
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest"
	"harkara/cascade/cascadetest/effort"
	"harkara/cascade/exact"
	"harkara/cascade/montecarlo"
)

// trees are the features of random problems that may be exact.
func trees() cascadetest.Features {
	return cascadetest.Features{Retries: true, Hours: true, Outages: true, Expiry: true, Split: true, Origins: true, Public: true, Unreachable: true, Alike: true}
}

// solvable calls do with random problems that are exact, and their answers.
func solvable(t *testing.T, wanted int, precision float64, do func(seed uint64, p cascade.Problem, r *cascade.Result)) {
	t.Helper()
	done := 0
	for seed := uint64(0); done < wanted; seed++ {
		f := trees()
		f.Outages, f.Hours = seed%3 == 0, seed%2 == 0
		p := cascadetest.Problem(t, seed, f)
		if seed%3 > 0 {
			p.Question.By = []int{int(seed%3) - 1}
		}
		r, err := exact.Solver{Precision: precision, Most: 1024}.Solve(context.Background(), p)
		if errors.Is(err, cascade.ErrNotApplicable) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		done++
		do(seed, p, r)
	}
}

// The two solvers referee each other: the bounds of Monte Carlo hold the exact
// mean in 95 of 100 cells, and spreads agree, of the whole and of what is below
// single units. Cells of one problem share their luck, so that few problems say less.
func TestMonteCarloCovers(t *testing.T) {
	effort.NotShort(t, "samples what was computed")
	t.Parallel()
	const trials = 400
	cells, held, excess := 0.0, 0.0, 0.0
	compare := func(seed uint64, name string, x, y cascade.Reach, count bool) {
		e := x.Mean
		if y.SD == 0 || e.Value < 0.02 || e.Value > 0.98 {
			return
		}
		// Not further apart than chance and the bounds allow.
		if z := (math.Abs(y.Mean.Value-e.Value) - (e.High-e.Low)/2) * math.Sqrt(trials) / x.SD; z > 4.8 {
			t.Errorf("problem %d, %s by %v: exact %v sd %v, sampled %v sd %v (z %.1f)", seed, name, x.At.Duration(), e, x.SD, y.Mean, y.SD, z)
		}
		// A spread is known no better than the mean, nor, of what happens to few
		// beside a share that is certain, from so few plays.
		if d := math.Abs(math.Log(y.SD / x.SD)); d > 0.4 && e.High-e.Low < 0.05 && x.SD > 0.01 {
			t.Errorf("problem %d, %s by %v: exact sd %v, sampled %v", seed, name, x.At.Duration(), x.SD, y.SD)
		}
		if count && e.High-e.Low < 0.1*(y.Mean.High-y.Mean.Low) {
			cells++
			if y.Mean.Low <= e.Value && e.Value <= y.Mean.High {
				held++
			}
			excess += y.SD*y.SD/(x.SD*x.SD) - 1
		}
	}
	solvable(t, effort.Of(0, 6, 60), 0.004, func(seed uint64, p cascade.Problem, r *cascade.Result) {
		for range effort.Of(1, 2, 1) { // samples of one answer
			p.Seed += 1000
			m, err := montecarlo.Solver{Trials: trials, Workers: 1}.Solve(context.Background(), p)
			if err != nil {
				t.Fatal(err)
			}
			for i, tier := range r.Tiers {
				for j, x := range tier.Reach {
					compare(seed, tier.Name, x, m.Tiers[i].Reach[j], true)
				}
			}
			for k, g := range r.Groups {
				for i, tier := range g.Tiers {
					for j, x := range tier.Reach {
						compare(seed, g.Code+" "+tier.Name, x, m.Groups[k].Tiers[i].Reach[j], false)
					}
				}
			}
		}
	})
	if share := held / cells; share < effort.Of(0, 0.86, 0.92) || share > effort.Of(1, 0.99, 0.985) {
		t.Errorf("Monte Carlo covers %.2f %% of %v cells", share*100, cells)
	}
	if excess /= cells; math.Abs(excess) > effort.Of(1, 0.06, 0.025) {
		t.Errorf("sampled variances are %.2f %% off on average", excess*100)
	}
	t.Logf("%v cells, %.2f %% covered, variances %.2f %% off on average", cells, held/cells*100, excess*100)
}

// The bounds hold the answer of a grid ten times as fine.
func TestBoundsHold(t *testing.T) {
	effort.NotShort(t, "computes on fine grids")
	t.Parallel()
	widest := 0.0
	solvable(t, effort.Of(0, 2, 12), 0.02, func(seed uint64, p cascade.Problem, r *cascade.Result) {
		fine, err := exact.Solver{Precision: 0.001, Most: 4096}.Solve(context.Background(), p)
		if err != nil {
			t.Fatal(err)
		}
		for i, tier := range r.Tiers {
			for j, x := range tier.Reach {
				a, b := x.Mean, fine.Tiers[i].Reach[j].Mean
				widest = max(widest, b.High-b.Low)
				sharp := b.High-b.Low < (a.High-a.Low)/4
				if b.Low > a.High+1e-9 || b.High < a.Low-1e-9 || sharp && (b.Value < a.Low-1e-9 || b.Value > a.High+1e-9) {
					t.Errorf("problem %d, %s by %v: %v, on a finer grid %v", seed, tier.Name, x.At.Duration(), a, b)
				}
			}
		}
	})
	t.Logf("widest fine bounds %.4f", widest)
}
