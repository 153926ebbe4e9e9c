package html

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"

	"harkara/model"
	"harkara/model/scenario"
)

// varied is a study of what values do: a sweep, a sensitivity, or the best use of a budget.
func (p *page) varied(x *Part) error {
	var s study
	if err := read(x.Data, &s); err != nil {
		return err
	}
	title := x.Title
	if title.Kind == "" { // of a file, which has no sentences
		title = s.Scenario.title()
	}
	p.heading(title, x.Under)
	if x.Title.Kind == "" {
		p.changes(&s.Scenario)
	}
	p.data(x.Data)
	write := map[string]func(json.RawMessage) error{"sweep": p.sweep, "sensitivity": p.sensitivity, "place": p.study}[s.Study]
	if err := write(x.Data); err != nil {
		return err
	}
	var notes []model.Note
	for _, n := range x.Notes {
		if !inTables[n.Kind] {
			notes = append(notes, n)
		}
	}
	p.notes(notes)
	return nil
}

// inTables are notes on tables of the terminal, of which the page tells in its own.
var inTables = map[string]bool{"place-more": true, "place-none": true, "place-reach": true, "place-reach-played": true, "place-no-bound": true, "place-best": true, "place-bound": true, "place-bound-played": true, "place-next": true, "place-partial": true, "left-out": true, "guess-of-all": true, "untold": true}

// heading says what is looked at.
func (s *study) heading(of string) model.Note {
	i := slices.IndexFunc(s.Measures, func(m measure) bool { return m.Of == of })
	if i < 0 {
		return verbatim(of)
	}
	m := s.Measures[i]
	share, at := 0.0, 0.0
	if m.Share != nil {
		share = *m.Share * 100
	}
	if m.At != nil {
		at = *m.At
	}
	switch m.Kind {
	case "time":
		return say("page-time-to", share, m.Tier)
	case "goal":
		return say("measure-goal", share, m.Tier, at)
	}
	return say("measure-share", m.Tier, at)
}

// isTime tells whether what is looked at is a time, in seconds; else it is a share.
func isTime(of string) bool { return strings.HasPrefix(of, "time:") }

// axis is that of what is looked at, up to most, and where it ends.
func axis(of string, most float64) ([]tick, float64) {
	if isTime(of) {
		end := niceEnd(most)
		return times(end, 5), end
	}
	return of100(), 1
}

// quantity is a share or a time as a cell says it.
func quantity(of string, x *float64) model.Note {
	switch {
	case x == nil:
		return say("dash")
	case isTime(of):
		return say("time", *x)
	}
	return say("page-share", *x)
}

// sweep shows answers over the value that varies, each measure by itself, and the table
// of all.
func (p *page) sweep(raw json.RawMessage) error {
	var s sweep
	if err := read(raw, &s); err != nil {
		return err
	}
	if len(s.Points) == 0 || len(s.Points[0].Values) == 0 {
		return nil
	}
	p.open("section", "class", "sweep", "aria-labelledby", "sweep-"+strconv.Itoa(p.n))
	p.el("h2", say("page-sweep"), "id", "sweep-"+strconv.Itoa(p.n))
	for m := range s.Points[0].Answers {
		p.sweepChart(&s, m)
	}
	p.sweepTable(&s)
	p.close("section")
	return nil
}

// A series is the points of a sweep that differ in the value of one path only.
type series struct {
	name   string // the other values
	points []int
}

// mostSeries is how many lines a drawing of a sweep has at most.
const mostSeries = 7

// across is which path of a sweep is drawn from left to right, that with most values,
// and a series for each combination of the others.
func (s *sweep) across() (path int, all []series) {
	most := 0
	for k := range s.Points[0].Values {
		seen := map[string]bool{}
		for i := range s.Points {
			seen[s.Points[i].Values[k].Value] = true
		}
		if len(seen) > most {
			path, most = k, len(seen)
		}
	}
	for i := range s.Points {
		var others []string
		for k, v := range s.Points[i].Values {
			if k != path {
				others = append(others, short(v.Path)+"="+v.Value)
			}
		}
		name := strings.Join(others, ", ")
		at := slices.IndexFunc(all, func(x series) bool { return x.name == name })
		if at < 0 {
			at, all = len(all), append(all, series{name: name})
		}
		all[at].points = append(all[at].points, i)
	}
	if len(all) == len(s.Points) && len(all) > 1 { // values that go in step
		one := series{}
		for i := range s.Points {
			one.points = append(one.points, i)
		}
		return path, []series{one}
	}
	return path, all
}

