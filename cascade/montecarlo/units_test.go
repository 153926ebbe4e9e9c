package montecarlo

import (
	"math"
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest"
	"harkara/cascade/cascadetest/effort"
	"harkara/cascade/engine"
	"harkara/model"
)

// What is told of single units is what a look at every trial finds: shares and mean
// arrivals, and who told each first most often.
func TestUnitsAgainstTrials(t *testing.T) {
	problems := effort.Of[uint64](6, 12, 12)
	linked := 0
	for seed := range problems {
		f := cascadetest.Everything()
		f.Circles = seed%2 == 0
		p := cascadetest.Problem(t, seed+40, f)
		const trials = 40
		p.Question.Units = []model.Tick{0, p.Question.Horizon / 3, p.Question.Horizon}
		got := solve(t, Solver{Trials: trials, Workers: 2}, p).Units
		e, _, err := engine.New("event", p)
		if err != nil {
			t.Fatal(err)
		}
		n := p.Network.Len()
		told := make([]map[cascade.Told]int, n)
		arrivals := make([][]float64, n)
		for trial := range uint64(trials) {
			out := cascade.NewOutcome(n)
			out.By = make([]cascade.Told, n)
			e.Play(trial, out)
			for u := range n {
				if out.Arrival[u] <= p.Question.Horizon {
					arrivals[u] = append(arrivals[u], out.Arrival[u].Seconds())
				}
				if by := out.By[u]; by.From != model.NoUnit {
					if by.Way != cascade.OverLink {
						by.Channel = -1
					}
					if told[u] == nil {
						told[u] = map[cascade.Told]int{}
					}
					told[u][by]++
				}
			}
		}
		for u := range n {
			for j, at := range p.Question.Units {
				k := 0
				for _, a := range arrivals[u] {
					if a <= at.Seconds() {
						k++
					}
				}
				if x := got.Share(model.Unit(u), j); math.Abs(x-float64(k)/trials) > 1e-6 {
					t.Errorf("problem %d, unit %d by %v: %v, of trials %v", seed, u, at, x, float64(k)/trials)
				}
			}
			want := math.NaN()
			if len(arrivals[u]) > 0 {
				want = 0
				for _, a := range arrivals[u] {
					want += a / float64(len(arrivals[u]))
				}
			}
			if x := got.MeanArrival(model.Unit(u)); math.Abs(x-want) > 1e-6*max(want, 1) || math.IsNaN(x) != math.IsNaN(want) {
				t.Errorf("problem %d, unit %d: mean arrival %v, of trials %v", seed, u, x, want)
			}
			most, all := 0, 0
			for by, k := range told[u] {
				most, all = max(most, k), all+k
				if by.Way == cascade.OverLink && k == most {
					linked++
				}
			}
			share := math.NaN()
			if all > 0 {
				share = float64(most) / float64(all)
			}
			x := float64(got.FirstShare[u])
			if math.IsNaN(x) != math.IsNaN(share) || math.Abs(x-share) > 1e-6 || (all == 0) != (got.First[u].From == model.NoUnit) {
				// Links that only other circumstances have are not counted.
				if p.Variants() == nil {
					t.Errorf("problem %d, unit %d: told first by %+v in %v, of trials %v", seed, u, got.First[u], x, told[u])
				}
			}
		}
	}
	if linked == 0 {
		t.Error("no unit was told over a link")
	}
}
