package scenario

import (
	"slices"

	"harkara/model"
)

// An Action is what could be done for money: for each unit of a tier by itself, or
// once.
type Action struct {
	Name string
	// Tier is the tier of the units for which it can be done; −1 is once, which then is a
	// change of the scenario (Options.Actions).
	Tier int
	// Cost is that of doing it one time, in the money that the budget is in.
	Cost int64
	// AtMost is how often it can be done for one unit.
	AtMost int
	// People and Workers are how many more people at the unit pass messages on, and go
	// out on visits, each time. Visits is the place in Public.Hears that Workers are
	// added to.
	People, Workers int
	Visits          int
	// Links is true where the unit and others of its tier below the same parent then tell
	// each other, over the channel Over.
	Links bool
	Over  int

	set func(model.Relay) model.Relay // nil where no key of relays is set
}

// Relay is what becomes of a unit's relay where the action is done so often. It is not
// for several goroutines.
func (a *Action) Relay(r model.Relay, times int) model.Relay {
	if times == 0 {
		return r
	}
	if a.set != nil {
		r = a.set(r)
	}
	r.People = min(r.People+a.People*times, maxPeople)
	return r
}

// MostOnce is how many actions a scenario has at most that are done once: every set of
// them is tried.
const MostOnce = 10

// MostCost is the largest cost, and budget: sums stay whole numbers.
const MostCost = 1e15

// readOnce reads the changes of those actions that are done once, as if they were plans.
func (c *problemList) readOnce(root *node) []plan {
	d := &decoder{problems: c}
	n := root.get("actions")
	if root.kind != mapping || n == nil || !d.isMapping(n, "actions", nil) {
		return nil
	}
	var out []plan
	for _, e := range n.entries {
		if e.value.kind != mapping || e.value.get("for") != nil {
			continue
		}
		p := plan{kind: "action", name: e.key, at: e.at, last: lastLine(e.value, e.at.line)}
		if set := e.value.get("set"); set != nil && d.isMapping(set, "actions."+e.key+".set", nil) {
			for _, s := range set.entries {
				p.edits = append(p.edits, edit{path: s.key, at: s.at, value: s.value})
			}
		}
		out = append(out, p)
	}
	return out
}

// applyOnce puts the changes of actions that are done once after others: of two that change
// one key the later in the file has the last word.
func (c *problemList) applyOnce(root *node, once []plan, names []string, edits []edit) []edit {
	for _, p := range once {
		if !slices.Contains(names, p.name) {
			continue
		}
		for _, e := range p.edits {
			edits = slices.DeleteFunc(edits, func(before edit) bool { return before.setting == nil && before.path == e.path })
			edits = append(edits, e)
		}
	}
	for _, name := range names {
		if !slices.ContainsFunc(once, func(p plan) bool { return p.name == name }) {
			c.fail(place{file: root.at.file}, "no action that is done once is called %s", quote(name))
		}
	}
	return edits
}

// readActions reads what could be done for money.
func (d *decoder) readActions(top fields) []Action {
	n := top.get("actions")
	if n == nil || !d.isMapping(n, "actions", nil) {
		return nil
	}
	var out []Action
	once := 0
	for _, e := range n.entries {
		path := "actions." + e.key
		f, ok := d.open(e.value, path, actionShape)
		if !ok {
			continue
		}
		a := Action{Name: e.key, Tier: -1, Cost: f.whole("cost", 0, MostCost, 0), AtMost: int(f.whole("at_most", 1, maxPeople, 1))}
		if !validName.MatchString(e.key) {
			d.fail(&node{at: e.at}, path, "%s: use lower case letters, digits and dashes only", quote(e.key))
		}
		if f.get("for") == nil {
			once++
			d.checkOnce(f)
			if once == MostOnce+1 {
				d.fail(&node{at: e.at}, path, "more than %d actions are done once: give the others a tier that they are for", MostOnce)
			}
		} else {
			d.readEach(top, f, &a)
		}
		out = append(out, a)
	}
	return out
}

