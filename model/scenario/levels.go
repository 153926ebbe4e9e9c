package scenario

import (
	"strings"

	"harkara/model"
	"harkara/model/register"
)

// levels are the columns of a table with one column a tier, as in
// Block,Village,Population: false where it has another form.
func (t *table) levels(tiers []string) ([]int, bool) {
	out := make([]int, len(tiers))
	for i, tier := range tiers {
		if out[i] = match(tier, t.Columns); out[i] < 0 {
			return nil, false
		}
	}
	return out, match("code", t.Columns) < 0 && match("parent_code", t.Columns) < 0
}

// readLevels appends the units of a table with one column a tier. A row is the unit
// of its last tier that is not empty; units above are made once. Rows of sums are
// left out.
func (t *table) readLevels(h *hierarchy, levels []int, offset int, prefix string) {
	people, homes := match("population", t.Columns), match("households", t.Columns)
	rows := map[string]int32{}
	given := map[int32]int{} // the line that is a unit's own
	for record := t.next(); record != nil; record = t.next() {
		code, row := prefix, int32(-1)
		total := ""
		for i, c := range levels {
			name := strings.TrimSpace(record[c])
			if register.IsTotal(name) {
				total = name
				break
			}
			if name == "" {
				continue
			}
			if row >= 0 {
				code += "/"
			}
			code += name
			at, there := rows[code]
			if !there {
				if int64(len(h.rows.Tier)) >= h.limit {
					t.fail(0, "more than %s units (raise network.max_units if that is meant)", model.Thousands(h.limit))
					return
				}
				h.grow()
				own := ""
				if prefix != "" {
					own = code
				}
				at = h.addNamed(name, own, "", i+offset, row)
				rows[code] = at
			}
			row = at
		}
		switch {
		case total != "":
			h.notes = append(h.notes, model.NewNote("total-row", total, t.Name, int64(t.Line())))
			continue
		case row < 0:
			t.fail(levels[0], "a row without a name")
			continue
		case given[row] > 0:
			t.fail(levels[len(levels)-1], "%s is there twice (first on line %d): give one of them another name", quote(code), given[row])
			continue
		}
		given[row] = t.Line()
		u := unitReader{t: t}
		h.rows.Population[row], h.rows.Households[row] = u.figure(record, people), u.figure(record, homes)
	}
	h.trim()
}
