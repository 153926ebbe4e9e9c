package report

import (
	"math"
	"strconv"
	"strings"

	"harkara/cascade"
	"harkara/cascade/report/schema"
	"harkara/cascade/study"
	"harkara/model"
)

// PlaceAnswer is the best use of a budget that was found.
type PlaceAnswer struct {
	Budget  int64
	Measure study.Measure
	// Method is how: "computed" and "played" by answers along every path of a tree,
	// "sets" by plays of whole sets. Priced is true where money had a price.
	Method string
	Priced bool
	Trials int // plays that the answer is told of
	// Rows are what is chosen, in the order of the file and of units.
	Rows []PlaceRow
	// Sums are the same by action: at how many Units, of a Tier, what that costs and adds.
	Sums []PlaceRow
	// Reach is what it reaches as a share, Nothing what is reached without, Bound what no
	// use of the budget exceeds; NaN where none is known. Total is whose shares these are.
	Reach   cascade.Estimate
	Nothing float64
	// NothingHalf is how far Nothing may lie from its mean, with 95 % confidence; 0 where it
	// was computed.
	NothingHalf float64
	Bound       float64
	Total       float64
	// Curve is the best for less money.
	Curve   []PlacePoint
	Next    *PlaceNext // the best that differs, or nil
	Partial bool       // interrupted
	// Usual says why that share is made large where none was named: "goal", as the last goal is
	// about it, or "last", as it is of the public, or else of the last tier, at the last time.
	Usual string
}

// A PlaceRow is an action that is done, so often, at a unit; once for all where Unit is
// model.NoUnit. Adds is what the share is more than where it is left out.
type PlaceRow struct {
	Order  int // of the action in the file
	Action string
	Unit   model.Unit
	Path   string
	Code   string
	Times  int
	Cost   int64
	Adds   float64
	Units  int // of a sum
	Tier   int // of the action; −1 where it is done once
}

// A PlacePoint is the best share for some money.
type PlacePoint struct {
	Budget int64
	Value  float64
	Choice []int
	Once   []int
}

// PlaceNext is what differs in the best that differs, and what it reaches.
type PlaceNext struct {
	Changes []PlaceRow
	Reach   float64
}

// shownRows is how many rows tables for people have; CSV and JSON have all.
const shownRows = 20

// Place reports the best use of a budget.
func Place(a About, n *model.Network, p PlaceAnswer) Document {
	how := note("place-played", int64(p.Trials))
	switch {
	case p.Priced:
		how = note("place-priced")
	case p.Method == "computed":
		how = note("place-computed")
	case p.Method == "sets":
		how = note("place-sets", int64(p.Trials))
	}
	d := Document{Title: title(a), Under: []model.Note{note("dots", []model.Note{
		note("place-budget", p.Budget), note("measure-share", p.Measure.Tier, p.Measure.At), how,
	})}}
	for _, table := range []Table{p.sums(n), p.chosen(), p.curve()} {
		if len(table.Rows) > 0 {
			d.Tables = append(d.Tables, table)
		}
	}
	d.Notes = p.notes(n)
	d.Records = [][]string{{"action", "unit", "code", "times", "cost", "adds"}}
	placed, curve := []schema.ActionDone{}, []schema.Spent{}
	cost := int64(0)
	for _, r := range p.Rows {
		placed = append(placed, r.json())
		d.Records = append(d.Records, []string{r.Action, r.Path, r.Code, strconv.Itoa(r.Times), strconv.FormatInt(r.Cost, 10), float(r.Adds)})
		cost += r.Cost
	}
	for _, c := range p.Curve {
		curve = append(curve, schema.Spent{Budget: c.Budget, Reach: number(c.Value)})
	}
	var low, high *float64
	if p.NothingHalf > 0 {
		low, high = number(max(p.Nothing-p.NothingHalf, 0)), number(min(p.Nothing+p.NothingHalf, 1))
	}
	var next *schema.Next
	if p.Next != nil {
		next = &schema.Next{Changes: []schema.ActionDone{}, Reach: number(p.Next.Reach)}
		for _, r := range p.Next.Changes {
			next.Changes = append(next.Changes, r.json())
		}
	}
	d.Data = schema.Place{
		Format: "harkara.study/v1", Study: "place", Scenario: scenarioJSON(a), Partial: p.Partial, Budget: p.Budget,
		Cost: cost, Tier: p.Measure.Tier, At: p.Measure.At.Seconds(), Method: p.Method, Priced: p.Priced, Trials: p.Trials,
		Usual: p.Usual, Nothing: number(p.Nothing), NothingLow: low, NothingHigh: high, Reach: numbers(p.Reach), Bound: number(p.Bound), Units: p.Total, Chosen: placed, Curve: curve, Next: next,
	}
	return d
}

func (r *PlaceRow) json() schema.ActionDone {
	out := schema.ActionDone{Action: r.Action, Times: r.Times, Cost: r.Cost, Adds: number(r.Adds)}
	if r.Unit != model.NoUnit {
		out.Unit, out.Code = &r.Path, &r.Code
	}
	return out
}

// sums is the table of what is done by action.
func (p *PlaceAnswer) sums(n *model.Network) Table {
	t := Table{Columns: []Column{
		{Name: note("place-action"), Key: true}, {Name: note("col-units"), Right: true}, {Name: note("place-cost"), Right: true}, {Name: p.addsName(), Right: true},
	}}
	for _, r := range p.Sums {
		where := note("place-once")
		if r.Tier >= 0 {
			where = note("place-of", int64(r.Units), n.Tiers()[r.Tier], int64(n.InTier(r.Tier).Len()))
		}
		t.Rows = append(t.Rows, []Cell{textCell(r.Action), cellOf(where), countCell(r.Cost), cellOf(p.adds(r.Adds))})
	}
	return t
}

