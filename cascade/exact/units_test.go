package exact_test

import (
	"context"
	"math"
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest/effort"
	"harkara/cascade/exact"
	"harkara/cascade/montecarlo"
	"harkara/model"
)

// Computed and played answers for single units agree: shares and mean arrivals within
// what chance allows, and who told first.
func TestUnitsAgainstPlays(t *testing.T) {
	effort.NotShort(t, "computes and plays units of random problems")
	t.Parallel()
	const trials = 400
	cells := 0
	solvable(t, effort.Of(0, 3, 20), 0.05, func(seed uint64, p cascade.Problem, _ *cascade.Result) {
		p.Question.Units = []model.Tick{p.Question.Horizon / 4, p.Question.Horizon}
		x, err := exact.Solver{Precision: 0.001, Most: 1024}.Solve(context.Background(), p)
		if err != nil {
			t.Fatal(err)
		}
		y, err := montecarlo.Solver{Trials: trials}.Solve(context.Background(), p)
		if err != nil {
			t.Fatal(err)
		}
		for u := range model.Unit(p.Network.Len()) {
			for j := range p.Question.Units {
				f, g := x.Units.Share(u, j), y.Units.Share(u, j)
				sd := math.Sqrt(f * (1 - f) / trials)
				if cells++; math.Abs(f-g) > 4.8*sd+0.002 {
					t.Errorf("problem %d, unit %d by %v: computed %v, played %v", seed, u, p.Question.Units[j], f, g)
				}
			}
			// A time that ends at the horizon varies by no more than a part of it.
			f, a, b := x.Units.Share(u, 1), x.Units.MeanArrival(u), y.Units.MeanArrival(u)
			if f > 0.2 && math.Abs(a-b) > 4.8*p.Question.Horizon.Seconds()/2/math.Sqrt(f*trials)+1 {
				t.Errorf("problem %d, unit %d: mean arrival computed %v, played %v", seed, u, a, b)
			}
			if x.Units.First[u] != y.Units.First[u] && f > 0.05 {
				t.Errorf("problem %d, unit %d: computed as told by %+v, played %+v", seed, u, x.Units.First[u], y.Units.First[u])
			}
		}
	})
	if cells < 50 {
		t.Errorf("only %d shares compared", cells)
	}
}
