package engine

import (
	"slices"

	"harkara/cascade/random"
	"harkara/model"
)

// climbing is a model.Climb made ready to play.
type climbing struct {
	// people is how many try to pass an item on; each by themselves, but for alike.
	people int
	// start is by item. Where people decide once for all items, passes is that decision
	// and notice the wait.
	start   *random.Table // from having an item in hand to start, or never
	passes  random.Coin   // where people decide once
	notice  *random.Table // of those who pass items on
	alike   random.Coin
	one     bool // people may act as one
	once    bool
	hours   *model.Calendar
	over    []int
	sends   *model.Bundle
	merges  model.Tick
	inOrder bool // what a person does depends on what happened before
}

// setClimbs makes ready how each unit passes on what comes from below. Where it has no
// way of its own, one person passes all on at once, over the channels of the unit above.
func (s *score) setClimbs() {
	n := s.net
	calls := func(over []int) bool {
		return slices.ContainsFunc(over, func(c int) bool { return n.Channels()[c].Calls != nil })
	}
	for k := range n.Climbs() {
		c := &n.Climbs()[k]
		tabled := tablesOf(n, "climb", k)
		s.climbs = append(s.climbs, climbing{
			people: c.People, start: tabled("", c.PassesOn, c.Notices), passes: random.NewCoin(c.PassesOn), notice: tabled("notices", 1, c.Notices),
			alike: random.NewCoin(c.Alike), one: c.Alike > 0, once: c.Once, hours: c.Hours, over: c.Over, sends: c.Sends, merges: c.Merges,
			inOrder: c.Merges > 0 || calls(c.Over),
		})
	}
	// After the kinds of climb come those made of relays, one each.
	at := random.TableOf(1, model.Fixed(0))
	for k := range n.Relays() {
		over := n.Relays()[k].Over
		s.climbs = append(s.climbs, climbing{people: 1, start: at, notice: at, over: over, inOrder: calls(over)})
	}
	s.climbOf = make([]int32, n.Len())
	for u := range s.climbOf {
		// A unit at the top has nobody above, and its climb is never asked.
		k := n.ClimbKind(model.Unit(u))
		if up := n.Parent(model.Unit(u)); up != model.NoUnit && (k < 0 || len(n.Climbs()[k].Over) == 0) {
			k = s.overAsAbove(k, n.RelayKind(up))
		}
		s.climbOf[u] = int32(max(k, 0))
	}
}

// overAsAbove is the climb of a kind, or of none, over the channels by which the unit above
// tells the one that climbs.
func (s *score) overAsAbove(kind, relay int) int {
	kinds := len(s.net.Climbs())
	if kind < 0 {
		return kinds + relay
	}
	key := [2]int{kind, relay}
	if k, known := s.asAbove[key]; known {
		return k
	}
	// One for each pair of a climb and the relay above that occur.
	c := s.climbs[kind]
	c.over = s.climbs[kinds+relay].over
	c.inOrder = c.inOrder || s.climbs[kinds+relay].inOrder
	if s.asAbove == nil {
		s.asAbove = map[[2]int]int{}
	}
	s.asAbove[key] = len(s.climbs)
	s.climbs = append(s.climbs, c)
	return s.asAbove[key]
}

// item is one answer of one origin on its way up, or several that go as one.
type item struct {
	// ask is an index of score.asked.
	ask    int32
	origin int32      // index of asking.units
	key    random.Key // its address
	at     model.Unit // the highest unit that has it in hand
	made   model.Tick // when it was made
	parts  []int32    // of several that go as one
}

// hold makes an item and puts it in the hands of its origin at a time.
func (j *joint) hold(ask int, origin int, key random.Key, at model.Tick) {
	if at > j.horizon {
		return
	}
	// Nobody has it in hand yet.
	x := item{ask: int32(ask), origin: int32(origin), key: key, at: model.NoUnit, made: at}
	if j.asked[ask].quick {
		j.climb(&x, at)
		return
	}
	j.items = append(j.items, x)
	j.agenda.put(at, jointEvent{kind: itemCame, phase: comesIn, of: int32(len(j.plans) + ask), unit: j.asked[ask].units[origin], what: int32(len(j.items) - 1)})
}

