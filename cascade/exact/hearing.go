package exact

import (
	"harkara/cascade"
	"harkara/model"
)

// hearing is what has become of each group of listeners by one time.
type hearing struct {
	// person is the chance that a person has not heard, small and large that
	// nobody in a household of the smaller and of the larger size has.
	person, small, large cascade.Estimate
}

// asker asks the law of the people about all starts on a grid, for one time.
type asker struct {
	*audience
	c *computer
	t model.Tick
	z map[int32]*answers // by cast and case
}

// answers are a function of the own unit's start: at each point, and at both
// ends of each half of a cell. Later starts never make it smaller.
type answers struct {
	at    []float64
	half  [][4]float64
	never float64
}

// castKey names a case of a cast.
func castKey(cast, i int32) int32 { return cast*maxStates + i }

// expect is the mean over the own unit's start, in one case of the cast, of a
// function of what then is the chance that somebody has not heard from a
// broadcast (z) and not been visited (u); silent is its value where the unit
// never starts.
type expect func(i int32, f func(z, u float64) float64) (mean cascade.Estimate, silent float64)

// askOf is the chance of a person of a group not to have heard did their own
// unit start as given.
func (q *asker) askOf(g *listeners, start *law) cascade.Estimate {
	return q.overCases(g, start.total(), q.over(g, start)).person
}

// askPerfect is the same where the origin above, from which they hear directly,
// is perfect: of that class, but starting as soon as no outage keeps it.
func (q *asker) askPerfect(g *listeners, start *law, cl *class) cascade.Estimate {
	f := func(z, u float64) float64 { return u * z }
	cast := &q.casts[g.cast]
	starts := append([]model.Tick(nil), cast.cases[0].starts...)
	silent := append([]model.Tick(nil), starts...)
	for d, top := range cast.ofTops {
		if top {
			starts[d], silent[d] = cl.states[0].anyHour.next(q.p.Message().At), model.Never
		}
	}
	ask := func(starts []model.Tick) *answers {
		return q.sweep(cast, starts, func(starts []model.Tick) float64 { return q.people.Unaware(starts, q.t) })
	}
	z, u := ask(starts), q.everybody()
	if q.people.Visits() {
		u = q.sweepHomes(cast, starts, g.homes)
	}
	e := start.mean(z, u, f)
	left := (1-cl.silent-start.total())*f(z.never, u.never) + cl.silent*f(ask(silent).never, u.never)
	return cascade.Estimate{Value: e.Value + left, Low: e.Low + left, High: e.High + left}
}

// ask is what has become of a group.
func (q *asker) ask(g *listeners) hearing {
	start := q.c.firstStart(g.kind, g.class)
	return q.overCases(g, start.total(), q.over(g, start))
}

// over is the mean over a start of a group's own unit.
func (q *asker) over(g *listeners, start *law) expect {
	return func(i int32, f func(z, u float64) float64) (cascade.Estimate, float64) {
		z, u := q.answersOf(g.cast, i), q.unvisited(g, i)
		return start.mean(z, u, f), f(z.never, u.never)
	}
}

// overCases mixes the cases of a group's cast. Where the origin above is one of
// those people hear from directly, their own unit starts only where it does.
func (a *audience) overCases(g *listeners, total float64, of expect) hearing {
	var h hearing
	cast := &a.casts[g.cast]
	passes := cast.passes()
	for i, x := range cast.cases {
		begin := x.chance
		switch {
		case cast.top && !x.passes:
			begin = 0
		case cast.top:
			begin = x.chance / passes
		}
		add := func(e *cascade.Estimate, f func(z, u float64) float64) {
			mean, silent := of(int32(i), f)
			left := (x.chance - begin*total) * silent
			e.Value += begin*mean.Value + left
			e.Low += begin*mean.Low + left
			e.High += begin*mean.High + left
		}
		add(&h.person, func(z, u float64) float64 { return u * z })
		add(&h.small, func(z, u float64) float64 { b, _ := a.people.HomeUnaware(z, g.size); return u * b })
		add(&h.large, func(z, u float64) float64 { b, _ := a.people.HomeUnaware(z, g.size+1); return u * b })
	}
	return h
}

// passes is the chance that the origin above passes on.
func (c *cast) passes() float64 {
	sum := 0.0
	for _, x := range c.cases {
		if x.passes {
			sum += x.chance
		}
	}
	return sum
}

