package report

import (
	"bytes"
	"io"
	"strconv"
	"strings"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/pkg/twwidth"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"
)

// writeText writes documents for people at a terminal.
func writeText(w io.Writer, width int, docs []Document) error {
	var b bytes.Buffer
	for i, d := range docs {
		if i > 0 {
			b.WriteByte('\n')
		}
		writeHeading(&b, d, width)
		for _, t := range d.Tables {
			b.WriteByte('\n')
			if t.Caption != "" {
				wrap(&b, " "+oneLine(t.Caption), " ", width)
				b.WriteByte('\n')
			}
			for j, part := range t.fit(width) {
				if j > 0 {
					b.WriteByte('\n')
				}
				if err := part.render(&b); err != nil {
					return err
				}
			}
		}
		if len(d.Notes) > 0 {
			b.WriteByte('\n')
		}
		for _, n := range d.Notes {
			wrap(&b, " "+n.line(), "   ", width)
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}

func writeHeading(b *bytes.Buffer, d Document, width int) {
	if d.Title != "" {
		wrap(b, oneLine(d.Title), "", width)
	}
	for _, line := range d.Under {
		wrap(b, oneLineKeepingIndent(line), "", width)
	}
}

func (n Note) line() string {
	if n.Kind == "" {
		return oneLine(n.Text)
	}
	return n.Kind + ": " + oneLine(n.Text)
}

// oneLine keeps line breaks and control characters of a scenario's texts out
// of the layout, and out of the terminal.
func oneLine(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if moves(r) {
			return ' '
		}
		return r
	}, s)), " ")
}

