package montecarlo

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"harkara/cascade"
	"harkara/cascade/cascadetest/effort"
	"harkara/model"
)

// trialsSeen is an accumulator of the trials themselves.
type trialsSeen struct {
	n, sum uint64
	each   func(trial uint64)
}

func (t *trialsSeen) Play(trial uint64) {
	t.n++
	t.sum += trial
	t.each(trial)
}

func (t *trialsSeen) State(c *Codec) {
	c.Uint(&t.n)
	c.Uint(&t.sum)
}

func (t *trialsSeen) Kind() (string, uint64) { return "seen", 1 }

// What was played when it is interrupted is the first so many trials, none of
// them half.
func TestPlayInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	seg := Segment{7, 1 << 40}
	all, played, err := Play(ctx, seg, Sampling{Workers: 2}, func() *trialsSeen {
		return &trialsSeen{each: func(trial uint64) {
			if trial == 107 {
				cancel()
			}
		}}
	})
	if err != nil || all.n != played || played < 101 || played == seg.Len() || all.sum != played*7+played*(played-1)/2 {
		t.Errorf("%d trials played, %d counted, %v", played, all.n, err)
	}
	if _, _, err := Play(ctx, seg, Sampling{}, func() *trialsSeen { return &trialsSeen{} }); !errors.Is(err, context.Canceled) {
		t.Errorf("after the end: %v", err)
	}
}

// Any cut of the trials into segments, each kept and read back, in any order,
// gives the answer of all of them, to the byte.
func TestSegmentsMerge(t *testing.T) {
	problems := effort.Of[uint64](3, 6, 10)
	for seed := range problems {
		g := rand.New(rand.NewPCG(seed, 21))
		p := peopled(t, seed)
		p.Question.Units = []model.Tick{p.Question.Horizon / 2}
		const trials = 60
		s := Solver{Trials: trials, Workers: 1}
		want := solve(t, s, p)
		cuts := []uint64{0, trials}
		for range g.IntN(6) {
			cuts = append(cuts, g.Uint64N(trials+1))
		}
		got := answerOfCuts(t, s, p, cuts, g)
		if diff := cmp.Diff(want, got, cmpopts.EquateNaNs()); diff != "" {
			t.Errorf("seed %d, cut at %v:\n%s", seed, cuts, diff)
		}
	}
}

// Partial sums of another kind, version or problem are refused, and so is a
// file that ends too early.
func TestCodecRefuses(t *testing.T) {
	a := &trialsSeen{n: 300, sum: 5}
	data, err := Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	b := &trialsSeen{}
	if err := Unmarshal(data, b); err != nil || b.n != 300 || b.sum != 5 {
		t.Errorf("read back as %+v, %v", b, err)
	}
	for name, err := range map[string]error{
		"kind":      unmarshal(data, "other", 1, b.State),
		"version":   unmarshal(data, "seen", 2, b.State),
		"short":     Unmarshal(data[:len(data)-1], b),
		"too short": Unmarshal(data[:2], b),
		"long":      Unmarshal(append(data, 0), b),
	} {
		if err == nil {
			t.Errorf("%s: nothing is said", name)
		}
	}
}

func answerOfCuts(t *testing.T, s Solver, p cascade.Problem, cuts []uint64, g *rand.Rand) *cascade.Result {
	t.Helper()
	fresh := func() Accumulator {
		a, err := s.Accumulator(p)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	slices.Sort(cuts)
	all := fresh()
	for _, i := range g.Perm(len(cuts) - 1) {
		a, b := fresh(), fresh()
		for trial := cuts[i]; trial < cuts[i+1]; trial++ {
			a.Play(trial)
		}
		data, err := Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		if err := Unmarshal(data, b); err != nil {
			t.Fatal(err)
		}
		Merge(all, b)
	}
	return Answer(all)
}
