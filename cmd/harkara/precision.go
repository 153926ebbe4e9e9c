package main

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"harkara/cascade/ask"
	"harkara/cascade/report"
	"harkara/model"
	"harkara/model/scenario"
)

func (a *app) precisionCommand() *cobra.Command {
	k, q := &commonFlags{}, &ask.Precision{}
	within := ""
	c := &cobra.Command{
		Use: "precision SCENARIO", Short: "Print how many plays an answer needs", GroupID: groupAnswer,
		Long: `Play a scenario 200 times, and print of each number of its answer how much it differs
from one play to the next, how closely as many plays as it asks for know it, and how
many know it to within --for, with 95 %. The number that needs most decides. --for is
points of shares and chances, and parts of times; a duration behind a comma is of times.
With --joint the bounds of all numbers hold at once.`,
		Example: "  harkara precision pakur --for 2% --of panchayat@24h --of goal1\n  harkara precision one-chain --for 1%,1m",
	}
	c.Flags().StringVar(&within, "for", "1%", "how far bounds may be: `1%`, or 1%,10m")
	c.Flags().StringArrayVar(&q.Of, "of", nil, "an `answer`: public@72h, time:public:0.9, goal1; repeatable (default: all)")
	c.Flags().BoolVar(&q.Joint, "joint", false, "let the bounds of all numbers hold at once")
	k.certainFlag(c)
	planFlag(c, &k.options)
	k.flags(c, a, "")
	k.onScenario(c, func(ctx context.Context, name string) (err error) {
		if q.Half, q.Within, err = parseWithin(within); err != nil {
			return err
		}
		return a.precision(ctx, k, *q, name)
	})
	return c
}

// parseWithin reads 1%, 0.01, or 1%,10m.
func parseWithin(text string) (half float64, within model.Tick, err error) {
	share, times, has := strings.Cut(text, ",")
	number, percent := strings.CutSuffix(strings.TrimSpace(share), "%")
	half, err = strconv.ParseFloat(strings.TrimSpace(number), 64)
	if percent {
		half /= 100
	}
	if err != nil || !(half > 0 && half < 1) {
		return 0, 0, usagef("--for %s: more than 0 and less than 100%%, as in 1%%, or 1%%,10m", text)
	}
	if has {
		if within, err = scenario.ParseDuration(strings.TrimSpace(times)); err != nil || within <= 0 {
			return 0, 0, usagef("--for %s: behind the comma a duration above 0, as in 1%%,10m", text)
		}
	}
	return half, within, nil
}

// precision tells how many plays are needed, and about how long they take here.
func (a *app) precision(ctx context.Context, k *commonFlags, q ask.Precision, name string) error {
	if err := k.check(); err != nil {
		return err
	}
	if k.changed("at") {
		return usagef("--at has no effect here: --of says what is looked at, as in --of public@72h")
	}
	s, err := k.load(name)
	if err != nil {
		return err
	}
	if _, err := ask.Measures(s, q.Of); err != nil {
		return usagef("--of %v", err)
	}
	return a.study(ctx, k, func(o ask.Options) ([]report.Document, error) {
		begun := time.Now()
		docs, need, err := o.PlaysNeeded(ctx, s, q)
		if took := time.Since(begun).Seconds(); err == nil && need.Plays > 0 && ctx.Err() == nil && !k.changed("keep") {
			// On standard error: the answer itself does not depend on the machine.
			a.effort(model.NewNote("effort-needed", need.Plays, took/float64(need.Pilot)*float64(need.Plays)))
		}
		return docs, err
	})
}
