package montecarlo

import "testing"

// The bounds of a median are the order statistics of the textbooks (Conover,
// Practical Nonparametric Statistics, 1999, section 3.2): of 100 the 40th and
// the 61st, of 1,000 the 469th and the 532nd.
func TestMedianRanks(t *testing.T) {
	for n, want := range map[int][2]float64{100: {40, 61}, 1000: {469, 532}, 10: {1, 10}} {
		if low, high := medianRanks(n); low != want[0] || high != want[1] {
			t.Errorf("of %d: %v and %v, want %v", n, low, high, want)
		}
	}
}
