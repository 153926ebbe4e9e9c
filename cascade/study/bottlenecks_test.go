package study_test

import (
	"context"
	"math"
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest/effort"
	"harkara/cascade/exact"
	"harkara/cascade/montecarlo"
	"harkara/cascade/study"
	"harkara/model"
	"harkara/model/scenario"
	"harkara/scenarios"
)

func builtin(t *testing.T, name string, set ...string) cascade.Problem {
	t.Helper()
	s, err := scenario.LoadFS(scenarios.FS, name+".yaml", scenario.Options{Set: set})
	if err != nil {
		t.Fatal(err)
	}
	return cascade.Problem{Network: s.Network, Messages: s.Messages[:1], Question: s.Question, Seed: s.Seed}
}

// Played and computed, bottlenecks agree: hops by hop and unit by unit.
func TestBottlenecksAgree(t *testing.T) {
	effort.NotShort(t, "computes and plays a district")
	t.Parallel()
	p := builtin(t, "pakur", "relays.block.over=whatsapp", "relays.district.over=whatsapp", "public.hears.neighbours.talk.rate=0/d")
	const at = 24 * model.Hour
	want, err := exact.Solver{Precision: 0.005}.Bottlenecks(context.Background(), p, at, 0)
	if err != nil {
		t.Fatal(err)
	}
	got, err := study.FindBottlenecks{At: at, Most: 8, Sampling: montecarlo.Sampling{Trials: 600, Workers: 2}}.Run(context.Background(), p)
	if err != nil {
		t.Fatal(err)
	}
	near := func(what string, a, b cascade.Estimate) {
		t.Helper()
		if wide := (a.High - a.Low) / 2 * 4.4 / 1.96; a.Value+wide < b.Low || a.Value-wide > b.High {
			t.Errorf("%s: played %v, computed %v", what, a, b)
		}
	}
	near("missed", got.Missed, want.Missed)
	sum := 0.0
	for i, h := range want.Hops {
		if g := got.Hops[i]; g.From != h.From || g.To != h.To {
			t.Fatalf("hop %d is %s to %s, computed %s to %s", i, g.From, g.To, h.From, h.To)
		} else {
			near(h.From+" to "+h.To, g.Stopped, h.Stopped)
			sum += g.Stopped.Value
			if !math.IsNaN(g.Delay) && math.Abs(g.Delay/h.Delay-1) > 0.15 {
				t.Errorf("%s to %s takes %v s, computed %v", h.From, h.To, g.Delay, h.Delay)
			}
		}
	}
	if math.Abs(sum-got.Missed.Value) > 1e-6 {
		t.Errorf("hops lose %v, missed are %v", sum, got.Missed.Value)
	}
	worth := map[model.Unit]cascade.Worth{}
	for _, w := range want.Units {
		worth[w.Unit] = w
	}
	if len(got.Units) != 8 {
		t.Errorf("%d units, want 8", len(got.Units))
	}
	for _, g := range got.Units {
		w := worth[g.Unit]
		near(p.Network.Name(g.Unit)+" silent", g.Lost, w.Lost)
		near(p.Network.Name(g.Unit)+" perfect", g.Gained, w.Gained)
	}
}

// With calls nothing is exact, and still every loss has its place.
func TestBottlenecksOfCalls(t *testing.T) {
	effort.NotShort(t, "plays a district with every unit better")
	t.Parallel()
	p := builtin(t, "pakur")
	trials := effort.Of(0, 10, 30)
	var first *cascade.Bottlenecks
	for _, workers := range []int{1, 3} {
		b, err := study.FindBottlenecks{At: 24 * model.Hour, Most: 3, Sampling: montecarlo.Sampling{Trials: trials, Workers: workers}}.Run(context.Background(), p)
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = b
			continue
		}
		if b.Missed != first.Missed || len(b.Units) != 3 || b.Units[0] != first.Units[0] || b.Hops[1] != first.Hops[1] {
			t.Errorf("three workers tell %+v, one %+v", b, first)
		}
	}
}
