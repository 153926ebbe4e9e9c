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

// longer tells whether any cell says more than its short form.
func (t grid) longer() bool {
	return slices.ContainsFunc(t.rows, func(row []gridCell) bool {
		return slices.ContainsFunc(row, func(c gridCell) bool { return c.full != c.short })
	})
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
