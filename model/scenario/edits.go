package scenario

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// edit puts a value at a path.
type edit struct {
	path    string
	at      place // of the path
	value   *node
	setting *Setting // where it comes from --set
}

// setFlag is where changes of Options.Set are told to be.
const setFlag = "--set "

// variedBy is where changes of Options.Varied are told to be.
func (o *Options) variedBy() string { return cmp.Or(o.VariedBy, "uncertain") + " " }

// typed tells whether what is at a place was written on the command line: such places
// begin with a flag.
func (p place) typed() bool { return strings.HasPrefix(p.file, "--") }

// setting reads "path=value". What is wrong with the value is reported as
// being in the argument itself.
func (c *problemList) setting(flag, s string) (edit, bool) {
	at := place{file: flag + shorten(s)}
	key, value, ok := strings.Cut(s, "=")
	key, value = strings.TrimSpace(key), strings.TrimSpace(value)
	if !ok || key == "" {
		c.fail(at, "is not a change: write it like relays.block.passes_on=0.9")
		return edit{}, false
	}
	if value == "" {
		c.fail(at, "has no value")
		return edit{}, false
	}
	var inner problemList
	n := inner.parse(at.file, []byte(value))
	for _, p := range inner.list {
		c.fail(at, "%s", clause{p.Text, p.Said})
	}
	if n == nil || len(inner.list) > 0 {
		return edit{}, false
	}
	return edit{key, at, n.placed(at), &Setting{key, value}}, true
}

// placed is n with everything in it at one place.
func (n *node) placed(at place) *node {
	out := *n
	out.at = at
	out.items = nil
	for _, item := range n.items {
		out.items = append(out.items, item.placed(at))
	}
	out.entries = nil
	for _, e := range n.entries {
		out.entries = append(out.entries, entry{e.key, at, e.value.placed(at)})
	}
	return &out
}

// apply is the scenario with the edits made. The root given is not changed, and
// what no edit touches is shared with it.
func (c *problemList) apply(root *node, edits []edit) (*node, bool) {
	before := len(c.list)
	for i, e := range edits {
		for _, before := range edits[:i] {
			if (before.setting == nil) != (e.setting == nil) {
				continue // --set has the last word
			}
			if before.path == e.path {
				c.fail(e.at, "%s: is set twice: leave one out", shorten(e.path))
			}
			if strings.HasPrefix(before.path, e.path+".") {
				c.fail(e.at, "%s: replaces the change of %s before it: put it first", shorten(e.path), shorten(before.path))
			}
		}
		steps := strings.Split(e.path, ".")
		if steps[0] == "plans" || steps[0] == "actions" {
			c.fail(e.at, "%s: a plan cannot change plans, nor actions", shorten(e.path))
			continue
		}
		changed, err := put(root, steps, 0, e)
		if err != nil {
			c.fail(e.at, "%s: %v", shorten(e.path), err)
			continue
		}
		root = changed
	}
	return root, len(c.list) == before
}

// put is n with the value of an edit at steps[i:].
func put(n *node, steps []string, i int, e edit) (*node, error) {
	if i == len(steps) {
		return e.value, nil
	}
	step := steps[i]
	if step == "" {
		return nil, clausef("a path is keys with a dot between them")
	}
	if n.kind == list {
		k, err := strconv.Atoi(step)
		if err != nil || k < 0 || k >= len(n.items) {
			return nil, clausef("%s has no item %s: it has %d, counted from 0", strings.Join(steps[:i], "."), quote(step), len(n.items))
		}
		item, err := put(n.items[k], steps, i+1, e)
		if err != nil {
			return nil, err
		}
		out := *n
		out.items = slices.Clone(n.items)
		out.items[k] = item
		return &out, nil
	}
	if n.kind == scalar && !n.null() {
		return nil, clausef("%s is %s, which has no %s in it", strings.Join(steps[:i], "."), n.plain(), quote(step))
	}
	out := node{kind: mapping, at: n.at, entries: slices.Clone(n.entries)}
	for k := range out.entries {
		if after := stepOver(out.entries[k].key, steps, i); after > i {
			value, err := put(out.entries[k].value, steps, after, e)
			if err != nil {
				return nil, err
			}
			out.entries[k].value = value
			return &out, nil
		}
	}
	if i == 3 && steps[0] == "circumstances" && steps[2] == "set" {
		// What a circumstance sets is a path, which is one key.
		out.entries = append(out.entries, entry{strings.Join(steps[i:], "."), e.at, e.value})
		return &out, nil
	}
	if i == 1 && steps[0] == "uncertain" {
		// So is the value of a range.
		out.entries = append(out.entries, entry{strings.Join(steps[i:], "."), e.at, e.value})
		return &out, nil
	}
	if i+1 < len(steps) && freeNames(steps[:i]) {
		// A name that is free to choose would make a new channel or unit here
		// where an old one is meant.
		return nil, clausef("%s has no %s%s", strings.Join(steps[:i], "."), quote(step), choose(step, n.keys()))
	}
	value, err := put(&node{kind: mapping, at: e.at}, steps, i+1, e)
	if err != nil {
		return nil, err
	}
	out.entries = append(out.entries, entry{step, e.at, value})
	return &out, nil
}

// stepOver is where a path goes on after a key at steps[i:], or i where it does
// not start with that key. Names may have dots in them, as "Pakur 3.2".
func stepOver(key string, steps []string, i int) int {
	after := i + 1 + strings.Count(key, ".")
	if after <= len(steps) && strings.Join(steps[i:after], ".") == key {
		return after
	}
	return i
}

// freeNames tells whether the keys of the mapping at a path are chosen by the
// author of the file.
func freeNames(steps []string) bool {
	if len(steps) == 0 {
		return false
	}
	if len(steps) > 1 && steps[0] == "network" && slices.Contains(steps, "tree") {
		return true
	}
	switch steps[len(steps)-1] {
	case "channels", "hours", "circumstances", "answers":
		return len(steps) == 1
	case "hears", "segments":
		return steps[0] == "public"
	}
	return false
}
