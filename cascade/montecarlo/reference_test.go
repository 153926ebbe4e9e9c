package montecarlo_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"

	"gonum.org/v1/gonum/stat"

	"harkara/cascade"
	"harkara/cascade/cascadetest"
	"harkara/cascade/cascadetest/effort"
	"harkara/cascade/cascadetest/reference"
	"harkara/cascade/montecarlo"
	"harkara/cascade/public"
	"harkara/model"
)

// far is how many standard errors are too many.
const far = 4.4

// The solver, with its people followed as cohorts and played one by one, and
// the reference implementation with random numbers of its own are samples of
// one law: means, spreads, times and goals agree in standard errors.
func TestReference(t *testing.T) {
	problems, trials := effort.Of[uint64](2, 6, 16), effort.Of(80, 150, 300)
	if s := os.Getenv("HARKARA_PROBLEMS"); s != "" {
		n, err := strconv.ParseUint(s, 10, 32)
		if err != nil {
			t.Fatalf("HARKARA_PROBLEMS is %q, not a number", s)
		}
		problems = n / 10 // each takes as long as ten plays of the engines' twin
	}
	for seed := range problems {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			f := cascadetest.Everything()
			f.Public, f.People, f.Circles, f.Round, f.Organisations = true, true, seed%3 == 0, seed%2 == 0, seed%5 == 0
			f.Circumstances = seed%4 == 1
			p := cascadetest.Problem(t, 5000+seed, f)
			for _, tier := range append(p.Network.Tiers(), model.PublicTier, model.HouseholdTier) {
				p.Question.Goals = append(p.Question.Goals, model.Goal{Tier: tier, Share: 0.3, By: p.Question.Horizon / 3, Chance: 0.5})
			}
			samples := playReference(p, trials)
			for _, mode := range []public.Mode{public.Cohorts, public.Individuals} {
				r, err := montecarlo.Solver{Trials: trials, Workers: 1, Public: mode}.Solve(context.Background(), p)
				if err != nil {
					t.Fatal(err)
				}
				for i, tier := range r.Tiers {
					samples[i].compare(t, fmt.Sprint(mode, ", ", tier.Name), tier, float64(trials))
				}
				for _, g := range r.Goals {
					i := slices.IndexFunc(r.Tiers, func(x cascade.Tier) bool { return x.Name == g.Tier })
					agree(t, fmt.Sprint(mode, ", goal of ", g.Tier), g.Probability.Value, samples[i].met(g.Share, g.By), float64(trials))
				}
			}
		})
	}
}

// sample is when each unit, or person, of a tier had it in each trial, ascending.
type sample [][]model.Tick

// playReference is the reference's sample of each tier, people and households.
func playReference(p cascade.Problem, trials int) []sample {
	tiers := len(p.Network.Tiers())
	out := make([]sample, tiers+2)
	for trial := range uint64(trials) {
		y := reference.Units(p, reference.NewSequential(p, trial))
		heard := reference.People(y, rand.New(rand.NewPCG(p.Seed+2000, trial)))
		for i := range tiers {
			in := p.Network.InTier(i)
			out[i] = append(out[i], slices.Sorted(slices.Values(y.Arrival[in.Lo:in.Hi])))
		}
		out[tiers] = append(out[tiers], slices.Sorted(slices.Values(heard.People)))
		out[tiers+1] = append(out[tiers+1], slices.Sorted(slices.Values(heard.Homes)))
	}
	return out
}

// shares are, for each trial, the share that has it by t.
func (s sample) shares(t model.Tick) []float64 {
	var out []float64
	for _, times := range s {
		n, _ := slices.BinarySearch(times, t+1)
		out = append(out, float64(n)/float64(len(times)))
	}
	return out
}

// met is the share of trials in which a share has it by t.
func (s sample) met(share float64, t model.Tick) float64 {
	n := 0.0
	for _, times := range s {
		if need := int(math.Ceil(share*float64(len(times)) - 1e-9)); need > 0 && times[need-1] <= t {
			n++
		}
	}
	return n / float64(len(s))
}

func (s sample) compare(t *testing.T, what string, tier cascade.Tier, n float64) {
	t.Helper()
	if len(s[0]) == 0 && tier.Units == 0 {
		return
	}
	if tier.Units != int64(len(s[0])) {
		t.Fatalf("%s: %d units, the reference has %d", what, tier.Units, len(s[0]))
	}
	for _, r := range tier.Reach {
		x := s.shares(r.At)
		mean, sd := stat.MeanStdDev(x, nil)
		// A chance that a sample of n did not see may be 3/n.
		if d := math.Abs(r.Mean.Value - mean); d > far*math.Hypot(sd, r.SD)/math.Sqrt(n)+3/n+5e-4 {
			t.Errorf("%s at %v: mean %.5f, the reference %.5f with sd %.5f", what, r.At.Duration(), r.Mean.Value, mean, sd)
		}
		if min(sd, r.SD) == 0 && max(sd, r.SD) < math.Sqrt(3/n) {
			continue // what one of two samples did not see
		}
		fourth := stat.MomentAbout(4, x, mean, nil)
		se := math.Sqrt(max(fourth-sd*sd*sd*sd, 0)*2/n) / max(2*sd, 1e-9) // of the difference of two sds
		if d := math.Abs(r.SD - sd); d > far*se+3/math.Sqrt(n)*0.05+1e-3 {
			t.Errorf("%s at %v: sd %.5f, the reference %.5f (standard error %.5f)", what, r.At.Duration(), r.SD, sd, se)
		}
	}
	for _, y := range tier.TimeTo {
		agree(t, fmt.Sprint(what, ", who get to ", y.Share), y.Met, s.met(y.Share, model.Never-1), n)
		if math.IsInf(y.Median.Value, 1) {
			continue
		}
		// The reference's share of trials on both sides of the median.
		slack := y.Median.Value/200 + 1
		before := s.met(y.Share, model.Tick((y.Median.Value-slack)*float64(model.Second)))
		after := s.met(y.Share, model.TicksOf(y.Median.Value+slack))
		if wide := far * math.Sqrt(0.5/n); before > 0.5+wide || after < 0.5-wide {
			t.Errorf("%s: half of the trials get to %v by %.0f s; of the reference's %.3f to %.3f", what, y.Share, y.Median.Value, before, after)
		}
	}
}

// agree compares two shares of n trials.
func agree(t *testing.T, what string, got, want, n float64) {
	t.Helper()
	both := (got + want) / 2
	if math.Abs(got-want) > far*math.Sqrt(2*both*(1-both)/n)+1/n {
		t.Errorf("%s: %.4f of the trials, the reference %.4f", what, got, want)
	}
}
