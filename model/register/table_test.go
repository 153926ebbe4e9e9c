package register

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/klauspost/compress/zstd"
)

// randomCSV is text with quotes, blank lines and both kinds of line ends, and
// where each field of each record starts: line and column in characters.
func randomCSV(r *rand.Rand, length int) (text string, places [][][2]int) {
	var b strings.Builder
	fields := []string{"a", "पाकुड़", "12345", "", `"a,b"`, `"say ""yes"""`, "\"दो\r\nlines\"", `""`}
	line, column := 1, 1
	write := func(s string) {
		b.WriteString(s)
		if end := strings.LastIndexByte(s, '\n'); end >= 0 {
			line, column, s = line+strings.Count(s, "\n"), 1, s[end+1:]
		}
		column += utf8.RuneCountInString(s)
	}
	for b.Len() < length {
		var record [][2]int
		write("x,")
		for i := range 1 + r.IntN(6) {
			if i > 0 {
				write(",")
			}
			record = append(record, [2]int{line, column})
			write(fields[r.IntN(len(fields)-4*r.IntN(2))])
		}
		places = append(places, record)
		write([]string{"\n", "\r\n", "\n\n", "\r\n\r\n"}[r.IntN(4)])
	}
	return b.String(), places
}

// Every field is told where it stands in the file, however the file is packed
// and in what pieces it is read.
func TestPlacesOfFields(t *testing.T) {
	text, places := randomCSV(rand.New(rand.NewPCG(1, 2)), 200_000)
	var gz bytes.Buffer
	z := gzip.NewWriter(&gz)
	_, _ = z.Write([]byte(text))
	_ = z.Close()
	zs, _ := zstd.NewWriter(nil)
	for name, in := range map[string]io.Reader{
		"a.csv":     strings.NewReader(text),
		"half":      iotest.HalfReader(strings.NewReader(text)),
		"with data": iotest.DataErrReader(strings.NewReader(text)),
		"a.csv.gz":  &gz,
		"a.csv.zst": bytes.NewReader(zs.EncodeAll([]byte(text), nil)),
	} {
		table, err := OpenTable(name, in)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		want := csv.NewReader(strings.NewReader(text))
		want.FieldsPerRecord = -1
		_, _ = want.Read()
		for k := 1; ; k++ {
			record, err := table.Next()
			if err != nil {
				if k != len(places) || !errors.Is(err, io.EOF) {
					t.Errorf("%s: %v after %d of %d records", name, err, k, len(places))
				}
				break
			}
			if other, _ := want.Read(); !slices.Equal(record, other) {
				t.Fatalf("%s: record %d is %q, want %q", name, k, record, other)
			}
			for i, at := range places[k] {
				if line, column := table.Place(i + 1); [2]int{line, column} != at {
					t.Fatalf("%s: %q stands at %d:%d, want %v", name, record[i+1], line, column, at)
				}
			}
		}
		table.Close()
	}
}

// Files that are no tables end with the reason and the place, in bounded memory.
func TestNoTables(t *testing.T) {
	for name, c := range map[string]struct {
		in   io.Reader
		want string
	}{
		"empty":             {strings.NewReader(""), "empty:1:1: the file is empty"},
		"a long line":       {strings.NewReader(strings.Repeat("x", 3<<20)), "longer than 1 MB"},
		"a long quote":      {strings.NewReader("a\n\"" + strings.Repeat("x\n", 3<<20)), "longer than 1 MB"},
		"an error":          {io.MultiReader(strings.NewReader("a\nb\nc\n"), iotest.ErrReader(io.ErrUnexpectedEOF)), "an error:4:1: cannot be read"},
		"nothing, for ever": {nothing{}, "multiple Read calls"},
		"cut.gz":            {bytes.NewReader([]byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 1}), "not a whole .gz file"},
		"no.gz":             {strings.NewReader("a,b\n"), "not a whole .gz file"},
		"no.zst":            {strings.NewReader("a,b\n"), "not a whole .zst file"},
		"bytes":             {strings.NewReader("a,b\n" + strings.Repeat("क,1\n", 30_000) + "क,x\xff\n"), "bytes:30002:3: not UTF-8"},
		"old line ends":     {strings.NewReader("a,b\rc,d\r"), "carriage return"},
		"a quote":           {strings.NewReader("a,b\n1,2\"3\n"), "a quote:2:4: not CSV: a quote inside a field"},
		"an open quote":     {strings.NewReader("a,b\n1,\"23\n4,5\n"), "the record of line 2 is not closed"},
		"a closed quote":    {strings.NewReader("a,b\n1,\"2\"3\n"), "followed by text"},
		"a zip":             {strings.NewReader("PK\x03\x04..."), "a spreadsheet or a zip file"},
		"JSON":              {strings.NewReader("[1]"), "is JSON"},
	} {
		table, err := OpenTable(name, c.in)
		for err == nil {
			_, err = table.Next()
		}
		var e *Error
		if !errors.As(err, &e) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

// nothing gives no bytes and no error.
type nothing struct{}

func (nothing) Read([]byte) (int, error) { return 0, nil }
