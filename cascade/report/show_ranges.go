package report

import (
	"harkara/model/scenario"
)

// rangesTable is what is not known: where each value stands, what stands there, between
// what it may lie, and why.
func rangesTable(s *scenario.Scenario) Table {
	t := Table{Caption: note("shown-ranges"), Columns: []Column{
		keyColumn("col-value"), numberColumn("range-low"), numberColumn("range-stands"), numberColumn("range-high"),
	}}
	for i := range s.Uncertain {
		r := &s.Uncertain[i]
		stands := cell("dash")
		if x, unit, ok := s.Quantity(r.Path); ok {
			stands = textCell(scenario.FormatQuantity(x, unit))
		}
		t.Rows = append(t.Rows, []Cell{textCell(r.Path), textCell(r.Low()), stands, textCell(r.High())})
	}
	return t
}

// actionsTable is what could be done for money.
func actionsTable(s *scenario.Scenario) Table {
	t := Table{Caption: note("shown-actions"), Columns: []Column{
		keyColumn("place-action"), textColumn("action-for"), numberColumn("place-cost"), numberColumn("action-most"),
	}}
	for i := range s.Actions {
		a := &s.Actions[i]
		where := cell("place-once")
		if a.Tier >= 0 {
			where = textCell(s.Network.Tiers()[a.Tier])
		}
		t.Rows = append(t.Rows, []Cell{textCell(a.Name), where, countCell(a.Cost), countCell(int64(a.AtMost))})
	}
	return t
}
