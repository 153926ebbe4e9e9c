package report

import (
	"strconv"

	"harkara/cascade/study"
	"harkara/model"
)

// Coverage reports how often bounds held the true value: a table for each scenario.
func Coverage(s study.Coverage, rows []study.Covered, partial bool) Document {
	type row struct {
		Scenario string   `json:"scenario"`
		What     string   `json:"what"`
		Tier     string   `json:"tier"`
		At       float64  `json:"at_s"`
		Trials   int      `json:"trials"`
		Truth    *float64 `json:"true"`
		Held     int      `json:"held"`
		Of       int      `json:"of"`
		Holds    bool     `json:"holds"`
	}
	d := Document{
		Title:   note("coverage"),
		Under:   []model.Note{note("coverage-of", int64(s.Seeds), int64(s.Long))},
		Records: [][]string{{"scenario", "what", "tier", "time_s", "trials", "true", "held", "of", "holds"}},
	}
	data, low := []row{}, 0
	for _, r := range rows {
		if n := len(d.Tables); n == 0 || d.Tables[n-1].Caption.Args[0] != r.Case {
			d.Tables = append(d.Tables, Table{
				Caption: verbatim(r.Case),
				Columns: []Column{keyColumn("col-what"), numberColumn("col-trials"), numberColumn("col-true"), numberColumn("col-held")},
			})
		}
		held := cell("held", 100*r.Share())
		if r.Low() {
			held = cell("held-low", 100*r.Share())
			low++
		}
		t := &d.Tables[len(d.Tables)-1]
		t.Rows = append(t.Rows, []Cell{cell("covers-"+r.Kind, r.Tier, r.At), countCell(int64(r.Trials)), cell("six-digits", r.Truth), held})
		data = append(data, row{r.Case, r.Kind, r.Tier, r.At.Seconds(), r.Trials, number(r.Truth), r.Held, r.Of, !r.Low()})
		d.Records = append(d.Records, []string{
			r.Case, r.Kind, r.Tier, float(r.At.Seconds()), strconv.Itoa(r.Trials), float(r.Truth),
			strconv.Itoa(r.Held), strconv.Itoa(r.Of), strconv.FormatBool(!r.Low()),
		})
	}
	d.Notes = []model.Note{note("verdict-covers", int64(len(rows)))}
	if low > 0 {
		d.Notes = []model.Note{note("verdict-uncovered", int64(low), int64(len(rows)))}
	}
	if partial {
		d.Notes = append(d.Notes, note("partial-all"))
	}
	d.Data = struct {
		Format  string `json:"format"`
		Seeds   int    `json:"seeds"`
		Long    int    `json:"long"`
		Partial bool   `json:"partial"`
		Holds   bool   `json:"holds"`
		Rows    []row  `json:"rows"`
	}{"harkara.coverage/v1", s.Seeds, s.Long, partial, low == 0 && !partial, data}
	return d
}
