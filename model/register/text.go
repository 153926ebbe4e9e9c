package register

import (
	"bufio"
	"bytes"
	"errors"
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
	return textAs(r, start, valid(start))
}

// textAs is Text of a file whose start is known, and whether it is UTF-8.
func textAs(r *bufio.Reader, start []byte, isUTF8 bool) (text *bufio.Reader, encoding string) {
	switch {
	case bytes.HasPrefix(start, []byte("\ufeff")):
		_, _ = r.Discard(3)
		return r, "UTF-8"
	case bytes.HasPrefix(start, []byte{0xff, 0xfe}), bytes.HasPrefix(start, []byte{0xfe, 0xff}):
		return bufio.NewReader(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Reader(r)), "UTF-16"
	case isUTF8:
		return r, "UTF-8"
	}
	return bufio.NewReader(charmap.Windows1252.NewDecoder().Reader(r)), "Windows-1252"
}

// oddAt reads a text to its end: ok where it is UTF-8, but for a byte-order mark at its
// start; else line is the first that is not, and field what it says there in Windows-1252.
func oddAt(in io.Reader) (line int, field string, ok bool) {
	r := bufio.NewReaderSize(in, sample)
	if start, _ := r.Peek(2); bytes.Equal(start, []byte{0xff, 0xfe}) || bytes.Equal(start, []byte{0xfe, 0xff}) {
		return 0, "", true
	}
	var left []byte
	for lines := 1; ; {
		piece, err := r.ReadSlice('\n')
		whole := piece
		if len(left) > 0 {
			whole = append(left, piece...)
			left = left[:0]
		}
		if !valid(whole) {
			text, _ := charmap.Windows1252.NewDecoder().Bytes(whole)
			return lines, oddField(string(text)), false
		}
		if err == nil {
			lines++
			continue
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			text, _ := charmap.Windows1252.NewDecoder().Bytes(whole)
			return lines, oddField(string(text)), utf8.Valid(whole)
		}
		// A character that the end of a piece cuts is of the next.
		for cut := 1; cut <= 3 && cut <= len(whole); cut++ {
			if c := whole[len(whole)-cut]; utf8.RuneStart(c) {
				if !utf8.FullRune(whole[len(whole)-cut:]) {
					left = append(left, whole[len(whole)-cut:]...)
				}
				break
			}
		}
	}
}

// oddField is the field of a line that has the first character that is more than ASCII.
func oddField(line string) string {
	at := strings.IndexFunc(line, func(r rune) bool { return r >= 0x80 })
	if at < 0 {
		return ""
	}
	field := line[max(strings.LastIndexAny(line[:at], ",;\t|")+1, 0):]
	if end := strings.IndexAny(field, ",;\t|\r\n"); end >= 0 {
		field = field[:end]
	}
	return short(strings.TrimSpace(field))
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
