package cascadetest

import (
	"testing"

	"harkara/cascade"
	"harkara/cascade/yardstick"
)

// IndiaTree is yardstick.Tree, shaped like India: 270,022 units.
func IndiaTree(tb testing.TB) cascade.Problem { return Tree(tb, yardstick.IndiaTiers...) }

// Tree is yardstick.Tree.
func Tree(tb testing.TB, sizes ...int) cascade.Problem {
	tb.Helper()
	p, err := yardstick.Tree(sizes...)
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

// RandomGraph is yardstick.Graph.
func RandomGraph(tb testing.TB, units, links int) cascade.Problem {
	tb.Helper()
	p, err := yardstick.Graph(units, links)
	if err != nil {
		tb.Fatal(err)
	}
	return p
}
