package montecarlo

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"harkara/model"
)

// clusters are the times of those reached, of each trial.
func clusters(g *rand.Rand, trials int, round model.Tick) [][]model.Tick {
	out := make([][]model.Tick, trials)
	for i := range out {
		start := model.Tick(g.ExpFloat64() * 3600e3)
		for range g.IntN(30) {
			t := start + model.Tick(g.ExpFloat64()*1800e3)
			out[i] = append(out[i], t/round*round)
		}
		slices.Sort(out[i])
	}
	return out
}

// The bounds of delays are where sums over plays, worked out in the plainest way,
// say that the mean, or a quantile, may lie.
func TestBoundsOfDelays(t *testing.T) {
	t.Parallel()
	g := rand.New(rand.NewPCG(4, 4))
	within := span{0, 100 * model.Day}
	bounded := 0
	for round := range 40 {
		all := clusters(g, 4+g.IntN(200), []model.Tick{1, model.Hour}[round%2])
		d, other := newDelays(10, 30, within.to), newDelays(10, 30, within.to)
		for k, times := range all {
			of := []*delays{&d, &other}[k%2] // two that count, and are merged
			for _, at := range times {
				of.wait(at, 1)
			}
			of.pool()
		}
		d.merge(&other)
		got := d.delayOf(within, lateness{})
		// off is the sum of, and z times the root of the sum of squares of, what a
		// value is off in each play.
		off := func(one func(times []model.Tick) float64) (sum, wide float64) {
			for _, times := range all {
				x := one(times)
				sum += x
				wide += x * x
			}
			return sum, 1.959963984540054 * math.Sqrt(wide)
		}
		mean := func(r float64) (sum, wide float64) {
			return off(func(times []model.Tick) float64 {
				x := 0.0
				for _, at := range times {
					x += at.Seconds() - r
				}
				return x
			})
		}
		if sum, _ := mean(got.Mean.Value); math.Abs(sum) > 1e-3 {
			t.Fatalf("%d: the mean is off by %v s in all", round, sum)
		}
		// A bound stands for a multiple of the mean: back to a distance.
		if m := got.Mean; m.High < within.to.Seconds() {
			bounded++
			for _, end := range []float64{m.Value + (m.High-m.Value)*m.Value/m.High, m.Value - (m.Value-m.Low)*m.Value/m.Low} {
				if sum, wide := mean(end); math.Abs(math.Abs(sum)/wide-1) > 1e-6 {
					t.Errorf("%d: at %v s, times of plays are off by %v, not by %v", round, end, sum, wide)
				}
			}
		}
		// by is how many a play has by a time, and all how many in the end.
		by := func(at float64, f func(by, all float64)) {
			for _, times := range all {
				n := 0.0
				for _, x := range times {
					if x.Seconds() <= at {
						n++
					}
				}
				f(n, float64(len(times)))
			}
		}
		for q, e := range map[float64]struct{ Value, Low, High float64 }{0.5: got.Median, 0.9: got.P90} {
			total, squares := 0.0, 0.0
			by(0, func(_, n float64) { total += n; squares += n * n })
			alike := 0.0
			for _, at := range []float64{e.Value, e.Value*(1-1e-3) - 1e-3} {
				sum, v := 0.0, 0.0
				by(at, func(c, _ float64) { sum += c })
				f := sum / total
				by(at, func(c, n float64) { v += (c - f*n) * (c - f*n) })
				if f > 0 && f < 1 {
					alike = max(alike, v/(f*(1-f)*squares))
				}
			}
			if alike == 0 {
				alike = 1
			}
			wide := 1.959963984540054 * math.Sqrt(q*(1-q)*alike*squares)
			if total <= 1.96*math.Sqrt(squares) {
				wide = total
			}
			off := func(at float64) float64 {
				sum := -q * total
				by(at, func(c, _ float64) { sum += c })
				return sum
			}
			// Bins are a part in 1,024 wide, and what is alike is taken at their ends.
			for what, bad := range map[string]bool{
				"low is too low":   e.Low > 0 && off(e.Low*(1+2e-3)) < -wide*1.03-1,
				"low is too high":  e.Low > 0 && off(e.Low*(1-2e-3)-1e-3) >= -wide*0.97+1,
				"high is too low":  e.High < within.to.Seconds() && off(e.High*(1+2e-3)) <= wide*0.97-1,
				"high is too high": e.High < within.to.Seconds() && off(e.High*(1-2e-3)-1e-3) > wide*1.03+1,
			} {
				if bad {
					t.Errorf("%d: of %v, %v: %s (%v of %v)", round, q, e, what, wide, total)
				}
			}
		}
	}
	if bounded < 30 {
		t.Errorf("only %d of 40 means have a bound from above", bounded)
	}
}

// Where nothing is left to chance, delays are certain; where only few plays reach
// anybody, nothing is known of them but that they lie between release and horizon.
func TestDelaysOfFewPlays(t *testing.T) {
	t.Parallel()
	within := span{5 * model.Hour, 10 * model.Hour}
	d := newDelays(8, 100, within.to)
	for _, n := range []int64{0, 50, 0, 100, 0} {
		d.wait(6*model.Hour, n)
		d.pool()
	}
	got := d.delayOf(within, lateness{})
	for _, e := range []struct{ Value, Low, High float64 }{got.Mean, got.Median, got.P90} {
		if e.Value != 6*3600 || e.Low != 5*3600 || e.High != 10*3600 {
			t.Errorf("two plays: %v", e)
		}
	}
	got = d.delayOf(within, lateness{sure: true})
	if e := got.P90; e.Low != 6*3600 || e.High != 6*3600 || got.Mean.Low != got.Mean.High {
		t.Errorf("nothing left to chance: %v", got)
	}
}

// What is too rare to be seen widens bounds by what is expected of it.
func TestLateness(t *testing.T) {
	t.Parallel()
	day, err := model.NewDiscrete([]float64{60, 86_400}, []float64{0.99, 0.01})
	if err != nil {
		t.Fatal(err)
	}
	got := tail(nil, day, 0.02)
	if len(got) != 1 || got[0].chance != 0.02 || math.Abs(got[0].late-float64((86_400-60)*model.Second/2)) > 1e-3 {
		t.Errorf("one in a hundred is a day late: %v", got)
	}
	if got := tail(nil, day, 0.005); got != nil {
		t.Errorf("of those beyond one in 200 none is later than others: %v", got)
	}
	if got := tail(nil, model.Fixed(60), 0.02); got != nil {
		t.Errorf("what is always the same has no end: %v", got)
	}
}
