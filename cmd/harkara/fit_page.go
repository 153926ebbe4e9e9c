package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"

	"harkara/cascade/report"
	"harkara/cascade/report/words"
	"harkara/model"
	"harkara/model/fit"
)

// fitPage is what fit prints: lines and tables, in order.
type fitPage struct{ blocks []block }

// block is a line, or a table whose first row is its header.
type block struct {
	lines []model.Wording
	table [][]any
}

func (p *fitPage) line(format string, args ...any) {
	p.lines([]model.Wording{model.Worded(format, args...)})
}

func (p *fitPage) lines(of []model.Wording) { p.blocks = append(p.blocks, block{lines: of}) }

func (p *fitPage) table(rows [][]any) { p.blocks = append(p.blocks, block{table: rows}) }

// spell is what stands in a line or a cell, in the language.
func spell(in words.Speech, what any) string {
	if w, ok := what.(model.Wording); ok {
		return in.Wording(w)
	}
	return fmt.Sprint(what)
}

// text is the paper in a format; data is what JSON has, and, one value a row, CSV.
func (p *fitPage) text(in words.Speech, format string, raw bool, data *fitData) ([]byte, error) {
	var b bytes.Buffer
	switch report.Format(format) {
	case report.JSON:
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		err := e.Encode(data)
		return b.Bytes(), err
	case report.CSV:
		err := report.Write(&b, report.CSV, report.Style{Raw: raw}, report.Document{Records: data.records()})
		return b.Bytes(), err
	}
	for _, x := range p.blocks {
		var lines []string
		for _, w := range x.lines {
			lines = append(lines, spell(in, w))
		}
		line := strings.Join(lines, "\n")
		switch {
		case x.table == nil && report.Format(format) == report.Markdown:
			fmt.Fprintf(&b, "%s\n\n", report.Visible(strings.TrimSpace(line)))
		case x.table == nil:
			for line := range strings.SplitSeq(line, "\n") {
				fmt.Fprintln(&b, report.Visible(line))
			}
		case report.Format(format) == report.Markdown:
			for i, row := range x.table {
				for _, cell := range row {
					fmt.Fprintf(&b, "| %s ", strings.ReplaceAll(report.Visible(spell(in, cell)), "|", "\\|"))
				}
				fmt.Fprintln(&b, "|")
				if i == 0 {
					fmt.Fprintf(&b, "|%s\n", strings.Repeat("---:|", len(row)))
				}
			}
			fmt.Fprintln(&b)
		default:
			rows := make([][]string, len(x.table))
			for i, row := range x.table {
				for _, cell := range row {
					rows[i] = append(rows[i], report.Visible(spell(in, cell)))
				}
			}
			b.WriteString(report.Aligned(rows))
		}
	}
	return b.Bytes(), nil
}

// number is a figure for other programs, null where there is none. It has six digits:
// where a likelihood is greatest is known to about seven.
type number float64

func (x number) MarshalJSON() ([]byte, error) {
	if math.IsNaN(float64(x)) || math.IsInf(float64(x), 0) {
		return []byte("null"), nil
	}
	return []byte(strconv.FormatFloat(float64(x), 'g', 6, 64)), nil
}

func tenDigits(x float64) string { return strconv.FormatFloat(x, 'g', 10, 64) }

// fitData is what fit found, for other programs: times are seconds.
type fitData struct {
	Format    string          `json:"format"`
	Log       string          `json:"log"`
	Kind      model.Wording   `json:"kind"`
	Told      []model.Wording `json:"told"`
	Rows      number          `json:"rows,omitempty"`
	Seen      number          `json:"seen,omitempty"`
	Families  []familyData    `json:"families,omitempty"`
	Agreement *agreementData  `json:"agreement,omitempty"`
	Measured  *measuredData   `json:"measured,omitempty"`
	Saturated bool            `json:"saturated,omitempty"`
	Samples   []sampleData    `json:"samples,omitempty"`
	Attempts  *attemptsData   `json:"attempts,omitempty"`
	Tiers     []tierData      `json:"tiers,omitempty"`
	Groups    *groupsData     `json:"groups,omitempty"`
	Written   []model.Wording `json:"written,omitempty"`

	beside, curve string // a file beside the scenario, and its text
}

