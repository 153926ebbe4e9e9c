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
		stands := said("dash")
		if x, unit, ok := s.Quantity(r.Path); ok {
			stands = named(scenario.FormatQuantity(x, unit))
		}
		t.Rows = append(t.Rows, []Cell{named(r.Path), named(r.Low()), stands, named(r.High())})
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
		where := said("place-once")
		if a.Tier >= 0 {
			where = named(s.Network.Tiers()[a.Tier])
		}
		t.Rows = append(t.Rows, []Cell{named(a.Name), where, counted(a.Cost), counted(int64(a.AtMost))})
	}
	return t
}
