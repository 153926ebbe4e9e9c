package random

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"harkara/cascade/cascadetest/effort"
	"harkara/model"
)

// The first numbers of SplitMix64 seeded with 1234567, as published with its
// many implementations (Rosetta Code, "Pseudo-random numbers/Splitmix64").
func TestKnownAnswer(t *testing.T) {
	want := []uint64{6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821}
	for i, w := range want {
		if got := Key(1234567).At(uint64(i)); got != w {
			t.Errorf("number %d is %d, want %d", i, got, w)
		}
	}
}

// Numbers of neighbouring addresses and trials must not know of each other:
// chi-square over a 16×16 grid of pairs, along trials, units and purposes.
func TestNeighboursAreIndependent(t *testing.T) {
	root := NewKey(7)
	pairs := map[string]func(i uint64) (a, b uint64){
		"trials":   func(i uint64) (uint64, uint64) { return root.At(i), root.At(i + 1) },
		"units":    func(i uint64) (uint64, uint64) { return root.Fold(i).At(3), root.Fold(i + 1).At(3) },
		"purposes": func(i uint64) (uint64, uint64) { k := root.Fold(i); return k.At(0), k.Shift(NewKey(2)).At(0) },
		"seeds":    func(i uint64) (uint64, uint64) { return NewKey(i).At(0), NewKey(i + 1).At(0) },
		"from-to":  func(i uint64) (uint64, uint64) { return root.Fold(i).Fold(9).At(0), root.Fold(9).Fold(i).At(0) },
	}
	for name, pair := range pairs {
		const n = 1 << 16
		var top, low [256]float64
		for i := range uint64(n) {
			a, b := pair(i)
			top[a>>60<<4|b>>60]++
			low[a&15<<4|b&15]++
		}
		for part, counts := range map[string][256]float64{"high": top, "low": low} {
			chi := 0.0
			for _, c := range counts {
				d := c - n/256
				chi += d * d / (n / 256)
			}
			if p := (distuv.ChiSquared{K: 255}).Survival(chi); p < 1e-6 || p > 1-1e-6 {
				t.Errorf("%s, %s bits: chi-square %.1f has p = %g", name, part, chi, p)
			}
		}
	}
}

func must(d model.Delay, err error) model.Delay {
	if err != nil {
		panic(err)
	}
	return d
}

var families = map[string]model.Delay{
	"fixed":       model.Fixed(300),
	"uniform":     must(model.NewUniform(60, 600)),
	"exponential": must(model.NewExponential(300)),
	"gamma":       must(model.NewGamma(240, 120)),
	"gamma flat":  must(model.NewGamma(240, 480)),
	"lognormal":   must(model.NewLogNormal(3600, 8*3600)),
	"heavy":       must(model.NewLogNormal(60, 6000)),
	"weibull":     must(model.NewWeibull(600, 1.5)),
	"triangular":  must(model.NewTriangular(60, 120, 600)),
	"discrete":    must(model.NewDiscrete([]float64{143, 24, 60}, []float64{2, 1, 3})),
}

// A draw is the exact quantile to 1e-4 and two ticks, in the body and the tails,
// and never falls as the number grows.
func TestTableIsClose(t *testing.T) {
	body := effort.Of(9_000, 49_000, 199_000)
	for name, d := range families {
		tab := NewTable(1, d)
		last := model.Tick(-1)
		for i := range body + 1000 {
			u := uint64(i) * (math.MaxUint64 / uint64(body+1000))
			if i > body {
				u = math.MaxUint64 - math.MaxUint64>>(uint(i-body)/25+1)
			}
			got, want := tab.Draw(u), model.TicksOf(d.Quantile(Uniform(u)))
			if diff := math.Abs(float64(got - want)); diff > 1e-4*float64(want)+2 {
				t.Errorf("%s: number %d draws %d, the quantile is %d", name, u, got, want)
				break
			}
			if i <= body && got < last {
				t.Errorf("%s: draws fall at number %d", name, u)
				break
			}
			last = got
		}
	}
}

