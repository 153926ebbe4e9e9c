package model

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Finder finds units by what people call them: a name, a name in the local
// script, a code, or a path such as Pakur/Maheshpur, of which any part from the
// top may be left out. A slash in front says that no part is left out. The nth
// generated child of Pakur is "Pakur n" or Pakur/n, and the second child of the
// third "Pakur 3.2" or Pakur/3/2. Names are compared in Unicode's normal form C,
// so that one letter written as one code point or as two is the same.
type Finder struct {
	units   unitList
	tiers   []string
	main    int // tiers from here on are of organisations beside the first hierarchy
	names   *nameTable
	firstOf map[int32]int32 // of a unit, or -1 for the top: the first of its generated children
}

// unitList are units as a Finder sees them: rows of a Rows, or units of a Network.
// Generated children of one unit follow each other in the order of their
// ordinals.
type unitList interface {
	size() int32
	tierAt(i int32) int
	parentAt(i int32) int32        // or -1
	ordinalAt(i int32) int32       // 0 where the unit has a name of its own
	namesAt(i int32) (n, l string) // its name, and that in the local script or ""
	givenCodeAt(i int32) string    // or "" where the path is its code
}

func (r *Rows) size() int32                          { return int32(len(r.Tier)) }
func (r *Rows) tierAt(i int32) int                   { return int(r.Tier[i]) }
func (r *Rows) parentAt(i int32) int32               { return r.Parent[i] }
func (r *Rows) ordinalAt(i int32) int32              { return r.Ordinal[i] }
func (r *Rows) givenCodeAt(i int32) string           { return at(r.Code, i) }
func (r *Rows) namesAt(i int32) (name, local string) { return at(r.Name, i), at(r.LocalName, i) }

func (n *Network) size() int32                { return int32(len(n.parent)) }
func (n *Network) tierAt(u int32) int         { return n.TierOf(u) }
func (n *Network) parentAt(u int32) int32     { return n.parent[u] }
func (n *Network) ordinalAt(u int32) int32    { return n.Ordinal(u) }
func (n *Network) givenCodeAt(u int32) string { return at(n.codes, n.label[u]) }
func (n *Network) namesAt(u int32) (name, local string) {
	return at(n.names, n.label[u]), at(n.locals, n.label[u])
}

// at is an item of a column that may be shorter than the others, or "".
func at(column []string, i int32) string {
	if i < 0 || int(i) >= len(column) {
		return ""
	}
	return column[i]
}

// Find is the unit that is called so. The error is a *FindError.
func (n *Network) Find(called string) (Unit, error) {
	return newFinder(n, n.tiers, n.main).One(called, -1)
}

// Finder finds units of the network, many of them in less time than Find takes for each.
func (n *Network) Finder() *Finder { return newFinder(n, n.tiers, n.main) }

// NewFinder finds rows; of the tiers, the first main are the first hierarchy.
func NewFinder(r *Rows, tiers []string, main int) *Finder { return newFinder(r, tiers, main) }

func newFinder(units unitList, tiers []string, main int) *Finder {
	f := &Finder{units: units, tiers: tiers, main: main, names: newNameTable(units), firstOf: map[int32]int32{}}
	for i := range units.size() {
		if units.ordinalAt(i) == 1 {
			f.firstOf[units.parentAt(i)] = i
		}
	}
	return f
}

// Only is the one unit whose name, name in the local script or code is as given, or -1
// where there are none or several, or where it is written otherwise: One tells then. It
// allocates nothing, and several may call it at once.
func (f *Finder) Only(called []byte) int32 {
	if len(called) == 0 || called[0] == '/' || !norm.NFC.IsNormal(called) {
		return NoUnit
	}
	return f.names.only(called)
}

