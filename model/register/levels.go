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
	name, code, local int
}

// ladder are the columns of a table with one column a level, from the top.
type ladder struct {
	levels        []level
	name          int // of the row's own unit, where all levels are codes
	people, homes int
	area          int // whether the row is of a whole or a part: Total, Rural, Urban
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
		if name == "" || r.parent || r.kind == "tier" && r.stem == "" {
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
			l.levels = append(l.levels, level{r.stem, -1, -1, -1})
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
			l.levels = append(l.levels, level{plainHeader(name), c, -1, -1})
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
	if !there || len(l.levels) < 2 || l.levels[k].name >= 0 {
		return
	}
	own := l.levels[k]
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
	paths := make([]string, len(rows))
	before := 1
	var keep []level
	last := -1 // of keep: the last that tells units apart
	for _, v := range l.levels {
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
		if filled == 0 || v.figures(rows) {
			continue
		}
		alone := float64(len(above)-len(several)) / float64(len(above))
		unique := float64(len(distinct)) / float64(filled)
		gains := len(distinct) > before || len(keep) == 0
		switch {
		case gains && (alone >= 0.5 || unique >= 0.9 || v.code >= 0):
			keep = append(keep, v)
			last = len(keep) - 1
			before, paths = max(len(distinct), before), next
		case filled < 5 && len(above) == filled:
			keep = append(keep, v) // too few rows to tell
			last = len(keep) - 1
			paths = next
		case len(distinct) == 1, v.name >= 0 && v.code >= 0:
			keep = append(keep, v) // if others follow
			paths = next
		}
	}
	l.levels = keep[:last+1]
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
	return 2*numbers > filled && v.code < 0 && !slices.Contains([]string{"ward", "block", "sector", "zone", "unit", "team", "floor", "wing", "section", "class", "grade", "village"}, v.stem)
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
