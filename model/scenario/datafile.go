package scenario

import (
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/klauspost/compress/zstd"

	"harkara/model"
	"harkara/model/register"
)

// table is an open CSV file.
type table struct {
	*records
	d       *decoder
	file    string
	columns []string // of the header
	close   func()
}

// openTable opens a CSV file, decompressed by the end of its name, and reads
// its header. n is where the scenario names it. It is nil where that fails.
func (d *decoder) openTable(n *node, key string) *table {
	name := n.text
	if strings.HasPrefix(n.at.file, "--set ") {
		d.allowed[name] = true // named on the command line
	}
	raw, err := d.session.open(name)
	if err != nil {
		if d.err == nil {
			d.err = fmt.Errorf("%s:%d:%d: %s: %w", n.at.file, n.at.line, n.at.col, key, err)
		}
		return nil
	}
	d.uses(name)
	plain, stop, err := decompress(raw, name)
	if err != nil {
		raw.Close()
		d.complaints.fail(place{name, 1, 1}, "%v", err)
		return nil
	}
	t := &table{d: d, file: name}
	t.close = func() {
		stop()
		raw.Close()
	}
	in, encoding := register.Text(plain)
	mark, _ := in.Peek(3)
	if encoding == "Windows-1252" {
		d.note("read-as", name, encoding)
	}
	t.records = &records{lines: newLines(in), comma: ','}
	if start, _ := in.Peek(4096); len(start) > 0 {
		header, _, _ := strings.Cut(string(start), "\n")
		t.records.comma = register.Delimiter(header)
	}
	if other := otherThanText(mark); other != "" {
		d.complaints.fail(place{name, 1, 1}, "is %s: save it as CSV in UTF-8", other)
		t.close()
		return nil
	}
	if !t.header() {
		t.close()
		return nil
	}
	return t
}

// uses notes data files that are part of the scenario.
func (d *decoder) uses(names ...string) {
	for _, name := range names {
		if !slices.Contains(d.files, name) {
			d.files = append(d.files, name)
		}
	}
}

// otherThanText is what a file is whose first bytes say that it is no CSV, or "".
func otherThanText(start []byte) string {
	switch s := string(start); {
	case isUTF16(start):
		return "text in UTF-16"
	case strings.HasPrefix(s, "PK\x03"):
		return "a spreadsheet or a zip file"
	case strings.HasPrefix(s, "<gr"):
		return "a graph (GraphML)"
	case strings.HasPrefix(s, "["):
		return "JSON"
	case strings.HasPrefix(s, "<?x"), strings.HasPrefix(s, "<ht"), strings.HasPrefix(s, "<!D"):
		return "XML or HTML"
	case strings.HasPrefix(s, "{\n"), strings.HasPrefix(s, "{\""):
		return "JSON"
	}
	return ""
}

// decompress chooses by the end of a file's name.
func decompress(r io.Reader, name string) (io.Reader, func(), error) {
	switch {
	case strings.HasSuffix(name, ".gz"):
		z, err := gzip.NewReader(r)
		if err != nil {
			return nil, nil, fmt.Errorf("not a gzip file: %w", err)
		}
		return z, func() { _ = z.Close() }, nil
	case strings.HasSuffix(name, ".zst"):
		z, err := zstd.NewReader(r, zstd.WithDecoderMaxWindow(128<<20), zstd.WithDecoderLowmem(true))
		if err != nil {
			return nil, nil, fmt.Errorf("not a zstd file: %w", err)
		}
		return z, z.Close, nil
	}
	return r, func() {}, nil
}

// header reads the first line.
func (t *table) header() bool {
	record, err := t.records.next()
	if errors.Is(err, io.EOF) {
		t.d.complaints.fail(place{t.file, 1, 1}, "the file is empty: it needs a header")
		return false
	}
	if err != nil {
		t.broken(err)
		return false
	}
	if !t.readable(record) {
		return false
	}
	for _, name := range record {
		t.columns = append(t.columns, strings.TrimSpace(name))
	}
	return t.separated()
}

// separated tells whether the header has lines as other files have.
func (t *table) separated() bool {
	header := strings.Join(t.columns, ",")
	if strings.Contains(strings.ReplaceAll(header, "\r\n", ""), "\r") {
		t.fail(0, "lines end with a carriage return alone: save the file with line feeds")
		return false
	}
	return true
}