// checkOnce refuses what makes no sense of an action that is done once. Its changes are
// checked as those of plans are.
func (d *decoder) checkOnce(f fields) {
	for _, key := range []string{"people", "workers", "link", "at_most"} {
		if n := f.get(key); n != nil {
			d.fail(n, f.at(key), "is for actions of single units: say which tier they are for, as in for: %s", d.units.tiers[len(d.units.tiers)-1])
		}
	}
	set := f.get("set")
	switch {
	case set == nil:
		d.fail(f.n, f.path, "does nothing: give new values by path, as in set: {channels.radio.delivers: 0.9}, or the tier it is for")
	case d.isMapping(set, f.at("set"), nil) && len(set.entries) == 0:
		d.fail(set, f.at("set"), "changes nothing")
	}
}

// readEach reads an action for single units.
func (d *decoder) readEach(top, f fields, a *Action) {
	a.Tier = d.tier(f, "for", d.units.tiers)
	a.People = int(f.whole("people", 1, maxPeople, 0))
	a.Workers = int(f.whole("workers", 1, maxPeople, 0))
	set, link := f.get("set"), f.get("link")
	switch {
	case set == nil && link == nil && a.People == 0 && a.Workers == 0:
		d.fail(f.n, f.path, "does nothing: give set, people, workers or link")
	case a.AtMost > 1 && (set != nil || link != nil):
		d.fail(f.get("at_most"), f.at("at_most"), "only people and workers add up: what is set, or linked, is so after one time")
	}
	if set != nil {
		d.readSet(top, f, set, a)
	}
	if a.Workers > 0 && a.Tier >= 0 {
		d.findVisits(f, a)
	}
	if link != nil {
		l, ok := d.open(link, f.at("link"), actionLinkShape)
		if tier := d.tier(l, "among", d.units.tiers); ok && tier >= 0 && a.Tier >= 0 && tier != a.Tier {
			d.fail(link, f.at("link"), "is among %s units, and the action for %s units: name one tier", d.units.tiers[tier], d.units.tiers[a.Tier])
		}
		a.Links, a.Over = true, d.channel(l, "over")
	}
}

// readSet reads the keys of relays that an action sets. They are tried on every relay of
// the tier: what one of them does not take is a mistake now, not when it is chosen.
func (d *decoder) readSet(top, f fields, set *node, a *Action) {
	path := f.at("set")
	s, ok := d.open(set, path, overrideShape)
	switch {
	case !ok:
		return
	case len(set.entries) == 0:
		d.fail(set, path, "changes nothing")
		return
	case a.Tier < 0:
		return
	}
	before := len(d.problems.list)
	d.readRelay(top, s, d.spec.Relays[d.spec.TierRelay[a.Tier]])
	if len(d.problems.list) > before {
		return
	}
	quiet := *d
	quiet.problems = &problemList{}
	s.d = &quiet
	a.set = func(r model.Relay) model.Relay { return quiet.readRelay(top, s, r) }
	for row, kind := range d.spec.RowRelay {
		if int(d.units.rows.Tier[row]) == a.Tier {
			a.set(d.spec.Relays[kind])
		}
	}
	for _, p := range quiet.problems.list {
		d.fail(set, path, "%s", p.Text)
		return
	}
}

// findVisits finds the visits that go out from the units of an action.
func (d *decoder) findVisits(f fields, a *Action) {
	a.Visits = -1
	if d.spec.Public == nil {
		d.fail(f.get("workers"), f.at("workers"), "there is no public that workers could visit")
		return
	}
	for i, s := range d.spec.Public.Hears {
		from := s.From
		switch {
		case from < 0 && d.spec.Public.Tier >= 0:
			from = d.spec.Public.Tier
		case from < 0: // whichever units serve the public
			from = a.Tier
		}
		switch {
		case s.Kind != model.Visits || from != a.Tier:
		case a.Visits >= 0:
			d.fail(f.get("workers"), f.at("workers"), "several visits go out from %s units: one can be given more workers", d.units.tiers[a.Tier])
			return
		default:
			a.Visits = i
		}
	}
	if a.Visits < 0 {
		d.fail(f.get("workers"), f.at("workers"), "no visits go out from %s units, which workers could join", d.units.tiers[a.Tier])
	}
}
