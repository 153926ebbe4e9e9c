package main

import (
	"bytes"
	"context"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"

	"harkara/cascade"
	"harkara/cascade/ask"
	"harkara/cascade/report"
	"harkara/cascade/report/plot"
	"harkara/model"
	"harkara/model/scenario"
)

// inTerminal draws curves in the terminal: with dots where it knows UTF-8, and as wide
// as 80 columns where the drawing goes elsewhere.
func (f *plotFlags) inTerminal(ctx context.Context, name string) error {
	if f.what != "reach" && f.what != "arrivals" {
		return usagef("--terminal draws reach and arrivals; %s is written to a file", f.what)
	}
	if f.changed("out") {
		return usagef("--terminal and --out contradict each other: leave out one")
	}
	s, o, p, err := f.begin(name, f.check)
	if err != nil {
		return err
	}
	defer p.end()
	l, err := f.dense(ctx, o, s)
	if err != nil {
		return ended(err)
	}
	curves, _ := curvesOf(l.Parts[0].Curves)
	most := 100.0
	if f.what == "arrivals" {
		curves, most = f.lastTiers(s, curves)
	}
	var drawn []report.DrawnCurve
	for _, c := range curves {
		d := report.DrawnCurve{Name: f.name(c.Name), At: c.At}
		for _, y := range c.Y {
			d.Y = append(d.Y, y/most)
		}
		drawn = append(drawn, d)
	}
	p.end()
	var b bytes.Buffer
	d := report.Drawing{Width: f.output.width(), Plain: !utf8Locale(), Language: f.app.spoken(), Most: most / 100}
	if err := report.WriteCurves(&b, d, drawn); err != nil {
		return failed(err)
	}
	return f.app.writeOut("", b.Bytes())
}

// utf8Locale tells whether the terminal knows more than ASCII, as locales say.
func utf8Locale() bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := strings.ToLower(os.Getenv(name)); v != "" {
			return strings.Contains(v, "utf-8") || strings.Contains(v, "utf8")
		}
	}
	return false
}

// dense is the answer at times close to each other: whole, or the error of ctx where that
// ends first, as a figure has no place to say that it is of fewer plays.
func (f *plotFlags) dense(ctx context.Context, o ask.Options, s *scenario.Scenario) (*report.Look, error) {
	l, err := o.Look(ctx, s, ask.Look{Bare: true})
	if err == nil {
		err = ctx.Err()
	}
	return l, err
}

// reach are the curves of who has it by when.
func (f *plotFlags) reach(ctx context.Context, o ask.Options, s *scenario.Scenario) (*plot.Figure, error) {
	l, err := f.dense(ctx, o, s)
	if err != nil {
		return nil, err
	}
	curves, names := curvesOf(l.Parts[0].Curves)
	flags := f.goals(l.Results[0])
	w := f.words(s, f.text("plot-reach"), f.text("plot-reach-about", names), f.text("plot-sent"), f.text("plot-of-100"))
	w.Note = f.text("plot-note-bands")
	if len(flags) > 0 {
		w.Note += " " + f.text("plot-note-goals")
	}
	w.Note += " " + f.made(l.Results[0], s)
	out := f.named(curves)
	for i, c := range out {
		if n := len(c.Y); n > 0 && !math.IsNaN(c.Y[n-1]) {
			out[i].Last = f.text("plot-end", c.Y[n-1]/100)
		}
	}
	return plot.Curves(w, out, flags)
}

// goals are flags that say how likely each goal is to be met.
func (f *plotFlags) goals(r *cascade.Result) (out []plot.Flag) {
	for _, g := range r.Goals {
		says := f.text("plot-goal", g.Share, g.Probability.Value)
		if g.Open || math.IsNaN(g.Probability.Value) {
			says = f.text("plot-goal-open", g.Share)
		}
		out = append(out, plot.Flag{Name: f.name(g.Tier), At: g.By.Seconds(), Y: g.Share * 100, Label: says})
	}
	return out
}

// made says how an answer was made: of how many plays, and over which values.
func (f *plotFlags) made(r *cascade.Result, s *scenario.Scenario) string {
	out := f.text("plot-note-exact")
	if r.Trials > 0 {
		out = f.text("plot-note-plays", int64(r.Trials), strconv.FormatUint(s.Seed, 10))
	}
	if len(s.Uncertain) > 0 {
		out += " " + f.text("plot-note-ranges")
	}
	return out
}

// named are curves with the names of their tiers as the figure has them.
func (f *plotFlags) named(curves []plot.Curve) []plot.Curve {
	out := slices.Clone(curves)
	for i := range out {
		out[i].Name = f.name(out[i].Name)
	}
	return out
}

// curvesOf are the curves of a result, in percent, of those tiers that have anybody.
func curvesOf(r *cascade.Result) (out []plot.Curve, names []model.Note) {
	for _, t := range r.Tiers {
		if t.Units == 0 {
			continue
		}
		c := plot.Curve{Name: t.Name, Index: len(out)}
		for _, x := range t.Reach {
			c.At, c.Y = append(c.At, x.At.Seconds()), append(c.Y, x.Mean.Value*100)
			c.Low, c.High = append(c.Low, x.P05*100), append(c.High, x.P95*100)
		}
		out, names = append(out, c), append(names, model.NewNote("verbatim", t.Name))
	}
	return out, names
}

// arrivals are how many get it in each hour.
func (f *plotFlags) arrivals(ctx context.Context, o ask.Options, s *scenario.Scenario) (*plot.Figure, error) {
	l, err := f.dense(ctx, o, s)
	if err != nil {
		return nil, err
	}
	all, _ := curvesOf(l.Parts[0].Curves)
	curves, _ := f.lastTiers(s, all)
	var names []model.Note
	for _, c := range curves {
		names = append(names, model.NewNote("verbatim", c.Name))
	}
	w := f.words(s, f.text("plot-arrivals"), f.text("plot-arrivals-about", names), f.text("plot-sent"), f.text("plot-of-100-each-hour"))
	w.Note = f.text("plot-note-rows") + " " + f.made(l.Results[0], s)
	return plot.Rows(w, f.named(curves))
}

// lastTiers are how much the curves of the last tier and of the people rise in each
// hour, and the most of it: of the tiers above, most get it in the first moments.
func (f *plotFlags) lastTiers(s *scenario.Scenario, curves []plot.Curve) ([]plot.Curve, float64) {
	last := slices.IndexFunc(curves, func(c plot.Curve) bool { return c.Name == s.Network.Tiers()[s.Network.Main()-1] })
	var out []plot.Curve
	most := 1e-9
	for _, c := range curves[max(last, 0):] {
		c = perHour(c)
		for _, y := range c.Y {
			most = math.Max(most, y)
		}
		out = append(out, c)
	}
	return out, most
}

// perHour is how much a curve rises, per hour, drawn as a step from one time to the
// next. The first, shorter steps are taken together.
func perHour(c plot.Curve) plot.Curve {
	out := plot.Curve{Name: c.Name, Index: c.Index}
	step := c.At[len(c.At)-1] / float64(len(c.At)) / 2
	for i, from := 1, 0; i < len(c.At); i++ {
		if c.At[i]-c.At[from] < step && i+1 < len(c.At) {
			continue
		}
		rise := (c.Y[i] - c.Y[from]) / (c.At[i] - c.At[from]) * 3600
		out.At = append(out.At, c.At[from], c.At[i])
		from = i
		out.Y = append(out.Y, math.Max(rise, 0), math.Max(rise, 0))
	}
	return out
}