type boundData struct {
	Value number `json:"value"`
	Low   number `json:"low"`
	High  number `json:"high"`
}

type familyData struct {
	Family        string    `json:"family"`
	Delay         string    `json:"delay"`
	Scale         number    `json:"scale"`
	Shape         number    `json:"shape"`
	Median        boundData `json:"median"`
	P90           boundData `json:"p90"`
	Never         boundData `json:"never"`
	LogLikelihood number    `json:"log_likelihood"`
	AICc          number    `json:"aicc"`
}

// measuredData are quantiles of the log itself.
type measuredData struct {
	Median boundData `json:"median"`
	P90    boundData `json:"p90"`
}

type sampleData struct {
	Sample string     `json:"sample"`
	Fit    familyData `json:"fit"`
}

type agreementData struct {
	Distance number `json:"distance"`
	P        number `json:"p"`
	Logs     int    `json:"logs"`
}

type attemptsData struct {
	Calls       int       `json:"calls"`
	Contacts    int       `json:"contacts"`
	Delivers    boundData `json:"delivers"`
	Later       boundData `json:"later"`
	Unreachable boundData `json:"unreachable"`
	Every       number    `json:"every"`
}

type tierData struct {
	Tier   string    `json:"tier"`
	Rows   int       `json:"rows"`
	Delay  string    `json:"delay"`
	Median boundData `json:"median"`
	Passes boundData `json:"passes_on"`
}

type groupsData struct {
	Alpha  number      `json:"alpha"`
	Beta   number      `json:"beta"`
	Spread number      `json:"spread"` // of the logarithm of medians
	List   []groupData `json:"list"`
}

type groupData struct {
	Group  string `json:"group"`
	Times  number `json:"times"`
	Of     number `json:"of"`
	Share  number `json:"share"`
	Median number `json:"median"`
	Pooled number `json:"median_pooled"`
}

func boundOf(b fit.Bound) boundData { return boundData{number(b.Value), number(b.Low), number(b.High)} }

func familyOf(f fit.Fit) familyData {
	return familyData{f.Family, delayText(f.Delay), number(f.Scale), number(f.Shape), boundOf(f.Median), boundOf(f.P90), boundOf(f.Never), number(f.LogLikelihood), number(f.AICc)}
}

func attemptsOf(calls int, a fit.Attempts, log *fit.Log) *attemptsData {
	return &attemptsData{calls, len(log.Contacts), boundOf(a.Delivers), boundOf(a.Later), boundOf(a.Unreachable), number(log.Every)}
}

// records are the values one a row: what it is of, what it is, and its bounds.
func (d *fitData) records() [][]string {
	out := [][]string{{"of", "what", "value", "low", "high"}}
	one := func(x number) string {
		text, _ := x.MarshalJSON()
		return strings.TrimSuffix(string(text), "null")
	}
	add := func(of, what string, x number) { out = append(out, []string{of, what, one(x), "", ""}) }
	bound := func(of, what string, b boundData) {
		out = append(out, []string{of, what, one(b.Value), one(b.Low), one(b.High)})
	}
	for _, f := range d.Families {
		add(f.Family, "scale", f.Scale)
		add(f.Family, "shape", f.Shape)
		bound(f.Family, "median", f.Median)
		bound(f.Family, "p90", f.P90)
		bound(f.Family, "never", f.Never)
		add(f.Family, "log_likelihood", f.LogLikelihood)
		add(f.Family, "aicc", f.AICc)
	}
	if m := d.Measured; m != nil {
		bound("measured", "median", m.Median)
		bound("measured", "p90", m.P90)
	}
	for _, s := range d.Samples {
		bound(s.Sample, "median", s.Fit.Median)
		bound(s.Sample, "p90", s.Fit.P90)
	}
	if a := d.Attempts; a != nil {
		bound("calls", "delivers", a.Delivers)
		bound("calls", "later", a.Later)
		bound("calls", "unreachable", a.Unreachable)
	}
	for _, t := range d.Tiers {
		bound(t.Tier, "median", t.Median)
		bound(t.Tier, "passes_on", t.Passes)
	}
	if d.Groups != nil {
		for _, g := range d.Groups.List {
			add(g.Group, "share", g.Share)
			add(g.Group, "median", g.Median)
			add(g.Group, "median_pooled", g.Pooled)
		}
	}
	return out
}
