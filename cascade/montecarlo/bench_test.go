package montecarlo_test

import (
	"context"
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest"
	"harkara/cascade/montecarlo"
)

// Everything of a run but reading and printing, beside the engine's own time
// (BenchmarkLayeredIndiaTree): one worker, 1,000 trials, the default report.
func BenchmarkSolveIndiaTree(b *testing.B) {
	p := cascadetest.IndiaTree(b)
	const trials = 1000
	solve(b, p, montecarlo.Solver{Trials: trials, Workers: 1})
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/trials/float64(p.Network.Len()), "ns/unit")
}

// 1,000 trials of Pakur, with its 900,422 people, on one core.
func BenchmarkSolvePakur(b *testing.B) { example(b, "pakur", 1000, 1) }

// 100 trials of India, with its 1.21 billion people, on one core.
func BenchmarkSolveIndia(b *testing.B) { example(b, "india", 100, 1) }

func example(b *testing.B, name string, trials, workers int) {
	solve(b, problem(b, name), montecarlo.Solver{Trials: trials, Workers: workers})
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N)/float64(trials), "ms/trial")
}

func solve(b *testing.B, p cascade.Problem, s montecarlo.Solver) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.Solve(context.Background(), p); err != nil {
			b.Fatal(err)
		}
	}
}
