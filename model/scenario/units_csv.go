package scenario

import (
	"iter"
	"strconv"
	"strings"
	"unicode/utf8"

	"harkara/model"
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

	row     map[string]int32
	line    []int32 // of each row
	base    int     // rows that were there before
	orphans []orphan
	strings arena

	lastTier   string
	lastTierNo int
}

// orphan is a row whose parent was not yet read.
type orphan struct {
	row       int32
	code      string
	line, col int
}

// readUnits appends the units of a file to the rows of h.
func (d *decoder) readUnits(h *hierarchy, n *node, path string, tiers []string, offset int, prefix string) {
	if _, ok := d.text(n, path); !ok {
		return
	}
	t := d.openTable(n, path)
	if t == nil {
		return
	}
	defer t.close()
	at, ok := t.places(unitColumns, unitNeeds)
	if !ok {
		return
	}
	u := &unitReader{t: t, h: h, tiers: tiers, offset: offset, prefix: prefix, base: len(h.rows.Tier),
		code: at["code"], name: at["name"], local: at["name_local"], tier: at["tier"], parent: at["parent_code"],
		people: at["population"], homes: at["households"], row: map[string]int32{}}
	for {
		record := t.next()
		if record == nil {
			break
		}
		if int64(len(h.rows.Tier)) >= h.limit {
			t.fail(0, "more than %s units (raise network.max_units if that is meant)", group(h.limit))
			return
		}
		u.add(record)
	}
	if len(h.rows.Tier) == u.base && len(d.complaints.list) == 0 {
		d.complaints.fail(place{t.file, 1, 1}, "the file has no units")
	}
	u.adopt()
}

// add appends one unit. It is appended also where something is wrong with it,
// so that its children find it.
func (u *unitReader) add(record []string) {
	t, r := u.t, &u.h.rows
	row := int32(len(r.Tier))
	for i, field := range record {
		if !utf8.ValidString(field) {
			t.fail(i, "not UTF-8: save the file as UTF-8 text")
			return
		}
	}
	code := u.strings.keep(u.prefix, record[u.code])
	plainCode := code[len(u.prefix):]
	if plainCode == "" {
		t.fail(u.code, "a unit needs a code")
	} else if before, twice := u.row[plainCode]; twice {
		t.fail(u.code, "code %s is given twice (first on line %d)", quote(plainCode), u.line[int(before)-u.base])
	} else {
		u.row[plainCode] = row
	}
	if record[u.name] == "" {
		t.fail(u.name, "a unit needs a name")
	}
	tier := u.tierOf(record[u.tier])
	line, _ := t.FieldPos(0)
	u.line = append(u.line, int32(line))
	u.h.addNamed(u.strings.keep("", record[u.name]), code, u.localName(record), max(tier, 0)+u.offset, -1)
	r.Population[row], r.Households[row] = u.figure(record, u.people), u.figure(record, u.homes)
	if tier >= 0 {
		u.findParent(row, record[u.parent], tier)
	}
}

func (u *unitReader) localName(record []string) string {
	if u.local < 0 {
		return ""
	}
	return u.strings.keep("", record[u.local])
}

// tierOf is the index of a tier, or -1. Units of a tier mostly follow each other.
func (u *unitReader) tierOf(name string) int {
	if name == u.lastTier && name != "" {
		return u.lastTierNo
	}
	for i, t := range u.tiers {
		if t == name {
			u.lastTier, u.lastTierNo = t, i
			return i
		}
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
	if err != nil || x < 0 || x > maxFigure {
		u.t.fail(column, "%s %s is not a whole number from 0 to %s (leave it empty where it is not known)",
			u.t.columns[column], quote(record[column]), group(maxFigure))
		return model.Unknown
	}
	return x
}

func (u *unitReader) findParent(row int32, code string, tier int) {
	line, col := u.t.FieldPos(u.parent)
	if code == "" {
		if tier > 0 {
			u.t.fail(u.parent, "a unit of tier %s needs a parent_code: only those of tier %s have none", u.tiers[tier], u.tiers[0])
		}
		return
	}
	if parent, ok := u.row[code]; ok {
		u.setParent(row, parent, place{u.t.file, line, col})
		return
	}
	u.orphans = append(u.orphans, orphan{row, strings.Clone(code), line, col})
}

func (u *unitReader) setParent(row, parent int32, at place) {
	r := &u.h.rows
	if r.Tier[parent] >= r.Tier[row] {
		u.t.d.complaints.fail(at, "parent_code %s is of tier %s, which is not above tier %s", quote(r.Code[parent][len(u.prefix):]),
			u.tiers[int(r.Tier[parent])-u.offset], u.tiers[int(r.Tier[row])-u.offset])
		return
	}
	r.Parent[row] = parent
}

// adopt finds the parents that stand after their children.
func (u *unitReader) adopt() {
	for _, o := range u.orphans {
		at := place{u.t.file, o.line, o.col}
		parent, ok := u.row[o.code]
		if ok {
			u.setParent(o.row, parent, at)
			continue
		}
		if u.t.d.complaints.full() {
			return
		}
		hint := ""
		// Looking for what was meant is slow: enough for what is shown.
		if len(u.t.d.complaints.list) < maxProblems {
			if meant := nearest(o.code, u.codes()); meant != "" {
				hint = ": did you mean " + quote(meant) + "?"
			}
		}
		u.t.d.complaints.fail(at, "no unit has the code %s, the parent_code here%s", quote(o.code), hint)
	}
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

// arena keeps many short strings in few allocations. A Builder that does not
// grow never moves what it has given out.
type arena struct{ b *strings.Builder }

func (a *arena) keep(prefix, s string) string {
	const chunk = 64 << 10
	n := len(prefix) + len(s)
	if n == 0 {
		return ""
	}
	if a.b == nil || a.b.Cap()-a.b.Len() < n {
		a.b = &strings.Builder{}
		a.b.Grow(max(chunk, n))
	}
	from := a.b.Len()
	a.b.WriteString(prefix)
	a.b.WriteString(s)
	return a.b.String()[from:]
}
