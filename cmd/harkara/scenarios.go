package main

import (
	"slices"

	"github.com/spf13/cobra"

	"harkara/cascade/report"
	"harkara/cascade/report/words"
	"harkara/model"
	"harkara/model/scenario"
	"harkara/scenarios"
)

func (a *app) scenariosCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "scenarios", Short: "List the scenarios that ship with the program", GroupID: groupFile,
		Long: `List the scenarios that ship with the program, one line each. Print one with
scenarios show, and start your own from it.`,
		Example: "  harkara scenarios\n  harkara scenarios show one-chain > mine.yaml",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usage(model.Errorf("scenarios has no command %q", args[0]), model.Errorf("did you mean: harkara %s", "scenarios show "+args[0]))
			}
			return nil
		},
		RunE: func(*cobra.Command, []string) error {
			var lines [][2]string
			for _, name := range scenarios.Names() {
				s, err := a.title(name)
				if err != nil {
					return err
				}
				lines = append(lines, [2]string{name, s})
			}
			o := output{app: a, format: string(report.Text)}
			return o.write(report.List(model.NewNote("col-scenario"), lines))
		},
	}
	c.AddCommand(a.scenariosShowCommand())
	return c
}

// title is that of an embedded scenario, without reading its network.
func (a *app) title(name string) (string, error) {
	data, err := scenarios.FS.ReadFile(name + ".yaml")
	if err != nil {
		return "", failed(err)
	}
	if a.spoken() == words.Hindi {
		return scenario.LocalTitle(name+".yaml", data), nil
	}
	return scenario.Title(name+".yaml", data), nil
}

func (a *app) scenariosShowCommand() *cobra.Command {
	return &cobra.Command{
		Use: "show NAME", Short: "Print the file of a scenario that ships with the program",
		Example:           "  harkara scenarios show pakur > mine.yaml",
		Args:              exactly(1, "the name of a scenario"),
		ValidArgsFunction: cobra.FixedCompletions(scenarios.Names(), cobra.ShellCompDirectiveNoFileComp),
		RunE: func(_ *cobra.Command, args []string) error {
			if !slices.Contains(scenarios.Names(), args[0]) {
				return usage(model.Errorf("no scenario is called %q", args[0]), missingHint(args[0]))
			}
			data, err := scenarios.FS.ReadFile(args[0] + ".yaml")
			if err != nil {
				return failed(err)
			}
			return a.writeOut("", data)
		},
	}
}

func (a *app) schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use: "schema", Short: "Print the JSON Schema of a scenario file, for editors", GroupID: groupFile,
		Long: `Print the JSON Schema of a scenario file. Editors that know it complete keys
and mark mistakes while you type: save it beside your scenario and begin that
with a line like the second example.`,
		Example: "  harkara schema > harkara.schema.json\n  # yaml-language-server: $schema=harkara.schema.json",
		Args:    exactly(0, "no arguments"),
		RunE:    func(*cobra.Command, []string) error { return a.writeOut("", scenario.Schema()) },
	}
}
