package exact

import (
	"harkara/cascade"
	"harkara/cascade/exact/internal/lattice"
	"harkara/model"
)

// unaware is what has become of each group of listeners by one time.
//
// All are shares of 1 with bounds that hold, where they come of a query.
type unaware struct {
	// person is the chance that a person has not heard, small and large that
	// nobody in a household of the smaller and of the larger size has.
	person, small, large cascade.Estimate
}

// query asks the law of the people about all starts on a grid, for one time.
//
// The functions are of the own unit's start, tabulated on the computer's grid; t is a
// time of the clock in ticks. A query belongs to one column and one goroutine.
type query struct {
	*audience
	c *computer
	t model.Tick
	z map[int32]*lattice.Function // by index of sources and case
	// layers are the functions of some groups, of a person and two sizes of households.
	layers map[layersOf][]*lattice.Function
}

// sourcesKey names a case of sources by their indices: at most maxStates cases each.
func sourcesKey(src, i int32) int32 { return src*maxStates + i }

// mean is the mean over the own unit's start of the chance that a person, a smaller
// or a larger household (ofOne, ofSmaller, ofLarger) has not heard; silent is its value
// where the unit never starts.
//
// The estimate is the integral over the mass that the law of the start has, at
// most 1; what is missing of it is to be weighted with silent by the caller.
type mean func(what int) (mean cascade.Estimate, silent float64)

// What a mean is of.
const (
	ofOne = iota
	ofSmaller
	ofLarger
)

// askOf is the chance of a person of a group not to have heard did their own
// unit start as given.
func (q *query) askOf(g *listeners, start *lattice.Dist) cascade.Estimate {
	return q.overCases(g, start.Total(), q.over(g, start)).person
}

// askPerfect is the same where the origin above, from which they hear directly,
// is perfect: of that class, but starting as soon as no outage keeps it.
//
// The origin's outages of the whole play remain, with chance cl.silent; then nobody
// hears from it at all.
func (q *query) askPerfect(g *listeners, start *lattice.Dist, cl *class) cascade.Estimate {
	f := func(z, u float64) float64 { return u * z }
	src := &q.sources[g.sources]
	starts := append([]model.Tick(nil), src.cases[0].starts...)
	silent := append([]model.Tick(nil), starts...)
	for d, top := range src.ofTops {
		if top {
			starts[d], silent[d] = cl.states[0].anyHour.Next(q.p.Message().At), model.Never
		}
	}
	ask := func(starts []model.Tick) *lattice.Function {
		return q.sweep(src, starts, func(starts []model.Tick) float64 {
			_, z := q.people.Shares(starts, q.t, g.homes)
			return z
		})
	}
	z, u := ask(starts), q.everybody()
	if q.people.HomeByHome() {
		u = q.sweepHomes(src, starts, g.homes)
	}
	e := around(start.Mean(z, u, f))
	left := (1-cl.silent-start.Total())*f(z.Never, u.Never) + cl.silent*f(ask(silent).Never, u.Never)
	return cascade.Estimate{Value: e.Value + left, Low: e.Low + left, High: e.High + left}
}

// ask is what has become of a group.
func (q *query) ask(g *listeners) unaware {
	start := q.c.firstStart(g.kind, g.class)
	return q.overCases(g, start.Total(), q.over(g, start))
}

// over is the mean over a start of a group's own unit.
//
// Atoms are summed one by one, which has no error but rounding; else the bounds are
// those of lattice.Dist.Mean, which needs functions that do not fall as the start
// gets later. They do not: a later start never makes anybody hear sooner.
func (q *query) over(g *listeners, start *lattice.Dist) func(i int32) mean {
	if atoms, exact := start.Exact(); exact {
		point := &coarse{audience: q.audience, c: q.c, t: q.t}
		return func(i int32) mean { return point.over(atoms, g, i) }
	}
	return func(i int32) mean {
		if q.people.InPart() {
			return q.overLayers(g, start, i)
		}
		z, u := q.answersOf(g, i), q.unvisited(g, i)
		of := [3]func(z, u float64) float64{
			func(z, u float64) float64 { return u * z },
			func(z, u float64) float64 { return u * q.people.HomeUnaware(z, g.size) },
			func(z, u float64) float64 { return u * q.people.HomeUnaware(z, g.size+1) },
		}
		return func(what int) (cascade.Estimate, float64) {
			return around(start.Mean(z, u, of[what])), of[what](z.Never, u.Never)
		}
	}
}

// overCases mixes the cases of a group's sources. Where the origin above is one of
// those people hear from directly, their own unit starts only where it does.
//
// Where the origin above is a source, own unit and source depend on each other
// through it alone: given that it passes on, which has chance b, the own unit's law
// is the unconditional one divided by b. Each case thus adds begin·mean + (x.chance −
// begin·total)·silent, where begin is x.chance, or x.chance/b, or 0 where the origin
// is silent.
func (a *audience) overCases(g *listeners, total float64, of func(i int32) mean) unaware {
	var h unaware
	src := &a.sources[g.sources]
	passes := src.passes()
	for i, x := range src.cases {
		begin := x.chance
		switch {
		case src.top && !x.passes:
			begin = 0
		case src.top:
			begin = x.chance / passes
		}
		over := of(int32(i))
		add := func(e *cascade.Estimate, what int) {
			mean, silent := over(what)
			left := (x.chance - begin*total) * silent
			e.Value += begin*mean.Value + left
			e.Low += begin*mean.Low + left
			e.High += begin*mean.High + left
		}
		add(&h.person, ofOne)
		add(&h.small, ofSmaller)
		add(&h.large, ofLarger)
	}
	return h
}

