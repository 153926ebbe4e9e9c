package lattice

import (
	"math"
	"testing"

	"harkara/model"
)

// grid16 is 16 cells of ten ticks.
func grid16() *Grid { return NewGrid(0, 150, 15, nil) }

// rough is a law all of whose mass is somewhere within cell k: where is not known.
func rough(g *Grid, k int) *Dist {
	l := g.empty()
	l.cells[k], l.cellErr[k], l.meanErr[k] = 1, 1, 0.5
	return l.ready()
}

// holds tells whether, at every tick or 1,500 times in each cell, a law is within its bound of the truth.
func holds(t *testing.T, name string, l *Dist, truth func(x model.Tick) float64) {
	t.Helper()
	for x := l.From; x <= l.End(); x += max(l.Step/1500, 1) {
		if f, eps := l.CDF(x, false); math.Abs(f-truth(x)) > eps+1e-12 {
			t.Errorf("%s at %d: %v ± %v does not hold the truth, %v", name, x, f, eps, truth(x))
			return
		}
	}
}

// step is the law of a time that is certain.
func step(at model.Tick) func(x model.Tick) float64 {
	return func(x model.Tick) float64 {
		if x >= at {
			return 1
		}
		return 0
	}
}

// The bounds hold wherever in its cell the mass of a rough law lies: of the first
// of several, of the earlier of two, of a mixture, of a sum, after an opening.
func TestBoundsHoldWhereverTheMassLies(t *testing.T) {
	g := grid16()
	for _, at := range []model.Tick{31, 35, 39} {
		l, o := rough(g, 4), rough(g, 7)
		one := step(at)
		power := func(x model.Tick) float64 { return 1 - math.Pow(1-0.8*one(x), 3) }
		holds(t, "minOf", l.MinOf(3, 0.8), power)
		holds(t, "min", l.Min(o), one)
		other := step(at + 30)
		holds(t, "mix", l.Shift(0, 0.5).Mix(o.Shift(0, 0.5)), func(x model.Tick) float64 { return (one(x) + other(x)) / 2 })
		holds(t, "sum", l.Convolve(o), step(at+at+30))
		holds(t, "certain sum", l.Convolve(g.Certainly(20)), step(at+20))
		holds(t, "opening", l.NextOpen(Opening{{Open: 33, Close: 36}, {Open: 50, Close: model.Never}}), func(x model.Tick) float64 {
			return step(Opening{{Open: 33, Close: 36}, {Open: 50, Close: model.Never}}.Next(at))(x)
		})
	}
}

// A time added off the points of the grid makes its cell rough by all of its
// mass, not only by what was added last.
func TestAddMakesRough(t *testing.T) {
	g := grid16()
	l := g.empty()
	l.add(31, 0.7)
	l.add(39, 0.3)
	l.ready()
	if l.cells[4] != 1 || l.cellErr[4] != 1 {
		t.Fatalf("mass %v, error %v", l.cells[4], l.cellErr[4])
	}
	if want := 0.1*0.7 + 0.9*0.3; math.Abs(l.centre[4]-want) > 1e-12 {
		t.Errorf("the mean of the mass lies at %v of the cell, not %v", l.centre[4], want)
	}
	holds(t, "two", l, func(x model.Tick) float64 { return 0.7*step(31)(x) + 0.3*step(39)(x) })
}

// What several people do who follow a time of which only the cell is known is
// bounded wherever in the cell it lies: their own error is none, so the bound is
// that of the time. Where its mean is known too, that is a case as well.
func TestPartsHoldWhereverTheMassLies(t *testing.T) {
	g := grid16()
	ones := func() []float64 {
		out := make([]float64, g.N+1)
		for k := range out {
			out[k] = 1
		}
		return out
	}
	follow := func(a *Dist) *Conditional { return NewConditional(a, a, ones) }
	for _, at := range []model.Tick{31, 35, 39} {
		for _, n := range []int{2, 3} {
			truth := func(x model.Tick) float64 { return 1 - math.Pow(1-0.9*step(at)(x), float64(n)) }
			holds(t, "parts", rough(g, 4).PartByPart(4, n, 0.9, false, follow), truth)
			if at == 35 {
				l := rough(g, 4)
				l.meanErr[4] = 0.1
				holds(t, "rough parts", l.PartByPart(4, n, 0.9, true, follow), truth)
			}
		}
	}
}

// The bounds of a delay hold at every time, also about its mode and where its
// density ends within a cell.
func TestBoundsOfDelays(t *testing.T) {
	g := NewGrid(0, model.Minute, 40, nil)
	for name, d := range delays(t) {
		holds(t, name, g.OfDelay(d), func(x model.Tick) float64 { return d.CDF(x.Seconds()) })
	}
}

// A mass at a point that is no more than rounding is not lost: it goes to the cell.
func TestDustIsKept(t *testing.T) {
	g := grid16()
	u := g.newSurvival()
	for k := range u.before {
		u.before[k], u.after[k] = 1, 1
		if k > 4 {
			u.before[k] = 1 - 3*rounding
		}
		if k >= 4 {
			u.after[k] = 1 - 3*rounding
		}
	}
	if l := u.dist(g); l.points[4] != 0 || l.cells[4] <= 0 {
		t.Errorf("%v at the point and %v in the cell", l.points[4], l.cells[4])
	}
}

// delays are smooth ones of several shapes.
func delays(t *testing.T) map[string]model.Delay {
	t.Helper()
	must := func(d model.Delay, err error) model.Delay {
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	return map[string]model.Delay{
		"uniform":     must(model.NewUniform(7.2, 19.9)),
		"exponential": must(model.NewExponential(9)),
		"lognormal":   must(model.NewLogNormal(8, 20)),
		"weibull":     must(model.NewWeibull(12, 3)),
		"triangular":  must(model.NewTriangular(3.3, 9.7, 17.2)),
	}
}

// Means are those of Mean, asked only where the law has mass, and once at the middle of a
// cell.
func TestMeansAskWhereMassIs(t *testing.T) {
	g := grid16()
	l := rough(g, 4).Shift(0, 0.3).Mix(g.Certainly(90).Shift(0, 0.5))
	value := func(s model.Tick) float64 { return float64(s*s) / 1e4 }
	f := &Function{At: make([]float64, g.N+1), Halves: make([][4]float64, g.N+1), Never: 9}
	for k := range f.At {
		f.At[k] = value(g.Time(k))
		for j, s := range g.Halves(k) {
			f.Halves[k][j] = value(s)
		}
		f.Halves[k][1] = f.Halves[k][2]
	}
	asked := 0
	got := l.Means(2, func(s model.Tick, out []float64) {
		asked++
		out[0], out[1] = value(s), 1
	})
	want, _ := l.Mean(f, f, func(x, _ float64) float64 { return x })
	if got[0] != want || math.Abs(got[1]-0.8) > 1e-15 || asked != 4 {
		t.Errorf("means %v of %d questions, want %v and 0.8 of 4", got, asked, want)
	}
}
