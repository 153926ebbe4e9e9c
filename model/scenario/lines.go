package scenario

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

// The limits of a data file: its size once decompressed, and one line's. They
// keep a small file that decompresses to a vast one out of memory.
const (
	maxData = 8 << 30
	maxLine = 1 << 20
)

var (
	errTooLarge = errors.New("larger than 8 GB decompressed")
	errLongLine = errors.New("a line is longer than 1 MB")
)

// lines cuts a stream into lines. They are parts of large blocks of text that
// are never written again, so that they, and their parts, may be kept.
type lines struct {
	in    io.Reader
	buf   []byte
	held  int   // buf[:held] is the start of a line whose end was not yet read
	total int64 // bytes read
	err   error // that ended the stream
	block string
	taken int // lines so far

	quotes bool // there may be a quote in the line taken last
	valid  bool // that line is UTF-8
}

func newLines(in io.Reader) *lines { return &lines{in: in, buf: make([]byte, 256<<10)} }

// take is the next line with its end; only the last may have none. After it
// comes the error that ended the stream.
func (l *lines) take() (string, error) {
	for l.block == "" {
		if l.err != nil {
			return "", l.err
		}
		l.fill()
	}
	l.taken++
	if end := strings.IndexByte(l.block, '\n'); end >= 0 {
		line := l.block[:end+1]
		l.block = l.block[end+1:]
		return line, nil
	}
	line := l.block
	l.block = ""
	return line, nil
}

// fill reads until there are whole lines, or nothing more.
func (l *lines) fill() {
	const patience = 100 // reads that give nothing and no error
	for idle := 0; idle < patience; idle++ {
		if l.held == len(l.buf) {
			if l.held >= maxLine {
				l.err = errLongLine
				return
			}
			l.buf = append(l.buf, make([]byte, l.held)...)
		}
		n, err := l.in.Read(l.buf[l.held:])
		end := l.held + 1 + bytes.LastIndexByte(l.buf[l.held:l.held+n], '\n')
		whole := end > l.held
		l.held += n
		l.total += int64(n)
		switch {
		case l.total > maxData:
			l.err = errTooLarge
			return
		case err == io.EOF:
			end, whole = l.held, true
		case n > 0:
			idle = 0
		}
		if l.err = err; whole {
			l.block = string(l.buf[:end])
			l.quotes, l.valid = strings.IndexByte(l.block, '"') >= 0, utf8.ValidString(l.block)
			l.held = copy(l.buf, l.buf[end:l.held])
			return
		}
		if err != nil {
			return
		}
	}
	l.err = io.ErrNoProgress
}
