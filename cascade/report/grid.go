package report

import (
	"bytes"
	"slices"
	"strings"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/pkg/twwidth"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"

	"harkara/cascade/report/words"
)

// A grid is a table in words.
type grid struct {
	caption string
	columns []gridColumn
	rows    [][]gridCell
	close   bool // one blank between columns, not two
}

type gridColumn struct {
	name        string
	right, key  bool
	ahead, late bool // the table may be broken before it
}

type gridCell struct{ full, short string }

// gridOf is a table in words.
func gridOf(t Table, in words.Speech) grid {
	g := grid{caption: oneLine(in.Note(t.Caption)), close: t.close, rows: make([][]gridCell, len(t.Rows))}
	for _, c := range t.Columns {
		g.columns = append(g.columns, gridColumn{oneLine(in.Note(c.Name)), c.Right, c.Key, c.Break, c.Late})
	}
	for i, row := range t.Rows {
		for _, c := range row {
			g.rows[i] = append(g.rows[i], gridCell{oneLineKeepingIndent(in.Note(c.Full)), oneLineKeepingIndent(in.Note(c.Short))})
		}
	}
	return g
}

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

// longer tells whether any cell says more than its short form.
func (t grid) longer() bool {
	return slices.ContainsFunc(t.rows, func(row []gridCell) bool {
		return slices.ContainsFunc(row, func(c gridCell) bool { return c.full != c.short })
	})
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

// width is how many columns of a terminal the table takes, with the blank in
// front of it.
func (t grid) width() int {
	all := make([]int, len(t.columns))
	for i := range all {
		all[i] = i
	}
	return t.over(t.widths(), all, nil)
}

// over is the width of the table of some of its columns, of those widths.
func (t grid) over(wide, keys, rest []int) int {
	sum := 1
	for _, list := range [][]int{keys, rest} {
		for _, i := range list {
			sum += wide[i] + t.gap()
		}
	}
	return sum - t.gap()
}

// gap is the blanks between columns.
func (t grid) gap() int {
	if t.close {
		return 1
	}
	return 2
}

// widths is how wide the widest cell of each column is.
func (t grid) widths() []int {
	out := make([]int, len(t.columns))
	for i, c := range t.columns {
		out[i] = twwidth.Width(c.name)
		for _, row := range t.rows {
			out[i] = max(out[i], twwidth.Width(row[i].full))
		}
	}
	return out
}

// withoutEmpty is the table without columns that say nothing.
func (t Table) withoutEmpty() Table {
	out := Table{Caption: t.Caption, Rows: make([][]Cell, len(t.Rows))}
	for i, c := range t.Columns {
		if !slices.ContainsFunc(t.Rows, func(row []Cell) bool { return words.Note(row[i].Full) != "" }) {
			continue
		}
		out.Columns = append(out.Columns, c)
		for r, row := range t.Rows {
			out.Rows[r] = append(out.Rows[r], row[i])
		}
	}
	return out
}

// render draws the table with blanks alone.
func (t grid) render(b *bytes.Buffer) error {
	var out bytes.Buffer
	align := make(tw.Alignment, len(t.columns))
	header := make([]string, len(t.columns))
	for i, c := range t.columns {
		header[i], align[i] = c.name, tw.AlignLeft
		if c.right {
			align[i] = tw.AlignRight
		}
	}
	table := tablewriter.NewTable(&out,
		tablewriter.WithRenderer(renderer.NewBlueprint(tw.Rendition{
			Borders: tw.BorderNone,
			Settings: tw.Settings{
				Separators: tw.SeparatorsNone,
				Lines:      tw.LinesNone,
			},
		})),
		tablewriter.WithHeaderAutoFormat(tw.Off),
		tablewriter.WithRowAutoWrap(tw.WrapNone),
		tablewriter.WithHeaderAutoWrap(tw.WrapNone),
		tablewriter.WithTrimSpace(tw.Off),
		tablewriter.WithPadding(tw.Padding{Left: " ", Right: strings.Repeat(" ", t.gap()-1), Overwrite: true}),
		tablewriter.WithHeaderAlignmentConfig(tw.CellAlignment{PerColumn: align}),
		tablewriter.WithRowAlignmentConfig(tw.CellAlignment{PerColumn: align}),
	)
	if slices.ContainsFunc(header, func(name string) bool { return name != "" }) {
		table.Header(header)
	}
	for _, row := range t.rows {
		cells := make([]string, len(row))
		for i, c := range row {
			cells[i] = strings.TrimRight(c.full, " ")
		}
		if err := table.Append(cells); err != nil {
			return err
		}
	}
	if err := table.Render(); err != nil {
		return err
	}
	for line := range strings.Lines(out.String()) {
		b.WriteString(strings.TrimRight(line, " \n") + "\n")
	}
	return nil
}

// Aligned is a plain table, each column as wide as its widest cell and two blanks, its cells
// to the right.
func Aligned(rows [][]string) string {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], twwidth.Width(cell)+2)
		}
	}
	var b strings.Builder
	for _, row := range rows {
		for i, cell := range row {
			b.WriteString(pad(cell, widths[i]))
		}
		b.WriteByte('\n')
	}
	return b.String()
}
