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
		tabled := tablesOf(n, "climb", k, false)
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
