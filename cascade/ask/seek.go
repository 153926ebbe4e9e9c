package ask

import (
	"context"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"harkara/cascade"
	"harkara/cascade/exact"
	"harkara/cascade/report"
	"harkara/cascade/study"
	"harkara/model"
	"harkara/model/scenario"
)

// A Seek asks how large, or how small, a value must be for a scenario to meet a goal.
type Seek struct {
	// Goal is what is to be met (ParseGoal). Vary is the path of the value, with or
	// without the range in which it is looked for: PATH or PATH=LOW:HIGH.
	Goal, Vary string
}

// goalForm is how a goal is written.
var goalForm = regexp.MustCompile(`^\s*([0-9.]+)\s*(%?)\s+of\s+(?:the\s+)?(.+?)\s+(?:by|within)\s+([^\s]+(?:\s+[a-z]+)?)(?:\s+(?:in|with(?:\s+a)?\s+chance(?:\s+of)?)\s+([0-9.]+)\s*(%?)(?:\s+of\s+(?:all\s+)?(?:plays|trials))?)?\s*$`)

// ParseGoal reads a goal: "80% of public by 48h" is about the mean over plays, "80% of
// public by 48h in 90% of plays" (or "with chance 0.9") about how many plays reach it.
// chance is 0 for the first. goal1 is the first of the scenario's own, with its chance.
func ParseGoal(s *scenario.Scenario, text string) (g model.Goal, chance float64, err error) {
	if k, ok, err := goalNamed(s, text); ok {
		if err != nil {
			return g, 0, err
		}
		g = s.Question.Goals[k]
		return g, g.Chance, nil
	}
	m := goalForm.FindStringSubmatch(text)
	if m == nil {
		return g, 0, model.Errorf("%q: write 80%% of public by 48h, or 80%% of block by 24h in 90%% of plays", text)
	}
	if g.Share, err = shareOf(m[1], m[2]); err != nil {
		return g, 0, model.Errorf("%q: %w", text, err)
	}
	of, err := measured(s, m[3])
	if err != nil {
		return g, 0, err
	}
	g.Tier = of.Tier
	if of.Answer != "" {
		g.Tier = "known:" + of.Of
	}
	if g.By, err = scenario.ParseDuration(m[4]); err != nil {
		return g, 0, err
	}
	if g.By > s.Question.Horizon {
		return g, 0, model.Errorf("%q is after the scenario's horizon, %s", text, scenario.FormatDuration(s.Question.Horizon))
	}
	if m[5] != "" {
		if chance, err = shareOf(m[5], m[6]); err != nil {
			return g, 0, model.Errorf("%q: %w", text, err)
		}
	}
	if of.Answer != "" && chance > 0 {
		return g, 0, model.Errorf("%q: of what is known the mean is sought: write %s%% of %s by %s", text, strconv.FormatFloat(g.Share*100, 'g', -1, 64), g.Tier, m[4])
	}
	g.Chance = chance
	return g, chance, nil
}

// shareOf is 80 % or 0.8.
func shareOf(number, percent string) (float64, error) {
	x, err := strconv.ParseFloat(number, 64)
	if percent != "" {
		x /= 100
	}
	if err != nil || !(x > 0 && x <= 1) {
		return 0, model.Errorf("%s%s is not a share above 0 and up to 1", number, percent)
	}
	return x, nil
}

// A sought value: where it stands, what it counts, and where it is looked for.
type variedValue struct {
	path, unit string
	from, to   float64
	log, whole bool
	grid       bool
	unknown    int // how many values are not known beside it
}

// Seek finds the value for each message of a scenario, and tells whether there is one
// for all. Where ctx ends first, what is found so far is told.
func (o Options) Seek(ctx context.Context, s *scenario.Scenario, q Seek) (docs []report.Document, found bool, err error) {
	o = o.comparing()
	goal, chance, err := ParseGoal(s, q.Goal)
	if err != nil {
		return nil, false, err
	}
	v, err := variedBy(s, q.Vary)
	if err != nil {
		return nil, false, err
	}
	measure, err := measured(s, goal.Tier)
	if err != nil {
		return nil, false, err
	}
	measure.At = goal.By
	if chance > 0 {
		if measure = (study.Measure{Kind: study.GoalMet, Goal: slices.Index(s.Question.Goals, goal)}); measure.Goal < 0 {
			measure.Goal = len(s.Question.Goals)
		}
	}
	found = true
	docs, err = eachMessage(ctx, s, func(message int) (report.Document, error) {
		answer := report.SeekAnswer{Goal: goal, Measure: measure, Chance: chance, Path: v.path, Unit: v.unit, From: v.from, To: v.to}
		answer.Guess, _, answer.Stands = s.Quantity(v.path)
		x, err := o.seek(ctx, s, message, v, measure, goal, &answer)
		if err != nil {
			return report.Document{}, err
		}
		found = found && (x.All || len(x.Crossings) > 0)
		answer.Sought = x
		d := report.Seek(About(s, o.Version), answer)
		d.Notes = append(d.Notes, guessed(v.unknown, o.Certain)...)
		return d, nil
	})
	return docs, found, err
}

// mostAsked is about how often a value is asked at.
const mostAsked = 15

