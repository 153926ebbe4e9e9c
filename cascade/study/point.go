package study

import (
	"harkara/cascade"
	"harkara/cascade/montecarlo"
)

// A Point is what a scenario answers at one point of a study: its measures and nothing
// else, since there may be thousands of points.
type Point struct {
	Solver  string
	Trials  int
	Answers []PointAnswer // in the order of measures
}

// A PointAnswer is the value of a measure, and of how many units, people, homes or
// answers; below 0 where that is not told.
type PointAnswer struct {
	Measured
	Of int64
}

// NewPoint is what an answer says of measures.
func NewPoint(r *cascade.Result, measures []Measure) Point {
	p := Point{Solver: r.Solver, Trials: r.Trials}
	for _, m := range measures {
		a := PointAnswer{m.In(r), -1}
		if t := m.TierOf(r); t != nil {
			a.Of = t.Units
		}
		p.Answers = append(p.Answers, a)
	}
	return p
}

// State tells a point, or reads it.
func (p *Point) State(c *montecarlo.Codec) {
	trials := int64(p.Trials)
	c.Text(&p.Solver)
	c.Int(&trials)
	p.Trials = int(trials)
	montecarlo.Length(c, &p.Answers)
	for i := range p.Answers {
		a := &p.Answers[i]
		estimate(c, &a.Estimate)
		c.Float(&a.SD)
		c.Float(&a.P05)
		c.Float(&a.P95)
		c.Int(&a.Of)
		flag(c, &a.Sampled)
	}
}

func estimate(c *montecarlo.Codec, e *cascade.Estimate) {
	c.Float(&e.Value)
	c.Float(&e.Low)
	c.Float(&e.High)
}

// flag tells whether something is so, or reads it.
func flag(c *montecarlo.Codec, is *bool) {
	n := uint64(0)
	if *is {
		n = 1
	}
	c.Uint(&n)
	*is = n == 1
}
