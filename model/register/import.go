package register

import (
	"errors"
	"harkara/model"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
)

// Options are what corrects a guess.
type Options struct {
	// Name is what a unit above all others is called, where one is needed.
	Name string
	// Map names columns by what they are: code, name, local, parent, tier, people,
	// homes, or levels with semicolons between.
	Map map[string]string
	// Sheet is the sheet of a spreadsheet; "" is the largest that names units.
	Sheet string
	// Root is the unit from which a graph that is no tree is told.
	Root string
	// TreeBy, where it is "hop", tells a graph that is no tree from the unit with most
	// ties.
	TreeBy string
	// FillDown takes an empty cell left of others in its row for the one above it, as of
	// cells that were merged.
	FillDown bool
	// Refuse makes parents that are not there an error.
	Refuse bool
	// Most is how many units there may be; 0 is 5,000,000.
	Most int
}

// Import reads files of any kind that people keep registers in, and cleans what
// they hold. Several files are one register, joined by the codes of the units that
// they name. What cannot be understood is an error that says what would help.
func Import(files []Source, o Options) (*Register, error) {
	if o.Most == 0 {
		o.Most = 5_000_000
	}
	if o.Name == "" && len(files) > 0 {
		o.Name = baseName(files[0].Name)
	}
	var all contents
	for _, f := range files {
		one, err := read(f, o.Sheet)
		if err != nil {
			return nil, err
		}
		all.merge(one)
	}
	r := &Register{}
	r.Report.Files = all.remarks
	switch kinds := min(len(all.grids), 1) + min(len(all.graphs), 1) + min(len(all.trees), 1); {
	case kinds > 1:
		return nil, model.Errorf("tables, graphs and trees cannot be read as one register: give them one by one")
	case len(all.graphs) > 1:
		return nil, model.Errorf("%d graphs: give them one by one", len(all.graphs))
	case len(all.graphs) == 1:
		return r, r.fromGraph(all.graphs[0], o)
	case len(all.trees) > 0:
		return r, r.fromTrees(all.trees, o)
	}
	return r, r.fromGrids(all.grids, o)
}

// notName is what a short name has none of.
var notName = regexp.MustCompile(`[^\p{L}\p{M}\p{Nd}]+`)

// baseName is the name of a file without its folder and its kind.
func baseName(file string) string {
	name := path.Base(strings.ReplaceAll(file, `\`, "/"))
	for _, end := range []string{".gz", ".zst"} {
		name = strings.TrimSuffix(name, end)
	}
	name = strings.TrimSuffix(name, path.Ext(name))
	return strings.Trim(notName.ReplaceAllString(name, "-"), "-")
}

// fromGrids makes the register of tables.
func (r *Register) fromGrids(grids []*grid, o Options) error {
	grids, err := withHeaders(grids)
	if err != nil {
		return err
	}
	if !o.FillDown {
		return r.fromTables(grids, o)
	}
	for _, g := range grids {
		g.fillDown()
	}
	if err := r.fromTables(grids, o); err != nil {
		return err
	}
	for _, g := range grids {
		for _, number := range slices.Sorted(maps.Keys(g.filled)) {
			r.Report.found("filled-down", "%s row %d", g.name, number)
		}
	}
	return nil
}

// fromTables makes the register of tables whose headers are known.
func (r *Register) fromTables(grids []*grid, o Options) error {
	if len(grids) == 1 {
		if e := edgeList(grids[0]); e != nil {
			return r.fromEdges(grids[0], e, o)
		}
		p, err := parentColumnsOf(grids[0], o)
		if err != nil {
			return err
		}
		if p != nil {
			return r.fromParents(grids[0], p, o)
		}
	}
	return r.fromLevels(grids, o)
}

// withHeaders finds the header of each table. Where one has none, and another is
// nothing but a row of as many names, that is its header.
func withHeaders(grids []*grid) ([]*grid, error) {
	var out, without []*grid
	for _, g := range grids {
		if g.findHeader() {
			out = append(out, g)
		} else {
			without = append(without, g)
		}
	}
	for _, g := range without {
		if len(g.head) == 1 && len(grids) > 1 {
			continue // it is another's header
		}
		found := false
		for _, h := range grids {
			if h != g && len(h.head) == 1 && len(h.head[0].cells) == g.usualWidth() && !isNumber(h.head[0].cells[0]) {
				g.columns, found = numberDuplicates(trimmed(h.head[0].cells)), true
			}
		}
		if !found {
			first := model.Worded("")
			if len(g.head) > 0 {
				first = model.Worded(": its first row is %s", shortList(g.head[0].cells))
			}
			return nil, model.Errorf("%s has no header that names its columns, or no rows below it%s. Put one above, or give a file with the header alone beside it", g.name, first)
		}
		out = append(out, g)
	}
	return out, nil
}

// pointed is a number with points between its thousands, or of three decimals.
var pointed = regexp.MustCompile(`^\d{1,3}(\.\d{3})+$`)

// readFigures finds how a column writes its figures: 900.422 is 900422 where all
// that have a point have it before three digits, and not all of them are zeros. It
// is an error where 1.000 may be 1 or 1000.
func (g *grid) readFigures(column int) error {
	if column < 0 {
		return nil
	}
	thousands, decimals, unclear := false, false, ""
	for _, r := range g.rowsSeen() {
		s := Digits(r.text(column))
		_, after, point := strings.Cut(s, ".")
		switch {
		case !point || !isNumber(s):
		case !pointed.MatchString(s):
			decimals = true
		case strings.Trim(after, "0.") != "" || strings.Contains(after, "."):
			thousands = true
		default:
			unclear = s
		}
	}
	switch {
	case thousands && !decimals:
		if g.dotted == nil {
			g.dotted = map[int]bool{}
		}
		g.dotted[column] = true
	case unclear != "" && !decimals:
		return model.Errorf("%s: is %s in column %q one, or a thousand? Write it without the point", g.name, unclear, short(g.columns[column]))
	}
	return nil
}

// figureOf reads a figure of people or households: -1 where there is none.
func (r *Report) figureOf(g *grid, at row, column int) int64 {
	s := at.text(column)
	if isNone(s) {
		return -1
	}
	if bare := strings.ReplaceAll(s, ".", ""); g.dotted[column] && bare != s {
		r.found("dotted", "%s row %d: %s", g.name, at.number, short(s))
		s = bare
	}
	return r.number(s, position{in: g.name, row: at.number})
}

// maxPeople is the largest figure of people that is taken for one: sums of as many
// as there may be rows fit into 64 bits.
const maxPeople = 100_000_000_000

// Header is the header of a text table; none where a file is of another kind, such
// as a spreadsheet. The error is that of OpenTable.
func Header(src Source) ([]string, error) {
	in, err := src.Open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	t, err := OpenTable(src.Name, in)
	if errors.Is(err, errOtherKind) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer t.Close()
	return t.Columns, nil
}
