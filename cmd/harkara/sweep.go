package main

import (
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"harkara/cascade"
	"harkara/cascade/ask"
	"harkara/model/scenario"
)

// sweepFlags are the flags that say where a sweep goes.
type sweepFlags struct {
	vary    []string
	zip     bool
	of      []string
	design  string
	points  int
	against string
}

func (a *app) sweepCommand() *cobra.Command {
	k, f := &commonFlags{}, &sweepFlags{}
	c := &cobra.Command{
		Use: "sweep SCENARIO --vary PATH=VALUES | --design HOW", Short: "Print the answer for many values of a scenario", GroupID: groupAnswer,
		Long: `Answer a scenario with other values in it, and print a row for each. --vary takes
values as --set does: a list, as in people=1,2,4, a range with a step, as in
passes_on=0.5:1:0.05, or a column of a table, as in share=FILE.csv:column. Several
--vary give every combination, or, with --zip, go in step. --design spreads --points
over all values that are not known: lhs, sobol or random. --against base prints beside
each answer what differs from the scenario as it stands. Every row is what run --set
prints for it.`,
		Example: "  harkara sweep pakur --vary relays.block.passes_on=0.5:1:0.1\n  harkara sweep jharkhand --vary relays.block.people=1,2,4 --of panchayat@24h --of public@72h\n  harkara sweep jharkhand --design lhs --points 8 --of panchayat@24h --against base",
	}
	c.Flags().StringArrayVar(&f.vary, "vary", nil, "`PATH=VALUES`: what varies, and how; may be repeated")
	c.Flags().BoolVar(&f.zip, "zip", false, "let several --vary go in step")
	c.Flags().StringVar(&f.design, "design", "", "spread points over the values not known: `how`, lhs, sobol or random")
	intFlag(c.Flags(), &f.points, "points", "with --design: how many points, a `number` (default: 256)")
	c.Flags().StringVar(&f.against, "against", "", "print what differs from this: `base`, the scenario as it stands")
	c.Flags().StringArrayVar(&f.of, "of", nil, "the `answer` told: public@72h, time:public:0.9, goal1, known:panchayat@24h")
	k.certainFlag(c)
	planFlag(c, &k.options)
	k.flags(c, a, "")
	k.onScenario(c, func(ctx context.Context, name string) error { return a.sweep(ctx, k, f, name) })
	return c
}

func (a *app) sweep(ctx context.Context, k *commonFlags, f *sweepFlags, name string) error {
	if err := k.check(); err != nil {
		return err
	}
	if k.changed("at") {
		return usagef("--at has no effect here: --of says what is told, as in --of public@72h")
	}
	if err := f.check(k); err != nil {
		return err
	}
	base, err := k.load(name)
	if err != nil {
		return err
	}
	if _, err := ask.Measures(base, f.of); err != nil {
		return usagef("--of %v", err)
	}
	s := ask.Sweep{Of: f.of, Adjust: k.adjust, Against: f.against != ""}
	if f.design != "" {
		s.By = "--design " + f.design
	}
	if s.Points, err = a.sweepPoints(f, base); err != nil {
		return err
	}
	p := a.newProgress()
	defer p.end()
	o := k.answering()
	o.Progress, o.Play = p.update, k.asksForPlays()
	docs, err := o.Sweep(ctx, a.files[name], k.options, s)
	var wrong *ask.PointError
	if errors.As(err, &wrong) {
		return &failure{exitInvalid, err, nil}
	}
	return k.write(ctx, docs, err)
}

// check refuses flags that do not go together.
func (f *sweepFlags) check(k *commonFlags) error {
	switch {
	case len(f.vary) == 0 && f.design == "":
		return usagef("--vary says what varies, as in --vary relays.block.passes_on=0.5:1:0.1; --design spreads points over what is not known")
	case len(f.vary) > 0 && f.design != "":
		return usagef("--design has the values of all ranges: leave out --vary")
	case f.zip && f.design != "":
		return usagef("--zip goes with --vary")
	case k.changed("points") && f.design == "":
		return usagef("--points goes with --design")
	case f.design != "" && !slices.Contains(ask.Designs, f.design):
		return usagef("--design %s: lhs, sobol or random", f.design)
	case k.changed("points") && (f.points < 1 || f.points > ask.MostPoints):
		return usagef("--points %d: a whole number from 1 to %d", f.points, ask.MostPoints)
	case k.changed("against") && f.against != "base":
		return usagef("--against %s: differences are from base, the scenario as it stands", f.against)
	}
	return nil
}

// sweepPoints are the points that the flags ask for.
func (a *app) sweepPoints(f *sweepFlags, base *scenario.Scenario) ([][]scenario.Setting, error) {
	if f.design != "" {
		points, err := ask.DesignPoints(base, f.design, cmp.Or(f.points, ask.UsualPoints))
		if errors.Is(err, cascade.ErrNotApplicable) {
			err = usage(err, nil)
		}
		return points, err
	}
	var vary []ask.Variation
	for _, text := range f.vary {
		v, err := ask.ParseVariation(text, func(file string) (io.ReadCloser, error) {
			a.inputs = append(a.inputs, file)
			return a.source(file, func() (io.ReadCloser, error) { return os.Open(file) })
		})
		if err != nil {
			return nil, usagef("--vary %v", err)
		}
		vary = append(vary, v)
	}
	points, err := ask.Points(vary, f.zip)
	if err != nil {
		return nil, usagef("--vary: %v", err)
	}
	return points, nil
}
