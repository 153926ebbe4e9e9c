package exact

import (
	"math"
	"slices"

	"harkara/cascade/exact/internal/lattice"
	"harkara/model"
)

// times are how likely a person, a smaller and a larger household hear by the
// horizon, and the mean of when they do, in seconds, times that chance.
type times struct{ chance, moment [3]float64 }

func (x *times) add(w float64, y *times) {
	for k := range x.chance {
		x.chance[k] += float64(w * y.chance[k])
		x.moment[k] += float64(w * y.moment[k])
	}
}

// heardTimes are those of a group: the mean over when their own unit starts, and over
// the cases of their other sources, of what follows from these.
//
// Given a start s, when people hear mostly moves with s, so that its mean is straight
// in s but where the horizon cuts it off: then few starts that stand for many, each at
// the mean of these, give what all give.
func (a *audience) heardTimes(c *computer, g *listeners, horizon model.Tick) times {
	q := &coarse{audience: a, c: c}
	points, total := c.startsOf(g.kind, g.class)
	src := &a.sources[g.sources]
	var out times
	for i := range src.cases {
		x := &src.cases[i]
		begin := src.begin(x)
		for _, p := range points {
			given := q.given(src, g, x.starts, p.At, horizon)
			out.add(begin*p.Chance, &given)
		}
		silent := q.given(src, g, x.starts, model.Never, horizon)
		out.add(x.chance-begin*total, &silent)
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

// given is what follows where the own unit starts at s and other sources when they do.
func (q *coarse) given(src *sources, g *listeners, fixed []model.Tick, s, horizon model.Tick) times {
	x := &integral{at: func(t model.Tick) curvePoint {
		q.t = t
		u := q.unaware(src, g, fixed, s)
		return curvePoint{t, [3]float64{1 - u[0], 1 - u[1], 1 - u[2]}}
	}}
	begun := s
	if begun >= horizon {
		begun = q.c.p.Message().At
	}
	return x.times(curveTimes(horizon, begun))
}

// integral finds the moments of chances to have heard by a time.
//
// These chances H do not fall with t. Their integrals are found by Simpson's rule on
// stretches that are halved until that changes by less than a part in 5·10⁸ of the
// horizon, or no more than that can be missing, or the stretch is one tick long; then,
// by parts,
//
//	∫ t dH = b·H(b) − a·H(a) − ∫ H dt.
//
// What happens within one tick happens at its end; else times are rounded to ticks,
// those within half of one before its own.
type integral struct {
	at            func(t model.Tick) curvePoint
	reach, enough float64 // the greatest chance; seconds that an integral may be off
	out           times
}

// times are those over stretches between some times, of which the last is the horizon.
func (x *integral) times(between []model.Tick) times {
	end := x.at(between[len(between)-1])
	x.out.chance = end.f
	x.reach = slices.Max(end.f[:])
	x.enough = 2e-9 * end.t.Seconds() * x.reach
	last := x.at(between[0])
	for k := range last.f { // who has heard by the first tick hears then
		x.out.moment[k] += last.f[k] * last.t.Seconds()
	}
	for _, t := range between[1:] {
		if last.f == end.f {
			break
		}
		next := x.at(t)
		if next.f != last.f {
			x.add(last, x.middle(last, next), next)
		}
		last = next
	}
	return x.out
}

// middle is the point between two, or the first where there is none.
func (x *integral) middle(a, b curvePoint) curvePoint {
	if b.t-a.t <= 1 {
		return a
	}
	return x.at((a.t + b.t) / 2)
}

// add adds the stretch from a to b with its middle m.
func (x *integral) add(a, m, b curvePoint) {
	if b.t-a.t <= 1 {
		for k := range a.f {
			x.out.moment[k] += (b.f[k] - a.f[k]) * b.t.Seconds()
		}
		return
	}
	left, right := x.middle(a, m), x.middle(m, b)
	if !x.straight(a, left, m, right, b) {
		x.add(a, left, m)
		x.add(m, right, b)
		return
	}
	width := (b.t - a.t).Seconds()
	for k := range a.f {
		mean := (a.f[k] + 4*left.f[k] + 2*m.f[k] + 4*right.f[k] + b.f[k]) / 12
		x.out.moment[k] += b.f[k]*b.t.Seconds() - a.f[k]*a.t.Seconds() - float64(mean*width)
		x.out.moment[k] += (b.f[k] - a.f[k]) * model.Tick(1).Seconds() / 2
	}
}

// straight tells whether Simpson's rule is close enough over a stretch.
// What many hear at once they hear at its very tick; and steps that fall in with the
// halves of a stretch, as visits may, are seen aside of them.
func (x *integral) straight(a, left, m, right, b curvePoint) bool {
	width, rise := (b.t - a.t).Seconds(), 0.0
	for k := range a.f {
		rise = max(rise, b.f[k]-a.f[k])
	}
	switch {
	case rise > 0.05*x.reach || b.t-a.t <= 8:
		return false
	case rise*width/2 < x.enough:
		return true
	}
	for k := range a.f {
		one := (a.f[k] + 4*m.f[k] + b.f[k]) / 6
		two := (a.f[k] + 4*left.f[k] + 2*m.f[k] + 4*right.f[k] + b.f[k]) / 12
		if math.Abs(two-one)*width > 15*x.enough {
			return false
		}
	}
	aside := x.at(a.t + (b.t-a.t)*8/21)
	p := float64(aside.t-a.t) / float64(b.t-a.t)
	for k := range a.f {
		parabola := float64(a.f[k]*(1-p)*(1-2*p)) + float64(4*m.f[k]*p*(1-p)) + float64(b.f[k]*p*(2*p-1))
		if math.Abs(aside.f[k]-parabola)*width > 150*x.enough {
			return false
		}
	}
	return true
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
