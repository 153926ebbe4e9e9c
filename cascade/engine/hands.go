package engine

import (
	"slices"

	"harkara/cascade"
	"harkara/cascade/random"
	"harkara/model"
)

// benchKey is a person of a unit who deals with messages, or −1 where the unit's people
// share the work.
type benchKey struct {
	unit   model.Unit
	person int32
}

// bench is what one person, or a unit's people together, deal with: so many at the same
// time, each a draw long (a queue with c servers).
type bench struct {
	// waiting is in order of coming, by when each copy was ready; what a hand deals with
	// lies in hands at its index.
	key     benchKey
	handles *model.Handles
	busy    []bool // of each hand
	waiting []work // longest waiting first
	hands   []work // what each hand deals with
}

// work is a copy of a message that somebody deals with.
type work struct {
	// ready is when somebody would have begun with it, had hands been free.
	of    int32 // of joint.copies
	ready model.Tick
	turn  int32 // where a unit that was corrected passes it on anew
}

// beginLoads clears what was counted of loads.
func (j *joint) beginLoads() {
	if j.tireless() {
		j.arrived = nil
	} else {
		j.arrived, j.tiredOf = map[model.Unit][]model.Tick{}, map[tiring]int{}
	}
	if j.loads == nil {
		j.loads = j.problem.Desks(j.window.Open, j.window.Close)
	}
	// Slices of waits keep their memory from trial to trial.
	for i := range j.loads {
		l := &j.loads[i]
		l.Busy, l.Came, l.Handled, l.Dropped, l.Waits = 0, 0, 0, 0, l.Waits[:0]
	}
}

// tireless tells whether nobody tires.
func (s *score) tireless() bool {
	return !slices.ContainsFunc(s.net.Relays(), func(r model.Relay) bool { return r.Tires != nil })
}

// count counts something of a person of a tier (−1 is the unit) about a message: of all
// messages, and of that one.
func (j *joint) count(tier int, person int32, message int, one func(*cascade.DeskPlay)) {
	i := slices.IndexFunc(j.loads, func(d cascade.DeskPlay) bool { return d.Tier == tier && d.Person == int(person)+1 })
	// Of each desk the first entry is of all messages, and those after it of each, in
	// order, where there are several (Problem.Desks).
	one(&j.loads[i])
	if len(j.plans) > 1 {
		one(&j.loads[i+1+message])
	}
}

// benchAt is where a person of a unit deals with messages.
func (j *joint) benchAt(u model.Unit, person int, relay *model.Relay) int32 {
	key := benchKey{u, int32(person)}
	// So many at the same time for each person; together, so many times the people.
	hands := max(relay.Handles.Hands, 1)
	if relay.Handles.Shared {
		key.person = -1
		hands *= relay.People
	}
	i, ok := j.benchOf[key]
	if !ok {
		i = int32(len(j.benches))
		j.benches = append(j.benches, bench{key: key, handles: relay.Handles, busy: make([]bool, hands), hands: make([]work, hands)})
		j.benchOf[key] = i
	}
	return i
}

// counted tells whether what happens at a time counts for loads.
func (s *score) counted(at model.Tick) bool { return s.window.Open <= at && at <= s.window.Close }

// takeUp has a copy of a message wait for a person's hands from a time.
func (j *joint) takeUp(c *copied, u model.Unit, person int, at model.Tick) {
	relay := c.classOf(u).relay
	i := j.benchAt(u, person, relay)
	b := &j.benches[i]
	tier := j.net.TierOf(u)
	if j.counted(at) {
		j.count(tier, b.key.person, c.message, func(d *cascade.DeskPlay) { d.Came++ })
	}
	// AtMost counts what is dealt with and what waits (the K of a queue M/M/c/K).
	inHand := 0
	for _, x := range b.busy {
		if x {
			inHand++
		}
	}
	if most := b.handles.AtMost; most > 0 && inHand+len(b.waiting) >= most {
		// Where there is no room the newest is turned away, or the oldest that still
		// waits.
		dropped, newest := c.message, !b.handles.DropOldest || len(b.waiting) == 0
		if !newest {
			dropped = j.copies[b.waiting[0].of].message
		}
		if j.counted(at) {
			j.count(tier, b.key.person, dropped, func(d *cascade.DeskPlay) { d.Dropped++ })
		}
		if newest {
			return
		}
		b.waiting = b.waiting[1:]
	}
	b.waiting = append(b.waiting, work{c.index, at, c.turn})
	j.deal(i, at)
}

