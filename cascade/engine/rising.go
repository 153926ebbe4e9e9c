package engine

import (
	"harkara/cascade"
	"harkara/model"
)

// A Rise is one thing that happened, in the trial played last, to an answer of the unit
// that is watched (Watch) on its way up.
type Rise struct {
	// Ask is a place in Problem.Asked; Item is the same number for all that happens to one
	// copy of an answer, of which a unit that is reminded makes several.
	Ask  int
	Item uint64
	// Unit is where it happened: somebody there has the answer in hand.
	Unit model.Unit
	Kind RiseKind
	// At is when: of RiseSent when it is in hand above, of all others when it happened.
	At model.Tick
	// Start is, of contacts, when somebody starts to pass the answer on, and Made when the
	// contact is made, or the call begins.
	Start, Made model.Tick
	// Call is true for what became of a call that was RiseQueued.
	Call bool
}

// RiseKind tells what happened to an answer on its way up.
type RiseKind uint8

// The kinds of rise.
const (
	RiseHeld          RiseKind = iota // it is in hand
	RiseSent                          // a contact that succeeds, within the horizon or after it
	RiseQueued                        // a call to the unit above waits for its turn
	RiseTried                         // a call was made and failed; it will be made again
	RiseSlow                          // somebody starts only after the horizon
	RiseTogether                      // it waits to go with others
	RiseGone                          // it goes, with those that waited
	RiseFailed                        // no contact over a channel succeeds
	RiseChannelClosed                 // a channel does not open again before the horizon
	RiseClosed                        // somebody finds no open hours before the horizon
	RiseSilent                        // an outage keeps the unit silent
	RiseMerged                        // another was passed on so shortly before that this one is not
	RiseNotPassed                     // a person does not pass it on
	RiseNoWay                         // there is no channel to the unit above
)

// watch is what is kept of the answers of one unit; nil keeps nothing.
type watch struct {
	unit  model.Unit
	rises []Rise
}

// Watch has an engine keep what happens to the answers of a unit on their way up, in each
// trial that it plays from now on. It tells whether the engine plays answers at all.
func Watch(e cascade.Engine, u model.Unit) bool {
	switch e := e.(type) {
	case *joint:
		e.watch = &watch{unit: u}
		return len(e.asked) > 0
	case *varied:
		any := false
		for _, x := range e.engines {
			any = Watch(x, u) || any
		}
		return any
	}
	return false
}

// Rises are what happened in the trial played last to the answers of the unit that is
// watched: in the order in which that was decided, not of time. They hold until the next
// trial.
func Rises(e cascade.Engine) []Rise {
	switch e := e.(type) {
	case *joint:
		if e.watch != nil {
			return e.watch.rises
		}
	case *varied:
		return Rises(e.engines[e.last])
	}
	return nil
}

// rise keeps what happened to an item, or to those that go as one, where they are the
// watched unit's.
func (j *joint) rise(x *item, u model.Unit, kind RiseKind, start, made, at model.Tick) {
	w := j.watch
	if w == nil {
		return
	}
	// What happens to several that go as one happens to each.
	for _, k := range x.parts {
		j.rise(&j.items[k], u, kind, start, made, at)
	}
	if x.parts == nil && j.asked[x.ask].units[x.origin] == w.unit {
		w.rises = append(w.rises, Rise{int(x.ask), uint64(x.key), u, kind, at, start, made, false})
	}
}

// riseCall keeps what becomes of a call to the unit above that is made at a time: when
// it is in hand there, or Never, and whether it is then made again.
func (j *joint) riseCall(x *item, u model.Unit, made, at model.Tick, again bool) {
	if j.watch == nil {
		return
	}
	// Of calls it is told that they are.
	kept := len(j.watch.rises)
	switch {
	case at < model.Never:
		j.rise(x, u, RiseSent, made, made, at)
	case again:
		j.rise(x, u, RiseTried, made, made, made)
	default:
		j.rise(x, u, RiseFailed, made, made, made)
	}
	for k := range j.watch.rises[kept:] {
		j.watch.rises[kept+k].Call = true
	}
}

// riseContact keeps what becomes of a contact with the unit above that somebody starts at
// s over a channel without lines.
func (j *joint) riseContact(x *item, u model.Unit, r *run, channel int, s, t model.Tick) {
	if j.watch == nil {
		return
	}
	// A contact waits for its channel to open.
	made := r.channels[channel].hours.Next(s)
	switch {
	case t >= model.Never:
		j.rise(x, u, RiseFailed, s, made, made)
	case made > j.horizon:
		j.rise(x, u, RiseChannelClosed, s, made, s)
	default:
		j.rise(x, u, RiseSent, s, made, t)
	}
}

// riseNot keeps that a person, who notices an item at a time and could start at s, does
// not within the horizon.
func (j *joint) riseNot(x *item, u model.Unit, cl *climbing, noticed, s model.Tick) {
	switch {
	case j.watch == nil:
	// Too slow, kept from it by an outage, or closed to the end.
	case noticed > j.horizon:
		j.rise(x, u, RiseSlow, s, s, noticed)
	case cl.hours.Next(noticed) <= j.horizon:
		j.rise(x, u, RiseSilent, noticed, noticed, noticed) // open, but for an outage
	default:
		j.rise(x, u, RiseClosed, noticed, noticed, noticed)
	}
}
