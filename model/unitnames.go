package model

import (
	"iter"
	"slices"
	"strconv"
)

// label is a unit's name, or its number among the children of its parent.
func (f *Finder) label(i int32) string {
	if n := f.units.ordinalAt(i); n > 0 {
		return strconv.Itoa(int(n))
	}
	name, _ := f.units.namesAt(i)
	return name
}

// path is the labels from the top to a unit.
func (f *Finder) path(i int32) string {
	if p := f.units.parentAt(i); p >= 0 {
		return f.path(p) + "/" + f.label(i)
	}
	return f.label(i)
}

// UniqueName is what to call a unit so that no other is meant: its path where that is
// enough, else the code of the nearest unit at or above it that has one, and the
// path from there.
func (f *Finder) UniqueName(i int32) string {
	path := f.path(i)
	only := func(call string) bool {
		found := f.Find(call)
		return len(found) == 1 && found[0] == i
	}
	for _, call := range []string{path, "/" + path} {
		if only(call) {
			return call
		}
	}
	rest := ""
	for u := i; u >= 0; u = f.units.parentAt(u) {
		if code := f.units.givenCodeAt(u); code != "" && only(code+rest) {
			return code + rest
		}
		rest = "/" + f.label(u) + rest
	}
	return "/" + path
}

// Suggest is the name nearest to one that no unit has, or "".
func (f *Finder) Suggest(called string) string {
	above, last, ok := CutLast(called, "/")
	parents := f.Find(above)
	if !ok || len(parents) == 0 {
		return Nearest(called, f.allNames(func(int32) bool { return true }, true))
	}
	child := Nearest(last, f.allNames(func(i int32) bool { return slices.Contains(parents, f.units.parentAt(i)) }, false))
	if child == "" {
		return ""
	}
	return above + "/" + child
}

// allNames are the names of units, and their codes where they are asked for.
func (f *Finder) allNames(of func(int32) bool, codes bool) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := range f.units.size() {
			if !of(i) || f.units.ordinalAt(i) > 0 {
				continue
			}
			name, local := f.units.namesAt(i)
			code := f.units.givenCodeAt(i)
			if !yield(name) || local != "" && !yield(local) || codes && code != "" && !yield(code) {
				return
			}
		}
	}
}
