package cascadetest

import (
	"testing"

	"harkara/cascade"
	"harkara/cascade/workload"
)

// IndiaTree is workload.Tree, shaped like India: 270,022 units.
func IndiaTree(tb testing.TB) cascade.Problem { return Tree(tb, workload.IndiaTiers...) }

// Tree is workload.Tree.
func Tree(tb testing.TB, sizes ...int) cascade.Problem {
	tb.Helper()
	p, err := workload.Tree(sizes...)
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

// RandomGraph is workload.Graph.
func RandomGraph(tb testing.TB, units, links int) cascade.Problem {
	tb.Helper()
	p, err := workload.Graph(units, links)
	if err != nil {
		tb.Fatal(err)
	}
	return p
}
