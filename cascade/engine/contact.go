package engine

import (
	"slices"

	"harkara/cascade"
	"harkara/cascade/random"
	"harkara/model"
)

// sender is one person with a message to pass on, and whom they pass it on to.
// person is a number from 0. kids and links are those told by the whole unit;
// where people split the children, each takes every People-th of them. start
// is a tick.
type sender struct {
	unit     model.Unit
	person   int
	class    *class
	kids     []model.Unit
	links    span
	bypassed bool // kids are the children of a child that is silent
	start    model.Tick
	anew     random.Key // where a unit that was corrected passes a message on anew
}

// keyTo is the address of the link from the sender's unit to a child.
// A grandchild told in a bypass has another address than one told by its own
// parent, so that the two contacts are independent.
func (r *run) keyTo(from *sender, v model.Unit) random.Key {
	if !from.bypassed {
		return r.parentKey[v]
	}
	return r.unitKey[v].Fold(r.net.Key(from.unit)).Fold(wordBypass)
}

// passOn lets one person, from time s, use every channel they have to everyone
// they tell.
// Channels do not wait for each other: a person uses all of them from the same
// tick.
func (r *run) passOn(from sender, s model.Tick) {
	for _, c := range from.class.over {
		r.useChannel(&from, c, true, s)
	}
	// A channel that only links use is used once for all of them, so that its
	// calls make one list.
	for k := from.links.lo; k < from.links.hi; k++ {
		over := r.links[k].Over
		used := slices.Contains(from.class.over, int(over))
		for i := from.links.lo; i < k && !used; i++ {
			used = r.links[i].Over == over
		}
		if !used {
			r.useChannel(&from, int(over), false, s)
		}
	}
}

// useChannel contacts, over channel c, the sender's children (where it is one
// of their relay's channels) and those linked over it.
// s is the tick from which they may be contacted.
func (r *run) useChannel(from *sender, c int, children bool, s model.Tick) {
	ch := &r.channels[c]
	shift := ch.shift[from.person] + from.anew
	// Calls occupy a line, so that those called wait for each other; other
	// contacts are independent of each other.
	if ch.calls != nil {
		if r.joint != nil && r.joint.queues(r, from.unit, c) {
			r.joint.callAll(r, from, c, shift, children, s)
		} else {
			r.callAll(from, c, shift, children, s)
		}
		return
	}
	if children {
		split := from.class.relay.Split && !from.bypassed
		// Where each contact is one draw and none is noted, all children are
		// one loop.
		if ch.plain() && !split && r.steps == nil && r.firsts == nil && r.joint == nil && !from.bypassed {
			r.tellAll(from.kids, ch, shift, s)
		} else {
			for i, v := range from.kids {
				if !split || i%from.class.relay.People == from.person {
					r.contact(from, v, c, cascade.FromParent, r.keyTo(from, v).Shift(shift), s)
				}
			}
		}
	}
	for l := range r.ways(from.links) {
		if int(l.over) == c {
			r.contact(from, l.to, c, cascade.OverLink, l.key.Shift(shift), s)
		}
	}
}

// contact sends the message to v from time s until an attempt succeeds or no
// more are allowed. Each attempt waits for the channel's hours.
// Attempts are numbered from 0, of which ch.retry.Times may follow the first,
// each retry.Every ticks after the one before.
func (r *run) contact(from *sender, v model.Unit, c int, way cascade.WayKind, key random.Key, s model.Tick) {
	ch := &r.channels[c]
	t := s
	for attempt := 0; attempt <= ch.retry.Times; attempt++ {
		// The attempt is due at t, and made when the channel opens.
		due := t
		if t = ch.hours.Next(t); t > r.horizon {
			r.tell(cascade.Closed, moment{s, due, due}, from, v, c, attempt)
			r.counted(model.Never - 1)
			return
		}
		// An attempt's draw has an address of its own, so that more attempts
		// allowed change none of the earlier ones: a message comes no later
		// for it.
		d, failed := r.attempt(ch, v, uint64(key)+uint64(attempt)*attemptStep+r.add, attempt)
		if d < model.Never {
			r.tell(cascade.Delivered, moment{t + d, due, due}, from, v, c, attempt)
			r.heard(from, v, c, way, t+d)
			r.handedOver(from.unit, v, c, uint64(key)+uint64(attempt)*attemptStep+r.add, t, t+d)
			r.arrive(v, t+d)
			r.counted(t + d)
			return
		}
		r.tell(failed, moment{t, due, due}, from, v, c, attempt)
		t += ch.retry.Every
	}
	r.counted(model.Never)
}

// counted counts a contact that succeeds at a time, or, at Never, failed.
func (r *run) counted(at model.Tick) {
	if r.ledger != nil {
		book(r.ledger, at, r.horizon)
	}
}

// book counts a contact that succeeds at a time, or, at Never, failed.
func book(l *cascade.Ledger, at, horizon model.Tick) {
	l.Sent++
	switch {
	case at >= model.Never:
		l.Lost++
	case at > horizon:
		l.UnderWay++
	default:
		l.Delivered++
	}
}

// attempt draws one attempt to reach v, at an address: its delay, or Never with
// the step that tells why.
// Whoever cannot be reached is reached by no attempt, so that their coin comes
// first and the attempt's own draw is not made.
func (r *run) attempt(ch *channel, v model.Unit, at uint64, attempt int) (model.Tick, cascade.StepKind) {
	if !ch.alwaysHears && ch.unreachable.Heads(r.unitKey[v].Shift(ch.absent).At(r.trial)) {
		return model.Never, cascade.Unreachable
	}
	if attempt == 0 {
		return ch.try.Draw(random.Mix(at)), cascade.Failed
	}
	return ch.again.Draw(random.Mix(at)), cascade.Failed
}

// moment is when something happened, was due, and had its turn.
// All are ticks: due is when it might have been at the earliest, turn when a
// line was free for it, at when it came about.
type moment struct{ at, due, turn model.Tick }

// tell notes a step about v; persons and attempts, counted from 0 here, are
// told from 1.
func (r *run) tell(kind cascade.StepKind, m moment, from *sender, v model.Unit, c, attempt int) {
	if r.steps != nil {
		r.note(cascade.Step{
			At: m.at, Kind: kind, Unit: v, By: from.unit, Person: from.person + 1,
			Channel: c, Attempt: attempt + 1, Due: m.due, Turn: m.turn,
		})
	}
}
