package register

import (
	"cmp"
	"fmt"
	"harkara/model"
	"slices"
	"strings"
)

// notPlaced is the unit that those are put under whose parent is not there.
const notPlaced = "not placed"

// fromParentRows cleans the rows of a table with parents, in this order: codes that stand
// for none, codes that are there twice, parents, circles, tiers.
func (r *Register) fromParentRows(rows []parentRow, f *parentColumns, o Options) error {
	if f.rule != noRule {
		f.parentsByCode(rows)
		r.Report.Columns = append(r.Report.Columns, Choice{model.Worded("parent"), startOfCode})
	}
	byCode, byName := r.index(rows, f)
	if err := r.findParents(&rows, f, byCode, byName, o); err != nil {
		return err
	}
	rows = withoutRepeated(rows)
	r.cutCircles(rows)
	units := make([]draft, len(rows))
	for i := range rows {
		units[i] = rows[i].draft
	}
	shift := shiftOf(units)
	tiers := r.tiersByName(units, shift, f.tier >= 0)
	if tiers == nil {
		var err error
		if tiers, err = tiersByDepth(units, shift); err != nil {
			return err
		}
	}
	if err := r.finish(units, tiers, o.Name); err != nil {
		return err
	}
	r.linkSecondParents()
	return nil
}

// withoutRepeated leaves out the rows that say the same as an earlier one.
func withoutRepeated(rows []parentRow) []parentRow {
	if !slices.ContainsFunc(rows, func(m parentRow) bool { return m.repeated }) {
		return rows
	}
	at := make([]int, len(rows))
	var out []parentRow
	for i, m := range rows {
		at[i] = len(out)
		if !m.repeated {
			out = append(out, m)
		}
	}
	for i := range out {
		if up := out[i].up; up >= 0 {
			out[i].up = at[up]
		}
	}
	return out
}

// index gives each row a code of its own and finds rows by code and by name.
func (r *Register) index(rows []parentRow, f *parentColumns) (byCode, byName map[string]int) {
	byCode, byName = map[string]int{}, map[string]int{}
	times := map[string]int{}
	for _, m := range rows {
		if isNone(m.Code) || zeros(m.Code) {
			times[folded(m.Code)]++
		}
	}
	for i := range rows {
		m := &rows[i]
		low := folded(m.Code)
		if m.Code != "" && (slices.Contains(noName, low) || (isNone(m.Code) || zeros(m.Code)) && times[low] > 1) {
			r.Report.found("no-code", "%s: %s", m.where, m.Code)
			m.Code, low = "", ""
		}
		if m.repeated {
			continue
		}
		if low != "" {
			if first, there := byCode[low]; !there {
				byCode[low] = i
			} else if r.secondParent(rows, first, i) {
				continue
			} else {
				r.Report.found("same-code", "%s: %s, also %s", m.where, short(m.Code), rows[first].where)
				for n := 2; ; n++ {
					code := fmt.Sprintf("%s-%d", m.Code, n)
					if _, taken := byCode[folded(code)]; !taken {
						m.Code, byCode[folded(code)] = code, i
						break
					}
				}
			}
		}
		if m.Name == "" {
			continue
		}
		if _, twice := byName[folded(m.Name)]; twice {
			byName[folded(m.Name)] = -1
		} else {
			byName[folded(m.Name)] = i
		}
	}
	return byCode, byName
}

// secondParent tells whether a row says of a unit of an earlier row that it has
// another parent: then that one is linked to it, beside the first.
func (r *Register) secondParent(rows []parentRow, first, i int) bool {
	a, m := &rows[first], &rows[i]
	if folded(a.Name) != folded(m.Name) || folded(a.parent) == folded(m.parent) || isNone(m.parent) || a.People != m.People {
		return false
	}
	m.repeated = true
	r.Report.Units--
	r.Report.leave("second parent", m.People)
	r.Report.found("second-parent", "%s: %s below %s", m.where, short(m.Code), short(m.parent))
	r.secondParents = append(r.secondParents, [2]string{m.parent, m.Code})
	return true
}

// linkSecondParents links second parents, once all units are in order.
func (r *Register) linkSecondParents() {
	at := map[string]int{}
	for i, u := range r.Units {
		at[folded(u.Code)] = i
	}
	for _, s := range r.secondParents {
		from, there := at[folded(s[0])]
		if to, also := at[folded(s[1])]; there && also && from != to {
			r.Links = append(r.Links, Link{from, to})
		}
	}
}

