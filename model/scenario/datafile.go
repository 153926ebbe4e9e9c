package scenario

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/klauspost/compress/zstd"
)

// The limits of a data file: its size once decompressed, and one line's. They
// keep a small file that decompresses to a vast one out of memory.
const (
	maxData = 8 << 30
	maxLine = 1 << 20
)

var (
	errTooLarge = errors.New("larger than 8 GB decompressed")
	errLongLine = errors.New("a line is longer than 1 MB (is a quote left open?)")
)

// table is an open CSV file.
type table struct {
	*csv.Reader
	d       *decoder
	file    string
	columns []string // of the header
	close   func()
	bom     int // bytes before the header that a reader does not see
}

// openTable opens a CSV file, decompressed by the end of its name, and reads
// its header. n is where the scenario names it. It is nil where that fails.
func (d *decoder) openTable(n *node, path string) *table {
	name := n.text
	raw, err := d.session.open(name)
	if err != nil {
		if d.err == nil {
			d.err = fmt.Errorf("%s:%d:%d: %s: %w", n.at.file, n.at.line, n.at.col, path, err)
		}
		return nil
	}
	var source io.Reader = raw
	tee := d.sum != nil && !d.read[name]
	if tee {
		d.read[name] = true
		source = io.TeeReader(raw, d.sum)
	}
	plain, stop, err := decompress(source, name)
	if err != nil {
		raw.Close()
		d.complaints.fail(place{name, 1, 1}, "%v", err)
		return nil
	}
	t := &table{d: d, file: name}
	t.close = func() {
		if tee {
			// The sum is of all bytes, also of those nobody asked for.
			_, _ = io.Copy(io.Discard, io.LimitReader(source, maxData))
		}
		stop()
		raw.Close()
	}
	t.start(plain)
	if !t.header() {
		t.close()
		return nil
	}
	return t
}

func (t *table) start(plain io.Reader) {
	in := bufio.NewReaderSize(&guard{r: plain}, 64<<10)
	if mark, _ := in.Peek(3); string(mark) == "\ufeff" {
		_, _ = in.Discard(3)
	}
	t.Reader = csv.NewReader(in)
	t.ReuseRecord = true
	t.FieldsPerRecord = -1
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
	record, err := t.Read()
	if errors.Is(err, io.EOF) {
		t.d.complaints.fail(place{t.file, 1, 1}, "the file is empty: it needs a header")
		return false
	}
	if err != nil {
		t.broken(err)
		return false
	}
	for i, name := range record {
		if !utf8.ValidString(name) {
			t.fail(i, "not UTF-8: save the file as UTF-8 text")
			return false
		}
		t.columns = append(t.columns, strings.Clone(strings.TrimSpace(name)))
	}
	return true
}

// places finds the columns of a header: known ones, of which some are needed.
// A column that is absent is at -1.
func (t *table) places(known, needed []string) (map[string]int, bool) {
	at := map[string]int{}
	ok := true
	for _, name := range known {
		at[name] = -1
	}
	for i, name := range t.columns {
		before, isKnown := at[name]
		switch {
		case !isKnown:
			t.fail(i, "unknown column %s%s", quote(name), choose(name, known))
			ok = false
		case before >= 0:
			t.fail(i, "column %s is there twice", quote(name))
			ok = false
		default:
			at[name] = i
		}
	}
	for _, name := range needed {
		if at[name] < 0 {
			t.d.complaints.fail(place{t.file, 1, 1}, "no column %q (needed: %s)", name, strings.Join(needed, ", "))
			ok = false
		}
	}
	return at, ok
}

// next is the next record, or nil at the end or where the file is broken. Lines
// with too few or too many fields are reported and passed over.
func (t *table) next() []string {
	for !t.d.complaints.full() {
		record, err := t.Read()
		if err != nil {
			if !errors.Is(err, io.EOF) {
				t.broken(err)
			}
			return nil
		}
		if len(record) == len(t.columns) {
			return record
		}
		t.fail(0, "%d fields where the header has %d", len(record), len(t.columns))
	}
	return nil
}

// fail reports a problem with a field of the record just read.
func (t *table) fail(i int, format string, args ...any) {
	at := place{file: t.file}
	at.line, at.col = t.FieldPos(i)
	t.d.complaints.fail(at, format, args...)
}

// broken reports an error of the CSV reader or below it.
func (t *table) broken(err error) {
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		t.d.complaints.fail(place{t.file, parse.Line, max(parse.Column, 1)}, "not CSV: %v", parse.Err)
		return
	}
	t.d.complaints.fail(place{file: t.file}, "cannot be read: %v", err)
}

// guard ends a stream that is too long, or has too long a line. Ends of lines
// inside quotes do not count, as a CSV reader keeps all of a record in memory.
type guard struct {
	r      io.Reader
	total  int64
	line   int
	quoted bool
}

func (g *guard) Read(p []byte) (int, error) {
	n, err := g.r.Read(p)
	g.total += int64(n)
	if g.quoted || bytes.IndexByte(p[:n], '"') >= 0 {
		for _, b := range p[:n] {
			g.line++
			switch {
			case b == '"':
				g.quoted = !g.quoted
			case b == '\n' && !g.quoted:
				g.line = 0
			}
		}
	} else if end := bytes.LastIndexByte(p[:n], '\n'); end >= 0 {
		g.line = n - end - 1
	} else {
		g.line += n
	}
	switch {
	case g.line > maxLine:
		return 0, errLongLine
	case g.total > maxData:
		return 0, errTooLarge
	}
	return n, err
}
