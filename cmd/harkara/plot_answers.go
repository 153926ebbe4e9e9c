package main

import (
	"context"
	"math"
	"strconv"

	"harkara/cascade/ask"
	"harkara/cascade/report"
	"harkara/cascade/report/plot"
	"harkara/cascade/report/schema"
	"harkara/model"
	"harkara/model/scenario"
)

// flow is where it stops.
func (f *plotFlags) flow(ctx context.Context, o ask.Options, s *scenario.Scenario) (*plot.Figure, error) {
	at := lastOf(s.Question.At)
	docs, err := o.Bottlenecks(ctx, s, at, 1)
	if err != nil {
		return nil, err
	}
	b := docs[0].Data.(schema.Bottlenecks)
	if b.Missed.Value == nil {
		return nil, model.Errorf("there is nobody whom this figure is about")
	}
	people := func(share float64) int64 { return int64(math.Round(share * float64(b.Total))) }
	of := whose(b.Of)
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
	first := plot.Step{Name: f.text("page-everybody", allOf(b.Of)), Amount: f.text("plot-amount", b.Total, 1.0)}
	last := plot.Step{Name: f.text("page-have-it"), Amount: f.text("plot-amount", people(1-*b.Missed.Value), 1-*b.Missed.Value)}
	w := f.words(s, f.text("plot-flow", at), f.text("plot-flow-about", of, at), "", "")
	w.Note = f.asStands(s, f.text("plot-note-flow"))
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
		swings = append(swings, plot.Swing{Name: y.Path, Low: y.Answers[0] * 100, High: y.Answers[1] * 100, LabelLow: inThreeDigits(y.Values[0]), LabelHigh: inThreeDigits(y.Values[1])})
	}
	low, high := x.P05, x.P95
	if math.IsNaN(low) || math.IsNaN(high) {
		low, high = x.Base, x.Base
	}
	of := whose(x.Tier)
	w := f.words(s, f.text("plot-tornado"), f.text("plot-tornado-about", of, x.At), f.text("plot-tornado-axis", allOf(x.Tier), x.At), "")
	w.Note = f.text("plot-note-tornado")
	if left > 0 {
		w.Note += " " + f.text("plot-tornado-left", left)
	}
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

// asStands is a note, and that values that are not known are as the file has them.
func (f *plotFlags) asStands(s *scenario.Scenario, note string) string {
	if len(s.Uncertain) > 0 {
		note += " " + f.text("plot-note-stands")
	}
	return note
}

// tree is the units, by how likely they have it in the end.
func (f *plotFlags) tree(ctx context.Context, o ask.Options, s *scenario.Scenario) (*plot.Figure, error) {
	n := s.Network
	if n.Len() > maxDrawn {
		return nil, usagef("%s has %s units, more than a figure can show (%d): harkara report shows them all", s.Name, model.Thousands(int64(n.Len())), maxDrawn)
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
	nodes, least := make([]plot.Node, n.Len()), 1.0
	for k := range model.Unit(n.Len()) {
		name := f.text("verbatim", model.Called{Name: n.Name(k), Code: n.Code(k)})
		share := u.Share(k, 0)
		least = math.Min(least, share)
		nodes[k] = plot.Node{Name: report.Visible(name), Parent: int(n.Parent(k)), Tier: n.TierOf(k), Share: share, Label: f.text("plot-end", share)}
	}
	least = math.Min(math.Floor(least*10+1e-9)/10, 0.9) // the shades are of what there is
	var tiers []string
	for _, tier := range n.Tiers() {
		tiers = append(tiers, f.name(tier))
	}
	w := f.words(s, f.text("plot-tree", at), f.text("plot-tree-about", at), "", "")
	w.Note = f.text("plot-note-tree") + " " + f.made(results[0], s)
	return plot.Tree(w, nodes, tiers, least, f.text("plot-end", least), f.text("plot-all"))
}

// place is the most that can have it, over how much money there is.
func (f *plotFlags) place(ctx context.Context, o ask.Options, s *scenario.Scenario) (*plot.Figure, error) {
	q, _, err := f.money.wanted()
	if err != nil {
		return nil, err
	}
	o.Play = f.asksForPlays()
	docs, err := placed(ctx, o, s, q)
	if err != nil {
		return nil, err
	}
	b := docs[0].Data.(schema.Place)
	if b.Nothing == nil {
		return nil, model.Errorf("there is nobody whom this figure is about")
	}
	best := plot.Curve{Name: f.text("page-place-best")}
	for _, c := range b.Curve {
		if c.Reach != nil {
			best.At, best.Y = append(best.At, float64(c.Budget)), append(best.Y, *c.Reach*100)
		}
	}
	lines := []plot.Level{{Name: f.text("page-without"), At: *b.Nothing * 100}}
	if b.Bound != nil {
		lines = append(lines, plot.Level{Name: f.text("page-place-most"), At: *b.Bound * 100})
	}
	of := whose(b.Tier)
	w := f.words(s, f.text("plot-place"), f.text("plot-place-about", of, b.At), f.text("place-money"), f.text("plot-tornado-axis", allOf(b.Tier), b.At))
	w.Time = func(x float64) string { return f.app.spoken().Count(int64(x)) }
	return plot.Money(w, best, lines)
}

// maxDrawn is how many units a figure draws at most: of more, each would be thinner
// than can be printed.
const maxDrawn = 20_000

// whose is a tier, or the people, as the title of a figure has them.
func whose(tier string) model.Note {
	if tier == model.PublicTier {
		return model.NewNote("page-people")
	}
	return model.NewNote("page-units", tier)
}

// allOf is the same where no postposition follows it.
func allOf(tier string) model.Note {
	if tier == model.PublicTier {
		return model.NewNote("page-people-all")
	}
	return model.NewNote("page-units-all", tier)
}
