package ask

import (
	"context"
	"slices"

	"harkara/cascade"
	"harkara/cascade/exact"
	"harkara/cascade/montecarlo"
	"harkara/cascade/report"
	"harkara/cascade/study"
	"harkara/model"
	"harkara/model/scenario"
)

// A Precision asks how many plays an answer needs to be known so closely
// (study.Precision).
type Precision struct {
	// Of are the numbers looked at (Measures); none is all that a run prints.
	Of []string
	// Half is how far bounds may be from shares and chances; of times it is Within, or,
	// where that is 0, so much of the time itself.
	Half   float64
	Within model.Tick
	// Joint has the bounds of all numbers hold at once.
	Joint bool
}

// MostNeeded is how many plays the number of a scenario that needs most needs, and of how many that is known.
type MostNeeded struct{ Pilot, Plays int64 }

// PlaysNeeded plays a pilot for each message of a scenario and tells how many plays
// know each number. Where ctx ends first, what was played is told.
func (o Options) PlaysNeeded(ctx context.Context, s *scenario.Scenario, q Precision) (docs []report.Document, most MostNeeded, err error) {
	measures := all(s)
	if len(q.Of) > 0 {
		if measures, err = Measures(s, q.Of); err != nil {
			return nil, most, err
		}
	}
	docs, err = eachMessage(ctx, s, func(message int) (report.Document, error) {
		x := study.Precision{Half: q.Half, Within: q.Within, Joint: q.Joint, Measures: measures, Trials: s.Trials}
		p := o.problems(s)[message]
		p.Question = study.Ask(p.Question, measures)
		computed := false
		if err := o.pilot(s, message, p, &x, &computed); err != nil {
			return report.Document{}, err
		}
		a, err := x.Run(ctx, p)
		if err != nil {
			return report.Document{}, err
		}
		most.Pilot = max(most.Pilot, int64(a.Pilot))
		if a.Most >= 0 {
			most.Plays = max(most.Plays, a.Cells[a.Most].Plays)
		}
		return report.Precision(About(s, o.Version), report.PrecisionAnswer{PrecisionAnswer: a, Asked: x, Goals: p.Question.Goals, Computed: computed}), nil
	})
	return docs, most, err
}

// pilot says how the pilot of a message is played; computed is true where a run computes
// its shares.
func (o Options) pilot(s *scenario.Scenario, message int, p cascade.Problem, x *study.Precision, computed *bool) error {
	o.sharesOnly, o.unitsOnly = !study.Times(x.Measures), !study.People(x.Measures, p.Question.Goals)
	if len(s.Uncertain) > 0 && !o.Certain {
		x.Each = func(trials int) int { _, each := pointsOf(trials); return each }
		few, each := *s, x.Each(s.Trials)
		few.Trials = study.UsualPilot
		o.Solver = ""
		solver, err := o.ranges(&few, message, p)
		if err != nil {
			return err
		}
		ranges := solver.(overRanges).ranges
		ranges.Points, ranges.Plays = study.UsualPilot/each, each
		x.Ranges = &ranges
		return nil
	}
	x.Solver = montecarlo.Solver{
		Engine: o.Engine, Trials: study.UsualPilot, Workers: o.Workers, Public: o.Public, Progress: o.Progress,
		SharesOnly: o.sharesOnly, UnitsOnly: o.unitsOnly,
	}
	*computed = exact.Applies(p) == nil
	return o.fits(x.Solver.Estimate(p))
}

// all are the measures of everything that a run prints of the whole: the share of each
// tier at each time, when half and nine tenths of it have the message, and the goals.
func all(s *scenario.Scenario) []study.Measure {
	var out []study.Measure
	for _, tier := range tiers(s) {
		for _, at := range s.Question.At {
			out = append(out, study.Measure{Kind: study.ShareBy, Tier: tier, At: at})
		}
		for _, share := range []float64{0.5, 0.9} {
			out = append(out, study.Measure{Kind: study.TimeTo, Tier: tier, Share: share})
		}
	}
	for k := range s.Question.Goals {
		out = append(out, study.Measure{Kind: study.GoalMet, Goal: k})
	}
	return slices.Clip(out)
}
