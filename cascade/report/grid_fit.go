package report

import (
	"bytes"
	"strings"

	"github.com/olekukonko/tablewriter/pkg/twwidth"
)

// fit is the table in as many parts as make it fit the width: first with its
// columns closer, then broken where it may be, then with what is short for long,
// then with words wrapped, then with some columns below the others.
func (t grid) fit(width int) []grid {
	if t.width() <= width {
		return []grid{t}
	}
	t.close = true
	if t.width() <= width {
		return []grid{t}
	}
	t.close = false
	keys, rest := t.keysAndRest()
	for _, breaks := range []func(gridColumn) bool{
		func(c gridColumn) bool { return c.ahead },
		func(c gridColumn) bool { return c.late },
	} {
		for i, c := range rest {
			if i > 0 && breaks(t.columns[c]) {
				return append(t.only(keys, rest[:i]).fit(width), t.only(keys, rest[i:]).fit(width)...)
			}
		}
	}
	t = t.shortened()
	if t = t.wrapped(width); t.width() <= width {
		return []grid{t}
	}
	var parts []grid
	wide := t.widths()
	for len(rest) > 0 {
		n := 1
		for n < len(rest) && t.over(wide, keys, rest[:n+1]) <= width {
			n++
		}
		parts = append(parts, t.only(keys, rest[:n]))
		rest = rest[n:]
	}
	if parts == nil {
		return []grid{t}
	}
	return parts
}

// keysAndRest are the columns that name the rows, and the others.
func (t grid) keysAndRest() (keys, rest []int) {
	for i, c := range t.columns {
		if c.key {
			keys = append(keys, i)
		} else {
			rest = append(rest, i)
		}
	}
	return keys, rest
}

func (t grid) shortened() grid {
	rows := make([][]gridCell, len(t.rows))
	for i, row := range t.rows {
		for _, c := range row {
			rows[i] = append(rows[i], gridCell{c.short, c.short})
		}
	}
	t.rows = rows
	return t
}

// narrowest is how narrow a column of words may become.
const narrowest = 14

// wrapped is the table with the cells of its widest columns of words broken
// over several rows, so that it fits; as it is where that cannot be.
func (t grid) wrapped(width int) grid {
	wide := t.widths()
	over := t.width() - width
	for over > 0 {
		widest := -1
		for i, c := range t.columns {
			if !c.right && wide[i] > narrowest && (widest < 0 || wide[i] > wide[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			return t
		}
		wide[widest]--
		over--
	}
	out := grid{caption: t.caption, columns: t.columns, close: t.close}
	for _, row := range t.rows {
		lines := make([][]string, len(row))
		height := 1
		for i, c := range row {
			lines[i] = wrappedLines(c.full, wide[i])
			height = max(height, len(lines[i]))
		}
		for k := range height {
			part := make([]gridCell, len(row))
			for i := range row {
				if k < len(lines[i]) {
					part[i] = gridCell{lines[i][k], lines[i][k]}
				}
			}
			out.rows = append(out.rows, part)
		}
	}
	return out
}

// wrappedLines is text in lines of at most so many columns where its words allow,
// each with the indent of the first.
func wrappedLines(text string, width int) []string {
	if twwidth.Width(text) <= width {
		return []string{text}
	}
	indent := text[:len(text)-len(strings.TrimLeft(text, " "))]
	var b bytes.Buffer
	wrap(&b, text, indent, width)
	return strings.Split(strings.TrimRight(b.String(), "\n"), "\n")
}

// only is the table of some of its columns.
func (t grid) only(keys, rest []int) grid {
	out := grid{caption: t.caption, rows: make([][]gridCell, len(t.rows))}
	for _, list := range [][]int{keys, rest} {
		for _, i := range list {
			out.columns = append(out.columns, t.columns[i])
			for r, row := range t.rows {
				out.rows[r] = append(out.rows[r], row[i])
			}
		}
	}
	return out
}
