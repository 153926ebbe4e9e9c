package report

import (
	"harkara/cascade/report/words"
	"harkara/cascade/trace"
	"harkara/model"
)

// jsonStuck is the JSON of where the answers of a unit are, and why: of plays, or, where
// single reports are counted, of reports.
type jsonStuck struct {
	Name    string           `json:"name"`
	Kind    string           `json:"kind"`
	To      string           `json:"to"`
	Counted string           `json:"counted"` // trials or reports
	Of      int              `json:"of"`
	Reasons []jsonStuckCause `json:"reasons"`
}

type jsonStuckCause struct {
	Kind  string   `json:"kind"`
	Tier  *string  `json:"tier"`
	Text  string   `json:"text"`
	Count int      `json:"count"`
	Share *float64 `json:"share"`
	Low   *float64 `json:"low"`
	High  *float64 `json:"high"`
}

// stuck adds, for each answer that a unit gives, the table of where it is by the time and
// why, and its records, which say in a further column which answer they are about.
func (d *Document) stuck(n *model.Network, path string, r *trace.Reasons) []jsonStuck {
	if len(r.Answers) == 0 {
		return nil
	}
	d.Records[0] = append(d.Records[0], "answer")
	for i := range d.Records[1:] {
		d.Records[i+1] = append(d.Records[i+1], "")
	}
	var out []jsonStuck
	for _, a := range r.Answers {
		j := jsonStuck{Name: a.Answer, Kind: a.Kind.String(), To: a.To, Counted: "trials", Of: a.Of, Reasons: []jsonStuckCause{}}
		column := "col-trials"
		if a.Each {
			j.Counted, column = "reports", "col-reports"
		}
		t := Table{Caption: note("stuck", a.Answer, a.To), Columns: []Column{keyColumn("col-where-is"), numberColumn(column), numberColumn("col-share")}}
		for _, x := range a.Rows {
			what := x.StuckNote(n.Tiers(), a.Kind, a.To)
			text := words.Note(what)
			t.Rows = append(t.Rows, []Cell{cellOf(what), countCell(int64(x.Count)), shareCell(x.Share)})
			tier, record := reasonRecord(n, path, r, &x, text)
			j.Reasons = append(j.Reasons, jsonStuckCause{x.Kind.String(), tier, text, x.Count, number(x.Share.Value), number(x.Share.Low), number(x.Share.High)})
			d.Records = append(d.Records, append(record, a.Answer))
		}
		d.Tables = append(d.Tables, t)
		out = append(out, j)
	}
	return out
}
