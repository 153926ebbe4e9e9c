package main

import (
	"bytes"
	"context"
	"slices"

	"github.com/spf13/cobra"

	"harkara/cascade/ask"
	"harkara/cascade/report"
	"harkara/cascade/report/plot"
	"harkara/model"
	"harkara/model/scenario"
)

// plotFlags are the flags of plot.
type plotFlags struct {
	commonFlags
	what     string
	money    budgetFlags
	terminal bool
}

var plotNames = []string{"reach", "arrivals", "flow", "tornado", "tree", "place"}

func (a *app) plotCommand() *cobra.Command {
	f := &plotFlags{}
	c := &cobra.Command{
		Use: "plot SCENARIO", Short: "Draw one figure for print: curves, flow, tornado or tree", GroupID: groupAnswer,
		Long: `Draw one figure of an answer into a file, as SVG, PNG or PDF by its name. --what is

  reach     how many have it by when, with bands and goals
  arrivals  how many get it in each hour
  flow      where it stops, from all to those who have it
  tornado   how far each value that is not known (uncertain) moves the answer
  tree      the units, as dark as they are likely to have it
  place     the most that can have it, over how much money there is (--budget);
            without --of what is most is the share of the last goal, or else that
            of the public or the last tier at the last time

The file holds the command that makes it again. With --terminal, reach and arrivals
are drawn in the terminal, without a file.`,
		Example: "  harkara plot pakur --what reach --out reach.svg\n  harkara plot jharkhand --what flow --out flow.pdf\n  harkara plot mine.yaml --what tree --out tree.png\n  harkara plot pakur --terminal",
	}
	planFlag(c, &f.options)
	f.flags(c, a, "`times` that are asked, as in 6h,24h")
	c.Flags().StringVar(&f.what, "what", "reach", "`what` to draw, one of those above")
	f.money.flags(c)
	c.Flags().BoolVar(&f.terminal, "terminal", false, "draw the curves of reach or arrivals in the terminal")
	f.output.hideFormats(c)
	completeWith(c, "what", plotNames)
	f.onScenario(c, f.run)
	return c
}

// run draws a figure.
func (f *plotFlags) run(ctx context.Context, name string) error {
	if err := oneOf("what", f.what, plotNames); err != nil {
		return err
	}
	switch _, asked, err := f.money.wanted(); {
	case err != nil:
		return err
	case asked != (f.what == "place"):
		return usagef("--what place and --budget belong together, as in --what place --budget 200000")
	}
	if f.terminal {
		return f.inTerminal(ctx, name)
	}
	format := f.output.ending()
	if !slices.Contains(plot.Formats(), format) {
		return usagef("a figure is written to a file: name one that ends with .svg, .png or .pdf, as in --out %s.svg", f.what)
	}
	s, o, p, err := f.begin(name, f.checkFile)
	if err != nil {
		return err
	}
	defer p.end()
	draw := map[string]func(context.Context, ask.Options, *scenario.Scenario) (*plot.Figure, error){
		"reach": f.reach, "arrivals": f.arrivals, "flow": f.flow, "tornado": f.tornado, "tree": f.tree, "place": f.place,
	}[f.what]
	figure, err := draw(ctx, o, s)
	if err != nil {
		return ended(err)
	}
	if ctx.Err() != nil {
		return ended(ctx.Err())
	}
	figure.Command = f.repeated(name)
	var b bytes.Buffer
	if err := figure.Write(&b, format); err != nil {
		return failed(err)
	}
	return f.app.writeOut(f.output.file, b.Bytes())
}

// text is a sentence of a figure.
func (f *plotFlags) text(kind string, args ...any) string {
	return f.app.speech().Text(kind, args...)
}

// name is a tier as the figure calls it.
func (f *plotFlags) name(tier string) string { return f.text("verbatim", tier) }

func (f *plotFlags) words(s *scenario.Scenario, title, about, x, y string) plot.Words {
	return plot.Words{Title: title, Of: report.Visible(f.text("verbatim", model.Titled{Title: titleOf(s), Local: s.TitleLocal})), About: about, X: x, Y: y, Time: func(s float64) string { return f.text("time", s) }}
}

func titleOf(s *scenario.Scenario) string {
	if s.Title != "" {
		return s.Title
	}
	return s.Name
}
