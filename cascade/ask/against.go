package ask

import (
	"context"

	"harkara/cascade"
	"harkara/cascade/montecarlo"
	"harkara/cascade/report"
	"harkara/cascade/study"
	"harkara/model"
	"harkara/model/scenario"
)

// plansAtOnce is how many points are compared with the base in one go: the base is
// played once for all of them, and each of them takes memory.
const plansAtOnce = 16

// against tells of each point that was answered what differs from the scenario as it
// stands: from computed answers where both are, else from pairs of plays with the same
// random numbers.
func (o Options) against(ctx context.Context, f *scenario.File, base scenario.Options, s Sweep, plain *scenario.Scenario, out []report.SweepAnswer) error {
	for i := range out {
		if len(out[i].Results) == 0 {
			continue
		}
		p := o.problems(plain)[i]
		p.Question = study.Ask(p.Question, out[i].Measures)
		if computed(out[i]) {
			r, err := o.asked(ctx, plain, i, out[i].Measures)
			if err != nil {
				return err
			}
			for _, at := range out[i].Results {
				out[i].Differences = append(out[i].Differences, lessComputed(at, study.NewPoint(r, out[i].Measures)))
			}
			continue
		}
		for from := 0; from < len(out[i].Results); from += plansAtOnce {
			to := min(from+plansAtOnce, len(out[i].Results))
			found, err := o.paired(ctx, f, base, s, i, p, out[i].Measures, from, to)
			if err != nil {
				if ctx.Err() != nil && from > 0 {
					return nil // those compared are told
				}
				return err
			}
			out[i].Differences = append(out[i].Differences, found...)
		}
	}
	return nil
}

// computed tells whether all answers of a sweep are, and nothing in them was sampled.
func computed(a report.SweepAnswer) bool {
	for _, r := range a.Results {
		for _, m := range a.Measures {
			if r.Solver != "exact" || m.Kind != study.ShareBy {
				return false
			}
		}
	}
	return true
}

// lessComputed are differences of computed numbers, with bounds that are certain.
func lessComputed(at, base study.Point) []cascade.Estimate {
	var out []cascade.Estimate
	for i := range at.Answers {
		a, b := at.Answers[i], base.Answers[i]
		out = append(out, cascade.Estimate{Value: a.Value - b.Value, Low: a.Low - b.High, High: a.High - b.Low})
	}
	return out
}

// paired are the differences of some points from the base, play by play.
func (o Options) paired(ctx context.Context, f *scenario.File, base scenario.Options, s Sweep, message int, p cascade.Problem, measures []study.Measure, from, to int) ([][]cascade.Estimate, error) {
	var with []cascade.Problem
	trials := 0
	for k := from; k < to; k++ {
		x, err := f.With(s.at(base, k))
		if err != nil {
			return nil, err
		}
		s.adjust(x)
		q := o.problems(x)[message]
		q.Question, q.Seed = study.Ask(q.Question, measures), p.Seed
		with, trials = append(with, q), x.Trials
	}
	if err := o.fits(montecarlo.Solver{Trials: trials, Workers: o.Workers}.Estimate(p) * int64(len(with)+1)); err != nil {
		return nil, err
	}
	o.Progress = nil
	c, err := study.Compare{Sampling: o.sampling(trials)}.Run(ctx, p, with...)
	if err == nil && c.Partial {
		err = context.Canceled // a point is compared whole or not at all
	}
	if err != nil {
		return nil, err
	}
	var out [][]cascade.Estimate
	for i := range c.Plans {
		var of []cascade.Estimate
		for _, m := range measures {
			e := differenceOf(&c.Plans[i], m, p.Question.Goals)
			if goals := with[i].Question.Goals; m.Kind == study.GoalMet && (m.Goal >= len(goals) || goals[m.Goal] != p.Question.Goals[m.Goal]) {
				e = cascade.Nobody() // of two goals there is no difference
			}
			of = append(of, e)
		}
		out = append(out, of)
	}
	return out, nil
}

// differenceOf is that of one measure; NaN where it was not compared.
func differenceOf(c *study.Change, m study.Measure, goals []model.Goal) cascade.Estimate {
	switch {
	case m.Kind == study.GoalMet:
		for _, x := range c.Goals {
			if m.Goal < len(goals) && x.Goal == goals[m.Goal] {
				return x.Difference
			}
		}
	case m.Kind == study.ShareBy && m.Answer != "":
		for _, x := range c.Known {
			if x.Answer == m.Answer && x.Tier == m.Tier && x.At == m.At {
				return x.Difference.Difference
			}
		}
	case m.Kind == study.ShareBy:
		for _, x := range c.Rows {
			if x.Tier == m.Tier && x.At == m.At {
				return x.Difference
			}
		}
	case m.Answer != "":
		for _, x := range c.KnownTimes {
			if x.Answer == m.Answer && x.Tier == m.Tier && x.Share == m.Share {
				return x.Difference
			}
		}
	default:
		for _, x := range c.Times {
			if x.Tier == m.Tier && x.Share == m.Share {
				return x.Difference
			}
		}
	}
	return cascade.Nobody()
}
