// Package ask answers a scenario: it chooses the solver, refuses what would not
// fit the memory, asks for every message, and gives Results, or Documents that
// package report writes in any format. It is what the program calls, and what a
// page or a worker on another machine would; it knows no flags, no files and no
// terminal.
package ask

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"harkara/cascade"
	"harkara/cascade/exact"
	"harkara/cascade/montecarlo"
	"harkara/cascade/public"
	"harkara/cascade/report"
	"harkara/cascade/study"
	"harkara/model"
	"harkara/model/scenario"
)

// Options are how a scenario is answered. How many trials, which seed and which
// times is said by the scenario (Trials, Seed, Question). The zero value computes
// what can be computed and plays the rest on every core.
type Options struct {
	// Solver is "auto", "exact" or "montecarlo"; "" is auto.
	Solver string
	// Play has auto play also what could be computed.
	Play bool
	// WithTimes has solver exact play what it cannot compute (times to a share,
	// goals, quantiles); without it, these are left out.
	WithTimes bool
	// First, where given, is told what was computed before the rest is played.
	First func(*cascade.Result)
	// Engine plays: "auto", "layered" or "event"; "" is auto.
	Engine string
	// Public is how the people are played; "" is auto.
	Public public.Mode
	// Workers is how many trials are played at the same time; 0 is one a core.
	Workers int
	// Certain takes values that are not known (Scenario.Uncertain) as they stand.
	Certain bool
	// Precision, where above 0, is how far the bounds of every reach may be from
	// it, as a share: so many trials are played, or so fine is what is computed.
	Precision float64
	// Memory is how many bytes may be taken; 0 is any number.
	Memory int64
	// Version is the program's, for documents.
	Version string
	// Progress, where given, is told now and then how many trials are done of
	// how many, by one goroutine at a time.
	Progress func(done, total int)

	// Effort, where given, is told what a study will take before it starts.
	Effort func(model.Note)

	// sharesOnly is montecarlo.Solver.SharesOnly.
	sharesOnly bool
	// unitsOnly is montecarlo.Solver.UnitsOnly.
	unitsOnly bool
	// cache is shared by all that is compared (comparing).
	cache *cascade.Cache
}

// mostCached is how many bytes what is compared may keep of its plays.
const mostCached = 256 << 20

// comparing is o for problems that play the same trials: what they have in common is
// played once.
func (o Options) comparing() Options {
	bytes := int64(mostCached)
	if o.Memory > 0 {
		bytes = min(bytes, o.Memory/4)
	}
	o.cache = cascade.NewCache(bytes)
	return o
}

// problems are those of a scenario, with what they share with others.
func (o Options) problems(s *scenario.Scenario) []cascade.Problem {
	out := Problems(s)
	for i := range out {
		out[i].Cache = o.cache
	}
	return out
}

// A MemoryError is the error of what would take more bytes than it may.
type MemoryError struct{ Takes, May int64 }

func (e *MemoryError) Error() string {
	return fmt.Sprintf("memory: %d of %d bytes", e.Takes, e.May)
}

// fits refuses what takes more bytes than it may.
func (o Options) fits(bytes int64) error {
	if o.Memory > 0 && bytes > o.Memory {
		return &MemoryError{bytes, o.Memory}
	}
	return nil
}

// Problems are the messages of a scenario, each with what is asked of it. Where they
// have anything in common each is played with all the others, and else alone.
func Problems(s *scenario.Scenario) []cascade.Problem {
	out := make([]cascade.Problem, len(s.Messages))
	common := len(s.Messages) > 1 && inCommon(s)
	for i, m := range s.Messages {
		p := cascade.Problem{Network: s.Network, Circumstances: s.Circumstances, Messages: []model.Message{m}, Answers: s.Answers, Question: s.Question, Seed: s.Seed}
		if common {
			p.Messages, p.About = s.Messages, i
		}
		p.Question.Goals = goalsOf(s.Question.Goals, m)
		out[i] = p
	}
	return out
}

// inCommon tells whether the messages of a scenario depend on each other in a play: on the
// lines of one caller, the time or the beliefs of one person, or as one answers the other.
func inCommon(s *scenario.Scenario) bool {
	says := func(m model.Message) bool {
		return m.When != nil || m.Stream != nil || m.Contradicts > 0 || len(m.Replaces) > 0 || len(m.Remind) > 0
	}
	p := cascade.Problem{Network: s.Network, Circumstances: s.Circumstances}
	return len(s.Answers) > 0 || slices.ContainsFunc(s.Messages, says) || slices.ContainsFunc(p.Networks(), cascade.InCommon)
}

// goalsOf are those of goals that are about a message.
func goalsOf(goals []model.Goal, m model.Message) []model.Goal {
	if !slices.ContainsFunc(goals, func(g model.Goal) bool { return g.Message != "" }) {
		return goals
	}
	var out []model.Goal
	for _, g := range goals {
		if g.Message == "" || g.Message == m.Name || g.Message == m.Series {
			out = append(out, g)
		}
	}
	return out
}

