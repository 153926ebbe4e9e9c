package main

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"harkara/model/scenario"
)

func (a *app) compareCommand() *cobra.Command {
	k := &commonFlags{}
	var plans []string
	right := false
	c := &cobra.Command{
		Use: "compare SCENARIO", Short: "Print what a scenario's plans change", GroupID: groupAnswer,
		Long: `Play a scenario as it is and with each of its plans, trial by trial with the same
random numbers, and print what the plans change and how sure that is. With --against,
compare them with another plan instead. ~ stands for no significant difference.`,
		Example: "  harkara compare before-and-after\n  harkara compare pakur --plan trained-blocks --plan more-visitors --at 24h\n  harkara compare pakur --plan more-visitors --against trained-blocks --trials 100",
	}
	c.Flags().StringArrayVar(&plans, "plan", nil, "the `name` of a plan; may be repeated (default: all)")
	c.Flags().StringVar(&k.options.Plan, "against", "", "the `name` of a plan to compare with (default: the scenario as it is)")
	c.Flags().BoolVar(&right, "right", false, "compare also who has it as it was sent, or believes which")
	givenFlag(c, &k.options)
	k.flags(c, a, "`times` to compare at, as in 6h,24h")
	k.onScenario(c, func(ctx context.Context, name string) error { return a.compare(ctx, k, name, plans, right) })
	return c
}

func (a *app) compare(ctx context.Context, k *commonFlags, name string, plans []string, right bool) error {
	if err := k.check(); err != nil {
		return err
	}
	base, err := k.load(name)
	if err != nil {
		return err
	}
	base.Question.Follow = right
	against, heading := k.options.Plan, "as it is"
	if against != "" {
		heading = against
	}
	if plans == nil {
		plans = slices.DeleteFunc(slices.Clone(base.Plans), func(plan string) bool { return plan == against })
		if len(plans) == 0 && against != "" {
			return usagef("%s has no other plan to compare with %s", name, against)
		}
		if len(plans) == 0 {
			return usagef("%s has no plans to compare", name)
		}
	}
	if slices.Contains(plans, against) {
		return usagef("plan %s is compared with itself: --plan and --against name two plans", against)
	}
	with, err := k.planned(name, plans)
	if err != nil {
		return err
	}
	docs, err := k.answering().Compare(ctx, base, heading, with, plans)
	return k.write(ctx, docs, err)
}

// planned loads the scenario with each of the plans, all with the same settings.
func (k *commonFlags) planned(name string, plans []string) (with []*scenario.Scenario, err error) {
	for _, plan := range plans {
		o := k.options
		o.Plan = plan
		s, err := k.app.load(name, o)
		if err != nil {
			return nil, err
		}
		with = append(with, s)
	}
	return with, nil
}
