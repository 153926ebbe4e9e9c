package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"harkara/cascade/report"
	"harkara/cascade/report/words"
	"harkara/model/register"
	"harkara/scenarios"
)

func (a *app) newCommand() *cobra.Command {
	from, out := "", ""
	c := &cobra.Command{
		Use: "new", Short: "Write a scenario to start from, of your own table of places", GroupID: groupFile,
		Long: `Write a scenario that can be run at once, with comments on what is assumed.
With --from it has the units of a table: one column a level from the top, and
people, as in Block,Village,Population; or a row for each with its parent, as in
code,name,tier,parent_code. harkara import reads more kinds, and several files.
Without, it is the smallest example that ships with the program.`,
		Example: "  harkara new --from villages.csv --out mine.yaml\n  harkara new > mine.yaml",
		Args:    exactly(0, "no arguments"),
		RunE: func(*cobra.Command, []string) error {
			if from == "" && a.spoken() == words.Hindi {
				return a.writeNew(out, scenarios.StartHindi)
			}
			if from == "" {
				data, err := scenarios.FS.ReadFile("one-chain.yaml")
				if err != nil {
					return failed(err)
				}
				return a.writeNew(out, data)
			}
			r, err := a.importFiles([]string{from}, register.Options{})
			if err != nil {
				return err
			}
			text, err := r.Tree(scenarioName(from), filepath.Base(from))
			if err != nil {
				return invalid(err)
			}
			if err := a.writeNew(out, []byte(text)); err != nil {
				return err
			}
			a.tellDropped(r)
			return nil
		},
	}
	c.Flags().StringVar(&from, "from", "", "a `table` of units: CSV or a spreadsheet, packed or not")
	c.Flags().StringVarP(&out, "out", "o", "", "write to this new `file` instead of the screen")
	return c
}

// tellDropped says on standard error what of a table is not in its scenario as it stood.
func (a *app) tellDropped(r *register.Register) {
	for _, line := range r.Report.Dropped() {
		if !a.quiet {
			_, _ = fmt.Fprintln(a.errOut, report.Visible(a.speech().Wording(line)))
		}
	}
}

// writeNew writes a scenario to start from: to a file that is not there yet, since
// one that is may be somebody's work.
func (a *app) writeNew(file string, data []byte) error {
	if _, err := os.Lstat(file); file != "" && err == nil {
		return usagef("--out %s: there is such a file already: name another", file)
	}
	return a.writeOut(file, data)
}
