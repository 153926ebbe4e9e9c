package register

import "slices"

// fillDown gives empty cells below the header what stands above them, as in a sheet whose
// cells were merged: those left of another cell of their row, up to the first that is not
// as above, since what stands right of a new district is not of the one above. Figures are
// left as they are.
func (g *grid) fillDown() {
	g.filled = map[int]bool{}
	rows := g.all
	var columns []int
	for i, name := range g.columns {
		if !slices.Contains([]string{"people", "homes", "area", "serial", "ignore"}, roleOf(name).kind) {
			columns = append(columns, i)
		}
	}
	g.all = func(each func(row) error) error {
		k := 0
		above := make([]string, len(g.columns))
		return rows(func(r row) error {
			if k++; k > g.titles+g.headers {
				r = g.filledRow(r, columns, above)
			}
			return each(r)
		})
	}
	below := make([]string, len(g.columns))
	g.head = slices.Clone(g.head)
	for i := min(len(g.head), g.titles+g.headers); i < len(g.head); i++ {
		g.head[i] = g.filledRow(g.head[i], columns, below)
	}
}

// filledRow is a row with its empty cells filled from those above, which it then replaces.
func (g *grid) filledRow(r row, columns []int, above []string) row {
	last := len(columns) - 1
	for last >= 0 && r.text(columns[last]) == "" {
		last--
	}
	fresh, cloned := false, false // whether a cell is not as above, and cells are the row's own
	for k, c := range columns {
		text := r.text(c)
		if text == "" && k < last && !fresh && above[c] != "" {
			if !cloned {
				r.cells, cloned = slices.Clone(r.cells), true
			}
			r.cells[c] = above[c]
			g.filled[r.number] = true
			continue
		}
		fresh = fresh || text != above[c]
		if last >= 0 {
			above[c] = text
		}
	}
	return r
}
