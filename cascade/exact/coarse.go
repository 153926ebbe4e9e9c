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
// that is, and the chance that a person, a smaller and a larger household have not heard.
type heard struct {
	chance  float64
	unaware [3]float64
}

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
	none := q.unaware(src, g, src.cases[i].starts, model.Never)
	q.heard = q.heard[:0]
	for _, p := range starts {
		now := none
		if p.At <= q.t {
			now = q.unaware(src, g, src.cases[i].starts, p.At)
		}
		q.heard = append(q.heard, heard{p.Chance, now})
	}
	return func(what int) (cascade.Estimate, float64) {
		sum := 0.0
		for _, h := range q.heard {
			sum += h.chance * h.unaware[what]
		}
		return around(sum, 0), none[what]
	}
}

// unaware is the chance that a person, a smaller and a larger household have not
// heard where the own unit starts at s.
func (q *coarse) unaware(c *sources, g *listeners, fixed []model.Tick, s model.Tick) [3]float64 {
	q.people.Turn(q.startsWith(c, fixed, s), q.t)
	return q.people.Unaware(g.homes, g.size)
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
