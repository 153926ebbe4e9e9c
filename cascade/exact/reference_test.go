package exact_test

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat"

	"harkara/cascade"
	"harkara/cascade/cascadetest"
	"harkara/cascade/cascadetest/effort"
	"harkara/cascade/cascadetest/reference"
	"harkara/cascade/exact"
	"harkara/model"
)

// Exact answers lie where the reference implementation's plays say: the mean of
// every tier, of people and of households, within its bounds and 4.4 standard
// errors, on random trees with round times, and people who hear in all ways.
func TestReference(t *testing.T) {
	problems, trials := effort.Of[uint64](8, 16, 40), effort.Of(200, 300, 1000)
	answered := 0
	for seed := range problems {
		f := cascadetest.Features{Retries: true, Hours: true, Outages: true, Expiry: true, Split: true, Origins: true, Public: true, Round: seed%3 > 0,
			Unreachable: seed%4 > 0, Alike: seed%4 > 1, Circumstances: seed%4 == 1, People: seed%5 > 2}
		p := cascadetest.Problem(t, 8000+seed, f)
		r, err := exact.Solver{}.Solve(context.Background(), p)
		if errors.Is(err, cascade.ErrNotApplicable) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		answered++
		shares := sampleShares(p, trials)
		for i, tier := range r.Tiers {
			for j, x := range tier.Reach {
				mean, sd := stat.MeanStdDev(shares[i][j], nil)
				slack := 4.4*sd/math.Sqrt(float64(trials)) + 3/float64(trials)
				if mean < x.Mean.Low-slack || mean > x.Mean.High+slack {
					t.Errorf("problem %d, %s at %v: %v, the reference %.5f (sd %.5f)", 8000+seed, tier.Name, x.At.Duration(), x.Mean, mean, sd)
				}
			}
		}
	}
	if answered < int(problems)/4 {
		t.Errorf("only %d problems were answered", answered)
	}
}

// sampleShares are, for each tier, people and households, and each time asked
// for, the shares that have it in each trial.
func sampleShares(p cascade.Problem, trials int) [][][]float64 {
	tiers := len(p.Network.Tiers())
	out := make([][][]float64, tiers+2)
	for i := range out {
		out[i] = make([][]float64, len(p.Question.At))
	}
	for trial := range uint64(trials) {
		y := reference.Units(p, reference.NewSequential(p, trial))
		heard := reference.People(y, rand.New(rand.NewPCG(p.Seed+2000, trial)))
		for i := range out {
			times := heard.Homes
			switch {
			case i < tiers:
				in := p.Network.InTier(i)
				times = y.Arrival[in.Lo:in.Hi]
			case i == tiers:
				times = heard.People
			}
			for j, at := range p.Question.At {
				out[i][j] = append(out[i][j], share(times, at))
			}
		}
	}
	return out
}

func share(times []model.Tick, at model.Tick) float64 {
	n := 0.0
	for _, t := range times {
		if t <= at {
			n++
		}
	}
	return n / max(float64(len(times)), 1)
}
