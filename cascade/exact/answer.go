package exact

import (
	"math"

	"harkara/cascade"
	"harkara/cascade/exact/internal/lattice"
	"harkara/model"
)

// shares are those of a whole tier whose times are told.
var shares = [...]float64{0.5, 0.9, 1}

// answer writes the result. Grids are from the finest, which ends first, to the
// one that spans the horizon.
func (b *layout) answer(out *cascade.Result, grids []*computer) {
	b.setDelays(grids)
	for i := range b.lines[:b.whole] {
		out.Tiers = append(out.Tiers, b.tier(i, grids))
	}
	unserved := b.p.Network.Unserved()
	for _, g := range b.groups {
		x := cascade.Group{Unit: g.unit, Name: b.p.Network.Name(g.unit), Code: b.p.Network.Code(g.unit)}
		x.Self = b.tier(g.lo, grids)
		for i := g.lo + 1; i < g.hi; i++ {
			x.Tiers = append(x.Tiers, b.tier(i, grids))
		}
		if x.Tiers == nil {
			x.Tiers = []cascade.Tier{x.Self}
		}
		if unserved != nil {
			x.Unserved = unserved[g.unit]
		}
		out.Groups = append(out.Groups, x)
	}
	for _, g := range b.p.Question.Goals {
		out.Goals = append(out.Goals, b.goal(g, grids[len(grids)-1]))
	}
}

func (b *layout) tier(i int, grids []*computer) cascade.Tier {
	l := &b.lines[i]
	out := cascade.Tier{Name: l.name, Units: l.total, Delay: l.delay}
	for j, at := range b.p.Question.At {
		r := cascade.Reach{At: at, Mean: b.share[i][j], SD: l.sd[j], P05: math.NaN(), P95: math.NaN()}
		f := r.Mean.Value
		switch {
		case l.total == 0:
			r.P05, r.P95 = 0, 0
		case l.single():
			r.P05, r.P95 = coin(f, 0.05), coin(f, 0.95)
		case f == 0 || f == 1 || r.SD == 0:
			r.P05, r.P95 = f, f
		}
		out.Reach = append(out.Reach, r)
	}
	for _, s := range shares {
		out.TimeTo = append(out.TimeTo, b.timeTo(l, s, grids))
	}
	return out
}

// single tells whether a line is one unit.
func (l *line) single() bool { return l.tier >= 0 && l.total == 1 }

// coin is the quantile of a share that is 1 with chance f, else 0.
func coin(f, p float64) float64 {
	if 1-f >= p {
		return 0
	}
	return 1
}

// timeTo is when a share of a line has it: known where it is one unit, or where
// all of it has it at once, or none ever. Else that needs the joint law.
func (b *layout) timeTo(l *line, share float64, grids []*computer) cascade.TimeTo {
	unknown := cascade.Estimate{Value: math.NaN(), Low: math.NaN(), High: math.NaN()}
	out := cascade.TimeTo{Share: share, Median: unknown, Met: math.NaN()}
	if len(l.units) != 1 {
		return out
	}
	k := l.units[0].kind
	if !l.single() && k != origin && k != never {
		return out
	}
	never := cascade.Estimate{Value: math.Inf(1), Low: math.Inf(1), High: math.Inf(1)}
	if k < 0 {
		out.Median, out.Met = never, 0
		return out
	}
	var law *lattice.Dist
	for _, c := range grids {
		law = c.arrivals[k]
		if f, eps := law.CDF(c.End(), false); f-eps > 0.5 {
			break
		}
	}
	out.Met, _ = grids[len(grids)-1].arrivals[k].CDF(b.p.Question.Horizon, false)
	out.Median = cascade.Estimate{Value: law.Quantile(0.5, 0), Low: law.Quantile(0.5, 1), High: law.Quantile(0.5, -1)}
	out.Median.Low, out.Median.High = min(out.Median.Low, out.Median.Value), max(out.Median.High, out.Median.Value)
	return out
}

