package register

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// level is a level of places in a table with one column, or one group of columns,
// a level.
type level struct {
	stem              string // what the names of its columns have in common
	called            string // by another table, or by its file; "" is as its columns
	name, code, local int
}

// ladder are the columns of a table with one column a level, from the top.
type ladder struct {
	levels        []level
	name          int // of the row's own unit, where all levels are codes
	people, homes int
	area          int // whether the row is of a whole or a part: Total, Rural, Urban
	height        int // how many tables of others stand above it, by their codes
}

// levelColumns finds the levels of a table.
func (g *grid) levelColumns(o Options) (*ladder, error) {
	l := &ladder{name: -1, people: -1, homes: -1, area: -1}
	mapped, err := g.mapped(o.Map)
	if err != nil {
		return nil, err
	}
	at := map[string]int{}
	for i, name := range g.columns {
		r := roleOf(name)
		set := func(to *int) {
			if *to < 0 {
				*to = i
			}
		}
		switch r.kind {
		case "people":
			l.people = latest(g.columns, l.people, i)
			continue
		case "homes":
			l.homes = latest(g.columns, l.homes, i)
			continue
		case "area":
			set(&l.area)
			continue
		case "ignore", "serial":
			continue
		}
		if _, known := at[r.stem]; name == "" || r.parent || r.kind == "tier" && (r.stem == "" || known) {
			continue
		}
		if r.stem == "" && r.kind == "name" {
			set(&l.name)
		}
		k, known := at[r.stem]
		if !known && (l.people >= 0 || l.homes >= 0) {
			continue // what stands right of figures says something else
		}
		if !known {
			k = len(l.levels)
			at[r.stem] = k
			l.levels = append(l.levels, level{stem: r.stem, name: -1, code: -1, local: -1})
		}
		switch v := &l.levels[k]; r.kind {
		case "code":
			set(&v.code)
		case "local":
			set(&v.local)
		default:
			if v.name >= 0 && v.local < 0 && strings.HasSuffix(name, "(2)") {
				v.local = i // a name that is there twice
			}
			set(&v.name)
		}
	}
	l.ownUnit(at)
	if c, ok := mapped["people"]; ok {
		l.people = c
	}
	if c, ok := mapped["homes"]; ok {
		l.homes = c
	}
	if names := o.Map["levels"]; names != "" {
		l.levels = nil
		for name := range strings.SplitSeq(names, ";") {
			c := slices.IndexFunc(g.columns, func(have string) bool { return plainHeader(have) == plainHeader(name) })
			if c < 0 {
				return nil, fmt.Errorf("%s has no column %q: it has %s", g.name, short(name), shortList(g.columns))
			}
			l.levels = append(l.levels, level{stem: plainHeader(name), name: c, code: -1, local: -1})
		}
		return l, nil
	}
	l.sift(g)
	return l, nil
}

// ownUnit gives what columns say of no unit by name, as code and name_local, to the
// last level.
func (l *ladder) ownUnit(at map[string]int) {
	k, there := at[""]
	if !there || len(l.levels) < 2 {
		return
	}
	own := l.levels[k]
	if own.name >= 0 {
		// Its name and code stand last, below the places that are named by rank or code.
		if own.code >= 0 && slices.ContainsFunc(l.levels, func(v level) bool { return v.stem != "" && (v.name < 0 || rankOf(v.stem) >= 0) }) {
			l.levels = append(slices.Delete(l.levels, k, k+1), own)
		}
		return
	}
	l.levels = slices.Delete(l.levels, k, k+1)
	last := &l.levels[len(l.levels)-1]
	if last.code < 0 {
		last.code = own.code
	}
	if last.local < 0 {
		last.local = own.local
	}
}

// sift keeps the columns that are levels: those that tell units apart which the
// columns left of them do not, and whose values mostly stand below one place. A
// column that is the same throughout may be a level left of others.
func (l *ladder) sift(g *grid) {
	onlyCodes := l.name >= 0 && !slices.ContainsFunc(l.levels, func(v level) bool { return v.stem != "" && v.name >= 0 && v.code >= 0 })
	if onlyCodes && len(l.levels) > 2 {
		for i := range l.levels { // levels are codes under their plain names
			if v := &l.levels[i]; v.code < 0 && v.stem != "" {
				v.code, v.name = v.name, -1
			}
		}
		l.levels = slices.DeleteFunc(l.levels, func(v level) bool { return v.stem == "" })
	} else {
		l.name = -1
	}
	rows := slices.DeleteFunc(slices.Clone(g.head[min(len(g.head), g.titles+g.headers):]), func(r row) bool {
		return r.aside() != "" || slices.ContainsFunc(l.levels, func(v level) bool { return IsTotal(r.text(v.name)) && isNone(r.text(v.code)) })
	})
	l.levels = slices.DeleteFunc(l.levels, func(v level) bool { return v.figures(rows) })
	l.topFirst(rows)
	l.codeOfRow(rows)
	strict, unique := sifted(l.levels, rows, false)
	if unique < 0.9 {
		// Too many rows are of one place: names come again below other places.
		if loose, more := sifted(l.levels, rows, true); more >= 0.9 {
			strict = loose
		}
	}
	l.levels = strict
}

