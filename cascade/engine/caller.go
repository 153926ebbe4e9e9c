package engine

import (
	"slices"

	"harkara/model"
)

// caller is one person who makes calls over a channel. In a play in order of
// time their lines are theirs for the whole play: what they take over waits for
// what they began before.
type caller struct {
	// An entry is the tick from which the line is free; 0 is a line not used
	// yet.
	lines []model.Tick // when each line is free, ascending
	// Where those who have the message are left out, lists are worked through
	// call by call, one list after another.
	lists []list
	after model.Tick // when the call before began: none begins before it
	waits bool       // the next call is an event in the queue
}

// list is whom a caller calls, round by round.
// todo are the calls of round attempt (from 0), again those of it that failed.
type list struct {
	from    sender
	todo    []call // what is left of this round
	again   []call // the next round
	attempt int
}

// desk is a person at a unit and a channel of theirs, as in turnEvent.
// index is person × number of channels + channel, which is one number for
// both.
type desk struct {
	unit  model.Unit
	index int32
}

// person and channel can both be read back from it by division.
func (r *run) deskOf(from *sender, c int) desk {
	return desk{from.unit, int32(from.person*len(r.channels) + c)}
}

// callerAt is whoever makes calls there, with lines for n calls more. More lines
// than calls change nothing.
// In plays without a clock each list begins with lines that are all free, and
// one caller's memory serves all of them.
func (r *run) callerAt(d desk, n, lines int) *caller {
	q := &r.calls
	if r.timed == nil {
		q.lines = q.lines[:0]
	} else if q = r.callers[d]; q == nil {
		q = &caller{}
		r.callers[d] = q
	}
	// Lines beyond the calls would never be used, so that time depends on
	// calls and not on the number of lines.
	more := min(lines, len(q.lines)+n) - len(q.lines)
	for range more {
		q.lines = append(q.lines, 0)
	}
	if more > 0 {
		slices.Sort(q.lines)
	}
	return q
}

// hold lets line i = 0, the one that is free first, be free again at end.
// The others move down to keep the array ascending: one pass of an insertion
// sort.
func (q *caller) hold(end model.Tick) {
	i := 0
	for ; i+1 < len(q.lines) && q.lines[i+1] < end; i++ {
		q.lines[i] = q.lines[i+1]
	}
	q.lines[i] = end
}

// next is the list of the next call; nil where there is none.
// A round is used up before the next begins, and a list before the next one.
func (q *caller) next(retries int) *list {
	for len(q.lists) > 0 {
		l := &q.lists[0]
		if len(l.todo) == 0 && l.attempt < retries {
			l.todo, l.again, l.attempt = l.again, nil, l.attempt+1
		}
		if len(l.todo) > 0 {
			return l
		}
		q.lists = q.lists[1:]
	}
	return nil
}

// await queues the caller's next call as an event at the moment it may begin.
// At most one call of each caller is in the queue, since what comes after
// depends on how long it takes.
func (r *run) await(q *caller, d desk) {
	ch := &r.channels[int(d.index)%len(r.channels)]
	for l := q.next(ch.retry.Times); l != nil; l = q.next(ch.retry.Times) {
		begin := ch.hours.Next(max(l.todo[0].ready, q.lines[0], q.after))
		if begin <= r.horizon {
			q.waits = true
			r.queue.push(event{at: begin, unit: d.unit, person: turnEvent - d.index})
			return
		}
		// It cannot begin within the horizon: callOne notes that and the list
		// goes on.
		r.callOne(&l.from, int(d.index)%len(r.channels), q, &l.todo[0], l.attempt)
		l.todo = l.todo[1:]
	}
}

// turn makes the call whose turn has come, unless whom it is for has the
// message by now.
// Arrivals of the same tick come before turns, so that whoever gets the
// message at this very tick is not called.
func (r *run) turn(d desk, at model.Tick) {
	c := int(d.index) % len(r.channels)
	q := r.callers[d]
	l := &q.lists[0]
	call := l.todo[0]
	l.todo = l.todo[1:]
	// The turn of one who is left out has come all the same: their deputies wait from
	// this tick.
	if has := r.arrival[call.unit] <= at; has && l.attempt == 0 {
		r.called(&l.from, &call, at)
	} else if !has && r.callOne(&l.from, c, q, &call, l.attempt) {
		l.again = append(l.again, call)
	}
	q.after, q.waits = at, false
	r.await(q, d)
}

// called lets a person whose only ways to their children are calls take over
// for a child from when they first called it, had they to wait until then.
// at is the tick at which the first call ended, or was left out.
func (r *run) called(from *sender, to *call, at model.Tick) {
	wait := r.classes[r.class[to.unit]].relay.Deputy
	if !to.child || wait == 0 || len(r.net.Children(to.unit)) == 0 || !r.onlyCalls(from.class) {
		return
	}
	r.outagesOf(from.unit, from.class)
	at = r.settle(from.class, max(from.start+wait, at))
	if at <= min(r.message.LastStart(), r.horizon) {
		r.awaitDeputy(to.unit, from.person, at)
	}
}

// awaitDeputy has a person of the unit above u stand in for it at a time, unless it
// has started by then.
func (r *run) awaitDeputy(u model.Unit, person int, at model.Tick) {
	if r.joint != nil {
		r.joint.agenda.put(at, jointEvent{kind: deputyActs, phase: standsIn, of: r.index, unit: u, person: int32(person)})
		return
	}
	r.queue.push(event{at: at, unit: u, person: int32(person)})
}

// onlyCalls tells whether people of a class reach their children by calls alone.
func (pl *plan) onlyCalls(cl *class) bool {
	for _, c := range cl.over {
		if pl.channels[c].calls == nil {
			return false
		}
	}
	return len(cl.over) > 0
}