// start is a short piece of the header: the file may be none of the scenario's.
func (t *table) start() string {
	return shortenTo(oneLineOf(strings.Join(t.columns, ",")), maxQuoted)
}

// meant says which column a name may mean, and how the header starts.
func (t *table) meant(name string) string {
	if near := model.Nearest(name, slices.Values(t.columns)); near != "" {
		return fmt.Sprintf(": did you mean %s? (the header is %s)", quote(near), t.start())
	}
	return ": the header is " + t.start()
}

// places finds the columns of a header: known ones, of which some are needed.
// A column that is absent is at -1.
func (t *table) places(known, needed []string) (map[string]int, bool) {
	at := map[string]int{}
	for _, name := range known {
		at[name] = -1
	}
	near := 0
	for _, name := range t.columns {
		if model.Nearest(name, slices.Values(needed)) != "" {
			near++
		}
	}
	if 2*near < len(needed) {
		t.fail(0, "is a table of another kind: it needs the columns %s; its header is %s", strings.Join(needed, ", "), t.start())
		return at, false
	}
	ok := true
	meant := map[string]bool{}
	var ignored []string
	for i, name := range t.columns {
		if k := match(name, known); k >= 0 {
			name = known[k]
		}
		before, isKnown := at[name]
		near := model.Nearest(name, slices.Values(known))
		switch {
		case !isKnown && near == "":
			ignored = append(ignored, shorten(name))
		case !isKnown:
			t.fail(i, "unknown column %s%s", quote(name), choose(name, known))
			meant[near] = true
			ok = false
		case before >= 0:
			t.fail(i, "column %s is there twice", quote(name))
			ok = false
		default:
			at[name] = i
		}
	}
	if len(ignored) > 0 {
		t.d.note("ignored", t.file, ignored)
	}
	for _, name := range needed {
		if at[name] < 0 && !meant[name] {
			t.fail(0, "no column %q (needed: %s)", name, strings.Join(needed, ", "))
		}
		ok = ok && at[name] >= 0
	}
	return at, ok
}

// next is the next record, or nil at the end or where the file is broken. Lines
// with too few or too many fields are reported and passed over.
func (t *table) next() []string {
	for !t.d.complaints.full() {
		record, err := t.records.next()
		if err != nil {
			if !errors.Is(err, io.EOF) {
				t.broken(err)
			}
			return nil
		}
		if !t.readable(record) {
			return nil
		}
		if len(record) == len(t.columns) {
			return record
		}
		t.fail(0, "%d fields where the header has %d", len(record), len(t.columns))
	}
	return nil
}

// readable tells whether a record is UTF-8. Where it is not, the rest of the
// file seldom is: it is said once.
func (t *table) readable(record []string) bool {
	if t.sound {
		return true
	}
	for i, field := range record {
		if !utf8.ValidString(field) {
			t.fail(i, "not UTF-8: save the file as UTF-8 text")
			return false
		}
	}
	return true
}

// at is where field i of the record just read stands.
func (t *table) at(i int) place {
	line, col := t.records.place(i)
	return place{t.file, line, col}
}

// fail reports a problem with a field of the record just read.
func (t *table) fail(i int, format string, args ...any) {
	t.d.complaints.fail(t.at(i), format, args...)
}

// broken reports an error of the CSV reader or below it.
func (t *table) broken(err error) {
	var parse *csv.ParseError
	if !errors.As(err, &parse) {
		what := "cannot be read"
		if packed := path.Ext(t.file); (packed == ".zst" || packed == ".gz") && !errors.Is(err, errLongLine) {
			what = "is not a whole " + packed + " file"
		}
		t.d.complaints.fail(place{t.file, t.taken + 1, 1}, "%s: %v", what, err)
		return
	}
	at := place{t.file, parse.Line, parse.Column}
	switch {
	case errors.Is(parse.Err, csv.ErrBareQuote):
		t.d.complaints.fail(at, `not CSV: a quote inside a field: put the whole field in quotes, and write "" for each in it`)
	case errors.Is(parse.Err, csv.ErrQuote) && parse.StartLine < parse.Line:
		t.d.complaints.fail(at, `not CSV: a quote that is opened in the record of line %d is not closed`, parse.StartLine)
	case errors.Is(parse.Err, csv.ErrQuote):
		t.d.complaints.fail(at, `not CSV: a quote inside a quoted field is followed by text: write "" for it`)
	default:
		t.d.complaints.fail(at, "not CSV: %v", parse.Err)
	}
}