// places are where the values of a path stand on an axis, and its marks: numbers by
// what they are, or else one beside the other.
func (s *sweep) places(path int) (at map[string]float64, marks []tick) {
	var names []string
	var numbers []float64
	at = map[string]float64{}
	counted := true
	for i := range s.Points {
		v := s.Points[i].Values[path].Value
		if slices.Contains(names, v) {
			continue
		}
		x, _, ok := scenario.ParseQuantity(v)
		counted = counted && ok
		names, numbers = append(names, v), append(numbers, x)
	}
	low, high := slices.Min(numbers), slices.Max(numbers)
	for i, v := range names {
		switch {
		case counted && high > low:
			at[v] = (numbers[i] - low) / (high - low)
		default:
			at[v] = (float64(i) + 0.5) / float64(len(names))
		}
	}
	order := slices.Clone(names)
	slices.SortStableFunc(order, func(a, b string) int {
		switch {
		case at[a] < at[b]:
			return -1
		case at[a] > at[b]:
			return 1
		}
		return 0
	})
	last := math.Inf(-1)
	for _, v := range order {
		if at[v] >= last+0.125 {
			marks, last = append(marks, tick{at[v], verbatim(v)}), at[v]
		}
	}
	return at, marks
}

// short is the end of a path.
func short(path string) string {
	parts := strings.Split(path, ".")
	return strings.Join(parts[max(len(parts)-2, 0):], ".")
}

func (p *page) sweepChart(s *sweep, m int) {
	path, all := s.across()
	if len(all) > mostSeries {
		return
	}
	of := s.Points[0].Answers[m].Of
	place, marks := s.places(path)
	name := s.Points[0].Values[path].Path
	most := 0.0
	for i := range s.Points {
		for _, x := range []*float64{s.Points[i].Answers[m].Value, s.Points[i].Answers[m].P95} {
			if x != nil {
				most = max(most, *x)
			}
		}
	}
	y, end := axis(of, most)
	c := chart{about: say("page-sweep-of", s.heading(of), name), x: marks, y: y}
	for k, one := range all {
		slices.SortStableFunc(one.points, func(a, b int) int {
			return int(math.Copysign(1, place[s.Points[a].Values[path].Value]-place[s.Points[b].Values[path].Value]))
		})
		l := line{class: "c" + strconv.Itoa(k%7), dots: true}
		band := area{class: "band"}
		for _, i := range one.points {
			a := s.Points[i].Answers[m]
			x := place[s.Points[i].Values[path].Value]
			v := numbers([]*float64{a.Value, a.P05, a.P95})
			l.x, l.y = append(l.x, x), append(l.y, v[0]/end)
			band.x, band.low, band.high = append(band.x, x), append(band.low, v[1]/end), append(band.high, v[2]/end)
		}
		if one.name != "" {
			l.name = verbatim(one.name)
		}
		if len(all) == 1 {
			c.areas = append(c.areas, band)
		}
		c.lines = append(c.lines, l)
	}
	p.open("figure", "class", "swept")
	p.open("figcaption").say(c.about)
	if len(all) == 1 && !isTime(of) {
		p.raw(" ").say(say("page-sweep-band"))
	}
	p.close("figcaption")
	p.draw(c)
	p.close("figure")
}

func (p *page) sweepTable(s *sweep) {
	t := p.table(say("page-sweep-caption"), false)
	for _, v := range s.Points[0].Values {
		t.head(verbatim(v.Path), false)
	}
	for _, a := range s.Points[0].Answers {
		t.head(s.heading(a.Of), true)
	}
	for i := range s.Points {
		t.row()
		for _, v := range s.Points[i].Values {
			t.cell(verbatim(v.Value), "", false)
		}
		for _, a := range s.Points[i].Answers {
			n := quantity(a.Of, a.Value)
			if !isTime(a.Of) && a.Value != nil && a.P05 != nil && a.P95 != nil && *a.P05 < *a.P95 {
				n = say("page-share-range", *a.Value, *a.P05, *a.P95)
			}
			t.cell(n, value(a.Value), true)
		}
	}
	t.end()
	p.open("button", "type", "button", "class", "csv").say(say("page-csv")).close("button")
}

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
		p.open("button", "type", "button", "class", "csv").say(say("page-csv")).close("button")
		p.close("figure")
	}
	p.close("section")
	return nil
}

