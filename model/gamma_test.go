package model_test

import (
	"fmt"
	"math"
	"testing"

	"harkara/model"
)

// shaped is a gamma wait of the given shape and scale 1.
func shaped(shape float64) model.Delay { return must(model.NewGamma(shape, math.Sqrt(shape))) }

// Close to 0 the share is x^a/Γ(a+1), however small the shape a.
func TestGammaNearZero(t *testing.T) {
	for _, a := range []float64{0.02, 0.04, 0.3, 1, 2.5, 30} {
		for _, p := range []float64{1e-300, 1e-100, 1e-20} {
			lg, _ := math.Lgamma(a + 1)
			want := math.Exp((math.Log(p) + lg) / a)
			if want > 1e-8*a {
				continue // x is not so close to 0
			}
			if got := shaped(a).Quantile(p); math.Abs(got-want) > 1e-7*want {
				t.Errorf("shape %v: Quantile(%v) = %v, want %v", a, p, got, want)
			}
		}
	}
	if got, want := shaped(0.04).Quantile(0.125), math.Pow(0.125*math.Gamma(1.04), 25); math.Abs(got-want) > 1e-9*want {
		t.Errorf("shape 0.04: Quantile(0.125) = %v, want %v", got, want)
	}
}

// Whole shapes are sums of memoryless waits: 1 − F = e^−x Σ x^k/k! (Erlang).
func TestGammaIsErlang(t *testing.T) {
	for _, shape := range []int{1, 2, 5, 20} {
		for _, p := range []float64{1e-10, 0.001, 0.1, 0.5, 0.9, 0.999, 1 - 1e-10} {
			x := shaped(float64(shape)).Quantile(p)
			below, above, term := 0.0, 0.0, math.Exp(-x)
			for k := range shape {
				above += term
				term *= x / float64(k+1)
			}
			for k := shape; k < shape+400; k++ { // the smaller tail, summed by itself
				below += term
				term *= x / float64(k+1)
			}
			if math.Abs(below-p) > 1e-11*p || math.Abs(above-(1-p)) > 1e-6*(1-p) {
				t.Errorf("shape %d: %v are at most Quantile(%v) = %v, and %v more", shape, below, p, x, above)
			}
		}
	}
}

// From the smallest shape to the largest, quantiles are numbers that ascend.
func TestGammaOfAnyShape(t *testing.T) {
	for _, shape := range []float64{1e-30, 1e-12, 1e-6, 1e-3, 0.01, 0.1, 0.5, 0.99, 1, 1.01, 3, 100, 1e4, 1e6, 9.9e7} {
		d, before := shaped(shape), 0.0
		for k := -1000; k <= 980; k++ {
			p := 1 / (1 + math.Exp(-float64(k)/27)) // from 1e-16 to 1 − 2e-16
			x := d.Quantile(p)
			if !(x >= before && !math.IsInf(x, 0)) {
				t.Fatalf("shape %v: Quantile(%v) = %v after %v", shape, p, x, before)
			}
			before = x
		}
	}
}

// Where the formula changes with the shape, the waits hardly do.
func TestGammaOfLargeShape(t *testing.T) {
	below, above := must(model.NewGamma(1, 1/math.Sqrt(0.99999e5))), must(model.NewGamma(1, 1/math.Sqrt(1.00001e5)))
	for _, z := range []float64{-4, -2, -1, 0, 1, 2, 4} {
		x := 1 + z/math.Sqrt(1e5)
		if f, g := below.CDF(x), above.CDF(x); math.Abs(f-g) > 1e-5*math.Abs(z)+6e-8 {
			t.Errorf("shares of %v and %v are at most %v", f, g, x)
		}
	}
	if f, g := below.CDF(1), above.CDF(1); math.Abs(f-g) > 6e-8 {
		t.Errorf("shares of %v and %v are at most the mean", f, g)
	}
}

func BenchmarkGammaQuantile(b *testing.B) {
	for _, shape := range []float64{0.04, 4, 1e4} {
		d := shaped(shape)
		b.Run(fmt.Sprint("shape=", shape), func(b *testing.B) {
			p := 0.0
			for b.Loop() {
				p = math.Mod(p+0.6180339887, 1)
				d.Quantile(p)
			}
		})
	}
}
