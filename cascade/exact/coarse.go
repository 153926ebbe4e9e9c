package exact

import (
	"harkara/cascade"
	"harkara/cascade/exact/internal/lattice"
	"harkara/model"
)

// coarse asks the law of the people about few starts, each standing for many:
// quick, and close enough for delays and spreads, which have no bounds.
//
// t is the time of the clock in ticks by which the people are asked about. Starts and
// heard are overwritten by each question, so a coarse is for one goroutine.
type coarse struct {
	*audience
	c      *computer
	t      model.Tick
	starts []model.Tick // working memory of startsWith
	heard  []heard      // and of over
}

// heard is what is known where the own unit starts at one of few times: how likely
// that is, the chance z that somebody has not heard from a broadcast, and u that
// they have not been visited.
type heard struct{ chance, z, u float64 }

// summaryPoints is how many starts stand for a law.
//
// Each stands for about a hundredth of the mass, so that a mean over them is off by
// about the curvature of the function over that much of the law.
const summaryPoints = 96

// ask is what has become of a group.
//
// The estimates have Low = Value = High where they come of a summary: no bound is
// known for it. For a start that is atoms the result is exact, and so are its bounds.
func (q *coarse) ask(g *listeners) unaware {
	points, total := q.c.startsOf(g.kind, g.class)
	return q.overCases(g, total, func(i int32) mean { return q.over(points, g, i) })
}

// over is the mean over few starts of a group's own unit, in one case of the
// sources. The people are asked once for all functions.
//
// Who starts after t changes nothing by t, so all such starts have the values of
// never.
func (q *coarse) over(starts []lattice.Atom, g *listeners, i int32) mean {
	src := &q.sources[g.sources]
	z0, u0 := q.at(src, g, src.cases[i].starts, model.Never)
	q.heard = q.heard[:0]
	for _, p := range starts {
		z, u := z0, u0
		if p.At <= q.t {
			z, u = q.at(src, g, src.cases[i].starts, p.At)
		}
		q.heard = append(q.heard, heard{p.Chance, z, u})
	}
	return func(f func(z, u float64) float64) (cascade.Estimate, float64) {
		sum := 0.0
		for _, h := range q.heard {
			sum += h.chance * f(h.z, h.u)
		}
		return around(sum, 0), f(z0, u0)
	}
}

// at is the chance not to have heard, and not to have been visited, where the
// own unit starts at s.
//
// Both are shares of 1. z is the chance to have heard no broadcast, u the share of
// homes to which no round of visits has come.
func (q *coarse) at(c *sources, g *listeners, fixed []model.Tick, s model.Tick) (z, u float64) {
	starts := q.startsWith(c, fixed, s)
	u = 1
	if q.people.Visits() {
		u, _ = q.people.Unvisited(starts, q.t, g.homes)
	}
	return q.people.Unaware(starts, q.t), u
}

// startsWith are all starts, that of the own unit filled in.
func (q *coarse) startsWith(c *sources, fixed []model.Tick, s model.Tick) []model.Tick {
	q.starts = append(q.starts[:0], fixed...)
	for d, own := range c.own {
		if own {
			q.starts[d] = s
		}
	}
	return q.starts
}

// startsOf is few starts for those of the first people at units.
//
// The second result is the law's total: the chance that anybody at the unit starts.
func (c *computer) startsOf(kind, class int32) ([]lattice.Atom, float64) {
	name := [2]int32{kind, class}
	if p, ok := c.starts[name]; ok {
		return p, c.firsts[name].Total()
	}
	l := c.firstStart(kind, class)
	p := l.Summary(summaryPoints)
	c.starts[name] = p
	return p, l.Total()
}