// sifted keeps the columns that tell units apart which those left of them do not, and
// whose values mostly stand below one place; loose keeps them also where they do not.
// unique is the share of rows with a place of their own.
func sifted(levels []level, rows []row, loose bool) (keep []level, unique float64) {
	paths := make([]string, len(rows))
	before := 1
	last := -1 // of keep: the last that tells units apart
	for _, v := range levels {
		distinct, above, several := map[string]bool{}, map[string]string{}, map[string]bool{}
		filled := 0
		next := make([]string, len(rows))
		for i, r := range rows {
			key := v.key(r)
			next[i] = paths[i] + "\x00" + key
			if key == "" {
				continue
			}
			filled++
			distinct[next[i]] = true
			if up, seen := above[key]; seen && up != paths[i] {
				several[key] = true
			}
			above[key] = paths[i]
		}
		if filled == 0 {
			continue
		}
		alone := float64(len(above)-len(several)) / float64(len(above))
		own := float64(len(distinct)) / float64(filled)
		gains := len(distinct) > before || len(keep) == 0
		switch {
		case gains && (alone >= 0.5 || own >= 0.9 || v.code >= 0 || rankOf(v.stem) >= 0 || loose && unique < 0.9 && 10*filled >= 9*len(rows)):
			keep = append(keep, v)
			last = len(keep) - 1
			before, paths, unique = max(len(distinct), before), next, max(unique, float64(len(distinct))/float64(len(rows)))
		case filled < 5 && len(above) == filled:
			keep = append(keep, v) // too few rows to tell
			last = len(keep) - 1
			paths = next
		case len(distinct) == 1, v.name >= 0 && v.code >= 0:
			keep = append(keep, v) // if others follow
			paths = next
		}
	}
	return keep[:last+1], unique
}

// topFirst puts levels that stand in the table from the lowest to the highest, or in
// the order of numbers in their names, from the top. Their words tell, or, of columns
// with codes, that each place of the first stands below one place of all others.
func (l *ladder) topFirst(rows []row) {
	var ranks []int
	numbered := len(l.levels) > 1
	for _, v := range l.levels {
		k := rankOf(v.stem)
		if k >= 0 {
			ranks = append(ranks, k)
		}
		numbered = numbered && k >= 0 && strings.IndexAny(v.stem, "0123456789") >= 0
	}
	falls := len(ranks) > 1 && slices.IsSortedFunc(ranks, func(a, b int) int { return b - a }) && ranks[0] > ranks[len(ranks)-1]
	switch {
	case numbered:
		slices.SortStableFunc(l.levels, func(a, b level) int { return rankOf(a.stem) - rankOf(b.stem) })
	case falls || len(ranks) == 0 && l.coded() && l.determined(rows, 0, len(l.levels)-1) && !l.determined(rows, len(l.levels)-1, 0):
		slices.Reverse(l.levels)
	}
}

// codeOfRow gives a column of codes that stands left of all levels, and is unlike in
// every row, to the last level: it is the row's own.
func (l *ladder) codeOfRow(rows []row) {
	if len(l.levels) < 2 || l.levels[0].name >= 0 || rankOf(l.levels[0].stem) >= 0 || l.levels[len(l.levels)-1].code >= 0 {
		return
	}
	distinct := map[string]bool{}
	for _, r := range rows {
		distinct[l.levels[0].key(r)] = true
	}
	if len(distinct) < len(rows) {
		return
	}
	l.levels[len(l.levels)-1].code = l.levels[0].code
	l.levels = l.levels[1:]
}

// coded tells whether all levels have codes, and names.
func (l *ladder) coded() bool {
	return len(l.levels) > 1 && !slices.ContainsFunc(l.levels, func(v level) bool { return v.code < 0 || v.name < 0 })
}

// determined tells whether each place of a level goes with one place of another.
func (l *ladder) determined(rows []row, a, b int) bool {
	with := map[string]string{}
	for _, r := range rows {
		from, to := l.levels[a].key(r), l.levels[b].key(r)
		if there, seen := with[from]; seen && there != to {
			return false
		}
		with[from] = to
	}
	return true
}

// figures tells whether a column is of numbers, and not of codes.
func (v level) figures(rows []row) bool {
	numbers, filled, parts := 0, 0, 0
	for _, r := range rows {
		if s := cmp.Or(r.text(v.name), r.text(v.code)); s != "" {
			filled++
			if isNumber(s) {
				numbers++
			}
			if strings.Contains(strings.TrimSuffix(s, ".0"), ".") {
				parts++
			}
		}
	}
	if 2*parts > filled {
		return true
	}
	return 2*numbers > filled && v.code < 0 && rankOf(v.stem) < 0 && !slices.Contains([]string{"sector", "unit", "team", "floor", "wing", "section", "class", "grade"}, v.stem)
}

// key is what tells a unit of the level from others below the same one: its code,
// or else its name; "" where the row names none.
func (v level) key(r row) string {
	if code := r.text(v.code); v.code >= 0 && !isNone(code) {
		if zeros(code) {
			return ""
		}
		return cleanCode(code)
	}
	if name := r.text(v.name); !slices.Contains(noName, strings.ToLower(name)) {
		return clean(name)
	}
	return ""
}
