package laws

import (
	"math"
	"testing"
)

// The chain of calls by hand: of two, the second is called unless it heard
// elsewhere during the first call; and of twenty, as computed elsewhere.
func TestCallsMade(t *testing.T) {
	_, calls := callsMade(2, 6, 60, 30)
	if want := math.Exp(-0.1); math.Abs(calls[2]-want) > 1e-12 || math.Abs(calls[1]-(1-want)) > 1e-12 {
		t.Errorf("of two: %v", calls)
	}
	_, calls = callsMade(20, 6, 60, 30)
	mean, few := 0.0, 0.0
	for j, p := range calls {
		mean += p * float64(j)
		if j <= 10 {
			few += p
		}
	}
	if math.Abs(mean-11.212327) > 1e-6 || math.Abs(few-0.318486) > 1e-6 {
		t.Errorf("of twenty: %.6f calls, at most ten with chance %.6f", mean, few)
	}
}
