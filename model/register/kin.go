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

// family cleans the rows of a table with parents, in this order: codes that stand
// for none, codes that are there twice, parents, circles, tiers.
func (r *Register) family(members []member, f *family, o Options) error {
	if f.rule != noRule {
		f.parentsByCode(members)
		r.Report.Columns = append(r.Report.Columns, Choice{model.Worded("parent"), startOfCode})
	}
	byCode, byName := r.index(members, f)
	if err := r.adopt(&members, f, byCode, byName, o); err != nil {
		return err
	}
	members = onceEach(members)
	r.cutCircles(members)
	units := make([]raw, len(members))
	for i := range members {
		units[i] = members[i].raw
	}
	tops := 0
	for _, u := range units {
		if u.up < 0 {
			tops++
		}
	}
	shift := 0
	if tops > 1 {
		shift = 1 // below the unit that is added on top
	}
	tiers := r.tiersByName(units, shift, f.tier >= 0)
	if tiers == nil {
		tiers = tiersByDepth(units, shift)
	}
	if err := r.finish(units, tiers, o.Name); err != nil {
		return err
	}
	r.linkSeconds()
	return nil
}

// onceEach leaves out the rows that say the same as an earlier one.
func onceEach(members []member) []member {
	if !slices.ContainsFunc(members, func(m member) bool { return m.again }) {
		return members
	}
	at := make([]int, len(members))
	var out []member
	for i, m := range members {
		at[i] = len(out)
		if !m.again {
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
func (r *Register) index(members []member, f *family) (byCode, byName map[string]int) {
	byCode, byName = map[string]int{}, map[string]int{}
	times := map[string]int{}
	for _, m := range members {
		if isNone(m.Code) || zeros(m.Code) {
			times[folded(m.Code)]++
		}
	}
	for i := range members {
		m := &members[i]
		low := folded(m.Code)
		if m.Code != "" && (slices.Contains(noName, low) || (isNone(m.Code) || zeros(m.Code)) && times[low] > 1) {
			r.Report.found("no-code", "%s: %s", m.where, m.Code)
			m.Code, low = "", ""
		}
		if m.again {
			continue
		}
		if low != "" {
			if first, there := byCode[low]; !there {
				byCode[low] = i
			} else if r.secondParent(members, first, i) {
				continue
			} else {
				r.Report.found("same-code", "%s: %s, also %s", m.where, short(m.Code), members[first].where)
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
func (r *Register) secondParent(members []member, first, i int) bool {
	a, m := &members[first], &members[i]
	if folded(a.Name) != folded(m.Name) || folded(a.parent) == folded(m.parent) || isNone(m.parent) || a.People != m.People {
		return false
	}
	m.again = true
	r.Report.Units--
	r.Report.leave("second parent", m.People)
	r.Report.found("second-parent", "%s: %s below %s", m.where, short(m.Code), short(m.parent))
	r.seconds = append(r.seconds, [2]string{m.parent, m.Code})
	return true
}

// linkSeconds links second parents, once all units are in order.
func (r *Register) linkSeconds() {
	at := map[string]int{}
	for i, u := range r.Units {
		at[folded(u.Code)] = i
	}
	for _, s := range r.seconds {
		from, there := at[folded(s[0])]
		if to, also := at[folded(s[1])]; there && also && from != to {
			r.Links = append(r.Links, Link{from, to})
		}
	}
}

// adopt finds the parent of each row. One that has no row is made where the row
// gives its name; else the row is put under a unit "not placed".
func (r *Register) adopt(members *[]member, f *family, byCode, byName map[string]int, o Options) error {
	made := map[string]int{}
	var orphans []int
	var bare map[string]int // codes without zeros in front, once they are needed
	for i := range *members {
		m := &(*members)[i]
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
			if exact := (*members)[at].Code; !f.byName && exact != m.parent && folded(exact) == low {
				r.Report.found("case", "%s: %s is %s", m.where, short(m.parent), short(exact))
			}
			m.up = at
		case isNone(m.parent) || zeros(m.parent):
		case m.parentName != "":
			r.Report.found("no-row", "%s: %s", m.where, short(m.parent))
			if _, there := made[low]; !there {
				made[low] = len(*members)
				r.Report.found("made", "%s", short(m.parentName))
				p := member{raw: raw{Unit: Unit{Code: m.parent, Name: m.parentName, People: -1, Homes: -1}, up: -1, tier: m.parentTier, where: m.where}}
				*members = append(*members, p)
			}
			(*members)[i].up = made[low]
		default:
			r.Report.found("orphan", "%s: %s", m.where, short(m.parent))
			if !m.again {
				orphans = append(orphans, i)
			}
		}
	}
	if len(orphans) == 0 {
		return nil
	}
	if o.Refuse {
		return model.Errorf("%d rows name a parent that is not there: %s", len(orphans), model.Listed(r.places("orphan")))
	}
	r.shelter(members, orphans)
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

func (r *Register) places(kind string) []model.Wording {
	for _, f := range r.Report.Findings {
		if f.Kind == kind {
			return f.Places
		}
	}
	return nil
}

// shelter puts rows without a parent under a unit "not placed", below the top
// where there is one.
func (r *Register) shelter(members *[]member, orphans []int) {
	var tops []int
	for i, m := range *members {
		if m.up < 0 && !slices.Contains(orphans, i) {
			tops = append(tops, i)
		}
	}
	shelter := member{raw: raw{Unit: Unit{Name: notPlaced, People: -1, Homes: -1}, up: -1, where: spot{in: naming{file: notPlaced}}}}
	if len(tops) == 1 {
		shelter.up = tops[0]
	}
	*members = append(*members, shelter)
	for _, i := range orphans {
		(*members)[i].up = len(*members) - 1
	}
}

// cutCircles cuts each circle of parents at the row of it that comes last in the
// file.
func (r *Register) cutCircles(members []member) {
	state := make([]int, len(members)) // 0 unseen, k+1 on the way from k, -1 done
	for start := range members {
		i := start
		for i >= 0 && state[i] == 0 {
			state[i] = start + 1
			i = members[i].up
		}
		if i >= 0 && state[i] == start+1 {
			last := i
			for j := members[i].up; j != i; j = members[j].up {
				last = max(last, j)
			}
			r.Report.found("circle", "%s: %s", members[last].where, short(cmp.Or(members[last].Code, members[last].Name)))
			members[last].up = -1
		}
		for i = start; i >= 0 && state[i] == start+1; i = members[i].up {
			state[i] = -1
		}
	}
}