// seek finds the value for one message.
func (o Options) seek(ctx context.Context, s *scenario.Scenario, message int, v variedValue, m study.Measure, goal model.Goal, to *report.SeekAnswer) (*study.SeekAnswer, error) {
	inner := o
	inner.Progress = nil
	x := study.Seek{From: v.from, To: v.to, Log: v.log, Whole: v.whole, Grid: v.grid, Goal: goal.Share}
	if m.Kind == study.GoalMet {
		x.Goal = goal.Chance
	}
	o.begin(model.NewNote("effort-seek", int64(s.Trials)))
	if o.Progress != nil {
		x.Progress = func(asked int) { o.Progress(asked, max(mostAsked, asked+1)) }
	}
	x.Answer = func(value float64) (cascade.Estimate, error) {
		at, err := s.Vary([]string{v.path + "=" + scenario.FormatQuantity(value, v.unit)})
		if err != nil {
			return cascade.Estimate{}, err
		}
		at.Trials, at.Seed = s.Trials, s.Seed
		if m.Kind == study.GoalMet && m.Goal == len(at.Question.Goals) {
			at.Question.Goals = append(slices.Clone(at.Question.Goals), goal)
		}
		r, err := inner.asked(ctx, at, message, []study.Measure{m})
		if err != nil {
			return cascade.Estimate{}, err
		}
		if r.Partial {
			return cascade.Estimate{}, context.Cause(ctx) // a value is answered whole or not at all
		}
		e := m.In(r).Estimate
		if math.IsNaN(e.Value) {
			return e, cascade.Refuse("seek-nobody", goal.Tier)
		}
		to.Trials, to.Computed = r.Trials, r.Solver == "exact" && m.Kind == study.ShareBy
		return e, nil
	}
	return x.Run(ctx)
}

// asked answers one message of a scenario, of which only measures are asked: computed
// where all of them can be.
func (o Options) asked(ctx context.Context, s *scenario.Scenario, message int, measures []study.Measure) (*cascade.Result, error) {
	p := o.problems(s)[message]
	p.Question = study.Ask(p.Question, measures)
	o.sharesOnly, o.unitsOnly = !study.Times(measures), !study.People(measures, p.Question.Goals)
	shares := !slices.ContainsFunc(measures, func(m study.Measure) bool { return m.Kind != study.ShareBy })
	if known := len(s.Uncertain) == 0 || o.Certain; o.Solver == "" || o.Solver == "auto" {
		o.Solver = "montecarlo"
		if known && shares && !o.Play && exact.Applies(p) == nil {
			o.Solver = "exact"
		}
	}
	solver, err := o.solverOf(s, message, p)
	if err != nil {
		return nil, err
	}
	return solver.Solve(ctx, p)
}

// variedBy reads PATH or PATH=LOW:HIGH, and finds what is left out.
func variedBy(s *scenario.Scenario, text string) (variedValue, error) {
	path, ends, given := strings.Cut(text, "=")
	v := variedValue{path: strings.TrimSpace(path)}
	stands, unit, known := s.Quantity(v.path)
	v.unit = unit
	if given {
		low, high, ok := strings.Cut(ends, ":")
		a, unitA, okA := scenario.ParseQuantity(low)
		b, unitB, okB := scenario.ParseQuantity(high)
		if !ok || !okA || !okB || unitA != unitB || !(a < b) {
			return v, InvalidError{model.Errorf("%q: write PATH, or PATH=LOW:HIGH as in relays.block.passes_on=0.5:1, both counted alike", text)}
		}
		v.from, v.to, v.unit = a, b, unitA
	}
	v.whole = v.unit == "" && takes(s, v, 2) && !takes(s, v, 1.5)
	if !given {
		if !known {
			return v, InvalidError{model.Errorf("%s: no number stands there: say where to look, as in %s=0:1", v.path, v.path)}
		}
		v.from, v.to = usualEnds(s, v, stands)
	}
	v.log = (v.unit == "s" || strings.HasPrefix(v.unit, "/")) && v.from > 0
	v.grid = mayRiseAndFall(s, v.path)
	for _, x := range []float64{v.from, v.to} {
		change := v.path + "=" + scenario.FormatQuantity(x, v.unit)
		at, err := s.VaryBy("--vary", []string{change})
		if err != nil {
			return v, &PointError{model.Note{Kind: "%s", Args: []any{change}}, err}
		}
		v.unknown = len(at.Uncertain) // what is looked for is decided
	}
	return v, nil
}

// takes tells whether the scenario takes a number at a path.
func takes(s *scenario.Scenario, v variedValue, x float64) bool {
	_, err := s.Vary([]string{v.path + "=" + scenario.FormatQuantity(x, v.unit)})
	return err == nil
}

// usualEnds are where a value is looked for that stands at x: shares from 0 to 1, whole
// numbers up to 100, and all else from a sixty-fourth to 64 times as much.
func usualEnds(s *scenario.Scenario, v variedValue, x float64) (from, to float64) {
	switch {
	case v.unit == "%":
		from, to = 0, 100
	case v.whole:
		from, to = 1, 100
	case v.unit == "" && !takes(s, v, 1.5):
		from, to = 0, 1
	case x > 0:
		return x / 64, x * 64
	default:
		from, to = 0, 1
	}
	if !takes(s, v, from) {
		from = to / 1000
	}
	return from, to
}

// mayRiseAndFall tells whether an answer may rise and fall with a value: where messages replace
// others, people stop telling, or the value is none of those with which more is told, or
// less.
func mayRiseAndFall(s *scenario.Scenario, path string) bool {
	if slices.ContainsFunc(s.Messages, func(m model.Message) bool { return len(m.Replaces) > 0 }) {
		return true
	}
	last := path[strings.LastIndexByte(path, '.')+1:]
	return !slices.Contains([]string{
		"passes_on", "delivers", "share", "people", "lines", "workers", "answers", "again", "times", "within", "rate", "alike",
		"unreachable", "chance", "median", "mean", "fixed", "p90", "min", "max", "every", "keeps_telling", "each",
	}, last)
}
