package study

import (
	"math"
	"slices"

	"harkara/cascade"
)

// cross finds the one crossing of an answer that rises or falls throughout.
func (q *search) cross(out *SeekAnswer) error {
	first, last := q.tried[0].Answer, q.tried[len(q.tried)-1].Answer
	met, metLast := first.Value >= q.Goal, last.Value >= q.Goal
	if met == metLast {
		out.All = met
		// An answer that rises and falls shows it in the middle first.
		_, err := q.ask(q.off(q.on(q.From) + q.scale/2))
		return err
	}
	c := Crossing{Rises: metLast}
	a, b, err := q.narrow(q.From, q.To, valueOf, q.fine(), q.From)
	c.X.Value = b
	if met {
		c.X.Value = a
	}
	c.At, _ = q.ask(c.X.Value)
	c.X.Low, c.X.High = math.Inf(-1), math.Inf(1)
	out.Crossings = []Crossing{c}
	if err != nil {
		return err
	}
	// Where the answer rises its upper bound meets the goal first.
	under, over := highOf, lowOf
	if met {
		under, over = lowOf, highOf
	}
	if c.X.Low, err = q.bound(under, true, c.X.Value); err != nil {
		return err
	}
	c.X.High, err = q.bound(over, false, c.X.Value)
	c.X.Low, c.X.High = min(c.X.Low, c.X.Value), max(c.X.High, c.X.Value)
	out.Crossings[0] = c
	return err
}

// bound is where a line of the answer crosses the goal, to a tenth of its distance from
// the value found: the last value asked before, or the first after; infinite where it
// does not within the range.
func (q *search) bound(line func(cascade.Estimate) float64, before bool, of float64) (float64, error) {
	first, last := line(q.tried[0].Answer) >= q.Goal, line(q.tried[len(q.tried)-1].Answer) >= q.Goal
	if first == last {
		if before {
			return math.Inf(-1), nil
		}
		return math.Inf(1), nil
	}
	a, b, err := q.narrow(q.From, q.To, line, q.fine(), of)
	// Of whole numbers the crossing itself is one: the one that meets the goal.
	if q.Whole {
		if last {
			return b, err
		}
		return a, err
	}
	if before {
		return a, err
	}
	return b, err
}

// fine is how closely a value is found, on the scale that is searched: to one part in
// 10,000 of the range, or in ten millions where answers are computed.
func (q *search) fine() float64 {
	sampled := slices.ContainsFunc(q.tried, func(t Tried) bool { return t.Answer.High-t.Answer.Low > 1e-3 })
	if sampled {
		return 1e-4 * q.scale
	}
	return 1e-7 * q.scale
}

// narrow finds two values, of which one meets the goal and the next does not, between
// two such: not farther apart than fine, or than a tenth of their distance from another
// value, or one whole number. It begins with those that
// were asked already, and goes on by the ITP method, which never asks more than one
// time more often than halving would (Oliveira and Takahashi, ACM Transactions on
// Mathematical Software 47, 2020).
func (q *search) narrow(a, b float64, line func(cascade.Estimate) float64, fine, from float64) (float64, float64, error) {
	miss := func(e cascade.Estimate) float64 { return line(e) - q.Goal }
	ya, yb := math.NaN(), math.NaN()
	rises := false
	for _, t := range q.tried { // the closest pair
		if t.X == b {
			rises = miss(t.Answer) >= 0
		}
	}
	for _, t := range q.tried {
		switch y := miss(t.Answer); {
		case t.X < a || t.X > b:
		case (y >= 0) != rises:
			a, ya = t.X, y
		case math.IsNaN(yb) || t.X < b:
			if t.X > a && math.IsNaN(yb) {
				b, yb = t.X, y
			}
		}
	}
	most := math.Ceil(math.Log2(max((q.on(b)-q.on(a))/fine, 1))) + 1
	near := func() float64 {
		if from == q.From {
			return fine // nothing is found yet
		}
		return max(fine, min(math.Abs(q.on(a)-q.on(from)), math.Abs(q.on(b)-q.on(from)))/10)
	}
	for step := 0.0; q.apart(a, b, near()); step++ {
		x := q.between(a, b, ya, yb, fine, most-step)
		e, err := q.ask(x)
		if err != nil {
			return a, b, err
		}
		if y := miss(e); (y >= 0) == rises {
			b, yb = x, y
		} else {
			a, ya = x, y
		}
	}
	return a, b, nil
}

// apart tells whether a value lies between two.
func (q *search) apart(a, b, fine float64) bool {
	if q.Whole {
		return b-a > 1.5
	}
	return q.on(b)-q.on(a) > fine*(1+1e-9)
}

// between is the value that ITP asks next: where a straight line meets the goal, moved
// towards the middle, and as near to the middle as the steps that are left demand.
func (q *search) between(a, b, ya, yb, fine, left float64) float64 {
	u, v := q.on(a), q.on(b)
	middle := (u + v) / 2
	straight := middle
	if ya != yb && !math.IsNaN(ya-yb) {
		straight = (yb*u - ya*v) / (yb - ya)
	}
	// The truncation of the method: κ₁ = 0.2 / (b−a), κ₂ = 2.
	towards := math.Copysign(1, middle-straight)
	x := middle
	if d := 0.2 * (v - u) * (v - u) / q.scale; d <= math.Abs(middle-straight) {
		x = straight + towards*max(d, fine/4)
	}
	if r := fine/2*math.Exp2(max(left, 0)) - (v-u)/2; math.Abs(x-middle) > max(r, 0) {
		x = middle - towards*max(r, 0)
	}
	out := q.off(x)
	if q.Whole && (out <= a || out >= b) {
		out = math.Round((a + b) / 2)
	}
	return out
}

// crossAll finds every crossing on the grid.
func (q *search) crossAll(out *SeekAnswer) error {
	grid := slices.Clone(q.tried)
	met := func(t Tried) bool { return t.Answer.Value >= q.Goal }
	out.All = !slices.ContainsFunc(grid, func(t Tried) bool { return !met(t) })
	for i := 1; i < len(grid); i++ {
		if met(grid[i-1]) == met(grid[i]) {
			continue
		}
		a, b, err := q.narrow(grid[i-1].X, grid[i].X, valueOf, q.fine(), q.From)
		c := Crossing{Rises: met(grid[i])}
		if c.X.Value = a; c.Rises {
			c.X.Value = b
		}
		c.At, _ = q.ask(c.X.Value)
		c.X.Low, c.X.High = q.widened(grid, i-1, -1), q.widened(grid, i, 1)
		out.Crossings = append(out.Crossings, c)
		if err != nil {
			return err
		}
	}
	return nil
}

// widened is the next value of the grid whose bounds do not hold the goal; infinite
// where there is none.
func (q *search) widened(grid []Tried, i, step int) float64 {
	for ; i >= 0 && i < len(grid); i += step {
		if e := grid[i].Answer; q.Goal < e.Low || q.Goal > e.High {
			return grid[i].X
		}
	}
	return math.Inf(step)
}
