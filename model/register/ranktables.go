package register

import (
	"slices"
	"strings"
)

// rankTables joins tables of which each has the units of one level, and the codes of
// those above them under a name of their own, as id, name, province_id: the level that
// another table calls so gets that name, and stands above it.
func (c *levelReader) rankTables(grids []*grid, columns []*levelColumns) {
	if len(grids) < 2 {
		return
	}
	for i, l := range columns {
		own := l.own()
		if own == nil {
			continue
		}
		// The row's own unit stands last.
		k := slices.IndexFunc(l.levels, func(v level) bool { return v.stem == "" })
		l.levels = append(slices.Delete(slices.Clone(l.levels), k, k+1), *own)
		if stem := calledBy(grids[i], own, i, grids, columns); stem != "" {
			l.levels[len(l.levels)-1].stem, l.levels[len(l.levels)-1].called = stem, stem
		} else {
			name := grids[i].name.String()
			l.levels[len(l.levels)-1].called = strings.ToLower(baseName(name[strings.LastIndex(name, ": ")+1:]))
		}
	}
	for range columns { // as often as the longest way down may be
		for _, l := range columns {
			for _, up := range columns {
				if up == l || len(up.levels) == 0 {
					continue
				}
				last := up.levels[len(up.levels)-1].stem
				if last != "" && slices.ContainsFunc(l.levels[:max(len(l.levels)-1, 0)], func(v level) bool { return v.stem == last }) {
					l.rank = max(l.rank, up.rank+1)
				}
			}
			l.rank = min(l.rank, len(columns))
		}
	}
}

// own is the level of the row's own unit, where columns say so of no unit by name.
func (l *levelColumns) own() *level {
	for _, v := range l.levels {
		if v.stem == "" && v.code >= 0 {
			return &v
		}
	}
	return nil
}

// calledBy is what another table calls the units of one whose codes it names.
func calledBy(g *grid, own *level, i int, grids []*grid, columns []*levelColumns) string {
	codes := map[string]bool{}
	for _, r := range g.rowsSeen() {
		codes[own.key(r)] = true
	}
	for k, l := range columns {
		if k == i {
			continue
		}
		for _, v := range l.levels {
			if v.stem == "" || v.code < 0 {
				continue
			}
			known, all := 0, 0
			for _, r := range grids[k].rowsSeen() {
				if key := v.key(r); key != "" {
					if all++; codes[key] {
						known++
					}
				}
			}
			if all > 0 && 10*known >= 8*all {
				return v.stem
			}
		}
	}
	return ""
}

// rowsSeen are the first rows below the header.
func (g *grid) rowsSeen() []row { return g.head[min(len(g.head), g.titles+g.headers):] }

// start is the unit that a row's first level names by a code, where the levels above
// it are not in the row but in an earlier table; -1 where there is none.
func (c *levelReader) start(tier int, v level, at row) int {
	if tier == 0 || v.code < 0 {
		return -1
	}
	if unit, there := c.byCode[codeAt{tier, v.key(at)}]; there {
		return unit
	}
	return -1
}

// codeAt is a code of a tier.
type codeAt struct {
	tier int
	code string
}

// note remembers a unit by its code; one whose code is there twice has none.
func (c *levelReader) note(tier int, code string, unit int) {
	if code == "" {
		return
	}
	at := codeAt{tier, code}
	if _, there := c.byCode[at]; there {
		unit = -1
	}
	c.byCode[at] = unit
}
