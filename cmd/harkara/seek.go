package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"harkara/cascade/ask"
	"harkara/cascade/report"
)

func (a *app) seekCommand() *cobra.Command {
	k, q := &asking{}, &ask.Seek{}
	certain := false
	c := &cobra.Command{
		Use: "seek SCENARIO --goal GOAL --vary PATH", Short: "Find how large a value must be to meet a goal", GroupID: groupAnswer,
		Long: `Find the smallest value, or the largest, with which a scenario meets a goal. A goal
is about the mean over plays, as in "80% of public by 48h", or about how many plays
reach it, as in "80% of block by 24h in 90% of plays"; goal1 is the scenario's first.
The value is looked for in all that it may be, or in --vary PATH=LOW:HIGH. Every
answer has the same plays; what can be computed is. Exit status 4: no value does.`,
		Example: "  harkara seek pakur --goal \"85% of panchayat by 24h\" --vary relays.block.passes_on\n  harkara seek one-chain --goal \"95% of block by 30m\" --vary relays.state.notices.exponential.mean",
		Args:    exactly(1, "the name of a scenario or a file"), ValidArgsFunction: completeScenario,
		RunE: func(c *cobra.Command, args []string) error {
			k.changed = c.Flags().Changed
			return a.seek(c.Context(), k, *q, certain, args[0])
		},
	}
	c.Flags().StringVar(&q.Goal, "goal", "", "the `goal` to meet, as in \"80% of public by 48h\"")
	c.Flags().StringVar(&q.Vary, "vary", "", "the value looked for: its `path`, or path=low:high")
	c.Flags().BoolVar(&certain, "certain", false, "take values that are not known as they stand in the file")
	planFlag(c, &k.options)
	k.flags(c, a, "")
	c.Flags().MarkHidden("at")
	return c
}

// seek finds the value.
func (a *app) seek(ctx context.Context, k *asking, q ask.Seek, certain bool, name string) error {
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
		o.Certain, o.Play = certain, k.changed("trials") || k.changed("seed")
		docs, found, err = o.Seek(ctx, s, q)
		var point *ask.PointError
		switch {
		case errors.As(err, &point):
			err = &failure{exitInvalid, err, nil}
		case err != nil && errors.As(err, new(ask.VaryError)):
			err = usagef("--vary %v", err)
		}
		return docs, err
	})
	if err == nil && !found {
		return &failure{status: exitMissed}
	}
	return err
}
