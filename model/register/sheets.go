package register

import (
	"archive/zip"
	"harkara/model"
	"io"
	"slices"
	"strconv"
	"strings"
)

// dialect is how a kind of spreadsheet writes its cells in XML.
type dialect struct {
	sheet, row, cell, data string // elements
	sheetName              string // attribute
	// index is the column, from 0, that a cell says it stands in, or -1.
	index func(element) int
	// across and down are the cells beyond itself that a cell covers.
	across, down func(element) int
	// again is how often a cell, and a row, is repeated.
	again, rows func(element) int
}

func number(s string, otherwise int) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	return otherwise
}

var spreadsheetML = dialect{
	sheet: "Worksheet", row: "Row", cell: "Cell", data: "Data", sheetName: "Name",
	index:  func(e element) int { return number(e.attr("Index"), 0) - 1 },
	across: func(e element) int { return number(e.attr("MergeAcross"), 0) },
	down:   func(e element) int { return number(e.attr("MergeDown"), 0) },
	again:  func(element) int { return 1 },
	rows:   func(element) int { return 1 },
}

var openDocumentXML = dialect{
	sheet: "table", row: "table-row", cell: "table-cell", data: "p", sheetName: "name",
	index:  func(element) int { return -1 },
	across: func(e element) int { return number(e.attr("number-columns-spanned"), 1) - 1 },
	down:   func(e element) int { return number(e.attr("number-rows-spanned"), 1) - 1 },
	again:  func(e element) int { return number(e.attr("number-columns-repeated"), 1) },
	rows:   func(e element) int { return number(e.attr("number-rows-repeated"), 1) },
}

// maxColumns are how many columns a sheet may have.
const maxColumns = 16_384

// sheetReader gathers the rows of a sheet. A cell that covers others gives them
// its text.
type sheetReader struct {
	d      dialect
	rows   []row
	cells  []string
	below  map[int]span // cells of later rows that one above covers
	line   int
	open   element // the cell being read
	at     int
	text   string
	repeat int
}

type span struct {
	text string
	rows int
}

func (s *sheetReader) place(text string, at int) error {
	if at >= maxColumns {
		return model.Errorf("a row of more than %d cells", maxColumns)
	}
	for len(s.cells) <= at {
		s.cells = append(s.cells, "")
	}
	s.cells[at] = text
	return nil
}

// fill takes over what cells above cover.
func (s *sheetReader) fill() {
	for at, c := range s.below {
		if at >= len(s.cells) || s.cells[at] == "" {
			_ = s.place(c.text, at)
		}
		if c.rows--; c.rows == 0 {
			delete(s.below, at)
		} else {
			s.below[at] = c
		}
	}
}

func (s *sheetReader) put() error {
	wide, down := s.d.across(s.open), s.d.down(s.open)
	for range min(s.d.again(s.open), maxColumns) {
		if s.text == "" && len(s.cells) > 0 && s.d.again(s.open) > 100 {
			break // blank to the end of the sheet
		}
		for k := range min(wide, maxColumns) + 1 {
			if err := s.place(s.text, s.at+k); err != nil {
				return err
			}
			if down > 0 && s.text != "" {
				s.below[s.at+k] = span{s.text, down + 1}
			}
		}
		s.at += wide + 1
	}
	return nil
}

func (s *sheetReader) endRow() error {
	s.fill()
	s.line++
	s.rows = append(s.rows, row{s.line, s.cells})
	if filledTo(s.cells) == 0 {
		s.line += s.repeat - 1
	}
	for k := 1; k < s.repeat && filledTo(s.cells) > 0; k++ {
		s.line++
		s.rows = append(s.rows, row{s.line, slices.Clone(s.cells)})
		if len(s.rows) > maxRows {
			break
		}
	}
	if len(s.rows) > maxRows {
		return model.Errorf("more than %d rows", maxRows)
	}
	s.cells = nil
	return nil
}

