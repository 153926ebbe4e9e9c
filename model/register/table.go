package register

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"harkara/model"
)

// Table reads the records of CSV and its relatives (RFC 4180, with any usual
// delimiter, in any usual encoding, packed with gzip or zstd or not), one after
// another, in bounded memory. Close it after use.
type Table struct {
	// Name is the file's, for messages.
	Name string
	// Columns is the header, without blanks around its names.
	Columns []string
	// Encoding is "UTF-8", "UTF-16" or "Windows-1252".
	Encoding string

	in        *bounded
	text      *bufio.Reader
	left      []byte // of a block, after its last line
	csv       *csv.Reader
	record    []string
	line      int // of that record
	delimiter byte
	stop      func()
}

// Error is what is wrong with a file, and where. Line and Column count from 1,
// the column in characters, or in bytes where it is a quote that is out of place.
type Error struct {
	Name         string
	Line, Column int
	Text         string
	// Said is Text as a kind, its format, and arguments, which may be notes themselves,
	// for other languages.
	Said model.Note
	err  error // below it, or nil
}

// wrongf is an Error at a place, with the error below it or nil.
func wrongf(name string, line, column int, err error, format string, args ...any) *Error {
	e := &Error{Name: name, Line: line, Column: column, Text: fmt.Sprintf(format, args...), Said: model.NewNote(format, args...), err: err}
	for i, a := range e.Said.Args {
		if below, ok := a.(error); ok {
			e.Said.Args[i] = model.NewNote(below.Error())
		}
	}
	return e
}

// Unwrap is the error below.
func (e *Error) Unwrap() error { return e.err }

var errOtherKind = errors.New("no text")

// Error is "file:line:column: text".
func (e *Error) Error() string { return fmt.Sprintf("%s:%d:%d: %s", e.Name, e.Line, e.Column, e.Text) }

// In is the error in another language: what say makes of it, or English where say says no.
func (e *Error) In(say func(model.Note) (string, bool)) string {
	if text, ok := say(e.Said); ok {
		return fmt.Sprintf("%s:%d:%d: %s", e.Name, e.Line, e.Column, text)
	}
	return e.Error()
}

// OpenTable reads the header of a table. The name of the file says by its end
// whether it is packed (.gz, .zst). A file that is no table is an *Error.
func OpenTable(name string, file io.Reader) (*Table, error) {
	t, err := openRecords(name, file, 0)
	if err != nil {
		return nil, err
	}
	if err := t.header(); err != nil {
		t.stop()
		return nil, err
	}
	return t, nil
}

// openRecords is a table whose header is not read yet, with fields between marks;
// 0 is what the first line has most of.
func openRecords(name string, file io.Reader, mark byte) (*Table, error) {
	return openRecordsAs(name, file, mark, nil)
}

// openRecordsAs is openRecords of a file that is known to be UTF-8 throughout, or not.
func openRecordsAs(name string, file io.Reader, mark byte, isUTF8 *bool) (*Table, error) {
	plain, stop, err := unpack(file, name)
	if err != nil {
		return nil, wrongf(name, 1, 1, err, "is not a whole %s file: %v", path.Ext(name), err)
	}
	t := &Table{Name: name, in: &bounded{in: plain}, stop: stop}
	raw := bufio.NewReaderSize(t.in, sample)
	peeked, _ := raw.Peek(sample)
	known := isUTF8 != nil && *isUTF8 || isUTF8 == nil && valid(peeked)
	text, encoding := textAs(raw, peeked, known)
	t.Encoding = encoding
	start, _ := text.Peek(sample)
	if other := Kind(start); other != "" {
		stop()
		return nil, wrongf(t.Name, 1, 1, errOtherKind, "is %s: save it as CSV in UTF-8", errors.New(other))
	}
	if mark == 0 {
		first, _, _ := strings.Cut(string(start), "\n")
		mark = Delimiter(first)
	}
	t.text, t.delimiter = text, mark
	t.csv = csv.NewReader(text)
	t.csv.Comma, t.csv.FieldsPerRecord, t.csv.ReuseRecord = rune(mark), -1, true
	return t, nil
}

// Close lets go of what unpacks the file, and not of the file.
func (t *Table) Close() { t.stop() }

