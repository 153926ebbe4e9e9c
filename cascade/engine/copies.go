package engine

import (
	"harkara/cascade"
	"harkara/cascade/random"
	"harkara/model"
)

// said is what units hold of a message, where that is followed: copies may be changed at
// each hand-over, and wrong ones corrected.
type said struct {
	// held is by unit, oldest first: what it says, through how many hands it came, and
	// from when on.
	held  [][]cascade.Holding
	came  map[model.Unit]map[int32]int // where the majority counts: how many copies said what
	right map[model.Unit]int           // of units with a wrong copy: how many right ones came
	turns map[model.Unit]int32         // how often a unit has passed the message on anew
	anew  []passedAnew
}

// passedAnew is when the first of a unit's people starts to pass a message on anew.
type passedAnew struct {
	cascade.Restart
	turn int32
}

// handing is one hand-over: what the teller's unit held when it was made is what comes.
type handing struct {
	// from made the contact at made, a tick, and tells what it held then; where is the
	// address of the draw that may change that.
	from    model.Unit
	channel int32
	where   uint64
	made    model.Tick
}

// Words that tell the addresses of what becomes of copies apart.
const (
	wordGarble  = 0x4741_5242_4c45 // whether a hand-over changes a copy
	wordBelieve = 0x4245_4c49_4556 // whether a right copy is taken
	anewStep    = 0x9e6c63d0876a9a47
)

// forget has nobody hold anything.
func (c *copied) forget() {
	if !c.joint.follows {
		return
	}
	if c.said == nil {
		// Maps, since few units are ever wrong; what is held is kept of all.
		c.said = &said{held: make([][]cascade.Holding, c.net.Len()), came: map[model.Unit]map[int32]int{}, right: map[model.Unit]int{}, turns: map[model.Unit]int32{}}
	}
	for u := range c.said.held {
		c.said.held[u] = c.said.held[u][:0]
	}
	clear(c.said.came)
	clear(c.said.right)
	clear(c.said.turns)
	c.said.anew = c.said.anew[:0]
}

// handedOver has a copy come to a unit: at an address, over a channel, from a unit that
// made the contact at a time.
func (r *run) handedOver(from, to model.Unit, channel int, where uint64, made, at model.Tick) {
	j := r.joint
	if j == nil || !j.follows || at > r.horizon {
		return
	}
	j.handed = append(j.handed, handing{from, int32(channel), where, made})
	j.agenda.put(at, jointEvent{kind: copyCame, phase: comesIn, of: r.index, unit: to, person: -1, what: int32(len(j.handed) - 1)})
}

// heldAt is what a unit held at a time: the newest up to then.
func (x *said) heldAt(u model.Unit, t model.Tick) (content, hands int32) {
	list := x.held[u]
	for k := len(list) - 1; k >= 0; k-- {
		if list[k].At <= t {
			return list[k].Content, list[k].HandOvers
		}
	}
	return model.Right, 0
}

// keep has a unit hold a copy from a time on.
func (x *said) keep(u model.Unit, at model.Tick, content, hands int32) {
	x.held[u] = append(x.held[u], cascade.Holding{At: at, Content: content, HandOvers: hands})
}

// copyComes has a unit take a copy, or count it, or be corrected by it.
func (j *joint) copyComes(c *copied, u model.Unit, what int32, at model.Tick) {
	h, x := &j.handed[what], c.said
	// What its teller held when the contact was made, not when it came: a correction in
	// between is too late for it.
	content, hands := x.heldAt(h.from, h.made)
	if ch := &j.net.Channels()[h.channel]; ch.Garbles > 0 {
		content = model.Garble(content, ch.Garbles, ch.Variants, random.Uniform(random.Mix(h.where+wordGarble)))
		if content == model.SomeWrong {
			content = -what - 1 // no two are alike
		}
	}
	relay := c.classOf(u).relay
	// Who believes the majority counts each copy; others go by what they hold.
	if relay.Majority {
		j.countCopy(c, u, content, hands+1, at)
		return
	}
	switch list := x.held[u]; {
	// The first copy is believed. After it a right one may correct a wrong one, with a
	// chance at each coming.
	case len(list) == 0:
		x.keep(u, at, content, hands+1)
	case relay.Corrects > 0 && content == model.Right && list[len(list)-1].Content != model.Right:
		key := uint64(c.unitKey[u]) + wordBelieve + uint64(x.right[u])*attemptStep + c.add
		x.right[u]++
		if random.Uniform(random.Mix(key)) < relay.Corrects {
			x.keep(u, at, content, hands+1)
			j.passAnew(c, u, at)
		}
	}
}

// countCopy counts a copy at a unit that believes the commonest: of as common ones the
// one it holds.
func (j *joint) countCopy(c *copied, u model.Unit, content, hands int32, at model.Tick) {
	x := c.said
	if x.came[u] == nil {
		x.came[u] = map[int32]int{}
	}
	x.came[u][content]++
	list := x.held[u]
	if len(list) == 0 || content != list[len(list)-1].Content && x.came[u][content] > x.came[u][list[len(list)-1].Content] {
		x.keep(u, at, content, hands)
	}
}

// passAnew has the people of a unit that was corrected pass the message on as if it had
// just come.
func (j *joint) passAnew(c *copied, u model.Unit, at model.Tick) {
	// For its people it is as if the message had come only now; where all else happened
	// stays.
	c.said.turns[u]++
	arrived := c.arrival[u]
	c.arrival[u], c.turn = at, c.said.turns[u]
	c.anew = anewKey(c.turn)
	j.people(c, u, c.classOf(u), at)
	c.arrival[u], c.turn, c.anew = arrived, 0, 0
}

// anewKey is what is added to the addresses of those who pass a message on anew.
func anewKey(turn int32) random.Key { return random.Key(turn) * anewStep }

// inTurn does something as part of what a unit does anew in a turn; 0 is the first time.
func (c *copied) inTurn(turn int32, do func()) {
	c.turn, c.anew = turn, anewKey(turn)
	do()
	c.turn, c.anew = 0, 0
}

// startsAnew takes note of when people start to pass a message on anew.
func (c *copied) startsAnew(u model.Unit, at model.Tick) {
	if c.turn == 0 {
		return
	}
	for k := range c.said.anew {
		if x := &c.said.anew[k]; x.Unit == u && x.turn == c.turn {
			x.At = min(x.At, at)
			return
		}
	}
	c.said.anew = append(c.said.anew, passedAnew{cascade.Restart{Unit: u, At: at}, c.turn})
}

// tell writes down what was held.
func (x *said) tell(out *cascade.MessagePlay) {
	out.Held, out.Restarts = x.held, out.Restarts[:0]
	for _, a := range x.anew {
		out.Restarts = append(out.Restarts, a.Restart)
	}
}
