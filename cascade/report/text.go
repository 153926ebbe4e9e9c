package report

import (
	"bytes"
	"io"
	"slices"
	"strings"

	"github.com/olekukonko/tablewriter/pkg/twwidth"

	"harkara/model"
)

// writeText writes documents for people at a terminal.
func writeText(w io.Writer, s Style, docs []Document) error {
	var b bytes.Buffer
	for i, d := range docs {
		if i > 0 {
			b.WriteByte('\n')
		}
		tables, brackets := make([][]grid, len(d.Tables)), false
		for k, t := range d.Tables {
			tables[k] = gridOf(t, s.speech()).fit(s.Width)
			brackets = brackets || slices.ContainsFunc(tables[k], grid.longer)
		}
		writeHeading(&b, d, brackets, s)
		for _, parts := range tables {
			if err := writeTable(&b, parts, s.Width); err != nil {
				return err
			}
		}
		if len(d.Notes) > 0 {
			b.WriteByte('\n')
		}
		for _, n := range d.Notes {
			writeNote(&b, n, s)
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}

// writeTable writes the parts of a table, its caption first.
func writeTable(b *bytes.Buffer, parts []grid, width int) error {
	for i, part := range parts {
		b.WriteByte('\n')
		if i == 0 && part.caption != "" {
			wrap(b, " "+part.caption, " ", width)
			b.WriteByte('\n')
		}
		if err := part.render(b); err != nil {
			return err
		}
	}
	return nil
}

func writeHeading(b *bytes.Buffer, d Document, brackets bool, s Style) {
	if title := oneLine(s.speech().Note(d.Title)); title != "" {
		wrap(b, title, "", s.Width)
	}
	for _, line := range d.under(brackets) {
		wrap(b, oneLineKeepingIndent(s.speech().Note(line)), "", s.Width)
	}
}

// The colours of notes that say how something went.
const (
	green = "\x1b[32m"
	red   = "\x1b[31m"
	plain = "\x1b[0m"
)

var colours = map[string]string{
	"goal-met": green, "goal-missed": red, "goal-nobody": red, "verdict-agree": green, "verdict-differ": red, "verdict-hold": green, "verdict-broken": red,
}

// writeNote writes a line after the tables, in the colour of its kind.
func writeNote(b *bytes.Buffer, n model.Note, s Style) {
	colour := colours[n.Kind]
	if !s.Colour || colour == "" {
		wrap(b, " "+oneLine(s.speech().Line(n)), "   ", s.Width)
		return
	}
	var lines bytes.Buffer
	wrap(&lines, " "+oneLine(s.speech().Line(n)), "   ", s.Width)
	for line := range strings.Lines(lines.String()) {
		b.WriteString(colour + strings.TrimSuffix(line, "\n") + plain + "\n")
	}
}

// Cells is how many cells of a terminal a text takes.
func Cells(text string) int { return twwidth.Width(text) }

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
