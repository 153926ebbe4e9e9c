package main

import (
	"context"
	"errors"
	"fmt"
	"math/bits"

	"github.com/spf13/cobra"

	"harkara/cascade"
	"harkara/cascade/ask"
	"harkara/cascade/report"
	"harkara/model"
)

func (a *app) sensitivityCommand() *cobra.Command {
	k, q := &commonFlags{}, &ask.Sensitivity{}
	c := &cobra.Command{
		Use: "sensitivity SCENARIO", Short: "Print which of the values that are not known matter most", GroupID: groupAnswer,
		Long: `Play a scenario over the ranges that it gives under uncertain, and print what part
of the spread of the answer each value explains (Sobol' indices): in all, and by
itself. Beside that, what the answer is with this value at either end of its range
and all others at their best guesses. --screen tells with fewer plays which of many
values hardly matter. Without --rows there are as many as take some seconds, 16 at
least: fewer where many values are not known, where there are many units, and where
people are asked about who talk; how many is said before they are played.`,
		Example: "  harkara sensitivity pakur --of panchayat@24h\n  harkara sensitivity pakur --screen --trajectories 4 --plays 2",
	}
	c.Flags().StringArrayVar(&q.Of, "of", nil, "an `answer`: public@72h, time:public:0.9, goal1, known:panchayat@24h")
	intFlag(c.Flags(), &q.Rows, "rows", "how many rows, a `number`: 16, 32, 64 and so on (default: see above)")
	intFlag(c.Flags(), &q.Plays, "plays", "how many plays each row has, an even `number` (default: 8)")
	c.Flags().BoolVar(&q.Shapley, "shapley", false, "also print shares that add up to 100 %; of up to 8 values")
	c.Flags().BoolVar(&q.Screen, "screen", false, "print by how much each value moves the answer (Morris)")
	intFlag(c.Flags(), &q.Trajectories, "trajectories", "with --screen: how many, `r` (default: 20)")
	planFlag(c, &k.options)
	k.flags(c, a, "")
	c.Flags().MarkHidden("trials")
	k.onScenario(c, func(ctx context.Context, name string) error { return a.sensitivity(ctx, k, *q, name) })
	return c
}

// sensitivity tells what matters.
func (a *app) sensitivity(ctx context.Context, k *commonFlags, q ask.Sensitivity, name string) error {
	if err := k.check(); err != nil {
		return err
	}
	switch {
	case k.changed("at"):
		return usagef("--at has no effect here: --of says what is looked at, as in --of public@72h")
	case k.changed("trials"):
		return usagef("--trials has no effect here: --rows and --plays say how much is played")
	case q.Screen && (q.Shapley || k.changed("rows")):
		return usagef("--screen has trajectories, not rows, and no shares: leave out --rows and --shapley")
	case !q.Screen && k.changed("trajectories"):
		return usagef("--trajectories goes with --screen")
	case k.changed("rows") && (q.Rows < 2 || q.Rows > 1<<20 || bits.OnesCount(uint(q.Rows)) != 1):
		return usagef("--rows %d: 2, 4, 8, 16 and so on, up to %d: only so many lie evenly", q.Rows, 1<<20)
	case k.changed("plays") && (q.Plays < 2 || q.Plays%2 != 0 || q.Plays > 1_000_000):
		return usagef("--plays %d: an even number from 2 to 1000000", q.Plays)
	case k.changed("trajectories") && (q.Trajectories < 2 || q.Trajectories > 1_000_000):
		return usagef("--trajectories %d: a number from 2 to 1000000", q.Trajectories)
	}
	s, err := k.load(name)
	if err != nil {
		return err
	}
	if _, err := ask.Measures(s, q.Of); err != nil {
		return usagef("--of %v", err)
	}
	return a.study(ctx, k, func(o ask.Options) ([]report.Document, error) { return o.Sensitivity(ctx, s, q) })
}

// study asks for a study with its progress, and says before what it will take.
func (a *app) study(ctx context.Context, k *commonFlags, ask func(ask.Options) ([]report.Document, error)) error {
	p := a.newProgress()
	o := k.answering()
	o.Progress, o.Effort = p.update, a.effort
	docs, err := ask(o)
	p.end()
	if errors.Is(err, cascade.ErrNotApplicable) {
		return usage(err, nil)
	}
	return k.write(ctx, docs, err)
}

// effort says on standard error what a study will take.
func (a *app) effort(n model.Note) {
	if !a.quiet {
		_, _ = fmt.Fprintln(a.errOut, report.Visible(a.speech().Note(n)))
	}
}
