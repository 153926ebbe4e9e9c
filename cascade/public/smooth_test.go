package public

import (
	"math"
	"math/rand/v2"
	"testing"

	"harkara/model"
)

// A smooth function is the delay's own: of wide and of narrow families, where a density
// begins at once, has a kink, or a part of all waits is one value.
func TestSmoothIsTheDelay(t *testing.T) {
	must := func(d model.Delay, err error) model.Delay {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	uniform := must(model.NewUniform(600, 7200))
	for name, d := range map[string]model.Delay{
		"exponential": must(model.NewExponential(3600)),
		"lognormal":   must(model.NewLogNormal(600, 36000)),
		"narrow":      must(model.NewLogNormal(3600, 3700)),
		"kinks":       uniform,
		"of both":     must(model.NewMixture([]model.Part{{Weight: 0.3, Delay: model.Fixed(1800)}, {Weight: 0.7, Delay: uniform}})),
	} {
		s := newSmooth(d, 7*model.Day)
		random, cubics := rand.New(rand.NewPCG(1, 2)), 0
		for range 20_000 {
			x := model.Tick(math.Exp(random.Float64() * math.Log(float64(8*model.Day))))
			if got, want := s.at(x), d.CDF((float64(x)+0.5)/float64(model.Second)); math.Abs(got-want) > 1e-11 {
				t.Fatalf("%s: %v of waits are at most %d ticks, want %v", name, got, x, want)
			}
		}
		for i := range s.pieces {
			if p := s.pieces[i].Load(); p != nil && p.cubic {
				cubics++
			}
		}
		if cubics < 1000 {
			t.Errorf("%s: %d cubics only", name, cubics)
		}
	}
}
