package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"harkara/cascade/ask"
	"harkara/cascade/cluster"
	"harkara/cascade/report"
	"harkara/model"
	"harkara/model/scenario"
)

// reportFlags are the flags of report.
type reportFlags struct {
	commonFlags
	names  string
	shapes string
	money  budgetFlags
	// answered, where given, is how another command has it answered.
	answered func() ask.Options
}

func (a *app) reportCommand() *cobra.Command {
	f := &reportFlags{}
	c := &cobra.Command{
		Use: "report SCENARIO...", Short: "Write one page to look at: curves, a film, where it stops, what would help", GroupID: groupAnswer,
		Long: `Write a page to look at, in one file that needs no network: who has the message by
when, a film of it coming down, where it stops, what the plans change, and how sure
all that is. With several scenarios they stand one below the other. The result of an
earlier command, saved with --format json, may stand in place of a scenario. --budget
adds the best use of so much money: of the share that --of names, or else of the last
goal's, or of that of the public or the last tier at the last time.`,
		Example: `  harkara report pakur --out pakur.html
  harkara report mine.yaml --shapes blocks.geojson --out mine.html
  harkara report result.json --out result.html`,
		Args: atLeastOne("the name of a scenario or a file"), ValidArgsFunction: completeScenario,
		RunE: func(c *cobra.Command, args []string) error {
			f.changed = c.Flags().Changed
			f.command = c
			return f.run(c.Context(), args)
		},
	}
	planFlag(c, &f.options)
	f.flags(c, a, "`times` that are asked, as in 6h,24h")
	f.certainFlag(c)
	f.money.flags(c)
	c.Flags().StringVar(&f.names, "names", "on", "on or off: whether the names of units are in the page")
	c.Flags().StringVar(&f.shapes, "shapes", "", "a GeoJSON `file` with the outlines of units, by their codes or names")
	c.Flags().Lookup("format").DefValue = string(report.HTML)
	f.output.format = string(report.HTML)
	completeWith(c, "names", []string{"on", "off"})
	return c
}

// run writes the page of some scenarios.
func (f *reportFlags) run(ctx context.Context, names []string) error {
	if err := oneOf("names", f.names, []string{"on", "off"}); err != nil {
		return err
	}
	if err := f.check(); err != nil {
		return err
	}
	if _, _, err := f.money.wanted(); err != nil {
		return err
	}
	if _, ok := f.output.terminal(); ok && f.output.format == string(report.HTML) {
		return usagef("a page is for a browser, not for the terminal: name a file with --out, as in --out report.html")
	}
	var docs []report.Document
	missed := false
	for _, name := range names {
		more, miss, err := f.one(ctx, name)
		if err != nil {
			return ended(err)
		}
		docs, missed = append(docs, more...), missed || miss
	}
	if err := f.write(ctx, docs, nil); err != nil {
		return err
	}
	if missed {
		return &failure{status: exitMissed}
	}
	return nil
}

// one is what the page has of one scenario, or of a saved result; missed is true where
// a goal of it is.
func (f *reportFlags) one(ctx context.Context, name string) (docs []report.Document, missed bool, err error) {
	if strings.EqualFold(filepath.Ext(name), ".json") {
		docs, err = f.saved(name)
		return docs, false, err
	}
	s, err := f.load(name)
	if err != nil {
		return nil, false, err
	}
	look, err := f.look(ctx, name, s)
	if err != nil {
		return nil, false, err
	}
	for _, r := range look.Results {
		missed = missed || missedGoal(r)
	}
	return report.Page(look), missed, nil
}

// look answers a scenario for pictures.
func (f *reportFlags) look(ctx context.Context, name string, s *scenario.Scenario) (*report.Look, error) {
	s.Question.Ways, s.Question.Starts, s.Question.WaysEach = true, true, 8
	p := f.app.newProgress()
	defer p.end()
	o := f.answering()
	o.Play = f.asksForPlays()
	if f.answered != nil {
		o = f.answered()
	}
	o.Progress = p.update
	asked := ask.Look{}
	if s.Plan == "" && len(s.Plans) > 0 {
		with, err := f.planned(name, s.Plans)
		if err != nil {
			return nil, err
		}
		asked.Plans, asked.PlanNames = with, s.Plans
	}
	look, err := o.Look(ctx, s, asked)
	if err != nil {
		return nil, err
	}
	if q, ok, _ := f.money.wanted(); ok {
		if err := f.spend(ctx, o, s, q, look); err != nil {
			return nil, err
		}
	}
	look.Names, look.Command = f.names != "off", f.repeated(name)
	if f.shapes != "" {
		data, err := os.ReadFile(f.shapes)
		if err != nil {
			return nil, failed(err)
		}
		if look.Shapes, err = report.ReadShapes(data, s.Network); err != nil {
			return nil, &failure{exitInvalid, model.Errorf("%s: %w", f.shapes, err), nil}
		}
	}
	return look, nil
}

// spend adds the best use of a budget to what is looked at.
func (f *reportFlags) spend(ctx context.Context, o ask.Options, s *scenario.Scenario, q ask.Place, look *report.Look) error {
	docs, err := placed(ctx, o, s, q)
	if err != nil {
		return err
	}
	for i := range min(len(docs), len(look.Parts)) {
		look.Parts[i].Studies = append(look.Parts[i].Studies, docs[i])
	}
	return nil
}

// repeated is the command that was given, for one scenario, with every flag on which its
// answer depends, in the order of its help, and further words: what gives the same again.
func (k *commonFlags) repeated(name string, more ...string) string {
	words := []string{"harkara", k.command.Name(), cluster.Quoted(name)}
	k.command.Flags().VisitAll(func(f *pflag.Flag) {
		switch list, ok := f.Value.(pflag.SliceValue); {
		case !f.Changed || slices.Contains(localFlags, f.Name) || f.Name == "format":
		case ok:
			for _, x := range list.GetSlice() {
				words = append(words, "--"+f.Name, cluster.Quoted(x))
			}
		case f.Value.Type() == "bool" && f.Value.String() == "true":
			words = append(words, "--"+f.Name)
		case f.Value.Type() == "bool":
			words = append(words, "--"+f.Name+"=false")
		default:
			words = append(words, "--"+f.Name, cluster.Quoted(f.Value.String()))
		}
	})
	if k.output.format == string(report.HTML) && k.command.Name() == "run" {
		more = append(more, "--format", k.output.format)
	}
	return strings.Join(append(words, more...), " ")
}

// saved is the document of a result that was saved as JSON.
func (f *reportFlags) saved(name string) ([]report.Document, error) {
	data, err := os.ReadFile(name)
	if errors.Is(err, os.ErrNotExist) {
		return nil, &failure{exitInvalid, model.Errorf("%s: there is no such file", name), nil}
	}
	if err != nil {
		return nil, failed(err)
	}
	f.app.inputs = append(f.app.inputs, name)
	if err := f.output.spare(); err != nil {
		return nil, err
	}
	docs, err := report.Saved(data)
	if err != nil {
		return nil, &failure{exitInvalid, model.Errorf("%s: %w", name, err), nil}
	}
	return docs, nil
}
