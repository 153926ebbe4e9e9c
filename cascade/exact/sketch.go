package exact

import (
	"math"
	"slices"

	"harkara/cascade"
	"harkara/model"
)

// sketch asks the law of the people about few starts, each standing for many:
// quick, and close enough for delays and spreads, which have no bounds.
type sketch struct {
	*audience
	c      *computer
	t      model.Tick
	starts []model.Tick
}

// sketchPoints is how many starts stand for a law.
const sketchPoints = 96

// ask is what has become of a group.
func (q *sketch) ask(g *listeners) hearing {
	points, total := q.c.sketchOf(g.kind, g.class)
	return q.overCases(g, total, func(i int32, f func(z, u float64) float64) (cascade.Estimate, float64) {
		var e cascade.Estimate
		cast := &q.casts[g.cast]
		never := f(q.at(cast, g, cast.cases[i].starts, model.Never))
		for _, p := range points {
			if p.at > q.t {
				e.Value += p.chance * never
				continue
			}
			e.Value += p.chance * f(q.at(cast, g, cast.cases[i].starts, p.at))
		}
		return e, never
	})
}

// at is the chance not to have heard, and not to have been visited, where the
// own unit starts at s.
func (q *sketch) at(c *cast, g *listeners, fixed []model.Tick, s model.Tick) (z, u float64) {
	starts := q.startsWith(c, fixed, s)
	u = 1
	if q.people.Visits() {
		u, _ = q.people.Unvisited(starts, q.t, g.homes)
	}
	return q.people.Unaware(starts, q.t), u
}

// startsWith are all starts, that of the own unit filled in.
func (q *sketch) startsWith(c *cast, fixed []model.Tick, s model.Tick) []model.Tick {
	q.starts = append(q.starts[:0], fixed...)
	for d, own := range c.own {
		if own {
			q.starts[d] = s
		}
	}
	return q.starts
}

// sketchOf is few starts for those of the first people at units.
func (c *computer) sketchOf(kind, class int32) ([]value, float64) {
	name := [2]int32{kind, class}
	if p, ok := c.sketches[name]; ok {
		return p, c.firsts[name].total()
	}
	l := c.firstStart(kind, class)
	p := l.few(sketchPoints)
	c.sketches[name] = p
	return p, l.total()
}

// few is about n times that stand for a law, each the mean of those it stands
// for; a point with much mass stands for itself.
func (l *law) few(n int) []value {
	var out []value
	share := l.total() / float64(n)
	mass, moment := 0.0, 0.0
	end := func() {
		if mass > 0 {
			out = append(out, value{model.Tick(math.Round(moment / mass)), mass})
		}
		mass, moment = 0, 0
	}
	for k := range l.at {
		at := float64(l.time(k))
		mass += l.in[k]
		moment += l.in[k] * (at - (1-l.lean[k])*float64(l.step))
		if l.at[k] > share/4 {
			end()
			mass, moment = l.at[k], l.at[k]*at
			end()
			continue
		}
		mass += l.at[k]
		moment += l.at[k] * at
		if mass >= share {
			end()
		}
	}
	end()
	return out
}

// curveTimes are times at which a curve is followed: even, and closer together
// soon after the release.
func curveTimes(horizon, release model.Tick) []model.Tick {
	const even, octave = 64, 6
	out := []model.Tick{0, release, horizon}
	for i := 1; i < even; i++ {
		out = append(out, horizon*model.Tick(i)/even)
	}
	for x := float64(model.Minute); x < float64(horizon); x *= math.Exp2(1.0 / octave) {
		out = append(out, release+model.Tick(x))
	}
	slices.Sort(out)
	out = slices.Compact(out)
	return slices.DeleteFunc(out, func(t model.Tick) bool { return t > horizon })
}
