package main

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"harkara/cascade"
	"harkara/cascade/ask"
	"harkara/cascade/public"
	"harkara/cascade/report"
	"harkara/model"
	"harkara/model/scenario"
)

// runFlags are the flags of run.
type runFlags struct {
	commonFlags
	solver    string
	engine    string
	by        string
	precision string
	public    string
	times     bool
	ways      bool
	starts    bool
	right     bool
	hands     bool
	detail    detailFlags
}

func (a *app) runCommand() *cobra.Command {
	f := &runFlags{}
	c := &cobra.Command{
		Use: "run SCENARIO", Short: "Play a message and print who has it by when", GroupID: groupAnswer,
		Long: `Play a scenario's message through its organisation, many times, and print how
much of every tier has it by when. SCENARIO is the name of one that ships with
the program, a file, or - for standard input. What can be computed exactly is
computed; --trials, --seed, --engine, --public or --solver montecarlo have it
simulated. --why, --trace and --left-behind print something else than the table.

The answer goes to standard output, progress and warnings to standard error.
Exit status: 0 done, 1 failed, 2 wrong usage, 3 invalid scenario or data, 4 done
but a goal is missed, 130 interrupted (what is done is printed, marked partial).`,
		Example: `  harkara run pakur
  harkara run pakur --by block --at 12h,2d
  harkara run flood-warning --plan night
  harkara run mine.yaml --set relays.block.passes_on=0.9 --precision 0.5%
  harkara run mine.yaml --format csv --out reach.csv
  harkara run pakur --why Pakur/Litipara --at 24h
  harkara run pakur --left-behind 10`,
	}
	planFlag(c, &f.options)
	f.flags(c, a, "`times` of the table's columns, as in 6h,24h")
	c.Flags().StringVar(&f.by, "by", "", "a line for each unit of this `tier` (or tiers: a,b), worst first")
	c.Flags().StringVar(&f.precision, "precision", "", "go on until every bound is within this `share`, as in 0.5%")
	f.certainFlag(c)
	c.Flags().StringVar(&f.solver, "solver", "auto", "the solver's `name`: auto, exact or montecarlo")
	c.Flags().BoolVar(&f.times, "with-times", false, "with --solver exact: also play what cannot be computed (times, goals)")
	c.Flags().StringVar(&f.engine, "engine", "auto", "the engine's `name`: auto, layered or event")
	c.Flags().StringVar(&f.public, "public", "auto", "`how` people are simulated: auto, cohorts or individuals")
	c.Flags().BoolVar(&f.ways, "ways", false, "also print by which way they had it first (always in csv and json)")
	c.Flags().BoolVar(&f.starts, "starts", false, "also print when units started to pass it on (always in csv and json)")
	c.Flags().BoolVar(&f.right, "right", false, "also print who has it right, or believes which (always in csv and json)")
	c.Flags().BoolVar(&f.hands, "hands", false, "also print through how many hands it went (always in csv and json)")
	f.detail.flags(c)
	completeWith(c, "solver", solverNames)
	completeWith(c, "engine", engineNames)
	completeWith(c, "public", publicNames)
	f.onScenario(c, f.run)
	return c
}

var (
	solverNames = []string{"auto", "exact", "montecarlo"}
	engineNames = []string{"auto", "layered", "event"}
	publicNames = []string{"auto", "cohorts", "individuals"}
)

func completeWith(c *cobra.Command, flag string, values []string) {
	_ = c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
}

// oneOf refuses a value that a flag does not have.
func oneOf(flag, value string, allowed []string) error {
	if slices.Contains(allowed, value) {
		return nil
	}
	var hint error
	if meant := scenario.Nearest(value, allowed); meant != "" {
		hint = model.Errorf("did you mean %s?", meant)
	}
	return usage(model.Errorf("--%s %s: there are %s", flag, value, strings.Join(allowed, ", ")), hint)
}

// check refuses flags that are wrong whatever the scenario says.
func (f *runFlags) check() error {
	for _, c := range []struct {
		flag, value string
		allowed     []string
	}{{"solver", f.solver, solverNames}, {"engine", f.engine, engineNames}, {"public", f.public, publicNames}} {
		if err := oneOf(c.flag, c.value, c.allowed); err != nil {
			return err
		}
	}
	if err := f.commonFlags.check(); err != nil {
		return err
	}
	if f.solver != "exact" && f.times {
		return usagef("--with-times belongs to --solver exact: otherwise times are always given")
	}
	for _, flag := range []string{"trials", "seed", "engine", "public", "workers"} {
		if f.solver == "exact" && !f.times && f.changed(flag) {
			return usagef("--%s has no effect with --solver exact, which plays nothing: add --with-times, or leave it out", flag)
		}
	}
	return f.detail.check(f.changed)
}

