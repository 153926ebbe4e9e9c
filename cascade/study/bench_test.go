package study

import (
	"context"
	"testing"

	"harkara/cascade"
	"harkara/cascade/montecarlo"
	"harkara/cascade/trace"
	"harkara/model"
	"harkara/model/scenario"
	"harkara/scenarios"
)

// built is the problem of a scenario that ships.
func built(tb testing.TB, name string) cascade.Problem {
	tb.Helper()
	s, err := scenario.LoadFS(scenarios.FS, name+".yaml", scenario.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	return cascade.Problem{Network: s.Network, Messages: s.Messages[:1], Question: s.Question, Seed: s.Seed}
}

// BenchmarkWhy is 1,000 trials of the last unit.
func BenchmarkWhy(b *testing.B) {
	for _, name := range []string{"pakur", "india"} {
		b.Run(name, func(b *testing.B) {
			p := built(b, name)
			for b.Loop() {
				r, err := trace.Why{Unit: model.Unit(p.Network.Len() - 1)}.Run(context.Background(), p)
				if err != nil {
					b.Fatal(err)
				}
				if b.N == 1 {
					for _, row := range r.Rows {
						b.Logf("%5d %s", row.Count, row.Kind)
					}
				}
			}
		})
	}
}

// BenchmarkLeftBehind is 100 trials, and 1,000 of those for reasons.
func BenchmarkLeftBehind(b *testing.B) {
	for _, name := range []string{"pakur", "india"} {
		b.Run(name, func(b *testing.B) {
			p := built(b, name)
			for b.Loop() {
				if _, err := (FindLeftBehind{Most: 10, Sampling: montecarlo.Sampling{Trials: 100, Workers: 0}}).Run(context.Background(), p); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkCompare is 100 trials of a plan that changes nothing.
func BenchmarkCompare(b *testing.B) {
	for _, name := range []string{"pakur", "india"} {
		b.Run(name, func(b *testing.B) {
			p := built(b, name)
			for b.Loop() {
				if _, err := (Compare{montecarlo.Sampling{Trials: 100, Workers: 0}}).Run(context.Background(), p, p); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
