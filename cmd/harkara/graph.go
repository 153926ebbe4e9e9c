package main

import (
	"bytes"
	"context"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"harkara/cascade/report/graph"
	"harkara/model"
)

// graphFlags are the flags of graph.
type graphFlags struct {
	commonFlags
	shapes string
}

func (a *app) graphCommand() *cobra.Command {
	f := &graphFlags{}
	c := &cobra.Command{
		Use: "graph SCENARIO", Short: "Write the organisation with its answer for programs that draw graphs", GroupID: groupAnswer,
		Long: `Write who can tell whom, with when each unit has the message, into a file for
programs that draw graphs. By its name it is

  .gexf     for Gephi: units appear when they have the message in the typical play
  .dot      for Graphviz
  .graphml  for most others
  .geojson  the outlines of --shapes, with what is known of each unit

Of each unit it tells the tier, the code, the people, the time at which it has the
message in that play, the share of plays in which it has it by the last time asked,
and the mean time.`,
		Example: "  harkara graph pakur --out pakur.gexf\n  harkara graph mine.yaml --out mine.dot\n  harkara graph mine.yaml --shapes blocks.geojson --out mine.geojson",
	}
	planFlag(c, &f.options)
	f.flags(c, a, "`times` that are asked; the last is told")
	c.Flags().StringVar(&f.shapes, "shapes", "", "a GeoJSON `file` with the outlines of units, by their codes or names")
	f.output.hideFormats(c)
	f.onScenario(c, f.run)
	return c
}

// run writes a graph.
func (f *graphFlags) run(ctx context.Context, name string) error {
	format := f.output.ending()
	if !slices.Contains(graph.Formats(), format) {
		return usagef("a graph is written to a file: name one that ends with .gexf, .dot, .graphml or .geojson, as in --out graph.gexf")
	}
	if (format == "geojson") != (f.shapes != "") {
		return usagef("--shapes names the outlines that a .geojson file is made of: give both, or neither")
	}
	if err := f.checkFile(); err != nil {
		return err
	}
	var shapes []byte
	if f.shapes != "" {
		var err error
		if shapes, err = os.ReadFile(f.shapes); err != nil {
			return failed(err)
		}
		f.app.inputs = append(f.app.inputs, f.shapes)
	}
	s, err := f.load(name)
	if err != nil {
		return err
	}
	g := &graph.Graph{Network: s.Network, Title: titleOf(s), Horizon: s.Question.Horizon}
	g.Command = f.repeated(name)
	p := f.app.newProgress()
	defer p.end()
	o := f.answering()
	o.Progress = p.update
	if g.Units, g.Arrival, err = o.Graph(ctx, s, []model.Tick{lastOf(s.Question.At)}); err != nil {
		return ended(err)
	}
	var b bytes.Buffer
	if err := g.Write(&b, format, shapes); err != nil {
		return &failure{exitInvalid, model.Errorf("%s: %w", f.shapes, err), nil}
	}
	return f.app.writeOut(f.output.file, b.Bytes())
}