// name is what an index is of: a path, or several that move together.
func (x *index) name() model.Note {
	if len(x.Paths) == 0 {
		return say("dash")
	}
	if len(x.Paths) > 1 {
		return verbatim(x.Paths[0] + " (+" + strconv.Itoa(len(x.Paths)-1) + ")")
	}
	return verbatim(x.Paths[0])
}

// ends says the range of an index, that of its first path.
func (x *index) ends() model.Note {
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
	slices.SortStableFunc(list, func(a, b index) int {
		switch {
		case wide(a) > wide(b):
			return -1
		case wide(a) < wide(b):
			return 1
		}
		return 0
	})
	low, high := *a.Guess, *a.Guess
	for _, x := range list {
		for _, y := range []*float64{x.AtLow, x.AtHigh} {
			if y != nil {
				low, high = min(low, *y), max(high, *y)
			}
		}
	}
	lucky := a.P05 != nil && a.P95 != nil && *a.P05 < *a.P95
	if lucky {
		low, high = min(low, *a.P05), max(high, *a.P95)
	}
	if high-low < 1e-12 {
		high = low + 1
	}
	shared := len(list) > 0 && list[0].Shapley != nil
	p.el("figcaption", say("page-tornado", s.heading(a.Of), quantity(a.Of, a.Guess)))
	t := p.table(model.Note{}, false)
	t.head(say("page-value"), false)
	t.head(say("page-swing"), true)
	t.head(say("col-at-low"), true)
	t.head(say("col-at-high"), true)
	t.head(say("col-in-all"), true)
	t.head(say("col-by-itself"), true)
	if shared {
		t.head(say("col-shapley"), true)
	}
	for i := range list {
		x := &list[i]
		t.row()
		t.name(x.name())
		t.open("td", "class", "swing")
		p.swing(low, high, *a.Guess, x.AtLow, x.AtHigh)
		t.say(x.ends()).close("td")
		t.cell(quantity(a.Of, x.AtLow), value(x.AtLow), true)
		t.cell(quantity(a.Of, x.AtHigh), value(x.AtHigh), true)
		t.part(x.Total)
		t.part(x.First)
		if shared {
			t.part(x.Shapley)
		}
	}
	if lucky {
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
	if e == nil || e.Value == nil {
		t.cell(say("dash"), "null", true)
		return
	}
	t.cell(say("page-share", *e.Value), value(e.Value), true)
}

// explained are the parts of the spread that values explain, where there are no answers
// at the ends of their ranges.
func (p *page) explained(s *sensitivity, a *indices) {
	p.el("figcaption", say("page-explained", s.heading(a.Of)))
	t := p.table(model.Note{}, false)
	for i, h := range []string{"page-value", "col-in-all", "col-by-itself"} {
		t.head(say(h), i > 0)
	}
	for i := range a.Values {
		x := &a.Values[i]
		t.row()
		t.name(x.name())
		if x.Total == nil || x.Total.Value == nil {
			t.part(nil)
		} else {
			t.open("td", "class", "n bar", "data-v", value(x.Total.Value))
			p.bar("gain", 0, min(max(*x.Total.Value, 0), 1), x.Total.Low, x.Total.High, 1)
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
	p.el("figcaption", say("page-effects", s.heading(a.Of)))
	t := p.table(model.Note{}, false)
	for i, h := range []string{"page-value", "col-effect", "col-effect-sd", "col-range"} {
		t.head(say(h), i == 1 || i == 2)
	}
	for i := range a.Values {
		x := &a.Values[i]
		t.row()
		t.name(x.name())
		if x.Effect == nil || x.Effect.Value == nil {
			t.cell(say("dash"), "null", true)
		} else {
			t.open("td", "class", "n bar", "data-v", value(x.Effect.Value))
			p.bar("gain", 0, *x.Effect.Value/most, x.Effect.Low, x.Effect.High, most)
			t.say(quantity(a.Of, x.Effect.Value)).close("td")
		}
		t.cell(quantity(a.Of, x.SD), value(x.SD), true)
		t.cell(x.ends(), "", false)
	}
	t.end()
}
