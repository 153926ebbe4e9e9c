package montecarlo

import (
	"testing"

	"harkara/model"
)

// A median of three days of a billion people in a million trials stays one: their
// milliseconds add up to more than 64 bits.
func TestHistogramOfBillions(t *testing.T) {
	l := lineCounts{delay: Histogram{fine: 8}}
	const people, trials = 1_200_000_000, 1_000_000
	for range 10 {
		l.pool(3*model.Day, people*trials/10)
	}
	if d := l.delayOf(); d.Median != 3*86_400 || d.Mean != 3*86_400 {
		t.Errorf("median %v s, mean %v s, want three days", d.Median, d.Mean)
	}
}
