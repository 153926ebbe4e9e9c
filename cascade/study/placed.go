package study

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// Place finds the best use of a budget on a Menu.
type Place struct {
	Menu   *Menu
	Budget int64
	// High has, where given, values that are at least the true ones, in the shape of
	// Menu.Value: the bound then holds for these.
	High [][]float64
	// Most is how many steps the budget is cut into at most, 0 is 400: costs that are no
	// whole number of steps are rounded up for what is planned and down for the bound.
	Most int
	// Work is how many sums are worked out at most, 0 is 2·10^10; where more would be, the
	// budget is given a price instead (Lagrange).
	Work float64
	// Alternative asks for the best that differs. At are smaller budgets to tell of.
	Alternative bool
	At          []int64
}

// A PlaceAnswer is what was found.
type PlaceAnswer struct {
	// Choice is what is chosen at each unit: a place in its level's costs.
	Choice []int
	Cost   int64
	// Value is what all units then add, and Bound what no use of the budget exceeds.
	Value, Bound float64
	// Next is the best that differs, in the choice of some unit, or nil.
	Next []int
	// Curve is the best for each budget of At.
	Curve []Spent
	// Priced is true where it was found by a price on money.
	Priced bool
}

// Spent is the best that can be done for some money.
type Spent struct {
	Budget int64
	Choice []int
	Value  float64
}

const (
	usualSteps = 400
	usualWork  = 2e10
	mostNext   = 200 // units whose choices are forbidden one after another
)

// Run plans. It ends early, with what it has, where ctx ends.
func (s Place) Run(ctx context.Context) *PlaceAnswer {
	s.Budget = min(s.Budget, s.Menu.dearest()) // more buys nothing, and would make steps larger
	step := s.Step()
	high := s.Menu
	if s.High != nil {
		high = s.Menu.With(s.High)
	}
	if s.work(s.Budget/step) > cmp.Or(s.Work, usualWork) {
		return s.priced(high)
	}
	p := plannerOf(s.Menu, step, s.Budget, true)
	out := &PlaceAnswer{Choice: make([]int, len(s.Menu.Parent)), Bound: math.Inf(1)}
	p.choose(-1, 0, p.most, out.Choice)
	out.Cost, out.Value = s.Menu.Cost(out.Choice), s.Menu.Sum(out.Choice)
	for _, budget := range s.At {
		x := Spent{Budget: budget, Choice: make([]int, len(s.Menu.Parent))}
		p.choose(-1, 0, int(max(min(budget, s.Budget), 0)/step), x.Choice)
		x.Value = s.Menu.Sum(x.Choice)
		out.Curve = append(out.Curve, x)
	}
	top := plannerOf(high, step, s.Budget, false)
	bound := top.best(-1, 0)
	out.Bound = max(bound[len(bound)-1], out.Value)
	if s.Alternative && ctx.Err() == nil {
		out.Next = s.next(ctx, p, out.Choice)
	}
	return out
}

// Step is in what steps money is counted: those of which all costs and the budget are
// whole numbers, or larger ones where they would be too many.
func (s Place) Step() int64 {
	steps := int64(cmp.Or(s.Most, usualSteps))
	step := gcd(s.Budget, s.Menu.Costs)
	if s.Budget/step > steps {
		step = (s.Budget + steps - 1) / steps
	}
	return step
}

// work is about how many sums planning takes: joining two children of n steps takes n²,
// or n for each choice of one that has nothing below it, for each code above.
func (s Place) work(steps int64) float64 {
	m, sum := s.Menu, 0.0
	above := make([]float64, len(m.Parent))
	for u, p := range m.Parent {
		codes := 1.0
		if p >= 0 {
			codes = above[p]
		}
		own := 1.0
		if l := m.Level[u]; l >= 0 {
			own = float64(len(m.Costs[l]))
		}
		above[u] = codes * own
		if len(m.below(int32(u))) > 0 {
			sum += codes * float64(steps) * float64(steps)
		} else {
			sum += codes * own * float64(steps)
		}
	}
	return sum
}

// next is the best in which some unit does not choose what it does in the best: each is
// forbidden what it chose, one after another.
func (s Place) next(ctx context.Context, p *planner, best []int) []int {
	var out []int
	value := math.Inf(-1)
	chosen := chosenOf(best)
	if len(chosen) > mostNext {
		return nil
	}
	for _, u := range chosen {
		if ctx.Err() != nil {
			return nil
		}
		p.forbid(u, best[u])
		if all := p.best(-1, 0); all[len(all)-1] > value {
			value = all[len(all)-1]
			out = make([]int, len(best))
			p.choose(-1, 0, p.most, out)
		}
	}
	return out
}