// About is what a document says of a scenario.
func About(s *scenario.Scenario, version string) report.About {
	a := report.About{Name: s.Name, Title: s.Title, TitleLocal: s.TitleLocal, SHA256: s.SHA256, Plan: s.Plan, Given: s.Given, Version: version, Notes: s.Notes, Guessed: len(s.Uncertain)}
	a.OfSeries(s.Messages)
	for _, e := range s.Set {
		a.Set = append(a.Set, report.Setting(e))
	}
	return a
}

// Reach tells how much of every tier has the message by when: a result for each
// message of the scenario. Where ctx ends first, it returns what there is, the
// last result marked Partial, or the error of ctx where there is nothing. The
// error is a cascade.Refusal where the solver that is asked for does not apply,
// and a MemoryError where plays would not fit.
func (o Options) Reach(ctx context.Context, s *scenario.Scenario) ([]*cascade.Result, error) {
	if results, ok, err := o.reachOfEach(ctx, s); ok {
		return results, err
	}
	var results []*cascade.Result
	for i, p := range o.problems(s) {
		solver, err := o.solverOf(s, i, p)
		if err != nil {
			return nil, err
		}
		r, err := solver.Solve(ctx, p)
		if errors.Is(err, context.Canceled) && len(results) > 0 {
			results[len(results)-1].Partial = true
			return results, nil
		}
		if err != nil {
			return nil, err
		}
		results = append(results, r)
	}
	return results, nil
}

// reachOfEach is Reach of messages that are played together, in the same plays; ok is
// false where each is asked about alone.
func (o Options) reachOfEach(ctx context.Context, s *scenario.Scenario) (results []*cascade.Result, ok bool, err error) {
	problems := o.problems(s)
	if len(problems) < 2 || len(problems[0].Messages) < 2 || len(s.Uncertain) > 0 && !o.Certain {
		return nil, false, nil
	}
	solver, err := o.solver(problems[0], s.Trials)
	if err != nil {
		return nil, true, err
	}
	reasons := []model.Note(nil)
	if auto, is := solver.(study.Auto); is {
		if slices.ContainsFunc(problems, func(p cascade.Problem) bool { return exact.Applies(p) == nil }) {
			return nil, false, nil // some are computed
		}
		solver, reasons = auto.Sampled, cascade.Reasons(exact.Applies(problems[0]))
	}
	sampled, is := solver.(montecarlo.Solver)
	if !is {
		return nil, false, nil
	}
	results, ok, err = sampled.Each(ctx, problems)
	for _, r := range results {
		r.Why = append(slices.Clone(reasons), r.Why...)
	}
	return results, ok, err
}

// solverOf is the one that answers a scenario's message: over its ranges where values
// are not known.
func (o Options) solverOf(s *scenario.Scenario, message int, p cascade.Problem) (cascade.Solver, error) {
	if len(s.Uncertain) == 0 || o.Certain {
		return o.solver(p, s.Trials)
	}
	return o.ranges(s, message, p)
}

// solver is the one that answers a problem: auto is exact where that applies,
// with plays for what it leaves out.
func (o Options) solver(p cascade.Problem, trials int) (cascade.Solver, error) {
	if o.Solver == "exact" && !o.WithTimes {
		return study.Auto{Exact: exact.Solver{Precision: o.Precision}, Computed: true}, exact.Applies(p)
	}
	sampled := montecarlo.Solver{
		Engine: o.Engine, Trials: trials, Workers: o.Workers, Precision: o.Precision,
		Public: o.Public, Progress: o.Progress, SharesOnly: o.sharesOnly, UnitsOnly: o.unitsOnly,
	}
	if err := o.fits(sampled.Estimate(p)); err != nil {
		return nil, err
	}
	switch o.Solver {
	case "montecarlo":
		return sampled, nil
	case "exact", "auto", "":
	default:
		return nil, o.noSolver()
	}
	if o.Solver != "exact" && o.Play {
		return sampled, nil
	}
	switch err := exact.Applies(p); {
	case err == nil:
		sampled.Precision = 0 // what is sampled beside has no printed bounds
	case o.Solver == "exact":
		return nil, err
	}
	return study.Auto{
		Exact: exact.Solver{Precision: o.Precision}, Sampled: sampled, Computed: o.Solver == "exact",
		First: o.First, Enough: !o.Play, // else as many are played as is said
	}, nil
}

// noSolver refuses a solver that there is not.
func (o Options) noSolver() error {
	return model.Errorf("no solver is called %q: there are auto, exact and montecarlo", o.Solver)
}

// sampling is how studies play a scenario.
func (o Options) sampling(trials int) montecarlo.Sampling {
	return montecarlo.Sampling{Trials: trials, Workers: o.Workers, Public: o.Public, Progress: o.Progress}
}
