package montecarlo

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"harkara/cascade"
	"harkara/model"
)

// Lines of many units, counted in bins, are what sorting their arrivals gives:
// to the unit and the tick, for spread times, few times and times at columns.
func TestScanIsSorting(t *testing.T) {
	horizon := 3 * model.Day
	at := []model.Tick{0, 1, 700, model.Hour, model.Hour + 1, 6 * model.Hour, model.Day, horizon}
	target := cascade.LineGoal{Goal: model.Goal{By: 20 * model.Hour}, Line: 0}
	for seed := range uint64(60) {
		g := rand.New(rand.NewPCG(seed, 3))
		arrival := make([]model.Tick, 1500+g.IntN(3000))
		never := g.Float64()
		for i := range arrival {
			switch {
			case g.Float64() < never:
				arrival[i] = model.Never
			case seed%3 == 0:
				arrival[i] = at[g.IntN(len(at))]
			case seed%3 == 1:
				arrival[i] = model.Tick(g.Uint64() % uint64(horizon+1) >> g.IntN(30))
			default:
				arrival[i] = model.Tick(g.IntN(8)) * 7 * model.Hour
			}
		}
		target.Target = int64(g.IntN(len(arrival)))
		p := cascade.Problem{Question: model.Question{Horizon: horizon, At: at}}
		s := &setup{Layout: &cascade.Layout{Lines: []cascade.Line{{Total: int64(len(arrival))}}, Goals: []cascade.LineGoal{target}}, problem: p, fine: 10}
		a, b := s.counting(), s.counting()
		for range 2 {
			a.sorted(0, arrival)
			b.scanned(0, arrival)
		}
		sameCounts(t, seed, a, b)
	}
}

func sameCounts(t *testing.T, seed uint64, a, b *counts) {
	t.Helper()
	x, y := &a.lines[0], &b.lines[0]
	for j := range x.reach {
		if x.reach[j].drawn != y.reach[j].drawn {
			t.Errorf("seed %d, column %d: %v by sorting, %v by scanning", seed, j, x.reach[j].drawn, y.reach[j].drawn)
		}
	}
	for j := range x.timeTo {
		if !equal(&x.timeTo[j], &y.timeTo[j]) {
			t.Errorf("seed %d: time to %v differs", seed, cascade.Shares[j])
		}
	}
	if a, b := &x.delays, &y.delays; !equal(&a.pooled, &b.pooled) || !reflect.DeepEqual(a.joint, b.joint) ||
		a.all != b.all || a.nn != b.nn || a.nt != b.nt || a.tt != b.tt {
		t.Errorf("seed %d: delays differ", seed)
	}
	if a.met[0] != b.met[0] {
		t.Errorf("seed %d: the goal is met %d and %d times", seed, a.met[0], b.met[0])
	}
}

func equal(a, b *Histogram) bool {
	for o := range a.pages {
		for i := range max(len(a.pages[o]), len(b.pages[o])) {
			var x, y bin
			if i < len(a.pages[o]) {
				x = a.pages[o][i]
			}
			if i < len(b.pages[o]) {
				y = b.pages[o][i]
			}
			if x != y {
				return false
			}
		}
	}
	return a.fine == b.fine
}
