package scenario

import (
	"iter"
	"slices"
	"strconv"
	"strings"
)

// directory finds units by what people call them. It is made when the first
// unit is called.
type directory struct {
	h       *hierarchy
	byCode  map[string]int32
	byName  map[string]int32 // the last row of that name; before has the others
	before  []int32          // of each named row: the row of the same name before it, or -1
	firstOf map[int32]int32  // of a row: the first of its generated children
}

func (h *hierarchy) directory() *directory {
	if h.names != nil {
		return h.names
	}
	named := len(h.rows.Name)
	x := &directory{h: h, byCode: make(map[string]int32, named), byName: make(map[string]int32, named),
		before: make([]int32, named), firstOf: map[int32]int32{}}
	for i, name := range h.rows.Name {
		row := int32(i)
		if code := h.rows.Code[i]; code != "" {
			x.byCode[code] = row
		}
		x.before[i] = -1
		if b, ok := x.byName[name]; ok {
			x.before[i] = b
		}
		x.byName[name] = row
	}
	for i := named; i < len(h.rows.Tier); i++ {
		if h.rows.Ordinal[i] == 1 {
			if _, there := x.firstOf[h.rows.Parent[i]]; !there {
				x.firstOf[h.rows.Parent[i]] = int32(i)
			}
		}
	}
	h.names = x
	return x
}

// named are the rows with a name of their own that is as given, in order.
func (x *directory) named(name string) []int32 {
	var out []int32
	row, ok := x.byName[name]
	for ; ok && row >= 0; row = x.before[row] {
		out = append(out, row)
	}
	slices.Reverse(out)
	return out
}

// child is the nth generated child of a row (of -1: the nth at the top), or -1.
func (x *directory) child(parent int32, n int) int32 {
	first, ok := x.firstOf[parent]
	if !ok || n < 1 {
		return -1
	}
	row := int64(first) + int64(n) - 1
	if row >= int64(len(x.h.rows.Tier)) || x.h.rows.Parent[row] != parent || int(x.h.rows.Ordinal[row]) != n {
		return -1
	}
	return int32(row)
}

// find are the rows that a name, a code or a path stands for: none, one, or
// several where it is ambiguous. A path that starts with a slash is a whole one,
// from the top; where two hierarchies have it, that of the first.
func (x *directory) find(s string) []int32 {
	if from, ok := strings.CutPrefix(s, "/"); ok {
		whole := slices.DeleteFunc(slices.Clone(x.find(from)), func(row int32) bool { return x.pathOf(row) != from })
		if slices.ContainsFunc(whole, x.inFirst) {
			whole = slices.DeleteFunc(whole, func(row int32) bool { return !x.inFirst(row) })
		}
		return whole
	}
	if row, ok := x.byCode[s]; ok {
		return []int32{row}
	}
	if rows := x.named(s); len(rows) > 0 {
		return rows
	}
	if rows := x.numbered(s); len(rows) > 0 {
		return rows
	}
	if n, err := strconv.Atoi(s); err == nil {
		if row := x.child(-1, n); row >= 0 {
			return []int32{row}
		}
	}
	return x.path(s)
}

// path are the rows whose path from some unit above them on is as given.
func (x *directory) path(s string) []int32 {
	above, last, ok := cutLast(s, "/")
	if !ok {
		return nil
	}
	parents := x.find(above)
	var out []int32
	if n, err := strconv.Atoi(last); err == nil {
		for _, p := range parents {
			if c := x.child(p, n); c >= 0 {
				out = append(out, c)
			}
		}
	}
	for _, row := range append(x.named(last), x.numbered(last)...) {
		if slices.Contains(parents, x.h.rows.Parent[row]) {
			out = append(out, row)
		}
	}
	return out
}

// numbered are generated units by the name the model gives them: "Pakur 3" is
// the third child of Pakur, "Pakur 3.2" the second child of that.
func (x *directory) numbered(s string) []int32 {
	base, numbers, ok := cutLast(s, " ")
	if !ok {
		return nil
	}
	parents := x.named(base)
	if len(parents) == 0 && base == x.h.tiers[0] {
		parents = []int32{-1}
	} else if len(parents) == 0 {
		// "state 1 3" is the third child of "state 1", itself generated.
		parents = x.numbered(base)
	}
	for _, number := range strings.Split(numbers, ".") {
		n, err := strconv.Atoi(number)
		if err != nil {
			return nil
		}
		var next []int32
		for _, p := range parents {
			if c := x.child(p, n); c >= 0 {
				next = append(next, c)
			}
		}
		parents = next
	}
	return parents
}

