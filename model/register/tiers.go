package register

import (
	"fmt"
	"harkara/model"
	"slices"
)

// depths are how many units stand above each.
func depths(units []draft) []int {
	out := make([]int, len(units))
	for i := range out {
		out[i] = -1
	}
	var path []int
	for i := range units {
		path = path[:0]
		for j := i; j >= 0 && out[j] < 0; j = units[j].up {
			path = append(path, j)
		}
		for k := len(path) - 1; k >= 0; k-- {
			d := 0
			if up := units[path[k]].up; up >= 0 {
				d = out[up] + 1
			}
			out[path[k]] = d
		}
	}
	return out
}

// shiftOf is by how many tiers units are below the place that their tops have: 1 where there
// are several of these, below a unit that is added.
func shiftOf(units []draft) int {
	if len(topsOf(units)) > 1 {
		return 1
	}
	return 0
}

// maxLevels is how many tiers a network may have.
const maxLevels = 64

// tiersByDepth numbers the tiers by how many units stand above; it is an error where there
// would be more of them than a network may have.
func tiersByDepth(units []draft, shift int) ([]string, error) {
	var tiers []string
	deep, first := 0, 0
	for i, d := range depths(units) {
		if units[i].Tier = d + shift; d+shift >= maxLevels {
			if deep++; deep == 1 {
				first = i
			}
			continue
		}
		for len(tiers) <= units[i].Tier {
			tiers = append(tiers, fmt.Sprintf("level %d", len(tiers)+1))
		}
	}
	if deep > 0 {
		return nil, model.Errorf("%s units have %d or more above them, the first of them at %s: a network has at most %d levels", model.Figure(deep), maxLevels-shift, units[first].where, maxLevels)
	}
	return tiers, nil
}

// tiersByName are the tiers that rows name, from the top, where every parent is of
// a tier above: nil where they are not, which is told.
func (r *Register) tiersByName(units []draft, shift int, given bool) []string {
	if !given {
		return nil
	}
	var names []string
	canonical := map[string]string{}
	for i, d := range depths(units) {
		if units[i].Name == notPlaced && units[i].tier == "" {
			continue
		}
		low := folded(units[i].tier)
		if low == "" || d >= maxLevels {
			r.Report.found("no-tier", "%s: %s", units[i].where, short(units[i].Name))
			return nil
		}
		if canonical[low] == "" {
			canonical[low] = units[i].tier
			names = append(names, low)
		}
	}
	above := map[string]map[string]bool{}
	for _, u := range units {
		if u.up >= 0 && units[u.up].tier != "" {
			low := folded(u.tier)
			if above[low] == nil {
				above[low] = map[string]bool{}
			}
			above[low][folded(units[u.up].tier)] = true
		}
	}
	// Take, in the order of the file, each tier whose tiers above were taken.
	var order []string
	for len(order) < len(names) {
		next := slices.IndexFunc(names, func(n string) bool {
			if slices.Contains(order, n) {
				return false
			}
			for up := range above[n] {
				if !slices.Contains(order, up) {
					return false
				}
			}
			return true
		})
		if next < 0 || len(names) > maxLevels-2 {
			r.Report.found("tiers-mixed", "%s", shortList(names))
			return nil
		}
		order = append(order, names[next])
	}
	return r.placeTiers(units, order, canonical, shift)
}

// placeTiers numbers the tiers of units in an order of names; "not placed" is of
// the tier above the highest of those below it.
func (r *Register) placeTiers(units []draft, order []string, canonical map[string]string, shift int) []string {
	tiers := make([]string, 0, len(order)+2)
	if shift > 0 {
		tiers = append(tiers, freeTier("all", order))
	}
	for _, n := range order {
		tiers = append(tiers, canonical[n])
	}
	for i := range units {
		units[i].Tier = slices.Index(order, folded(units[i].tier)) + shift
	}
	for i := range units {
		if units[i].Name != notPlaced || units[i].tier != "" {
			continue
		}
		least := len(tiers)
		for _, u := range units {
			if u.up == i {
				least = min(least, u.Tier)
			}
		}
		up := 0
		if units[i].up >= 0 {
			up = units[units[i].up].Tier + 1
		}
		if least-1 < up || least-1 < shift {
			return nil
		}
		units[i].Tier = least - 1
	}
	return tiers
}

// freeTier is a name for a tier that no other has.
func freeTier(name string, others []string) string {
	for slices.Contains(others, name) {
		name = "above " + name
	}
	return name
}
