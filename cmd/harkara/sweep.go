package main

import (
	"context"
	"errors"
	"io"
	"os"

	"github.com/spf13/cobra"

	"harkara/cascade/ask"
)

// sweepFlags are the flags that say where a sweep goes.
type sweepFlags struct {
	vary    []string
	zip     bool
	certain bool
	of      []string
}

func (a *app) sweepCommand() *cobra.Command {
	k, f := &asking{}, &sweepFlags{}
	c := &cobra.Command{
		Use: "sweep SCENARIO --vary PATH=VALUES", Short: "Print the answer for many values of a scenario", GroupID: groupAnswer,
		Long: `Answer a scenario with other values in it, and print a row for each. --vary takes
values as --set does: a list, as in people=1,2,4, a range with a step, as in
passes_on=0.5:1:0.05, or a column of a table, as in share=FILE.csv:column. Several
--vary give every combination, or, with --zip, go in step. Every row is what
run --set prints for it.`,
		Example: "  harkara sweep pakur --vary relays.block.passes_on=0.5:1:0.1\n  harkara sweep jharkhand --vary relays.block.people=1,2,4 --of panchayat@24h --of public@72h",
		Args:    exactly(1, "the name of a scenario or a file"), ValidArgsFunction: completeScenario,
		RunE: func(c *cobra.Command, args []string) error {
			k.changed = c.Flags().Changed
			return a.sweep(c.Context(), k, f, args[0])
		},
	}
	c.Flags().StringArrayVar(&f.vary, "vary", nil, "`PATH=VALUES`: what varies, and how; may be repeated")
	c.Flags().BoolVar(&f.zip, "zip", false, "let several --vary go in step")
	c.Flags().StringArrayVar(&f.of, "of", nil, "the `answer` told: public@72h, time:public:0.9, goal1, known:panchayat@24h")
	c.Flags().BoolVar(&f.certain, "certain", false, "take values that are not known as they stand in the file")
	planFlag(c, &k.options)
	k.flags(c, a, "")
	c.Flags().MarkHidden("at")
	return c
}

func (a *app) sweep(ctx context.Context, k *asking, f *sweepFlags, name string) error {
	if err := k.check(); err != nil {
		return err
	}
	if k.changed("at") {
		return usagef("--at has no effect here: --of says what is told, as in --of public@72h")
	}
	if len(f.vary) == 0 {
		return usagef("--vary says what varies, as in --vary relays.block.passes_on=0.5:1:0.1")
	}
	s := ask.Sweep{Of: f.of, Adjust: k.adjust}
	var vary []ask.Variation
	for _, text := range f.vary {
		v, err := ask.ParseVariation(text, func(file string) (io.ReadCloser, error) {
			a.inputs = append(a.inputs, file)
			return a.source(file, func() (io.ReadCloser, error) { return os.Open(file) })
		})
		if err != nil {
			return usagef("--vary %v", err)
		}
		vary = append(vary, v)
	}
	var err error
	if s.Points, err = ask.Points(vary, f.zip); err != nil {
		return usagef("--vary: %v", err)
	}
	base, err := k.load(name)
	if err != nil {
		return err
	}
	if _, err := ask.Measures(base, f.of); err != nil {
		return usagef("--of %v", err)
	}
	p := a.newProgress()
	defer p.end()
	o := k.answering()
	o.Progress, o.Certain, o.Play = p.told, f.certain, k.changed("trials") || k.changed("seed")
	docs, err := o.Sweep(ctx, a.files[name], k.options, s)
	var wrong *ask.PointError
	if errors.As(err, &wrong) {
		return &failure{exitInvalid, err, ""}
	}
	return k.write(ctx, docs, err)
}
