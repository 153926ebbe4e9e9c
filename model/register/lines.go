package register

import (
	"harkara/model"
	"maps"
	"slices"
)

// sentences are what each kind of finding says of the number of its places.
var sentences = map[string]string{
	"total":         "rows of sums left out",
	"sum-differs":   "rows of sums whose people are not those of the rows above them, added up",
	"duplicate":     "rows that say the same as another, left out",
	"no-code":       "rows with a code that stands for none, which got one of their own",
	"same-code":     "rows with the code of another, kept, with a number behind it",
	"same-name":     "rows with the place of another but other figures, kept, with a number behind the name",
	"second-parent": "rows that give a unit a second parent, linked to it",
	"own-parent":    "units that are their own parent, and have none above them now",
	"case":          "codes of parents that differ from those of their rows in the case of letters, taken for the same",
	"zeros":         "codes of parents that differ from those of their rows by zeros in front, taken for the same",
	"no-row":        "units whose parent has no row of its own",
	"code-twice":    "units with the code of another elsewhere, that of their parent is put before it",
	"made":          "parents that have no row of their own, made from the rows below them",
	"orphan":        "units whose parent is not there, put below \"" + notPlaced + "\"",
	"circle":        "circles of parents, each cut at its last row",
	"tops":          "units with none above them, put below one that was added",
	"no-name":       "units without a name, called by their code",
	"no-number":     "figures that are no whole numbers up to 100,000,000,000, taken for not known",
	"filled-down":   "rows with empty cells, filled with what stands above them",
	"dotted":        "figures with a point before each three digits, read as thousands",
	"more-homes":    "units with more households than people, kept as they are",
	"skips":         "units whose parent is more than one level above them, kept there",
	"no-tier":       "units without a tier, tiers are numbered by how many stand above",
	"tiers-mixed":   "orders of tiers that contradict each other, tiers are numbered by how many stand above",
	"no-place":      "rows that name no place, left out",
	"apart":         "nodes that the root does not lead to, put beside it",
	"edge-again":    "ties that are there twice, or of a node with itself, left out",
	"half-edge":     "ties with an end that is empty, left out",
}

// startOfCode is what a parent may be told by, where no column names it.
const startOfCode = "the start of the code"

// Lines say, each in one line, what was understood and what was done.
func (r *Report) Lines() []model.Wording {
	out := slices.Clone(r.Files)
	for _, c := range r.Columns {
		column := model.Worded("%s", short(c.Column))
		if c.Column == startOfCode {
			column = model.Worded(startOfCode)
		}
		out = append(out, model.Worded("%s ← %q", c.Role, column))
	}
	if len(r.Unused) > 0 {
		out = append(out, model.Worded("ignored: %s", shortList(r.Unused)))
	}
	out = append(out, r.Done()...)
	return append(out, r.account()...)
}

// Dropped say, each in one line, what was read and is not in the register as it stood:
// what was cleaned, each kind with how often and where first, and columns that say nothing
// of units.
func (r *Report) Dropped() []model.Wording {
	out := r.Done()
	if len(r.Unused) > 0 {
		out = append(out, model.Worded("ignored: %s", shortList(r.Unused)))
	}
	return out
}

// Done say, each in one line, what was cleaned.
func (r *Report) Done() (out []model.Wording) {
	for _, f := range r.Findings {
		format := "%s: %s (%s)"
		if f.Count > len(f.Places) {
			format = "%s: %s (%s, …)"
		}
		out = append(out, model.Worded(format, model.Worded(sentences[f.Kind]), model.Figure(f.Count), model.Listing(f.Places)))
	}
	return out
}

// account says where all rows went, and all people.
func (r *Report) account() []model.Wording {
	n := func(x int) model.Figure { return model.Figure(x) }
	parts := model.Worded("%s of titles and headers, %s of units", n(r.Titles), n(r.Units))
	for _, why := range slices.Sorted(maps.Keys(r.Left)) {
		if r.Left[why] > 0 {
			parts = model.Worded("%s, %s left out (%s)", parts, n(r.Left[why]), model.Worded(why))
		}
	}
	out := []model.Wording{model.Worded("rows read: %s: %s", n(r.Rows), parts)}
	if r.Ties > 0 {
		out = append(out, model.Worded("ties read: %s: %s to parents or as links, %s left out", n(r.Ties), n(r.Ties-r.TiesLeft), n(r.TiesLeft)))
	}
	if r.PeopleRead > 0 {
		out = append(out, model.Worded("all figures of people add up to %s: %s in units, %s in rows left out",
			model.Figure(r.PeopleRead), model.Figure(r.PeopleRead-r.PeopleLeft), model.Figure(r.PeopleLeft)))
	}
	return out
}
