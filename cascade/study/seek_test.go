package study_test

import (
	"context"
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"harkara/cascade"
	"harkara/cascade/cascadetest/effort"
	"harkara/cascade/montecarlo"
	"harkara/cascade/random"
	"harkara/cascade/study"
)

// exactly is an answer without bounds.
func exactly(f func(x float64) float64) func(float64) (cascade.Estimate, error) {
	return func(x float64) (cascade.Estimate, error) {
		y := f(x)
		return cascade.Estimate{Value: y, Low: y, High: y}, nil
	}
}

// Values are found where closed forms have them: rising and falling, on a logarithm, in
// whole numbers.
func TestLawsOfSeeking(t *testing.T) {
	three := func(mean float64) float64 { return distuv.Gamma{Alpha: 3, Beta: 1 / mean}.CDF(12) }
	people := func(k float64) float64 { return 1 - math.Pow(1-0.6*(1-math.Exp(-2)), k) }
	enough := func(p float64) float64 { return 1 - distuv.Binomial{N: 50, P: p}.CDF(39) }
	for name, c := range map[string]struct {
		s     study.Seek
		f     func(float64) float64
		want  float64
		rises bool
	}{
		"four hops":         {study.Seek{From: 0, To: 1, Goal: 0.8}, func(p float64) float64 { return math.Pow(p, 4) }, 0.945742, true},
		"three waits":       {study.Seek{From: 0.01, To: 100, Log: true, Goal: 0.9}, three, 2.254656, false},
		"people":            {study.Seek{From: 1, To: 100, Whole: true, Goal: 0.95}, people, 5, true},
		"forty of fifty":    {study.Seek{From: 0, To: 1, Goal: 0.9}, enough, 0.855019, true},
		"whole and falling": {study.Seek{From: 1, To: 1000, Whole: true, Goal: 0.5}, func(x float64) float64 { return 1 / (1 + x/100) }, 100, false},
		"on a grid":         {study.Seek{From: 0, To: 1, Goal: 0.8, Grid: true}, func(p float64) float64 { return math.Pow(p, 4) }, 0.945742, true},
	} {
		c.s.Answer = exactly(c.f)
		got, err := c.s.Run(context.Background())
		if err != nil || len(got.Crossings) != 1 {
			t.Fatalf("%s: %+v, %v", name, got, err)
		}
		x := got.Crossings[0]
		if math.Abs(x.X.Value-c.want) > 2e-6*c.want || x.Rises != c.rises || !(c.f(x.X.Value) >= c.s.Goal) {
			t.Errorf("%s: %+v, want %g", name, x, c.want)
		}
		if !c.s.Grid && (x.X.Low > x.X.Value || x.X.High < x.X.Value || x.X.High-x.X.Low > 0.01*(c.s.To-c.s.From)) {
			t.Errorf("%s: bounds %+v", name, x.X)
		}
		if len(got.Tried) > 45 {
			t.Errorf("%s: asked %d times", name, len(got.Tried))
		}
	}
}