// goal is the chance of a goal where it is about one unit, or certain.
func (b *layout) goal(g model.Goal, c *computer) cascade.Goal {
	out := cascade.Goal{Goal: g, Probability: cascade.Estimate{Value: math.NaN(), Low: 0, High: 1}}
	for i := range b.lines[:b.whole] {
		l := &b.lines[i]
		if l.name != g.Tier {
			continue
		}
		if target := math.Ceil(g.Share*float64(l.total) - 1e-9); target <= 0 {
			out.Probability = cascade.Estimate{Value: 1, Low: 1, High: 1}
		} else if len(l.units) == 1 && (l.single() || l.units[0].kind == origin) {
			out.Probability = cascade.Estimate{}
			if k := l.units[0].kind; k != never {
				f, eps := c.arrivals[k].CDF(g.By, false)
				out.Probability = within(f, eps)
			}
		}
		break
	}
	out.Met = out.Probability.Value >= g.Chance
	return out
}

// setDelays finds the delays of every line.
func (b *layout) setDelays(grids []*computer) {
	known := map[int32]cascade.Delay{}
	for i := range b.lines {
		l := &b.lines[i]
		if l.tier < 0 {
			continue
		}
		if len(l.units) == 1 {
			k := l.units[0].kind
			d, ok := known[k]
			if !ok {
				d = delayOf(grids, l.units)
				known[k] = d
			}
			l.delay = d
			continue
		}
		l.delay = delayOf(grids, l.units)
	}
	if b.audience != nil {
		b.setCrowdDelays(grids)
	}
}

// delayOf is the delays of units that were reached, all together.
func delayOf(grids []*computer, units []count) cascade.Delay {
	t, f := []float64{0}, []float64{0}
	last := model.Tick(-1)
	for _, c := range grids {
		before, at := make([]float64, c.N+1), make([]float64, c.N+1)
		for _, u := range units {
			if u.kind == never {
				continue
			}
			x, y := c.arrivals[u.kind].Cumulative()
			for k := range x {
				before[k] += float64(u.n) * x[k]
				at[k] += float64(u.n) * y[k]
			}
		}
		for k := range at {
			if now := c.Time(k); now > last && now <= c.until {
				s := now.Seconds()
				t, f = append(t, s, s), append(f, before[k], at[k])
				last = now
			}
		}
	}
	for i := 1; i < len(f); i++ {
		f[i] = max(f[i], f[i-1])
	}
	return delayOfCurve(t, f)
}

// delayOfCurve is the mean and quantiles of times of which so many had come by
// each, with straight lines between.
func delayOfCurve(t, f []float64) cascade.Delay {
	last := len(f) - 1
	if f[last] <= 0 {
		return cascade.Delay{Mean: math.NaN(), Median: math.NaN(), P90: math.NaN()}
	}
	mean := 0.0
	for i := 1; i <= last; i++ {
		mean += (t[i] - t[i-1]) * (1 - (f[i]+f[i-1])/2/f[last])
	}
	at := func(share float64) float64 {
		want := share * f[last] * (1 - 1e-12)
		for i := 1; i <= last; i++ {
			if f[i] >= want {
				if f[i] == f[i-1] {
					return t[i-1]
				}
				return t[i-1] + (t[i]-t[i-1])*max(0, want-f[i-1])/(f[i]-f[i-1])
			}
		}
		return t[last]
	}
	return cascade.Delay{Mean: mean, Median: at(0.5), P90: at(0.9)}
}

// setCrowdDelays finds the delays of people and households from when those of
// each group have heard, at curveTimes times.
func (b *layout) setCrowdDelays(grids []*computer) {
	times := curveTimes(b.p.Question.Horizon, b.p.Message().At)
	heard := make([][]unaware, len(b.audience.groups))
	for _, t := range times {
		c := grids[len(grids)-1]
		for i := len(grids) - 1; i >= 0 && t <= grids[i].until; i-- {
			c = grids[i]
		}
		q := &coarse{audience: b.audience, c: c, t: t}
		for g, first := range b.audience.alike {
			if int(first) == g {
				heard[g] = append(heard[g], q.ask(&b.audience.groups[g]))
			}
		}
	}
	for i := range b.lines {
		l := &b.lines[i]
		if l.tier >= 0 {
			continue
		}
		t, f := make([]float64, len(times)), make([]float64, len(times))
		for j := range times {
			t[j] = times[j].Seconds()
			for _, x := range l.crowd {
				h := &heard[b.audience.alike[x.group]][j]
				if l.tier == ofPeople {
					f[j] += float64(x.people) * (1 - h.person.Value)
				} else {
					f[j] += float64(x.small)*(1-h.small.Value) + float64(x.large)*(1-h.large.Value)
				}
			}
			f[j] = max(f[j], f[max(j-1, 0)])
		}
		l.delay = delayOfCurve(t, f)
	}
}