// header reads the first record.
func (t *Table) header() error {
	record, err := t.Next()
	if errors.Is(err, io.EOF) {
		return wrongf(t.Name, 1, 1, nil, "the file is empty: it needs a header")
	}
	if err != nil {
		return err
	}
	for _, name := range record {
		t.Columns = append(t.Columns, strings.TrimSpace(name))
	}
	if header := strings.Join(record, ","); strings.Contains(strings.ReplaceAll(header, "\r\n", ""), "\r") {
		return t.Errorf(0, "lines end with a carriage return alone: save the file with line feeds")
	}
	return nil
}

// Next is the next record, which holds until the one after it is read, or io.EOF.
// It may have more or fewer fields than the header. Any other error is an *Error,
// and the end: after it the file cannot be read on.
func (t *Table) Next() ([]string, error) {
	record, err := t.csv.Read()
	t.in.mark()
	if err != nil {
		if errors.Is(err, io.EOF) {
			return nil, io.EOF
		}
		return nil, t.broken(err)
	}
	t.record = record
	t.line, _ = t.csv.FieldPos(0)
	for i, field := range record {
		if !utf8.ValidString(field) {
			return nil, t.Errorf(i, "not UTF-8: save the file as UTF-8 text")
		}
	}
	return record, nil
}

// Delimiter is what stands between fields.
func (t *Table) Delimiter() byte { return t.delimiter }

// Block is what follows the records read so far, as text: whole lines, about as many
// bytes as there is room for in buf, or io.EOF. Records can no longer be read after it.
// It is an error where a line is longer than buf.
func (t *Table) Block(buf []byte) ([]byte, error) {
	n := copy(buf, t.left)
	t.left = t.left[:0]
	for n < len(buf) {
		k, err := t.text.Read(buf[n:])
		n += k
		t.in.mark()
		if errors.Is(err, io.EOF) {
			if n == 0 {
				return nil, io.EOF
			}
			return buf[:n], nil
		}
		if err != nil {
			return nil, err
		}
	}
	end := bytes.LastIndexByte(buf, '\n') + 1
	if end == 0 {
		return nil, errLongRecord
	}
	t.left = append(t.left, buf[end:]...)
	return buf[:end], nil
}

// Line is where the record read last starts, from 1.
func (t *Table) Line() int { return t.line }

// Place is where field i of the record read last starts: its line, and its column
// in characters.
func (t *Table) Place(i int) (line, column int) {
	i = min(max(i, 0), len(t.record)-1)
	line, column = t.csv.FieldPos(i)
	// What separates and quotes fields is one byte each; a field may be more bytes
	// than characters, and may have begun on an earlier line.
	for j := i - 1; j >= 0; j-- {
		before := t.record[j]
		if on, _ := t.csv.FieldPos(j); on != line {
			before = before[strings.LastIndexByte(before, '\n')+1:]
			j = 0
		}
		column -= len(before) - utf8.RuneCountInString(before)
	}
	return line, column
}

// Errorf is an *Error at field i of the record read last.
func (t *Table) Errorf(i int, format string, args ...any) *Error {
	line, column := t.Place(i)
	return wrongf(t.Name, line, column, nil, format, args...)
}

// broken says in other words what encoding/csv, or what is below it, says.
func (t *Table) broken(err error) *Error {
	var parse *csv.ParseError
	if !errors.As(err, &parse) {
		if packed := path.Ext(t.Name); (packed == ".zst" || packed == ".gz") && !errors.Is(err, errLongRecord) && !errors.Is(err, errTooLarge) {
			return wrongf(t.Name, t.line+1, 1, err, "is not a whole %s file: %v", packed, err)
		}
		return wrongf(t.Name, t.line+1, 1, err, "cannot be read: %v", err)
	}
	switch at := parse; {
	case errors.Is(parse.Err, csv.ErrBareQuote):
		return wrongf(t.Name, at.Line, at.Column, nil, `not CSV: a quote inside a field: put the whole field in quotes, and write "" for each in it`)
	case errors.Is(parse.Err, csv.ErrQuote) && parse.StartLine < parse.Line:
		return wrongf(t.Name, at.Line, at.Column, nil, "not CSV: a quote that is opened in the record of line %d is not closed", at.StartLine)
	case errors.Is(parse.Err, csv.ErrQuote):
		return wrongf(t.Name, at.Line, at.Column, nil, `not CSV: a quote inside a quoted field is followed by text: write "" for it`)
	}
	return wrongf(t.Name, parse.Line, parse.Column, nil, "not CSV: %v", parse.Err)
}
