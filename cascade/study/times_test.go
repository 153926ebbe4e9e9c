package study

import (
	"math"
	"testing"

	"harkara/model"
)

// Pairs in which one side never gets there count as infinitely sooner or later,
// and pairs in which neither does as equal; the median and its bounds are those of
// all in order: of ten, the fifth, and by the binomial the first and the tenth.
func TestTimeDifferences(t *testing.T) {
	const s = model.Second
	c := newTimeCounts()
	for _, p := range [][2]model.Tick{
		{model.Never, 5 * s}, {9 * s, 1 * s}, {7 * s, 5 * s}, {4 * s, 3 * s}, {6 * s, 6 * s},
		{model.Never, model.Never}, {1 * s, 2 * s}, {1 * s, 4 * s}, {2 * s, 9 * s}, {3 * s, model.Never},
	} {
		c.add(p[0], p[1])
	}
	d := c.difference("tier", 0.5, 10)
	if d.Earlier != 4 || d.Later != 4 || d.Equal != 2 || d.Difference.Value != 0 {
		t.Errorf("%+v", d)
	}
	if !math.IsInf(d.Difference.Low, -1) && d.Difference.Low != -8 || !math.IsInf(d.Difference.High, 1) {
		t.Errorf("bounds %v", d.Difference)
	}
	c.add(model.Never, 1)
	c.add(8*s, s)
	if d := c.difference("tier", 0.5, 12); d.Difference.Value != -1 {
		t.Errorf("the sixth of twelve is %v", d.Difference.Value)
	}
}
