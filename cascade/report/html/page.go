package html

import (
	"bytes"
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"time"

	"harkara/model"
)

// page is the main part of a page that is being written.
type page struct {
	*markup
	title model.Note // of the first answer
	n     int        // of answers so far
	start time.Time  // of the answer that is written; zero where it has none
}

// part writes one answer.
func (p *page) part(x *Part) error {
	p.n++
	p.start, p.names = time.Time{}, namesIn(x.Data, x.Names)
	if len(x.Data) == 0 || !Known(x.Data) {
		p.plain(x)
		return nil
	}
	switch format(x.Data) {
	case "harkara.report/v1":
		return p.look(x)
	case "harkara.result/v1":
		var r result
		if err := read(x.Data, &r); err != nil {
			return err
		}
		p.data(x.Data)
		p.answers(&r, nil)
	case "harkara.study/v1":
		return p.varied(x)
	default:
		p.heading(x.Title, x.Under)
		p.data(x.Data)
		if err := p.study(x.Data); err != nil {
			return err
		}
	}
	return nil
}

// heading is the title of an answer, and the lines under it.
func (p *page) heading(title model.Note, under []model.Note) {
	if p.title.Kind == "" {
		p.title = title
	}
	tag := "h1"
	if p.n > 1 {
		tag = "h2"
	}
	if title.Kind != "" {
		p.el(tag, title, "class", "title", "dir", "auto")
	}
	for _, n := range under {
		p.el("p", n, "class", "under")
	}
}

// data is what the script draws from.
func (p *page) data(raw json.RawMessage) {
	var small, safe bytes.Buffer
	if json.Compact(&small, raw) != nil {
		return
	}
	json.HTMLEscape(&safe, small.Bytes())
	p.open("script", "type", "application/json", "class", "data").raw(invisibleEscaped(safe.String())).close("script")
}

// plain is an answer without pictures.
func (p *page) plain(x *Part) {
	p.heading(x.Title, x.Under)
	for i := range x.Tables {
		p.tableOf(&x.Tables[i])
	}
	p.notes(x.Notes)
}

func (p *page) notes(notes []model.Note) {
	if len(notes) == 0 {
		return
	}
	p.open("ul", "class", "notes")
	for _, n := range notes {
		p.el("li", n)
	}
	p.close("ul")
}

func (p *page) tableOf(t *Table) {
	b := p.table(t.Caption, false)
	for i, h := range t.Header {
		b.head(h, i < len(t.Number) && t.Number[i])
	}
	for _, row := range t.Rows {
		b.row()
		for i, c := range row {
			b.cell(c, "", i < len(t.Number) && t.Number[i])
		}
	}
	b.end()
}

// look is an answer with all its pictures.
func (p *page) look(x *Part) error {
	var l look
	if err := read(x.Data, &l); err != nil {
		return err
	}
	var r result
	if err := read(l.Result, &r); err != nil {
		return err
	}
	if l.Scenario.Start != "" {
		start, err := time.Parse(time.RFC3339, l.Scenario.Start)
		if err != nil {
			return err
		}
		if zone, err := time.LoadLocation(l.Scenario.Zone); err == nil {
			start = start.In(zone)
		}
		p.start = start
	}
	p.data(x.Data)
	p.answers(&r, &l)
	return nil
}

// answers are those of each message, one below the other.
func (p *page) answers(r *result, l *look) {
	p.heading(titleOf(&r.Scenario), nil)
	p.changes(&r.Scenario)
	for i, a := range append([]answer{r.Answer}, r.More...) {
		if len(r.More) > 0 {
			p.el("h2", say("title-message", a.Message), "class", "message")
		}
		var part *lookPart
		if l != nil && i < len(l.Parts) {
			part = &l.Parts[i]
		}
		v := &view{page: p, r: r, a: &a, l: l, part: part, index: i}
		v.readStudies()
		p.open("article", "class", "answer", "data-answer", strconv.Itoa(p.n-1), "data-part", strconv.Itoa(i))
		v.who()
		v.known()
		v.right()
		v.watch()
		v.stuck()
		v.help()
		v.sure()
		p.close("article")
	}
}

// changes are the plan and the settings that an answer is given for.
func (p *page) changes(r *scenarioOf) {
	var parts []model.Note
	if r.Plan != nil {
		parts = append(parts, say("title-plan", *r.Plan))
	}
	for _, g := range r.Given {
		parts = append(parts, say("title-given", g))
	}
	for _, path := range slices.Sorted(maps.Keys(r.Set)) {
		parts = append(parts, say("set", path, r.Set[path]))
	}
	if len(parts) > 0 {
		p.el("p", say("dots", parts), "class", "under")
	}
}

// study is an answer of one study alone.
func (p *page) study(raw json.RawMessage) error {
	v := &view{page: p, a: &answer{}, r: &result{}}
	p.open("article", "class", "answer", "data-answer", strconv.Itoa(p.n-1), "data-part", "0")
	if err := v.readStudy(raw); err != nil {
		return err
	}
	v.stuck()
	v.help()
	p.close("article")
	return nil
}

// titleOf is that of a scenario, in the local script where it has one.
func titleOf(s *scenarioOf) model.Note {
	return say("verbatim", model.Titled{Title: cmp.Or(s.Title, s.Name), Local: s.Local})
}