// climb follows an item all the way up at once, where nothing on it depends on what else
// happens.
func (j *joint) climb(x *item, at model.Tick) {
	to := j.asked[x.ask].answer.To
	for u := j.asked[x.ask].units[x.origin]; at <= j.horizon; u = j.net.Parent(u) {
		j.knows(int(x.ask), x, u, at)
		switch {
		// What it may cause comes in order of time with all else.
		case j.net.TierOf(u) == to && j.awaited(&j.asked[x.ask]):
			j.items = append(j.items, *x)
			j.agenda.put(at, jointEvent{kind: itemCounts, phase: comesIn, of: int32(len(j.plans)) + x.ask, unit: u, what: int32(len(j.items) - 1)})
			return
		case j.net.TierOf(u) <= to || j.net.Parent(u) == model.NoUnit:
			return
		}
		at = j.passUp(x, -1, u, at)
	}
}

// awaited tells whether a message, other than that which is answered, waits for an answer.
func (s *score) awaited(a *asking) bool {
	return slices.ContainsFunc(s.waitFor[a.Answer], func(m int) bool { return m != a.Message })
}

// itemCame has a unit hold an item, if it does not yet.
func (j *joint) itemCame(i int32, u model.Unit, at model.Tick) {
	x := &j.items[i]
	if x.at != model.NoUnit && x.at <= u { // units above have lower numbers
		return
	}
	x.at = u
	// Of several that go as one, each comes by itself where they are in hand.
	if x.parts != nil {
		for _, k := range x.parts {
			j.itemCame(k, u, at)
		}
		return
	}
	a := &j.asked[x.ask]
	j.knows(int(x.ask), x, u, at)
	if j.net.TierOf(u) == a.answer.To {
		j.counts(int(x.ask), x, at)
	}
	if j.net.TierOf(u) <= a.answer.To || j.net.Parent(u) == model.NoUnit {
		return
	}
	if cl := &j.climbs[j.climbOf[u]]; cl.sends != nil {
		j.wait(i, u, cl.sends, at)
	} else {
		j.send(i, u, at)
	}
}

// send has the people of a unit pass an item on to the unit above.
func (j *joint) send(i int32, u model.Unit, at model.Tick) {
	x := &j.items[i]
	if best := j.passUp(x, i, u, at); best <= j.horizon {
		j.agenda.put(best, jointEvent{kind: itemCame, phase: comesIn, of: int32(len(j.plans)) + x.ask, unit: j.net.Parent(u), what: i})
	}
}

// passUp is when an item that a unit has in hand at a time is first in hand at the unit
// above, or Never; where that depends on what else happens, people start as item i in
// order of time, and it is Never.
func (j *joint) passUp(x *item, i int32, u model.Unit, at model.Tick) model.Tick {
	cl := &j.climbs[j.climbOf[u]]
	r := j.messageOf(int(x.ask))
	key := x.key.Fold(j.net.Key(u))
	unit := &r.classes[r.class[u]]
	if r.outagesOf(u, unit) {
		j.upStep(x, u, UpSilent, at, at, at)
		return model.Never
	}
	if len(cl.over) == 0 || cl.people == 0 {
		j.upStep(x, u, UpNoWay, at, at, at)
	}
	// People who act as one draw one and the same number.
	step := uint64(personStep)
	if cl.one && cl.alike.Heads(random.Mix(uint64(key)+wordAlike+r.add)) {
		step = 0
	}
	best := model.Never
	for p := range cl.people {
		// The first to have it there counts, whoever of them it was.
		wait := j.noticed(x, u, cl, key, p, step)
		if wait >= model.Never {
			j.upStep(x, u, UpNotPassed, at, at, at)
			continue
		}
		s := at + wait
		// Hours are those of what comes from below; outages are of the unit, whatever it
		// does.
		if cl.hours != nil || len(r.windows) > 0 {
			s = j.settleUp(r, cl, s)
		}
		switch {
		// Nothing after the horizon is told apart.
		case s > j.horizon:
			j.upNot(x, u, cl, at+wait, s)
		case cl.inOrder:
			j.agenda.put(s, jointEvent{kind: itemStarts, phase: starts, of: int32(len(j.plans)) + x.ask, unit: u, person: int32(p), what: i})
		default:
			for _, c := range cl.over {
				t := j.contactUp(r, key, u, c, p, s)
				j.upContact(x, u, r, c, s, t)
				// Over several channels the first to come counts, as on the way down.
				best = min(best, t)
			}
		}
	}
	return best
}

