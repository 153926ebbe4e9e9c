package montecarlo

import (
	"math"

	"harkara/cascade"
	"harkara/cascade/public"
	"harkara/model"
)

// result turns counts into an answer.
func (s *sheet) result(t *tally) *cascade.Result {
	p := &s.problem
	r := &cascade.Result{
		Solver: "montecarlo", Trials: int(t.trials), Seed: p.Seed, Message: p.Message().Name,
		Horizon: p.Question.Horizon, At: p.Question.At,
	}
	for i := range s.lines[:s.groupLines()] {
		r.Tiers = append(r.Tiers, s.tier(t, i))
	}
	for k, g := range s.goals {
		e := chance(t.met[k], t.trials)
		r.Goals = append(r.Goals, cascade.Goal{Goal: g.Goal, Probability: e, Met: e.Value >= g.Chance})
	}
	unserved := p.Network.Unserved()
	for _, g := range s.groups {
		out := cascade.Group{Unit: g.unit, Name: p.Network.Name(g.unit), Code: p.Network.Code(g.unit)}
		out.Self = s.tier(t, g.lo)
		for i := g.lo + 1; i < g.hi; i++ {
			out.Tiers = append(out.Tiers, s.tier(t, i))
		}
		if out.Tiers == nil {
			out.Tiers = []cascade.Tier{out.Self}
		}
		if unserved != nil {
			out.Unserved = unserved[g.unit]
		}
		r.Groups = append(r.Groups, out)
	}
	return r
}

// tier is the answer of one line.
func (s *sheet) tier(t *tally, i int) cascade.Tier {
	l, c := &s.lines[i], &t.counts[i]
	out := cascade.Tier{Name: l.name, Units: l.total, Delay: c.delayOf()}
	for j := range s.problem.Question.At {
		out.Reach = append(out.Reach, s.reach(t, i, j))
	}
	for j, share := range shares {
		h := &c.timeTo[j]
		out.TimeTo = append(out.TimeTo, cascade.TimeTo{
			Share: share, Median: median(h, t.trials), Met: float64(h.total()) / float64(t.trials),
		})
	}
	return out
}

// reach is the answer of one line at one column. The mean of people and
// households is that of their expectations given the relay, which vary less
// than the numbers drawn; their spread is that of the numbers drawn.
func (s *sheet) reach(t *tally, i, j int) cascade.Reach {
	l, c := &s.lines[i], &t.counts[i].reach[j]
	at := s.problem.Question.At[j]
	out := cascade.Reach{At: at}
	if l.total == 0 {
		return out
	}
	total := float64(l.total)
	mean, variance := c.drawn.meanVariance()
	out.SD = math.Sqrt(variance) / total
	quantile := func(p float64) float64 {
		v, _ := c.spread.rank(uint64(math.Ceil(p * float64(t.trials))))
		return v / total
	}
	out.P05, out.P95 = quantile(0.05), quantile(0.95)
	switch {
	case l.tier < 0:
		mean, variance = c.expected.meanVariance()
		out.Mean = share(mean/wholeShare, variance/wholeShare/wholeShare, t.trials)
	case s.sure(l, at):
		out.Mean = cascade.Estimate{Value: 1, Low: 1, High: 1}
	default:
		out.Mean = share(mean/total, variance/total/total, t.trials)
	}
	return out
}

func (c *lineTally) delayOf() cascade.Delay {
	n := c.delays.n
	if n == 0 {
		return cascade.Delay{Mean: math.NaN(), Median: math.NaN(), P90: math.NaN()}
	}
	mean, _ := c.delays.meanVariance()
	rank := func(p float64) float64 {
		v, _ := c.delay.rank(uint64(math.Ceil(p * float64(n))))
		return v / 1000
	}
	return cascade.Delay{Mean: mean / 1000, Median: rank(0.5), P90: rank(0.9)}
}

// sharp is the half-width of bounds that is called sharp enough.
const sharp = 0.01

// notes are what a reader of the result must know.
func (s *sheet) notes(r *cascade.Result) []model.Note {
	var out []model.Note
	widest, need := 0.0, 1.0
	for _, t := range r.Tiers {
		for _, x := range t.Reach {
			wide := max(x.Mean.High-x.Mean.Value, x.Mean.Value-x.Mean.Low)
			widest = max(widest, wide)
			need = max(need, needed(float64(r.Trials), x.Mean.Value, wide, sharp))
		}
	}
	if widest > 0.025 && r.Trials > 0 {
		digits := math.Pow(10, math.Floor(math.Log10(need)))
		out = append(out, model.NewNote("precision", widest*100, int64(math.Ceil(need/digits)*digits)))
	}
	return append(out, public.Figures(s.problem.Network)...)
}
