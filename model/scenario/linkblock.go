package scenario

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"unicode/utf8"

	"harkara/model"
)

// linkBlock is a block of lines and the links that they are. Its memory is used again for
// the blocks after it.
type linkBlock struct {
	buffer []byte // for text
	text   []byte
	links  []model.Link
	// ways are what links go over, in the order in which they come; Over of links is a
	// place in it.
	ways  []wayText
	plain bool
	done  chan bool
}

// wayText is what a line says of the way of its link.
type wayText struct{ over, delivers, delay string }

// read reads the lines of a block; plain stays false where one is not.
func (b *linkBlock) read(r *linkReader, memo *unitMemo) {
	b.links, b.ways, b.plain = b.links[:0], nil, false
	if !utf8.Valid(b.text) {
		return
	}
	l := lineReader{b: b, units: r.units, memo: memo, mark: r.t.Delimiter(), fields: make([][]byte, len(r.t.Columns)), ways: map[string]int32{},
		from: r.at["from"], to: r.at["to"], over: r.at["over"], delivers: r.at["delivers"], delay: r.at["delay"]}
	if bytes.IndexByte(b.text, '"') >= 0 {
		b.plain = l.quoted()
	} else {
		b.plain = l.bare()
	}
}

// lineReader makes links of lines.
type lineReader struct {
	b      *linkBlock
	units  *unitNames
	memo   *unitMemo
	mark   byte
	fields [][]byte

	from, to, over, delivers, delay int // columns; of the last three -1 where there is none

	ways map[string]int32 // places of ways, by what is said of them
	key  []byte           // what is said of the one of this line

	lastFrom []byte // of the link before, and its row
	fromRow  int32
	lastKey  []byte // of the link before, and the place of its way
	lastWay  int32
}

// bare reads lines without quotes; false where one is not plain.
func (l *lineReader) bare() bool {
	for text := l.b.text; len(text) > 0; {
		rest, n := cutLine(text, l.mark, l.fields)
		text = rest
		if n < 0 {
			continue
		}
		if n != len(l.fields) || !l.link() {
			return false
		}
	}
	return true
}

// quoted reads lines with quotes; false where one is not plain. Where each line has an
// even number of quotes none ends within a field, and blocks can be read by themselves.
func (l *lineReader) quoted() bool {
	for line := range bytes.Lines(l.b.text) {
		if bytes.Count(line, []byte{'"'})%2 > 0 {
			return false
		}
	}
	in := csv.NewReader(bytes.NewReader(l.b.text))
	in.Comma, in.FieldsPerRecord, in.ReuseRecord = rune(l.mark), len(l.fields), true
	for {
		record, err := in.Read()
		if err != nil {
			return errors.Is(err, io.EOF)
		}
		for i, field := range record {
			l.fields[i] = append(l.fields[i][:0], field...)
		}
		if !l.link() {
			return false
		}
	}
}

// cutLine cuts the first line of a text without quotes into its fields and returns what
// follows it, and how many fields there are: none of an empty line is -1, and more than
// there is room for are one more.
func cutLine(text []byte, mark byte, fields [][]byte) (rest []byte, n int) {
	start, end := 0, len(text)
	for i, c := range text {
		if c != mark && c != '\n' {
			continue
		}
		if c == '\n' {
			end, rest = i, text[i+1:]
			break
		}
		if n < len(fields) {
			fields[n] = text[start:i]
		}
		n, start = n+1, i+1
	}
	if end > start && text[end-1] == '\r' {
		end--
	}
	if n == 0 && end == start {
		return rest, -1
	}
	if n < len(fields) {
		fields[n] = text[start:end]
	}
	return rest, n + 1
}

// link appends the link of the fields; false where they are not plain.
func (l *lineReader) link() bool {
	if from := l.fields[l.from]; len(l.b.links) == 0 || !bytes.Equal(from, l.lastFrom) {
		l.lastFrom = append(l.lastFrom[:0], from...)
		l.fromRow = l.memo.row(l.units, from)
	}
	to := l.memo.row(l.units, l.fields[l.to])
	if l.fromRow < 0 || to < 0 || to == l.fromRow {
		return false
	}
	l.b.links = append(l.b.links, model.Link{From: l.fromRow, To: to, Over: l.wayOf()})
	return true
}

// wayOf is the place of the way of the fields. Many links in a row go the same way.
func (l *lineReader) wayOf() int32 {
	over, delivers, delay := l.field(l.over), l.field(l.delivers), l.field(l.delay)
	// No field has a line's end in it.
	l.key = append(append(append(append(append(l.key[:0], over...), '\n'), delivers...), '\n'), delay...)
	if len(l.b.ways) > 0 && bytes.Equal(l.key, l.lastKey) {
		return l.lastWay
	}
	way, there := l.ways[string(l.key)]
	if !there {
		way = int32(len(l.b.ways))
		l.ways[string(l.key)] = way
		l.b.ways = append(l.b.ways, wayText{string(over), string(delivers), string(delay)})
	}
	l.lastKey, l.lastWay = append(l.lastKey[:0], l.key...), way
	return way
}

// field is a field of the line, empty where the table has no such column.
func (l *lineReader) field(column int) []byte {
	if column < 0 {
		return nil
	}
	return l.fields[column]
}

// take keeps the links of a block; false where they go over no channel, or are too many.
func (r *linkReader) take(b *linkBlock) bool {
	overs := make([]int32, len(b.ways))
	record := make([]string, len(r.t.Columns))
	for i, w := range b.ways {
		for column, text := range map[string]string{"over": w.over, "delivers": w.delivers, "delay": w.delay} {
			if at := r.at[column]; at >= 0 {
				record[at] = text
			}
		}
		over := r.channel(record)
		if over < 0 {
			return false
		}
		overs[i] = int32(over)
	}
	if r.count += int64(len(b.links)); r.d.linkCount()+r.count > r.d.limits.links {
		return false
	}
	r.parts = append(r.parts, model.NewLinkPart(b.links, overs))
	return true
}
