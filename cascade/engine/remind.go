package engine

import (
	"harkara/cascade"
	"harkara/cascade/random"
	"harkara/model"
)

// awaitReminders has a unit that starts to pass a message on at a time remind those
// below it of whose answer it will not know, step by step.
func (j *joint) awaitReminders(c *copied, u model.Unit, s model.Tick) {
	steps := j.problem.Messages[c.message].Remind
	// Only the first copy is reminded of.
	if len(steps) == 0 || c.nth > 0 {
		return
	}
	tier := j.net.TierOf(u)
	for i := range steps {
		// Nobody reminds of what has expired.
		if at := s + steps[i].After; steps[i].By == tier && at <= min(j.horizon, c.message0().LastStart()) {
			j.agenda.put(at, jointEvent{kind: reminderIsDue, phase: starts, of: c.index, unit: u, person: c.first[u], what: int32(i)})
		}
	}
}

// message0 is the message of a copy.
func (c *copied) message0() *model.Message { return &c.plan.message }

// remind has a unit's first person contact, for one step, everybody below of whom the
// unit does not know.
func (j *joint) remind(c *copied, w model.Unit, person, step int, at model.Tick) {
	x := &j.problem.Messages[c.message].Remind[step]
	if c.start[w]+x.After != at || j.replaced(c, w) {
		return // somebody started before: their clock counts
	}
	k := j.askOf(c.message, x.Unless)
	// People who answer are not reminded.
	if k < 0 {
		return
	}
	// Over several channels each is tried, as for the message itself.
	over := x.Over
	if over == nil {
		over = c.classOf(w).over
	}
	for _, channel := range over {
		ch := &c.channels[channel]
		var todo []call
		// Whoever has answered is left alone; whoever has the message and has not is
		// contacted all the same, since that is not known here.
		for _, o := range j.below(k, w) {
			if j.answers[k].known[j.net.TierOf(w)][o] <= at {
				continue
			}
			v := j.asked[k].units[o]
			key := c.unitKey[v].Fold(j.net.Key(w)).Fold(wordRemind + uint64(step)).Shift(ch.shift[person])
			if ch.calls != nil {
				todo = append(todo, call{unit: v, key: key, ready: at, order: key.Shift(wordOrder).At(j.trial)})
			} else {
				j.remindAt(c, k, o, key, w, person, channel, at)
			}
		}
		if ch.calls != nil {
			j.callReminded(c, k, w, person, channel, todo)
		}
	}
}

// askOf is the index of an answer to a message, or −1.
func (j *joint) askOf(message, answer int) int {
	for _, k := range j.asksOf[message] {
		if j.asked[k].Answer == answer && j.asked[k].byUnit {
			return k
		}
	}
	return -1
}

// below are the origins of an answer below a unit, in order.
func (j *joint) below(k int, w model.Unit) []int32 {
	a := &j.asked[k]
	t := j.net.TierOf(w)
	var out []int32
	for o, u := range a.units {
		if u != w && j.net.Above(u, t) == w {
			out = append(out, int32(o))
		}
	}
	return out
}

// lateReminder is a reminder that waits for a channel to open.
type lateReminder struct {
	ask, origin int32
	key         random.Key
	person      int
	channel     int
}

// remindAt contacts one origin over a channel without lines, at the next moment at which
// it is open, if its answer has not come by then.
func (j *joint) remindAt(c *copied, k int, o int32, key random.Key, w model.Unit, person, channel int, at model.Tick) {
	ch := &c.channels[channel]
	turn := ch.hours.Next(at)
	switch {
	case turn > j.horizon: // it is not made any more
		j.ledger.Sent++
		j.ledger.UnderWay++
		return
	// By when it opens the answer may have come.
	case turn > at:
		j.late = append(j.late, lateReminder{int32(k), o, key, person, channel})
		j.agenda.put(turn, jointEvent{kind: reminderOpens, phase: contacts, of: c.index, unit: w, what: int32(len(j.late) - 1)})
		return
	}
	j.contactReminded(c, k, o, key, w, person, channel, at)
}

// contactReminded makes the contact, unless the answer has come.
func (j *joint) contactReminded(c *copied, k int, o int32, key random.Key, w model.Unit, person, channel int, at model.Tick) {
	v := j.asked[k].units[o]
	if j.answers[k].known[j.net.TierOf(w)][o] <= at {
		j.ledger.Sent++
		j.ledger.Dropped++
		return
	}
	j.sent(c, k, v, w, person, channel, at)
	t := c.tries(channel, v, key, at)
	book(&j.ledger, t, j.horizon)
	j.reminded(c, k, o, w, person, channel, at, t)
}

// sent counts a reminder that is made.
func (j *joint) sent(c *copied, k int, v, w model.Unit, person, channel int, at model.Tick) {
	j.tellOf(cascade.AnswerAsked, k, v, w, person+1, channel, at)
	x := &j.answers[k]
	x.sent++
	// A reminder to one who has the message is needless, whatever comes of it.
	if c.arrival[v] <= at {
		x.needless++
	}
}

// reminded has a reminder in hand at an origin at a time.
func (j *joint) reminded(c *copied, k int, o int32, w model.Unit, person, channel int, made, t model.Tick) {
	if t > j.horizon {
		return
	}
	v := j.asked[k].units[o]
	from := sender{unit: w, person: person, class: c.classOf(w)}
	c.handedOver(w, v, channel, uint64(c.unitKey[v].Fold(j.net.Key(w)).Fold(wordRemind))+uint64(made)+c.add, made, t)
	c.tell(cascade.Delivered, moment{t, made, made}, &from, v, channel, 0)
	// A reminder carries the message: it may be how it came.
	if t < c.arrival[v] {
		c.heard(&from, v, channel, cascade.OverLink, t)
		c.arrive(v, t)
	}
	j.agenda.put(t, jointEvent{kind: reminderCame, phase: comesIn, of: c.index, unit: v, person: o, what: int32(k)})
}

// reminderCame has an origin that is reminded answer once more, where it had the message
// before; else this is how it came.
func (j *joint) reminderCame(c *copied, k int, o int32, v model.Unit, at model.Tick) {
	// Just at this tick the message and the reminder are one.
	if c.arrival[v] < at {
		j.receipt(k, int(o), at)
	} else {
		j.answers[k].news++
	}
}
