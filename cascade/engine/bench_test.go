package engine_test

import (
	"fmt"
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest"
	"harkara/cascade/workload"
)

// The layered engine beside the reference programs relay_tree.c and
// relay_tree_limit.c: the same tree of 270,022 units, one core.
func BenchmarkLayeredIndiaTree(b *testing.B) {
	p := cascadetest.IndiaTree(b)
	benchmark(b, "layered", p, p.Network.Len(), "ns/unit")
}

// The event engine on the same tree: what a queue costs where none is needed.
func BenchmarkEventIndiaTree(b *testing.B) {
	p := cascadetest.IndiaTree(b)
	benchmark(b, "event", p, p.Network.Len(), "ns/unit")
}

// The event engine beside the reference program first_passage.c, which counts
// the links of reached units.
func BenchmarkEventRandomGraph(b *testing.B) {
	for _, units := range []int{100_000, 1_000_000} {
		b.Run(fmt.Sprintf("units=%d", units), func(b *testing.B) {
			p := cascadetest.RandomGraph(b, units, 10)
			reached := 0.9403 // of a graph of ten links at chance 0.3
			benchmark(b, "event", p, int(reached*float64(len(p.Network.Links()))), "ns/link")
		})
	}
}

// The event engine where every link takes as long: independent cascades.
func BenchmarkEventRounds(b *testing.B) {
	p, err := workload.Rounds(10_000, 10)
	if err != nil {
		b.Fatal(err)
	}
	benchmark(b, "event", p, int(0.9403*float64(len(p.Network.Links()))), "ns/link")
}

// benchmark plays trial after trial and tells what one costs for each of size.
func benchmark(b *testing.B, name string, p cascade.Problem, size int, unit string) {
	e, err := open(name)(p)
	if err != nil {
		b.Fatal(err)
	}
	out := cascade.NewOutcome(p.Network.Len())
	e.Play(0, out)
	trial := uint64(0)
	for b.Loop() {
		trial++
		e.Play(trial, out)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(size), unit)
}