func cutLast(s, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i <= 0 || i+1 == len(s) {
		return "", "", false
	}
	return s[:i], s[i+1:], true
}

// pathOf is the path of names from the top to a row.
func (x *directory) pathOf(row int32) string {
	r := &x.h.rows
	name := strconv.Itoa(int(r.Ordinal[row]))
	if int(row) < len(r.Name) {
		name = r.Name[row]
	}
	if r.Parent[row] < 0 {
		return name
	}
	return x.pathOf(r.Parent[row]) + "/" + name
}

// callOf is a path that stands for one row only.
func (x *directory) callOf(row int32) string {
	path := x.pathOf(row)
	if len(x.find(path)) == 1 {
		return path
	}
	if rows := x.find("/" + path); len(rows) == 1 && rows[0] == row {
		return "/" + path
	}
	// Of an organisation beside the first, the units at the top have codes.
	top := row
	for x.h.rows.Parent[top] >= 0 {
		top = x.h.rows.Parent[top]
	}
	if code := x.h.rows.Code; int(top) < len(code) && code[top] != "" {
		return code[top] + strings.TrimPrefix(path, x.pathOf(top))
	}
	return "/" + path
}

// inFirst tells whether a row is of the first hierarchy.
func (x *directory) inFirst(row int32) bool { return int(x.h.rows.Tier[row]) < x.h.main }

// meant is what somebody who wrote s probably meant, or "".
func (x *directory) meant(s string) string {
	above, last, ok := cutLast(s, "/")
	parents := x.find(above)
	if !ok || len(parents) == 0 {
		return nearest(s, x.calls())
	}
	child := nearest(last, func(yield func(string) bool) {
		for i, name := range x.h.rows.Name {
			if slices.Contains(parents, x.h.rows.Parent[i]) && !yield(name) {
				return
			}
		}
	})
	if child == "" {
		return ""
	}
	return above + "/" + child
}

// calls are all names and codes.
func (x *directory) calls() iter.Seq[string] {
	return func(yield func(string) bool) {
		for i, name := range x.h.rows.Name {
			if !yield(name) || x.h.rows.Code[i] != "" && !yield(x.h.rows.Code[i]) {
				return
			}
		}
	}
}

// unit is the row that a node names, or -1 after saying what is wrong. Where
// tier is not -1 only units of that tier are meant.
func (d *decoder) unit(n *node, path string, tier int) int32 {
	if _, ok := d.text(n, path); !ok {
		return -1
	}
	return d.unitCalled(n.text, n.at, path, tier)
}

func (d *decoder) unitCalled(name string, at place, path string, tier int) int32 {
	x := d.units.directory()
	all := x.find(name)
	rows := all
	if tier >= 0 {
		rows = nil
		for _, row := range all {
			if int(d.units.rows.Tier[row]) == tier {
				rows = append(rows, row)
			}
		}
	}
	here := &node{at: at}
	switch {
	case len(rows) == 1:
		return rows[0]
	case len(rows) > 1:
		var paths []string
		for _, row := range rows[:min(3, len(rows))] {
			paths = append(paths, x.callOf(row))
		}
		d.fail(here, path, "%s names %d units: write the path, as in %s", quote(name), len(rows), strings.Join(paths, " or "))
	case len(all) > 0:
		d.fail(here, path, "%s is of tier %s, not of tier %s", quote(name), d.units.tiers[d.units.rows.Tier[all[0]]], d.units.tiers[tier])
	case d.units.unsound:
		// It may be one of those that could not be read.
	default:
		hint := ""
		// Looking through all names is slow: enough for what is shown.
		if len(d.complaints.list) < maxProblems {
			if meant := x.meant(name); meant != "" {
				hint = ": did you mean " + quote(meant) + "?"
			}
		}
		d.fail(here, path, "no unit is called %s%s", quote(name), hint)
	}
	return -1
}
