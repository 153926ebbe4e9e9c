package main

import (
	"context"

	"github.com/spf13/cobra"
)

func (a *app) bottlenecksCommand() *cobra.Command {
	k := &commonFlags{}
	most := 10
	c := &cobra.Command{
		Use: "bottlenecks SCENARIO", Short: "Print where a message goes wrong: what each hop and each unit costs", GroupID: groupAnswer,
		Long: `Print what each hop on the way down loses and how long it takes, and for each
unit how many more people would have the message if it always forwarded at once,
and how many fewer if it never did, most first. Of receipts and reports it prints the
same of the way up. Computed exactly where that is
possible; otherwise simulated with the same random numbers.`,
		Example: "  harkara bottlenecks jharkhand\n  harkara bottlenecks pakur --at 24h --most 5",
	}
	planFlag(c, &k.options)
	k.flags(c, a, "by this `time`, as in 24h (default: the scenario's last)")
	intFlag(c.Flags(), &most, "most", "how many units to list, a `number`")
	k.onScenario(c, func(ctx context.Context, name string) error { return a.bottlenecks(ctx, k, name, most) })
	return c
}

func (a *app) bottlenecks(ctx context.Context, k *commonFlags, name string, most int) error {
	if most < 1 {
		return usagef("--most %d: at least 1", most)
	}
	if err := k.check(); err != nil {
		return err
	}
	s, err := k.load(name)
	if err != nil {
		return err
	}
	docs, err := k.answering().Bottlenecks(ctx, s, lastOf(s.Question.At), most)
	return k.write(ctx, docs, err)
}