// run answers one scenario.
func (f *runFlags) run(ctx context.Context, name string) error {
	began := time.Now()
	if err := f.check(); err != nil {
		return err
	}
	precision, err := parseShare(f.precision)
	if err != nil {
		return usagef("--precision %s: %v", f.precision, err)
	}
	if f.output.format == string(report.HTML) && !f.detail.asked(f.changed) {
		page := reportFlags{commonFlags: f.commonFlags, names: "on", answered: func() ask.Options {
			o := f.answering()
			o.Precision = precision
			return o
		}}
		return page.run(ctx, []string{name})
	}
	s, err := f.load(name)
	if err != nil {
		return err
	}
	if s.Question.By, err = parseTiers(f.by, s.Network); err != nil {
		return err
	}
	if f.detail.asked(f.changed) {
		docs, err := f.details(ctx, s)
		return f.write(ctx, docs, err)
	}
	data := f.output.format == string(report.JSON) || f.output.format == string(report.CSV)
	s.Question.Ways, s.Question.Starts = f.ways || data, f.starts || data
	// Of answers a table tells when receipts are in.
	s.Question.NoDelays = !data && len(s.Answers) == 0
	s.Question.Follow = f.right || f.hands
	if !f.ways {
		s.Question.WaysEach = 8 // so that nobody waits for what they did not ask
	}
	results, err := f.solve(ctx, s, precision)
	if err != nil {
		return err
	}
	a := ask.About(s, version)
	a.Seconds = time.Since(began).Seconds()
	a.Ways, a.Starts, a.Right, a.HandOvers = f.ways, f.starts, f.right, f.hands
	f.output.partial = slices.ContainsFunc(results, func(r *cascade.Result) bool { return r.Partial })
	if err := f.output.write(report.Reach(a, results)...); err != nil {
		return err
	}
	return f.status(a.Shown(results))
}

// solve asks for the table.
func (f *runFlags) solve(ctx context.Context, s *scenario.Scenario, precision float64) ([]*cascade.Result, error) {
	p := f.app.newProgress()
	defer p.end()
	o := f.answering()
	o.Precision, o.Progress = precision, p.update
	if len(s.Messages) == 1 {
		o.First = func(r *cascade.Result) {
			about := ask.About(s, version)
			about.Awaited = true
			f.output.preview(report.Reach(about, []*cascade.Result{r})...)
		}
	}
	results, err := o.Reach(ctx, s)
	switch {
	case errors.Is(err, context.Canceled):
		return nil, &failure{exitInterrupted, model.Errorf("interrupted before the first trial was played"), nil}
	case errors.Is(err, cascade.ErrNotApplicable) && f.solver == "exact":
		return nil, usage(err, model.Errorf("without --solver exact it is sampled"))
	case errors.Is(err, cascade.ErrNotApplicable):
		return nil, usage(err, nil)
	}
	return results, ended(err)
}

// answering is how ask is to answer: auto computes where that is possible, but
// where it is said how to play, the message is played.
func (f *runFlags) answering() ask.Options {
	o := f.commonFlags.answering()
	o.Solver, o.WithTimes, o.Engine, o.Public, o.Play = f.solver, f.times, f.engine, public.Mode(f.public), f.asksForPlays()
	return o
}

// status is the exit status that the results call for.
func (f *runFlags) status(results []*cascade.Result) error {
	switch {
	case slices.ContainsFunc(results, func(r *cascade.Result) bool { return r.Partial }):
		return &failure{status: exitInterrupted}
	case slices.ContainsFunc(results, missedGoal):
		return &failure{status: exitMissed}
	}
	return nil
}

// missedGoal tells whether a goal is missed.
func missedGoal(r *cascade.Result) bool {
	return slices.ContainsFunc(r.Goals, func(g cascade.Goal) bool { return !g.Met && !g.Open })
}

// parseShare reads 0.5% or 0.005; "" is 0.
func parseShare(s string) (float64, error) {
	if s == "" {
		return 0, nil
	}
	text, percent := strings.CutSuffix(strings.TrimSpace(s), "%")
	x, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if percent {
		x /= 100
	}
	if err != nil || !(x > 0 && x < 1) {
		return 0, model.Errorf("a share above 0 and below 1, as in 0.5%% or 0.005")
	}
	return x, nil
}

// parseTiers reads the names of tiers with commas between them, from the top
// down; "" is none.
func parseTiers(s string, n *model.Network) ([]int, error) {
	var out []int
	for name := range strings.SplitSeq(s, ",") {
		if name = strings.TrimSpace(name); s == "" {
			break
		}
		tier := tierCalled(name, n)
		if tier < 0 {
			return nil, oneOf("by", name, n.Tiers())
		}
		out = append(out, tier)
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// tierCalled is the tier of a name, in any case of its letters; -1 for none.
func tierCalled(name string, n *model.Network) int {
	if tier := n.TierIndex(name); tier >= 0 {
		return tier
	}
	return slices.IndexFunc(n.Tiers(), func(other string) bool { return strings.EqualFold(name, other) })
}

// parseTimes reads times with commas (or semicolons) between them.
func parseTimes(s string, horizon model.Tick) ([]model.Tick, error) {
	return scenario.ParseTimes(strings.Split(strings.ReplaceAll(s, ";", ","), ","), horizon)
}
