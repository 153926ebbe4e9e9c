package ask

import (
	"cmp"
	"context"
	"math"
	"slices"

	"harkara/cascade"
	"harkara/cascade/report"
	"harkara/cascade/study"
	"harkara/model"
	"harkara/model/scenario"
)

// A Sensitivity asks which of the values that a scenario does not know matter most for
// its answer (study.Sensitivity), or, with Screen, which do not (study.Screen).
type Sensitivity struct {
	// Of are the answers looked at (Measures); none is what the scenario asks first.
	Of []string
	// Rows is a power of two, 0 as many as some thousand plays allow; Plays is how many
	// each row has, even, 0 is 8.
	Rows, Plays int
	// Shapley also shares the spread out so that the parts add up to all of it.
	Shapley bool
	// Screen plays Trajectories (0 is 20) of Morris's instead of rows.
	Screen       bool
	Trajectories int
}

// usualWork is about how much a sensitivity plays where it is not said, in units that
// hear once in a play, of which one whose people talk counts as talkers: some seconds.
// mostPlays is how many plays that are at most, and fewestRows how many rows there are
// all the same.
const (
	usualWork  = 7e7
	talkWeight = 100
	mostPlays  = 40_960
	fewestRows = 16
)

// usualRows is how many rows are played where it is not said.
func usualRows(s *scenario.Scenario, measures []study.Measure, x study.Sensitivity) int {
	work := s.Network.Len()
	if p := s.Network.Public(); p != nil && study.People(measures, s.Question.Goals) && slices.ContainsFunc(p.Hears, func(x model.Source) bool { return x.Kind == model.Talk }) {
		work += talkWeight * len(s.Network.Served())
	}
	most := min(usualWork/float64(work), mostPlays)
	x.Rows = fewestRows
	for 2*float64(x.Effort()) <= most {
		x.Rows *= 2
	}
	return x.Rows
}

// endPlays is how many plays the answers at the ends of ranges have where they are not
// computed: the same for all.
const endPlays = 32

// Sensitivity answers for each message of a scenario. Where ctx ends first, the rows
// played are told.
func (o Options) Sensitivity(ctx context.Context, s *scenario.Scenario, q Sensitivity) ([]report.Document, error) {
	o = o.comparing()
	factors := Factors(s)
	if len(factors) == 0 {
		return nil, cascade.Refuse("sensitivity-none")
	}
	measures, err := Measures(s, q.Of)
	if err != nil {
		return nil, err
	}
	return eachMessage(ctx, s, func(message int) (report.Document, error) {
		answer := o.answer(s, message, factors, measures)
		about := report.SensitivityAnswer{Measures: measures, Goals: s.Question.Goals, Factors: reported(s, factors)}
		var err error
		if q.Screen {
			err = o.screen(ctx, s, q, names(factors), answer, &about)
		} else {
			err = o.indices(ctx, s, q, names(factors), answer, &about)
		}
		if err == nil && !q.Screen {
			about.Ends, err = o.ends(ctx, s, message, factors, measures)
		}
		if err == nil && about.Ends != nil {
			about.Luck, err = o.luck(ctx, s, message, measures, about.Ends[0])
		}
		if err != nil {
			return report.Document{}, err
		}
		return report.Sensitivity(About(s, o.Version), about), nil
	})
}

// indices plays the rows.
func (o Options) indices(ctx context.Context, s *scenario.Scenario, q Sensitivity, names []string, answer study.Answer, to *report.SensitivityAnswer) (err error) {
	x := study.Sensitivity{
		Names: names, Rows: q.Rows, Plays: q.Plays, Measures: len(to.Measures), Answer: answer,
		Seed: s.Seed, Shapley: q.Shapley, Workers: o.Workers, Progress: o.Progress,
	}
	if x.Rows == 0 {
		x.Rows = usualRows(s, to.Measures, x)
	}
	if err := x.Check(); err != nil {
		return err
	}
	plays := x.Effort()
	if all := len(s.Uncertain); all > len(names) {
		o.begin(model.NewNote("effort-rows-of", int64(all), int64(len(names)), int64(plays), int64(x.Rows), runs(plays, s)))
	} else {
		o.begin(model.NewNote("effort-rows", int64(all), int64(plays), int64(x.Rows), runs(plays, s)))
	}
	to.Rows = x.Rows
	to.Indices, err = x.Run(ctx)
	return err
}

