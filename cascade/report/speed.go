package report

import (
	"math"
	"strconv"

	"harkara/cascade/report/words"
	"harkara/model"
)

// Speed is how fast the program is on one machine.
type Speed struct {
	Machine string
	Runs    int  // of which each number is the median
	Quick   bool // with small sizes, which say little
	Partial bool
	Rows    []SpeedRow
	Notes   []model.Note
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

// metKinds say what met tells.
var metKinds = map[string]string{"–": "dash", "yes": "yes", "no": "no"}

// target is the limit, as a cell.
func (r *SpeedRow) target() Cell {
	limit := amount(r.Limit, r.Unit)
	if r.OfRatio {
		limit = note("times", r.Limit)
	}
	if r.AtLeast {
		return said("at-least", limit)
	}
	return said("at-most", limit)
}

// amount is a number of ns, s or B with three digits.
func amount(x float64, unit string) model.Note {
	switch {
	case math.IsNaN(x):
		return note("dash")
	case unit == "s" && x < 1:
		x, unit = x*1000, "ms"
	case unit == "B" && x >= 1e6:
		x, unit = x/1e6, "MB"
	}
	number := note("three-digits", x)
	if x >= 100 {
		number = note("no-digits", x)
	}
	if unit == "" {
		return number
	}
	return note("of-unit", number, unit)
}

// Document reports speed beside the targets.
func (s Speed) Document() Document {
	how := note("medians", int64(s.Runs))
	if s.Quick {
		how = note("quick")
	}
	d := Document{Title: note("speed"), Under: []model.Note{verbatim(s.Machine), how}}
	t := Table{Columns: []Column{
		keyColumn("col-work"), numberColumn("col-here"), textColumn("col-beside"), numberColumn("col-takes"),
		numberColumn("col-ratio"), numberColumn("col-target"), textColumn("col-met"),
	}, close: true}
	d.Records = [][]string{{"work", "unit", "value", "against", "against_value", "ratio", "target", "of", "least", "met"}}
	for i := range s.Rows {
		r := &s.Rows[i]
		of, takes, ratio := "value", Cell{}, Cell{}
		if r.Against != "" {
			takes, ratio = same(amount(r.Takes, r.Unit)), same(amount(r.Ratio(), ""))
		}
		if r.OfRatio {
			of = "ratio"
		}
		t.Rows = append(t.Rows, []Cell{
			named(r.Work), same(amount(r.Value, r.Unit)), named(r.Against), takes, ratio, r.target(), said(metKinds[r.met()]),
		})
		d.Records = append(d.Records, []string{
			r.Work, r.Unit, float(r.Value), r.Against, float(r.Takes), float(r.Ratio()), float(r.Limit), of, strconv.FormatBool(r.AtLeast), r.met(),
		})
	}
	d.Tables = []Table{t}
	d.Notes = append(d.Notes, s.Notes...)
	if s.Partial {
		d.Notes = append(d.Notes, note("partial-measured"))
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
	notes := []string{}
	for _, n := range s.Notes {
		notes = append(notes, words.Note(n))
	}
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
