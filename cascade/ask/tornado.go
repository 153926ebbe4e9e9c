package ask

import (
	"cmp"
	"context"
	"math"
	"slices"

	"harkara/cascade/report"
	"harkara/cascade/study"
	"harkara/model/scenario"
)

// Tornado tells what each value that is not known does to what a scenario asks first:
// the share at its low end and at its high end, with all others as they stand in the
// file, on the same random numbers; the value that moves it most comes first. It is of
// the scenario's first message.
func (o Options) Tornado(ctx context.Context, s *scenario.Scenario) (*report.Tornado, error) {
	o = o.comparing()
	o.Certain, o.sharesOnly, o.First = true, true, nil
	m := usual(s)
	ask := func(s *scenario.Scenario) (study.Measured, error) {
		p := o.problems(s)[0]
		p.Question.At, p.Question.Goals = p.Question.At[:0:0], nil
		p.Question.At = append(p.Question.At, m.At)
		solver, err := o.solver(p, s.Trials)
		if err != nil {
			return study.Measured{}, err
		}
		r, err := solver.Solve(ctx, p)
		if err != nil {
			return study.Measured{}, err
		}
		return m.In(r), nil
	}
	base, err := ask(s)
	if err != nil {
		return nil, err
	}
	out := &report.Tornado{Tier: m.Tier, At: m.At, Base: base.Value, P05: base.P05, P95: base.P95}
	for i := range s.Uncertain {
		x := report.Swing{Path: s.Uncertain[i].Path}
		for k, at := range []float64{0.05, 0.95} {
			value := s.Uncertain[i].Value(at)
			v, err := s.Vary([]string{x.Path + "=" + value})
			if err != nil {
				return nil, err
			}
			v.Trials, v.Seed = s.Trials, s.Seed
			got, err := ask(v)
			if err != nil {
				return nil, err
			}
			x.Values[k], x.Answers[k] = value, got.Value
		}
		out.Swings = append(out.Swings, x)
	}
	slices.SortStableFunc(out.Swings, func(a, b report.Swing) int {
		wide := func(x report.Swing) float64 { return math.Abs(x.Answers[1] - x.Answers[0]) }
		return cmp.Compare(wide(b), wide(a))
	})
	return out, nil
}
