package exact

import (
	"math"
	"testing"

	"harkara/cascade/public"
	"harkara/model"
)

// The mean time of what comes by stairs, each step of which depends on the last and on
// when it is, is the sum over the steps; with few and with very many, with a jump between
// and without any stairs.
func TestIntegralOfStairs(t *testing.T) {
	t.Parallel()
	const hour, horizon = float64(model.Hour), 4 * model.Day
	for _, k := range []public.Knocks{
		{First: 3 * model.Hour, Every: 3e9 / 17, Many: 9}, {First: model.Hour, Every: 3e9 / 17, Many: 1301}, {First: 100, Every: 5e6 / 3, Many: 128_001}, {First: model.Hour, Every: hour, Many: 1},
	} {
		// H(t) = 1 − e^{−t/τ}·D(n) before a day, and a tenth less is left from then on.
		steps := func(t model.Tick) float64 {
			n := math.Floor(float64(t-k.First+1) / k.Every)
			return math.Pow(1-0.9*math.Min(math.Max(n+1, 0), float64(k.Many))/float64(k.Many), 2)
		}
		left := func(t model.Tick) float64 {
			x := math.Exp(-float64(t) / (20 * hour))
			if t >= model.Day {
				x *= 0.9
			}
			return x
		}
		x := &integral{width: 2, at: func(t model.Tick, f []float64) { f[0], f[1] = 1-left(t)*steps(t), 1-left(t) }}
		x.times(curveTimes(horizon, 0, fewTimes), []public.Knocks{k})
		// ∫ t dH = T·H(T) − ∫ H, of which the exponential between steps is known.
		area := func(from, to model.Tick) float64 { // of left
			tau := 20 * hour / 1e6
			part := func(a, b model.Tick) float64 {
				return tau * (math.Exp(-float64(a)/(20*hour)) - math.Exp(-float64(b)/(20*hour)))
			}
			return part(min(from, model.Day), min(to, model.Day)) + 0.9*part(max(from, model.Day), max(to, model.Day))
		}
		stairs, at := 0.0, model.Tick(0)
		for n := range k.Many {
			next := k.At(n, 0)
			stairs += area(at, next) * steps(at)
			at = next
		}
		stairs += area(at, horizon) * steps(at)
		for i, rest := range []float64{stairs, area(0, horizon)} {
			want := rest - (1-x.chance[i])*horizon.Seconds()
			if got := x.moment[i]; math.Abs(got-want) > 1e-7*want {
				t.Errorf("%+v: moment %d is %.9g, want %.9g", k, i, got, want)
			}
		}
	}
}
