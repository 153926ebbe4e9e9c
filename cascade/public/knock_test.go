package public

import (
	"math"
	"math/rand/v2"
	"testing"

	"harkara/model"
)

// Homes met by each visit are, in the mean and the variance, those of rounds played
// home by home, few homes and many (the variance from seven homes on), and in the end as many as are met in any of so
// many tries.
func TestVisitsMade(t *testing.T) {
	for _, x := range []struct {
		homes  int64
		closed float64
		again  int
	}{{1, 0.5, 2}, {3, 0.7, 0}, {7, 0.7, 2}, {40, 0.7, 2}, {40, 0.999, 3}, {500, 0.6, 1}} {
		v := &visits{perTick: 1, closed: x.closed, again: x.again}
		v.prepare(x.homes)
		r := rand.New(rand.NewPCG(uint64(x.homes), 3))
		most := x.homes * int64(x.again+1)
		const plays = 4000
		sum, square := make([]float64, most+1), make([]float64, most+1)
		for range plays {
			visit, met, left := 0, 0, int(x.homes)
			for range x.again + 1 {
				for range left {
					if visit++; r.Float64() >= x.closed {
						met++
					}
					sum[visit] += float64(met)
					square[visit] += float64(met) * float64(met)
				}
				left = int(x.homes) - met
			}
			for visit++; visit <= int(most); visit++ {
				sum[visit] += float64(met)
				square[visit] += float64(met) * float64(met)
			}
		}
		for n := int64(1); n <= most; n += max(most/60, 1) {
			a, w := v.done(model.Tick(n), x.homes)
			h, mean := float64(x.homes), sum[n]/plays
			vari := square[n]/plays - mean*mean
			if math.Abs(a*h-mean) > 4.4*math.Sqrt(w*h/plays)+1e-3 {
				t.Errorf("%+v: by visit %d %.4f met, played %.4f", x, n, a*h, mean)
			}
			if x.homes >= 7 && math.Abs(w*h-vari) > 4.4*w*h*math.Sqrt(2.5/plays)+0.03*w*h+0.02 {
				t.Errorf("%+v: by visit %d the variance is %.4f, played %.4f", x, n, w*h, vari)
			}
		}
		if a, _ := v.done(model.Tick(most), x.homes); math.Abs(a-(1-math.Pow(x.closed, float64(x.again+1)))) > 1e-9 {
			t.Errorf("%+v: %.9f met in the end", x, a)
		}
	}
}

// The series for many homes goes on where the law for few ends.
func TestManyHomesMet(t *testing.T) {
	for _, x := range []visits{{perTick: 1, closed: 0.7, again: 2}, {perTick: 1, closed: 0.3, again: 1}, {perTick: 1, closed: 0.9, again: 6}} {
		few, many := x, x
		few.prepare(fewHomes)
		many.prepare(0)
		worst := 0.0
		for n := int64(0); n < int64(fewHomes*(x.again+1)); n++ {
			a, _ := few.done(model.Tick(n), fewHomes)
			b, _ := many.done(model.Tick(n), fewHomes)
			worst = max(worst, math.Abs(a-b))
		}
		if worst > 5e-7 {
			t.Errorf("%+v: %.2e apart", x, worst)
		}
		t.Logf("%v closed, %d again: %.1e apart at %d homes", x.closed, x.again, worst, fewHomes)
	}
}
