package register

import (
	"cmp"
	"harkara/model"
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

// levelColumns are the columns of a table with one column a level, from the top.
type levelColumns struct {
	levels        []level
	name          int // of the row's own unit, where all levels are codes
	people, homes int
	area          int // whether the row is of a whole or a part: Total, Rural, Urban
	rank          int // how many tables of others stand above it, by their codes
}

// levelColumns finds the levels of a table.
func (g *grid) levelColumns(o Options) (*levelColumns, error) {
	l := &levelColumns{name: -1, people: -1, homes: -1, area: -1}
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
	for key, to := range map[string]*int{"people": &l.people, "homes": &l.homes} {
		if c, ok := mapped[key]; ok {
			*to = c
		}
	}
	return l, l.choose(g, o)
}

// choose takes the levels that options name, or those that the rows show to be such.
func (l *levelColumns) choose(g *grid, o Options) error {
	if names := o.Map["levels"]; names != "" {
		l.levels = nil
		for name := range strings.SplitSeq(names, ";") {
			c := slices.IndexFunc(g.columns, func(have string) bool { return plainHeader(have) == plainHeader(name) })
			if c < 0 {
				return model.Errorf("%s has no column %q: it has %s", g.name, short(name), shortList(g.columns))
			}
			l.levels = append(l.levels, level{stem: plainHeader(name), name: c, code: -1, local: -1})
		}
		return nil
	}
	l.selectLevels(g)
	return nil
}

// ownUnit gives what columns say of no unit by name, as code and name_local, to the
// last level.
func (l *levelColumns) ownUnit(at map[string]int) {
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
