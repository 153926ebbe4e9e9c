package exact

import (
	"math"

	"harkara/cascade/exact/internal/lattice"
	"harkara/model"
)

// times are how likely a person, a smaller and a larger household hear by the
// horizon, and the mean of when they do, in seconds, times that chance.
type times struct{ chance, moment [3]float64 }

// heardTimes are those of groups whose units start by one law and hear from the same
// sources: the mean over when their own unit starts, and over the cases of their other
// sources, of what follows from these. Every other start is followed on another core.
//
// Given a start s, when people hear mostly moves with s, so that its mean is straight
// in s but where the horizon cuts it off: then few starts that stand for many, each at
// the mean of these, give what all give.
func (a *audience) heardTimes(c *computer, list []int32, horizon model.Tick) []times {
	g := &a.groups[list[0]]
	points, total := c.startsOf(g.kind, g.class)
	src := &a.sources[g.sources]
	type start struct {
		at     model.Tick
		fixed  []model.Tick
		weight float64
	}
	var starts []start
	for i := range src.cases {
		x := &src.cases[i]
		begin := src.begin(x)
		for _, p := range points {
			starts = append(starts, start{p.At, x.starts, begin * p.Chance})
		}
		starts = append(starts, start{model.Never, x.starts, x.chance - begin*total})
	}
	every := func(a *audience, from int) []times {
		out := make([]times, len(list))
		x := &integral{width: 3 * len(list)}
		for i := from; i < len(starts); i += 2 {
			if s := &starts[i]; s.weight != 0 {
				q := &coarse{audience: a, c: c}
				q.given(x, list, s.fixed, s.at, horizon)
				for k := range x.chance {
					out[k/3].chance[k%3] += float64(s.weight * x.chance[k])
					out[k/3].moment[k%3] += float64(s.weight * x.moment[k])
				}
			}
		}
		return out
	}
	var there []times
	wait := beside(func() { there = every(a.fork(), 1) })
	out := every(a, 0)
	wait()
	for i := range out {
		for k := range out[i].chance {
			out[i].chance[k] += there[i].chance[k]
			out[i].moment[k] += there[i].moment[k]
		}
	}
	return out
}

// begin is the weight of a case with the law of the own unit's start (overCases).
func (c *sources) begin(x *sourcesCase) float64 {
	switch {
	case !c.top:
		return x.chance
	case !x.passes:
		return 0
	}
	return x.chance / c.passes()
}

// given finds what follows where the own unit starts at s and other sources when they do.
func (q *coarse) given(x *integral, list []int32, fixed []model.Tick, s, horizon model.Tick) {
	starts := q.startsWith(&q.sources[q.groups[list[0]].sources], fixed, s)
	x.at = func(t model.Tick, f []float64) {
		q.people.Turn(starts, t)
		for i, g := range list {
			h := q.people.Unaware(q.groups[g].homes, q.groups[g].size)
			for k, u := range h {
				f[3*i+k] = 1 - u
			}
		}
	}
	q.people.Turn(starts, horizon)
	begun := s
	if begun >= horizon {
		begun = q.c.p.Message().At
	}
	x.times(curveTimes(horizon, begun, fewTimes), q.people.Knocks(horizon))
}

// sharpen is the first tick by which f, which does not fall, is at least target, by
// the points of a grid around a guess. Between two of them it is where a cubic through
// the four nearest is, if these lie on a smooth curve, and else found tick by tick.
func sharpen(f func(t model.Tick) float64, g *lattice.Grid, guess, horizon model.Tick, target float64) model.Tick {
	known := map[int]float64{}
	at := func(k int) float64 {
		v, ok := known[k]
		if !ok {
			v = f(min(g.Time(k), horizon))
			known[k] = v
		}
		return v
	}
	last := g.N
	for last > 1 && g.Time(last-1) >= horizon {
		last--
	}
	hi := min(max(int((guess-g.From)/g.Step)+1, 1), last)
	lo := hi - 1
	for step := 1; lo > 0 && at(lo) >= target; step *= 2 {
		hi, lo = lo, max(lo-step, 0)
	}
	for step := 1; hi < last && at(hi) < target; step *= 2 {
		lo, hi = hi, min(hi+step, last)
	}
	for turn := 0; hi-lo > 1; turn++ {
		mid := (lo + hi) / 2
		if rise := at(hi) - at(lo); turn%2 == 0 && rise > 0 {
			mid = min(max(lo+int((target-at(lo))/rise*float64(hi-lo)), lo+1), hi-1)
		}
		if at(mid) >= target {
			hi = mid
		} else {
			lo = mid
		}
	}
	if lo >= 1 && g.Time(hi+1) <= horizon {
		a, b, c, d := at(lo-1), at(lo), at(hi), at(hi+1)
		if math.Abs(d-2*c+b-(c-2*b+a)) < 0.1*(c-b) && math.Abs((d-c)-(b-a)) < 0.5*(c-b) {
			x := bisect(func(x float64) bool { return cubic(a, b, c, d, x) >= target })
			return g.Time(lo) + model.Tick(math.Round(x*float64(g.Step)))
		}
	}
	from, to := g.Time(lo), min(g.Time(hi), horizon)
	for to-from > 1 {
		if mid := (from + to) / 2; f(mid) >= target {
			to = mid
		} else {
			from = mid
		}
	}
	return to
}

// cubic is the value at x of the polynomial of third degree with values at −1, 0, 1
// and 2 (Lagrange).
func cubic(a, b, c, d, x float64) float64 {
	return float64(-a*x*(x-1)*(x-2)/6) + float64(b*(x+1)*(x-1)*(x-2)/2) - float64(c*(x+1)*x*(x-2)/2) + float64(d*(x+1)*x*(x-1)/6)
}

// bisect is the least number from 0 to 1 for which something holds that then holds
// for all greater ones.
func bisect(holds func(x float64) bool) float64 {
	lo, hi := 0.0, 1.0
	for range 50 {
		if mid := (lo + hi) / 2; holds(mid) {
			hi = mid
		} else {
			lo = mid
		}
	}
	return hi
}
