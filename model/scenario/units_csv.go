package scenario

import (
	"iter"
	"strconv"
	"strings"

	"harkara/model"
	"harkara/model/register"
)

var (
	unitColumns = []string{"code", "name", "name_local", "tier", "parent_code", "population", "households"}
	unitNeeds   = []string{"code", "name", "tier", "parent_code"}
)

// unitReader reads a CSV file of units into rows.
type unitReader struct {
	t      *table
	h      *hierarchy
	tiers  []string // of this file; the first is tier offset
	offset int
	prefix string // before each code

	code, name, local, tier, parent, people, homes int // columns

	rows    *codes
	line    []int32 // of each row
	base    int     // rows that were there before
	orphans []orphan

	lastTier   string
	lastTierNo int

	named map[string]int32 // rows by name, -1 where several have it; nil until one is asked for

	nameless, firstNameless int // units called by their code, and the line of the first
}

// orphan is a row whose parent was not yet read.
type orphan struct {
	row  int32
	code string
	at   place
}

// readUnits appends the units of a file to the rows of h.
func (d *decoder) readUnits(h *hierarchy, f fields, n *node, path string, tiers []string, offset int, prefix string) {
	if _, ok := d.text(n, path); !ok || d.importUnits(h, f, n, path, tiers, offset, prefix) {
		return
	}
	t := d.openTable(n, path)
	if t == nil {
		return
	}
	defer t.close()
	if levels, ok := t.levels(tiers); ok {
		t.readLevels(h, levels, offset, prefix)
		return
	}
	at, ok := t.places(unitColumns, unitNeeds)
	if !ok {
		return
	}
	u := &unitReader{t: t, h: h, tiers: tiers, offset: offset, prefix: prefix, base: len(h.rows.Tier),
		code: at["code"], name: at["name"], local: at["name_local"], tier: at["tier"], parent: at["parent_code"],
		people: at["population"], homes: at["households"], rows: newCodes(h, prefix)}
	for {
		record := t.next()
		if record == nil {
			break
		}
		if int64(len(h.rows.Tier)) >= h.limit {
			t.fail(0, "more than %s units (raise network.max_units if that is meant)", model.Thousands(h.limit))
			return
		}
		u.add(record)
	}
	if len(h.rows.Tier) == u.base && len(d.problems.list) == 0 {
		d.problems.fail(place{t.Name, 1, 1}, "the file has no units")
	}
	u.findLateParents()
	h.trim()
	if u.nameless > 0 {
		h.notes = append(h.notes, model.NewNote("no-name", int64(u.nameless), t.Name, int64(u.firstNameless)))
	}
}

// add appends one unit. It is appended also where something is wrong with it,
// so that its children find it.
func (u *unitReader) add(record []string) {
	t, h := u.t, u.h
	code := record[u.code]
	name := record[u.name]
	if record[u.parent] == "" && register.IsTotal(name) && match(record[u.tier], u.tiers) < 0 {
		h.notes = append(h.notes, model.NewNote("total-row", name, t.Name, int64(t.Line())))
		return
	}
	if name == "" {
		name = code
		if u.nameless++; u.nameless == 1 {
			u.firstNameless = t.Line()
		}
	}
	local := ""
	if u.local >= 0 {
		local = record[u.local]
	}
	tier := u.tierOf(record[u.tier])
	u.line = append(u.line, int32(t.Line()))
	h.grow()
	row := h.addNamed(name, u.prefix+code, local, max(tier, 0)+u.offset, -1)
	h.rows.Population[row], h.rows.Households[row] = u.figure(record, u.people), u.figure(record, u.homes)
	if code == "" {
		t.fail(u.code, "a unit needs a code")
	} else if before := u.rows.add(code, row); before >= 0 {
		t.fail(u.code, "code %s is given twice (first on line %d)", quote(code), u.line[int(before)-u.base])
	}
	if tier >= 0 {
		u.findParent(row, record[u.parent], tier)
	}
}

