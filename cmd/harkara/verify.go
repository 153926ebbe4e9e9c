package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"harkara/cascade"
	"harkara/cascade/laws"
	"harkara/cascade/montecarlo"
	"harkara/cascade/report"
)

// lawRows checks a solver against laws; those that it refuses are left out and
// counted.
func lawRows(ctx context.Context, all []laws.Law, s cascade.Solver, seed uint64, trials int) (rows []laws.Row, refused int, err error) {
	for _, l := range all {
		r, err := l.Check(ctx, s, seed, trials)
		switch {
		case errors.Is(err, cascade.ErrNotApplicable):
			refused++
		case err != nil:
			return rows, refused, err
		default:
			rows = append(rows, r...)
		}
	}
	return rows, refused, nil
}

// verifyFlags are the flags of verify.
type verifyFlags struct {
	app     *app
	laws    bool
	seed    uint64
	trials  int
	workers int
	output  output
	changed func(string) bool
}

func (a *app) verifyCommand() *cobra.Command {
	f := &verifyFlags{app: a, output: output{app: a}}
	c := &cobra.Command{
		Use: "verify --laws", Short: "Hold answers against what is known without a simulator", GroupID: groupAnswer,
		Long: `Run the laws: closed forms of probability, each with a scenario that shows it.
Print what is expected, what the program answers, and the difference in
standard errors. Exit status 1 where one does not hold.`,
		Example: "  harkara verify --laws",
		Args:    exactly(0, "no more words"),
		RunE: func(c *cobra.Command, args []string) error {
			f.changed = c.Flags().Changed
			return f.run(c.Context(), args)
		},
	}
	c.Flags().BoolVar(&f.laws, "laws", false, "run the laws")
	c.Flags().Uint64Var(&f.seed, "seed", 1, "which luck to play with, a `number`")
	c.Flags().IntVar(&f.trials, "trials", 0, "how often to play, a `number` (default: as often as each law says)")
	c.Flags().IntVar(&f.workers, "workers", 0, "how many play at the same time, a `number` (default: one a core)")
	f.output.flags(c)
	return c
}

func (f *verifyFlags) run(ctx context.Context, _ []string) error {
	if err := f.output.check(); err != nil {
		return err
	}
	rows, _, err := lawRows(ctx, laws.All(), montecarlo.Solver{Trials: f.trials, Workers: f.workers}, f.seed, f.trials)
	if err != nil {
		return failed(err)
	}
	if err := f.output.write(report.Laws(rows, "sampling", f.trials)); err != nil {
		return err
	}
	for _, r := range rows {
		if !r.Holds() {
			return failed(fmt.Errorf("law %d does not hold", r.Law))
		}
	}
	return nil
}
