package scenario

import (
	"bufio"
	"encoding/csv"
	"errors"
	"strings"
	"unicode/utf8"
)

// records reads CSV (RFC 4180) from lines. Lines without quotes, nearly all,
// are cut at their commas, for a fraction of what encoding/csv takes; it reads
// the others.
type records struct {
	*lines
	comma  byte     // what stands between fields
	fields []string // of the record taken last
	text   string   // of that record, as it stands in the file
	line   int      // on which it starts
	sound  bool     // it is UTF-8; else it may be or not
	quoted *quoted  // that read it, or nil where it has no quotes
	spare  *quoted
}

// quoted is the reader of records that have quotes.
type quoted struct {
	*csv.Reader
	in    *bufio.Reader
	fed   int // lines it was given
	shift int // from its count of lines to that of the file
}

// next takes a record. Lines that are empty are none.
func (r *records) next() ([]string, error) {
	for {
		line, err := r.take()
		if err != nil {
			return nil, err
		}
		r.text, r.line, r.quoted = line, r.taken, nil
		line = strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
		if line == "" {
			continue
		}
		if r.quotes && strings.IndexByte(line, '"') >= 0 {
			return r.unquote()
		}
		r.sound = r.valid
		r.fields = r.fields[:0]
		for comma := strings.IndexByte(line, r.comma); comma >= 0; comma = strings.IndexByte(line, r.comma) {
			r.fields = append(r.fields, line[:comma])
			line = line[comma+1:]
		}
		r.fields = append(r.fields, line)
		return r.fields, nil
	}
}

// unquote reads a record that has quotes. It goes on until every quote that was
// opened is closed.
func (r *records) unquote() ([]string, error) {
	r.gather()
	q := r.spare
	if q == nil {
		q = &quoted{in: bufio.NewReader(nil)}
		q.Reader = csv.NewReader(q.in)
		q.FieldsPerRecord = -1
		q.Comma = rune(r.comma)
		r.spare = q
	}
	q.in.Reset(strings.NewReader(r.text))
	q.shift = r.line - 1 - q.fed
	q.fed += r.taken - r.line + 1
	r.quoted, r.sound = q, false
	fields, err := q.Read()
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		line := parse.Line + q.shift
		return nil, &csv.ParseError{StartLine: r.line, Line: line, Column: r.column(line, parse.Column), Err: parse.Err}
	}
	r.fields = fields
	return fields, err
}

// gather adds lines to the text while a quote is open. Where none closes it,
// encoding/csv says where it stands.
func (r *records) gather() {
	open := strings.Count(r.text, `"`)%2 == 1
	if !open {
		return
	}
	parts, length := []string{r.text}, len(r.text)
	for open && length <= maxLine {
		more, err := r.take()
		if err != nil {
			break
		}
		parts, length = append(parts, more), length+len(more)
		open = strings.Count(more, `"`)%2 == 0
	}
	r.text = strings.Join(parts, "")
}

// place is where field i of the record taken last starts: its line, and its
// column in characters.
func (r *records) place(i int) (line, col int) {
	i = min(max(i, 0), len(r.fields)-1)
	if r.quoted != nil {
		line, col = r.quoted.FieldPos(i)
		line += r.quoted.shift
		return line, r.column(line, col)
	}
	from := 0
	for range i {
		from += strings.IndexByte(r.text[from:], r.comma) + 1
	}
	return r.line, r.column(r.line, from+1)
}

// column turns a column in bytes into one in characters.
func (r *records) column(line, col int) int {
	text := r.text
	for range line - r.line {
		_, text, _ = strings.Cut(text, "\n")
	}
	return utf8.RuneCountInString(text[:min(max(col-1, 0), len(text))]) + 1
}
