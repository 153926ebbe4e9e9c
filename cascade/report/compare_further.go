package report

import (
	"harkara/cascade/report/schema"
	"harkara/cascade/study"
)

// addFurther adds what one plan changes beside shares, times and goals, and gives it as
// rows of one value each.
func addFurther(f *schema.PlanFurther, plan string, c study.Change) (records [][]string) {
	const statistic = 11 // the column that says what a row is about
	for _, x := range c.Known {
		f.Known = append(f.Known, schema.PlanKnown{Answer: x.Answer, From: x.From, PlanReach: planReachJSON(plan, x.Difference)})
		r := planReachRecord(plan, x.Difference)
		r[statistic] = "known_" + x.Answer
		records = append(records, r)
	}
	for _, x := range c.KnownTimes {
		f.KnownTimes = append(f.KnownTimes, schema.PlanKnownTime{Answer: x.Answer, From: x.From, PlanTime: timeJSON(plan, x.TimeDifference)})
		r := timeRecord(plan, x.TimeDifference)
		r[statistic] = "known_" + x.Answer + "_time_to_s"
		records = append(records, r)
	}
	for _, x := range c.Right {
		f.Right = append(f.Right, schema.PlanRight{Holds: held(x), Believes: x.Believes, PlanReach: planReachJSON(plan, x.Difference)})
		r := planReachRecord(plan, x.Difference)
		r[statistic] = held(x)
		records = append(records, r)
	}
	return records
}

// held is what those are said to hold whom a row is about.
func held(x study.RightDifference) string {
	if x.Wrong {
		return "wrong"
	}
	return "right"
}

// furtherTables are those of what is known, one an answer, and of what is held where that
// is asked for; without what a plan cannot change.
func furtherTables(columns []Column, a About, c study.Change, trials int) []Table {
	out := knownTables(columns, c, trials)
	if a.Right {
		out = append(out, heldTable(columns, c, trials))
	}
	return out
}

// knownTables are what a plan changes of what each tier knows, a table an answer.
func knownTables(columns []Column, c study.Change, trials int) []Table {
	changed := map[[2]string]bool{}
	for _, x := range c.Known {
		key := [2]string{x.Answer, x.Tier}
		changed[key] = changed[key] || differs(x.Difference)
	}
	var out []Table
	table := map[string]int{}
	of := func(answer, from string) *Table {
		i, ok := table[answer]
		if !ok {
			i = len(out)
			table[answer] = i
			out = append(out, Table{Caption: note("known-compared", answer, from), Columns: columns})
		}
		return &out[i]
	}
	for _, x := range c.Known {
		if t := of(x.Answer, x.From); changed[[2]string{x.Answer, x.Tier}] {
			t.Rows = append(t.Rows, shareRow(textCell(x.Tier), x.Difference, trials))
		}
	}
	for _, x := range c.KnownTimes {
		if t := of(x.Answer, x.From); changed[[2]string{x.Answer, x.Tier}] {
			t.Rows = append(t.Rows, timeRow(x.TimeDifference, trials))
		}
	}
	return out
}

// heldTable is what a plan changes of what is held.
func heldTable(columns []Column, c study.Change, trials int) Table {
	t := Table{Caption: note("held-compared"), Columns: columns}
	changed := map[[2]string]bool{}
	for _, x := range c.Right {
		key := [2]string{x.Tier, held(x)}
		changed[key] = changed[key] || differs(x.Difference)
	}
	for _, x := range c.Right {
		if !changed[[2]string{x.Tier, held(x)}] {
			continue
		}
		name := note("right-right")
		switch {
		case x.Believes != "":
			t.Caption = note("believed-compared")
			name = note("believes", x.Believes)
		case x.Wrong:
			name = note("right-wrong")
		}
		t.Rows = append(t.Rows, shareRow(cellOf(note("tier-holds", x.Tier, name)), x.Difference, trials))
	}
	return t
}

// differs tells whether some trial reaches more or less, or might have.
func differs(x study.Difference) bool {
	return x.Better > 0 || x.Worse > 0 || x.Difference.High > x.Difference.Low
}

// shareRow is a row of a share at a time.
func shareRow(name Cell, x study.Difference, trials int) []Cell {
	return []Cell{
		name, cell("moment", x.At), cell("share", x.Base.Value), cell("share", x.Plan.Value), pointsCell(x, trials),
		ofTrialsCell(x.Better, trials), ofTrialsCell(x.Worse, trials),
	}
}
