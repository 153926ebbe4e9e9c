package scenario

import (
	"encoding/csv"
	"errors"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"harkara/model"
)

// randomCSV is text with quotes, blank lines and both kinds of line ends.
func randomCSV(r *rand.Rand, length int) string {
	var b strings.Builder
	fields := []string{"", "a", "पाकुड़", "12345", `"a,b"`, `"say ""yes"""`, "\"two\r\nlines\"", `""`}
	for b.Len() < length {
		for i := range 1 + r.IntN(6) {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(fields[r.IntN(len(fields)-4*r.IntN(2))])
		}
		b.WriteString([]string{"\n", "\r\n", "\n\n", "\r\n\r\n"}[r.IntN(4)])
	}
	return strings.TrimRight(b.String(), "\r\n")
}

// Records are those of encoding/csv, also where they cross blocks of text and
// reads are short.
func TestRecordsAcrossBlocks(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	text := randomCSV(r, 600_000)
	checkRecords(t, []byte(text))
	for name, in := range map[string]io.Reader{
		"one byte":  iotest.OneByteReader(strings.NewReader(text[:20_000])),
		"half":      iotest.HalfReader(strings.NewReader(text)),
		"with data": iotest.DataErrReader(strings.NewReader(text)),
	} {
		mine, theirs := &records{lines: newLines(in), comma: ','}, csv.NewReader(strings.NewReader(text))
		theirs.FieldsPerRecord = -1
		for count := 0; ; count++ {
			got, err := mine.next()
			if err != nil {
				if count < 500 {
					t.Errorf("%s: %v after %d records", name, err, count)
				}
				break
			}
			want, _ := theirs.Read()
			if !slices.Equal(got, want) && name != "one byte" {
				t.Fatalf("%s: record %d is %q, want %q", name, count, got, want)
			}
		}
	}
}

func TestLinesWithoutEnd(t *testing.T) {
	long := strings.Repeat("x", maxLine+1)
	for name, c := range map[string]struct {
		in   io.Reader
		want error
	}{
		"a long line":       {strings.NewReader(long), errLongLine},
		"a long quote":      {strings.NewReader("a\n\"" + strings.Repeat("x\n", maxLine)), csv.ErrQuote},
		"an error":          {iotest.ErrReader(io.ErrUnexpectedEOF), io.ErrUnexpectedEOF},
		"an error after":    {io.MultiReader(strings.NewReader("a\nb"), iotest.ErrReader(io.ErrUnexpectedEOF)), io.ErrUnexpectedEOF},
		"nothing, for ever": {nothing{}, io.ErrNoProgress},
		"the end":           {strings.NewReader("a\n\n\r\n\r"), io.EOF},
	} {
		r := &records{lines: newLines(c.in), comma: ','}
		_, err := r.next()
		for err == nil {
			_, err = r.next()
		}
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

// nothing gives no bytes and no error.
type nothing struct{}

func (nothing) Read([]byte) (int, error) { return 0, nil }

// Codes are found whatever they look like, and given only once.
func TestCodes(t *testing.T) {
	h := &hierarchy{}
	c := newCodes(h, "x:")
	r, want := rand.New(rand.NewPCG(3, 4)), map[string]int32{}
	for len(want) < 20_000 {
		code := strings.Repeat("0", r.IntN(3)) + string(rune('A'+r.IntN(26))) + strings.Repeat("1", r.IntN(2)) + model.Thousands(r.Int64N(30_000))
		before, twice := want[code]
		row := int32(len(h.rows.Code))
		h.rows.Code = append(h.rows.Code, "x:"+code)
		got := c.add(code, row)
		if twice && got != before || !twice && got != -1 {
			t.Fatalf("%s has row %d, want %d, %v", code, got, before, twice)
		}
		if !twice {
			want[code] = row
		}
	}
	for code, row := range want {
		if c.row(code) != row || c.row(code+"?") != -1 {
			t.Fatalf("%s has row %d, want %d", code, c.row(code), row)
		}
	}
}
