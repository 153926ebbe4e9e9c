package exact

import (
	"math"
	"slices"

	"harkara/model"
)

// heardLaws are when a person, a smaller and a larger household of each group
// hear; only of the first of those that are alike. Every other group is followed on
// another core; the starts are summed up before, as the computer keeps them.
func (a *audience) heardLaws(c *computer, horizon model.Tick) [][3]timeLaw {
	out := make([][3]timeLaw, len(a.groups))
	var first []int
	for g, alike := range a.alike {
		if int(alike) == g {
			first = append(first, g)
			c.startsOf(a.groups[g].kind, a.groups[g].class)
		}
	}
	every := func(a *audience, from int) {
		for i := from; i < len(first); i += 2 {
			out[first[i]] = a.heardLaw(c, &a.groups[first[i]], horizon)
		}
	}
	wait := beside(func() { every(a.fork(), 1) })
	every(a, 0)
	wait()
	for _, list := range a.same() {
		for i, exact := range a.heardTimes(c, list, horizon) {
			for k := range exact.chance {
				law := &out[list[i]][k]
				law.moment = exact.moment[k] * law.chance / max(exact.chance[k], 1e-300)
			}
		}
	}
	return out
}

// curvePoint is the chances to have heard by a time.
//
// t is a time of the clock in ticks; chances are shares of 1.
type curvePoint struct {
	t model.Tick
	f [3]float64 // a person, a smaller and a larger household
}

// heardLaw follows when people and households of a group hear: at times close
// enough that straight lines between do, and where many hear at once, at the
// very tick.
//
// A stretch is halved while the chance at its middle lies further from the chord than
// enough, a share of all who hear by the horizon, and until it is one tick long. This
// is adaptive bisection; a bend that vanishes at the very middle may be missed, so
// the starting times are chosen close together.
func (a *audience) heardLaw(c *computer, g *listeners, horizon model.Tick) [3]timeLaw {
	q := &coarse{audience: a, c: c}
	at := func(t model.Tick) curvePoint {
		q.t = t
		h := q.ask(g)
		return curvePoint{t, [3]float64{max(0, 1-h.person.Value), max(0, 1-h.small.Value), max(0, 1-h.large.Value)}}
	}
	enough := 0.75 / summaryPoints // less than what one time that stands for others does
	if _, exact := c.firstStart(g.kind, g.class).Exact(); exact {
		enough = 0.0005
	}
	last := at(horizon)
	var curve []curvePoint
	var follow func(from, to curvePoint)
	follow = func(from, to curvePoint) {
		if to.t-from.t <= 1 {
			return
		}
		mid := at(from.t + (to.t-from.t)/2)
		bend := 0.0
		for k, f := range mid.f {
			bend = max(bend, math.Abs(f-(from.f[k]+to.f[k])/2)-max(enough*last.f[k], leastBend))
		}
		if bend > 0 {
			follow(from, mid)
		}
		curve = append(curve, mid)
		if bend > 0 {
			follow(mid, to)
		}
	}
	for _, t := range curveTimes(horizon, c.p.Message().At, manyTimes) {
		next := at(t)
		if len(curve) > 0 {
			follow(curve[len(curve)-1], next)
		}
		curve = append(curve, next)
	}
	var out [3]timeLaw
	for k := range out {
		out[k] = lawOfCurve(curve, k)
	}
	return out
}

// leastBend is a share that rounding may make: of people whom hardly anything, or
// nothing, reaches, a curve has no other bends.
const leastBend = 1e-12

// lawOfCurve is the law of what happens evenly between curve, and at the later one
// of two that are a tick apart.
//
// The moment is by the midpoint of each stretch, exact for what is even within it.
func lawOfCurve(curve []curvePoint, k int) timeLaw {
	out := timeLaw{chance: curve[len(curve)-1].f[k]}
	for i := 1; i < len(curve); i++ {
		from, to := curve[i-1], curve[i]
		mid := to.t.Seconds()
		if to.t-from.t > 1 {
			mid = (from.t.Seconds() + to.t.Seconds()) / 2
		}
		out.moment += (to.f[k] - from.f[k]) * mid
	}
	out.by = func(t model.Tick) float64 {
		i, found := slices.BinarySearchFunc(curve, t, func(x curvePoint, t model.Tick) int { return int(x.t - t) })
		switch {
		case found:
			return curve[i].f[k]
		case i == 0:
			return 0
		case i == len(curve):
			return curve[i-1].f[k]
		}
		from, to := curve[i-1], curve[i]
		return from.f[k] + (to.f[k]-from.f[k])*float64(t-from.t)/float64(to.t-from.t)
	}
	return out
}

// timesOf is how many even parts a horizon is cut into, and how many times there are in
// each doubling.
type timesOf struct {
	even   int
	octave float64
}

// manyTimes are those between which straight lines are tried, fewTimes those between which
// integrals are halved as far as they have to be.
var manyTimes, fewTimes = timesOf{64, 6}, timesOf{16, 1}

// curveTimes are times at which a curve is followed at least: even, and closer
// together soon after the release.
//
// They are in ticks of the clock, ascending and without repeats: even parts of the
// horizon, and some in each doubling of the time since the release from one minute on.
func curveTimes(horizon, release model.Tick, often timesOf) []model.Tick {
	out := []model.Tick{0, release, horizon}
	for i := 1; i < often.even; i++ {
		out = append(out, horizon*model.Tick(i)/model.Tick(often.even))
	}
	for x := float64(model.Minute); x < float64(horizon); x *= math.Exp2(1 / often.octave) {
		out = append(out, release+model.Tick(x))
	}
	slices.Sort(out)
	out = slices.Compact(out)
	return slices.DeleteFunc(out, func(t model.Tick) bool { return t > horizon })
}
