package engine

import (
	"slices"

	"harkara/cascade"
	"harkara/cascade/random"
	"harkara/model"
)

// A call is one person to be called: the address of its draws, its rank where
// the order is random, and the tick before which it is not made.
type call struct {
	unit  model.Unit
	key   random.Key
	order uint64
	ready model.Tick
	child bool // it is to a child of the caller's own unit, as such
}

// callAll makes calls one after another on the person's lines. All first
// attempts come before all second ones, each round in the same order, and a
// call takes the line that is free first: with one line that is the queue in
// which a failed call waits its time and goes to the end. So nobody is called
// later when lines are added or calls are shorter.
// This is list scheduling on equal machines: each job goes to the machine that
// is free first.
func (r *run) callAll(from *sender, c int, shift random.Key, children bool, s model.Tick) {
	ch := &r.channels[c]
	todo := r.listCalls(from, c, shift, children, s)
	if len(todo) == 0 {
		return
	}
	d := r.deskOf(from, c)
	q := r.callerAt(d, len(todo), ch.calls.Lines)
	// Whether a call is made depends on who has the message at its turn: each
	// is an event of its own.
	if ch.calls.Skips {
		q.lists = append(q.lists, list{from: *from, todo: slices.Clone(todo)})
		if !q.waits {
			r.await(q, d)
		}
		return
	}
	for attempt := 0; attempt <= ch.retry.Times && len(todo) > 0; attempt++ {
		// Calls to be made again are written over those already read.
		again := todo[:0]
		for _, call := range todo {
			if r.callOne(from, c, q, &call, attempt) {
				again = append(again, call)
			}
		}
		todo = again
	}
}

// listCalls is the list of whom the person calls, in order.
// The list is in the working memory of the run, valid until the next one is
// made.
func (r *run) listCalls(from *sender, c int, shift random.Key, children bool, s model.Tick) []call {
	todo := r.todo[:0]
	add := func(v model.Unit, key random.Key, child bool) {
		key = key.Shift(shift)
		todo = append(todo, call{unit: v, key: key, ready: s, order: key.Shift(wordOrder).At(r.trial), child: child})
	}
	if children {
		for i, v := range from.kids {
			if !from.class.relay.Split || from.bypassed || i%from.class.relay.People == from.person {
				add(v, r.keyTo(from, v), !from.bypassed)
			}
		}
	}
	for l := range r.ways(from.links) {
		if int(l.over) == c {
			add(l.to, l.key, false)
		}
	}
	// Sorting by independent uniform numbers gives each order the same chance,
	// and keeps the relative order of two whatever others are on the list.
	if r.channels[c].calls.Random {
		r.sorted.sort(todo)
	}
	r.todo = todo
	return todo
}

// callOne makes one call on the line that is free first and tells whether it
// is to be made again.
// A call begins when it is ready, a line is free and the channel is open;
// whoever is reached has the message the channel's delay after the call ends.
func (r *run) callOne(from *sender, c int, q *caller, call *call, attempt int) bool {
	ch := &r.channels[c]
	// q.lines is ascending, so that its first entry is the line that is free
	// first.
	due, turn := call.ready, max(call.ready, q.lines[0], q.after)
	begin := ch.hours.Next(turn)
	// What begins after the horizon has no effect by it, and the line is not
	// held.
	if begin > r.horizon {
		r.tell(cascade.Closed, moment{due, due, turn}, from, call.unit, c, attempt)
		r.counted(model.Never - 1)
		return false
	}
	at := uint64(call.key) + uint64(attempt)*attemptStep + r.add
	d, failed := r.attempt(ch, call.unit, at, attempt)
	end := begin + ch.callTime(at, d < model.Never)
	q.hold(end)
	if attempt == 0 && r.timed != nil {
		r.called(from, call, end)
	}
	if d < model.Never {
		r.tell(cascade.Delivered, moment{end + d, due, turn}, from, call.unit, c, attempt)
		way := cascade.OverLink
		if call.child {
			way = cascade.FromParent
		}
		r.heard(from, call.unit, c, way, end+d)
		r.handedOver(from.unit, call.unit, c, at, begin, end+d)
		r.arrive(call.unit, end+d)
		r.counted(end + d)
		return false
	}
	r.tell(failed, moment{end, due, turn}, from, call.unit, c, attempt)
	call.ready = end + ch.retry.Every
	if attempt == ch.retry.Times {
		r.counted(model.Never)
	}
	return true
}

// callTime is how long a call at an address occupies a line.
// It is in ticks. A failed call has a distribution of its own where one is
// given; so has one to somebody who cannot be reached.
func (ch *channel) callTime(at uint64, succeeds bool) model.Tick {
	if ch.fail != nil && !succeeds {
		return ch.fail.Draw(random.Mix(at + wordFail))
	}
	return ch.each.Draw(random.Mix(at + wordEach))
}