// around is an estimate with its error.
//
// The bounds are not cut off at 0 and 1, since they are weighted and added up first.
func around(x, eps float64) cascade.Estimate {
	return cascade.Estimate{Value: x, Low: x - eps, High: x + eps}
}

// passes is the chance that the origin above passes on.
func (c *sources) passes() float64 {
	sum := 0.0
	for _, x := range c.cases {
		if x.passes {
			sum += x.chance
		}
	}
	return sum
}

// answersOf is the chance that a person, at a home that is not visited, has not
// heard. It depends on the number of homes only where visits tell a part of a home.
func (q *query) answersOf(g *listeners, i int32) *lattice.Function {
	src := g.sources
	key := sourcesKey(src, i)
	if a, ok := q.z[key]; ok && !q.people.InPart() {
		return a
	}
	a := q.sweep(&q.sources[src], q.sources[src].cases[i].starts, func(starts []model.Tick) float64 {
		_, z := q.people.Shares(starts, q.t, g.homes)
		return z
	})
	q.z[key] = a
	return a
}

// unvisited is the share of homes not visited. With one round, how many visits
// it has made is asked once for all numbers of homes.
//
// A round makes visits at a rate that does not depend on the number of homes, until
// all are visited: the share visited is min(visits/homes, 1).
func (q *query) unvisited(g *listeners, x int32) *lattice.Function {
	if !q.people.HomeByHome() {
		return q.everybody()
	}
	src := &q.sources[g.sources]
	if !q.people.OneRound() {
		return q.sweepHomes(src, src.cases[x].starts, g.homes)
	}
	key := -2 - sourcesKey(g.sources, x)
	if q.z[key] == nil {
		q.z[key] = q.sweepHomes(src, src.cases[x].starts, countless)
	}
	return q.z[key].Transform(func(u float64) float64 { return shareOf(u, g.homes) })
}

// shareOf is the share of so many homes not visited, given that of countless ones.
func shareOf(u float64, homes int64) float64 {
	return 1 - min((1-u)*countless/max(float64(homes), 1), 1)
}

func (q *query) sweepHomes(c *sources, starts []model.Tick, homes int64) *lattice.Function {
	return q.sweep(c, starts, func(starts []model.Tick) float64 {
		u, _ := q.people.Shares(starts, q.t, homes)
		return u
	})
}

// countless is a number of homes of which rounds never come to all: the share
// they have come to is exactly that many visits.
const countless = 1 << 40

// everybody is where nobody is visited.
func (q *query) everybody() *lattice.Function {
	const none = -1
	if a, ok := q.z[none]; ok {
		return a
	}
	a := &lattice.Function{At: make([]float64, q.c.N+1), Halves: make([][4]float64, q.c.N+1), Never: 1}
	for k := range a.At {
		a.At[k], a.Halves[k] = 1, [4]float64{1, 1, 1, 1}
	}
	q.z[none] = a
	return a
}

// sweep asks for all starts of the own unit. One after t changes nothing.
func (q *query) sweep(c *sources, fixed []model.Tick, ask func(starts []model.Tick) float64) *lattice.Function {
	return q.sweepAll(c, fixed, nil, 1, func(starts []model.Tick, out []float64) { out[0] = ask(starts) })[0]
}

// sweepAll is sweep for n functions at once, whose values ask puts into out.
//
// At point k a function is asked at its tick; within the cell below it, at the
// first and last tick of each half, in ticks of the clock. As the function does not
// fall, it lies in each half between the values at that half's ends, which is what
// lattice.Dist.Mean builds its bounds on.
//
// Within cells that are empty, if that is known, nothing is asked.
func (q *query) sweepAll(c *sources, fixed []model.Tick, empty func(k int) bool, n int, ask func(starts []model.Tick, out []float64)) []*lattice.Function {
	g := q.c.Grid
	all, values := make([]*lattice.Function, n), make([]float64, n)
	ask(fixed, values)
	for i, never := range values {
		all[i] = &lattice.Function{At: make([]float64, g.N+1), Halves: make([][4]float64, g.N+1), Never: never}
	}
	starts := append([]model.Tick(nil), fixed...)
	// of asks for a start, and keeps the answers where at says.
	of := func(s model.Tick, at func(a *lattice.Function) *float64) {
		if s <= q.t {
			for d, own := range c.own {
				if own {
					starts[d] = s
				}
			}
			ask(starts, values)
		}
		for i, a := range all {
			if s > q.t {
				values[i] = a.Never
			}
			*at(a) = values[i]
		}
	}
	for k := range g.N + 1 {
		t := g.Time(k)
		of(t, func(a *lattice.Function) *float64 { return &a.At[k] })
		if empty != nil && empty(k) {
			continue
		}
		ticks := g.Halves(k)
		if k == 0 {
			ticks = [4]model.Tick{model.Never, model.Never, model.Never, model.Never}
		}
		for j, s := range ticks {
			of(s, func(a *lattice.Function) *float64 { return &a.Halves[k][j] })
		}
	}
	return all
}
