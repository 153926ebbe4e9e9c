package scenario

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// plan is a named change of a scenario.
type plan struct {
	kind  string // "plan", or "action" of one that is done once
	name  string
	at    place
	last  int // line
	edits []edit
}

// edit puts a value at a path.
type edit struct {
	path    string
	at      place // of the path
	value   *node
	setting *Setting // where it comes from --set
}

// readPlans reads the plans of a file.
func (c *problemList) readPlans(root *node) []plan {
	d := &decoder{problems: c}
	n := root.get("plans")
	if root.kind != mapping || n == nil || !d.isMapping(n, "plans", nil) {
		return nil
	}
	var out []plan
	for _, e := range n.entries {
		p := plan{kind: "plan", name: e.key, at: e.at, last: lastLine(e.value, e.at.line)}
		path := "plans." + e.key
		f, ok := d.open(e.value, path, planShape)
		set := f.get("set")
		if ok && d.isMapping(set, f.at("set"), nil) {
			for _, s := range set.entries {
				p.edits = append(p.edits, edit{path: s.key, at: s.at, value: s.value})
			}
		}
		out = append(out, p)
	}
	return out
}

// format is how a mistake in it is told.
func (p *plan) format() string {
	if p.kind == "action" {
		return "action %s: %s"
	}
	return "plan %s: %s"
}

func lastLine(n *node, line int) int {
	line = max(line, n.at.line)
	for _, item := range n.items {
		line = lastLine(item, line)
	}
	for _, e := range n.entries {
		line = lastLine(e.value, line)
	}
	return line
}

// chosen are the edits of the plan and the settings that were asked for.
func (c *problemList) chosen(root *node, plans, once []plan, o Options) []edit {
	var out []edit
	if o.Plan != "" {
		var names []string
		found := false
		for _, p := range plans {
			names = append(names, p.name)
			if p.name == o.Plan {
				out, found = append(out, p.edits...), true
			}
		}
		if !found {
			c.fail(place{file: root.at.file}, "no plan is called %s%s", quote(o.Plan), choose(o.Plan, names))
		}
	}
	out = c.applyOnce(root, once, o.Actions, out)
	for _, s := range o.Set {
		if e, ok := c.setting(setFlag, s); ok {
			out = append(out, e)
		}
	}
	for _, s := range o.Varied {
		if e, ok := c.setting(o.variedBy(), s); ok {
			out = append(out, e)
		}
	}
	return out
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

// attribute adds to problems that the file itself does not have what brought
// them about.
func (s *session) attribute(c *problemList, root *node, edits []edit, o Options) error {
	if len(edits) == 0 {
		return c.err()
	}
	base := &problemList{}
	newDecoder(s, base, root).decode()
	own := map[Problem]bool{}
	for _, p := range base.list {
		own[p] = true
	}
	var by []clause
	if o.Plan != "" {
		by = append(by, clausef("plan %s", o.Plan))
	}
	for _, name := range o.Actions {
		by = append(by, clausef("action %s", name))
	}
	for _, set := range o.Set {
		by = append(by, clause{setFlag + shorten(set), nil})
	}
	for _, set := range o.Varied {
		by = append(by, clause{o.variedBy() + shorten(set), nil})
	}
	for i, p := range c.list {
		if !own[p] && !(place{file: p.File}).typed() && !strings.HasPrefix(p.File, o.variedBy()) {
			n := clausef("%s (with %s)", clause{p.Text, p.Said}, inRow(by))
			c.list[i].Text, c.list[i].Said = n.text, n.note
		}
	}
	return c.err()
}

// changesWho tells whether a plan may change of whom its goals are: else they are of
// those of whom the file's own goals are.
func (p *plan) changesWho() bool {
	return slices.ContainsFunc(p.edits, func(e edit) bool {
		first, _, _ := strings.Cut(e.path, ".")
		return first == "network" || first == "public" || first == "questions"
	})
}

// checkPlans checks the file with each plan.
func (s *session) checkPlans(root *node, plans []plan) error {
	c := &problemList{}
	for _, p := range plans {
		one := &problemList{}
		edited, sound := one.apply(root, p.edits)
		if sound {
			d := newDecoder(s, one, edited)
			out := d.decode()
			if d.err != nil {
				one.fail(p.at, "%v", d.err)
			} else if len(one.list) == 0 && p.changesWho() {
				d.checkWho(out.Question.Goals)
			}
			if len(one.list) == 0 && d.err == nil {
				s.checkCorners(one, edited, moving(holding(out.Uncertain, p.edits), out.Together))
			}
		}
		for _, q := range one.list {
			if q.File == p.at.file && q.Line >= p.at.line && q.Line <= p.last {
				c.fail(place{q.File, q.Line, q.Column}, p.format(), p.name, clause{q.Text, q.Said})
			} else {
				c.fail(p.at, p.format(), p.name, q.clause())
			}
		}
	}
	return c.err()
}