// One is the unit that is called so; where tier is not -1, of that tier. The
// error is a *FindError.
func (f *Finder) One(called string, tier int) (int32, error) {
	all := f.Find(called)
	found := slices.Clone(all)
	if tier >= 0 {
		found = slices.DeleteFunc(found, func(i int32) bool { return f.units.tierAt(i) != tier })
	}
	if len(found) == 1 {
		return found[0], nil
	}
	e := &FindError{Called: called, Found: len(found), finder: f, Hint: true}
	for _, i := range found[:min(3, len(found))] {
		e.Names = append(e.Names, f.UniqueName(i))
	}
	if len(found) == 0 && len(all) > 0 {
		e.Is, e.Wanted = f.tiers[f.units.tierAt(all[0])], f.tiers[tier]
	}
	return NoUnit, e
}

// Find are the units that are called so, ascending: none, one, or several.
func (f *Finder) Find(called string) []int32 {
	called = norm.NFC.String(called)
	from, whole := strings.CutPrefix(called, "/")
	if !whole {
		return f.find(called)
	}
	found := slices.DeleteFunc(f.find(from), func(i int32) bool { return norm.NFC.String(f.path(i)) != from })
	if slices.ContainsFunc(found, f.inFirst) {
		found = slices.DeleteFunc(found, func(i int32) bool { return !f.inFirst(i) })
	}
	return found
}

// find are the units of a name, code or path in normal form. A code that is also
// another unit's name stands for both.
func (f *Finder) find(s string) []int32 {
	out := f.names.called(s)
	if len(out) == 0 {
		out = f.numbered(s)
	}
	if n, err := strconv.Atoi(s); err == nil && len(out) == 0 {
		if i := f.child(-1, n); i >= 0 {
			out = append(out, i)
		}
	}
	if len(out) == 0 {
		out = f.byPath(s)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// byPath are the units whose path, from some unit above them on, is as given.
func (f *Finder) byPath(s string) []int32 {
	above, last, ok := CutLast(s, "/")
	if !ok {
		return nil
	}
	parents := f.find(above)
	var out []int32
	if n, err := strconv.Atoi(last); err == nil {
		for _, p := range parents {
			if c := f.child(p, n); c >= 0 {
				out = append(out, c)
			}
		}
	}
	for _, i := range append(f.names.named(last), f.numbered(last)...) {
		if slices.Contains(parents, f.units.parentAt(i)) {
			out = append(out, i)
		}
	}
	return out
}

// numbered are generated units by the name they are given: "Pakur 3", and
// "Pakur 3.2" for the second child of that.
func (f *Finder) numbered(s string) []int32 {
	base, numbers, ok := CutLast(s, " ")
	if !ok {
		return nil
	}
	parents := f.names.named(base)
	if len(parents) == 0 && base == f.tiers[0] {
		parents = []int32{-1}
	} else if len(parents) == 0 {
		// "state 1 3" is the third child of "state 1", itself generated.
		parents = f.numbered(base)
	}
	for number := range strings.SplitSeq(numbers, ".") {
		n, err := strconv.Atoi(number)
		if err != nil {
			return nil
		}
		var next []int32
		for _, p := range parents {
			if c := f.child(p, n); c >= 0 {
				next = append(next, c)
			}
		}
		parents = next
	}
	return parents
}

// child is the nth generated child of a unit (of -1: the nth at the top), or -1.
func (f *Finder) child(parent int32, n int) int32 {
	first, ok := f.firstOf[parent]
	if !ok || n < 1 {
		return -1
	}
	i := int64(first) + int64(n) - 1
	if i >= int64(f.units.size()) || f.units.parentAt(int32(i)) != parent || int(f.units.ordinalAt(int32(i))) != n {
		return -1
	}
	return int32(i)
}

// CutLast cuts a text at the last separator that has something on both sides.
func CutLast(s, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i <= 0 || i+len(sep) == len(s) {
		return "", "", false
	}
	return s[:i], s[i+len(sep):], true
}

// inFirst tells whether a unit is of the first hierarchy.
func (f *Finder) inFirst(i int32) bool { return f.units.tierAt(i) < f.main }
