package laws

import (
	"math"
	"testing"
)

// The epidemic with removal, from one who tells: mean final shares by the jump chain,
// and among many, where it takes off, the root of z = 1 − e^−1.8z.
func TestRemoval(t *testing.T) {
	for _, x := range []struct {
		removal
		want float64
	}{{removal{20, 2.5}, 0.514173}, {removal{50, 1.8}, 0.318285}} {
		if mean, _ := meanOf(x.end()); math.Abs(mean/float64(x.n)-x.want) > 1e-6 {
			t.Errorf("%d people, %v: a share of %.6f, want %.6f", x.n, x.b, mean/float64(x.n), x.want)
		}
	}
	end := removal{3000, 1.8}.end()
	sum := 0.0
	for k, p := range end[900:] {
		sum += p * float64(900+k) / 3000
	}
	if got := sum / tail(end, 900); math.Abs(got-0.732430) > 2e-3 {
		t.Errorf("where it takes off, a share of %.5f, want 0.73243", got)
	}
	// Long after, the forward equations are where the jumps end.
	late, _ := meanOf(removal{8, 2}.at(40))
	last, _ := meanOf(removal{8, 2}.end())
	if math.Abs(late-last) > 1e-6 {
		t.Errorf("after 40 h %.7f of 8 know, want %.7f", late, last)
	}
}
