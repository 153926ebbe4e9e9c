package study

import (
	"math"
	"slices"
)

// planner plans one menu in steps of money.
type planner struct {
	*Menu
	cost [][]int // of each choice, in steps
	most int     // steps of the budget
	kept map[place][]float64

	// What a unit may not choose, with the units above it, of which nothing is kept.
	not       int32
	forbidden int
	dirty     map[int32]bool
}

// noUnit is no unit, and not what stands above those at the top.
const noUnit = -2

// A place is a unit where a code was chosen above it.
type place struct {
	unit int32
	code int
}

// plannerOf has costs in steps: rounded up, so that what is planned can be paid for, or
// down, so that nothing that can be paid for is left out.
func plannerOf(m *Menu, step, budget int64, up bool) *planner {
	p := &planner{Menu: m, most: int(budget / step), kept: map[place][]float64{}, not: noUnit}
	for _, costs := range m.Costs {
		var row []int
		for _, c := range costs {
			steps := c / step
			if up && c%step > 0 {
				steps++
			}
			row = append(row, int(min(steps, int64(p.most)+1)))
		}
		p.cost = append(p.cost, row)
	}
	return p
}

// best is the most that a unit and those below it can add by the money spent there, in
// steps: it does not fall, and is as long as more money says something.
func (p *planner) best(u int32, code int) []float64 {
	at := place{u, code}
	if out, ok := p.kept[at]; ok && !p.dirty[u] {
		return out
	}
	out := []float64{math.Inf(-1)}
	for c := range p.choices(u) {
		shift := 0
		if l := p.level(u); l >= 0 {
			shift = p.cost[l][c]
		}
		if shift > p.most || u == p.not && c == p.forbidden {
			continue
		}
		sums := p.sums(u, p.under(u, code, c))
		out = better(out, sums[len(sums)-1], shift, p.most)
	}
	if len(p.below(u)) > 0 && !p.dirty[u] {
		p.kept[at] = out
	}
	return out
}

func (p *planner) level(u int32) int {
	if u < 0 {
		return -1
	}
	return int(p.Level[u])
}

// choices is how many a unit has.
func (p *planner) choices(u int32) int {
	if l := p.level(u); l >= 0 {
		return len(p.Costs[l])
	}
	return 1
}

// under is the code below a unit that chose c.
func (p *planner) under(u int32, code, c int) int {
	if l := p.level(u); l >= 0 {
		return code + c*p.strides()[l]
	}
	return code
}

// sums are the best that the unit itself and its first children add, of none of these up
// to all.
func (p *planner) sums(u int32, code int) [][]float64 {
	own := 0.0
	if u >= 0 {
		own = p.own(code, u)
	}
	out := [][]float64{{own}}
	for _, v := range p.below(u) {
		out = append(out, join(out[len(out)-1], p.best(v, code), p.most))
	}
	return out
}

// join is the best sum of two by the money spent on both: the (max, +) convolution.
func join(a, b []float64, most int) []float64 {
	out := make([]float64, min(len(a)+len(b)-2, most)+1)
	for i := range out {
		out[i] = math.Inf(-1)
	}
	for j, y := range b {
		if j > 0 && y == b[j-1] {
			continue // it costs more and adds nothing
		}
		for i := range min(len(a), len(out)-j) {
			if sum := a[i] + y; sum > out[i+j] {
				out[i+j] = sum
			}
		}
	}
	return trimmed(out)
}

// better is the best of two, of which the second is for so much more money.
func better(a, b []float64, shift, most int) []float64 {
	if shift > most {
		return a
	}
	n := min(max(len(a), len(b)+shift), most+1)
	out := make([]float64, n)
	for i := range out {
		out[i] = a[min(i, len(a)-1)]
		if k := i - shift; k >= 0 {
			out[i] = max(out[i], b[min(k, len(b)-1)])
		}
	}
	return trimmed(out)
}

// trimmed has nothing fall, and ends where nothing rises any more.
func trimmed(x []float64) []float64 {
	last := 0
	for i := 1; i < len(x); i++ {
		if x[i] > x[i-1] {
			last = i
		} else {
			x[i] = x[i-1]
		}
	}
	return x[:last+1]
}

// choose puts into choice what brings a unit, and those below it, the best for so much
// money: of equal ones the cheapest.
func (p *planner) choose(u int32, code, money int, choice []int) {
	all := p.best(u, code)
	money = min(money, len(all)-1)
	for money > 0 && all[money-1] == all[money] {
		money--
	}
	for c := range p.choices(u) {
		rest := money
		if l := p.level(u); l >= 0 {
			rest -= p.cost[l][c]
		}
		if rest < 0 || u == p.not && c == p.forbidden {
			continue
		}
		below := p.under(u, code, c)
		sums := p.sums(u, below)
		last := sums[len(sums)-1]
		if last[min(rest, len(last)-1)] != all[money] {
			continue
		}
		if u >= 0 {
			choice[u] = c
		}
		p.share(sums, p.below(u), below, rest, choice)
		return
	}
}

// share shares money out among children, the last first.
func (p *planner) share(sums [][]float64, children []int32, code, money int, choice []int) {
	for k := len(children) - 1; k >= 0; k-- {
		all, before, child := sums[k+1], sums[k], p.best(children[k], code)
		money = min(money, len(all)-1)
		for x := 0; x < len(child) && x <= money; x++ {
			if before[min(money-x, len(before)-1)]+child[x] == all[money] {
				p.choose(children[k], code, x, choice)
				money -= x
				break
			}
		}
	}
}

// forbid has a unit not choose c.
func (p *planner) forbid(u int32, c int) {
	p.not, p.forbidden, p.dirty = u, c, map[int32]bool{-1: true}
	for v := u; v >= 0; v = p.Parent[v] {
		p.dirty[v] = true
	}
}

// gcd is the largest number by which all costs and the budget can be divided.
func gcd(budget int64, costs [][]int64) int64 {
	g := budget
	for _, row := range costs {
		for _, c := range row {
			for c > 0 {
				g, c = c, g%c
			}
		}
	}
	return max(g, 1)
}

// chosenOf are the units at which something is chosen.
func chosenOf(choice []int) []int32 {
	var out []int32
	for u, c := range choice {
		if c > 0 {
			out = append(out, int32(u))
		}
	}
	return slices.Clip(out)
}
