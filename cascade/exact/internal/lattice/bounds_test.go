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

// holds tells whether, at every tick, a law is within its bound of the truth.
func holds(t *testing.T, name string, l *Dist, truth func(x model.Tick) float64) {
	t.Helper()
	for x := l.From; x <= l.End(); x++ {
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