// chosen is the table of what is done, unit by unit.
func (p *PlaceAnswer) chosen() Table {
	t := Table{Columns: []Column{
		{Name: note("place-action"), Key: true}, {Name: note("col-unit"), Key: true}, {Name: note("place-cost"), Right: true}, {Name: p.addsName(), Right: true},
	}}
	rows := p.Rows[:min(len(p.Rows), shownRows)]
	for k, name := range unitNames(rows) {
		r := &rows[k]
		if r.Unit != model.NoUnit {
			t.Rows = append(t.Rows, []Cell{cellOf(r.what()), cellOf(note("verbatim", model.Called{Name: name, Code: r.Code})), countCell(r.Cost), cellOf(p.adds(r.Adds))})
		}
	}
	return t
}

// unitNames are the names of the units of rows, told apart.
func unitNames(rows []PlaceRow) []string {
	var all []nameAndPath
	known := map[string]bool{}
	for _, r := range rows {
		if !known[r.Path] {
			known[r.Path] = true
			all = append(all, nameAndPath{r.Path[strings.LastIndexByte(r.Path, '/')+1:], r.Path})
		}
	}
	names := map[string]string{}
	for k, name := range distinct(all) {
		names[all[k].path] = name
	}
	var out []string
	for _, r := range rows {
		out = append(out, names[r.Path])
	}
	return out
}

func (r *PlaceRow) what() model.Note {
	if r.Times != 1 && r.Times != -1 {
		return note("place-times", r.Action, int64(max(r.Times, -r.Times)))
	}
	return verbatim(r.Action)
}

// addsName heads what an action adds: whom the figures in brackets count.
func (p *PlaceAnswer) addsName() model.Note {
	switch p.Measure.Tier {
	case model.PublicTier:
		return note("place-adds-people")
	case model.HouseholdTier:
		return note("place-adds-households")
	}
	return note("place-adds-units", p.Measure.Tier)
}

// adds is what an action adds: in points of the share, and in brackets in units or people.
func (p *PlaceAnswer) adds(x float64) model.Note {
	if math.IsNaN(x) {
		return note("dash")
	}
	return note("place-points", 100*x, meanCount(x*p.Total))
}

// meanCount is a mean number, which is not rounded to nothing: below ten it has two digits.
func meanCount(x float64) model.Note {
	if size := math.Abs(x); size < 9.95 && size >= 0.0005 {
		return note("few", x)
	}
	return note("count", int64(math.Round(x)))
}

// curve is the table of the best for less money.
func (p *PlaceAnswer) curve() Table {
	t := Table{Columns: []Column{{Name: note("place-money"), Right: true, Key: true}, {Name: note("measure-share", p.Measure.Tier, p.Measure.At), Right: true}}}
	for _, c := range p.Curve {
		x := cellOf(note("dash"))
		if !math.IsNaN(c.Value) {
			x = cell("share", c.Value)
		}
		t.Rows = append(t.Rows, []Cell{countCell(c.Budget), x})
	}
	return t
}

// notes say what is reached, what no other use of the money exceeds, and what comes next.
func (p *PlaceAnswer) notes(n *model.Network) []model.Note {
	var out []model.Note
	switch share := note("measure-share", p.Measure.Tier, p.Measure.At); p.Usual {
	case "goal":
		out = append(out, note("place-usual-goal", share))
	case "last":
		out = append(out, note("place-usual-last", share))
	}
	cost := int64(0)
	for _, r := range p.Rows {
		cost += r.Cost
	}
	if len(p.Rows) > shownRows {
		out = append(out, note("place-more", int64(len(p.Rows)-shownRows)))
	}
	switch {
	case len(p.Rows) == 0:
		out = append(out, note("place-none", p.Reach.Value*100))
	case p.Method == "computed":
		out = append(out, note("place-reach", cost, p.Reach.Value*100, p.Nothing*100))
	default:
		out = append(out, note("place-reach-played", cost, p.Reach.Value*100, p.Reach.Low*100, p.Reach.High*100, p.Nothing*100))
	}
	switch {
	case math.IsNaN(p.Bound):
		out = append(out, note("place-no-bound"))
	case p.Method == "computed" && !p.Priced && p.Bound-p.Reach.Value < 5e-5:
		out = append(out, note("place-best"))
	case p.Method == "computed":
		out = append(out, note("place-bound", p.Bound*100))
	default:
		out = append(out, note("place-bound-played", p.Bound*100))
	}
	if p.Next != nil && len(p.Next.Changes) > 0 && !math.IsNaN(p.Next.Reach) {
		var changes []model.Note
		names := unitNames(p.Next.Changes)
		for k, r := range p.Next.Changes {
			if k == 4 {
				changes = append(changes, note("place-and-more", int64(len(p.Next.Changes)-4)))
				break
			}
			kind := "place-with"
			if r.Times < 0 {
				kind = "place-without"
			}
			changes = append(changes, note(kind, r.what(), names[k]))
		}
		kind := "place-next"
		if p.Method != "computed" && p.Next.Reach >= p.Reach.Value {
			kind = "place-next-alike" // by other plays than those that chose
		}
		out = append(out, note(kind, p.Next.Reach*100, note("commas", changes)))
	}
	if p.Partial {
		out = append(out, note("place-partial"))
	}
	return out
}
