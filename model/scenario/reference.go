package scenario

import (
	"fmt"
	"slices"
	"strings"
)

// Key is a key of a scenario file, in words: what editors have as the schema.
type Key struct {
	// Path is where it stands. Parts in capitals stand for any name, as in
	// relays.TIER.passes_on; numbers of list items are left out.
	Path string
	// About is what it means, and what holds if it is left out.
	About string
	// Kind is what its value may be.
	Kind string
	// Needed tells whether the mapping it stands in cannot do without it.
	Needed bool
	// Default is what holds where it is left out: a value, or else words.
	Default string
	// Example is the key with a value, as in "passes_on: 0.85".
	Example string
}

// Keys are all keys of a scenario file, each before those inside it.
func Keys() []Key {
	w := keyWalk{shapes: map[string]*shape{}}
	for _, s := range shapes() {
		w.shapes[s.name] = s
	}
	w.inside(scenarioShape, "")
	return w.keys
}

// keyWalk gathers keys.
type keyWalk struct {
	shapes map[string]*shape
	within []string // shapes on the way here
	keys   []Key
}

func (w *keyWalk) inside(s *shape, above string) {
	if slices.Contains(w.within, s.name) {
		return
	}
	w.within = append(w.within, s.name)
	for _, f := range s.keys {
		path := f.name
		if above != "" {
			path = above + "." + f.name
		}
		if i := slices.IndexFunc(w.keys, func(k Key) bool { return k.Path == path }); i >= 0 {
			// Mappings of several kinds in one list may share a key.
			if about := aboutOf(f); w.keys[i].About != about {
				w.keys[i].About += "; or " + about
			}
			continue
		}
		w.keys = append(w.keys, Key{path, aboutOf(f), kindOf(f.value), slices.Contains(s.need, f.name), fallbacks[s.name+"."+f.name].String(), f.name + ": " + exampleOf(s.name, f)})
		w.follow(f.value, path)
	}
	w.within = w.within[:len(w.within)-1]
}

// aboutOf is what a key means, without what holds where it is left out.
func aboutOf(f field) string {
	about, said, _ := strings.Cut(f.about, "; ")
	if strings.HasSuffix(said, " if left out") {
		return about
	}
	return f.about
}

// follow gathers the keys of the mappings that a value may hold.
func (w *keyWalk) follow(value js, path string) {
	if name := refName(value); name == "units" {
		w.inside(unitShape, path)
	} else if s := w.shapes[name]; s != nil {
		w.inside(s, path)
	}
	for _, option := range options(value) {
		w.follow(option, path)
	}
	if item, ok := value["items"].(js); ok {
		w.follow(item, path)
	}
	if inside, ok := value["additionalProperties"].(js); ok {
		w.follow(inside, path+"."+wildcard(path))
	}
}

// wildcard is what the names below a key are called.
func wildcard(path string) string {
	switch path[strings.LastIndexByte(path, '.')+1:] {
	case "relays":
		return "TIER"
	case "units", "tree", "children":
		return "UNIT"
	case "set":
		return "PATH"
	}
	return "NAME"
}

func refName(value js) string {
	name, _ := value["$ref"].(string)
	return strings.TrimPrefix(name, "#/$defs/")
}

func options(value js) []js {
	out, _ := value["anyOf"].([]js)
	return out
}

// kindsInWords are the kinds of value that have a definition of their own.
var kindsInWords = map[string]string{
	"share":    "a share from 0 to 1, as in 0.85, or 85 %",
	"figure":   "a whole number, as in 65289",
	"duration": "a duration, as in 90s, 30m, 1h 30m, 2d",
	"delay":    "a duration, or a family of delays, as in {lognormal: {median: 10m, p90: 1h}}",
	"rate":     "a rate per min, h, d, w or y (365 days), as in 0.5/h or 3/d",
	"clock":    "a time of day, as in 9:00, 17:30 or 9 AM",
	"units":    "units by name, a number (people), or a list of names",
}

// kindOf says in words what a value may be.
func kindOf(value js) string {
	if name := refName(value); name != "" {
		if words := kindsInWords[name]; words != "" {
			return words
		}
		return "a mapping with keys of its own"
	}
	if all := options(value); all != nil {
		var words []string
		for _, option := range all {
			words = append(words, kindOf(option))
		}
		return strings.Join(slices.Compact(words), ", or ")
	}
	if names, ok := value["enum"].([]string); ok {
		return "one of: " + strings.Join(names, ", ")
	}
	switch value["type"] {
	case "boolean":
		return "true or false"
	case "integer":
		return "a whole number" + rangeOf(value)
	case "number":
		return "a number" + rangeOf(value)
	case "array":
		return "a list; each: " + kindOf(value["items"].(js))
	case "object":
		return "a mapping by name; each: " + kindOf(value["additionalProperties"].(js))
	case "string":
		return "text"
	}
	return "any value that its path may have"
}

func rangeOf(value js) string {
	lo, hi := value["minimum"], value["maximum"]
	switch {
	case lo != nil && hi != nil:
		return fmt.Sprintf(" from %v to %v", lo, hi)
	case lo != nil:
		return fmt.Sprintf(", %v or more", lo)
	}
	return ""
}

// FindKey is the key at a path, with real names or numbers where the path of the
// key has capitals or a list, and whether there is one.
func FindKey(path string) (Key, bool) {
	var parts []string
	for _, part := range strings.Split(strings.TrimSpace(path), ".") {
		if part = strings.Trim(part, "[]"); strings.Trim(part, "0123456789") != "" {
			parts = append(parts, part)
		}
	}
	keys := Keys()
	for _, exact := range []bool{true, false} {
		for _, k := range keys {
			if fits(strings.Split(k.Path, "."), parts, exact) {
				return k, true
			}
		}
	}
	return Key{}, false
}

// fits tells whether a path is that of a key.
func fits(key, path []string, exact bool) bool {
	return slices.EqualFunc(key, path, func(k, p string) bool {
		return k == p || !exact && k == strings.ToUpper(k)
	})
}

// Inside are the keys directly inside of this one.
func (k Key) Inside() []Key {
	var out []Key
	for _, other := range Keys() {
		rest, inside := strings.CutPrefix(other.Path, k.Path+".")
		if first, more, _ := strings.Cut(rest, "."); inside && (more == "" || first == strings.ToUpper(first) && !strings.Contains(more, ".")) {
			out = append(out, other)
		}
	}
	return out
}
