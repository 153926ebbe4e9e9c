package report

import (
	"fmt"
	"math"
	"strconv"
)

// Speed is how fast the program is on one machine.
type Speed struct {
	Machine string
	Runs    int  // of which each number is the median
	Quick   bool // with small sizes, which say little
	Partial bool
	Rows    []SpeedRow
	Notes   []string
}

// A SpeedRow is what some work takes, beside what something else takes.
type SpeedRow struct {
	Work  string
	Value float64 // NaN where it was not measured
	Unit  string  // ns, s or B; "" for a number
	// Against is what it is compared with, and Takes what that takes, or NaN.
	Against string
	Takes   float64
	// Limit is the target: for the value, or for the ratio of the two; at most
	// so much, or at least.
	Limit            float64
	OfRatio, AtLeast bool
}

// Ratio is the value as a multiple of what it is compared with.
func (r *SpeedRow) Ratio() float64 { return r.Value / r.Takes }

// held is the number that the limit is for.
func (r *SpeedRow) held() float64 {
	if r.OfRatio {
		return r.Ratio()
	}
	return r.Value
}

// met tells whether the target is met, or that this is not known.
func (r *SpeedRow) met() string {
	switch x := r.held(); {
	case math.IsNaN(x):
		return "–"
	case r.AtLeast && x >= r.Limit || !r.AtLeast && x <= r.Limit:
		return "yes"
	}
	return "no"
}

func (r *SpeedRow) target() string {
	limit := amount(r.Limit, r.Unit)
	if r.OfRatio {
		limit = plain(r.Limit) + " ×"
	}
	if r.AtLeast {
		return "≥ " + limit
	}
	return "≤ " + limit
}

// amount writes a number of ns, s or B with three digits.
func amount(x float64, unit string) string {
	if math.IsNaN(x) {
		return "–"
	}
	switch {
	case unit == "s" && x < 1:
		x, unit = x*1000, "ms"
	case unit == "B" && x >= 1e6:
		x, unit = x/1e6, "MB"
	}
	text := strconv.FormatFloat(x, 'g', 3, 64)
	if x >= 100 {
		text = strconv.FormatFloat(x, 'f', 0, 64)
	}
	if unit == "" {
		return text
	}
	return text + " " + unit
}

// Document reports speed beside the targets.
func (s Speed) Document() Document {
	how := fmt.Sprintf("medians of %d runs in turns; ratios are what can be compared between machines", s.Runs)
	if s.Quick {
		how = "quick: small sizes, whose numbers say little"
	}
	d := Document{Title: "How fast harkara is here", Under: []string{s.Machine, how}}
	t := Table{Columns: []Column{
		{Name: "work", Key: true}, {Name: "here", Right: true}, {Name: "beside"}, {Name: "takes", Right: true},
		{Name: "ratio", Right: true}, {Name: "target", Right: true}, {Name: "met"},
	}, close: true}
	d.Records = [][]string{{"work", "unit", "value", "against", "against_value", "ratio", "target", "of", "least", "met"}}
	for i := range s.Rows {
		r := &s.Rows[i]
		of, takes, ratio := "value", "", ""
		if r.Against != "" {
			takes, ratio = amount(r.Takes, r.Unit), amount(r.Ratio(), "")
		}
		if r.OfRatio {
			of = "ratio"
		}
		t.Rows = append(t.Rows, []Cell{
			cell(r.Work), cell(amount(r.Value, r.Unit)), cell(r.Against), cell(takes), cell(ratio), cell(r.target()), cell(r.met()),
		})
		d.Records = append(d.Records, []string{
			r.Work, r.Unit, float(r.Value), r.Against, float(r.Takes), float(r.Ratio()), float(r.Limit), of, strconv.FormatBool(r.AtLeast), r.met(),
		})
	}
	d.Tables = []Table{t}
	for _, n := range s.Notes {
		d.Notes = append(d.Notes, Note{"note", n})
	}
	if s.Partial {
		d.Notes = append(d.Notes, Note{"partial", "interrupted before everything was measured"})
	}
	d.Data = s.data()
	return d
}

func (s Speed) data() any {
	type row struct {
		Work    string   `json:"work"`
		Unit    string   `json:"unit"`
		Value   *float64 `json:"value"`
		Against string   `json:"against,omitempty"`
		Takes   *float64 `json:"against_value"`
		Ratio   *float64 `json:"ratio"`
		Limit   float64  `json:"target"`
		OfRatio bool     `json:"target_of_ratio"`
		AtLeast bool     `json:"target_is_least"`
		Met     *bool    `json:"met"`
	}
	rows := []row{}
	for i := range s.Rows {
		r := &s.Rows[i]
		var met *bool
		if is := r.met(); is != "–" {
			yes := is == "yes"
			met = &yes
		}
		rows = append(rows, row{r.Work, r.Unit, number(r.Value), r.Against, number(r.Takes), number(r.Ratio()), r.Limit, r.OfRatio, r.AtLeast, met})
	}
	notes := append([]string{}, s.Notes...)
	return struct {
		Format  string   `json:"format"`
		Machine string   `json:"machine"`
		Runs    int      `json:"runs"`
		Quick   bool     `json:"quick"`
		Partial bool     `json:"partial"`
		Rows    []row    `json:"rows"`
		Notes   []string `json:"notes"`
	}{"harkara.bench/v1", s.Machine, s.Runs, s.Quick, s.Partial, rows, notes}
}