// Where all values do, or none does, that is said; where the answer rises and falls every
// crossing is, also where that is found only on the way.
func TestSeekingWithoutOneValue(t *testing.T) {
	run := func(f func(float64) float64, grid bool) *study.SeekAnswer {
		got, err := study.Seek{From: 0, To: 1, Goal: 0.5, Grid: grid, Answer: exactly(f)}.Run(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	if got := run(func(x float64) float64 { return 0.74 * x * 0.5 }, false); got.All || got.Crossings != nil || got.Tried[len(got.Tried)-1].Answer.Value != 0.37 {
		t.Errorf("none: %+v", got)
	}
	if got := run(func(x float64) float64 { return 0.6 + x/10 }, false); !got.All || got.Crossings != nil {
		t.Errorf("all: %+v", got)
	}
	hump := func(x float64) float64 { return 1 - 4*(x-0.6)*(x-0.6) }
	got := run(hump, true)
	if len(got.Crossings) != 2 || math.Abs(got.Crossings[0].X.Value-(0.6-math.Sqrt(0.125))) > 1e-6 || math.Abs(got.Crossings[1].X.Value-(0.6+math.Sqrt(0.125))) > 1e-6 || got.Crossings[1].Rises {
		t.Errorf("a hump: %+v", got.Crossings)
	}
	if got := run(hump, false); !got.Grid || len(got.Crossings) != 2 {
		t.Errorf("a hump that is found on the way: %+v", got)
	}
	if _, err := (study.Seek{From: 1, To: 1}).Run(context.Background()); len(cascade.Reasons(err)) != 1 {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	asked := 0
	part, err := study.Seek{From: 0, To: 1, Goal: 0.5, Answer: exactly(func(x float64) float64 { return x * x }), Progress: func(k int) {
		if asked = k; k == 5 { // both ends, and three between
			cancel()
		}
	}}.Run(ctx)
	if err != nil || !part.Partial || len(part.Crossings) != 1 || asked != 5 || part.Crossings[0].X.Value*part.Crossings[0].X.Value < 0.5 {
		t.Errorf("interrupted: %+v, %v", part, err)
	}
}

// coins are plays of four hops in a row, with the same random numbers at every chance.
func coins(seed uint64, plays int) func(p float64) (cascade.Estimate, error) {
	key := random.NewKey(seed).Fold(5)
	return func(p float64) (cascade.Estimate, error) {
		n := 0
		for k := range uint64(plays) {
			there := true
			for hop := range uint64(4) {
				there = there && random.Uniform(key.Fold(hop).At(k)) < p
			}
			if there {
				n++
			}
		}
		return montecarlo.Chance(n, plays), nil
	}
}

// Bounds of a value hold the true one in about 95 % of seeds.
func TestBoundsOfSoughtValues(t *testing.T) {
	n := seeds(t, effort.Of(50, 100, 200))
	held, asked := 0, 0
	for seed := range n {
		got, err := study.Seek{From: 0, To: 1, Goal: 0.8, Answer: coins(uint64(seed), 400)}.Run(context.Background())
		if err != nil || len(got.Crossings) != 1 {
			t.Fatal(got, err)
		}
		if x := got.Crossings[0].X; x.Low <= 0.945742 && 0.945742 <= x.High {
			held++
		}
		asked += len(got.Tried)
	}
	share := float64(held) / float64(n)
	t.Logf("bounds hold in %.1f %% of %d; %.1f answers each", share*100, n, float64(asked)/float64(n))
	if se := math.Sqrt(0.95 * 0.05 / float64(n)); share < 0.93-3*se || share > 0.97+3*se {
		t.Errorf("bounds hold in %.1f %%", share*100)
	}
}

// How good every hop of four must be for 80 % to get through.
func ExampleSeek() {
	got, err := study.Seek{From: 0, To: 1, Goal: 0.8, Answer: exactly(func(p float64) float64 { return math.Pow(p, 4) })}.Run(context.Background())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("at least %.4f\n", got.Crossings[0].X.Value)
	// Output:
	// at least 0.9457
}

// A smooth answer with bounds of two points is asked about a dozen times.
func TestSeekingIsQuick(t *testing.T) {
	for _, goal := range []float64{0.3, 0.8, 0.95} {
		got, err := study.Seek{From: 0, To: 1, Goal: goal, Answer: func(p float64) (cascade.Estimate, error) {
			y := math.Pow(p, 3)
			return cascade.Estimate{Value: y, Low: y - 0.02*math.Sqrt(y), High: y + 0.02*math.Sqrt(y)}, nil
		}}.Run(context.Background())
		if err != nil || len(got.Tried) > 14 {
			t.Errorf("%g: asked %d times: %v", goal, len(got.Tried), err)
		}
		x := got.Crossings[0].X
		if math.Abs(x.Value-math.Cbrt(goal)) > 2e-4 || x.Low > x.Value-0.003 || x.High < x.Value+0.003 {
			t.Errorf("%g: %+v", goal, x)
		}
	}
}
