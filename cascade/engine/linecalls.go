package engine

import (
	"cmp"
	"slices"

	"harkara/cascade/random"
	"harkara/model"
)

// callAll has a person make the calls of a message downwards on lines that others share.
func (j *joint) callAll(r *run, from *sender, c int, shift random.Key, children bool, s model.Tick) {
	// The list is kept for longer than the memory in which it is made.
	todo := slices.Clone(r.listCalls(from, c, shift, children, s))
	if len(todo) == 0 {
		return
	}
	i := j.boardAt(from.unit, from.person, c, len(todo))
	j.queueUp(i, callList{list: list{from: *from, todo: todo}, of: r.index, ask: -1, item: -1, urgent: j.problem.Messages[j.copies[r.index].message].Priority}, s)
}

// callUp has a person call the unit above about an item.
func (j *joint) callUp(r *run, item int32, key random.Key, u model.Unit, c, person int, at model.Tick) {
	i := j.boardAt(u, person, c, 1)
	// There is one above, hence one call.
	todo := []call{{unit: j.net.Parent(u), key: key.Shift(r.channels[c].shift[person]), ready: at}}
	j.queueUp(i, callList{list: list{from: sender{unit: u, person: person}, todo: todo}, of: r.index, ask: -1, item: item, urgent: j.urgency(r)}, at)
}

// callReminded has a person call those of whose answer their unit does not know.
func (j *joint) callReminded(c *copied, k int, w model.Unit, person, channel int, todo []call) {
	if len(todo) == 0 {
		return
	}
	// A random order is that of numbers drawn for the calls; stable, should two be alike.
	if c.channels[channel].calls.Random {
		slices.SortStableFunc(todo, func(a, b call) int { return cmp.Compare(a.order, b.order) })
	}
	i := j.boardAt(w, person, channel, len(todo))
	from := sender{unit: w, person: person, class: c.classOf(w)}
	j.queueUp(i, callList{list: list{from: from, todo: todo}, of: c.index, ask: int32(k), item: -1, urgent: j.urgency(&c.run)}, todo[0].ready)
}

// urgency is the priority of the message of a copy.
func (j *joint) urgency(r *run) int { return j.problem.Messages[j.copies[r.index].message].Priority }

// makeCall makes a call at a time, unless it is not wanted any more.
func (j *joint) makeCall(b *board, l *callList, call *call, at model.Tick) {
	c := j.copies[l.of]
	channel := int(b.desk.index) % len(c.channels)
	switch {
	case l.item >= 0:
		j.makeCallUp(b, c, l, call, channel, at)
	case l.ask >= 0:
		j.makeReminder(b, c, l, call, channel, at)
	// A call that is not made any more counts as dropped, so that the ledger balances.
	case j.skips(c, &l.from, call, channel, at):
		if l.attempt == 0 {
			c.called(&l.from, call, at)
		}
		j.ledger.Sent++
		j.ledger.Dropped++
	case c.callOne(&l.from, channel, &b.caller, call, l.attempt) && l.attempt < c.channels[channel].retry.Times:
		l.again = append(l.again, *call)
	}
}

// skips tells whether a call is not made, to one who has the message or is known to.
func (j *joint) skips(c *copied, from *sender, call *call, channel int, at model.Tick) bool {
	calls := c.channels[channel].calls
	// Skips is to know who has it; SkipsKnown only of whose receipt is in hand.
	if calls.Skips && c.arrival[call.unit] <= at {
		return true
	}
	if !calls.SkipsKnown {
		return false
	}
	for _, k := range j.asksOf[c.message] {
		// Only of those whose receipts come to the caller's own tier is anything known
		// there.
		a := &j.asked[k]
		o := a.origin[call.unit]
		if a.byUnit && o >= 0 && a.answer.Kind == model.Receipt {
			// What is in hand at this tick is known.
			if known := j.answers[k].known[j.net.TierOf(from.unit)]; known != nil && known[o] <= at {
				return true
			}
		}
	}
	return false
}

// occupy draws a call that begins now: when it ends, and the delay until what was said is
// in hand, or Never.
func (j *joint) occupy(b *board, c *copied, call *call, channel, attempt int, at model.Tick) (end, d model.Tick) {
	ch := &c.channels[channel]
	// The address is that of the same call made by one who shares lines with nobody.
	where := uint64(call.key) + uint64(attempt)*attemptStep + c.add
	d, _ = c.attempt(ch, call.unit, where, attempt)
	end = at + ch.callTime(where, d < model.Never)
	b.hold(end)
	return end, d
}

// makeCallUp makes a call to the unit above.
func (j *joint) makeCallUp(b *board, c *copied, l *callList, call *call, channel int, at model.Tick) {
	end, d := j.occupy(b, c, call, channel, l.attempt, at)
	x, u := &j.items[l.item], l.from.unit
	if d >= model.Never {
		j.upCall(x, u, at, model.Never, l.attempt < c.channels[channel].retry.Times)
		j.callAgain(c, l, call, channel, end)
		return
	}
	j.upCall(x, u, at, end+d, false)
	book(&j.ledger, end+d, j.horizon)
	if end+d <= j.horizon {
		j.agenda.put(end+d, jointEvent{kind: itemCame, phase: comesIn, of: int32(len(j.plans)) + j.items[l.item].ask, unit: call.unit, what: l.item})
	}
}

// callAgain has a call that failed made again, or counts it as lost.
func (j *joint) callAgain(c *copied, l *callList, call *call, channel int, end model.Tick) {
	if l.attempt == c.channels[channel].retry.Times {
		j.ledger.Sent++
		j.ledger.Lost++
		return
	}
	// The next attempt counts from when the line was free.
	call.ready = end + c.channels[channel].retry.Every
	l.again = append(l.again, *call)
}

// makeReminder makes a call to an origin of whom its unit does not know.
func (j *joint) makeReminder(b *board, c *copied, l *callList, call *call, channel int, at model.Tick) {
	k := int(l.ask)
	o := j.asked[k].origin[call.unit]
	// The answer came while the reminder waited for a line.
	if j.answers[k].known[j.net.TierOf(b.desk.unit)][o] <= at {
		j.ledger.Sent++
		j.ledger.Dropped++
		return
	}
	if l.attempt == 0 {
		j.sent(c, k, call.unit, b.desk.unit, l.from.person, channel, at)
	}
	end, d := j.occupy(b, c, call, channel, l.attempt, at)
	if d >= model.Never {
		j.callAgain(c, l, call, channel, end)
		return
	}
	book(&j.ledger, end+d, j.horizon)
	j.reminded(c, k, o, b.desk.unit, l.from.person, channel, at, end+d)
}
