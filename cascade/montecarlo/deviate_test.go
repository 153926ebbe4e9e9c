package montecarlo

import (
	"math"
	"testing"
)

// Deviates are those of tables of Student's t with one degree of freedom less than
// there are plays (Abramowitz and Stegun, Handbook of Mathematical Functions, table
// 26.10), and of the normal where there is no t.
func TestDeviate(t *testing.T) {
	for n, want := range map[int]float64{1: 1.960, 2: 12.706, 3: 4.303, 10: 2.262, 31: 2.042, 121: 1.980, 100_001: 1.960} {
		if got := Deviate(n); math.Abs(got-want) > 5e-4 {
			t.Errorf("%d plays: %v, want %v", n, got, want)
		}
	}
}
