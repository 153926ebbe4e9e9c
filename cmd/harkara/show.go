package main

import (
	"github.com/spf13/cobra"

	"harkara/cascade/report"
	"harkara/model/scenario"
	"harkara/scenarios"
)

func (a *app) showCommand() *cobra.Command {
	var o scenario.Options
	out := output{app: a}
	depth := 0
	c := &cobra.Command{
		Use: "show SCENARIO", Short: "Show what a scenario says: who is below whom, and what each hop does", GroupID: groupFile,
		Long: `Show what was understood of a scenario: the hierarchy as an indented tree with
counts and people, what the people of each tier do, over which channels, and
how the public hears.`,
		Example: "  harkara show pakur\n  harkara show jharkhand --depth 2\n  harkara show flood-warning --plan night",
		Args:    exactly(1, "the name of a scenario or a file"), ValidArgsFunction: completeScenario,
		RunE: func(c *cobra.Command, args []string) error {
			if c.Flags().Changed("depth") && depth < 1 {
				return usagef("--depth %d: at least 1", depth)
			}
			if err := out.check(c.Flags().Changed); err != nil {
				return err
			}
			s, err := a.load(args[0], o)
			if err != nil {
				return err
			}
			if err := out.spare(); err != nil {
				return err
			}
			return out.write(report.Show(s, depth))
		},
	}
	planFlag(c, &o)
	c.Flags().StringArrayVar(&o.Set, "set", nil, "a change, `path=value`, as in relays.block.passes_on=0.9; may be repeated")
	out.flags(c)
	intFlag(c.Flags(), &depth, "depth", "how many `tiers` of the hierarchy to list (default: as many as fit a page)")
	return c
}

// completeScenario offers the embedded scenarios, and files.
func completeScenario(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return scenarios.Names(), cobra.ShellCompDirectiveDefault
}
