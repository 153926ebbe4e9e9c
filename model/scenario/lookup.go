package scenario

import (
	"fmt"
	"slices"
	"strings"

	"harkara/model"
)

// Nearest is the name that is meant by one that is not among the names, or ""
// where none is close.
func Nearest(got string, names []string) string { return nearest(got, slices.Values(names)) }

// Title is the title of a scenario file, or its name where it has none, read
// without the rest of it. What is wrong with the file is not looked for.
func Title(file string, data []byte) string {
	root := (&complaints{}).parse(file, data)
	for _, key := range []string{"title", "name"} {
		if n := root.get(key); n != nil && n.kind == scalar && n.text != "" {
			return n.text
		}
	}
	return file
}

// FindUnit is the unit of a network that a person means by a code, a name, or a
// path such as Pakur/Maheshpur, of which any part from the top may be left out.
// The error says how to name it where none or several are meant. A slash in
// front says that no part is left out.
func FindUnit(n *model.Network, called string) (model.Unit, error) {
	called, whole := strings.CutPrefix(called, "/")
	parts := strings.Split(called, "/")
	last := parts[len(parts)-1]
	var found []model.Unit
	for u := range model.Unit(n.Len()) {
		if n.Code(u) == called {
			return u, nil
		}
		if n.Name(u) == last && below(n, u, parts[:len(parts)-1]) && (!whole || n.Path(u) == called) {
			found = append(found, u)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return model.NoUnit, noUnit(n, called)
	}
	var paths []string
	for _, u := range found[:min(3, len(found))] {
		path := n.Path(u)
		if slices.Contains(paths, path) { // another organisation's
			path = n.Code(u)
		}
		paths = append(paths, path)
	}
	return model.NoUnit, fmt.Errorf("%s names %d units: write the path, as in %s", quote(called), len(found), strings.Join(paths, " or "))
}

// below tells whether units of these names, the lowest last, lie above u with
// none between them.
func below(n *model.Network, u model.Unit, names []string) bool {
	for i := len(names) - 1; i >= 0; i-- {
		if u = n.Parent(u); u == model.NoUnit || n.Name(u) != names[i] {
			return false
		}
	}
	return true
}

func noUnit(n *model.Network, called string) error {
	names := func(yield func(string) bool) {
		for u := range model.Unit(n.Len()) {
			if !yield(n.Name(u)) {
				return
			}
		}
	}
	hint := ""
	if meant := nearest(called, names); meant != "" {
		hint = ": did you mean " + quote(meant) + "?"
	}
	return fmt.Errorf("no unit is called %s%s", quote(called), hint)
}

// ParseTimes reads times at which reach is asked for, in any order: none twice
// and none after the horizon. They are returned ascending.
func ParseTimes(texts []string, horizon model.Tick) ([]model.Tick, error) {
	var out []model.Tick
	for _, text := range texts {
		text = strings.TrimSpace(text)
		t, err := ParseDuration(text)
		switch {
		case err != nil:
			return nil, err
		case t > horizon:
			return nil, fmt.Errorf("%s is after the horizon, %s", text, FormatDuration(horizon))
		case slices.Contains(out, t):
			return nil, fmt.Errorf("%s is there twice", text)
		}
		out = append(out, t)
	}
	slices.Sort(out)
	return out, nil
}
