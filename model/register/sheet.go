package register

import "harkara/model"

// Sheet is a table of any kind, read whole: a header, and rows of as many cells.
type Sheet struct {
	// Name is the file's; Kind says what it is.
	Name    string
	Kind    model.Wording
	Columns []string
	Rows    [][]string
	// Numbers are the rows' numbers in the file, from 1.
	Numbers []int
}

// maxSheetRows is how many rows a table may have that is read whole.
const maxSheetRows = 2_000_000

// ReadSheet reads a table: CSV with any delimiter and encoding, a spreadsheet, or a
// list of objects in JSON. Rows without anything in them are left out.
func ReadSheet(src Source, sheet string) (*Sheet, error) {
	all, err := read(src, sheet)
	if err != nil {
		return nil, err
	}
	if len(all.grids) != 1 {
		return nil, model.Errorf("%s is not one table", src.Name)
	}
	g := all.grids[0]
	if !g.findHeader() {
		return nil, model.Errorf("%s has no header that names its columns, or no rows below it", g.name)
	}
	out := &Sheet{Name: g.name.String(), Kind: g.kind, Columns: g.columns}
	err = g.body(func(r row) error {
		if r.empty() {
			return nil
		}
		if len(out.Rows) == maxSheetRows {
			return model.Errorf("%s has more than %d rows", g.name, maxSheetRows)
		}
		cells := make([]string, len(g.columns))
		for i := range cells {
			cells[i] = squeeze(r.text(i))
		}
		out.Rows, out.Numbers = append(out.Rows, cells), append(out.Numbers, r.number)
		return nil
	})
	return out, err
}
