package html

import (
	"cmp"
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"

	"harkara/cascade/report/schema"
	"harkara/model"
	"harkara/model/scenario"
)

// varied is a study of what values do: a sweep, a sensitivity, or the best use of a budget.
func (p *page) varied(x *Part) error {
	var s schema.Study
	if err := read(x.Data, &s); err != nil {
		return err
	}
	title := x.Title
	if title.Kind == "" { // of a file, which has no sentences
		title = titleOf(&s.Scenario)
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
var inTables = map[string]bool{"place-more": true, "place-none": true, "place-reach": true, "place-reach-played": true, "place-no-bound": true, "place-best": true, "place-bound": true, "place-bound-played": true, "place-next": true, "place-next-alike": true, "place-partial": true, "left-out": true, "guess-of-all": true, "guess-of-all-known": true, "untold": true}

// measureOf says what is looked at.
func measureOf(measures []measure, of string) model.Note {
	i := slices.IndexFunc(measures, func(m measure) bool { return m.Of == of })
	if i < 0 {
		return verbatim(of)
	}
	m := measures[i]
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
func across(s *sweep) (path int, all []series) {
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
func places(s *sweep, path int) (at map[string]float64, marks []tick) {
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
	slices.SortStableFunc(order, func(a, b string) int { return cmp.Compare(at[a], at[b]) })
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
	path, all := across(s)
	if len(all) > mostSeries {
		return
	}
	of := s.Points[0].Answers[m].Of
	place, marks := places(s, path)
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
	c := chart{about: say("page-sweep-of", measureOf(s.Measures, of), name), x: marks, y: y}
	for k, one := range all {
		slices.SortStableFunc(one.points, func(a, b int) int {
			return cmp.Compare(place[s.Points[a].Values[path].Value], place[s.Points[b].Values[path].Value])
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
		t.head(measureOf(s.Measures, a.Of), true)
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
	p.csvButton()
}