// mean is the expectation of a function over a start: the masses at points, and
// in each cell something between what the function is at the ends of its
// halves. The law's error is carried on by how much the function changes over
// each cell (by parts).
func (l *law) mean(z, u *answers, f func(z, u float64) float64) cascade.Estimate {
	var e cascade.Estimate
	before := f(z.at[0], u.at[0])
	e.Value = l.at[0] * before
	spread := 0.0
	for k := 1; k <= l.n; k++ {
		v := f(z.at[k], u.at[k])
		e.Value += l.at[k] * v
		if m := l.in[k]; m > 0 {
			zs, us := &z.half[k], &u.half[k]
			a, b := f(zs[0], us[0]), f(zs[1], us[1])
			c, d := f(zs[2], us[2]), f(zs[3], us[3])
			e.Value += m * (a + b + c + d) / 4
			spread += m * (b - a + d - c) / 4
		}
		spread += l.eps[k] * max(0, v-before)
		before = v
	}
	spread += l.eps[l.n] * max(0, f(z.never, u.never)-before)
	e.Low, e.High = e.Value-spread, e.Value+spread
	return e
}

// answersOf is the chance that a person has not heard from any broadcast.
func (q *asker) answersOf(cast, i int32) *answers {
	key := castKey(cast, i)
	if a, ok := q.z[key]; ok {
		return a
	}
	a := q.sweep(&q.casts[cast], q.casts[cast].cases[i].starts, func(starts []model.Tick) float64 {
		return q.people.Unaware(starts, q.t)
	})
	q.z[key] = a
	return a
}

// unvisited is the share of homes not visited. With one round, how many visits
// it has made is asked once for all numbers of homes.
func (q *asker) unvisited(g *listeners, x int32) *answers {
	if !q.people.Visits() {
		return q.everybody()
	}
	cast := &q.casts[g.cast]
	if q.people.Rounds() > 1 {
		return q.sweepHomes(cast, cast.cases[x].starts, g.homes)
	}
	key := -2 - castKey(g.cast, x)
	if q.z[key] == nil {
		q.z[key] = q.sweepHomes(cast, cast.cases[x].starts, countless)
	}
	return q.z[key].of(func(u float64) float64 {
		return 1 - min((1-u)*countless/max(float64(g.homes), 1), 1)
	})
}

func (q *asker) sweepHomes(c *cast, starts []model.Tick, homes int64) *answers {
	return q.sweep(c, starts, func(starts []model.Tick) float64 {
		u, _ := q.people.Unvisited(starts, q.t, homes)
		return u
	})
}

// countless is a number of homes of which rounds never come to all: the share
// they have come to is exactly that many visits.
const countless = 1 << 40

// of is a function of the answers.
func (a *answers) of(f func(x float64) float64) *answers {
	out := &answers{at: make([]float64, len(a.at)), half: make([][4]float64, len(a.half)), never: f(a.never)}
	for k := range a.at {
		out.at[k] = f(a.at[k])
		for i, x := range a.half[k] {
			out.half[k][i] = f(x)
		}
	}
	return out
}

// everybody is where nobody is visited.
func (q *asker) everybody() *answers {
	const none = -1
	if a, ok := q.z[none]; ok {
		return a
	}
	a := &answers{at: make([]float64, q.c.n+1), half: make([][4]float64, q.c.n+1), never: 1}
	for k := range a.at {
		a.at[k], a.half[k] = 1, [4]float64{1, 1, 1, 1}
	}
	q.z[none] = a
	return a
}

// sweep asks for all starts of the own unit. One after t changes nothing.
func (q *asker) sweep(c *cast, fixed []model.Tick, ask func(starts []model.Tick) float64) *answers {
	g := q.c.grid
	a := &answers{at: make([]float64, g.n+1), half: make([][4]float64, g.n+1)}
	starts := append([]model.Tick(nil), fixed...)
	of := func(s model.Tick) float64 {
		if s > q.t {
			return a.never
		}
		for d, own := range c.own {
			if own {
				starts[d] = s
			}
		}
		return ask(starts)
	}
	a.never = ask(fixed)
	for k := range a.at {
		t := g.time(k)
		a.at[k] = of(t)
		if k == 0 || t-g.step > q.t {
			a.half[k] = [4]float64{a.never, a.never, a.never, a.never}
			continue
		}
		from, mid, to := t-g.step+1, t-g.step/2, t-1
		if from >= to {
			v := of(max(from, to))
			a.half[k] = [4]float64{v, v, v, v}
			continue
		}
		a.half[k] = [4]float64{of(from), of(mid - 1), of(mid), of(to)}
	}
	return a
}
