package register

import (
	"errors"
	"harkara/model"
	"io"
	"strings"
)

// row is a row of a table: its number in the file, from 1, and its cells.
type row struct {
	number int
	cells  []string
}

// text is a cell without blanks around it, "" where there is none.
func (r row) text(column int) string {
	if column < 0 || column >= len(r.cells) {
		return ""
	}
	return strings.TrimSpace(r.cells[column])
}

// empty tells whether a row says nothing.
func (r row) empty() bool { return r.skipReason() == "empty" }

// skipReason is why a row does not belong to the table: it is empty, or one note across several
// columns; "" where it may be one.
func (r row) skipReason() string {
	text, cells := "", 0
	for _, c := range r.cells {
		switch c = strings.TrimSpace(c); {
		case c == "":
		case text != "" && c != text:
			return ""
		default:
			text = c
			cells++
		}
	}
	switch {
	case cells == 0:
		return "empty"
	case cells > 2 && !isNumber(text):
		return "note"
	}
	return ""
}

// grid is a table as it stands in a file, before anything is known of it.
type grid struct {
	name tableName     // of the file, and of the sheet where there are several
	kind model.Wording // what the file is
	head []row         // the first rows, at most headRows
	rows int           // how many there are, where they are all in memory
	all  func(each func(row) error) error

	titles  int      // rows above the header
	headers int      // rows of the header
	columns []string // the header, each name once

	shapes map[int]string // of rows, as GeoJSON has them
	filled map[int]bool   // rows with cells that were empty, by number
	dotted map[int]bool   // columns of figures whose thousands are marked by points
}

// headRows are the rows that are looked at to recognise a table.
const headRows = 20_000

var errEnough = errors.New("enough rows")

// look fills in the head of a grid.
func (g *grid) look() error {
	err := g.all(func(r row) error {
		r.cells = append([]string(nil), r.cells...)
		if g.head = append(g.head, r); len(g.head) == headRows {
			return errEnough
		}
		return nil
	})
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}

// body calls each for every row below the header.
func (g *grid) body(each func(row) error) error {
	k := 0
	return g.all(func(r row) error {
		if k++; k <= g.titles+g.headers {
			return nil
		}
		if k > maxRows {
			return model.Errorf("%s has more than %d rows", g.name, maxRows)
		}
		return each(r)
	})
}

// memoryGrid is a grid of rows in memory.
func memoryGrid(name tableName, kind model.Wording, rows []row) *grid {
	g := &grid{name: name, kind: kind, rows: len(rows)}
	g.head = rows[:min(len(rows), headRows)]
	g.all = func(each func(row) error) error {
		for _, r := range rows {
			if err := each(r); err != nil {
				return err
			}
		}
		return nil
	}
	return g
}

// csvGrid is a table of text, read again piece by piece whenever it is asked for.
func csvGrid(src Source) (*grid, error) {
	_, start, err := src.start()
	if err != nil {
		return nil, err
	}
	mark, skip := usualDelimiter(string(start))
	g := &grid{name: tableName{file: src.Name}}
	plain, stop, err := src.plain()
	if err != nil {
		return nil, err
	}
	line, field, isUTF8 := oddAt(plain)
	stop()
	odd := model.Worded("")
	if !isUTF8 {
		odd = model.Worded(" (line %d: %s)", line, field)
	}
	g.all = func(each func(row) error) error {
		raw, err := src.Open()
		if err != nil {
			return err
		}
		defer raw.Close()
		t, err := openRecordsAs(src.Name, raw, mark, &isUTF8)
		if err != nil {
			return err
		}
		defer t.Close()
		g.kind = model.Worded("text with %s, %s%s", model.Worded(delimiterNames[mark]), t.Encoding, odd)
		for k := 0; ; k++ {
			record, err := t.Next()
			switch {
			case errors.Is(err, io.EOF):
				return nil
			case err != nil:
				return err
			case k < skip:
				continue
			}
			if err := each(row{t.Line(), record}); err != nil {
				return err
			}
		}
	}
	return g, g.look()
}

var delimiterNames = map[byte]string{',': "commas", ';': "semicolons", '\t': "tabs", '|': "bars"}

// usualDelimiter is what separates the fields of a table: as a first line such as
// sep=; says, or what its first lines have most of. skip is 1 where there is such
// a line.
func usualDelimiter(start string) (mark byte, skip int) {
	if line, _, _ := strings.Cut(start, "\n"); strings.HasPrefix(strings.ToLower(line), "sep=") {
		if rest := strings.TrimSpace(line[4:]); len(rest) == 1 || line[4:] == "\t" {
			return line[4], 1
		}
	}
	counts := map[byte]int{}
	quoted, lines := false, 0
	for i := 0; i < len(start) && lines < 30; i++ {
		switch c := start[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\n':
			lines++
		default:
			counts[c]++
		}
	}
	mark = ','
	for _, m := range []byte(",;\t|") {
		if counts[m] > counts[mark] {
			mark = m
		}
	}
	return mark, 0
}
