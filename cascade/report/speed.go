package report

import (
	"math"
	"slices"
	"strconv"

	"harkara/cascade/report/words"
	"harkara/model"
)

// Speed is how fast the program is on one machine.
type Speed struct {
	Machine model.Wording
	Runs    int  // of which each number is the median
	Quick   bool // with small sizes, which say little
	Partial bool
	Limits  MachineLimits
	Rows    []SpeedRow
	Notes   []model.Note
}

// MachineLimits are what one core of the machine takes for the least that work is made
// of, in nanoseconds; NaN where that was not measured.
type MachineLimits struct {
	Number float64 // a random number, of addresses that are at hand
	Byte   float64 // a byte of memory, read one after another
	Line   float64 // a line of a processor's cache, from anywhere in a large memory
}

// Needs are how many random numbers are drawn, bytes moved one after another, and lines
// of memory asked for at random, for one of what a row counts.
type Needs struct{ Numbers, Bytes, Lines float64 }

// least is the time, in nanoseconds, below which no program for this machine's core does
// that: drawing and moving go on side by side at best.
func (m MachineLimits) least(n Needs) float64 {
	return max(float64(n.Numbers*m.Number), float64(n.Bytes*m.Byte)+float64(n.Lines*m.Line))
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
	// Needs is what the work is made of, where that is known.
	Needs Needs
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
		return cell("at-least", limit)
	}
	return cell("at-most", limit)
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
	return note("of-unit", number, model.Worded(unit))
}

// wordedCell is a cell that languages have by its English text.
func wordedCell(english string) Cell { return cellOf(note("verbatim", model.Worded(english))) }

// Document reports speed beside the targets.
func (s Speed) Document() Document {
	how := note("medians", int64(s.Runs))
	if s.Quick {
		how = note("quick")
	}
	d := Document{Title: note("speed"), Under: []model.Note{note("verbatim", s.Machine), how}}
	t := Table{Columns: []Column{
		keyColumn("col-work"), numberColumn("col-here"), textColumn("col-beside"), numberColumn("col-takes"),
		numberColumn("col-ratio"), numberColumn("col-target"), textColumn("col-met"),
	}, close: true}
	d.Records = [][]string{{"work", "unit", "value", "against", "against_value", "ratio", "target", "of", "least", "met", "numbers", "bytes", "lines", "allowed"}}
	for i := range s.Rows {
		r := &s.Rows[i]
		of, takes, ratio := "value", Cell{}, Cell{}
		if r.Against != "" {
			takes, ratio = cellOf(amount(r.Takes, r.Unit)), cellOf(amount(r.Ratio(), ""))
		}
		if r.OfRatio {
			of = "ratio"
		}
		t.Rows = append(t.Rows, []Cell{
			wordedCell(r.Work), cellOf(amount(r.Value, r.Unit)), wordedCell(r.Against), takes, ratio, r.target(), cell(metKinds[r.met()]),
		})
		d.Records = append(d.Records, []string{
			r.Work, r.Unit, float(r.Value), r.Against, float(r.Takes), float(r.Ratio()), float(r.Limit), of, strconv.FormatBool(r.AtLeast), r.met(),
			float(r.Needs.Numbers), float(r.Needs.Bytes), float(r.Needs.Lines), float(s.Limits.least(r.Needs)),
		})
	}
	d.Tables = []Table{t}
	if limits := s.limits(); len(limits.Rows) > 0 {
		d.Tables = append(d.Tables, limits)
	}
	d.Notes = append(d.Notes, s.Notes...)
	if s.Partial {
		d.Notes = append(d.Notes, note("partial-measured"))
	}
	d.Data = s.data()
	return d
}

// limits is a table of how far rows are from what the machine allows.
func (s Speed) limits() Table {
	t := Table{
		Caption: note("machine-limits", amount(s.Limits.Number, "ns"), amount(1/s.Limits.Byte, "GB/s"), amount(s.Limits.Line, "ns")),
		Columns: []Column{
			keyColumn("col-work"), numberColumn("col-numbers"), numberColumn("col-bytes"), numberColumn("col-lines"),
			numberColumn("col-allowed"), numberColumn("col-here"), numberColumn("col-ratio"),
		}, close: true}
	for i := range s.Rows {
		r := &s.Rows[i]
		if r.Needs == (Needs{}) || slices.ContainsFunc(s.Rows[:i], func(o SpeedRow) bool { return o.Work == r.Work && o.Needs == r.Needs }) {
			continue // or stands there already
		}
		allowed := s.Limits.least(r.Needs)
		t.Rows = append(t.Rows, []Cell{
			textCell(r.Work), cellOf(amount(r.Needs.Numbers, "")), cellOf(amount(r.Needs.Bytes, "")), cellOf(amount(r.Needs.Lines, "")),
			cellOf(amount(allowed, "ns")), cellOf(amount(r.Value, r.Unit)), cellOf(amount(r.Value/allowed, "")),
		})
	}
	return t
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
		Numbers float64  `json:"numbers"`
		Bytes   float64  `json:"bytes"`
		Lines   float64  `json:"lines"`
		Allowed *float64 `json:"allowed_ns"`
	}
	rows := []row{}
	for i := range s.Rows {
		r := &s.Rows[i]
		var met *bool
		if is := r.met(); is != "–" {
			yes := is == "yes"
			met = &yes
		}
		rows = append(rows, row{r.Work, r.Unit, number(r.Value), r.Against, number(r.Takes), number(r.Ratio()), r.Limit, r.OfRatio, r.AtLeast, met,
			r.Needs.Numbers, r.Needs.Bytes, r.Needs.Lines, number(s.Limits.least(r.Needs))})
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
		Number  *float64 `json:"number_ns"`
		Byte    *float64 `json:"byte_ns"`
		Line    *float64 `json:"line_ns"`
		Rows    []row    `json:"rows"`
		Notes   []string `json:"notes"`
	}{"harkara.bench/v1", s.Machine.String(), s.Runs, s.Quick, s.Partial, number(s.Limits.Number), number(s.Limits.Byte), number(s.Limits.Line), rows, notes}
}