// priced plans with a price on money, without counting it: the least over prices of the
// best at that price, and the budget times the price, is a bound (Lagrange; Everett,
// Operations Research 11, 1963). What is chosen at the highest price at which the budget
// does is improved by single units and those below them, the most for the money first.
func (s Place) priced(high *Menu) *PlaceAnswer {
	low, top := 0.0, s.dearest()
	bound := math.Inf(1)
	var best []int
	for range 60 {
		price := (low + top) / 2
		value, _ := high.atPrice(price)
		bound = min(bound, value+price*float64(s.Budget))
		if _, choice := s.Menu.atPrice(price); s.Menu.Cost(choice) <= s.Budget {
			top, best = price, choice
		} else {
			low = price
		}
	}
	if best == nil {
		best = make([]int, len(s.Menu.Parent))
	}
	_, more := s.Menu.atPrice(low)
	s.exchange(best, more)
	out := &PlaceAnswer{Choice: best, Cost: s.Menu.Cost(best), Value: s.Menu.Sum(best), Priced: true}
	out.Bound = max(bound, out.Value)
	for _, budget := range s.At {
		x := Place{Menu: s.Menu, Budget: budget}
		if budget < s.Budget {
			best := x.priced(s.Menu)
			out.Curve = append(out.Curve, Spent{budget, best.Choice, best.Value})
		} else {
			out.Curve = append(out.Curve, Spent{s.Budget, out.Choice, out.Value})
		}
	}
	return out
}

// dearest is a price at which nothing is worth its money.
func (s Place) dearest() float64 {
	most := 0.0
	for _, row := range s.Menu.Value {
		sum := 0.0
		for _, x := range row {
			sum += math.Abs(x)
		}
		most = max(most, sum)
	}
	return 2*most + 1
}

// atPrice is the best where money has a price, less what it costs, and what is chosen: of
// equal ones the cheapest.
func (m *Menu) atPrice(price float64) (float64, []int) {
	codes := m.Codes()
	chosen := make([]uint16, codes*len(m.Parent)) // of each unit by the code above it
	var best func(u int32, code int) float64
	best = func(u int32, code int) float64 {
		choices := 1
		l := int(m.Level[u])
		if l >= 0 {
			choices = len(m.Costs[l])
		}
		most, at := math.Inf(-1), 0
		for c := range choices {
			below, sum := code, 0.0
			if l >= 0 {
				below += c * m.strides()[l]
				sum = -price * float64(m.Costs[l][c])
			}
			sum += m.own(below, u)
			for _, v := range m.below(u) {
				sum += best(v, below)
			}
			if sum > most {
				most, at = sum, c
			}
		}
		if l >= 0 {
			chosen[int(u)*codes+code] = uint16(at)
		}
		return most
	}
	total := 0.0
	for _, u := range m.below(-1) {
		total += best(u, 0)
	}
	choice, path := make([]int, len(m.Parent)), make([]int, len(m.Parent))
	for u, p := range m.Parent {
		if p >= 0 {
			path[u] = path[p]
		}
		if l := m.Level[u]; l >= 0 {
			choice[u] = int(chosen[u*codes+path[u]])
			path[u] += choice[u] * m.strides()[l]
		}
	}
	return total, choice
}

// exchange has units, with those below them, choose as in more, where the money does:
// what adds most for its money first.
func (s Place) exchange(choice, more []int) {
	m := s.Menu
	type swap struct {
		unit int32
		cost int64
		gain float64
	}
	var swaps []swap
	codesA, codesB := m.Paths(choice), m.Paths(more)
	// Below a unit that chooses otherwise all belongs to one exchange.
	inside := make([]int32, len(choice))
	index := map[int32]int{}
	for u, p := range m.Parent {
		inside[u] = -1
		if p >= 0 {
			inside[u] = inside[p]
		}
		if inside[u] < 0 && choice[u] != more[u] {
			inside[u] = int32(u)
			index[int32(u)] = len(swaps)
			swaps = append(swaps, swap{unit: int32(u)})
		}
		if top := inside[u]; top >= 0 {
			x := &swaps[index[top]]
			x.gain += m.own(codesB[u], int32(u)) - m.own(codesA[u], int32(u))
			if l := m.Level[u]; l >= 0 {
				x.cost += m.Costs[l][more[u]] - m.Costs[l][choice[u]]
			}
		}
	}
	slices.SortStableFunc(swaps, func(a, b swap) int {
		return cmp.Compare(b.gain*float64(max(a.cost, 1)), a.gain*float64(max(b.cost, 1)))
	})
	left := s.Budget - m.Cost(choice)
	taken := map[int32]bool{}
	for _, x := range swaps {
		if x.gain > 0 && x.cost <= left {
			left -= x.cost
			taken[x.unit] = true
		}
	}
	for u := range choice {
		if top := inside[u]; top >= 0 && taken[top] {
			choice[u] = more[u]
		}
	}
}
