package ask

import (
	"context"
	"slices"

	"harkara/cascade"
	"harkara/cascade/engine"
	"harkara/cascade/montecarlo"
	"harkara/cascade/report"
	"harkara/model"
	"harkara/model/scenario"
)

// A Look is how much is asked for pictures of an answer. The zero value is what fits
// the number of units.
type Look struct {
	// Plans are the scenario with each of its plans, or what else is to be compared with
	// it, and PlanNames what these are called.
	Plans     []*scenario.Scenario
	PlanNames []string
	// Most is how many units are told of which most depends; 0 is 5, or fewer where
	// there are many units.
	Most int
	// Bare leaves out all but the answer and its curves.
	Bare bool
	// First, where given, is told the answer and its curves before the rest is found.
	First func(*report.Look)
}

// manyUnits is from how many units on a look asks less of each.
const manyUnits = 20_000

// Look answers a scenario for pictures: what Reach answers, the same at times close to
// each other, single plays, when each unit has the message, where it stops, who is left
// behind, and what plans change. Where ctx ends first, it tells what there is.
func (o Options) Look(ctx context.Context, s *scenario.Scenario, l Look) (*report.Look, error) {
	end := lookUntil(&s.Question)
	times := closeTimes(&s.Question)
	asked := *s
	if !l.Bare {
		asked.Question.Units = unitTimes(times, s.Network.Len())
	}
	results, err := o.Reach(ctx, &asked)
	if err != nil {
		return nil, err
	}
	out := &report.Look{
		About: About(s, o.Version), Text: s.Text(), Summary: s.About, Sources: s.Sources, Start: s.Start,
		Network: s.Network, Results: results, Names: true,
	}
	problems := o.problems(s)[:len(results)]
	for i := range problems {
		problems[i].Question = model.Question{Horizon: problems[i].Question.Horizon, At: times}
		part, err := o.curves(ctx, s, i, problems[i])
		if err != nil {
			return nil, err
		}
		out.Parts = append(out.Parts, part)
	}
	if l.Bare {
		return out, nil
	}
	if l.First != nil {
		l.First(bare(out))
	}
	for i, p := range problems {
		if err := o.plays(ctx, s, p, &out.Parts[i]); err != nil {
			return nil, err
		}
	}
	return out, o.lookStudies(ctx, s, l, end, out)
}

// bare is a look as it is without single units.
func bare(l *report.Look) *report.Look {
	out := *l
	out.Results, out.Parts = slices.Clone(l.Results), slices.Clone(l.Parts)
	for i, r := range l.Results {
		short := *r
		short.Units = nil
		out.Results[i] = &short
	}
	return &out
}

// lookUntil is until when pictures go: the last time of what is asked.
func lookUntil(q *model.Question) model.Tick {
	end := lastOf(q.At)
	for _, g := range q.Goals {
		end = max(end, g.By)
	}
	return end
}

// closeTimes are those of a curve: Moments, and all that is asked for.
func closeTimes(q *model.Question) []model.Tick {
	times := append(Moments(lookUntil(q)), q.At...)
	slices.Sort(times)
	return slices.Compact(times)
}

func lastOf(at []model.Tick) model.Tick { return at[len(at)-1] }

// Moments are some sixty times up to an end, in steps that people count in, and closer
// to each other at the beginning.
func Moments(end model.Tick) []model.Tick {
	step := roundStep(end, 72)
	out := []model.Tick{0, step / 8, step / 4, step / 2, step * 3 / 4}
	for t := step; t < end; t += step {
		out = append(out, t)
	}
	out = append(out, end)
	slices.Sort(out)
	return slices.Compact(out)
}

// roundStep is a length of time that people count in, of which an end has no more than
// so many.
func roundStep(end model.Tick, most int64) model.Tick {
	for _, of := range []model.Tick{model.Millisecond, model.Second, model.Minute, model.Hour, model.Day} {
		for _, times := range []model.Tick{1, 2, 5, 10, 15, 30, 100, 200, 500} {
			whole := of < model.Day && of*times < nextUnit(of) || of == model.Day
			if step := of * times; whole && int64(end/step) <= most {
				return step
			}
			if of == model.Hour && times == 2 {
				for _, h := range []model.Tick{3, 6, 12} {
					if int64(end/(h*model.Hour)) <= most {
						return h * model.Hour
					}
				}
			}
		}
	}
	return max(end/model.Tick(most), 1)
}

// nextUnit is the unit of time above one.
func nextUnit(of model.Tick) model.Tick {
	switch of {
	case model.Millisecond:
		return model.Second
	case model.Second:
		return model.Minute
	case model.Minute:
		return model.Hour
	}
	return model.Day
}

