package register

import (
	"cmp"
	"harkara/model"
	"hash/maphash"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// parentColumns are the columns of a table in which each row names its parent.
type parentColumns struct {
	code, name, local, tier, people, homes int
	parent, parentName, parentTier         int
	byName                                 bool     // parents are given by name
	rule                                   codeRule // by which codes tell parents
}

// parentColumnsOf are the columns of such a table; nil where it is of another kind.
func parentColumnsOf(g *grid, o Options) (*parentColumns, error) {
	f := &parentColumns{-1, -1, -1, -1, -1, -1, -1, -1, -1, false, noRule}
	var parents []int
	for i, name := range g.columns {
		r := roleOf(name)
		set := func(at *int) {
			if *at < 0 {
				*at = i
			}
		}
		switch {
		case r.parent && r.kind == "tier":
			set(&f.parentTier)
		case r.parent && r.kind == "name":
			set(&f.parentName)
			parents = append(parents, i)
		case r.parent:
			parents = append(parents, i)
		case r.kind == "code":
			set(&f.code)
		case r.kind == "name":
			set(&f.name)
		case r.kind == "local":
			set(&f.local)
		case r.kind == "tier":
			set(&f.tier)
		case r.kind == "people":
			f.people = latest(g.columns, f.people, i)
		case r.kind == "homes":
			f.homes = latest(g.columns, f.homes, i)
		}
	}
	mapped, err := g.mapped(o.Map)
	if err != nil {
		return nil, err
	}
	for key, at := range map[string]*int{"code": &f.code, "name": &f.name, "local": &f.local, "tier": &f.tier, "people": &f.people, "homes": &f.homes} {
		if c, ok := mapped[key]; ok {
			*at = c
		}
	}
	if f.name < 0 {
		f.name = slices.IndexFunc(g.columns, func(name string) bool {
			r := roleOf(name)
			c := slices.Index(g.columns, name)
			return r.kind == "" && !r.parent && !slices.ContainsFunc(slices.Collect(maps.Values(mapped)), func(used int) bool { return used == c })
		})
	}
	if c, ok := mapped["parent"]; ok {
		parents = []int{c}
	} else if _, ok := o.Map["levels"]; ok {
		return nil, nil
	}
	if f.chooseParent(g, parents, mapped["parent"] > 0) || f.chooseKey(g, parents) || !g.ranked() && f.codesShowParents(g) {
		return f, nil
	}
	return nil, nil
}

// ranked tells whether several columns are called as levels of places are.
func (g *grid) ranked() bool {
	stems := map[string]bool{}
	for _, name := range g.columns {
		if r := roleOf(name); !r.parent && rankOf(r.stem) >= 0 {
			stems[r.stem] = true
		}
	}
	return len(stems) > 1
}

// mapped are the columns that options name.
func (g *grid) mapped(names map[string]string) (map[string]int, error) {
	out := map[string]int{}
	for key, name := range names {
		if key == "levels" {
			continue
		}
		if key == "population" {
			key = "people"
		}
		at := slices.IndexFunc(g.columns, func(c string) bool { return plainHeader(c) == plainHeader(name) })
		if at < 0 {
			return nil, model.Errorf("%s has no column %q: it has %s", g.name, short(name), shortList(g.columns))
		}
		out[key] = at
	}
	return out, nil
}

// chooseParent finds the column whose values are codes, or names, of rows: the one
// of which most are. It tells whether there is one.
func (f *parentColumns) chooseParent(g *grid, candidates []int, sure bool) bool {
	codes, names := map[string]bool{}, map[string]bool{}
	for _, r := range g.rowsSeen() {
		codes[folded(cleanCode(r.text(f.code)))] = true
		names[folded(clean(r.text(f.name)))] = true
	}
	best := -1.0
	for _, c := range candidates {
		given, code, name := 0, 0, 0
		for _, r := range g.rowsSeen() {
			s := r.text(c)
			if s == "" || (isNone(s) || zeros(s)) && !codes[folded(s)] {
				continue
			}
			given++
			if f.code >= 0 && codes[folded(cleanCode(s))] {
				code++
			}
			if f.name >= 0 && names[folded(clean(s))] {
				name++
			}
		}
		// A column of codes is one of names only where few of them are codes.
		if roleOf(g.columns[c]).kind == "code" && 3*code >= given {
			name = 0
		}
		share := float64(max(code, name)) / float64(max(given, 1))
		if roleOf(g.columns[c]).kind == "code" && code >= name {
			share += 0.1
		}
		if given == 0 {
			share = 0.01
		}
		if share > best {
			best, f.parent, f.byName = share, c, name > code || f.code < 0
		}
	}
	if f.parentName == f.parent {
		f.parentName = -1
	}
	return f.parent >= 0 && (sure || best >= 0.3 || best > 0 && f.parentName >= 0)
}

// chooseKey finds a column by which parents are named that says neither name nor code,
// such as addresses of mail: four in five of the parents are in it, and it is unlike in
// nearly every row.
func (f *parentColumns) chooseKey(g *grid, candidates []int) bool {
	rows := g.rowsSeen()
	for _, c := range candidates {
		for k := range g.columns {
			values, filled := map[string]bool{}, 0
			for _, r := range rows {
				if s := folded(clean(r.text(k))); s != "" {
					values[s] = true
					filled++
				}
			}
			given, known := 0, 0
			for _, r := range rows {
				if s := clean(r.text(c)); s != "" && !isNone(s) {
					if given++; values[folded(s)] {
						known++
					}
				}
			}
			if k != c && given > 0 && 5*known >= 4*given && 10*len(values) >= 9*filled {
				f.code, f.parent, f.byName = k, c, false
				return true
			}
		}
	}
	return false
}

func folded(s string) string { return strings.ToLower(norm.NFC.String(s)) }

// parentRow is a row of such a table.
type parentRow struct {
	row
	draft
	parent, parentName, parentTier string
	hash                           uint64
	repeated                       bool // it says the same as an earlier row
}

// own gives a row texts of its own: those of a record hold all of its line in memory.
func (m *parentRow) own() {
	for _, s := range []*string{&m.Code, &m.Name, &m.Local, &m.tier, &m.parent, &m.parentName, &m.parentTier} {
		*s = strings.Clone(*s)
	}
}

// fromParents makes the register of a table in which each row names its parent.
func (r *Register) fromParents(g *grid, f *parentColumns, o Options) error {
	if err := cmp.Or(g.readFigures(f.people), g.readFigures(f.homes)); err != nil {
		return err
	}
	r.describe(g, map[string]int{"code": f.code, "name": f.name, "name (local)": f.local, "tier": f.tier, "people": f.people, "households": f.homes,
		"parent": f.parent, "parent's name": f.parentName, "parent's tier": f.parentTier})
	var rows []parentRow
	seed := maphash.MakeSeed()
	same := map[uint64]bool{}
	err := g.body(func(at row) error {
		r.Report.Rows++
		if why := at.skipReason(); why != "" {
			r.Report.leave(why, 0)
			return nil
		}
		m := parentRow{row: row{number: at.number}, hash: hashRow(seed, at.cells)}
		m.Code, m.Name, m.Local = cleanCode(at.text(f.code)), clean(at.text(f.name)), clean(at.text(f.local))
		m.tier = clean(at.text(f.tier))
		m.parent, m.parentName, m.parentTier = clean(at.text(f.parent)), clean(at.text(f.parentName)), clean(at.text(f.parentTier))
		if !f.byName {
			m.parent = cleanCode(m.parent)
		}
		m.People, m.Homes = r.Report.figureOf(g, at, f.people), r.Report.figureOf(g, at, f.homes)
		m.Shape = g.shapes[at.number]
		m.where, m.up = position{row: at.number}, -1
		m.own()
		r.Report.PeopleRead += max(m.People, 0)
		switch {
		case IsTotal(m.Name) && isNone(m.parent):
			r.Report.leave("total", m.People)
			r.Report.found("total", "row %d: %s", at.number, m.Name)
		case same[m.hash]:
			m.repeated = true
			r.Report.leave("duplicate", m.People)
			r.Report.found("duplicate", "row %d: %s", at.number, short(m.Code+" "+m.Name))
			rows = append(rows, m)
		default:
			same[m.hash] = true
			r.Report.Units++
			rows = append(rows, m)
		}
		if len(rows) > o.Most {
			return model.Errorf("%s has more than %d units", g.name, o.Most)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		return model.Errorf("%s has no rows below its header", g.name)
	}
	return r.fromParentRows(rows, f, o)
}

// hashRow is the same for rows that say the same.
func hashRow(seed maphash.Seed, cells []string) uint64 {
	var h maphash.Hash
	h.SetSeed(seed)
	for _, c := range cells[:filledTo(cells)] {
		h.WriteString(strings.TrimSpace(c))
		h.WriteByte(0)
	}
	return h.Sum64()
}

// describe says what a table is, what its columns were taken for, and which were
// not used.
func (r *Register) describe(g *grid, roles map[string]int) {
	r.Report.Files = append(r.Report.Files, model.Worded("%s: %s", g.name, g.kind))
	r.Report.Rows += g.titles + g.headers
	r.Report.Titles += g.titles + g.headers
	used := map[int]bool{}
	for _, role := range []string{"code", "name", "name (local)", "tier", "parent", "parent's name", "parent's tier", "people", "households", "part of an area"} {
		if c, ok := roles[role]; ok && c >= 0 {
			used[c] = true
			r.Report.Columns = append(r.Report.Columns, Choice{model.Worded(role), g.columns[c]})
		}
	}
	for i, name := range g.columns {
		if !used[i] && name != "" {
			r.Report.Unused = append(r.Report.Unused, name)
		}
	}
}
