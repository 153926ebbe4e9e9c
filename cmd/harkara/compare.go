package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"harkara/cascade"
	"harkara/cascade/public"
	"harkara/cascade/report"
	"harkara/cascade/study"
)

// compareFlags are the flags of compare.
type compareFlags struct {
	app     *app
	plans   []string
	set     []string
	at      string
	trials  int
	seed    uint64
	workers int
	output  output
	changed func(string) bool
}

func (a *app) compareCommand() *cobra.Command {
	f := &compareFlags{app: a, output: output{app: a}}
	c := &cobra.Command{
		Use: "compare SCENARIO", Short: "Print what a scenario's plans change, on the same luck", GroupID: groupAnswer,
		Long: `Play a scenario as it is and with each of its plans, trial by trial on the same
luck, and print what the plans change and how sure that is. A difference that
cannot be told from none is printed as ~.`,
		Example: "  harkara compare before-and-after\n  harkara compare pakur --plan trained-blocks --plan more-visitors --at 24h",
		Args:    exactly(1, "the name of a scenario or a file"), ValidArgsFunction: completeScenario,
		RunE: func(c *cobra.Command, args []string) error {
			f.changed = c.Flags().Changed
			return f.run(c.Context(), args[0])
		},
	}
	c.Flags().SortFlags = false
	c.Flags().StringArrayVar(&f.plans, "plan", nil, "the `name` of a plan; may be repeated (default: all)")
	c.Flags().StringArrayVar(&f.set, "set", nil, "a change to all of them, `path=value`; may be repeated")
	c.Flags().StringVar(&f.at, "at", "", "`times` to compare at, as in 6h,24h")
	c.Flags().IntVar(&f.trials, "trials", 0, "how often to play, a `number` (default: what the scenario says)")
	c.Flags().Uint64Var(&f.seed, "seed", 0, "which luck to play with, a `number` (default: what the scenario says)")
	c.Flags().IntVar(&f.workers, "workers", 0, "how many play at the same time, a `number` (default: one a core)")
	f.output.flags(c)
	return c
}

func (f *compareFlags) run(ctx context.Context, name string) error {
	if err := f.output.check(); err != nil {
		return err
	}
	if err := checkPlays(f.changed, f.trials, f.workers); err != nil {
		return err
	}
	plans := f.plans
	if plans == nil {
		s, err := f.app.load(name, scenarioOptions("", f.set))
		if err != nil {
			return err
		}
		if plans = s.Plans; len(plans) == 0 {
			return usagef("%s has no plans to compare", name)
		}
	}
	base, with, err := f.app.planned(name, plans, f.set)
	if err != nil {
		return err
	}
	if f.changed("trials") {
		base.Trials = f.trials
	}
	if f.changed("seed") {
		base.Seed = f.seed
	}
	if f.at != "" {
		if base.Question.At, err = parseTimes(f.at, base.Question.Horizon); err != nil {
			return usagef("--at %s: %v", f.at, err)
		}
	}
	a := about(base)
	var docs []report.Document
	partial := false
	for _, p := range problems(base) {
		var others []cascade.Problem
		for _, s := range with {
			s.Seed = base.Seed
			other, err := messageOf(s, p.Message)
			if err != nil {
				return failed(err)
			}
			others = append(others, other)
		}
		c, err := study.Compare(ctx, p, others, public.Auto, base.Trials, f.workers)
		switch {
		case errors.Is(err, context.Canceled):
			return &failure{exitInterrupted, errors.New("interrupted before the first trial was played"), ""}
		case err != nil:
			return failed(err)
		}
		d := report.Compare(a, "as it is", plans, c)
		if len(base.Messages) > 1 {
			d.Title += " · message " + p.Message.Name
		}
		docs, partial = append(docs, d), partial || c.Partial
	}
	if err := f.output.write(docs...); err != nil {
		return err
	}
	if partial {
		return &failure{status: exitInterrupted}
	}
	return nil
}
