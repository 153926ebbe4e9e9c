package register

import (
	"errors"
	"harkara/model"
	"io"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// webPage reads the tables of a web page, which many offices save under the name of a
// spreadsheet.
func webPage(name string, in io.Reader, sheet string) (contents, error) {
	p := &page{name: name, z: html.NewTokenizer(in)}
	p.z.SetMaxBuf(maxRecord)
	for {
		switch p.z.Next() {
		case html.ErrorToken:
			if err := p.z.Err(); !errors.Is(err, io.EOF) {
				return contents{}, model.Errorf("%s is not a whole web page: %w", name, err)
			}
			for len(p.open) > 0 {
				if err := p.end(atom.Table); err != nil {
					return contents{}, err
				}
			}
			if len(p.done.grids) == 0 {
				return contents{}, model.Errorf("%s is a web page without a table: save its table as .xlsx or CSV", name)
			}
			return chosen(name, p.done, sheet)
		case html.StartTagToken, html.SelfClosingTagToken:
			if err := p.start(p.z.Token()); err != nil {
				return contents{}, err
			}
		case html.EndTagToken:
			if err := p.end(p.z.Token().DataAtom); err != nil {
				return contents{}, err
			}
		case html.TextToken:
			p.text()
		}
	}
}

// page is a web page being read, with the tables that are open in each other.
type page struct {
	name string
	z    *html.Tokenizer
	open []*htmlTable
	done contents
	mute bool // inside a script or a style
}

// htmlTable is a table being read: cells are those of a sheet.
type htmlTable struct {
	s           sheetReader
	inRow, cell bool
}

// htmlCells are the spans of cells of web pages.
var htmlCells = dialect{
	across: func(e element) int { return min(max(number(e.attr("colspan"), 1), 1), 1000) - 1 },
	down:   func(e element) int { return min(max(number(e.attr("rowspan"), 1), 1), maxRows) - 1 },
	again:  func(element) int { return 1 },
}

func (p *page) start(t html.Token) error {
	switch t.DataAtom {
	case atom.Script, atom.Style:
		p.mute = true
	case atom.Table:
		if len(p.open) >= maxDepth {
			return model.Errorf("%s: tables stand more than %d deep in each other", p.name, maxDepth)
		}
		p.open = append(p.open, &htmlTable{s: sheetReader{d: htmlCells, below: map[int]span{}}})
	}
	if len(p.open) == 0 {
		return nil
	}
	top := p.open[len(p.open)-1]
	switch t.DataAtom {
	case atom.Tr:
		if err := top.endRow(); err != nil {
			return err
		}
		top.inRow, top.s.at, top.s.repeat = true, 0, 1
	case atom.Td, atom.Th:
		if err := top.endCell(); err != nil {
			return err
		}
		e := element{}
		for _, a := range t.Attr {
			e.attrs = append(e.attrs, xmlAttr(a.Key, a.Val))
		}
		for top.s.below[top.s.at].rows > 0 { // covered by a cell above
			top.s.at++
		}
		top.s.open, top.s.text, top.cell, top.inRow = e, "", true, true
	case atom.Br, atom.P, atom.Div:
		top.s.text += " "
	}
	return nil
}

func (p *page) end(what atom.Atom) error {
	switch what {
	case atom.Script, atom.Style:
		p.mute = false
	}
	if len(p.open) == 0 {
		return nil
	}
	top := p.open[len(p.open)-1]
	switch what {
	case atom.Td, atom.Th:
		return top.endCell()
	case atom.Tr:
		return top.endRow()
	case atom.Table:
		p.open = p.open[:len(p.open)-1]
		if err := top.endRow(); err != nil {
			return err
		}
		g := memoryGrid(tableName{p.name, strconv.Itoa(len(p.done.grids) + 1)}, model.Worded("a web page"), trimRows(top.s.rows))
		p.done.grids = append(p.done.grids, g)
	}
	return nil
}

func (p *page) text() {
	if p.mute || len(p.open) == 0 {
		return
	}
	if top := p.open[len(p.open)-1]; top.cell && len(top.s.text) < maxRecord {
		top.s.text += html.UnescapeString(string(p.z.Raw()))
	}
}

func (t *htmlTable) endCell() error {
	if !t.cell {
		return nil
	}
	t.cell = false
	t.s.text = strings.Join(strings.Fields(t.s.text), " ")
	return t.s.put()
}

func (t *htmlTable) endRow() error {
	if err := t.endCell(); err != nil || !t.inRow {
		return err
	}
	t.inRow = false
	return t.s.endRow()
}
