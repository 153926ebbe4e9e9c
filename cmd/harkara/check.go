package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"harkara/cascade/report"
	"harkara/model/scenario"
)

func (a *app) checkCommand() *cobra.Command {
	return &cobra.Command{
		Use: "check FILE…", Short: "Find every mistake in scenario files", GroupID: groupFile,
		Long: `Read scenario files, with all their plans and data files, and list everything
that is wrong with them: file, line, column, what is wrong and what is allowed.
A file without mistakes is ok, with what was understood and what to know of it.`,
		Example: "  harkara check mine.yaml\n  harkara check *.yaml",
		Args:    atLeastOne("the name of a file"),
		RunE: func(_ *cobra.Command, args []string) error {
			var wrong []string
			var hint error
			for _, name := range args {
				s, err := a.load(name, scenario.Options{})
				var f *failure
				if errors.As(err, &f) {
					wrong, hint = append(wrong, a.speech().Error(f.err)), f.hint
					continue
				}
				lines := fmt.Sprintf("%s: ok: %s\n", name, a.speech().Note(report.Summary(s.Network, len(s.Messages), s.Plans)))
				for _, n := range report.ScenarioNotes(s) {
					lines += name + ": " + report.Visible(a.speech().Line(n)) + "\n"
				}
				if err := a.writeOut("", []byte(lines)); err != nil {
					return err
				}
			}
			if wrong != nil {
				return &failure{exitInvalid, errors.New(strings.Join(wrong, "\n")), hint}
			}
			return nil
		},
	}
}