// moves tells whether a character steers a terminal or turns its text around
// instead of being seen.
func moves(r rune) bool {
	return r < ' ' || r >= 0x7f && r < 0xa0 || r == '\u2028' || r == '\u2029' || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

// Visible is a text of several lines in which characters that steer a terminal
// are spelled out, as \x1b for the one that starts a colour: what is said of a
// file quotes it, whoever wrote it.
func Visible(s string) string {
	var b strings.Builder
	for _, r := range s {
		if moves(r) && r != '\n' {
			spelled := strconv.QuoteRune(r)
			b.WriteString(spelled[1 : len(spelled)-1])
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// wrap writes a line, broken between words so that it fits; lines after the
// first start with indent.
func wrap(b *bytes.Buffer, line, indent string, width int) {
	lead := line[:len(line)-len(strings.TrimLeft(line, " "))]
	at := twwidth.Width(lead)
	b.WriteString(lead)
	for i, word := range strings.Fields(line) {
		n := twwidth.Width(word)
		if i > 0 && at+1+n > width {
			b.WriteString("\n" + indent)
			at = len(indent)
		} else if i > 0 {
			b.WriteByte(' ')
			at++
		}
		b.WriteString(word)
		at += n
	}
	b.WriteByte('\n')
}

// fit is the table in as many parts as make it fit the width: first with its
// columns closer, then with what is short for long, then with words wrapped,
// then with some columns below the others.
func (t Table) fit(width int) []Table {
	if t.width() <= width {
		return []Table{t}
	}
	t.close = true
	if t.width() <= width {
		return []Table{t}
	}
	t.close = false
	t = t.shortened()
	if t = t.wrapped(width); t.width() <= width {
		return []Table{t}
	}
	var keys, rest []int
	for i, c := range t.Columns {
		if c.Key {
			keys = append(keys, i)
		} else {
			rest = append(rest, i)
		}
	}
	var parts []Table
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
		return []Table{t}
	}
	return parts
}

func (t Table) shortened() Table {
	rows := make([][]Cell, len(t.Rows))
	for i, row := range t.Rows {
		for _, c := range row {
			rows[i] = append(rows[i], cell(c.Short))
		}
	}
	t.Rows = rows
	return t
}

// narrowest is how narrow a column of words may become.
const narrowest = 14

// wrapped is the table with the cells of its widest columns of words broken
// over several rows, so that it fits; as it is where that cannot be.
func (t Table) wrapped(width int) Table {
	wide := t.widths()
	over := t.width() - width
	for over > 0 {
		widest := -1
		for i, c := range t.Columns {
			if !c.Right && wide[i] > narrowest && (widest < 0 || wide[i] > wide[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			return t
		}
		wide[widest]--
		over--
	}
	out := Table{Caption: t.Caption, Columns: t.Columns, close: t.close}
	for _, row := range t.Rows {
		lines := make([][]string, len(row))
		height := 1
		for i, c := range row {
			lines[i] = broken(c.Text, wide[i])
			height = max(height, len(lines[i]))
		}
		for k := range height {
			part := make([]Cell, len(row))
			for i := range row {
				if k < len(lines[i]) {
					part[i] = cell(lines[i][k])
				}
			}
			out.Rows = append(out.Rows, part)
		}
	}
	return out
}

// broken is text in lines of at most so many columns where its words allow,
// each with the indent of the first.
func broken(text string, width int) []string {
	if twwidth.Width(text) <= width {
		return []string{text}
	}
	indent := text[:len(text)-len(strings.TrimLeft(text, " "))]
	var b bytes.Buffer
	wrap(&b, text, indent, width)
	return strings.Split(strings.TrimRight(b.String(), "\n"), "\n")
}

// only is the table of some of its columns.
func (t Table) only(keys, rest []int) Table {
	out := Table{Caption: t.Caption, Rows: make([][]Cell, len(t.Rows))}
	for _, list := range [][]int{keys, rest} {
		for _, i := range list {
			out.Columns = append(out.Columns, t.Columns[i])
			for r, row := range t.Rows {
				out.Rows[r] = append(out.Rows[r], row[i])
			}
		}
	}
	return out
}

// width is how many columns of a terminal the table takes, with the blank in
// front of it.
func (t Table) width() int {
	all := make([]int, len(t.Columns))
	for i := range all {
		all[i] = i
	}
	return t.over(t.widths(), all, nil)
}

// over is the width of the table of some of its columns, of those widths.
func (t Table) over(wide, keys, rest []int) int {
	sum := 1
	for _, list := range [][]int{keys, rest} {
		for _, i := range list {
			sum += wide[i] + t.gap()
		}
	}
	return sum - t.gap()
}

// gap is the blanks between columns.
func (t Table) gap() int {
	if t.close {
		return 1
	}
	return 2
}

// widths is how wide the widest cell of each column is.
func (t Table) widths() []int {
	out := make([]int, len(t.Columns))
	for i, c := range t.Columns {
		out[i] = twwidth.Width(c.Name)
		for _, row := range t.Rows {
			out[i] = max(out[i], twwidth.Width(oneLineKeepingIndent(row[i].Text)))
		}
	}
	return out
}

// withoutEmpty is the table without columns that say nothing.
func (t Table) withoutEmpty() Table {
	var kept []int
	for i := range t.Columns {
		for _, row := range t.Rows {
			if row[i].Text != "" {
				kept = append(kept, i)
				break
			}
		}
	}
	return t.only(nil, kept)
}

// render draws the table with blanks alone.
func (t Table) render(b *bytes.Buffer) error {
	var out bytes.Buffer
	align := make(tw.Alignment, len(t.Columns))
	header := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		header[i], align[i] = oneLine(c.Name), tw.AlignLeft
		if c.Right {
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
	table.Header(header)
	for _, row := range t.Rows {
		cells := make([]string, len(row))
		for i, c := range row {
			cells[i] = strings.TrimRight(oneLineKeepingIndent(c.Text), " ")
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

// oneLineKeepingIndent is oneLine but for blanks in front, which draw a tree.
func oneLineKeepingIndent(s string) string {
	rest := strings.TrimLeft(s, " ")
	return s[:len(s)-len(rest)] + oneLine(rest)
}
