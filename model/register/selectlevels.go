package register

import (
	"slices"
	"strings"
)

// selectLevels keeps the columns that are levels: those that tell units apart which the
// columns left of them do not, and whose values mostly stand below one place. A
// column that is the same throughout may be a level left of others.
func (l *levelColumns) selectLevels(g *grid) {
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
	rows := slices.DeleteFunc(slices.Clone(g.rowsSeen()), func(r row) bool {
		return r.skipReason() != "" || slices.ContainsFunc(l.levels, func(v level) bool { return IsTotal(r.text(v.name)) && isNone(r.text(v.code)) })
	})
	l.levels = slices.DeleteFunc(l.levels, func(v level) bool { return v.figures(rows) })
	l.topFirst(rows)
	l.codeOfRow(rows)
	strict, unique := selected(l.levels, rows, false)
	if unique < 0.9 {
		// Too many rows are of one place: names come again below other places.
		if loose, more := selected(l.levels, rows, true); more >= 0.9 {
			strict = loose
		}
	}
	l.levels = strict
}

// selected keeps the columns that tell units apart which those left of them do not, and
// whose values mostly stand below one place; loose keeps them also where they do not.
// unique is the share of rows with a place of their own.
func selected(levels []level, rows []row, loose bool) (keep []level, unique float64) {
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
	// Words that name levels, as in Block, Village, are of levels also where every row is
	// of one place: what tells its rows apart is then not in the table.
	for last >= 0 && last+1 < len(keep) && rankOf(keep[last].stem) >= 0 && rankOf(keep[last+1].stem) > rankOf(keep[last].stem) {
		last++
	}
	return keep[:last+1], unique
}

// topFirst puts levels that stand in the table from the lowest to the highest, or in
// the order of numbers in their names, from the top. Their words tell, or, of columns
// with codes, that each place of the first stands below one place of all others.
func (l *levelColumns) topFirst(rows []row) {
	var ranks []int
	numbered := len(l.levels) > 1
	for _, v := range l.levels {
		k := rankOf(v.stem)
		if k >= 0 {
			ranks = append(ranks, k)
		}
		numbered = numbered && k >= 0 && strings.ContainsAny(v.stem, "0123456789")
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
func (l *levelColumns) codeOfRow(rows []row) {
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
func (l *levelColumns) coded() bool {
	return len(l.levels) > 1 && !slices.ContainsFunc(l.levels, func(v level) bool { return v.code < 0 || v.name < 0 })
}

// determined tells whether each place of a level goes with one place of another.
func (l *levelColumns) determined(rows []row, a, b int) bool {
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
