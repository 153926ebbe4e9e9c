package ask

import (
	"context"
	"errors"
	"slices"

	"harkara/cascade"
	"harkara/cascade/exact"
	"harkara/cascade/montecarlo"
	"harkara/cascade/report"
	"harkara/cascade/study"
	"harkara/cascade/trace"
	"harkara/model"
	"harkara/model/scenario"
)

// eachMessage asks for each message of a scenario, by its place. Where ctx ends first it
// returns the documents of the messages before, or the error where there are none.
func eachMessage(ctx context.Context, s *scenario.Scenario, answer func(message int) (report.Document, error)) ([]report.Document, error) {
	var docs []report.Document
	for message, m := range s.Messages {
		d, err := answer(message)
		if err != nil && len(docs) > 0 && ctx.Err() != nil {
			break
		}
		if err != nil {
			return nil, err
		}
		if len(s.Messages) > 1 {
			d.OfMessage(m.Name)
		}
		docs = append(docs, d)
	}
	return docs, nil
}

// each is eachMessage of the problems of a scenario whose values that are not known are
// taken as they stand.
func (o Options) each(ctx context.Context, s *scenario.Scenario, answer func(report.About, cascade.Problem) (report.Document, error)) ([]report.Document, error) {
	problems := o.problems(s)
	return eachMessage(ctx, s, func(message int) (report.Document, error) {
		d, err := answer(About(s, o.Version), problems[message])
		d.Notes = append(d.Notes, guessed(len(s.Uncertain), true)...)
		return d, err
	})
}

// guessed says how an answer takes so many values that are not known: as they stand in
// the file, or over all that they may be. The two differ, and each command does one.
func guessed(values int, asTheyStand bool) []model.Note {
	switch {
	case values == 0:
		return nil
	case asTheyStand:
		return []model.Note{model.NewNote("as-guessed", int64(values))}
	}
	return []model.Note{model.NewNote("over-ranges", int64(values))}
}

// Why tells why a unit has the message late or never, by some time. Here and
// below there is a document for each message; where ctx ends first, each tells
// what was played until then.
func (o Options) Why(ctx context.Context, s *scenario.Scenario, u model.Unit, by model.Tick) ([]report.Document, error) {
	return o.each(ctx, s, func(a report.About, p cascade.Problem) (report.Document, error) {
		r, err := trace.Why{Unit: u, By: by, Sampling: o.sampling(s.Trials)}.Run(ctx, p)
		if err != nil {
			return report.Document{}, err
		}
		return report.Why(a, s.Network, s.Network.Path(u), r), nil
	})
}

// Story tells what happens in one trial, counted from 0, step by step.
func (o Options) Story(ctx context.Context, s *scenario.Scenario, trial uint64, scope trace.Scope) ([]report.Document, error) {
	return o.each(ctx, s, func(a report.About, p cascade.Problem) (report.Document, error) {
		timeline, err := trace.Story{Trial: trial, Scope: scope}.Run(p)
		if err != nil {
			return report.Document{}, err
		}
		return report.Story(a, s.Start, timeline), nil
	})
}

// ErrNoPublic is the error of a question about people where a scenario has none.
var ErrNoPublic = model.Errorf("the scenario has no public")

// LeftBehind tells which units have the most people not reached by some time: so
// many at most.
func (o Options) LeftBehind(ctx context.Context, s *scenario.Scenario, by model.Tick, most int) ([]report.Document, error) {
	if len(s.Network.Served()) == 0 {
		return nil, ErrNoPublic
	}
	return o.each(ctx, s, func(a report.About, p cascade.Problem) (report.Document, error) {
		// What is asked of later times does not matter here.
		p.Question = model.Question{Horizon: by, At: []model.Tick{by}}
		l, err := study.FindLeftBehind{Most: most, Sampling: o.sampling(s.Trials)}.Run(ctx, p)
		if err != nil {
			return report.Document{}, err
		}
		return report.LeftBehind(a, s.Network, by, l), nil
	})
}

