package montecarlo

import (
	"math"
	"testing"

	"harkara/model"
)

// A median of three days of a billion people in a million trials stays one: their
// microseconds add up to more than 64 bits.
func TestHistogramOfBillions(t *testing.T) {
	const people, trials = 1_200_000_000, 1_000_000
	d := newDelays(8, people*trials/10, 4*model.Day)
	for range 10 {
		d.wait(3*model.Day, people*trials/10)
		d.pool()
	}
	const want = 3 * 86_400.0
	got := d.delayOf(span{0, 4 * model.Day}, lateness{})
	if m := got.Mean; math.Abs(got.Median.Value-want) > 1e-9 || m.Value != want || m.High-m.Low > 1e-6 {
		t.Errorf("median %v s, mean %v s, want three days", got.Median, got.Mean)
	}
}