// sheets reads the sheets of a spreadsheet whose cells stand in one XML file.
func sheets(name, kind string, in io.Reader, d dialect) (out contents, err error) {
	s := &sheetReader{d: d}
	sheet := ""
	inCell := false
	err = elements(name, in, func(e element) error {
		switch {
		case e.name == d.sheet && !e.end:
			*s = sheetReader{d: d, below: map[int]span{}}
			sheet = e.attr(d.sheetName)
		case e.name == d.sheet:
			g := memoryGrid(tableName{name, sheet}, model.Worded(kind), trimRows(s.rows))
			out.grids = append(out.grids, g)
		case e.name == d.row && !e.end:
			s.at, s.repeat = 0, max(1, d.rows(e))
		case e.name == d.row:
			return s.endRow()
		case (e.name == d.cell || e.name == "covered-table-cell") && !e.end:
			s.open, s.text, inCell = e, "", true
			if i := d.index(e); i >= 0 {
				s.at = i
			}
		case e.name == d.cell || e.name == "covered-table-cell":
			inCell = false
			if e.name != d.cell {
				s.at += d.again(s.open)
				return nil
			}
			if v := s.open.attr("value"); v != "" && strings.Contains("float percentage currency", s.open.attr("value-type")) {
				s.text = v // as it is, not as it is shown
			}
			return s.put()
		case e.name == d.data && e.end && inCell:
			s.text = strings.TrimSpace(s.text + "\n" + e.text)
		}
		return nil
	})
	return out, err
}

// trimRows leaves out empty rows at the end.
func trimRows(rows []row) []row {
	for len(rows) > 0 && rows[len(rows)-1].empty() {
		rows = rows[:len(rows)-1]
	}
	return rows
}

// chosen is the table of a spreadsheet that is read: that of a name, or of those with
// a header that names places or people the one with most rows, or else the first with
// rows. The others are told.
func chosen(name string, all contents, sheet string) (contents, error) {
	var names []string
	var best *grid
	most := 0
	for _, g := range all.grids {
		s := g.name.sheet
		names = append(names, s)
		if sheet != "" {
			if strings.EqualFold(s, sheet) {
				return contents{grids: []*grid{g}}, nil
			}
			continue
		}
		rows := min(g.rows, 1)
		if g.namesUnits() {
			rows = g.rows + 1
		}
		if g.rows > 1 && rows > most {
			best, most = g, rows
		}
	}
	switch {
	case sheet != "":
		return contents{}, model.Errorf("%s has no sheet %q: it has %s", name, short(sheet), shortList(names))
	case best == nil:
		return contents{}, model.Errorf("%s has no sheet with rows", name)
	}
	var others []string
	for i, g := range all.grids {
		if g != best && g.rows > 0 {
			others = append(others, names[i])
		}
	}
	if others != nil {
		best.kind = model.Worded("%s; not read: sheet %s", best.kind, shortList(others))
	}
	return contents{grids: []*grid{best}}, nil
}

// namesUnits tells whether a table has a header of several columns of which one names
// units, people or ties.
func (g *grid) namesUnits() bool {
	h := *g
	if !h.findHeader() || len(h.columns) < 2 {
		return false
	}
	return slices.ContainsFunc(h.columns, func(c string) bool {
		r := roleOf(c)
		return r.parent || rankOf(r.stem) >= 0 || slices.Contains([]string{"code", "name", "people", "from"}, r.kind)
	})
}

// openDocument reads a spreadsheet of OpenDocument.
func openDocument(name string, f *zip.File, sheet string) (contents, error) {
	in, err := f.Open()
	if err != nil {
		return contents{}, model.Errorf("%s: %w", name, err)
	}
	defer in.Close()
	all, err := sheets(name, "a spreadsheet (OpenDocument)", in, openDocumentXML)
	if err != nil {
		return contents{}, err
	}
	return chosen(name, all, sheet)
}
