package report

import (
	"harkara/cascade"
	"harkara/model"
	"math"
	"slices"
)

// loadTables is what the people of each tier have to deal with, all messages together and,
// where several share a desk, each by itself.
func loadTables(last *cascade.Result, results []*cascade.Result) []Table {
	if len(last.Loads) == 0 {
		return nil
	}
	each := len(results) > 1 && slices.ContainsFunc(last.Loads, func(x cascade.Load) bool { return x.Message != "" })
	t := Table{Caption: note("loads"), Columns: []Column{keyColumn("col-tier"), keyColumn("col-person")}}
	if each {
		t.Columns = append(t.Columns, keyColumn("col-message"))
	}
	t.Columns = append(t.Columns, numberColumn("col-busy"), numberColumn("col-waits"), numberColumn("col-waits-90"), numberColumn("col-dropped"))
	for i := range last.Loads {
		if x := &last.Loads[i]; x.Message == "" {
			t.Rows = append(t.Rows, loadRow(x, each))
			for _, r := range results {
				k := slices.IndexFunc(r.Loads, func(y cascade.Load) bool { return y.Tier == x.Tier && y.Person == x.Person && y.Message == r.Message })
				if each && k >= 0 {
					t.Rows = append(t.Rows, loadRow(&r.Loads[k], each))
				}
			}
		}
	}
	return []Table{t}
}

// loadRow is a row of it; each is whether messages are told apart.
func loadRow(x *cascade.Load, each bool) []Cell {
	person := cell("office")
	if x.Person > 0 {
		person = countCell(int64(x.Person))
	}
	row := []Cell{textCell(x.Tier), person}
	switch {
	case each && x.Message == "":
		row = append(row, cell("all-messages"))
	case each:
		row = append(row, textCell(x.Message))
	}
	wait, wait90 := cell("dash"), cell("dash")
	switch {
	case x.Overloaded:
		wait = cell("overloaded")
	case !math.IsNaN(x.Wait.Value):
		wait, wait90 = cell("time", x.Wait.Value), cell("time", x.Wait90)
	}
	return append(row, shareCell(x.Busy), wait, wait90, shareCell(x.Lost))
}

// overloadNotes say at which tiers more comes than can be dealt with.
func overloadNotes(r *cascade.Result) []model.Note {
	var out []model.Note
	var told []string
	for _, x := range r.Loads {
		if x.Overloaded && x.Message == "" && !slices.Contains(told, x.Tier) {
			told = append(told, x.Tier)
			out = append(out, note("overloaded-at", x.Tier))
		}
	}
	return out
}
