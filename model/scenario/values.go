package scenario

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"harkara/model"
	"harkara/model/register"
)

// The largest numbers a scenario may give.
const (
	maxFigure  = 1_000_000_000_000 // people or households
	maxTrials  = 100_000_000
	maxPeople  = 10_000
	maxWorkers = 1_000_000
)

// fields is a mapping whose keys are known, opened to be decoded.
type fields struct {
	d    *decoder
	n    *node  // a mapping; nil where there is none
	path string // "" at the top
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// fail reports a problem with what stands at path.
func (d *decoder) fail(n *node, path, format string, args ...any) {
	if path == "" {
		d.problems.fail(n.at, format, args...)
		return
	}
	d.problems.fail(n.at, "%s: %s", path, clausef(format, args...))
}

// describe is what a node is, in a message.
func (n *node) describe() clause {
	switch {
	case n.kind == list:
		return clausef("a list")
	case n.kind == mapping:
		return clausef("a mapping")
	case n.null():
		return clausef("empty")
	}
	return clause{text: quote(n.text)}
}

// open checks that n is a mapping with keys of s only. What it returns may be
// used in any case: where n is no mapping it has no keys.
func (d *decoder) open(n *node, path string, s *shape) (fields, bool) {
	f := fields{d: d, path: path}
	if n == nil {
		return f, false
	}
	if !d.isMapping(n, path, s.names()) {
		return f, false
	}
	f.n = n
	ok := true
	for _, e := range n.entries {
		if !s.has(e.key) {
			if n.flow && e.value.null() {
				d.fail(&node{at: e.at}, path, "%s has no value: where it belongs to what stands before its comma, put that in quotes, or lists in brackets", quote(e.key))
			} else {
				d.fail(&node{at: e.at}, path, "unknown key %s%s", quote(e.key), choose(e.key, s.names()))
			}
			ok = false
		}
	}
	for _, key := range s.need {
		if n.get(key) == nil {
			d.fail(n, path, "needs %q", key)
			ok = false
		}
	}
	return f, ok
}

func (d *decoder) isMapping(n *node, path string, keys []string) bool {
	if n.kind == mapping {
		return true
	}
	what := clausef("a mapping of names")
	if len(keys) > 0 {
		what = clausef("a mapping with the keys %s", listed(keys))
	}
	d.fail(n, path, "is %s: give %s", n.describe(), what)
	return false
}

func (s *shape) has(key string) bool {
	return slices.ContainsFunc(s.keys, func(f field) bool { return f.name == key })
}

func (f fields) at(key string) string { return join(f.path, key) }

func (f fields) get(key string) *node { return f.n.get(key) }

// text is one piece of text that is not empty.
func (f fields) text(key, otherwise string) string {
	if n := f.get(key); n != nil {
		if s, ok := f.d.text(n, f.at(key)); ok {
			return s
		}
	}
	return otherwise
}

func (d *decoder) text(n *node, path string) (string, bool) {
	if n.kind != scalar || n.null() || strings.TrimSpace(n.text) == "" {
		hint := clause{}
		if n.kind == mapping {
			hint = clausef(" (text with a colon in it needs quotes)")
		}
		d.fail(n, path, "is %s: give text%s", n.describe(), hint)
		return "", false
	}
	return n.text, true
}

// texts is a list of texts, or a single one.
func (f fields) texts(key string) []*node {
	n := f.get(key)
	if n == nil {
		return nil
	}
	if n.kind == scalar {
		if _, ok := f.d.text(n, f.at(key)); !ok {
			return nil
		}
		return []*node{n}
	}
	var out []*node
	for i, item := range f.d.list(n, f.at(key)) {
		if _, ok := f.d.text(item, index(f.at(key), i)); ok {
			out = append(out, item)
		}
	}
	return out
}

func index(path string, i int) string { return path + "." + strconv.Itoa(i) }

func (d *decoder) list(n *node, path string) []*node {
	if n == nil {
		return nil
	}
	if n.kind != list {
		d.fail(n, path, "is %s: give a list", n.describe())
		return nil
	}
	return n.items
}

// truth is true or false.
func (f fields) truth(key string, otherwise bool) bool {
	n := f.get(key)
	if n == nil {
		return otherwise
	}
	switch {
	case n.kind == scalar && n.tag == "!!bool" && strings.EqualFold(n.text, "true"):
		return true
	case n.kind == scalar && n.tag == "!!bool":
		return false
	}
	f.d.fail(n, f.at(key), "%s is neither true nor false", n.plain())
	return otherwise
}

// duration is a length of time.
func (f fields) duration(key string, otherwise model.Tick) model.Tick {
	if n := f.get(key); n != nil {
		if t, ok := f.d.duration(n, f.at(key)); ok {
			return t
		}
	}
	return otherwise
}

func (d *decoder) duration(n *node, path string) (model.Tick, bool) {
	if n.kind != scalar || n.null() {
		d.fail(n, path, "is %s: give a duration like 45s, 90m, 1d12h or 2w", n.describe())
		return 0, false
	}
	t, err := ParseDuration(n.text)
	if err != nil {
		d.fail(n, path, "%v", err)
		return 0, false
	}
	return t, true
}

// rate is a number per minute, hour, day, week or year, and tells it per the unit
// asked for, which is also the one of a bare number.
func (f fields) rate(key string, per model.Tick) float64 {
	n := f.get(key)
	if n == nil {
		return 0
	}
	x, ok := f.d.parseRate(n, per)
	if !ok {
		f.d.fail(n, f.at(key), "%s is not a rate: give a number per min, h, d, w or y, as in 10/h or 0.5/d", n.plain())
	}
	return x
}

func (d *decoder) parseRate(n *node, per model.Tick) (float64, bool) {
	if x, ok := d.parseNumber(n); ok {
		return x, x >= 0
	}
	if n.kind != scalar {
		return 0, false
	}
	number, unit, ok := strings.Cut(n.text, "/")
	length := rateUnit(strings.TrimSpace(unit))
	x, err := strconv.ParseFloat(register.Number(number), 64)
	if !ok || length == 0 || err != nil || !(x >= 0) || math.IsInf(x, 0) {
		return 0, false
	}
	return x * (float64(per) / float64(length)), true
}

// rateUnit is the length of what a rate is counted by: a unit of durations or a
// year, which has 365 days; 0 where there is none of that name. Durations have no
// years, which are not all of one length.
func rateUnit(name string) model.Tick {
	if i := unitIndex(name); i < len(durationUnits) {
		return durationUnits[i].length
	}
	switch strings.ToLower(name) {
	case "y", "yr", "yrs", "year", "years":
		return 365 * model.Day
	}
	return 0
}
