package register

import (
	"bufio"
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// sample is how much of a file is looked at to tell its encoding.
const sample = 64 << 10

// Text is a file as UTF-8, without a byte-order mark, and the encoding it was
// found to be in: "UTF-8", "UTF-16", or "Windows-1252" where the start of the file
// is neither.
func Text(in io.Reader) (text *bufio.Reader, encoding string) {
	r := bufio.NewReaderSize(in, sample)
	start, _ := r.Peek(sample)
	switch {
	case bytes.HasPrefix(start, []byte("\ufeff")):
		_, _ = r.Discard(3)
		return r, "UTF-8"
	case bytes.HasPrefix(start, []byte{0xff, 0xfe}), bytes.HasPrefix(start, []byte{0xfe, 0xff}):
		return bufio.NewReader(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Reader(r)), "UTF-16"
	case valid(start):
		return r, "UTF-8"
	}
	return bufio.NewReader(charmap.Windows1252.NewDecoder().Reader(r)), "Windows-1252"
}

// valid tells whether text is UTF-8, but for a character cut off at its end.
func valid(text []byte) bool {
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		if r == utf8.RuneError && n == 1 {
			return !utf8.FullRune(text)
		}
		text = text[n:]
	}
	return true
}

// Delimiter is what separates the fields of a header: the comma, semicolon, tab
// or bar of which it has most.
func Delimiter(header string) byte {
	best, most := byte(','), 0
	for _, mark := range []byte(",;\t|") {
		if n := strings.Count(header, string(mark)); n > most {
			best, most = mark, n
		}
	}
	return best
}

// IsTotal tells whether a name is that of a row of sums, and not of a place.
func IsTotal(name string) bool {
	switch strings.ToLower(strings.Trim(name, " :.")) {
	case "total", "grand total", "totals", "sub total", "subtotal", "sub-total", "कुल", "योग", "कुल योग":
		return true
	}
	return false
}