// Bottlenecks tells what each hop costs by some time, and which units cost most:
// so many at most. It is computed where that is possible.
func (o Options) Bottlenecks(ctx context.Context, s *scenario.Scenario, at model.Tick, most int) ([]report.Document, error) {
	o = o.comparing()
	return o.each(ctx, s, func(a report.About, p cascade.Problem) (report.Document, error) {
		b, err := exact.Solver{}.Bottlenecks(ctx, p, at, most)
		if errors.Is(err, cascade.ErrNotApplicable) {
			b, err = study.FindBottlenecks{At: at, Most: most, Sampling: o.sampling(s.Trials)}.Run(ctx, p)
		}
		if err != nil {
			return report.Document{}, err
		}
		if len(p.Answers) > 0 && ctx.Err() == nil {
			if b.Answers, err = (study.FindAnswerLosses{At: at, Most: most, Sampling: o.sampling(s.Trials)}).Run(ctx, p); err != nil {
				return report.Document{}, err
			}
		}
		d := report.Bottlenecks(a, s.Network, b)
		if ctx.Err() != nil {
			d.Notes = append(d.Notes, model.NewNote("partial-inquiry"))
		}
		return d, nil
	})
}

// Compare tells what other scenarios change, such as the same one with plans, on
// the same random numbers. The base and the others are called by names.
func (o Options) Compare(ctx context.Context, base *scenario.Scenario, name string, others []*scenario.Scenario, names []string) ([]report.Document, error) {
	o = o.comparing()
	return o.each(ctx, base, func(a report.About, p cascade.Problem) (report.Document, error) {
		var with []cascade.Problem
		for i, s := range others {
			all := o.problems(s)
			k := slices.IndexFunc(all, func(q cascade.Problem) bool { return q.Message().Name == p.Message().Name })
			if k < 0 {
				return report.Document{}, model.Errorf("plan %s has no message %q", names[i], p.Message().Name)
			}
			all[k].Seed, all[k].Question.Follow = p.Seed, p.Question.Follow
			with = append(with, all[k])
		}
		each := montecarlo.Solver{Trials: base.Trials, Workers: o.Workers}.Estimate(p)
		if err := o.fits(each * int64(len(with)+1)); err != nil {
			return report.Document{}, err
		}
		c, err := study.Compare{Sampling: o.sampling(base.Trials)}.Run(ctx, p, with...)
		if err != nil {
			return report.Document{}, err
		}
		a.Right = p.Question.Follow
		return report.Compare(a, name, names, c), nil
	})
}

// Verify holds exact and sampled answers against each other, and tells whether
// they agree for all messages.
func (o Options) Verify(ctx context.Context, s *scenario.Scenario) (docs []report.Document, agree bool, err error) {
	agree = true
	docs, err = o.each(ctx, s, func(a report.About, p cascade.Problem) (report.Document, error) {
		sampled := montecarlo.Solver{Trials: s.Trials, Workers: o.Workers}
		if err := o.fits(sampled.Estimate(p)); err != nil {
			return report.Document{}, err
		}
		computed := exact.Solver{}
		reasons := cascade.Reasons(computed.Check(p))
		var exactly cascade.Solver = computed
		switch way, ok := wayDown(p); {
		case reasons == nil || p.Together() == "":
		case !ok:
			return report.NotVerified(a, reasons), nil
		default:
			exactly = alone{computed, way}
		}
		v, err := study.Verify{A: exactly, B: sampled}.Run(ctx, p)
		if err != nil {
			return report.Document{}, err
		}
		if exactly != cascade.Solver(computed) {
			v.Simulated = []model.Note{model.NewNote("verify-simulated", reasons)}
		}
		agree = agree && v.Agree
		return report.Verify(a, v), nil
	})
	return docs, agree, err
}

// wayDown is the problem of a message alone, without its answers and what copies of it
// say, where these change nothing in who has it; ok is false where that is not computed.
func wayDown(p cascade.Problem) (way cascade.Problem, ok bool) {
	if p.Interact() != "" && p.Interact() != "follow" {
		return p, false
	}
	p.Messages, p.About, p.Answers, p.Question.Follow = []model.Message{*p.Message()}, 0, nil, false
	return p, exact.Applies(p) == nil
}

// alone is a solver of another problem that has an answer in common with what is asked.
type alone struct {
	exact.Solver
	way cascade.Problem
}

// Solve answers the other problem.
func (s alone) Solve(ctx context.Context, _ cascade.Problem) (*cascade.Result, error) {
	return s.Solver.Solve(ctx, s.way)
}
