package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"harkara/cascade/laws"
	"harkara/cascade/report"
	"harkara/model"
	"harkara/scenarios"
)

func (a *app) explainCommand() *cobra.Command {
	return &cobra.Command{
		Use: "explain [MECHANISM]", Short: "Explain what is computed: each mechanism's equation and its source", GroupID: groupMore,
		Long: `Explain a mechanism: its equation in plain words, the source it is from, the
scenario's keys that set it, and the laws that check it. The name of a key will
do, too. Without a name, list them all. "explain guide" prints the guide, which
shows every command.`,
		Example:           "  harkara explain\n  harkara explain calls\n  harkara explain guide",
		ValidArgsFunction: completeMechanism,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) > 1 {
				return exactly(1, "one name at most")(c, args)
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				var lines [][2]string
				for _, m := range laws.Mechanisms() {
					lines = append(lines, [2]string{m.Name, m.Title})
				}
				lines = append(lines, [2]string{guide, "The guide: every command, with what it prints"})
				o := output{app: a, format: string(report.Text)}
				return o.write(report.List(model.NewNote("col-mechanism"), lines))
			}
			if args[0] == guide {
				return a.writeOut("", []byte(scenarios.Guide))
			}
			m, near := laws.Find(args[0])
			if m.Name == "" {
				hint := "harkara explain lists them"
				if len(near) > 0 {
					hint = "did you mean " + strings.Join(near, ", ") + "?"
				}
				return usage(fmt.Errorf("no mechanism is called %q", args[0]), hint)
			}
			return a.writeOut("", []byte(m.Title+"\n\n"+strings.TrimRight(m.Text, "\n")+"\n"))
		},
	}
}

// guide is the name by which the guide is asked for.
const guide = "guide"

func completeMechanism(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	names := []cobra.Completion{guide}
	for _, m := range laws.Mechanisms() {
		names = append(names, m.Name)
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}
