package register

import (
	"cmp"
	"fmt"
	"harkara/model"
	"maps"
	"slices"
	"strings"
)

// levelReader makes the register of tables with one column a level.
type levelReader struct {
	r     *Register
	o     Options
	tiers []string
	units []draft
	paths map[step]int
	given []rowOf // of each unit, the row that it is
	seen  map[string]bool
	// byCode are the units of tiers below the first by their codes, for tables that
	// do not name what is above.
	byCode map[codeAt]int
	totals totals // of people, in the file in hand
}

// step is a unit as seen from the one above it: its tier, and its code or name.
type step struct {
	up, tier int
	key      string
}

// rowOf is the row that a unit is, 0 where none is, and whether that is of a part of the
// area.
type rowOf struct {
	row  int
	part bool
}

func (r *Register) fromLevels(grids []*grid, o Options) error {
	c := &levelReader{r: r, o: o, paths: map[step]int{}, seen: map[string]bool{}, byCode: map[codeAt]int{}}
	type table struct {
		g *grid
		l *levelColumns
	}
	var tables []table
	for _, g := range grids {
		l, err := g.levelColumns(o)
		if err != nil {
			return err
		}
		if len(l.levels) == 0 {
			return model.Errorf("%s: no column names places or people: its header is %s. Say which do with --map, as in --map levels=District;Village or --map code=ID,parent=Manager", g.name, shortList(g.columns))
		}
		tables = append(tables, table{g, l})
	}
	columns := make([]*levelColumns, len(tables))
	for i, t := range tables {
		columns[i] = t.l
	}
	c.rankTables(grids, columns)
	// Tables whose units stand above the others' first.
	slices.SortStableFunc(tables, func(a, b table) int {
		return cmp.Or(a.l.rank-b.l.rank, len(a.l.levels)-len(b.l.levels))
	})
	for _, t := range tables {
		if err := c.read(t.g, t.l); err != nil {
			return err
		}
	}
	if len(c.units) == 0 {
		return model.Errorf("%s has no rows below its header", grids[0].name)
	}
	return c.finish()
}

// read adds the units of a table.
func (c *levelReader) read(g *grid, l *levelColumns) error {
	if err := cmp.Or(g.readFigures(l.people), g.readFigures(l.homes)); err != nil {
		return err
	}
	roles := map[string]int{"name": l.name, "people": l.people, "households": l.homes, "part of an area": l.area}
	c.r.describe(g, roles)
	for _, v := range l.levels {
		for _, col := range []int{v.name, v.code, v.local} {
			if col >= 0 {
				c.r.Report.Columns = append(c.r.Report.Columns, Choice{model.Worded("level %s", g.tierName(v)), g.columns[col]})
				c.r.Report.Unused = slices.DeleteFunc(c.r.Report.Unused, func(s string) bool { return s == g.columns[col] })
			}
		}
	}
	tiers := make([]int, len(l.levels))
	for i, v := range l.levels {
		name := g.tierName(v)
		at := slices.IndexFunc(c.tiers, func(t string) bool { return strings.EqualFold(t, name) })
		if at < 0 {
			at = len(c.tiers)
			c.tiers = append(c.tiers, name)
		}
		tiers[i] = at
		if i > 0 && tiers[i-1] >= at {
			return model.Errorf("%s: %s stands below %s, in another file above it", g.name, name, c.tiers[tiers[i-1]])
		}
	}
	c.totals = totals{}
	return g.body(func(at row) error {
		c.r.Report.Rows++
		if why := at.skipReason(); why != "" {
			c.r.Report.leave(why, 0)
			return nil
		}
		if err := c.add(g, l, tiers, at); err != nil {
			return err
		}
		if len(c.units) > c.o.Most {
			return model.Errorf("%s has more than %d units", g.name, c.o.Most)
		}
		return nil
	})
}

// tierName is what a level is called: as its column, without the words that say
// name or code.
func (g *grid) tierName(v level) string {
	if v.called != "" {
		return v.called
	}
	if v.stem == "" {
		return "unit"
	}
	col := v.name
	if col < 0 {
		col = v.code
	}
	if rankOf(v.stem) >= 0 && isNumber(v.stem) {
		return "level " + v.stem
	}
	if survey.MatchString(plainHeader(g.columns[col])) {
		return v.stem
	}
	var out []string
	drop := append(append(append(slices.Clone(wordsOf("code")), wordsOf("name")...), wordsOf("english")...), wordsOf("local")...)
	for w := range strings.FieldsSeq(plainHeader(g.columns[col])) {
		if !slices.Contains(drop, w) && w != "in" && w != "2" {
			out = append(out, w)
		}
	}
	if len(out) == 0 {
		return v.stem
	}
	return strings.Join(out, " ")
}

