package report

import (
	"cmp"
	"math"
	"slices"

	"harkara/cascade"
	"harkara/model"
)

// mostGroups is how many lines of groups are printed in a table; CSV and JSON
// have all.
const mostGroups = 1000

// groupTables are a table for each tier whose units are told apart.
func groupTables(r *cascade.Result) []Table {
	tiers, of := byTier(r.Groups)
	out := make([]Table, len(tiers))
	for i, tier := range tiers {
		out[i] = groupTable(tier, r, of[tier])
	}
	return out
}

// byTier are groups by the tier of their unit, and the tiers in order.
func byTier(groups []cascade.Group) (tiers []string, of map[string][]*cascade.Group) {
	of = map[string][]*cascade.Group{}
	for i := range groups {
		g := &groups[i]
		if of[g.Self.Name] == nil {
			tiers = append(tiers, g.Self.Name)
		}
		of[g.Self.Name] = append(of[g.Self.Name], g)
	}
	return tiers, of
}

// groupTable has a line for each of some units of a tier, worst first.
func groupTable(by string, r *cascade.Result, groups []*cascade.Group) Table {
	below := belowAll(groups)
	slices.SortStableFunc(groups, func(a, b *cascade.Group) int {
		return cmp.Compare(reachedLast(a, below), reachedLast(b, below))
	})
	hidden := max(len(groups)-mostGroups, 0)
	t := Table{
		Caption: note("groups", below, by),
		Columns: []Column{{Name: verbatim(by), Key: true}, {Name: verbatim(below), Right: true, Key: true}},
	}
	if hidden > 0 {
		t.Caption = note("groups-hidden", int64(hidden), below, by)
	}
	t.Columns = append(t.Columns, momentColumns(r.At)...)
	t.Columns = append(t.Columns, numberColumn("col-not-reached"), textColumn("col-most-lost"))
	var who []nameAndPath
	for _, g := range groups {
		who = append(who, nameAndPath{g.Name, g.Code})
	}
	names := distinct(who)
	for i, g := range groups[:len(groups)-hidden] {
		t.Rows = append(t.Rows, append([]Cell{groupNamed(g, names[i])}, groupRow(r, g, below)...))
	}
	return t
}

// groupNamed is a cell with a group's name, as distinct has it: its code tells which local
// name is meant where that is its own name.
func groupNamed(g *cascade.Group, as string) Cell {
	if as != g.Name {
		return textCell(as)
	}
	return cellOf(note("verbatim", model.Called{Name: g.Name, Code: g.Code}))
}

// belowAll is what says most about groups: their people, or else the lowest
// tier that any of them has.
func belowAll(groups []*cascade.Group) string {
	best, depth := groups[0].Self.Name, -1
	for _, g := range groups {
		for i, t := range g.Tiers {
			if t.Name == model.PublicTier {
				return t.Name
			}
			if t.Name != model.HouseholdTier && i > depth {
				best, depth = t.Name, i
			}
		}
	}
	return best
}

// tierOf is the answer for a tier of a group; nil where the group has none of it.
func tierOf(g *cascade.Group, name string) *cascade.Tier {
	for i := range g.Tiers {
		if g.Tiers[i].Name == name && g.Tiers[i].Units > 0 {
			return &g.Tiers[i]
		}
	}
	if g.Self.Name == name && g.Self.Units > 0 {
		return &g.Self
	}
	return nil
}

// reachedLast is the share that has the message by the last time. Where a unit
// has nobody who could it is below all shares if there are people whom nobody
// serves, and above all if there are none.
func reachedLast(g *cascade.Group, below string) float64 {
	switch t := tierOf(g, below); {
	case t != nil && len(t.Reach) > 0:
		return t.Reach[len(t.Reach)-1].Mean.Value
	case g.Unserved > 0:
		return -float64(g.Unserved)
	}
	return math.Inf(1)
}

// groupRow is the row of a group after its name.
func groupRow(r *cascade.Result, g *cascade.Group, below string) []Cell {
	tier := tierOf(g, below)
	if tier == nil {
		row := []Cell{countCell(g.Unserved)}
		for range r.At {
			row = append(row, cell("dash"))
		}
		if g.Unserved > 0 {
			return append(row, countCell(g.Unserved), cell("lost-unserved"))
		}
		return append(row, cell("dash"), cell("dash"))
	}
	row := []Cell{countCell(tier.Units)}
	for _, x := range tier.Reach {
		row = append(row, reachCell(r, tier, x))
	}
	missed := (1 - reachedLast(g, below)) * float64(tier.Units)
	return append(row, countCell(int64(math.Round(missed))), cellOf(largestDrop(g)))
}

// largestDrop is where, going down to the people, the share that has the message by
// the last column is less by most than at the tier before.
func largestDrop(g *cascade.Group) model.Note {
	before, most, where := 1.0, 0.0, note("dash")
	for _, t := range append([]cascade.Tier{g.Self}, g.Tiers...) {
		if t.Name == model.HouseholdTier || len(t.Reach) == 0 || t.Units == 0 {
			continue
		}
		now := t.Reach[len(t.Reach)-1].Mean.Value
		if drop := before - now; drop > most {
			most, where = drop, note("lost-before", t.Name)
			if t.Name == model.PublicTier {
				where = note("lost-among")
			}
		}
		before = min(before, now)
	}
	return where
}
