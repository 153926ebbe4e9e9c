package exact

import (
	"cmp"
	"math"
	"slices"

	"harkara/cascade"
	"harkara/cascade/exact/internal/lattice"
)

// answer writes the result. Grids are from the finest, which ends first, to the
// one that spans the horizon.
//
// The reach of every line is that of the last grid that was filled in; the goals are
// read from the grid that spans the horizon, as they may lie after the last column.
func (b *counted) answer(out *cascade.Result, grids []*computer) {
	b.Fill(out, b.p.Network, func(i int) cascade.Tier { return b.tier(i, grids) })
	left := b.Goals
	for _, g := range b.p.Question.Goals {
		x := cascade.Goal{Goal: g, Probability: cascade.Nobody()} // missed, where it is about nobody
		if len(left) > 0 && left[0].Goal == g {
			x = b.goal(left[0], grids[len(grids)-1])
			left = left[1:]
		}
		out.Goals = append(out.Goals, x)
	}
}

// tier is one line of the answer. How a share is spread has a closed form only
// where it is one unit, told or not, or where it does not vary; elsewhere its
// quantiles are NaN, for the caller to simulate.
//
// The quantiles of a share that is 0 or 1 are those of a Bernoulli variable. Where
// the standard deviation is 0 the share is its mean in every play.
func (b *counted) tier(i int, grids []*computer) cascade.Tier {
	l := &b.lines[i]
	out := cascade.Tier{Name: l.Name, Units: l.Total, Delay: l.delay}
	for j, at := range b.p.Question.At {
		r := cascade.Reach{At: at, Mean: b.share[i][j], SD: l.sd[j], P05: math.NaN(), P95: math.NaN()}
		f := r.Mean.Value
		switch {
		case l.Total == 0:
			r.P05, r.P95 = 0, 0
		case l.single():
			r.P05, r.P95 = coin(f, 0.05), coin(f, 0.95)
		case f == 0 || f == 1 || r.SD == 0:
			r.P05, r.P95 = f, f
		}
		out.Reach = append(out.Reach, r)
	}
	for _, s := range cascade.Shares {
		if l.Starts {
			unknown := cascade.TimeTo{Share: s, Median: cascade.Nobody(), Met: math.NaN()}
			out.TimeTo = append(out.TimeTo, unknown)
			continue
		}
		out.TimeTo = append(out.TimeTo, b.timeTo(l, s, grids))
	}
	return out
}

// single tells whether a line is one unit.
func (l *line) single() bool { return l.ofUnits() && l.Total == 1 }

// ofUnits tells whether a line counts units.
func (l *line) ofUnits() bool { return l.Tier >= 0 || l.Tier == ofAnswers }

// coin is the quantile of a share that is 1 with chance f, else 0.
//
// It is the smallest x with P(share ≤ x) ≥ p; as P(share = 0) = 1 − f, that is 0 up
// to p = 1 − f and 1 beyond.
func coin(f, p float64) float64 {
	if 1-f >= p {
		return 0
	}
	return 1
}

// timeTo is when a share of a line has it: known where it is one unit, or where
// the time of each unit is certain. Else that needs the joint law.
//
// For one unit, the median is where F reaches a half. As F̂ − ε ≤ F ≤ F̂ + ε, the
// time at which F̂ + ε reaches it is no later than the true one, and that at which F̂
// − ε does is no earlier: these are Low and High, in seconds. A median after the
// horizon is +Inf.
func (b *counted) timeTo(l *line, share float64, grids []*computer) cascade.TimeTo {
	last := grids[len(grids)-1]
	if t, ok := b.certainTime(l, share, last); ok {
		out := cascade.TimeTo{Share: share, Median: cascade.Estimate{Value: t, Low: t, High: t}}
		if !math.IsInf(t, 1) {
			out.Met = 1
		}
		return out
	}
	unknown := cascade.Estimate{Value: math.NaN(), Low: math.NaN(), High: math.NaN()}
	out := cascade.TimeTo{Share: share, Median: unknown, Met: math.NaN()}
	if !l.single() {
		return out
	}
	k := l.units[0].kind
	var law *lattice.Dist
	// The finest grid that certainly reaches a half is the best one to read it from.
	for _, c := range grids {
		law = c.arrivals[k]
		if f, eps := law.CDF(c.End(), false); f-eps > 0.5 {
			break
		}
	}
	out.Met, _ = last.arrivals[k].CDF(b.p.Question.Horizon, false)
	half := func(errors float64) float64 {
		if t := law.Quantile(0.5, errors); t <= b.p.Question.Horizon.Seconds() {
			return t
		}
		return math.Inf(1)
	}
	out.Median = cascade.Estimate{Value: half(0), Low: half(1), High: half(-1)}
	// The three come of different interpolations, so rounding might put them out of
	// order.
	out.Median.Low, out.Median.High = min(out.Median.Low, out.Median.Value), max(out.Median.High, out.Median.Value)
	return out
}

// certainTime is when a share of a line's units has it, in seconds, where nothing
// about that is left to chance: ok is false elsewhere, and for people.
//
// A unit's time is certain where its law is one atom of chance 1, or has no mass at
// all. The time of a share then is an order statistic of known times: that at which
// the number told first comes to the target, which is a whole number of units.
func (b *counted) certainTime(l *line, share float64, c *computer) (seconds float64, ok bool) {
	var told []lattice.Atom // times, and how many units have it then
	for _, x := range l.units {
		if x.kind == never {
			continue
		}
		atoms, exact := c.arrivals[x.kind].Exact()
		if !exact || len(atoms) > 1 || len(atoms) == 1 && atoms[0].Chance < 1 {
			return 0, false
		}
		if len(atoms) == 1 && atoms[0].At <= b.p.Question.Horizon {
			told = append(told, lattice.Atom{At: atoms[0].At, Chance: float64(x.n)})
		}
	}
	slices.SortFunc(told, func(a, b lattice.Atom) int { return cmp.Compare(a.At, b.At) })
	left := float64(cascade.Target(share, l.Total))
	for _, x := range told {
		if left -= x.Chance; left <= 0 {
			return x.At.Seconds(), true
		}
	}
	return math.Inf(1), l.ofUnits() && l.Total > 0
}

// goal is the chance of a goal where it is about one unit, or certain.
//
// Probability is a share of 1 with bounds; where the joint law of several units would
// be needed it is NaN with the bounds 0 and 1, which hold for any law.
func (b *counted) goal(g cascade.LineGoal, c *computer) cascade.Goal {
	out := cascade.Goal{Goal: g.Goal, Probability: cascade.Estimate{Value: math.NaN(), Low: 0, High: 1}}
	switch l := &b.lines[g.Line]; {
	case l.Total == 0:
		out.Probability = cascade.Nobody()
	case g.Target <= 0:
		out.Probability = within(1, 0)
	case len(l.units) == 1 && (l.single() || l.units[0].kind == origin):
		out.Probability = cascade.Estimate{}
		if k := l.units[0].kind; k != never {
			out.Probability = within(c.arrivals[k].CDF(g.By, false))
		}
	}
	out.Met = out.Probability.Value >= g.Chance
	return out
}
