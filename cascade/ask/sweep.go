package ask

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"harkara/cascade"
	"harkara/cascade/montecarlo"
	"harkara/cascade/report"
	"harkara/cascade/study"
	"harkara/model"
	"harkara/model/scenario"
)

// A Sweep asks one scenario at many points: the same question with other values in
// the file. Every point plays the same numbered trials, so that what differs between
// them is the values alone.
type Sweep struct {
	// Points are the changes of each (Points).
	Points [][]scenario.Setting
	// By is where the changes are told to be from, where one is wrong: a flag, --vary
	// where it is "".
	By string
	// Of are what is told of each (Measures); none is what the scenario asks first.
	Of []string
	// Against tells also what differs at each point from the scenario as it stands. Values
	// that are not known are then taken as they stand.
	Against bool
	// Adjust, where given, changes what each point asks as the person asked for:
	// trials, seed.
	Adjust func(*scenario.Scenario)
}

// Sweep answers a file at each point of a sweep, with the changes of base before
// those of the point. All points are read before the first is answered: one that is
// wrong is an error that names it. Where ctx ends first, the points answered are told.
func (o Options) Sweep(ctx context.Context, f *scenario.File, base scenario.Options, s Sweep) ([]report.Document, error) {
	o = o.comparing()
	goals, unknown, err := s.check(f, base)
	if err != nil {
		return nil, err
	}
	plain, err := f.With(base)
	if err != nil {
		return nil, err
	}
	s.adjust(plain)
	o.Certain = o.Certain || s.Against
	measures, err := Measures(plain, s.Of)
	if err != nil {
		return nil, err
	}
	out := make([]report.SweepAnswer, len(plain.Messages))
	for i := range out {
		out[i] = report.SweepAnswer{Measures: measures, Goals: plain.Question.Goals, Points: s.Points, PointGoals: goals}
	}
	results, err := o.points(ctx, f, base, s, measures)
	if err != nil {
		return nil, err
	}
	for _, point := range results {
		for i := range out {
			out[i].Results = append(out[i].Results, point[i])
		}
	}
	if s.Against {
		if err := o.against(ctx, f, base, s, plain, out); err != nil {
			return nil, err
		}
	}
	return eachMessage(ctx, plain, func(message int) (report.Document, error) {
		d := report.Sweep(About(plain, o.Version), out[message])
		d.Notes = append(d.Notes, guessed(unknown, o.Certain)...)
		return d, nil
	})
}

// points answers all points, for each message, or, where ctx ends first, the first of
// them.
func (o Options) points(ctx context.Context, f *scenario.File, base scenario.Options, s Sweep, measures []study.Measure) ([][]study.Point, error) {
	results := make([][]study.Point, len(s.Points))
	err := montecarlo.Items{Count: len(s.Points), Last: true, Do: func(ctx context.Context, k int) error {
		if o.Progress != nil {
			o.Progress(k, len(s.Points))
		}
		point, err := o.point(ctx, f, base, s, k, measures)
		if err != nil {
			return model.Errorf("%s: %w", s.name(k), err)
		}
		results[k] = nil
		for _, r := range point {
			results[k] = append(results[k], study.NewPoint(r, measures))
		}
		return nil
	}, State: func(c *montecarlo.Codec, k int) {
		montecarlo.Length(c, &results[k])
		for i := range results[k] {
			results[k][i].State(c)
		}
	}}.Run(ctx)
	done := slices.IndexFunc(results, func(p []study.Point) bool { return p == nil })
	if errors.Is(err, context.Canceled) && done > 0 {
		return results[:done], nil
	}
	return results, err
}

// point answers one point, for each message. What is not asked is not played: only
// shares where no measure is a time.
func (o Options) point(ctx context.Context, f *scenario.File, base scenario.Options, s Sweep, k int, measures []study.Measure) ([]*cascade.Result, error) {
	x, err := f.With(s.at(base, k))
	if err != nil {
		return nil, err
	}
	s.adjust(x)
	x.Question = study.Ask(x.Question, measures)
	o.Progress = nil
	o.sharesOnly, o.unitsOnly = !study.Times(measures), !study.People(measures, x.Question.Goals)
	results, err := o.Reach(ctx, x)
	if err == nil && results[len(results)-1].Partial {
		err = context.Canceled // a point is answered whole or not at all
	}
	return results, err
}

// at are the changes of a point after those of base.
func (s *Sweep) at(base scenario.Options, k int) scenario.Options {
	o := base
	o.VariedBy = cmp.Or(s.By, "--vary")
	o.Varied = append([]string(nil), base.Varied...)
	for _, x := range s.Points[k] {
		o.Varied = append(o.Varied, x.Path+"="+x.Value)
	}
	return o
}

func (s *Sweep) adjust(x *scenario.Scenario) {
	if s.Adjust != nil {
		s.Adjust(x)
	}
}

// name says which point it is.
func (s *Sweep) name(k int) model.Note {
	var values []string
	for _, x := range s.Points[k] {
		values = append(values, x.Path+"="+x.Value)
	}
	return model.Note{Kind: "point %d of %d: %s", Args: []any{k + 1, len(s.Points), strings.Join(values, ", ")}}
}

// check reads every point, and tells the goals of each and how many values are not known
// beside those that vary.
func (s *Sweep) check(f *scenario.File, base scenario.Options) (goals [][]model.Goal, unknown int, err error) {
	for k := range s.Points {
		x, err := f.With(s.at(base, k))
		if err != nil {
			return nil, 0, &PointError{s.name(k), err}
		}
		goals, unknown = append(goals, x.Question.Goals), len(x.Uncertain)
	}
	return goals, unknown, nil
}

// A PointError is the error of a point of a sweep whose values the scenario refuses.
type PointError struct {
	Point model.Note // its kind is the format of its text in English
	Err   error
}

func (e *PointError) Error() string { return e.said().Error() }

// Unwrap is the same as a text that other languages have; it wraps what is wrong.
func (e *PointError) Unwrap() error { return e.said() }

func (e *PointError) said() error { return model.Errorf("%s: %w", e.Point, e.Err) }
