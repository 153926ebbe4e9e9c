package report

import (
	"fmt"
	"math"
	"strconv"

	"harkara/cascade"
	"harkara/cascade/laws"
	"harkara/cascade/study"
	"harkara/model"
)

// Verify reports two solvers' answers to one problem side by side.
func Verify(a About, v *study.Verdict) Document {
	d := Document{
		Title: title(a),
		Under: []string{fmt.Sprintf("%s and %s side by side: %s trials, seed %d; z is the difference in standard errors",
			v.A.Solver, v.B.Solver, model.Thousands(int64(max(v.A.Trials, v.B.Trials))), v.B.Seed)},
		Records: [][]string{{"tier", "unit", "what", "time_s", v.A.Solver, v.A.Solver + "_low", v.A.Solver + "_high", v.B.Solver, v.B.Solver + "_low", v.B.Solver + "_high", "difference", "z"}},
	}
	t := Table{Columns: []Column{
		{Name: "tier", Key: true}, {Name: "what"}, {Name: "by", Right: true}, {Name: v.A.Solver, Right: true},
		{Name: v.B.Solver, Right: true}, {Name: "difference", Right: true}, {Name: "z", Right: true},
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
		what := c.What
		if c.Unit != "" {
			what += " below " + c.Unit
		}
		t.Rows = append(t.Rows, []Cell{
			cell(c.Tier), cell(what), cell(moment(c.At)), fine(c.A), fine(c.B), cell(fmt.Sprintf("%+.3f", c.Difference*100)), cell(zText(c.Z, v.Limit)),
		})
		rows = append(rows, row{c.Tier, c.Unit, c.What, c.At.Seconds(), number(c.A.Value), number(c.B.Value), number(c.Difference), number(c.Z)})
		d.Records = append(d.Records, []string{
			c.Tier, c.Unit, c.What, float(c.At.Seconds()), float(c.A.Value), float(c.A.Low), float(c.A.High),
			float(c.B.Value), float(c.B.Low), float(c.B.High), float(c.Difference), float(c.Z),
		})
	}
	d.Tables = []Table{t}
	verdict := fmt.Sprintf("they agree: no difference is beyond %.1f standard errors", v.Limit)
	if !v.Agree {
		verdict = fmt.Sprintf("they do not agree: the lines marked ! differ by more than %.1f standard errors", v.Limit)
	}
	d.Notes = append(d.Notes, Note{"verdict", verdict})
	if v.Partial {
		d.Notes = append(d.Notes, Note{"partial", "interrupted before all trials were played"})
	}
	d.Data = struct {
		Format string  `json:"format"`
		A      string  `json:"a"`
		B      string  `json:"b"`
		Limit  float64 `json:"limit"`
		Agree  bool    `json:"agree"`
		Rows   []row   `json:"rows"`
	}{"harkara.verify/v1", v.A.Solver, v.B.Solver, v.Limit, v.Agree, rows}
	return d
}

// fine is a share in percent with three digits.
func fine(e cascade.Estimate) Cell {
	if math.IsNaN(e.Value) {
		return cell("–")
	}
	return cell(strconv.FormatFloat(e.Value*100, 'f', 3, 64))
}

func zText(z, limit float64) string {
	text := fmt.Sprintf("%+.2f", z)
	if math.IsInf(z, 0) {
		text = "∞"
	}
	if math.Abs(z) >= limit {
		text += " !"
	}
	return text
}

// Laws reports how answers meet what is known without a simulator.
func Laws(rows []laws.Row, solver string, trials int) Document {
	d := Document{
		Title:   "What is known without a simulator, and what " + solver,
		Records: [][]string{{"law", "name", "title", "formula", "what", "expected", "got", "se", "z", "holds"}},
	}
	if trials > 0 {
		d.Under = append(d.Under, fmt.Sprintf("%s trials a law; z is the difference in standard errors, of which %.1f are allowed", model.Thousands(int64(trials)), laws.Limit))
	} else {
		d.Under = append(d.Under, fmt.Sprintf("z is the difference in standard errors, of which %.1f are allowed", laws.Limit))
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
				Caption: fmt.Sprintf("%d. %s: %s", r.Law, r.Title, r.Formula),
				Columns: []Column{{Name: "what", Key: true}, {Name: "expected", Right: true}, {Name: "got", Right: true}, {Name: "z", Right: true}},
			})
			t, last = &d.Tables[len(d.Tables)-1], r.Name
		}
		t.Rows = append(t.Rows, []Cell{cell(r.What), cell(digits(r.Expected)), cell(digits(r.Got)), cell(zText(r.Z, laws.Limit))})
		if !r.Holds() {
			bad++
		}
		data = append(data, row{r.Law, r.Name, r.What, r.Formula, number(r.Expected), number(r.Got), number(r.Z), r.Holds()})
		d.Records = append(d.Records, []string{
			strconv.Itoa(r.Law), r.Name, r.Title, r.Formula, r.What, float(r.Expected), float(r.Got), float(r.SE), float(r.Z), strconv.FormatBool(r.Holds()),
		})
	}
	verdict := fmt.Sprintf("all %d numbers hold", len(rows))
	if bad > 0 {
		verdict = fmt.Sprintf("%d of %d numbers do not hold: those marked !", bad, len(rows))
	}
	d.Notes = []Note{{"verdict", verdict}}
	d.Data = struct {
		Format string `json:"format"`
		Solver string `json:"solver"`
		Holds  bool   `json:"holds"`
		Rows   []row  `json:"rows"`
	}{"harkara.laws/v1", solver, bad == 0, data}
	return d
}

// digits writes a number with six significant digits.
func digits(x float64) string { return strconv.FormatFloat(x, 'g', 6, 64) }
