package montecarlo_test

import (
	"context"
	"fmt"
	"math"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"harkara/cascade"
	"harkara/cascade/cascadetest/effort"
	"harkara/cascade/montecarlo"
	"harkara/cascade/random"
	"harkara/model/scenario"
	"harkara/scenarios"
)

// star is one office that tells ten, with one coin for each, of a chance that is not
// known.
const star = `name: star
network: {tiers: [a, b], fan_out: {a: 1, b: 10}}
channels: {phone: {delivers: %s}}
relays: {a: {over: [phone]}}
questions: {horizon: 1h, at: [1h], goals: [{tier: b, share: 0.8, by: 1h}]}
`

func starAt(t *testing.T, delivers string, seed uint64) cascade.Problem {
	t.Helper()
	s, err := scenario.Parse("star.yaml", []byte(fmt.Sprintf(star, delivers)), nil, scenario.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return cascade.Problem{Network: s.Network, Messages: s.Messages, Question: s.Question, Seed: seed}
}

func starRanges(t *testing.T, points, workers int, seed uint64) montecarlo.Ranges {
	key := random.NewKey(seed).Fold(7)
	return montecarlo.Ranges{
		Solver: montecarlo.Solver{Workers: workers}, Points: points, Plays: 4, Names: []string{"delivers"},
		Problem: func(k int) (cascade.Problem, []float64, error) {
			u := random.Uniform(key.At(uint64(k)))
			return starAt(t, fmt.Sprint(0.6+0.3*u), seed), []float64{u}, nil
		},
	}
}

// One office tells ten, each with a chance that is uniform from .6 to .9: the share is
// .75 on average, its variance .0075 of what is not known and .018 of luck, and the
// chance of eight or more is .536008, where it is .525593 at the guess. Bounds of all
// hold the truth in about 95 % of seeds.
func TestSpreadOfRanges(t *testing.T) {
	effort.NotShort(t, "counts coverage")
	seeds := effort.Of(0, 20, 120)
	if n, err := strconv.Atoi(os.Getenv("HARKARA_SEEDS")); err == nil {
		seeds = n
	}
	held := map[string]int{}
	unknown, squares := 0.0, 0.0
	for seed := range seeds {
		r, err := starRanges(t, 256, 2, uint64(seed)).Solve(context.Background(), starAt(t, "0.75", uint64(seed)))
		if err != nil {
			t.Fatal(err)
		}
		x := r.Tiers[1].Reach[0]
		for name, c := range map[string]struct {
			e    cascade.Estimate
			want float64
		}{
			"mean": {x.Mean, 0.75}, "luck": {x.Parts.Luck, 0.018}, "unknown": {x.Parts.Unknown, 0.0075}, "goal": {r.Goals[0].Probability, 0.536008},
		} {
			if c.e.Low <= c.want && c.want <= c.e.High {
				held[name]++
			}
		}
		unknown += x.Parts.Unknown.Value
		squares += x.Parts.Unknown.Value * x.Parts.Unknown.Value
		if x.Matters[0] < 0.3 || r.Points != 256 || r.Trials != 1024 {
			t.Errorf("seed %d: matters %v, %d points, %d trials", seed, x.Matters, r.Points, r.Trials)
		}
	}
	n := float64(seeds)
	mean := unknown / n
	if se := math.Sqrt((squares/n - mean*mean) / n); math.Abs(mean-0.0075) > 4.4*se {
		t.Errorf("what is not known: %.6f ± %.6f, want .0075", mean, se)
	}
	t.Logf("of %d seeds hold: %v", seeds, held)
	wide := effort.Of(0.0, 3.5, 2)
	for name, k := range held {
		share := float64(k) / n
		if se := math.Sqrt(0.95 * 0.05 / n); share < 0.93-wide*se || share > 0.985+wide*se {
			t.Errorf("bounds of %s hold in %.1f %%", name, share*100)
		}
	}
}

// Also of one unit: its coin varies by .18 on average, what is not known by .0075 more.
func TestSpreadOfRangesOfOneUnit(t *testing.T) {
	one := func(delivers string) cascade.Problem {
		s, err := scenario.Parse("star.yaml", []byte(strings.Replace(fmt.Sprintf(star, delivers), "b: 10", "b: 1", 1)), nil, scenario.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return cascade.Problem{Network: s.Network, Messages: s.Messages, Question: s.Question, Seed: 5}
	}
	ranges := starRanges(t, 400, 2, 5)
	ranges.Problem = func(k int) (cascade.Problem, []float64, error) {
		u := random.Uniform(random.NewKey(5).At(uint64(k)))
		return one(fmt.Sprint(0.6 + 0.3*u)), []float64{u}, nil
	}
	r, err := ranges.Solve(t.Context(), one("0.75"))
	if err != nil {
		t.Fatal(err)
	}
	x := r.Tiers[1].Reach[0]
	if math.Abs(x.Mean.Value-0.75) > 4.4*math.Sqrt((0.0075+0.18/4)/400) || math.Abs(x.Parts.Luck.Value-0.18) > 4.4*0.008 {
		t.Errorf("mean %v, luck %v", x.Mean, x.Parts.Luck)
	}
}

// The answer has the same bytes for any number of workers, and partial sums of points
// can be kept.
func TestRangesAreTheSameForAnyWorkers(t *testing.T) {
	var first string
	for _, workers := range []int{1, 2, 7} {
		r, err := starRanges(t, 40, workers, 3).Solve(context.Background(), starAt(t, "0.75", 3))
		if err != nil {
			t.Fatal(err)
		}
		split := *r.Tiers[1].Reach[0].Parts
		r.Tiers[1].Reach[0].Parts = nil
		text := fmt.Sprintf("%+v %+v", r.Tiers[1], split)
		if first == "" {
			first = text
		}
		if text != first {
			t.Errorf("%d workers:\n%s\nwant\n%s", workers, text, first)
		}
	}
}

// Values that decide nothing are no part of the spread, and a problem that cannot be
// made is the error of the first point that has it.
func TestRangesOfNothing(t *testing.T) {
	s := starRanges(t, 200, 2, 1)
	s.Problem = func(int) (cascade.Problem, []float64, error) { return starAt(t, "0.75", 1), []float64{0.5}, nil }
	r, err := s.Solve(context.Background(), starAt(t, "0.75", 1))
	if err != nil {
		t.Fatal(err)
	}
	if p := r.Tiers[1].Reach[0].Parts; p.Unknown.Low > 0 || p.Unknown.High < 0 || math.Abs(p.Luck.Value-0.01875) > 0.003 {
		t.Errorf("nothing unknown: %+v", p)
	}
	s.Problem = func(k int) (cascade.Problem, []float64, error) {
		if k >= 50 {
			return cascade.Problem{}, nil, fmt.Errorf("point %d", k)
		}
		return starAt(t, "0.75", 1), []float64{0.5}, nil
	}
	if _, err := s.Solve(context.Background(), starAt(t, "0.75", 1)); err == nil || err.Error() != "point 50" {
		t.Errorf("error %v, want that of point 50", err)
	}
}

// What is kept is of points that were played: many that are asked for take nothing.
func TestPointsThatAreNotPlayedTakeNoMemory(t *testing.T) {
	s := starRanges(t, 50_000_000, 1, 1)
	ctx, cancel := context.WithCancel(t.Context())
	s.Progress = func(done, _ int) {
		if done > 100 {
			cancel()
		}
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	r, err := s.Solve(ctx, starAt(t, "0.75", 1))
	runtime.ReadMemStats(&after)
	if err != nil || !r.Partial || r.Points < 25 || r.Points > 100_000 {
		t.Fatalf("%v: %+v", err, r)
	}
	if taken := after.TotalAlloc - before.TotalAlloc; taken > 1<<30 {
		t.Errorf("%d points take %d bytes", r.Points, taken)
	}
}

// What is known by receipts is as much a sample of points as what it is known of: of a
// hundred who hear with a chance from .6 to .9, and whose receipts all arrive, its bounds
// hold the mean, .75, in 95 of 100 seeds. As if plays of a point were not alike they would
// in 71.
func TestKnownOverRanges(t *testing.T) {
	effort.NotShort(t, "counts coverage")
	const receipts = `name: star
network: {tiers: [a, b], fan_out: {a: 1, b: 100}}
channels: {phone: {delivers: %s}, back: {}}
relays: {a: {over: [phone]}}
up: {b: {over: [back]}}
answers: {read: {kind: receipt, from: b, to: a}}
questions: {horizon: 1h, at: [1h]}
`
	at := func(delivers string, seed uint64) cascade.Problem {
		s, err := scenario.Parse("star.yaml", fmt.Appendf(nil, receipts, delivers), nil, scenario.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return cascade.Problem{Network: s.Network, Messages: s.Messages, Answers: s.Answers, Question: s.Question, Seed: seed}
	}
	seeds := effort.Of(0.0, 20, 60)
	held := 0.0
	for seed := range uint64(seeds) {
		key := random.NewKey(seed).Fold(7)
		r, err := montecarlo.Ranges{
			Points: 32, Plays: 4, Names: []string{"delivers"},
			Problem: func(k int) (cascade.Problem, []float64, error) {
				u := random.Uniform(key.At(uint64(k)))
				return at(fmt.Sprint(0.6+0.3*u), seed), []float64{u}, nil
			},
		}.Solve(t.Context(), at("0.75", seed))
		if err != nil {
			t.Fatal(err)
		}
		if x := r.Answers[0].Known[0].Reach[0].Mean; x.Low <= 0.75 && 0.75 <= x.High {
			held++
		}
	}
	if held < 0.95*seeds-3.5*math.Sqrt(seeds*0.95*0.05) {
		t.Errorf("bounds hold the mean in %v of %v seeds", held, seeds)
	}
}

// Where a range is one value, plays over it are those without it: every number of an
// answer is the same, but for bounds.
func TestRangesOfOneValue(t *testing.T) {
	names := []string{"duty-roster", "before-and-after", "feedback", "two-messages"}
	for _, name := range names[:effort.Of(1, 2, len(names))] {
		s, err := scenario.LoadFS(scenarios.FS, name+".yaml", scenario.Options{})
		if err != nil {
			t.Fatal(err)
		}
		p := cascade.Problem{Network: s.Network, Circumstances: s.Circumstances, Messages: s.Messages, Answers: s.Answers, Question: s.Question, Seed: s.Seed}
		if p.Question.Ways, p.Question.Starts = true, true; name != "before-and-after" {
			p.Question.Follow = true
		} else {
			p.Messages = p.Messages[:1]
		}
		plain, err := montecarlo.Solver{Trials: 4}.Solve(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		over, err := montecarlo.Ranges{
			Points: 2, Plays: 2, Names: []string{"none"},
			Problem: func(int) (cascade.Problem, []float64, error) { return p, []float64{0.5}, nil },
		}.Solve(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		bounds := cmp.Transformer("value", func(e cascade.Estimate) float64 { return e.Value })
		for what, pair := range map[string][2]any{
			"tiers": {plain.Tiers, over.Tiers}, "answers": {plain.Answers, over.Answers}, "release": {plain.Release, over.Release}, "loads": {plain.Loads, over.Loads},
			"right": {plain.Right, over.Right}, "hands": {plain.HandOvers, over.HandOvers}, "circumstances": {plain.Circumstances, over.Circumstances},
			"starts": {plain.Starts, over.Starts}, "first by": {plain.FirstBy, over.FirstBy},
		} {
			if diff := cmp.Diff(pair[0], pair[1], bounds, cmpopts.EquateNaNs(), cmpopts.IgnoreFields(cascade.Reach{}, "Parts", "Matters")); diff != "" {
				t.Errorf("%s, %s (-without +over a range):\n%s", name, what, diff)
			}
		}
	}
}
