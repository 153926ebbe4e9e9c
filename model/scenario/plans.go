package scenario

import (
	"slices"
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
