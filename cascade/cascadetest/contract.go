package cascadetest

import (
	"slices"
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest/effort"
	"harkara/model"
)

// Engine holds an engine to the contract of cascade.Engine and cascade.Tracer,
// on random problems with some of the features.
func Engine(t *testing.T, f Features, open func(cascade.Problem) (cascade.Tracer, error)) {
	t.Helper()
	problems := effort.Of[uint64](8, 20, 40)
	for seed := range problems {
		p := Problem(t, seed, f)
		e, err := open(p)
		if err != nil {
			t.Fatalf("problem %d: %v", seed, err)
		}
		fork := e.Fork()
		out, again := cascade.NewOutcome(p.Network.Len()), cascade.NewOutcome(p.Network.Len())
		for trial := range uint64(5) {
			e.Play(trial, out)
			fork.Play(trial+17, again)
			fork.Play(trial, again)
			if !slices.Equal(out.Arrival, again.Arrival) || !slices.Equal(out.Start, again.Start) {
				t.Fatalf("problem %d, trial %d: a fork plays it otherwise", seed, trial)
			}
			steps := e.Trace(trial, again)
			if !slices.Equal(out.Arrival, again.Arrival) {
				t.Fatalf("problem %d, trial %d: traced, it goes otherwise", seed, trial)
			}
			outcome(t, p, out)
			story(t, p, out, steps)
		}
	}
}

// outcome checks what is true of every outcome.
func outcome(t *testing.T, p cascade.Problem, out *cascade.Outcome) {
	t.Helper()
	for u, a := range out.Arrival {
		origin := slices.Contains(p.Message().From, model.Unit(u))
		switch {
		case a < model.Never && a > p.Question.Horizon:
			t.Fatalf("unit %d has it at %d, after the horizon", u, a)
		case a < p.Message().At:
			t.Fatalf("unit %d has it at %d, before it was sent", u, a)
		case origin && a != p.Message().At:
			t.Fatalf("origin %d has it at %d, not %d", u, a, p.Message().At)
		}
		if s := out.Start[u]; s < model.Never && (s < a || s > p.Message().Expires) {
			t.Fatalf("unit %d: arrival %d, start %d, expiry %d", u, a, s, p.Message().Expires)
		}
	}
}

// story checks that a trace tells how each unit got it, and nothing that
// did not happen.
func story(t *testing.T, p cascade.Problem, out *cascade.Outcome, steps []cascade.Step) {
	t.Helper()
	told := map[model.Unit]model.Tick{}
	last := model.Tick(0)
	for _, s := range steps {
		if s.At < last {
			t.Fatalf("the story goes back from %d to %d", last, s.At)
		}
		last = s.At
		if s.First {
			told[s.Unit] = s.At
		}
		if s.Kind == cascade.Delivered && s.At < out.Arrival[s.Unit] && s.At <= p.Question.Horizon {
			t.Fatalf("unit %d was told at %d but has it at %d", s.Unit, s.At, out.Arrival[s.Unit])
		}
		if s.Kind == cascade.Delivered && out.Arrival[s.By] > s.At {
			t.Fatalf("unit %d was told by %d, who did not have it", s.Unit, s.By)
		}
	}
	for u, a := range out.Arrival {
		if at, ok := told[model.Unit(u)]; ok != (a < model.Never) || ok && at != a {
			t.Fatalf("unit %d has it at %d, but the story says %d (%v)", u, a, at, ok)
		}
	}
}
