package study

import (
	"math"
	"math/rand/v2"
	"testing"

	"harkara/cascade/cascadetest/effort"
)

// randomMenu is a tree of up to ten units on up to three levels, with round costs, some
// of them 0, and values of any kind: what is done at two units in a row may add more than
// each alone, or less, or nothing.
func randomMenu(g *rand.Rand) *Menu {
	m := &Menu{}
	n := 2 + g.IntN(8)
	levels := 1 + g.IntN(3)
	depth := make([]int, n)
	for u := range n {
		parent := int32(g.IntN(u+1)) - 1
		if parent >= 0 && depth[parent] >= 3 {
			parent = -1
		}
		if parent >= 0 {
			depth[u] = depth[parent] + 1
		}
		m.Parent = append(m.Parent, parent)
		level := int8(depth[u]) - 1 // those at the top choose nothing where there are three levels
		if levels < 3 {
			level++
		}
		if int(level) >= levels {
			level = -1
		}
		m.Level = append(m.Level, level)
	}
	for range levels {
		costs := []int64{0}
		for range 1 + g.IntN(2) {
			costs = append(costs, int64(g.IntN(5))*[]int64{1, 3, 1000}[g.IntN(3)])
		}
		m.Costs = append(m.Costs, costs)
	}
	for range m.Codes() {
		row := make([]float64, n)
		for u := range row {
			row[u] = float64(g.IntN(20)) * g.Float64()
		}
		m.Value = append(m.Value, row)
	}
	return m
}

// every calls f with every use of a budget.
func every(m *Menu, budget int64, f func(choice []int)) {
	choice := make([]int, len(m.Parent))
	var try func(u int)
	try = func(u int) {
		if u == len(choice) {
			if m.Cost(choice) <= budget {
				f(choice)
			}
			return
		}
		n := 1
		if l := m.Level[u]; l >= 0 {
			n = len(m.Costs[l])
		}
		for choice[u] = range n {
			try(u + 1)
		}
		choice[u] = 0
	}
	try(0)
}

// sum is what all units add, worked out by walking up from each.
func sum(m *Menu, choice []int) float64 {
	total := 0.0
	for u := range m.Parent {
		path := make([]int, len(m.Costs))
		for v := int32(u); v >= 0; v = m.Parent[v] {
			if l := m.Level[v]; l >= 0 {
				path[l] = choice[v]
			}
		}
		total += m.Value[m.Code(path)][u]
	}
	return total
}

// The best use of a budget is the best of all uses; no use exceeds the bound, also where
// costs are rounded or money has a price; the next best is the best that differs in what
// was chosen.
func TestPlaceIsTheBestOfAll(t *testing.T) {
	trees := effort.Of[uint64](60, 400, 400)
	priced := 0.0
	for seed := range trees {
		g := rand.New(rand.NewPCG(seed, 15))
		m := randomMenu(g)
		budget := int64(g.IntN(12)) * []int64{1, 3, 1000}[g.IntN(3)]
		best, value := []int(nil), math.Inf(-1)
		every(m, budget, func(choice []int) {
			if x := sum(m, choice); x > value {
				value, best = x, append([]int(nil), choice...)
			}
		})
		got := Place{Menu: m, Budget: budget, Alternative: true, Most: 1 << 20, At: []int64{0, budget / 3, budget}}.Run(t.Context())
		if math.Abs(got.Value-value) > 1e-9 || math.Abs(got.Bound-value) > 1e-9 || got.Cost > budget || math.Abs(sum(m, got.Choice)-value) > 1e-9 {
			t.Errorf("seed %d, budget %d: %v for %d adds %v of at most %v, want %v by %v", seed, budget, got.Choice, got.Cost, got.Value, got.Bound, value, best)
		}
		checkNext(t, seed, m, budget, got)
		if rich := (Place{Menu: m, Budget: 1e15, Most: 50}).Run(t.Context()); math.Abs(rich.Value-rich.Bound) > 1e-9 && m.dearest() < 50 {
			t.Errorf("seed %d: with money for everything %v of %v", seed, rich.Value, rich.Bound)
		}
		for _, x := range got.Curve {
			top := math.Inf(-1)
			every(m, x.Budget, func(choice []int) { top = max(top, sum(m, choice)) })
			if math.Abs(x.Value-top) > 1e-9 || m.Cost(x.Choice) > x.Budget {
				t.Errorf("seed %d: for %d: %v, want %v", seed, x.Budget, x.Value, top)
			}
		}
		for name, s := range map[string]Place{"few steps": {Menu: m, Budget: budget, Most: 3}, "priced": {Menu: m, Budget: budget, Work: 1e-9}} {
			x := s.Run(t.Context())
			if x.Bound < value-1e-9 || x.Value > value+1e-9 || m.Cost(x.Choice) > budget || x.Priced != (name == "priced" && min(budget, m.dearest()) > 0) {
				t.Errorf("seed %d, %s: %v for %d of %d adds %v, bound %v; the best is %v", seed, name, x.Choice, x.Cost, budget, x.Value, x.Bound, value)
			}
			if name == "priced" {
				priced += x.Value / value / float64(trees)
			}
		}
	}
	if priced < 0.9 {
		t.Errorf("with a price on money %v of the best is found on average", priced)
	}
}

// checkNext compares the alternative with the best of all that do not choose somewhere
// what the best does.
func checkNext(t *testing.T, seed uint64, m *Menu, budget int64, got *PlaceAnswer) {
	t.Helper()
	next := math.Inf(-1)
	every(m, budget, func(choice []int) {
		for u, c := range got.Choice {
			if c > 0 && choice[u] != c {
				next = max(next, sum(m, choice))
				return
			}
		}
	})
	switch {
	case math.IsInf(next, -1):
		if got.Next != nil {
			t.Errorf("seed %d: nothing is chosen, and next is %v", seed, got.Next)
		}
	case got.Next == nil || math.Abs(sum(m, got.Next)-next) > 1e-9:
		t.Errorf("seed %d: next is %v, want %v", seed, got.Next, next)
	}
}

// Two offices in a row that pass on one time in ten lie before 1,000 people; two others
// add 200 each. With money for two, the offices in a row reach 1,000 people; what adds
// most by itself reaches 410.
func TestPlaceInARow(t *testing.T) {
	m := &Menu{
		Parent: []int32{-1, 0, -1, -1}, Level: []int8{0, 1, 2, 2},
		Costs: [][]int64{{0, 1}, {0, 1}, {0, 1}},
	}
	for code := range m.Codes() {
		c := m.Choices(code)
		chance := func(done int) float64 { return [2]float64{0.1, 1}[done] }
		row := []float64{0, 1000 * chance(c[0]) * chance(c[1]), 200 * float64(c[2]), 200 * float64(c[2])}
		m.Value = append(m.Value, row)
	}
	got := Place{Menu: m, Budget: 2}.Run(t.Context())
	if got.Choice[0] != 1 || got.Choice[1] != 1 || math.Abs(got.Value-1000) > 1e-9 || got.Bound != got.Value {
		t.Errorf("%+v, want both offices in a row", got)
	}
	if greedy := m.Sum([]int{0, 0, 1, 1}); math.Abs(greedy-410) > 1e-9 {
		t.Errorf("the others reach %v, want 410", greedy)
	}
}
