package public

import (
	"math"
	"testing"
)

// What is rounded away hides how e^−x is computed: it is the same but where the two lie
// on both sides of the middle between two numbers that are kept, and then the next.
func TestDecayIsExp(t *testing.T) {
	unlike, all := 0, 0
	for _, step := range []float64{1e-6, 1.7e-4, 0.00311, 0.25, 0.71} {
		for k := range 2000 {
			x := float64(k) * step
			want, got := snap(math.Exp(-x)), decay(x)
			if math.Abs(got-want) > 0x1p-39*want {
				t.Fatalf("e^−%v is %v, not %v", x, got, want)
			}
			if all++; got != want {
				unlike++
			}
		}
	}
	if unlike*100 > all {
		t.Errorf("%d of %d are not what math.Exp rounds to", unlike, all)
	}
	for x, want := range map[float64]float64{0: 1, math.Inf(1): 0, 800: 0, -1: snap(math.E)} {
		if got := decay(x); got != want {
			t.Errorf("e^−%v is %v, not %v", x, got, want)
		}
	}
}
