package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"harkara/cmd/harkara/internal/bench"
	"harkara/model"
)

func (a *app) benchCommand() *cobra.Command {
	o := output{app: a}
	options := bench.Options{Runs: 5}
	c := &cobra.Command{
		Use: "bench", Short: "Measure how fast this program is on this machine", GroupID: groupMore,
		Long: `Measure the engines, whole runs, reading and memory on this machine, and print
each beside its target. Where gcc and the reference programs in C are found, they
are built and run in turns with this one: only such ratios can be compared between
machines. It takes some minutes, during which the machine should do nothing else.`,
		Example: "  harkara bench\n  harkara bench --quick\n  harkara bench --format markdown --out speed.md",
		Args:    exactly(0, "no arguments"),
		RunE: func(c *cobra.Command, _ []string) error {
			if options.Quick && !c.Flags().Changed("runs") {
				options.Runs = 1
			}
			if options.Runs < 1 || options.Runs > 1000 {
				return usagef("--runs %d: a whole number from 1 to 1000", options.Runs)
			}
			if err := o.check(c.Flags().Changed); err != nil {
				return err
			}
			return a.bench(c.Context(), options, o)
		},
	}
	c.Flags().SortFlags = false
	intFlag(c.Flags(), &options.Runs, "runs", "how often to measure everything, a `number`")
	c.Flags().BoolVar(&options.Quick, "quick", false, "small sizes, once: to see that it works")
	c.Flags().BoolVar(&options.Peers, "peers", false, "also beside libraries for Python, installed by pip for that and removed")
	c.Flags().StringVar(&options.Reference, "reference", filepath.Join("..", "shared", "reference"), "the `folder` of the reference programs")
	c.Flags().StringVar(&options.Units, "units", "", "a `file` of units to be read (default: in ../shared/data/units)")
	o.flags(c)
	return c
}

// bench measures and writes what came of it.
func (a *app) bench(ctx context.Context, options bench.Options, o output) error {
	program, err := os.Executable()
	if err != nil {
		return failed(model.Errorf("this program cannot find itself: %w", err))
	}
	options.Program = program
	if options.Units == "" {
		options.Units = filepath.Join("..", "shared", "data", "units", "units_india.csv.zst")
	}
	if f, ok := a.errOut.(*os.File); ok && !a.quiet && term.IsTerminal(int(f.Fd())) {
		options.Told = func(what model.Note) { _, _ = fmt.Fprintln(a.errOut, a.spoken().Text("measuring", what)) }
	}
	speed, err := bench.Measure(ctx, options)
	if err != nil {
		return failed(err)
	}
	o.partial = speed.Partial
	if err := o.write(speed.Document()); err != nil {
		return err
	}
	if speed.Partial {
		return &failure{status: exitInterrupted}
	}
	return nil
}