// tierOf is the index of a tier, or -1. Units of a tier mostly follow each other.
func (u *unitReader) tierOf(name string) int {
	if name == u.lastTier && name != "" {
		return u.lastTierNo
	}
	if i := match(strings.TrimSpace(name), u.tiers); i >= 0 {
		u.lastTier, u.lastTierNo = name, i
		return i
	}
	u.t.fail(u.tier, "unknown tier %s%s", quote(name), choose(name, u.tiers))
	return -1
}

// figure is a whole number of people or households, or unknown.
func (u *unitReader) figure(record []string, column int) int64 {
	if column < 0 || record[column] == "" {
		return model.Unknown
	}
	x, err := strconv.ParseInt(record[column], 10, 64)
	if err != nil {
		var ok bool
		if x, ok = register.Whole(record[column]); !ok {
			x = -1
		}
	}
	if x < 0 || x > maxFigure {
		u.t.fail(column, "%s %s is not a whole number from 0 to %s (leave it empty where it is not known)",
			u.t.Columns[column], quote(record[column]), model.Thousands(maxFigure))
		return model.Unknown
	}
	return x
}

func (u *unitReader) findParent(row int32, code string, tier int) {
	if code == "" {
		if tier > 0 {
			u.t.fail(u.parent, "a unit of tier %s needs a parent_code: only those of tier %s have none", u.tiers[tier], u.tiers[0])
		}
		return
	}
	parent := u.rows.row(code)
	if parent < 0 {
		u.orphans = append(u.orphans, orphan{row, code, u.t.at(u.parent)})
	} else if !u.above(row, parent) {
		u.t.d.problems.fail(u.t.at(u.parent), "%s", u.notAbove(row, parent))
	}
}

// above makes one row the parent of another, if its tier allows it.
func (u *unitReader) above(row, parent int32) bool {
	r := &u.h.rows
	if r.Tier[parent] >= r.Tier[row] {
		return false
	}
	r.Parent[row] = parent
	return true
}

// notAbove says why a row cannot be another's parent.
func (u *unitReader) notAbove(row, parent int32) clause {
	r := &u.h.rows
	code := quote(r.Code[parent][len(u.prefix):])
	if row == parent {
		return clausef("parent_code %s is the unit itself", code)
	}
	return clausef("parent_code %s is of tier %s, which is not above tier %s", code,
		u.tiers[int(r.Tier[parent])-u.offset], u.tiers[int(r.Tier[row])-u.offset])
}

// findLateParents finds the parents that stand after their children.
func (u *unitReader) findLateParents() {
	for _, o := range u.orphans {
		parent := u.rows.row(o.code)
		if parent < 0 {
			parent = u.byName(o.code)
		}
		if parent >= 0 {
			if !u.above(o.row, parent) {
				u.t.d.problems.fail(o.at, "%s", u.notAbove(o.row, parent))
			}
			continue
		}
		if u.t.d.problems.full() {
			return
		}
		hint := clause{}
		// Looking for what was meant is slow: enough for what is shown.
		if len(u.t.d.problems.list) < maxProblems {
			if meant := model.Nearest(o.code, u.codes()); meant != "" {
				hint = clausef(": did you mean %s?", quote(meant))
			}
		}
		u.t.d.problems.fail(o.at, "no unit has the code %s, the parent_code here%s", quote(o.code), hint)
	}
}

// byName is the only row of a name, for parents that are given by name; -1 for
// none or several.
func (u *unitReader) byName(name string) int32 {
	if u.named == nil {
		u.named = map[string]int32{}
		for i, n := range u.h.rows.Name[u.base:] {
			row := int32(u.base + i)
			if _, twice := u.named[n]; twice {
				row = -1
			}
			u.named[n] = row
		}
	}
	if row, ok := u.named[name]; ok {
		return row
	}
	return -1
}

// codes are the codes of this file, in its order.
func (u *unitReader) codes() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, code := range u.h.rows.Code[u.base:] {
			if !yield(code[len(u.prefix):]) {
				return
			}
		}
	}
}