// noticed is how long a person takes to start to pass an item on, or never. Step is how
// far the addresses of persons are apart.
func (j *joint) noticed(x *item, u model.Unit, cl *climbing, key random.Key, person int, step uint64) model.Tick {
	r := j.messageOf(int(x.ask))
	at := uint64(key) + wordStart + uint64(person)*step + r.add
	if !cl.once {
		return cl.start.Draw(random.Mix(at))
	}
	// One decision of a person, an answer and a message.
	// So an office passes all reports of a kind on, or none.
	once := r.unitKey[u].Fold(wordOnce ^ uint64(j.asked[x.ask].Answer))
	if !cl.passes.Heads(random.Mix(uint64(once) + uint64(person)*step + r.add)) {
		return model.Never
	}
	return cl.notice.Draw(random.Mix(at))
}

// settleUp is the first moment at or after t at which people may start to pass on
// upwards: in their hours, and outside the outages in r.windows.
func (j *joint) settleUp(r *run, cl *climbing, t model.Tick) model.Tick {
	return r.settle(&class{hours: cl.hours}, t)
}

// messageOf is the message by whose outages, and whose channels that do not reach
// somebody, an answer goes: that which is answered, the first for streams.
func (j *joint) messageOf(ask int) *run {
	return &j.copies[max(j.asked[ask].Message, 0)].run
}

// itemStarts has a person pass an item on in order of time: where another of its kind has
// gone before, or calls wait for each other.
func (j *joint) itemStarts(i int32, u model.Unit, person int, at model.Tick) {
	x, cl := &j.items[i], &j.climbs[j.climbOf[u]]
	// What is merged into an earlier item goes no further.
	if cl.merges > 0 && !j.merged(i, u, cl.merges, at) {
		j.upStep(x, u, UpMerged, at, at, at)
		return
	}
	r := j.messageOf(int(x.ask))
	key := x.key.Fold(j.net.Key(u))
	for _, c := range cl.over {
		if r.channels[c].calls != nil {
			j.upStep(x, u, UpQueued, at, model.Never, at)
			j.callUp(r, i, key, u, c, person, at)
			continue
		}
		t := j.contactUp(r, key, u, c, person, at)
		j.upContact(x, u, r, c, at, t)
		if t <= j.horizon {
			j.agenda.put(t, jointEvent{kind: itemCame, phase: comesIn, of: int32(len(j.plans)) + x.ask, unit: j.net.Parent(u), what: i})
		}
	}
}

// contactUp sends an item to the unit above from time s until an attempt succeeds or no
// more are allowed, and is when it is in hand there; Never where it fails.
func (j *joint) contactUp(r *run, key random.Key, u model.Unit, c, person int, s model.Tick) model.Tick {
	t := r.tries(c, j.net.Parent(u), key.Shift(r.channels[c].shift[person]), s)
	book(&j.ledger, t, j.horizon)
	return t
}

// tries is when a contact from time s with v, at an address, succeeds: Never where no
// attempt does, later than the horizon where the channel opens no more by then.
func (r *run) tries(c int, v model.Unit, key random.Key, s model.Tick) model.Tick {
	ch := &r.channels[c]
	t := s
	for attempt := 0; attempt <= ch.retry.Times; attempt++ {
		// Under way when the play ends, which is not the same as lost.
		if t = ch.hours.Next(t); t > r.horizon {
			return model.Never - 1
		}
		d, _ := r.attempt(ch, v, uint64(key)+uint64(attempt)*attemptStep+r.add, attempt)
		if d < model.Never {
			return t + d
		}
		t += ch.retry.Every
	}
	return model.Never
}
