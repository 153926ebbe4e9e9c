package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"harkara/cascade/ask"
	"harkara/cascade/report"
)

func (a *app) seekCommand() *cobra.Command {
	k, q := &commonFlags{}, &ask.Seek{}
	c := &cobra.Command{
		Use: "seek SCENARIO --goal GOAL --vary PATH", Short: "Find how large a value must be to meet a goal", GroupID: groupAnswer,
		Long: `Find the smallest value, or the largest, with which a scenario meets a goal. A goal
is about the mean over plays, as in "80% of public by 48h", or about how many plays
reach it, as in "80% of block by 24h in 90% of plays"; goal1 is the scenario's first.
The value is looked for in all that it may be, or in --vary PATH=LOW:HIGH. Every
answer has the same plays; what can be computed is. Exit status 4: no value does.`,
		Example: "  harkara seek pakur --goal \"85% of panchayat by 24h\" --vary relays.block.passes_on\n  harkara seek one-chain --goal \"95% of block by 30m\" --vary relays.state.notices.exponential.mean",
	}
	c.Flags().StringVar(&q.Goal, "goal", "", "the `goal` to meet, as in \"80% of public by 48h\"")
	c.Flags().StringVar(&q.Vary, "vary", "", "the value looked for: its `path`, or path=low:high")
	k.certainFlag(c)
	planFlag(c, &k.options)
	k.flags(c, a, "")
	k.onScenario(c, func(ctx context.Context, name string) error { return a.seek(ctx, k, *q, name) })
	return c
}

// seek finds the value.
func (a *app) seek(ctx context.Context, k *commonFlags, q ask.Seek, name string) error {
	if err := k.check(); err != nil {
		return err
	}
	switch {
	case k.changed("at"):
		return usagef("--at has no effect here: --goal says by when")
	case q.Goal == "":
		return usagef("--goal says what is to be met, as in --goal \"80%% of public by 48h\"")
	case q.Vary == "":
		return usagef("--vary says which value is looked for, as in --vary relays.block.passes_on")
	}
	s, err := k.load(name)
	if err != nil {
		return err
	}
	if _, _, err := ask.ParseGoal(s, q.Goal); err != nil {
		return usagef("--goal %v", err)
	}
	found := false
	err = a.study(ctx, k, func(o ask.Options) (docs []report.Document, err error) {
		o.Play = k.asksForPlays()
		docs, found, err = o.Seek(ctx, s, q)
		var point *ask.PointError
		switch {
		case errors.As(err, &point):
			err = &failure{exitInvalid, err, nil}
		case err != nil && errors.As(err, new(ask.InvalidError)):
			err = usagef("--vary %v", err)
		}
		return docs, err
	})
	if err == nil && !found {
		return &failure{status: exitMissed}
	}
	return err
}
