package public

import (
	"fmt"
	"math"
	"testing"

	"harkara/cascade/cascadetest/effort"
)

// sumLaw is the law of how many of independent coins with these chances fall:
// the twin of a drawn count, by convolution.
func sumLaw(chances []float64) []float64 {
	law := []float64{1}
	for _, p := range chances {
		next := make([]float64, len(law)+1)
		for k, q := range law {
			next[k] += q * (1 - p)
			next[k+1] += q * p
		}
		law = next
	}
	return law
}

// coins are n chances: the first a of them p, the others q.
func coins(n, a int, p, q float64) []float64 {
	all := make([]float64, n)
	for i := range all {
		all[i] = q
		if i < a {
			all[i] = p
		}
	}
	return all
}

// drawnLaw is the law of a count drawn with evenly spread random.
func drawnLaw(m moments, total int) []float64 {
	const steps = 20000
	law := make([]float64, total+1)
	for i := range steps {
		law[m.draw((float64(i)+0.5)/steps, int64(total))] += 1.0 / steps
	}
	return law
}

// farthest is the largest difference between two laws' distribution functions.
func farthest(a, b []float64) float64 {
	far, sum := 0.0, 0.0
	for k := range a {
		sum += a[k] - b[k]
		far = max(far, math.Abs(sum))
	}
	return far
}

func momentsOf(chances []float64) (m moments) {
	for _, p := range chances {
		m.mean += p
		m.vari += p * (1 - p)
	}
	return m
}

// Counts of coins that are not alike, as of homes of two sizes, are on the
// lattice of whole numbers without a shift.
func TestDrawsOfUnlikeCoins(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		n, a int
		p, q float64
		tol  float64
	}{
		{15, 5, 0.75, 0.5, 0.002},         // 20 people in 15 homes, of whom each has it with chance 1/2
		{25, 15, 0.4375, 0.578125, 0.002}, // 60 people in 25 homes, with chance 1/4
		{25, 10, 0.99, 0.9, 0.01},
		{25, 10, 0.01, 0.1, 0.01},
		{2, 1, 0.763804, 0.514, 0.01}, // 3 people in 2 homes
		{200, 100, 0.9, 0.3, 0.004},
		{30, 15, 1, 0.2, 0.01}, // some are sure to
		{40, 40, 0.3, 0, 1e-4}, // alike: exactly binomial
		{40, 40, 0.8, 0, 1e-4},
	} {
		t.Run(fmt.Sprint(c.n, c.a, c.p, c.q), func(t *testing.T) {
			chances := coins(c.n, c.a, c.p, c.q)
			got := drawnLaw(momentsOf(chances), c.n)
			if far := farthest(got, sumLaw(chances)); far > c.tol {
				t.Errorf("distribution functions differ by %.4f, more than %.4f", far, c.tol)
			}
		})
	}
}

// A drawn count has the mean that was asked for whether it varies less or more
// than coins do, and near either end of its range.
func TestDrawsKeepTheMean(t *testing.T) {
	t.Parallel()
	for _, total := range []int{20, 1000, 100_000} {
		n := float64(total)
		for _, mean := range []float64{0.3, 2.6, n / 3, n / 2, n - 7.4, n - 0.2} {
			few := min(mean, n-mean)
			for _, times := range []float64{0.02, 0.3, 0.9, 1, 1.5} {
				part := mean - math.Floor(mean)
				vari := max(times*mean*(1-mean/n), part*(1-part))
				if vari >= manyCounts || few-2*math.Sqrt(vari) < 0 && times > 1 && few > n/4 {
					continue
				}
				got := 0.0
				for k, q := range drawnLaw(moments{mean, vari}, total) {
					got += q * float64(k)
				}
				tol := 0.03*min(few, 1) + 0.01*math.Sqrt(vari)
				if times < 0.1 {
					tol = 0.08 // hardly any chance: between whole numbers there is little room
				}
				if math.Abs(got-mean) > tol {
					t.Errorf("%g of %d with variance %g: mean of draws %g", mean, total, vari, got)
				}
			}
		}
	}
}

// Where the normal takes over from the sum of terms, the two agree.
func TestManyCounts(t *testing.T) {
	t.Parallel()
	chances := []float64{0.1, 0.5, 0.9, 0.01, 0.99}
	for _, p := range chances[:effort.Of(3, 4, 5)] {
		n := int(math.Ceil(manyCounts / (p * (1 - p))))
		chances := coins(n, n, p, 0)
		m := momentsOf(chances)
		if m.vari < manyCounts {
			m.vari = manyCounts
		}
		if far := farthest(drawnLaw(m, n), sumLaw(chances)); far > 5e-4 {
			t.Errorf("p %g: distribution functions differ by %.5f", p, far)
		}
	}
}
