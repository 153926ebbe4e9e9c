package report

import (
	"math"
	"slices"
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
		Under: []model.Note{note("dots", []model.Note{
			note("plans-against", base), note("trials-shared", int64(c.Trials)), note("brackets-95"),
		})},
		Notes: append(partialNote(c.Partial, c.Trials), note("no-difference")),
		Records: [][]string{{
			"plan", "tier", "time_s", "base", "with_plan", "difference", "low", "high", "sd", "trials_better", "trials_worse", "statistic", "share",
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
	rows, times, goals := []row{}, []jsonPlanTime{}, []jsonPlanGoal{}
	for i, change := range c.Plans {
		t := Table{Caption: note("title-plan", names[i]), Columns: []Column{
			keyColumn("col-tier"), numberColumn("col-by"), {Name: verbatim(base), Right: true}, {Name: verbatim(names[i]), Right: true},
			numberColumn("col-difference"), numberColumn("col-better"), numberColumn("col-worse"),
		}}
		when := Table{Columns: t.Columns}
		changed := changedTiers(change)
		for _, x := range change.Rows {
			if changed[x.Tier] {
				t.Rows = append(t.Rows, []Cell{
					named(x.Tier), said("moment", x.At), said("share", x.Base.Value), said("share", x.Plan.Value), points(x),
					ofTrials(x.Better, c.Trials), ofTrials(x.Worse, c.Trials),
				})
			}
			v := x.Difference
			rows = append(rows, row{
				names[i], x.Tier, x.At.Seconds(), number(x.Base.Value), number(x.Plan.Value), number(v.Value), number(v.Low), number(v.High),
				number(x.SD), x.Better, x.Worse,
			})
			d.Records = append(d.Records, []string{
				names[i], x.Tier, float(x.At.Seconds()), float(x.Base.Value), float(x.Plan.Value), float(v.Value), float(v.Low), float(v.High),
				float(x.SD), strconv.Itoa(x.Better), strconv.Itoa(x.Worse), "reach", "",
			})
		}
		for _, x := range change.Times {
			if changed[x.Tier] {
				when.Rows = append(when.Rows, timeRow(x, c.Trials))
			}
			times = append(times, timeJSON(names[i], x))
			d.Records = append(d.Records, timeRecord(names[i], x))
		}
		for _, x := range change.Goals {
			if changed[x.Tier] {
				when.Rows = append(when.Rows, goalRow(x, c.Trials))
			}
			goals = append(goals, goalJSON(names[i], x))
			d.Records = append(d.Records, goalRecord(names[i], x))
		}
		if len(t.Rows) == 0 {
			d.Notes = slices.Insert(d.Notes, 0, note("changes-nothing", names[i]))
			continue
		}
		d.Tables = append(d.Tables, t)
		if len(when.Rows) > 0 {
			d.Tables = append(d.Tables, when)
		}
	}
	d.Data = struct {
		Format  string         `json:"format"`
		Base    string         `json:"base"`
		Trials  int            `json:"trials"`
		Partial bool           `json:"partial"`
		Rows    []row          `json:"rows"`
		Times   []jsonPlanTime `json:"times"`
		Goals   []jsonPlanGoal `json:"goals"`
	}{"harkara.compare/v1", base, c.Trials, c.Partial, rows, times, goals}
	return d
}

// changedTiers are those of which some trial reaches more or less, or might have.
func changedTiers(c study.Change) map[string]bool {
	out := map[string]bool{}
	for _, x := range c.Rows {
		if x.Better > 0 || x.Worse > 0 || x.Difference.High > x.Difference.Low {
			out[x.Tier] = true
		}
	}
	return out
}

// points is a difference in points of a percent, or ~ for none.
func points(x study.Difference) Cell {
	if x.Same() {
		return said("tilde")
	}
	return signed(x.Difference)
}

// signed is a difference of shares in points, with its bounds.
func signed(e cascade.Estimate) Cell {
	short := note("points", e.Value*100)
	half := max(e.High-e.Value, e.Value-e.Low)
	switch {
	case math.IsNaN(half) || half < 0.0005:
		return same(short)
	case half >= 0.01 && lopsided(e):
		return Cell{note("points-from-to", e.Value*100, e.Low*100, e.High*100), short}
	}
	return Cell{note("points-bounds", e.Value*100, half*100), short}
}

// ofTrials is a part of all trials.
func ofTrials(k, n int) Cell {
	if n == 0 {
		return said("dash")
	}
	return said("whole-share", float64(k)/float64(n))
}
