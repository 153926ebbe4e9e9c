package montecarlo

import (
	"math"

	"harkara/cascade"
	"harkara/cascade/public"
	"harkara/model"
)

// result turns counts into an answer.
// It reads the counts and changes nothing, so that it may be asked for between
// segments. Rounding happens here, once, after all sums are whole.
func (s *setup) result(t *counts) *cascade.Result {
	p := &s.problem
	r := &cascade.Result{
		Solver: "montecarlo", Trials: int(t.trials), Seed: p.Seed, Message: p.Message().Name,
		Horizon: p.Question.Horizon, At: p.Question.At,
	}
	// Goals of the layout are those of the question that have a line, in the
	// same order.
	k := 0
	for _, g := range p.Question.Goals {
		e := cascade.Nobody() // where the tier has none, or no line
		if k < len(s.Goals) && s.Goals[k].Goal == g {
			if s.Lines[s.Goals[k].Line].Total > 0 {
				e = Chance(int(t.met[k]), int(t.trials))
			}
			k++
		}
		r.Goals = append(r.Goals, cascade.Goal{Goal: g, Probability: e, Met: e.Value >= g.Chance})
	}
	for i, n := range t.held {
		c := p.Circumstances.List[i]
		r.Circumstances = append(r.Circumstances, cascade.CircumstancePlays{Name: c.Name, Chance: c.Chance, Plays: float64(n) / float64(t.trials)})
	}
	r.FirstBy = s.firstBy(t)
	if t.units != nil {
		r.Units = t.units.answer(int(t.trials))
	}
	s.answerContents(t, r)
	rare := s.rare(int(t.trials))
	s.Fill(r, p.Network, func(line int) cascade.Tier {
		x := s.tier(t, line)
		l := &s.Lines[line]
		unasked := l.Tier < 0 && (s.sharesOnly || s.crowd == nil)
		for k := range x.TimeTo {
			if unasked {
				x.TimeTo[k].Median, x.TimeTo[k].Met = cascade.Nobody(), math.NaN()
			}
		}
		if unasked || p.Question.NoDelays {
			x.Delay = cascade.Delay{Mean: cascade.Nobody(), Median: cascade.Nobody(), P90: cascade.Nobody()}
			return x
		}
		x.Delay = t.lines[line].delays.delayOf(span{p.Message().At, p.Question.Horizon}, s.late(rare, l))
		return x
	})
	t.answered.fill(r, t)
	return r
}

// tier is the answer of one line.
// Met is the share of trials in which a share of the line was reached by the
// horizon.
func (s *setup) tier(t *counts, i int) cascade.Tier {
	l, c := &s.Lines[i], &t.lines[i]
	out := cascade.Tier{Name: l.Name, Units: l.Total}
	for j := range s.problem.Question.At {
		out.Reach = append(out.Reach, s.reach(t, i, j))
	}
	for j, share := range cascade.Shares {
		h := &c.timeTo[j]
		out.TimeTo = append(out.TimeTo, cascade.TimeTo{
			Share: share, Median: Median(h, int(t.trials)), Met: float64(h.Total()) / float64(t.trials),
		})
	}
	return out
}

// reach is the answer of one line at one column. The mean of people and
// households is that of their expectations given the relay, which vary less
// than the numbers drawn; their spread is that of the numbers drawn.
// Mean, spread and quantiles are shares of the line's total, from 0 to 1. The
// bounds of the mean are those of an expectation; P05 and P95 are quantiles of
// single trials, which do not close in as trials are added.
func (s *setup) reach(t *counts, i, j int) cascade.Reach {
	l, c := &s.Lines[i], &t.lines[i].reach[j]
	at := s.problem.Question.At[j]
	out := cascade.Reach{At: at}
	if l.Total == 0 {
		return out
	}
	if l.Tier < 0 && s.crowd == nil {
		return cascade.Reach{At: at, Mean: cascade.Nobody(), SD: math.NaN(), P05: math.NaN(), P95: math.NaN()}
	}
	total := float64(l.Total)
	mean, variance := c.drawn.MeanVariance()
	out.SD = math.Sqrt(variance) / total
	// The p-quantile of n values is the one of rank ⌈pn⌉: the smallest that at
	// least a share p does not exceed.
	quantile := func(p float64) float64 {
		v, _ := c.spread.Rank(uint64(math.Ceil(p * float64(t.trials))))
		return v / total
	}
	out.P05, out.P95 = quantile(0.05), quantile(0.95)
	switch {
	case l.Tier < 0:
		// To replace a draw by its expectation given the rest keeps the mean
		// and takes away the variance of the draw (Rao and Blackwell's
		// theorem).
		mean, variance = c.expected.Share()
		out.Mean = Share(mean, variance, int(t.trials), s.common[i])
		// What cohorts expect may be a little off, in all plays alike.
		out.Mean.Low = max(out.Mean.Low-s.errors[i], 0)
		out.Mean.High = min(out.Mean.High+s.errors[i], 1)
	// Nothing is left to chance there: the bounds are the value.
	case s.sure(l, at):
		out.Mean = cascade.Estimate{Value: 1, Low: 1, High: 1}
	default:
		out.Mean = Share(mean/total, variance/total/total, int(t.trials), s.common[i])
	}
	return out
}

// sharp is the half-width of bounds that is called sharp enough.
const sharp = 0.01

// notes are what a reader of the result must know.
// Bounds wider than 2.5 points bring a note with how many trials would make
// them sharp.
func (s *setup) notes(r *cascade.Result) []model.Note {
	var out []model.Note
	widest, need := 0.0, 1.0
	for _, t := range r.Tiers {
		for _, x := range t.Reach {
			wide := x.Mean.Half()
			widest = max(widest, wide)
			need = max(need, needed(float64(r.Trials), x.Mean.Value, wide, sharp))
		}
	}
	if widest > 0.025 && r.Trials > 0 {
		// The number is rounded up to one leading digit, since it is about
		// that many.
		digits := math.Pow(10, math.Floor(math.Log10(need)))
		out = append(out, model.NewNote("precision", widest*100, int64(math.Ceil(need/digits)*digits)))
	}
	return append(out, public.Figures(s.problem.Network)...)
}
