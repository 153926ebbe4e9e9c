// Package report is everything that goes out. An answer becomes a Document,
// which has no format and no language yet; a Document becomes a table for the
// terminal, Markdown, CSV or JSON. So a new kind of answer needs one function
// here, and a new format needs one too.
package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"harkara/cascade/report/html"
	"harkara/cascade/report/words"
	"harkara/model"
)

// A Document is a report before it has a format. Text and Markdown show its
// title, tables and notes, in the words of package words; CSV its records; JSON
// its data. Records and data are for programs: what they say is English, whatever the
// language.
type Document struct {
	Title model.Note
	// Under are lines below the title: how the answer was found.
	Under []model.Note
	// Brackets say what the brackets in cells hold, at the end of the last line
	// under the title, where any such cell is shown in full.
	Brackets model.Note
	Tables   []Table
	// Notes come after the tables: goals, warnings, what a reader must know.
	Notes []model.Note
	// Records are the same answer as rows of one value each. Their first row
	// is the header.
	Records [][]string
	// Data is the same answer as something that encoding/json encodes.
	Data any

	covered bool // a page shows it with the data of the document before
}

// A Table has one cell a column in each row.
type Table struct {
	Caption model.Note
	Columns []Column
	Rows    [][]Cell

	close bool // one blank between columns, not two
}

// A Column of a table.
type Column struct {
	Name model.Note
	// Right is true for numbers.
	Right bool
	// Key columns name the row: a table too wide for the screen is printed in
	// several, and each repeats them.
	Key bool
	// Break is where a table that is too wide is broken in two, before anything
	// in its cells is left out.
	Break bool
	// Late is where it is broken, too, once it is too wide otherwise.
	Late bool
}

// A Cell is what a table shows in one place: Full, or Short where the screen
// is too narrow for the Full of all cells. The zero Cell is empty.
type Cell struct{ Full, Short model.Note }

// under are the lines under the title, with what brackets hold where any are shown.
func (d *Document) under(brackets bool) []model.Note {
	if !brackets || d.Brackets.Kind == "" {
		return d.Under
	}
	if len(d.Under) == 0 {
		return []model.Note{d.Brackets}
	}
	out := slices.Clone(d.Under)
	last := len(out) - 1
	out[last] = note("dots", []model.Note{out[last], d.Brackets})
	return out
}

// note is a note of that kind.
func note(kind string, args ...any) model.Note { return model.NewNote(kind, args...) }

// verbatim is a text that is shown as it is: a name, a scenario's title.
func verbatim(text string) model.Note { return model.NewNote("verbatim", text) }

// cell is a cell of that kind.
func cell(kind string, args ...any) Cell { return cellOf(model.NewNote(kind, args...)) }

// cellOf is a cell that is never said shorter.
func cellOf(n model.Note) Cell { return Cell{n, n} }

// textCell is a cell with a name.
func textCell(text string) Cell { return cellOf(verbatim(text)) }

// countCell is a cell with a whole number of units, people or trials.
func countCell(n int64) Cell { return cell("count", n) }

// List is a document of names and what each is.
func List(heading model.Note, lines [][2]string) Document {
	t := Table{Columns: []Column{{Name: heading, Key: true}, textColumn("col-what-it-is")}}
	for _, l := range lines {
		t.Rows = append(t.Rows, []Cell{textCell(l[0]), textCell(l[1])})
	}
	return Document{Tables: []Table{t}}
}

// textColumn, numberColumn and keyColumn are columns of words, of numbers, and
// of what names the row.
func textColumn(kind string) Column   { return Column{Name: model.NewNote(kind)} }
func numberColumn(kind string) Column { return Column{Name: model.NewNote(kind), Right: true} }
func keyColumn(kind string) Column    { return Column{Name: model.NewNote(kind), Key: true} }

// Format names a way to write a Document.
type Format string

// The formats.
const (
	Text     Format = "table"
	Markdown Format = "markdown"
	CSV      Format = "csv"
	JSON     Format = "json"
	HTML     Format = "html"
)

// Formats are all formats in the order in which help lists them.
func Formats() []string {
	return []string{string(Text), string(CSV), string(JSON), string(Markdown), string(HTML)}
}

// Style is how a format is written.
type Style struct {
	// Width is how many columns the screen has; 0 is 80.
	Width int
	// Colour marks what is met and what is missed, with the codes that
	// terminals know.
	Colour bool
	// Language is that of text and Markdown: English where it is not set.
	Language words.Language
	// Names are what units and tiers are called in the local script; nil has none.
	Names words.Names
	// Raw leaves CSV cells as they are which a spreadsheet would run as
	// formulas.
	Raw bool
	// Partial is true for answers that were interrupted: CSV marks each row.
	Partial bool
}

func (s Style) speech() words.Speech { return words.Speech{In: s.Language, Names: s.Names} }

// Write writes documents in a format, one after another.
func Write(w io.Writer, f Format, s Style, docs ...Document) error {
	if s.Width <= 0 {
		s.Width = defaultWidth
	}
	switch f {
	case Text, "":
		return writeText(w, s, docs)
	case Markdown:
		return writeMarkdown(w, s, docs)
	case CSV:
		return writeCSV(w, s, docs)
	case JSON:
		return writeJSON(w, s, docs)
	case HTML:
		parts, err := pageParts(docs, s.Names)
		if err != nil {
			return err
		}
		return html.Write(w, html.Options{Language: s.Language}, parts...)
	}
	return fmt.Errorf("%s", s.Language.Text("no-format", string(f), strings.Join(Formats(), ", ")))
}

const defaultWidth = 80