// unitTimes are the times at which single units are told: 24, or 3 where there are
// many, up to the end.
func unitTimes(times []model.Tick, units int) []model.Tick {
	many := 24
	if units > manyUnits {
		many = 3
	}
	var out []model.Tick
	for k := 1; k <= many; k++ {
		out = append(out, times[len(times)*k/many-1])
	}
	return slices.Compact(out)
}

// curves are the shares of a problem of one message, by all the times it asks.
func (o Options) curves(ctx context.Context, s *scenario.Scenario, i int, p cascade.Problem) (report.LookPart, error) {
	shares := o
	shares.sharesOnly, shares.First = true, nil
	asked := *s
	asked.Question = p.Question
	solver, err := shares.solverOf(&asked, i, p)
	if err != nil {
		return report.LookPart{}, err
	}
	part := report.LookPart{Tier: usual(s).Tier}
	if part.Curves, err = solver.Solve(ctx, p); ctx.Err() != nil {
		err = nil // what was asked until then is told
	}
	return part, err
}

// plays adds single plays of a problem, and when each unit has the message in the
// typical one. Where ctx ends first it adds nothing.
func (o Options) plays(ctx context.Context, s *scenario.Scenario, p cascade.Problem, part *report.LookPart) error {
	if ctx.Err() != nil {
		return nil
	}
	if s.Network.Len() > 0 {
		var err error
		how := montecarlo.Singles{Engine: o.Engine, Sampling: o.sampling(min(max(s.Trials, 1), singlePlays))}
		part.Singles, part.Layout, err = how.Run(ctx, p)
		if ctx.Err() != nil || cascade.Reasons(err) != nil {
			return nil // messages that depend on each other are not shown play by play
		}
		if err != nil {
			return err
		}
	}
	e, _, err := engine.New(o.Engine, p)
	if err != nil {
		return err
	}
	part.Typical = part.Nearest()
	play := cascade.NewOutcome(s.Network.Len())
	e.Play(part.Typical, play)
	part.Arrival = play.Arrival
	return nil
}

// singlePlays is how many single plays are kept at most.
const singlePlays = 200

// lookStudies adds the studies, each told of all messages.
func (o Options) lookStudies(ctx context.Context, s *scenario.Scenario, l Look, end model.Tick, out *report.Look) error {
	most := l.Most
	if most == 0 {
		most = 5
		if s.Network.Len() > manyUnits {
			most = 3
		}
	}
	studies := []func() ([]report.Document, error){
		func() ([]report.Document, error) { return o.Bottlenecks(ctx, s, end, most) },
	}
	if len(s.Network.Served()) > 0 {
		studies = append(studies, func() ([]report.Document, error) { return o.LeftBehind(ctx, s, end, leftShown) })
	}
	if len(l.Plans) > 0 {
		studies = append(studies, func() ([]report.Document, error) { return o.Compare(ctx, s, "", l.Plans, l.PlanNames) })
	}
	for _, study := range studies {
		docs, err := study()
		if ctx.Err() != nil {
			for i := range out.Results {
				out.Results[i].Partial = true
			}
			return nil
		}
		if cascade.Reasons(err) != nil {
			continue // it is not told of such plays
		}
		if err != nil {
			return err
		}
		for i := range min(len(docs), len(out.Parts)) {
			out.Parts[i].Studies = append(out.Parts[i].Studies, docs[i])
		}
	}
	return nil
}

// leftShown is how many units that are left behind a look lists.
const leftShown = 30

// Graph tells of single units for a graph: their answers by some times, and when each
// has the message in the typical play. It is of the scenario's first message.
func (o Options) Graph(ctx context.Context, s *scenario.Scenario, at []model.Tick) (*cascade.UnitAnswers, []model.Tick, error) {
	asked := *s
	asked.Question.Units = at
	asked.Messages = s.Messages[:1]
	results, err := o.Reach(ctx, &asked)
	if err != nil {
		return nil, nil, err
	}
	p := o.problems(&asked)[0]
	p.Question = model.Question{Horizon: p.Question.Horizon, At: append(Moments(lookUntil(&s.Question)), s.Question.Horizon)}
	part, err := o.curves(ctx, &asked, 0, p)
	if err == nil {
		err = o.plays(ctx, &asked, p, &part)
	}
	if err != nil {
		return nil, nil, err
	}
	if part.Arrival == nil || results[0].Units == nil {
		return nil, nil, context.Canceled
	}
	return results[0].Units, part.Arrival, nil
}
