package montecarlo

import (
	"testing"

	"harkara/cascade"
	"harkara/model"
)

// A median of three days of a billion people in a million trials stays one: their
// milliseconds add up to more than 64 bits.
func TestHistogramOfBillions(t *testing.T) {
	const people, trials = 1_200_000_000, 1_000_000
	d := newDelays(8, people*trials/10, 4*model.Day)
	for range 10 {
		d.wait(3*model.Day, people*trials/10)
		d.pool()
	}
	want := cascade.Estimate{Value: 3 * 86_400, Low: 3 * 86_400, High: 3 * 86_400}
	got := d.delayOf(span{0, 4 * model.Day}, lateness{})
	if m := got.Mean; got.Median != want || m.Value != want.Value || m.High-m.Low > 1e-6 {
		t.Errorf("median %v s, mean %v s, want three days", got.Median, got.Mean)
	}
}
