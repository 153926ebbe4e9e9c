package register

import (
	"archive/zip"
	"harkara/model"
	"path"
	"slices"
	"strconv"
	"strings"
)

// excel reads a workbook of Office Open XML (ECMA-376).
func excel(name string, files map[string]*zip.File, sheet string) (contents, error) {
	b := &book{name: name, files: files}
	err := b.open()
	if err != nil {
		return contents{}, err
	}
	var all contents
	for _, s := range b.sheets {
		if sheet != "" && !strings.EqualFold(s.name, sheet) {
			all.grids = append(all.grids, memoryGrid(tableName{name, s.name}, model.Worded(""), nil))
			continue
		}
		rows, err := b.rows(s.file)
		if err != nil {
			return contents{}, err
		}
		all.grids = append(all.grids, memoryGrid(tableName{name, s.name}, model.Worded("a spreadsheet (xlsx)"), trimRows(rows)))
	}
	return chosen(name, all, sheet)
}

// book is a workbook: text that cells share, and where its sheets are.
type book struct {
	name   string
	files  map[string]*zip.File
	shared []string
	sheets []struct{ name, file string }
}

func (b *book) each(file string, each func(element) error) error {
	f := b.files[file]
	if f == nil {
		return nil
	}
	in, err := f.Open()
	if err != nil {
		return model.Errorf("%s: %w", b.name, err)
	}
	defer in.Close()
	return elements(b.name, in, each)
}

func (b *book) open() error {
	targets := map[string]string{}
	err := b.each("xl/_rels/workbook.xml.rels", func(e element) error {
		if e.name == "Relationship" && !e.end {
			target := e.attr("Target")
			if !strings.HasPrefix(target, "/") {
				target = path.Join("xl", target)
			}
			targets[e.attr("Id")] = strings.TrimPrefix(target, "/")
		}
		return nil
	})
	if err != nil {
		return err
	}
	err = b.each("xl/workbook.xml", func(e element) error {
		if e.name == "sheet" && !e.end && !strings.Contains(e.attr("state"), "idden") {
			id := ""
			for _, a := range e.attrs {
				if a.Name.Local == "id" {
					id = a.Value
				}
			}
			b.sheets = append(b.sheets, struct{ name, file string }{e.attr("name"), targets[id]})
		}
		return nil
	})
	if err != nil {
		return err
	}
	item, phonetic := "", false
	return b.each("xl/sharedStrings.xml", func(e element) error {
		switch {
		case e.name == "si" && !e.end:
			item = ""
		case e.name == "rPh":
			phonetic = !e.end
		case e.name == "t" && e.end && !phonetic:
			item += e.text
		case e.name == "si":
			b.shared = append(b.shared, item)
		}
		return nil
	})
}

// rows reads a sheet. Formulas give the value that was last computed.
func (b *book) rows(file string) ([]row, error) {
	var out []row
	var cells []string
	at, kind, line := 0, "", 0
	err := b.each(file, func(e element) error {
		switch {
		case e.name == "row" && !e.end:
			cells, at = nil, 0
			line = number(e.attr("r"), line+1)
		case e.name == "row":
			out = append(out, row{line, cells})
			if len(out) > maxRows {
				return model.Errorf("%s has more than %d rows", b.name, maxRows)
			}
		case e.name == "c" && !e.end:
			kind = e.attr("t")
			if r := e.attr("r"); r != "" {
				at, _ = cellAt(r)
			}
			if at >= maxColumns {
				return model.Errorf("%s: a row of more than %d cells", b.name, maxColumns)
			}
			for len(cells) <= at {
				cells = append(cells, "")
			}
		case e.name == "c":
			at++
		case e.name == "v" && e.end:
			cells[at] = b.text(kind, e.text)
		case e.name == "t" && e.end && kind == "inlineStr":
			cells[at] += e.text
		case e.name == "mergeCell" && !e.end:
			return merge(out, e.attr("ref"))
		}
		return nil
	})
	return out, err
}

// text is what a cell says.
func (b *book) text(kind, v string) string {
	switch kind {
	case "s":
		if i, err := strconv.Atoi(v); err == nil && i >= 0 && i < len(b.shared) {
			return b.shared[i]
		}
		return ""
	case "e":
		return "" // an error of the sheet, as #REF!
	}
	if x, err := strconv.ParseFloat(v, 64); err == nil && kind != "str" && x == float64(int64(x)) {
		return strconv.FormatInt(int64(x), 10) // 6.5289E4 is 65289
	}
	return v
}

// cellAt is the column and the row, from 0, of a cell such as B7.
func cellAt(ref string) (column, row int) {
	i := 0
	for ; i < len(ref) && ref[i] >= 'A' && ref[i] <= 'Z' && i < 4; i++ {
		column = 26*column + int(ref[i]-'A') + 1
	}
	return column - 1, number(ref[i:], 1) - 1
}

// merge gives all cells of a range, such as A3:A7, the text of its first.
func merge(rows []row, ref string) error {
	from, to, ok := strings.Cut(ref, ":")
	if !ok {
		return nil
	}
	x0, y0 := cellAt(from)
	x1, y1 := cellAt(to)
	text := ""
	first, _ := slices.BinarySearchFunc(rows, y0, func(r row, y int) int { return r.number - 1 - y })
	for i := first; i < len(rows) && rows[i].number-1 <= y1; i++ {
		if rows[i].number-1 == y0 {
			text = row.text(rows[i], x0)
		}
		for x := max(x0, 0); x <= x1 && x < maxColumns && text != ""; x++ {
			for len(rows[i].cells) <= x {
				rows[i].cells = append(rows[i].cells, "")
			}
			rows[i].cells[x] = text
		}
	}
	return nil
}
