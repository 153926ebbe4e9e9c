package html

import (
	"cmp"
	"encoding/json"
	"math"
	"slices"
	"strconv"

	"harkara/model"
)

// sensitivity shows what each value that is not known does, a tornado for each measure.
func (p *page) sensitivity(raw json.RawMessage) error {
	var s sensitivity
	if err := read(raw, &s); err != nil {
		return err
	}
	p.open("section", "class", "sensitivity", "aria-labelledby", "sensitivity-"+strconv.Itoa(p.n))
	p.el("h2", say("page-guess"), "id", "sensitivity-"+strconv.Itoa(p.n))
	for i := range s.Answers {
		a := &s.Answers[i]
		if len(a.Values) == 0 {
			continue
		}
		p.open("figure", "class", "matters")
		switch {
		case s.Method == "morris":
			p.effects(&s, a)
		case a.Guess != nil:
			p.tornado(&s, a)
		default:
			p.explained(&s, a)
		}
		p.csvButton()
		p.close("figure")
	}
	p.close("section")
	return nil
}

// valueName is what an index is of: a path, or several that move together.
func valueName(x *index) model.Note {
	if len(x.Paths) == 0 {
		return say("dash")
	}
	if len(x.Paths) > 1 {
		return verbatim(x.Paths[0] + " (+" + strconv.Itoa(len(x.Paths)-1) + ")")
	}
	return verbatim(x.Paths[0])
}

// rangeOf says the range of an index, that of its first path.
func rangeOf(x *index) model.Note {
	if len(x.Low) == 0 || len(x.High) == 0 {
		return say("dash")
	}
	return say("from-to", x.Low[0], x.High[0])
}

// tornado draws the answers at the ends of each range about the line of best guesses,
// the value that moves it most first, and luck below.
func (p *page) tornado(s *sensitivity, a *indices) {
	list := slices.Clone(a.Values)
	wide := func(x index) float64 {
		if x.AtLow == nil || x.AtHigh == nil {
			return -1
		}
		return math.Abs(*x.AtHigh - *x.AtLow)
	}
	slices.SortStableFunc(list, func(a, b index) int { return cmp.Compare(wide(b), wide(a)) })
	low, high := *a.Guess, *a.Guess
	for _, x := range list {
		for _, y := range []*float64{x.AtLow, x.AtHigh} {
			if y != nil {
				low, high = min(low, *y), max(high, *y)
			}
		}
	}
	ranged := a.P05 != nil && a.P95 != nil && *a.P05 < *a.P95
	if ranged {
		low, high = min(low, *a.P05), max(high, *a.P95)
	}
	if high-low < 1e-12 {
		high = low + 1
	}
	shared := len(list) > 0 && list[0].Shapley != nil
	p.el("figcaption", say("page-tornado", measureOf(s.Measures, a.Of), quantity(a.Of, a.Guess)))
	t := p.table(model.Note{}, false)
	t.heads(1, "page-value", "page-swing", "col-at-low", "col-at-high", "col-in-all", "col-by-itself")
	if shared {
		t.head(say("col-shapley"), true)
	}
	for i := range list {
		x := &list[i]
		t.row()
		t.name(valueName(x))
		t.open("td", "class", "swing")
		p.swing(low, high, *a.Guess, x.AtLow, x.AtHigh)
		t.say(rangeOf(x)).close("td")
		t.cell(quantity(a.Of, x.AtLow), value(x.AtLow), true)
		t.cell(quantity(a.Of, x.AtHigh), value(x.AtHigh), true)
		t.part(x.Total)
		t.part(x.First)
		if shared {
			t.part(x.Shapley)
		}
	}
	if ranged {
		t.row()
		t.name(say("plot-luck"))
		t.open("td", "class", "swing luck")
		p.swing(low, high, *a.Guess, a.P05, a.P95)
		t.close("td")
		t.cell(quantity(a.Of, a.P05), value(a.P05), true)
		t.cell(quantity(a.Of, a.P95), value(a.P95), true)
		for range 2 + map[bool]int{true: 1}[shared] {
			t.cell(say("dash"), "", true)
		}
	}
	t.end()
}

// swing is a bar from one answer to another about a line, on an axis from low to high:
// the part to the low end of the value, and that to its high end.
func (p *page) swing(low, high, guess float64, a, b *float64) {
	at := func(x float64) float64 { return 1 + (x-low)/(high-low)*98 }
	p.open("svg", "class", "swing", "width", "100%", "height", "18", "aria-hidden", "true", "focusable", "false")
	for _, end := range []struct {
		class string
		x     *float64
	}{{"low", a}, {"high", b}} {
		if end.x != nil {
			from, to := min(at(*end.x), at(guess)), max(at(*end.x), at(guess))
			p.open("rect", "class", end.class, "x", px(from)+"%", "width", px(to-from)+"%", "y", "3", "height", "12").close("rect")
		}
	}
	p.open("line", "class", "zero", "x1", px(at(guess))+"%", "x2", px(at(guess))+"%", "y1", "0", "y2", "18").close("line")
	p.close("svg")
}

// part is a cell of the part of the spread that a value explains.
func (t *table) part(e *estimate) {
	if e == nil {
		e = &estimate{}
	}
	t.share(e.Value)
}

// explained are the parts of the spread that values explain, where there are no answers
// at the ends of their ranges.
func (p *page) explained(s *sensitivity, a *indices) {
	p.el("figcaption", say("page-explained", measureOf(s.Measures, a.Of)))
	t := p.table(model.Note{}, false)
	t.heads(1, "page-value", "col-in-all", "col-by-itself")
	most := 1e-9
	for _, x := range a.Values {
		if x.Total != nil && x.Total.Value != nil {
			most = max(most, *x.Total.Value, reaches(*x.Total))
		}
	}
	for i := range a.Values {
		x := &a.Values[i]
		t.row()
		t.name(valueName(x))
		if x.Total == nil || x.Total.Value == nil {
			t.part(nil)
		} else {
			t.open("td", "class", "n bar", "data-v", value(x.Total.Value))
			p.bar("gain", 0, max(*x.Total.Value, 0)/most, x.Total.Low, x.Total.High, most)
			t.say(say("page-share", *x.Total.Value)).close("td")
		}
		t.part(x.First)
	}
	t.end()
}

// effects are the mean sizes of Morris's effects, with their bounds.
func (p *page) effects(s *sensitivity, a *indices) {
	most := 1e-12
	for _, x := range a.Values {
		if x.Effect != nil && x.Effect.High != nil {
			most = max(most, *x.Effect.High)
		}
	}
	p.el("figcaption", say("page-effects", measureOf(s.Measures, a.Of)))
	t := p.table(model.Note{}, false)
	for i, h := range []string{"page-value", "col-effect", "col-effect-sd", "col-range"} {
		t.head(say(h), i == 1 || i == 2)
	}
	for i := range a.Values {
		x := &a.Values[i]
		t.row()
		t.name(valueName(x))
		if x.Effect == nil || x.Effect.Value == nil {
			t.cell(say("dash"), "null", true)
		} else {
			t.open("td", "class", "n bar", "data-v", value(x.Effect.Value))
			p.bar("gain", 0, *x.Effect.Value/most, x.Effect.Low, x.Effect.High, most)
			t.say(quantity(a.Of, x.Effect.Value)).close("td")
		}
		t.cell(quantity(a.Of, x.SD), value(x.SD), true)
		t.cell(rangeOf(x), "", false)
	}
	t.end()
}