// add adds the unit of a row, and those above it.
func (c *levelReader) add(g *grid, l *levelColumns, tiers []int, at row) error {
	rep := &c.r.Report
	people, homes := rep.figureOf(g, at, l.people), rep.figureOf(g, at, l.homes)
	rep.PeopleRead += max(people, 0)
	unit, blank := -1, ""
	for i, v := range l.levels {
		name := clean(at.text(v.name))
		if IsTotal(name) && isNone(at.text(v.code)) {
			rep.leave("total", people)
			rep.found("total", "%s row %d: %s", g.name, at.number, name)
			if nearest, ok := c.totals.end(people); !ok {
				rep.found("sum-differs", "%s row %d: %s, not %s", g.name, at.number, model.Figure(people), model.Figure(nearest))
			}
			return nil
		}
		key := v.key(at)
		if key == "" {
			if v.code < 0 {
				blank = c.tiers[tiers[i]]
			}
			continue
		}
		if blank != "" {
			return model.Errorf("%s row %d: no %s for %s: fill it in, in every row (harkara import --fill-down takes an empty cell for the one above it)", g.name, at.number, blank, short(key))
		}
		path := step{unit, tiers[i], key}
		next, there := c.paths[path]
		if known := -1; !there && unit < 0 {
			if known = c.start(tiers[i], v, at); known >= 0 {
				next, there = known, true
				path.key = strings.Clone(key)
				c.paths[path] = known
			}
		}
		if !there {
			next = len(c.units)
			// Texts of their own: those of a record hold all of its line in memory.
			path.key, name = strings.Clone(key), strings.Clone(name)
			key = path.key
			c.paths[path] = next
			u := draft{Unit: Unit{Name: name, Local: strings.Clone(clean(at.text(v.local))), Tier: tiers[i], People: -1, Homes: -1}, up: unit, where: position{in: g.name, row: at.number}}
			if v.code >= 0 && !isNone(at.text(v.code)) {
				u.Code = key
			}
			if name == "" || v.code < 0 && isNumber(name) {
				u.Name = c.tiers[tiers[i]] + " " + key
			}
			c.units = append(c.units, u)
			c.note(tiers[i], u.Code, next)
		}
		unit = next
	}
	if unit < 0 {
		rep.leave("no name", people)
		rep.found("no-place", "%s row %d", g.name, at.number)
		return nil
	}
	if tiers[len(tiers)-1] == c.units[unit].Tier { // rows of what lies above are sums themselves
		c.totals.add(people)
	}
	c.put(g, l, at, unit, people, homes)
	return nil
}

// put gives a unit what its row says of it.
func (c *levelReader) put(g *grid, l *levelColumns, at row, unit int, people, homes int64) {
	rep := &c.r.Report
	part := l.area >= 0 && !strings.EqualFold(at.text(l.area), "total")
	u := &c.units[unit]
	for len(c.given) < len(c.units) {
		c.given = append(c.given, rowOf{})
	}
	before := c.given[unit]
	there := before.row > 0
	if name := clean(at.text(l.name)); l.name >= 0 && name != "" && (!there || !part) {
		u.Name = strings.Clone(name)
	}
	switch {
	case !there:
	case l.area >= 0 && part:
		rep.leave("part of an area", people)
		return
	case l.area >= 0 && before.part:
		rep.Left["part of an area"]++
		rep.PeopleLeft += max(u.People, 0)
		rep.Units--
	case u.People == people && u.Homes == homes:
		rep.leave("duplicate", people)
		rep.found("duplicate", "%s row %d: %s", g.name, at.number, short(u.Name))
		return
	default:
		rep.found("same-name", "%s row %d: %s, also row %d", g.name, at.number, short(u.Name), before.row)
		twin := c.units[unit]
		for n := 2; ; n++ {
			twin.Name = fmt.Sprintf("%s (%d)", u.Name, n)
			if path := fmt.Sprintf("%d\x02%s", unit, twin.Name); !c.seen[path] {
				c.seen[path] = true
				break
			}
		}
		c.units, c.given = append(c.units, twin), append(c.given, rowOf{})
		unit = len(c.units) - 1
		u = &c.units[unit]
	}
	if rep.Left == nil {
		rep.Left = map[string]int{}
	}
	rep.Units++
	c.given[unit] = rowOf{at.number, part}
	u.People, u.Homes, u.Shape = people, homes, g.shapes[at.number]
}

// finish leaves out tiers without units and hands over.
func (c *levelReader) finish() error {
	used := map[int]bool{}
	for _, u := range c.units {
		used[u.Tier] = true
	}
	var tiers []string
	if len(topsOf(c.units)) > 1 {
		tiers = []string{freeTier("all", c.tiers)}
	}
	to := map[int]int{}
	for _, t := range slices.Sorted(maps.Keys(used)) {
		to[t] = len(tiers)
		tiers = append(tiers, c.tiers[t])
	}
	for i := range c.units {
		c.units[i].Tier = to[c.units[i].Tier]
	}
	return c.r.finish(c.units, tiers, c.o.Name)
}
