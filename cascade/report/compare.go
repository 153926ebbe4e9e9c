package report

import (
	"fmt"
	"math"
	"strconv"

	"harkara/cascade"
	"harkara/cascade/study"
	"harkara/model"
)

// Compare reports what each plan changes, in the order of names, on the same
// luck as the scenario without a plan.
func Compare(a About, base string, names []string, c *study.Comparison) Document {
	d := Document{
		Title: title(a),
		Under: []string{fmt.Sprintf("plans against %s, in points of a percent · %s trials on the same luck · 95 %% bounds in brackets", base, model.Thousands(int64(c.Trials)))},
		Notes: append(partialNote(c.Partial, c.Trials), Note{"~", "no difference that can be told from none; tiers in which nothing changes are left out"}),
		Records: [][]string{{
			"plan", "tier", "time_s", "base", "with_plan", "difference", "low", "high", "sd", "trials_better", "trials_worse",
		}},
	}
	type row struct {
		Plan       string   `json:"plan"`
		Tier       string   `json:"tier"`
		At         float64  `json:"at_s"`
		Base       *float64 `json:"base"`
		With       *float64 `json:"with_plan"`
		Difference *float64 `json:"difference"`
		Low        *float64 `json:"low"`
		High       *float64 `json:"high"`
		SD         *float64 `json:"sd"`
		Better     int      `json:"trials_better"`
		Worse      int      `json:"trials_worse"`
	}
	rows := []row{}
	for i, change := range c.Plans {
		t := Table{Caption: "plan " + names[i], Columns: []Column{
			{Name: "tier", Key: true}, {Name: "by", Right: true}, {Name: base, Right: true}, {Name: names[i], Right: true},
			{Name: "difference", Right: true}, {Name: "better in", Right: true}, {Name: "worse in", Right: true},
		}}
		changed := changedTiers(change)
		for _, x := range change.Rows {
			if changed[x.Tier] {
				t.Rows = append(t.Rows, []Cell{
					cell(x.Tier), cell(moment(x.At)), cell(percent(x.Base.Value) + " %"), cell(percent(x.Plan.Value) + " %"), points(x),
					cell(ofTrials(x.Better, c.Trials)), cell(ofTrials(x.Worse, c.Trials)),
				})
			}
			v := x.Difference
			rows = append(rows, row{
				names[i], x.Tier, x.At.Seconds(), number(x.Base.Value), number(x.Plan.Value), number(v.Value), number(v.Low), number(v.High),
				number(x.SD), x.Better, x.Worse,
			})
			d.Records = append(d.Records, []string{
				names[i], x.Tier, float(x.At.Seconds()), float(x.Base.Value), float(x.Plan.Value), float(v.Value), float(v.Low), float(v.High),
				float(x.SD), strconv.Itoa(x.Better), strconv.Itoa(x.Worse),
			})
		}
		if len(t.Rows) == 0 {
			d.Notes = append([]Note{{"plan " + names[i], "changes nothing in any trial"}}, d.Notes...)
			continue
		}
		d.Tables = append(d.Tables, t)
	}
	d.Data = struct {
		Format  string `json:"format"`
		Base    string `json:"base"`
		Trials  int    `json:"trials"`
		Partial bool   `json:"partial"`
		Rows    []row  `json:"rows"`
	}{"harkara.compare/v1", base, c.Trials, c.Partial, rows}
	return d
}

// changedTiers are those of which some trial reaches more or less.
func changedTiers(c study.Change) map[string]bool {
	out := map[string]bool{}
	for _, x := range c.Rows {
		if x.Better > 0 || x.Worse > 0 {
			out[x.Tier] = true
		}
	}
	return out
}

// points is a difference in points of a percent, or ~ for none.
func points(x study.Difference) Cell {
	if x.Same() {
		return cell("~")
	}
	return signed(x.Difference)
}

func signed(e cascade.Estimate) Cell {
	short := fmt.Sprintf("%+.1f", e.Value*100)
	half := max(e.High-e.Value, e.Value-e.Low)
	if math.IsNaN(half) || half < 0.0005 {
		return cell(short)
	}
	return Cell{fmt.Sprintf("%s [±%.1f]", short, half*100), short}
}

func ofTrials(k, n int) string {
	if n == 0 {
		return "–"
	}
	return round(float64(k)/float64(n)) + " %"
}
