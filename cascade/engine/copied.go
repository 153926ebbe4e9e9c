package engine

import (
	"harkara/cascade/random"
	"harkara/model"
)

// copied is one copy of a message in a trial.
type copied struct {
	run
	message int
	nth     int
	// Numbers of units index met and first. An arrival is known before it comes; met is
	// set when it does, in order of time.
	met   []bool  // of each unit: it has it
	first []int32 // of each unit: which person starts to pass it on first
	said  *said   // what units hold of it; nil where that is not followed
	turn  int32   // of what a unit does that was corrected; else 0
}

// newCopy is a copy of a message that nobody has yet.
func (j *joint) newCopy(m, nth int) *copied {
	// Arrays as long as the network are used again: a stream has thousands of copies.
	var c *copied
	if n := len(j.spare); n > 0 {
		c = j.spare[n-1]
		j.spare = j.spare[:n-1]
	} else {
		c = &copied{}
		c.own(j.net.Len())
	}
	// All copies count into one ledger.
	c.plan, c.joint, c.message, c.nth, c.ledger = j.plans[m], j, m, nth, &j.ledger
	return c
}

// own gives a copy an outcome of its own.
func (c *copied) own(units int) {
	c.arrival, c.start = make([]model.Tick, units), make([]model.Tick, units)
	c.met, c.first = make([]bool, units), make([]int32, units)
}

// ready makes a copy ready for the trial. Further copies of a message have other random
// numbers for what people and contacts do, and the same for what is so in the whole play.
func (j *joint) ready(c *copied, index int) {
	c.index, c.trial = int32(index), j.trial
	// Trials are fewer than 2^40: a copy and a trial make one address.
	c.add = random.Trial(j.trial + uint64(c.nth)<<40)
	if c.timed != nil {
		c.callers, c.taken = map[desk]*caller{}, map[[2]int32]bool{}
	}
}

// clear forgets who had it.
func (c *copied) clear() {
	never(c.arrival)
	never(c.start)
	clear(c.met)
	c.forget()
	c.released = model.Never
}
