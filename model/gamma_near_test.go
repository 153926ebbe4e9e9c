package model

import (
	"math"
	"testing"
)

// A guess, good or bad, changes no quantile but for its last bits.
func TestQuantileNear(t *testing.T) {
	for _, sd := range []float64{0.02, 0.3, 1, 4, 30} {
		d, err := NewGamma(2, sd)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range []float64{0, 1e-9, 1e-4, 0.03, 0.5, 0.77, 1 - 1e-6, 1} {
			want := d.Quantile(p)
			for _, by := range []float64{1e-9, 0.5, 1 - 1e-6, 1, 1 + 1e-4, 3, 1e6, 0, -1} {
				if got := QuantileNear(d, p, want*by); math.Abs(got-want) > 1e-12*want {
					t.Errorf("sd %v, p %v, from %v times it: %v, not %v", sd, p, by, got, want)
				}
			}
		}
	}
	if d, _ := NewExponential(2); QuantileNear(d, 0.5, 77) != d.Quantile(0.5) {
		t.Error("an exponential delay is not its own quantile")
	}
}
