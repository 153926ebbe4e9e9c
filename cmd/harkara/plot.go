package main

import (
	"bytes"
	"context"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"harkara/cascade"
	"harkara/cascade/ask"
	"harkara/cascade/report"
	"harkara/cascade/report/plot"
	"harkara/model"
	"harkara/model/scenario"
)

// plotFlags are the flags of plot.
type plotFlags struct {
	asking
	what     string
	money    spending
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
  place     the most that can have it, over how much money there is (--budget)

The file holds the command that makes it again. With --terminal, reach and arrivals
are drawn in the terminal, without a file.`,
		Example: "  harkara plot pakur --what reach --out reach.svg\n  harkara plot jharkhand --what flow --out flow.pdf\n  harkara plot mine.yaml --what tree --out tree.png\n  harkara plot pakur --terminal",
		Args:    exactly(1, "the name of a scenario or a file"), ValidArgsFunction: completeScenario,
		RunE: func(c *cobra.Command, args []string) error {
			f.changed = c.Flags().Changed
			return f.run(c.Context(), args[0])
		},
	}
	planFlag(c, &f.options)
	f.flags(c, a, "`times` that are asked, as in 6h,24h")
	c.Flags().StringVar(&f.what, "what", "reach", "`what` to draw, one of those above")
	f.money.flags(c)
	c.Flags().BoolVar(&f.terminal, "terminal", false, "draw the curves of reach or arrivals in the terminal")
	for _, name := range []string{"format", "color", "raw-csv"} {
		_ = c.Flags().MarkHidden(name)
	}
	fixed(c, "what", plotNames)
	return c
}

// run draws a figure.
func (f *plotFlags) run(ctx context.Context, name string) error {
	if err := oneOf("what", f.what, plotNames); err != nil {
		return err
	}
	switch _, asked, err := f.money.asked(); {
	case err != nil:
		return err
	case asked != (f.what == "place"):
		return usagef("--what place and --budget belong together, as in --what place --budget 200000")
	}
	if f.terminal {
		return f.inTerminal(ctx, name)
	}
	format := strings.TrimPrefix(strings.ToLower(filepath.Ext(f.output.file)), ".")
	if !slices.Contains(plot.Formats(), format) {
		return usagef("a figure is written to a file: name one that ends with .svg, .png or .pdf, as in --out %s.svg", f.what)
	}
	changed := f.changed
	f.changed = func(flag string) bool { return flag != "out" && changed(flag) } // its name is checked here
	if err := f.check(); err != nil {
		return err
	}
	if folder := filepath.Dir(f.output.file); !isFolder(folder) {
		return failed(model.Errorf("cannot write %s: there is no folder %s", f.output.file, folder))
	}
	s, err := f.load(name)
	if err != nil {
		return err
	}
	p := f.app.newProgress()
	defer p.end()
	o := f.answering()
	o.Progress = p.told
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
	figure.Command = strings.Replace(f.command(name), " report ", " plot ", 1) + " --what " + f.what
	var b bytes.Buffer
	if err := figure.Write(&b, format); err != nil {
		return failed(err)
	}
	return f.app.writeOut(f.output.file, b.Bytes())
}

// inTerminal draws curves in the terminal: with dots where it knows UTF-8, and as wide
// as 80 columns where the drawing goes elsewhere.
func (f *plotFlags) inTerminal(ctx context.Context, name string) error {
	if f.what != "reach" && f.what != "arrivals" {
		return usagef("--terminal draws reach and arrivals; %s is written to a file", f.what)
	}
	if f.changed("out") {
		return usagef("--terminal and --out contradict each other: leave out one")
	}
	if err := f.check(); err != nil {
		return err
	}
	s, err := f.load(name)
	if err != nil {
		return err
	}
	p := f.app.newProgress()
	defer p.end()
	o := f.answering()
	o.Progress = p.told
	l, err := f.close(ctx, o, s)
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

// command is the command that gives the same answer again.
func (f *plotFlags) command(name string) string {
	r := reportFlags{asking: f.asking, money: f.money}
	return r.command(name)
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

// close is the answer at times close to each other: whole, or the error of ctx where that
// ends first, as a figure has no place to say that it is of fewer plays.
func (f *plotFlags) close(ctx context.Context, o ask.Options, s *scenario.Scenario) (*report.Look, error) {
	l, err := o.Look(ctx, s, ask.Look{Bare: true})
	if err == nil {
		err = ctx.Err()
	}
	return l, err
}

func titleOf(s *scenario.Scenario) string {
	if s.Title != "" {
		return s.Title
	}
	return s.Name
}

// reach are the curves of who has it by when.
func (f *plotFlags) reach(ctx context.Context, o ask.Options, s *scenario.Scenario) (*plot.Figure, error) {
	l, err := f.close(ctx, o, s)
	if err != nil {
		return nil, err
	}
	curves, names := curvesOf(l.Parts[0].Curves)
	var flags []plot.Flag
	for _, g := range s.Question.Goals {
		flags = append(flags, plot.Flag{Name: f.name(g.Tier), At: g.By.Seconds(), Y: g.Share * 100})
	}
	w := f.words(s, f.text("plot-reach"), f.text("plot-reach-about", names), f.text("plot-sent"), f.text("plot-of-100"))
	return plot.Curves(w, f.named(curves), flags, true)
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
		c := plot.Curve{Name: t.Name}
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
	l, err := f.close(ctx, o, s)
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
	return plot.Curves(w, f.named(curves), nil, false)
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
	out := plot.Curve{Name: c.Name}
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

// flow is where it stops.
func (f *plotFlags) flow(ctx context.Context, o ask.Options, s *scenario.Scenario) (*plot.Figure, error) {
	at := lastOf(s.Question.At)
	docs, err := o.Bottlenecks(ctx, s, at, 1)
	if err != nil {
		return nil, err
	}
	data, err := json.Marshal(docs[0].Data)
	if err != nil {
		return nil, err
	}
	var b struct {
		Of     string                   `json:"of"`
		Total  int64                    `json:"total"`
		Missed struct{ Value *float64 } `json:"missed"`
		Hops   []struct {
			From    string                   `json:"from"`
			To      string                   `json:"to"`
			Stopped struct{ Value *float64 } `json:"stopped"`
		} `json:"hops"`
	}
	if err := json.Unmarshal(data, &b); err != nil {
		return nil, err
	}
	if b.Missed.Value == nil {
		return nil, model.Errorf("there is nobody whom this figure is about")
	}
	people := func(share float64) int64 { return int64(math.Round(share * float64(b.Total))) }
	of := model.NewNote("page-units", b.Of)
	if b.Of == model.PublicTier {
		of = model.NewNote("page-people")
	}
	var steps []plot.Step
	for _, h := range b.Hops {
		if h.Stopped.Value == nil || *h.Stopped.Value < 0.00005 {
			continue
		}
		name := f.text("page-hop", h.From, h.To)
		if h.From == "" {
			name = f.text("page-hop-direct", h.To)
		}
		steps = append(steps, plot.Step{Name: name, Stops: *h.Stopped.Value, Amount: f.text("plot-stops", people(*h.Stopped.Value), *h.Stopped.Value)})
	}
	first := plot.Step{Name: f.text("page-everybody", of), Amount: f.text("plot-amount", b.Total, 1.0)}
	last := plot.Step{Name: f.text("page-have-it"), Amount: f.text("plot-amount", people(1-*b.Missed.Value), 1-*b.Missed.Value)}
	w := f.words(s, f.text("plot-flow", at), f.text("plot-flow-about", of, at), "", "")
	return plot.Flow(w, first, steps, last)
}

// tornado is what each value that is not known does.
func (f *plotFlags) tornado(ctx context.Context, o ask.Options, s *scenario.Scenario) (*plot.Figure, error) {
	if len(s.Uncertain) == 0 {
		return nil, &failure{exitInvalid, model.Errorf("%s: no value is said to be uncertain, and a tornado is about such values", s.Name), model.Errorf("give them under uncertain: harkara explain uncertain")}
	}
	x, err := o.Tornado(ctx, s)
	if err != nil {
		return nil, err
	}
	var swings []plot.Swing
	left := int64(0)
	for _, y := range x.Swings {
		if math.Abs(y.Answers[1]-y.Answers[0]) < unseenSwing && len(swings) > 0 {
			left++
			continue
		}
		swings = append(swings, plot.Swing{Name: y.Path, Low: y.Answers[0] * 100, High: y.Answers[1] * 100, SaysLow: inThreeDigits(y.Values[0]), SaysHigh: inThreeDigits(y.Values[1])})
	}
	low, high := x.P05, x.P95
	if math.IsNaN(low) || math.IsNaN(high) {
		low, high = x.Base, x.Base
	}
	of := model.NewNote("page-units", x.Tier)
	if x.Tier == model.PublicTier {
		of = model.NewNote("page-people")
	}
	axis := f.text("plot-tornado-axis", of, x.At)
	if left > 0 {
		axis += " · " + f.text("plot-tornado-left", left)
	}
	w := f.words(s, f.text("plot-tornado"), f.text("plot-tornado-about", of, x.At), axis, "")
	return plot.Tornado(w, x.Base*100, swings, plot.Swing{Name: f.text("plot-luck"), Low: low * 100, High: high * 100})
}

// unseenSwing is by how little a value moves an answer that a figure leaves it out.
const unseenSwing = 0.001

// inThreeDigits is a value in three digits, which is what a figure has room for.
func inThreeDigits(value string) string {
	x, unit, ok := scenario.ParseQuantity(value)
	if !ok {
		return value
	}
	y, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 3, 64), 64)
	if err != nil {
		return value
	}
	return scenario.FormatQuantity(y, unit)
}

// tree is the units, by how likely they have it in the end.
func (f *plotFlags) tree(ctx context.Context, o ask.Options, s *scenario.Scenario) (*plot.Figure, error) {
	n := s.Network
	if n.Len() > mostDrawn {
		return nil, usagef("%s has %s units, more than a figure can show (%d): harkara report shows them all", s.Name, model.Thousands(int64(n.Len())), mostDrawn)
	}
	at := lastOf(s.Question.At)
	s.Question.Units = []model.Tick{at}
	results, err := o.Reach(ctx, s)
	if err != nil {
		return nil, err
	}
	u := results[0].Units
	if u == nil {
		return nil, context.Canceled
	}
	nodes := make([]plot.Node, n.Len())
	for k := range model.Unit(n.Len()) {
		name := f.text("verbatim", model.Called{Name: n.Name(k), Code: n.Code(k)})
		nodes[k] = plot.Node{Name: report.Visible(name), Parent: int(n.Parent(k)), Tier: n.TierOf(k), Share: u.Share(k, 0)}
	}
	var tiers []string
	for _, tier := range n.Tiers() {
		tiers = append(tiers, f.name(tier))
	}
	w := f.words(s, f.text("plot-tree", at), f.text("plot-tree-about", at), "", "")
	return plot.Tree(w, nodes, tiers, f.text("plot-none"), f.text("plot-all"))
}

// place is the most that can have it, over how much money there is.
func (f *plotFlags) place(ctx context.Context, o ask.Options, s *scenario.Scenario) (*plot.Figure, error) {
	q, _, err := f.money.asked()
	if err != nil {
		return nil, err
	}
	o.Play = f.changed("trials") || f.changed("seed")
	docs, err := placed(ctx, o, s, q)
	if err != nil {
		return nil, err
	}
	data, err := json.Marshal(docs[0].Data)
	if err != nil {
		return nil, err
	}
	var b struct {
		Tier    string   `json:"tier"`
		At      float64  `json:"at_s"`
		Nothing *float64 `json:"nothing"`
		Bound   *float64 `json:"bound"`
		Curve   []struct {
			Budget float64  `json:"budget"`
			Reach  *float64 `json:"reach"`
		} `json:"curve"`
	}
	if err := json.Unmarshal(data, &b); err != nil {
		return nil, err
	}
	if b.Nothing == nil {
		return nil, model.Errorf("there is nobody whom this figure is about")
	}
	best := plot.Curve{Name: f.text("page-place-best")}
	for _, c := range b.Curve {
		if c.Reach != nil {
			best.At, best.Y = append(best.At, c.Budget), append(best.Y, *c.Reach*100)
		}
	}
	lines := []plot.Level{{Name: f.text("page-without"), At: *b.Nothing * 100}}
	if b.Bound != nil {
		lines = append(lines, plot.Level{Name: f.text("page-place-most"), At: *b.Bound * 100})
	}
	of := model.NewNote("page-units", b.Tier)
	if b.Tier == model.PublicTier {
		of = model.NewNote("page-people")
	}
	w := f.words(s, f.text("plot-place"), f.text("plot-place-about", of, b.At), f.text("place-money"), f.text("plot-tornado-axis", of, b.At))
	w.Time = func(x float64) string { return f.app.spoken().Count(int64(x)) }
	return plot.Money(w, best, lines)
}

// mostDrawn is how many units a figure draws at most: of more, each would be thinner
// than can be printed.
const mostDrawn = 20_000
