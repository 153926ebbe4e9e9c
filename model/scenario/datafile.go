package scenario

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"harkara/model"
	"harkara/model/register"
)

// table is an open file of records, whose mistakes are problems of the scenario.
type table struct {
	*register.Table
	d     *decoder
	close func()
}

// openTable opens a data file and reads its header. n is where the scenario names
// it. It is nil where that fails, or where the file is long and is not to be read
// yet.
func (d *decoder) openTable(n *node, key string) *table {
	name := n.text
	if n.at.typed() {
		d.allowed[name] = true // named on the command line
	}
	raw, err := d.session.open(name)
	if err != nil {
		if d.err == nil {
			d.err = fmt.Errorf("%s:%d:%d: %s: %w", n.at.file, n.at.line, n.at.col, key, err)
			d.failUnopened = func() {
				if errors.Is(err, fs.ErrNotExist) {
					d.fail(n, key, "%s: there is no such file", shorten(name))
				} else {
					d.fail(n, key, "%v", err)
				}
			}
		}
		return nil
	}
	d.addFiles(name)
	if d.skipLong && d.long(name) {
		d.postponed = true
		raw.Close()
		return nil
	}
	t := d.tableOf(name, raw)
	if t != nil && t.Encoding == "Windows-1252" {
		d.note("read-as", name, t.Encoding)
	}
	return t
}

// tableOf reads the header of an open data file; nil where it is no table.
func (d *decoder) tableOf(name string, raw io.ReadCloser) *table {
	in, err := register.OpenTable(name, raw)
	if err != nil {
		raw.Close()
		d.failTable(err)
		return nil
	}
	return &table{Table: in, d: d, close: func() {
		in.Close()
		raw.Close()
	}}
}

// failTable reports what a reader of data files found.
func (d *decoder) failTable(err error) {
	var e *register.Error
	if errors.As(err, &e) {
		d.problems.fail(place{e.Name, e.Line, e.Column}, "%s", clause{e.Text, &e.Said})
	}
}

// addFiles notes data files that are part of the scenario.
func (d *decoder) addFiles(names ...string) {
	for _, name := range names {
		if !slices.Contains(d.files, name) {
			d.files = append(d.files, name)
		}
	}
}

// start is a short piece of the header: the file may be none of the scenario's.
func (t *table) start() string {
	return shortenTo(model.OneLine(strings.Join(t.Columns, ",")), maxQuoted)
}

// meant says which column a name may mean, and how the header starts.
func (t *table) meant(name string) clause {
	if near := model.Nearest(name, slices.Values(t.Columns)); near != "" {
		return clausef(": did you mean %s? (the header is %s)", quote(near), t.start())
	}
	return clausef(": the header is %s", t.start())
}

// otherNames are what people call columns of units.
var otherNames = map[string]string{
	"parent": "parent_code", "parent code": "parent_code", "parentcode": "parent_code", "level": "tier", "type": "tier", "people": "population",
	"inhabitants": "population", "homes": "households", "local name": "name_local", "id": "code",
}

// otherwise says how else a table of units may be read.
func (t *table) otherwise(known []string) clause {
	if !slices.Contains(known, "tier") {
		return clause{}
	}
	return clausef("; harkara new --from makes a scenario of other tables")
}

// places finds the columns of a header: known ones, of which some are needed.
// A column that is absent is at -1.
func (t *table) places(known, needed []string) (map[string]int, bool) {
	at := map[string]int{}
	for _, name := range known {
		at[name] = -1
	}
	near := 0
	for _, name := range t.Columns {
		if model.Nearest(name, slices.Values(needed)) != "" {
			near++
		}
	}
	if 2*near < len(needed) {
		t.fail(0, "is a table of another kind: it needs the columns %s; its header is %s", strings.Join(needed, ", "), t.start())
		return at, false
	}
	ok := true
	meant := map[string]bool{}
	var ignored []string
	for i, name := range t.Columns {
		if k := match(name, known); k >= 0 {
			name = known[k]
		} else if other := otherNames[strings.ToLower(name)]; slices.Contains(known, other) && match(other, t.Columns) < 0 {
			name = other
		}
		before, isKnown := at[name]
		near := model.Nearest(name, slices.Values(known))
		switch {
		case !isKnown && near == "":
			ignored = append(ignored, shorten(name))
		case !isKnown:
			t.fail(i, "unknown column %s%s", quote(name), choose(name, known))
			meant[near] = true
			ok = false
		case before >= 0:
			t.fail(i, "column %s is there twice", quote(name))
			ok = false
		default:
			at[name] = i
		}
	}
	if len(ignored) > maxListed {
		ignored = append(ignored[:maxListed:maxListed], "…")
	}
	if len(ignored) > 0 {
		t.d.note("ignored", t.Name, ignored)
	}
	for _, name := range needed {
		if at[name] < 0 && !meant[name] {
			t.fail(0, "no column %q (needed: %s)%s", name, strings.Join(needed, ", "), t.otherwise(known))
		}
		ok = ok && at[name] >= 0
	}
	return at, ok
}

// next is the next record, or nil at the end or where the file is broken. Lines
// with too few or too many fields are reported and passed over.
func (t *table) next() []string {
	for !t.d.problems.full() {
		record, err := t.Next()
		if err != nil {
			t.d.failTable(err)
			return nil
		}
		if len(record) == len(t.Columns) {
			return record
		}
		t.fail(0, "%d fields where the header has %d", len(record), len(t.Columns))
	}
	return nil
}

// at is where field i of the record just read stands.
func (t *table) at(i int) place {
	line, col := t.Place(i)
	return place{t.Name, line, col}
}

// fail reports a problem with a field of the record just read.
func (t *table) fail(i int, format string, args ...any) {
	t.d.problems.fail(t.at(i), format, args...)
}