// findParents finds the parent of each row. One that has no row is made where the row
// gives its name; else the row is put under a unit "not placed".
func (r *Register) findParents(rows *[]parentRow, f *parentColumns, byCode, byName map[string]int, o Options) error {
	made := map[string]int{}
	var orphans []int
	var bare map[string]int // codes without zeros in front, once they are needed
	for i := range *rows {
		m := &(*rows)[i]
		low := folded(m.parent)
		at, found := byCode[low]
		if f.byName {
			at, found = byName[low]
			found = found && at >= 0
		}
		if !found && !f.byName && isNumber(low) {
			if bare == nil {
				bare = withoutZeros(byCode)
			}
			if at, found = bare[strings.TrimLeft(low, "0")]; found && strings.TrimLeft(low, "0") != "" {
				r.Report.found("zeros", "%s: %s", m.where, m.parent)
			} else {
				found = false
			}
		}
		if !found && !f.byName {
			if at, found = byName[low]; found && (at < 0 || low == "") {
				found = false
			}
		}
		switch {
		case found && at == i:
			r.Report.found("own-parent", "%s: %s", m.where, short(cmp.Or(m.Code, m.Name)))
		case found:
			if exact := (*rows)[at].Code; !f.byName && exact != m.parent && folded(exact) == low {
				r.Report.found("case", "%s: %s is %s", m.where, short(m.parent), short(exact))
			}
			m.up = at
		case isNone(m.parent) || zeros(m.parent):
		case m.parentName != "":
			r.Report.found("no-row", "%s: %s", m.where, short(m.parent))
			if _, there := made[low]; !there {
				made[low] = len(*rows)
				r.Report.found("made", "%s", short(m.parentName))
				p := parentRow{draft: draft{Unit: Unit{Code: m.parent, Name: m.parentName, People: -1, Homes: -1}, up: -1, tier: m.parentTier, where: m.where}}
				*rows = append(*rows, p)
			}
			(*rows)[i].up = made[low]
		default:
			r.Report.found("orphan", "%s: %s", m.where, short(m.parent))
			if !m.repeated {
				orphans = append(orphans, i)
			}
		}
	}
	if len(orphans) == 0 {
		return nil
	}
	if o.Refuse {
		return model.Errorf("%d rows name a parent that is not there: %s", len(orphans), model.Listing(r.Report.finding("orphan").Places))
	}
	r.placeOrphans(rows, orphans)
	return nil
}

// withoutZeros finds rows by their codes without zeros in front.
func withoutZeros(byCode map[string]int) map[string]int {
	out := map[string]int{}
	for code, i := range byCode {
		if bare := strings.TrimLeft(code, "0"); bare != "" {
			out[bare] = i
		}
	}
	return out
}

// placeOrphans puts rows without a parent under a unit "not placed", below the top
// where there is one.
func (r *Register) placeOrphans(rows *[]parentRow, orphans []int) {
	var tops []int
	for i, m := range *rows {
		if m.up < 0 && !slices.Contains(orphans, i) {
			tops = append(tops, i)
		}
	}
	shelter := parentRow{draft: draft{Unit: Unit{Name: notPlaced, People: -1, Homes: -1}, up: -1, where: position{in: tableName{file: notPlaced}}}}
	if len(tops) == 1 {
		shelter.up = tops[0]
	}
	*rows = append(*rows, shelter)
	for _, i := range orphans {
		(*rows)[i].up = len(*rows) - 1
	}
}

// cutCircles cuts each circle of parents at the row of it that comes last in the
// file.
func (r *Register) cutCircles(rows []parentRow) {
	state := make([]int, len(rows)) // 0 unseen, k+1 on the way from k, -1 done
	for start := range rows {
		i := start
		for i >= 0 && state[i] == 0 {
			state[i] = start + 1
			i = rows[i].up
		}
		if i >= 0 && state[i] == start+1 {
			last := i
			for j := rows[i].up; j != i; j = rows[j].up {
				last = max(last, j)
			}
			r.Report.found("circle", "%s: %s", rows[last].where, short(cmp.Or(rows[last].Code, rows[last].Name)))
			rows[last].up = -1
		}
		for i = start; i >= 0 && state[i] == start+1; i = rows[i].up {
			state[i] = -1
		}
	}
}
