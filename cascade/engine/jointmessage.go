package engine

import (
	"harkara/cascade"
	"harkara/cascade/random"
	"harkara/model"
)

// tiring is a copy of a message at a unit, or a kind of relay to which so many others
// came before.
type tiring struct {
	// of is an index of joint.copies, or a kind of relay of the network; unit is the unit,
	// or that number.
	of   int32
	unit model.Unit
}

// release has the units of a copy's message have it.
func (j *joint) release(index int, at model.Tick) {
	c := j.copies[index]
	x := &j.problem.Messages[c.message]
	// When a message was first released is asked of the message, whatever the copy.
	if d := &j.decided[c.message]; at < d.released {
		d.released = at
	}
	if at < c.released {
		c.released = at
	}
	// A stream releases one copy after another: the next is drawn when one goes out.
	if x.Stream != nil {
		j.nextOfStream(c.message, c.nth+1, at)
	}
	for _, u := range x.From {
		c.note(cascade.Step{At: at, Kind: cascade.Released, Unit: u, By: model.NoUnit, Channel: -1, Due: at, Turn: at})
		c.arrive(u, at)
		// Where it begins the copy is right, and has passed through no hands.
		if j.follows && len(c.said.held[u]) == 0 {
			c.said.keep(u, at, model.Right, 0)
		}
	}
}

// messageCame plays a unit that has a copy of a message, if that is news.
func (j *joint) messageCame(c *copied, u model.Unit, at model.Tick) {
	// Another contact may have been quicker since this was put on the agenda.
	if at != c.arrival[u] || c.met[u] {
		return
	}
	c.met[u] = true
	cl := c.classOf(u)
	// Who tires passes on less of what comes after (tired).
	if j.arrived != nil && cl.relay.Tires != nil {
		j.tire(c, u, cl, at)
	}
	j.people(c, u, cl, at)
	// A deputy at the unit above tells the children of one that stays silent, from a
	// patience after it had the message. Where it only calls, that is when its calls are
	// due (contact.go).
	if c.deputies && (c.timed == nil || !c.onlyCalls(cl)) {
		for _, v := range j.net.Children(u) {
			c.bypasses(u, v, func(person int, at model.Tick) { c.awaitDeputy(v, person, at) })
		}
	}
	j.answer(c, u, at)
}

// people draws when the people of a unit start to pass a copy on. Where what they do
// then depends on what else has happened, each start comes up by itself.
func (j *joint) people(c *copied, u model.Unit, cl *class, at model.Tick) {
	kids, links := c.kidsOf(u), c.linksOf(u)
	handles := cl.relay.Handles
	asked := len(kids) > 0 || links.hi > links.lo || !c.isolated[j.net.TierOf(u)] || handles != nil
	// Whose start nobody asks for need not be drawn: each draw has an address of its own,
	// so that others do not move.
	if !asked && c.steps == nil {
		return
	}
	c.run.people(u, cl)
	people := c.starts
	// People who share the work are one queue with several servers.
	if handles != nil && handles.Shared {
		people = people[:min(1, len(people))]
	}
	// Elsewhere what a person does follows from when they start, and is drawn at once.
	later := handles != nil || len(j.replacedBy[c.message]) > 0 || j.callsLater(c, u, cl)
	for i, s := range people {
		if s >= model.Never || !asked {
			continue
		}
		if later {
			j.agenda.put(s, jointEvent{kind: personStarts, phase: starts, of: c.index, unit: u, person: int32(i), what: c.turn})
			continue
		}
		j.passOn(c, u, i, s)
	}
}

// callsLater tells whether people of a unit make calls that wait for others.
func (j *joint) callsLater(c *copied, u model.Unit, cl *class) bool {
	// Over its own channels, then over those of its links.
	for _, k := range cl.over {
		if c.channels[k].calls != nil && j.queues(&c.run, u, k) {
			return true
		}
	}
	for l := range c.ways(c.linksOf(u)) {
		if c.channels[l.over].calls != nil && j.queues(&c.run, u, int(l.over)) {
			return true
		}
	}
	return false
}

// passOn has a person start to pass a copy on at a time, which need not have come yet.
func (j *joint) passOn(c *copied, u model.Unit, person int, s model.Tick) {
	// Reminders count from when the first of the people starts.
	if s < c.start[u] {
		c.start[u] = s
		c.first[u] = int32(person)
		j.awaitReminders(c, u, s)
	}
	// When it was corrected, its people start once more, which is told apart.
	c.startsAnew(u, s)
	c.run.passOn(sender{anew: c.anew, unit: u, person: person, class: c.classOf(u), kids: c.kidsOf(u), links: c.linksOf(u), start: s}, s)
}

// personStarts has a person pass a copy on, or deal with it first.
func (j *joint) personStarts(c *copied, u model.Unit, person int, at model.Tick) {
	switch {
	// Nothing is done about a message that is replaced.
	case j.replaced(c, u):
	case c.classOf(u).relay.Handles != nil:
		j.takeUp(c, u, person, at)
	default:
		j.passOn(c, u, person, at)
	}
}

// replaced tells whether a unit has a message that replaces a copy's.
func (j *joint) replaced(c *copied, u model.Unit) bool {
	for _, m := range j.replacedBy[c.message] {
		if j.copies[m].met[u] {
			return true
		}
	}
	return false
}

// tire counts what else came to a unit less than so long ago.
func (j *joint) tire(c *copied, u model.Unit, cl *class, at model.Tick) {
	// Arrivals come in order of time, so that those counted are the last of the list.
	came, n := j.arrived[u], 0
	for i := len(came) - 1; i >= 0 && at-came[i] < cl.relay.Tires.Per; i-- {
		n++
	}
	j.arrived[u] = append(came, at)
	if n > 0 {
		j.tiredOf[tiring{c.index, u}] = n
	}
}

// tired is from arrival to start, or never, of people to whom others came before:
// the chance to pass a message on is multiplied for each.
func (j *joint) tired(r *run, u model.Unit, cl *class) *random.Table {
	n := j.tiredOf[tiring{r.index, u}]
	if n == 0 {
		return cl.start
	}
	// Tables are made once for a kind of relay and a number of others: with n of them the
	// chance is PassesOn·By^n.
	key := tiring{int32(j.net.RelayKind(u)), model.Unit(n)}
	t := j.tables[key]
	if t == nil {
		p := cl.relay.PassesOn * model.Power(cl.relay.Tires.By, int64(n))
		t = random.TableOf(p, cl.relay.Notices)
		j.tables[key] = t
	}
	return t
}