// deal has free hands deal with what waits, while it is open.
func (j *joint) deal(i int32, at model.Tick) {
	b := &j.benches[i]
	for len(b.waiting) > 0 {
		hand := slices.Index(b.busy, false)
		if hand < 0 {
			return
		}
		c := j.copies[b.waiting[0].of]
		cl := c.classOf(b.key.unit)
		// Work begins within hours and outside outages, and once begun goes on to its end.
		c.outagesOf(b.key.unit, cl)
		if open := c.settle(cl, at); open > at {
			// Nobody deals with it before; what comes until then waits, too.
			if open <= j.horizon {
				j.agenda.put(open, jointEvent{kind: handsOpen, phase: comesIn, unit: b.key.unit, person: b.key.person, what: i})
			}
			return
		}
		j.begins(i, hand, b.next(j), at)
	}
}

// next takes out of what waits what is dealt with next.
func (b *bench) next(j *joint) work {
	k := 0
	switch b.handles.Order {
	case model.NewestFirst:
		k = len(b.waiting) - 1
	// Of equally urgent ones the first that came.
	case model.ByPriority:
		for i := range b.waiting {
			if j.urgency(&j.copies[b.waiting[i].of].run) > j.urgency(&j.copies[b.waiting[k].of].run) {
				k = i
			}
		}
	}
	w := b.waiting[k]
	b.waiting = slices.Delete(b.waiting, k, k+1)
	return w
}

// begins has a hand deal with a copy from now on, unless it is replaced or has expired.
func (j *joint) begins(i int32, hand int, w work, at model.Tick) {
	b := &j.benches[i]
	c := j.copies[w.of]
	u := b.key.unit
	// Of these nobody needs to do anything: the hand takes the next at once.
	if j.replaced(c, u) || at > c.plan.message.LastStart() {
		return
	}
	// How long a copy takes is drawn at an address of its own: another order of service
	// changes no service.
	where := uint64(c.unitKey[u].Shift(wordHands)) + uint64(max(b.key.person, 0))*personStep + c.add
	end := at + j.hands[j.net.RelayKind(u)].Draw(random.Mix(where))
	b.busy[hand], b.hands[hand] = true, w
	j.count(j.net.TierOf(u), b.key.person, c.message, func(d *cascade.DeskPlay) {
		// Handled and waits are of what came within the window; busy time is what of it
		// lies in the window.
		if j.counted(w.ready) {
			d.Handled++
			d.Waits = append(d.Waits, at-w.ready)
		}
		d.Busy += max(min(end, j.window.Close)-max(at, j.window.Open), 0)
	})
	if end <= j.horizon {
		j.agenda.put(end, jointEvent{kind: workEnds, phase: comesIn, unit: u, person: int32(hand), what: i})
	}
}

// workEnds has a hand pass on what it dealt with, and take up what waits.
func (j *joint) workEnds(i int32, hand int, at model.Tick) {
	b := &j.benches[i]
	w := b.hands[hand]
	b.busy[hand] = false
	person := int(b.key.person)
	// Of people who share the work, hands belong to one after another.
	if person < 0 {
		person = hand / max(b.handles.Hands, 1)
	}
	c := j.copies[w.of]
	c.inTurn(w.turn, func() { j.passOn(c, b.key.unit, person, at) })
	j.deal(i, at)
}
