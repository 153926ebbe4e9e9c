package ask

import (
	"context"
	"slices"

	"harkara/cascade"
	"harkara/cascade/exact"
	"harkara/cascade/montecarlo"
	"harkara/cascade/report"
	"harkara/model"
	"harkara/model/scenario"
)

// earlyPlays is after how many plays a first answer is told, and earlyTimes about how
// many times its curves have.
const (
	earlyPlays = 20
	earlyTimes = 24
)

// Live answers a scenario for somebody who waits: it tells a first answer after twenty
// plays, then others after twice as many each time, and at last the one that Look
// gives, first without its studies and single plays. Early answers are of
// the first message, with values that are not known as they stand in the file. Whoever
// is told of a partial answer sees how many plays it rests on. Before the last, which takes
// many times as long as the others, ready is asked, which may wait for its turn.
func (o Options) Live(ctx context.Context, s *scenario.Scenario, each func(l *report.Look, whole bool), ready func() error) error {
	if err := o.early(ctx, s, func(l *report.Look) { each(l, false) }); err != nil {
		return err
	}
	if err := ready(); err != nil {
		return err
	}
	l, err := o.Look(ctx, s, Look{First: func(l *report.Look) {
		if ctx.Err() == nil {
			each(l, false)
		}
	}})
	if err != nil {
		return err
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	each(l, true)
	return nil
}

// early tells answers that are played, those of a problem that is computed only once.
func (o Options) early(ctx context.Context, s *scenario.Scenario, each func(*report.Look)) error {
	p := Problems(s)[0]
	asked := p.Question.At
	times := thinned(closeTimes(&p.Question), asked)
	p.Question.At, p.Question.Ways, p.Question.Starts, p.Question.Units = times, false, false, nil
	solver := montecarlo.Solver{Engine: o.Engine, Trials: s.Trials, Workers: o.Workers, Public: o.Public, Early: earlyPlays}
	if err := o.fits(solver.Estimate(p)); err != nil {
		return err
	}
	if exact.Applies(p) == nil {
		solver.Trials = min(s.Trials, earlyPlays)
	}
	tell := func(r *cascade.Result) bool {
		if ctx.Err() == nil {
			each(o.earlyLook(s, r, asked))
		}
		return ctx.Err() != nil
	}
	solver.Enough = tell
	r, err := solver.Solve(ctx, p)
	if err != nil {
		return err
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	tell(r)
	return nil
}

// thinned are about earlyTimes of some times, with all of those that are asked.
func thinned(times, asked []model.Tick) []model.Tick {
	step := max(len(times)/earlyTimes, 1)
	var out []model.Tick
	for i, t := range times {
		if i%step == 0 || i == len(times)-1 || slices.Contains(asked, t) {
			out = append(out, t)
		}
	}
	return out
}

// earlyLook is a look at an answer of more times than are asked: its tables have the
// latter, its curves all.
func (o Options) earlyLook(s *scenario.Scenario, r *cascade.Result, asked []model.Tick) *report.Look {
	short := *r
	short.At, short.Tiers = asked, slices.Clone(r.Tiers)
	for i := range short.Tiers {
		t := &short.Tiers[i]
		t.Reach = slices.DeleteFunc(slices.Clone(t.Reach), func(x cascade.Reach) bool { return !slices.Contains(asked, x.At) })
	}
	return &report.Look{
		About: About(s, o.Version), Text: s.Text(), Summary: s.About, Sources: s.Sources, Start: s.Start, Network: s.Network, Names: true,
		Results: []*cascade.Result{&short}, Parts: []report.LookPart{{Curves: r, Tier: usual(s).Tier}},
	}
}
