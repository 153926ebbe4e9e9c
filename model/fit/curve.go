package fit

import (
	"cmp"
	"math"
	"slices"
)

// Step is a part of a Curve: the share Mass of delays lies in (From, To]; both the
// same is one delay.
type Step struct{ From, To, Mass float64 }

// Curve is what a log says of delays without any family: the estimate of Kaplan and
// Meier (J. Amer. Stat. Assoc. 53, 1958) where delays are exact or not seen by a
// time, that of Turnbull (J. Roy. Stat. Soc. B 38, 1976) where they lie in
// intervals.
type Curve struct {
	// Steps are ascending, and their masses add up to 1 less Left.
	Steps []Step
	// Survival is the share that had not come when the last one did.
	Survival float64
}

// NewCurve is the curve of rows.
func NewCurve(rows []Row) Curve {
	rows = merged(rows, 0)
	for _, r := range rows {
		if r.From != r.To && !math.IsInf(r.To, 1) {
			return turnbull(rows)
		}
	}
	return kaplanMeier(rows)
}

// byDelay orders rows by their delays.
func byDelay(a, b Row) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) }

// kaplanMeier takes, at each delay, the share that ends there of those that last
// so long.
func kaplanMeier(rows []Row) Curve {
	rows = slices.Clone(rows)
	// Of those that are not seen by a time and those that end there, the latter are
	// first: the former last longer.
	slices.SortStableFunc(rows, byDelay)
	atRisk := totalOf(rows)
	c := Curve{Survival: 1}
	for _, r := range rows {
		if r.From == r.To {
			mass := c.Survival * r.count() / atRisk
			c.Steps = append(c.Steps, Step{r.From, r.To, mass})
			c.Survival -= mass
		}
		atRisk -= r.count()
	}
	if c.Survival < 1e-12 {
		c.Survival = 0
	}
	return c
}

// turnbull gives masses to the intervals that no end of a row lies in, by
// expectation and maximisation.
func turnbull(rows []Row) Curve {
	cells := innermost(rows)
	inside := make([][]int, len(rows))
	total := 0.0
	for i, r := range rows {
		total += r.count()
		for j, s := range cells {
			if r.From == r.To && s.From == s.To && s.To == r.To || r.From < r.To && (r.From <= s.From && s.From < s.To || r.From < s.From) && s.To <= r.To {
				inside[i] = append(inside[i], j)
			}
		}
	}
	for j := range cells {
		cells[j].Mass = 1 / float64(len(cells))
	}
	next := make([]float64, len(cells))
	for range 200_000 {
		clear(next)
		for i, r := range rows {
			sum := 0.0
			for _, j := range inside[i] {
				sum += cells[j].Mass
			}
			for _, j := range inside[i] {
				next[j] += r.count() * cells[j].Mass / sum / total
			}
		}
		moved := 0.0
		for j := range cells {
			moved = max(moved, math.Abs(next[j]-cells[j].Mass))
			cells[j].Mass = next[j]
		}
		if moved < 1e-12 {
			break
		}
	}
	c := Curve{}
	for _, s := range cells {
		switch {
		case s.Mass < 1e-9:
		case math.IsInf(s.To, 1):
			c.Survival += s.Mass
		default:
			c.Steps = append(c.Steps, s)
		}
	}
	return c
}

// innermost are the intervals from the start of a row to an end of one with no
// start and no end between. A row that starts where another ends begins after it;
// an exact one begins before it ends.
func innermost(rows []Row) []Step {
	type end struct {
		at    float64
		order int // of what is at one time: exact rows start, rows end, rows start
		start bool
	}
	var ends []end
	for _, r := range rows {
		order := 2
		if r.From == r.To {
			order = 0
		}
		ends = append(ends, end{r.From, order, true}, end{r.To, 1, false})
	}
	slices.SortFunc(ends, func(a, b end) int { return cmp.Or(cmp.Compare(a.at, b.at), a.order-b.order) })
	var out []Step
	for i := 1; i < len(ends); i++ {
		if ends[i-1].start && !ends[i].start {
			out = append(out, Step{From: ends[i-1].at, To: ends[i].at})
		}
	}
	return out
}

// Quantile is the first delay by which a share p has come; +Inf where so many have
// not.
func (c Curve) Quantile(p float64) float64 {
	sum := 0.0
	for _, s := range c.Steps {
		if sum += s.Mass; sum >= p-1e-12 {
			return s.To
		}
	}
	return math.Inf(1)
}
