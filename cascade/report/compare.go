package report

import (
	"math"
	"slices"
	"strconv"

	"harkara/cascade"
	"harkara/cascade/report/schema"
	"harkara/cascade/study"
	"harkara/model"
)

// Compare reports what each plan changes, in the order of names, on the same
// random numbers as the scenario without a plan.
func Compare(a About, base string, names []string, c *study.Comparison) Document {
	d := Document{
		Title: title(a),
		Under: []model.Note{note("dots", []model.Note{note("plans-against", base), note("trials-shared", int64(c.Trials))})},
		Notes: append(partialNote(c.Partial, c.Trials), howWellCompared(c)...),
		Records: [][]string{{
			"plan", "tier", "time_s", "base", "with_plan", "difference", "low", "high", "sd", "trials_better", "trials_worse", "statistic", "share", "p05", "p95",
		}},
		Brackets: note("round-and-square"),
	}
	rows, times, goals := []schema.PlanReach{}, []schema.PlanTime{}, []schema.PlanGoal{}
	var further schema.PlanFurther
	for i, change := range c.Plans {
		if tables := changeTables(a, base, names[i], change, c.Trials); tables != nil {
			d.Tables = append(d.Tables, tables...)
		} else {
			d.Notes = slices.Insert(d.Notes, 0, note("changes-nothing", names[i]))
		}
		for _, x := range change.Rows {
			rows = append(rows, planReachJSON(names[i], x))
			d.Records = append(d.Records, planReachRecord(names[i], x))
		}
		for _, x := range change.Times {
			times = append(times, timeJSON(names[i], x))
			d.Records = append(d.Records, timeRecord(names[i], x))
		}
		for _, x := range change.Goals {
			goals = append(goals, goalJSON(names[i], x))
			d.Records = append(d.Records, goalRecord(names[i], x))
		}
		d.Records = append(d.Records, addFurther(&further, names[i], change)...)
	}
	d.Data = schema.Compare{Format: "harkara.compare/v1", Base: base, Trials: c.Trials, Partial: c.Partial, Rows: rows, Times: times, Goals: goals, PlanFurther: further}
	return d
}

// changeTables are those of one plan: of shares, then of times and goals; none where
// it changes nothing.
func changeTables(a About, base, plan string, c study.Change, trials int) []Table {
	by, better := numberColumn("col-by"), numberColumn("col-better")
	by.Key, better.Break = true, true
	difference := numberColumn("col-difference")
	difference.Late = true // its bounds are no less of the answer than itself
	shares := Table{Columns: []Column{
		keyColumn("col-tier"), by, {Name: verbatim(base), Right: true}, {Name: verbatim(plan), Right: true},
		difference, better, numberColumn("col-worse"),
	}}
	when := Table{Columns: shares.Columns}
	changed := changedTiers(c)
	for _, x := range c.Rows {
		if changed[x.Tier] {
			shares.Rows = append(shares.Rows, shareRow(textCell(x.Tier), x, trials))
		}
	}
	for _, x := range c.Times {
		if changed[x.Tier] {
			when.Rows = append(when.Rows, timeRow(x, trials))
		}
	}
	for _, x := range c.Goals {
		if changed[x.Tier] {
			when.Rows = append(when.Rows, goalRow(x, trials))
		}
	}
	var out []Table
	for _, t := range append([]Table{shares, when}, furtherTables(shares.Columns, a, c, trials)...) {
		if len(t.Rows) > 0 {
			out = append(out, t)
		}
	}
	if len(out) > 0 {
		title := note("title-plan", plan)
		if out[0].Caption.Kind != "" {
			title = note("dots", []model.Note{title, out[0].Caption})
		}
		out[0].Caption = title
	}
	return out
}

// howWellCompared says how well differences of shares are known, and what ~ is.
func howWellCompared(c *study.Comparison) []model.Note {
	wide := 0.0
	for _, change := range c.Plans {
		for _, x := range change.Rows {
			wide = max(wide, x.Difference.Half())
		}
		for _, x := range change.Known {
			wide = max(wide, x.Difference.Difference.Half())
		}
	}
	out := []model.Note{note("no-difference")}
	if half := roundedUp(wide); half > 0 {
		out = append([]model.Note{note("known-difference", half)}, out...)
	}
	if c.Trials > 0 && c.Trials < fewestPlays {
		out = append(out, note("few-plays", int64(fewestPlays)))
	}
	return out
}

func planReachJSON(plan string, x study.Difference) schema.PlanReach {
	v := x.Difference
	var low, high *float64
	if x.Base.Low < x.Base.High {
		low, high = number(x.Base.Low), number(x.Base.High)
	}
	return schema.PlanReach{
		BaseLow: low, BaseHigh: high,
		Plan: plan, Tier: x.Tier, At: x.At.Seconds(), Base: number(x.Base.Value), With: number(x.Plan.Value), Difference: number(v.Value), Low: number(v.Low), High: number(v.High),
		SD: number(x.SD), Better: x.Better, Worse: x.Worse, P05: number(x.P05), P95: number(x.P95),
	}
}

func planReachRecord(plan string, x study.Difference) []string {
	v := x.Difference
	return []string{
		plan, x.Tier, float(x.At.Seconds()), float(x.Base.Value), float(x.Plan.Value), float(v.Value), float(v.Low), float(v.High),
		float(x.SD), strconv.Itoa(x.Better), strconv.Itoa(x.Worse), "reach", "", float(x.P05), float(x.P95),
	}
}

// changedTiers are those of which some trial reaches more or less, or might have.
func changedTiers(c study.Change) map[string]bool {
	out := map[string]bool{}
	for _, x := range c.Rows {
		if differs(x) {
			out[x.Tier] = true
		}
	}
	return out
}

// pointsCell is a difference in points of a percent, with the range in which those of
// nine plays in ten lie, or ~ for none.
func pointsCell(x study.Difference, trials int) Cell {
	short := note("points", x.Difference.Value*100)
	switch {
	case x.Same():
		return cell("tilde")
	case trials < fewestPlays || printed(x.P05) == printed(x.P95):
		return cellOf(short)
	}
	return Cell{note("points-range", x.Difference.Value*100, pointsEnd(x.P05, x.P95), pointsEnd(x.P95, x.P05)), short}
}

// pointsEnd is an end of a range of differences, in whole points where that tells it
// from the other end. Nothing has no sign.
func pointsEnd(share, other float64) model.Note {
	whole := math.Round(share * 100)
	switch {
	case printed(share) == 0 || whole == 0 && math.Round(other*100) != 0:
		return note("round-percent", 0.0)
	case whole != math.Round(other*100):
		return note("round-points", whole)
	}
	return note("points", share*100)
}

// signedCell is a difference of shares in points, with its bounds.
func signedCell(e cascade.Estimate) Cell {
	short := note("points", e.Value*100)
	half := e.Half()
	switch {
	case math.IsNaN(half) || half < 0.0005:
		return cellOf(short)
	case half >= 0.01 && asymmetric(e):
		return Cell{note("points-from-to", e.Value*100, e.Low*100, e.High*100), short}
	}
	return Cell{note("points-bounds", e.Value*100, half*100), short}
}

// ofTrialsCell is a part of all trials.
func ofTrialsCell(k, n int) Cell {
	if n == 0 {
		return cell("dash")
	}
	return cell("whole-share", float64(k)/float64(n))
}
