package report

import (
	"slices"
	"testing"

	"harkara/cascade"
)

// Of the ranges that explain most of what is not known those are named that so few points
// do not tell apart: fewer, the more points there are; ranges that move together once; and
// none where chance may make the largest.
func TestFindOutFirst(t *testing.T) {
	names := []string{"a", "b", "c", "d", "e"}
	for _, x := range []struct {
		points  int
		matters []float64
		want    []string
	}{
		{100, []float64{0.09, 0.36, 0.36, 0.25, 0.20}, []string{"b", "d", "e"}}, // b and c move together
		{100, []float64{0.01, 0.36, 0.02, 0.09, 0.09}, []string{"b"}},           // .6 and .3 are apart: .277
		{100, []float64{0.12, 0.36, 0.02, 0.01, 0.11}, []string{"b", "a", "e"}},
		{10000, []float64{0.12, 0.36, 0.35, 0.01, 0.11}, []string{"b", "c"}},
		{20, []float64{0.12, 0.36, 0.02, 0.01, 0.11}, nil},
		{100, []float64{0.05, 0.06, 0.02, 0.01, 0.03}, nil},
		{100, nil, nil},
	} {
		got := findOutFirst(&cascade.Result{Points: x.points, Ranges: names}, &cascade.Reach{Matters: x.matters})
		if !slices.Equal(got, x.want) {
			t.Errorf("%d points, %v: %v, want %v", x.points, x.matters, got, x.want)
		}
	}
}