// screen plays the trajectories.
func (o Options) screen(ctx context.Context, s *scenario.Scenario, q Sensitivity, names []string, answer study.Answer, to *report.SensitivityAnswer) (err error) {
	x := study.Screen{
		Names: names, Trajectories: cmp.Or(q.Trajectories, study.UsualTrajectories), Plays: q.Plays, Measures: len(to.Measures), Answer: answer,
		Seed: s.Seed, Workers: o.Workers, Progress: o.Progress,
	}
	if all := len(s.Uncertain); all > len(names) {
		o.begin(model.NewNote("effort-paths-of", int64(all), int64(len(names)), int64(x.Effort()), runs(x.Effort(), s)))
	} else {
		o.begin(model.NewNote("effort-trajectories", int64(all), int64(x.Effort()), runs(x.Effort(), s)))
	}
	to.Rows = x.Trajectories
	to.Screen, err = x.Run(ctx)
	return err
}

// runs is about how many plain runs so many plays are: to a tenth where that is few.
func runs(plays int, s *scenario.Scenario) float64 {
	n := float64(plays) / float64(max(s.Trials, 1))
	if n < 10 {
		return max(math.Round(n*10)/10, 0.1)
	}
	return math.Round(n)
}

// begin tells what a study will take.
func (o Options) begin(effort model.Note) {
	if o.Effort != nil {
		o.Effort(effort)
	}
}

// ends are the answers with each factor at the low and the high end of its ranges, and
// all others at their best guesses (a tornado); before them that with all there. They
// are computed where that is possible, or played with the same plays. None where ctx
// has ended.
func (o Options) ends(ctx context.Context, s *scenario.Scenario, message int, factors []Factor, measures []study.Measure) ([]*cascade.Result, error) {
	o.Certain, o.Progress = true, nil
	sets := [][]string{nil}
	for _, f := range factors {
		var low, high []string
		for _, k := range f.Ranges {
			low = append(low, s.Uncertain[k].Path+"="+s.Uncertain[k].Low())
			high = append(high, s.Uncertain[k].Path+"="+s.Uncertain[k].High())
		}
		sets = append(sets, low, high)
	}
	var out []*cascade.Result
	for _, set := range sets {
		v, err := s.Vary(set)
		if err != nil {
			return nil, err
		}
		v.Trials, v.Seed = min(s.Trials, endPlays), s.Seed
		r, err := o.asked(ctx, v, message, measures)
		if ctx.Err() != nil {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, nil
}

// luckPlays is how many plays the range of luck rests on where the answer is computed.
const luckPlays = 64

// luck is the answer at best guesses with the range of nine plays of ten: the computed
// one has none, so that some plays are played for it. It is nil where ctx has ended.
func (o Options) luck(ctx context.Context, s *scenario.Scenario, message int, measures []study.Measure, guess *cascade.Result) (*cascade.Result, error) {
	if guess.Solver != "exact" || guess.Trials > 0 {
		return guess, nil
	}
	o.Certain, o.Progress, o.Play, o.Solver = true, nil, true, ""
	v, err := s.Vary(nil)
	if err != nil {
		return nil, err
	}
	v.Trials, v.Seed = min(s.Trials, luckPlays), s.Seed
	r, err := o.asked(ctx, v, message, measures)
	if ctx.Err() != nil {
		return nil, nil
	}
	return r, err
}

// reported is what documents say of factors.
func reported(s *scenario.Scenario, factors []Factor) []report.Factor {
	var out []report.Factor
	for _, f := range factors {
		var to report.Factor
		for _, k := range f.Ranges {
			r := &s.Uncertain[k]
			to = append(to, report.Range{Path: r.Path, Low: r.Low(), High: r.High(), Because: r.Because})
		}
		out = append(out, to)
	}
	return out
}