// A table with a chance gives waits in that share, and those waits have the
// delay's mean and its share below the median.
func TestTableWithChance(t *testing.T) {
	const n = 200_000
	for name, d := range families {
		for _, p := range []float64{1, 0.97, 0.5, 0.003, 0} {
			tab := NewTable(p, d)
			hits, sum, low := 0.0, 0.0, 0.0
			median := d.Quantile(0.5)
			for i := range uint64(n) {
				if w := tab.Draw(NewKey(11).Fold(5).At(i)); w < model.Never {
					hits++
					sum += w.Seconds()
					if w.Seconds() <= median+0.0005 {
						low++
					}
				}
			}
			if z := (hits - n*p) / math.Sqrt(n*p*(1-p)+1e-9); math.Abs(z) > 4.4 {
				t.Errorf("%s, p=%v: %v waits of %d (z = %.1f)", name, p, hits, n, z)
			}
			if hits < 100 {
				continue
			}
			if z := (sum/hits - d.Mean()) / math.Sqrt(d.Variance()/hits+1e-9); math.Abs(z) > 4.4 && name != "heavy" {
				t.Errorf("%s, p=%v: mean wait %.3f, want %.3f (z = %.1f)", name, p, sum/hits, d.Mean(), z)
			}
			f := d.CDF(median)
			if z := (low/hits - f) / math.Sqrt(f*(1-f)/hits+1e-9); math.Abs(z) > 4.4 {
				t.Errorf("%s, p=%v: %.4f of waits below the median (z = %.1f)", name, p, low/hits, z)
			}
		}
	}
}

// A better chance and a shorter delay never make a draw later.
func TestTableIsMonotone(t *testing.T) {
	slow := NewTable(0.6, must(model.NewLogNormal(7200, 30000)))
	sure := NewTable(0.9, must(model.NewLogNormal(7200, 30000)))
	fast := NewTable(0.6, must(model.NewLogNormal(3600, 15000)))
	for i := range uint64(100_000) {
		u := NewKey(3).At(i)
		if sure.Draw(u) > slow.Draw(u) || fast.Draw(u) > slow.Draw(u) {
			t.Fatalf("number %d is drawn later by a better table", u)
		}
	}
}

func BenchmarkDraw(b *testing.B) {
	tab := NewTable(0.9, families["lognormal"])
	k := NewKey(1)
	var sum model.Tick
	for i := 0; b.Loop(); i++ {
		sum += tab.Draw(k.At(uint64(i))) & 1
	}
	_ = sum
}

func BenchmarkSooner(b *testing.B) {
	tab := NewTable(0.9, families["lognormal"])
	keys, times := make([]Key, 1024), make([]model.Tick, 1024)
	for i := range keys {
		keys[i], times[i] = NewKey(uint64(i)), model.Never
	}
	for i := 0; b.Loop(); i++ {
		for k := range times {
			times[k] = model.Never
		}
		tab.Sooner(times, keys, Trial(uint64(i)), 5, model.Day)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1024, "ns/draw")
}

func BenchmarkNewTable(b *testing.B) {
	for name, d := range families {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				b.ReportMetric(float64(len(NewTable(0.9, d).finer)), "finer")
			}
		})
	}
}

// The first of several waits, of which some are alike, is that of the draws one by one,
// across batches and whatever a table is made of, eight at a time or not.
func TestFirstAlike(t *testing.T) {
	t.Run("eight at a time", testFirstAlike)
	scalar(t)
	t.Run("one by one", testFirstAlike)
}

func testFirstAlike(t *testing.T) {
	const room, until, at = 4 * batch, 2 * model.Hour, 77
	adds := []uint64{11, 222, 3333}
	keys, from := make([]Key, room), make([]model.Tick, room)
	for i := range keys {
		keys[i], from[i] = NewKey(uint64(i)), model.Tick(i)*model.Second
	}
	for name, d := range families {
		table := NewTable(0.6, d)
		// The last coin falls just not heads for the first.
		for k, coin := range []Coin{NewCoin(0.4), NewCoin(0.001), NewCoin(0), NewCoin(1), {below: Mix(uint64(keys[0]) + at)}} {
			adds := adds[:1+(k+1)%3]
			for _, n := range lengths {
				times := make([]model.Tick, room)
				table.FirstAlike(times[:n], keys, adds, from, until, coin, at)
				for i, key := range keys {
					want := model.Tick(0)
					if i < n {
						want = model.Never
						for j, add := range adds {
							if j == 0 || !coin.Heads(Mix(uint64(key)+at)) {
								want = min(want, table.Draw(Mix(uint64(key)+add)))
							}
						}
						if want += from[i]; want > until {
							want = model.Never
						}
					}
					if times[i] != want {
						t.Fatalf("%s, coin %d, %d times, time %d: %d, want %d", name, k, n, i, times[i], want)
					}
				}
			}
		}
	}
}
