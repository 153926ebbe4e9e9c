package html

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"

	"harkara/cascade/report/schema"
	"harkara/cascade/report/words"
	"harkara/model"
)

// money shows the best use of a budget: what it reaches, the best for less money as a
// curve, and what is done where.
func (v *view) money() {
	b := v.best
	v.open("div", "class", "place")
	v.el("h3", say("page-place", b.Budget))
	for i, n := range v.reached(b) {
		class := []string{}
		if i == 0 {
			class = []string{"class", "do"}
		}
		v.el("p", n, class...)
	}
	v.moneyCurve(b)
	v.chosen(b)
	v.close("div")
}

// reached says what the best use reaches, what no other exceeds, and the next best.
func (v *view) reached(b *place) (out []model.Note) {
	who, when := tierName(b.Tier), v.moment(b.At)
	switch {
	case b.Reach == nil || b.Reach.Value == nil || b.Nothing == nil:
		out = append(out, say("page-lead-nobody"))
	case len(b.Chosen) == 0:
		out = append(out, say("page-place-none", *b.Nothing, who, when))
	default:
		out = append(out, v.placeReach(b, who, when)...)
	}
	switch b.Usual {
	case "goal":
		out = append(out, say("page-place-usual-goal"))
	case "last":
		out = append(out, say("page-place-usual-last"))
	}
	if b.Partial {
		out = append(out, say("page-place-partial"))
	}
	if b.Bound == nil {
		out = append(out, say("page-place-no-bound"))
	} else {
		out = append(out, say("page-place-bound", *b.Bound))
	}
	if b.Next != nil && b.Next.Reach != nil && len(b.Next.Changes) > 0 {
		var changes []model.Note
		for _, c := range b.Next.Changes[:min(len(b.Next.Changes), shownChanges)] {
			kind := "place-with"
			if c.Times < 0 {
				kind = "place-without"
			}
			changes = append(changes, say(kind, actionOf(&c), whereOf(&c)))
		}
		if more := len(b.Next.Changes) - len(changes); more > 0 {
			changes = append(changes, say("place-and-more", int64(more)))
		}
		out = append(out, say("page-place-next", *b.Next.Reach, say("commas", changes)))
	}
	return append(out, v.foundBy(b))
}

// placeReach says what the best use reaches, and what is reached without; where plans stand
// beside it, whose plays are others, also that the two numbers without differ by luck.
func (v *view) placeReach(b *place, who, when model.Note) []model.Note {
	half := halfWidth(b.NothingLow, b.NothingHigh)
	if half == 0 {
		return []model.Note{say("page-place-reach", b.Cost, *b.Reach.Value, who, when, *b.Nothing)}
	}
	out := []model.Note{say("page-place-reach-played", b.Cost, *b.Reach.Value, who, when, *b.Nothing, half)}
	if v.plans != nil && len(v.plans.Rows) > 0 {
		out = append(out, say("page-place-plays", int64(b.Trials), int64(v.plans.Trials)))
	}
	return out
}

// halfWidth is half of what lies between bounds in points of a percent, to the next tenth
// above; 0 where there are none.
func halfWidth(low, high *float64) float64 {
	if low == nil || high == nil {
		return 0
	}
	return math.Ceil((*high-*low)*500-1e-9) / 10
}

// shownChanges is how many changes of the next best are told.
const shownChanges = 4

// foundBy says how the best was looked for.
func (v *view) foundBy(b *place) model.Note {
	switch {
	case b.Priced:
		return say("page-place-priced")
	case b.Method == "computed":
		return say("page-place-computed")
	case b.Method == "sets":
		return say("page-place-sets", int64(b.Trials))
	}
	return say("page-place-played", int64(b.Trials))
}

func actionOf(c *schema.ActionDone) model.Note {
	if c.Times != 1 && c.Times != -1 {
		return say("place-times", c.Action, int64(max(c.Times, -c.Times)))
	}
	return verbatim(c.Action)
}

func whereOf(c *schema.ActionDone) model.Note {
	if c.Unit == nil {
		return say("place-once")
	}
	return verbatim(*c.Unit)
}

