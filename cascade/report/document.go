// Package report is everything that goes out. An answer becomes a Document,
// which has no format yet; a Document becomes a table for the terminal,
// Markdown, CSV or JSON. So a new kind of answer needs one function here, and a
// new format needs one too.
package report

import (
	"fmt"
	"io"
	"strings"
)

// A Document is a report before it has a format. Text and Markdown show its
// title, tables and notes; CSV its records; JSON its data.
type Document struct {
	Title string
	// Under are lines below the title: how the answer was found.
	Under  []string
	Tables []Table
	// Notes come after the tables: goals, warnings, what a reader must know.
	Notes []Note
	// Records are the same answer as rows of one value each. Their first row
	// is the header.
	Records [][]string
	// Data is the same answer as something that encoding/json encodes.
	Data any
}

// A Note is one line after the tables: what kind it is, and a sentence.
type Note struct{ Kind, Text string }

// A Table has one cell a column in each row.
type Table struct {
	Caption string
	Columns []Column
	Rows    [][]Cell

	close bool // one blank between columns, not two
}

// A Column of a table.
type Column struct {
	Name string
	// Right is true for numbers.
	Right bool
	// Key columns name the row: a table too wide for the screen is printed in
	// several, and each repeats them.
	Key bool
}

// A Cell is what a table shows in one place: Text, or Short where the screen
// is too narrow for the Text of all cells.
type Cell struct{ Text, Short string }

func cell(text string) Cell { return Cell{text, text} }

// Format names a way to write a Document.
type Format string

// The formats.
const (
	Text     Format = "table"
	Markdown Format = "markdown"
	CSV      Format = "csv"
	JSON     Format = "json"
)

// Formats are all formats in the order in which help lists them.
func Formats() []string {
	return []string{string(Text), string(CSV), string(JSON), string(Markdown)}
}

// Write writes documents in a format, one after another. A table is laid out
// for a screen of so many columns; 0 is 80.
func Write(w io.Writer, f Format, width int, docs ...Document) error {
	if width <= 0 {
		width = defaultWidth
	}
	switch f {
	case Text, "":
		return writeText(w, width, docs)
	case Markdown:
		return writeMarkdown(w, docs)
	case CSV:
		return writeCSV(w, docs)
	case JSON:
		return writeJSON(w, docs)
	}
	return fmt.Errorf("no format %q: there are %s", f, strings.Join(Formats(), ", "))
}

const defaultWidth = 80
