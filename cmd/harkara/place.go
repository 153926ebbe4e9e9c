package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"harkara/cascade/ask"
	"harkara/cascade/report"
	"harkara/model/register"
	"harkara/model/scenario"
)

func (a *app) placeCommand() *cobra.Command {
	k, q := &commonFlags{}, &ask.Place{}
	budget := ""
	c := &cobra.Command{
		Use: "place SCENARIO --budget MONEY", Short: "Find the best use of a budget", GroupID: groupAnswer,
		Long: `Find which of a scenario's actions to do where, so that a budget reaches the most. The
scenario says under actions what could be done, for each unit of a tier or once, and what
it costs. Where each unit hears only along its path, the best is found for certain by
computed answers, or by plays, with a bound that no other use of the money exceeds; else
whole sets of actions are tried by plays, with a bound where one is known. What is told
of a set comes from fresh plays.
Values that are not known are taken as they stand in the file. Without --of, the share of
the last goal is made large, or else that of the public or the last tier at the last time.`,
		Example: "  harkara place jharkhand --budget 200000 --of public@24h",
	}
	c.Flags().StringVar(&budget, "budget", "", "how much `money` there is, in the money of the actions' costs")
	c.Flags().StringVar(&q.Of, "of", "", "what is to be large, a `share` by a time, as in public@48h")
	planFlag(c, &k.options)
	k.flags(c, a, "")
	k.onScenario(c, func(ctx context.Context, name string) error { return a.place(ctx, k, *q, budget, name) })
	return c
}

// place finds the best use of a budget.
func (a *app) place(ctx context.Context, k *commonFlags, q ask.Place, budget, name string) error {
	if err := k.check(); err != nil {
		return err
	}
	switch {
	case k.changed("at"):
		return usagef("--at has no effect here: --of says by when")
	case budget == "":
		return usagef("--budget says how much money there is, as in --budget 200000")
	}
	var err error
	if q.Budget, err = parseMoney(budget); err != nil {
		return err
	}
	s, err := k.load(name)
	if err != nil {
		return err
	}
	return a.study(ctx, k, func(o ask.Options) ([]report.Document, error) {
		o.Play = k.asksForPlays()
		return placed(ctx, o, s, q)
	})
}

// parseMoney reads a budget, also as it is printed.
func parseMoney(text string) (int64, error) {
	money, unit, ok := scenario.ParseQuantity(register.Number(text))
	whole := int64(money)
	if !ok || unit != "" || float64(whole) != money || money < 0 || money > scenario.MostCost {
		return 0, usagef("--budget %s: give a whole number, 0 or more, as in --budget 200000", text)
	}
	return whole, nil
}

// budgetFlags are the flags that ask for the best use of a budget beside something else.
type budgetFlags struct{ budget, of string }

func (f *budgetFlags) flags(c *cobra.Command) {
	c.Flags().StringVar(&f.budget, "budget", "", "also the best use of this much `money` (harkara place)")
	c.Flags().StringVar(&f.of, "of", "", "what the money is to make large, a `share` by a time, as in public@48h")
}

// wanted is what to place; false where nothing is.
func (f *budgetFlags) wanted() (q ask.Place, ok bool, err error) {
	if f.budget == "" {
		if f.of != "" {
			err = usagef("--of says what money is to make large: add --budget, or leave it out")
		}
		return q, false, err
	}
	q.Of = f.of
	q.Budget, err = parseMoney(f.budget)
	return q, true, err
}

// placed is the best use of a budget: of each message a document.
func placed(ctx context.Context, o ask.Options, s *scenario.Scenario, q ask.Place) ([]report.Document, error) {
	docs, err := o.Place(ctx, s, q)
	if err != nil && errors.As(err, new(ask.InvalidError)) {
		err = &failure{exitInvalid, err, nil}
	}
	return docs, err
}
