package report

import (
	"testing"

	"harkara/cascade"
	"harkara/cascade/study"
	"harkara/model"
)

// The tables of a plan have the tiers that it changes, and no others.
func TestOnlyWhatChangesIsCompared(t *testing.T) {
	same, more := cascade.Estimate{}, cascade.Estimate{Value: 0.1, Low: 0.05, High: 0.15}
	row := func(tier string, d cascade.Estimate) study.Difference {
		x := study.Difference{Tier: tier, At: model.Hour, Base: cascade.Estimate{Value: 0.5}, Plan: cascade.Estimate{Value: 0.5 + d.Value}, Difference: d}
		if d != same {
			x.Better, x.SD = 90, 0.2
		}
		return x
	}
	c := study.Change{
		Rows:  []study.Difference{row("top", same), row("leaf", more)},
		Times: []study.TimeDifference{{Tier: "top", Share: 0.5}, {Tier: "leaf", Share: 0.5}},
		Goals: []study.GoalDifference{{Goal: model.Goal{Tier: "top"}}, {Goal: model.Goal{Tier: "leaf"}}},
	}
	tables := changeTables(About{}, "base", "plan", c, 100)
	if len(tables) != 2 || len(tables[0].Rows) != 1 || len(tables[1].Rows) != 2 {
		t.Fatalf("%d tables: %+v", len(tables), tables)
	}
	for _, table := range tables {
		for _, r := range table.Rows {
			if r[0].Full.Args[0] != "leaf" {
				t.Errorf("%+v", r[0])
			}
		}
	}
	c.Rows = c.Rows[:1]
	if got := changeTables(About{}, "base", "plan", c, 100); got != nil {
		t.Errorf("nothing changes, and is shown as %+v", got)
	}
}
