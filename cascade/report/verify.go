package report

import (
	"math"
	"strconv"

	"harkara/cascade"
	"harkara/cascade/laws"
	"harkara/cascade/report/words"
	"harkara/cascade/study"
	"harkara/model"
)

// Verify reports two solvers' answers to one problem side by side.
func Verify(a About, v *study.Verdict) Document {
	d := Document{
		Title:   title(a),
		Under:   []model.Note{note("side-by-side", v.A.Solver, v.B.Solver, note("trials", int64(max(v.A.Trials, v.B.Trials))), v.B.Seed)},
		Records: [][]string{{"tier", "unit", "what", "time_s", v.A.Solver, v.A.Solver + "_low", v.A.Solver + "_high", v.B.Solver, v.B.Solver + "_low", v.B.Solver + "_high", "difference", "z"}},
	}
	t := Table{Columns: []Column{
		keyColumn("col-tier"), textColumn("col-what"), numberColumn("col-by"), {Name: verbatim(v.A.Solver), Right: true},
		{Name: verbatim(v.B.Solver), Right: true}, numberColumn("col-difference"), numberColumn("col-z"),
	}}
	type row struct {
		Tier       string   `json:"tier"`
		Unit       string   `json:"unit,omitempty"`
		What       string   `json:"what"`
		At         float64  `json:"at_s"`
		A          *float64 `json:"a"`
		B          *float64 `json:"b"`
		Difference *float64 `json:"difference"`
		Z          *float64 `json:"z"`
	}
	rows := []row{}
	for _, c := range v.Rows {
		what := note("check-" + c.What)
		switch {
		case c.Unit == "":
		case c.What == "known":
			what = note("check-of", what, c.Unit)
		default:
			what = note("below-unit", what, c.Unit)
		}
		t.Rows = append(t.Rows, []Cell{
			textCell(c.Tier), cellOf(what), cell("moment", c.At), fineCell(c.A), fineCell(c.B), cell("fine-difference", c.Difference*100), zCell(c.Z, v.Limit),
		})
		rows = append(rows, row{c.Tier, c.Unit, c.What, c.At.Seconds(), number(c.A.Value), number(c.B.Value), number(c.Difference), number(c.Z)})
		d.Records = append(d.Records, []string{
			c.Tier, c.Unit, c.What, float(c.At.Seconds()), float(c.A.Value), float(c.A.Low), float(c.A.High),
			float(c.B.Value), float(c.B.Low), float(c.B.High), float(c.Difference), float(c.Z),
		})
	}
	d.Tables = []Table{t}
	d.Notes = append(d.Notes, v.Simulated...)
	verdict := note("verdict-agree", v.Limit)
	if !v.Agree {
		verdict = note("verdict-differ", v.Limit)
	}
	d.Notes = append(d.Notes, verdict)
	if v.Partial {
		d.Notes = append(d.Notes, note("partial-all"))
	}
	d.Data = struct {
		Format    string   `json:"format"`
		A         string   `json:"a"`
		B         string   `json:"b"`
		Limit     float64  `json:"limit"`
		Agree     bool     `json:"agree"`
		Rows      []row    `json:"rows"`
		Simulated []string `json:"simulated,omitempty"`
	}{"harkara.verify/v1", v.A.Solver, v.B.Solver, v.Limit, v.Agree, rows, notesOf(v.Simulated)}
	return d
}

// notesOf are notes as programs are told them.
func notesOf(notes []model.Note) []string {
	var out []string
	for _, n := range notes {
		out = append(out, words.Note(n))
	}
	return out
}

// NotVerified reports that no part of a problem is computed, and why.
func NotVerified(a About, reasons []model.Note) Document {
	d := Document{Title: title(a), Notes: []model.Note{note("verify-none", reasons)}, Records: [][]string{{"tier", "unit", "what"}}}
	d.Data = struct {
		Format    string     `json:"format"`
		Rows      []struct{} `json:"rows"`
		Simulated []string   `json:"simulated"`
	}{"harkara.verify/v1", []struct{}{}, notesOf(d.Notes)}
	return d
}

// fineCell is a share in percent with three digits.
func fineCell(e cascade.Estimate) Cell {
	if math.IsNaN(e.Value) {
		return cell("dash")
	}
	return cell("fine", e.Value*100)
}

// zCell is a difference in standard errors, marked where it is beyond the limit.
func zCell(z, limit float64) Cell {
	switch marked := math.Abs(z) >= limit; {
	case math.IsInf(z, 0):
		return cell("z-infinite")
	case marked:
		return cell("z-marked", z)
	case math.Abs(z) < 0.005:
		return cell("z", 0.0) // not -0.00
	}
	return cell("z", z)
}

// Laws reports how answers meet what is known without a simulator: under a title of a
// kind, and with what gave them for JSON.
func Laws(rows []laws.Row, kind, solver string, trials int) Document {
	d := Document{
		Title:   note(kind),
		Records: [][]string{{"law", "name", "title", "formula", "what", "expected", "got", "se", "z", "holds"}},
	}
	d.Under = []model.Note{note("z-allowed", laws.Limit)}
	if trials > 0 {
		d.Under = []model.Note{note("z-allowed-trials", int64(trials), laws.Limit)}
	}
	var t *Table
	bad := 0
	last := ""
	type row struct {
		Law      int      `json:"law"`
		Name     string   `json:"name"`
		What     string   `json:"what"`
		Formula  string   `json:"formula"`
		Expected *float64 `json:"expected"`
		Got      *float64 `json:"got"`
		Z        *float64 `json:"z"`
		Holds    bool     `json:"holds"`
	}
	data := []row{}
	for _, r := range rows {
		if r.Name != last {
			d.Tables = append(d.Tables, Table{
				Caption: note("law", int64(r.Law), r.Title, r.Formula),
				Columns: []Column{keyColumn("col-what"), numberColumn("col-expected"), numberColumn("col-got"), numberColumn("col-z")},
			})
			t, last = &d.Tables[len(d.Tables)-1], r.Name
		}
		t.Rows = append(t.Rows, []Cell{textCell(r.What), cell("six-digits", r.Expected), cell("six-digits", r.Got), zCell(r.Z, laws.Limit)})
		if !r.Holds() {
			bad++
		}
		data = append(data, row{r.Law, r.Name, r.What, r.Formula, number(r.Expected), number(r.Got), number(r.Z), r.Holds()})
		d.Records = append(d.Records, []string{
			strconv.Itoa(r.Law), r.Name, r.Title, r.Formula, r.What, float(r.Expected), float(r.Got), float(r.SE), float(r.Z), strconv.FormatBool(r.Holds()),
		})
	}
	d.Notes = []model.Note{note("verdict-hold", int64(len(rows)))}
	if bad > 0 {
		d.Notes = []model.Note{note("verdict-broken", int64(bad), int64(len(rows)))}
	}
	d.Data = struct {
		Format string `json:"format"`
		Solver string `json:"solver"`
		Holds  bool   `json:"holds"`
		Rows   []row  `json:"rows"`
	}{"harkara.laws/v1", solver, bad == 0, data}
	return d
}
