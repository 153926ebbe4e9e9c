package laws

import (
	"math"
	"slices"

	"harkara/cascade"
	"harkara/model"
)

// read reads a claim's number off an answer, and half the width of its bounds
// where the answer has any.
func (c *Claim) read(r *cascade.Result) (value, half float64) {
	in := float64(c.In) / float64(model.Second)
	if c.In == 0 {
		in = 1
	}
	t := tierOf(r, c.Tier)
	switch c.Of {
	case Reach:
		e := c.at(r, c.At).Mean
		return e.Value, (e.High - e.Low) / 2
	case CountVariance:
		sd := c.at(r, c.At).SD * float64(t.Units)
		return sd * sd, 0
	case Chance:
		e := c.goal(r, c.At)
		return e.Value, (e.High - e.Low) / 2
	case MeanTime:
		return c.meanTime(r, in)
	case MedianTime:
		for _, x := range t.TimeTo {
			if x.Share == c.Share {
				return x.Median.Value / in, (x.Median.High - x.Median.Low) / 2 / in
			}
		}
	case MeanDelay:
		mean := t.Delay.Mean.Value
		if c.Less != "" {
			mean -= tierOf(r, c.Less).Delay.Mean.Value
		}
		return mean / in, 0
	case DelayVariance:
		return c.delayVariance(r)
	case FirstBy:
		e := c.first(r)
		return e.Value, (e.High - e.Low) / 2
	case Right, Wrong, OfThose, Hands:
		e := c.held(r)
		return e.Value, (e.High - e.Low) / 2
	case Released:
		if r.Release != nil {
			return r.Release.Plays.Value, (r.Release.Plays.High - r.Release.Plays.Low) / 2
		}
	case Busy, Waits, Dropped:
		e := c.load(r)
		return e.Value / in, (e.High - e.Low) / 2 / in
	default:
		e := c.answered(r)
		return e.Value / in, (e.High - e.Low) / 2 / in
	}
	return math.NaN(), 0
}

// load is what the people of the claim's tier have to deal with.
func (c *Claim) load(r *cascade.Result) cascade.Estimate {
	for _, x := range r.Loads {
		switch {
		case x.Tier != c.Tier:
		case c.Of == Busy:
			return x.Busy
		case c.Of == Waits:
			return x.Wait
		default:
			return x.Lost
		}
	}
	return cascade.Nobody()
}

// answered is what became of the answer that the claim names.
func (c *Claim) answered(r *cascade.Result) cascade.Estimate {
	i := slices.IndexFunc(r.Answers, func(x cascade.Answered) bool { return x.Name == c.Way })
	if i < 0 {
		return cascade.Nobody()
	}
	x := r.Answers[i]
	if c.Of == Reminded {
		return x.Reminders.Sent
	}
	if x.Reports != nil {
		k := slices.IndexFunc(x.Reports.Known, func(k cascade.KnownReports) bool { return k.Tier == c.Tier })
		return x.Reports.Known[k].Amounts[slices.Index(r.At, c.At)].Mean
	}
	t := x.Known[slices.IndexFunc(x.Known, func(t cascade.Tier) bool { return t.Name == c.Tier })]
	switch c.Of {
	case Known:
		return t.Reach[slices.Index(r.At, c.At)].Mean
	case KnownSpread:
		return cascade.Estimate{Value: t.Reach[slices.Index(r.At, c.At)].SD}
	case KnownAll:
		return cascade.Estimate{Value: t.TimeTo[2].Met}
	}
	return t.Delay.Mean
}

// held is a share, or the hands, of what a tier holds of the message.
func (c *Claim) held(r *cascade.Result) cascade.Estimate {
	j := slices.Index(r.At, c.At)
	for i, x := range r.Right {
		switch {
		case x.Tier != c.Tier:
		case c.Of == Right:
			return x.Right[j]
		case c.Of == Wrong:
			return x.Wrong[j]
		case c.Of == OfThose:
			return x.OfThose[j]
		default:
			return r.HandOvers[i].Mean[j]
		}
	}
	return cascade.Nobody()
}

// first is the share that had it first by a way; Nobody where an answer does not know.
func (c *Claim) first(r *cascade.Result) cascade.Estimate {
	for _, f := range r.FirstBy {
		for _, w := range f.Ways {
			if f.Tier == c.Tier && w.Name == c.Way {
				return w.Shares[slices.Index(r.At, c.At)]
			}
		}
	}
	return cascade.Nobody()
}

// sampled tells whether an answer that is exact had to play what is read, or
// says, by a value that is no number, that it does not know it.
func (c *Claim) sampled(r *cascade.Result) (sampled, unknown bool) {
	switch c.Of {
	case FirstBy:
		return false, math.IsNaN(c.first(r).Value)
	case Chance, MeanTime:
		for _, g := range r.Goals {
			if g.Tier == c.Tier && g.Share == c.Share {
				return g.Sampled, math.IsNaN(g.Probability.Value)
			}
		}
	case MedianTime:
		for _, x := range tierOf(r, c.Tier).TimeTo {
			if x.Share == c.Share {
				return x.Sampled, math.IsNaN(x.Median.Value)
			}
		}
	}
	return false, false
}

// meanTime is E[T] = ∫ P(T > t) dt by the trapezoid rule. Where the density is
// flat at both ends the rule's error falls faster than any power of the step
// (Euler and Maclaurin), so that a coarse grid does.
func (c *Claim) meanTime(r *cascade.Result, in float64) (value, half float64) {
	step := c.Grid.Step.Seconds() / in
	value = c.Grid.From.Seconds()/in + step/2
	for _, t := range c.Grid.times() {
		e := c.goal(r, t)
		value += step * (1 - e.Value)
		half += step * (e.High - e.Low) / 2
	}
	return value, half
}

// delayVariance is that of whole numbers K of steps, from their tails:
// E[K] = Σ P(K > k) and E[K²] = Σ (2k+1) P(K > k).
func (c *Claim) delayVariance(r *cascade.Result) (value, half float64) {
	mean, square := 0.0, 0.0
	for k, t := range c.columns() {
		later := 1 - c.at(r, t).Mean.Value
		mean += later
		square += float64(2*k+1) * later
	}
	step := float64(c.Grid.Step) / float64(c.In)
	return (square - mean*mean) * step * step, 0
}

func tierOf(r *cascade.Result, name string) cascade.Tier {
	i := slices.IndexFunc(r.Tiers, func(t cascade.Tier) bool { return t.Name == name })
	if i < 0 {
		return cascade.Tier{Delay: cascade.Delay{Mean: cascade.Nobody()}}
	}
	return r.Tiers[i]
}

// at is the reach of the claim's tier at t.
func (c *Claim) at(r *cascade.Result, t model.Tick) cascade.Reach {
	for _, x := range tierOf(r, c.Tier).Reach {
		if x.At == t {
			return x
		}
	}
	return cascade.Reach{Mean: cascade.Estimate{Value: math.NaN()}, SD: math.NaN()}
}

// goal is the chance of the claim's share by t.
func (c *Claim) goal(r *cascade.Result, t model.Tick) cascade.Estimate {
	for _, g := range r.Goals {
		if g.Tier == c.Tier && g.Share == c.Share && g.By == t {
			return g.Probability
		}
	}
	return cascade.Estimate{Value: math.NaN()}
}