// moneyCurve draws the best share over the money there is, between what is reached
// without any and what no use of it exceeds.
func (v *view) moneyCurve(b *place) {
	l := line{class: "c0", name: say("page-place-best"), dots: true}
	low, high := math.Inf(1), math.Inf(-1)
	for _, c := range b.Curve {
		if c.Reach != nil {
			low, high = min(low, *c.Reach), max(high, *c.Reach)
		}
	}
	if low >= high || b.Budget <= 0 {
		return // one point is no curve
	}
	lines := []line{{class: "c6 quiet", name: say("page-without")}}
	at := []float64{low}
	if b.Nothing != nil {
		at = []float64{*b.Nothing}
	}
	if b.Bound != nil {
		lines, at = append(lines, line{class: "c6 dashed", name: say("page-place-most")}), append(at, *b.Bound)
	}
	marks, from, to := shares(min(low, slices.Min(at)), max(high, slices.Max(at)))
	height := func(x float64) float64 { return (x - from) / (to - from) }
	for _, c := range b.Curve {
		l.x = append(l.x, float64(c.Budget)/float64(b.Budget))
		l.y = append(l.y, math.NaN())
		if c.Reach != nil {
			l.y[len(l.y)-1] = height(*c.Reach)
		}
	}
	for i := range lines {
		lines[i].x, lines[i].y = []float64{0, 1}, []float64{height(at[i]), height(at[i])}
	}
	money, end := counts(float64(b.Budget))
	for i := range money {
		money[i].at *= end / float64(b.Budget)
	}
	money = slices.DeleteFunc(money, func(t tick) bool { return t.at > 1+1e-9 })
	about := say("page-place-curve", tierName(b.Tier), v.moment(b.At))
	v.open("figure", "class", "spent")
	v.el("figcaption", about)
	v.draw(chart{about: about, x: money, y: marks, lines: append(lines, l)})
	v.el("p", say("place-money"), "class", "axis")
	t := v.table(model.Note{}, true)
	t.head(say("place-money"), true)
	t.head(say("measure-share", b.Tier, b.At), true)
	for _, c := range b.Curve {
		t.row()
		t.cell(say("count", c.Budget), strconv.FormatInt(c.Budget, 10), true)
		t.share(c.Reach)
	}
	t.endFolded()
	v.close("figure")
}

// shares are marks of an axis of shares from below one to above another, which need not
// begin at nothing: it is lines that stand on it.
func shares(low, high float64) (marks []tick, from, to float64) {
	step := words.Step(max(high-low, 1e-5) * 100 / 4)
	first, last := math.Floor(low*100/step+1e-9), math.Ceil(high*100/step-1e-9)
	if last <= first {
		last = first + 1
	}
	from, to = first*step/100, last*step/100
	for k := first; k <= last; k++ {
		marks = append(marks, tick{(k - first) / (last - first), verbatim(strconv.FormatFloat(words.TenDigits(k*step), 'f', -1, 64) + " %")})
	}
	return marks, from, to
}

// mostChosen is how many actions the table lists; the JSON has all.
const mostChosen = 500

// chosen is the table of what is done where; the script sorts and searches it.
func (v *view) chosen(b *place) {
	if len(b.Chosen) == 0 {
		return
	}
	rows := b.Chosen[:min(len(b.Chosen), mostChosen)]
	v.el("h3", say("page-place-set"))
	v.open("div", "class", "sortable")
	t := v.table(model.Note{}, false)
	t.heads(2, "col-unit", "place-action", "place-cost", "page-place-adds")
	most := 1e-12
	for _, c := range rows {
		if c.Adds != nil {
			most = max(most, math.Abs(*c.Adds))
		}
	}
	for _, c := range rows {
		t.row()
		t.name(whereOf(&c))
		t.cell(actionOf(&c), "", false)
		t.cell(say("count", c.Cost), strconv.FormatInt(c.Cost, 10), true)
		t.open("td", "class", "n bar", "data-v", value(c.Adds))
		if c.Adds == nil {
			t.say(say("dash")).close("td")
			continue
		}
		v.bar("gain", 0, max(*c.Adds, 0)/most, nil, nil, most)
		t.say(say("page-small-points", *c.Adds*100)).close("td")
	}
	t.end()
	v.csvButton()
	v.close("div")
	if more := len(b.Chosen) - len(rows); more > 0 {
		v.el("p", say("page-place-more", int64(more)))
	}
}

// readPlace is the best use of a budget that stands in a study; nil where another does.
func readPlace(raw json.RawMessage) (*place, error) {
	var s schema.Study
	if err := read(raw, &s); err != nil || s.Study != "place" {
		return nil, err
	}
	p := &place{}
	return p, read(raw, p)
}
