package public

import (
	"math"
	"math/rand/v2"
	"testing"
)

// What is snapped has 40 significant bits, is the nearest such number, and half of the
// last bit goes away from 0.
func TestSnap(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for i := range 100_000 {
		x := math.Ldexp(1-2*random.Float64(), random.IntN(200)-100)
		if i%3 == 0 { // just half of the last bit
			f, e := math.Frexp(x)
			x = math.Ldexp(math.Trunc(f*(1<<40))+math.Copysign(0.5, f), e-40)
		}
		f, e := math.Frexp(x)
		if want := math.Ldexp(math.Round(f*(1<<40)), e-40); snap(x) != want {
			t.Fatalf("snap(%b) is %b, want %b", x, snap(x), want)
		}
	}
	for _, x := range []float64{0, math.Inf(1), math.Inf(-1), math.MaxFloat64 / 2, 1, -1} {
		if got := snap(x); math.Abs(got-x) > math.Abs(x)*1e-11 {
			t.Errorf("snap(%v) is %v", x, got)
		}
	}
	if x := snap(math.NaN()); x == x {
		t.Errorf("snap of no number is %v", x)
	}
}
