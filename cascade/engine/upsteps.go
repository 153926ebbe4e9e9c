package engine

import (
	"harkara/cascade"
	"harkara/model"
)

// An UpStep is one thing that happened, in the trial played last, to an answer of the unit
// that is watched (Watch) on its way up.
type UpStep struct {
	// Ask is a place in Problem.Asked; Item is the same number for all that happens to one
	// copy of an answer, of which a unit that is reminded makes several.
	Ask  int
	Item uint64
	// Unit is where it happened: somebody there has the answer in hand.
	Unit model.Unit
	Kind UpStepKind
	// At is when: of UpSent when it is in hand above, of all others when it happened.
	At model.Tick
	// Start is, of contacts, when somebody starts to pass the answer on, and Made when the
	// contact is made, or the call begins.
	Start, Made model.Tick
	// Call is true for what became of a call that was UpQueued.
	Call bool
}

// UpStepKind tells what happened to an answer on its way up.
type UpStepKind uint8

// The kinds of step up.
const (
	UpHeld          UpStepKind = iota // it is in hand
	UpSent                            // a contact that succeeds, within the horizon or after it
	UpQueued                          // a call to the unit above waits for its turn
	UpTried                           // a call was made and failed; it will be made again
	UpSlow                            // somebody starts only after the horizon
	UpTogether                        // it waits to go with others
	UpGone                            // it goes, with those that waited
	UpFailed                          // no contact over a channel succeeds
	UpChannelClosed                   // a channel does not open again before the horizon
	UpClosed                          // somebody finds no open hours before the horizon
	UpSilent                          // an outage keeps the unit silent
	UpMerged                          // another was passed on so shortly before that this one is not
	UpNotPassed                       // a person does not pass it on
	UpNoWay                           // there is no channel to the unit above
)

// watch is what is kept of the answers of one unit; nil keeps nothing.
type watch struct {
	unit  model.Unit
	steps []UpStep
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

// UpSteps are what happened in the trial played last to the answers of the unit that is
// watched: in the order in which that was decided, not of time. They hold until the next
// trial.
func UpSteps(e cascade.Engine) []UpStep {
	switch e := e.(type) {
	case *joint:
		if e.watch != nil {
			return e.watch.steps
		}
	case *varied:
		return UpSteps(e.engines[e.last])
	}
	return nil
}

// upStep keeps what happened to an item, or to those that go as one, where they are the
// watched unit's.
func (j *joint) upStep(x *item, u model.Unit, kind UpStepKind, start, made, at model.Tick) {
	w := j.watch
	if w == nil {
		return
	}
	// What happens to several that go as one happens to each.
	for _, k := range x.parts {
		j.upStep(&j.items[k], u, kind, start, made, at)
	}
	if x.parts == nil && j.asked[x.ask].units[x.origin] == w.unit {
		w.steps = append(w.steps, UpStep{int(x.ask), uint64(x.key), u, kind, at, start, made, false})
	}
}

// upCall keeps what becomes of a call to the unit above that is made at a time: when
// it is in hand there, or Never, and whether it is then made again.
func (j *joint) upCall(x *item, u model.Unit, made, at model.Tick, again bool) {
	if j.watch == nil {
		return
	}
	// Of calls it is told that they are.
	kept := len(j.watch.steps)
	switch {
	case at < model.Never:
		j.upStep(x, u, UpSent, made, made, at)
	case again:
		j.upStep(x, u, UpTried, made, made, made)
	default:
		j.upStep(x, u, UpFailed, made, made, made)
	}
	for k := range j.watch.steps[kept:] {
		j.watch.steps[kept+k].Call = true
	}
}

// upContact keeps what becomes of a contact with the unit above that somebody starts at
// s over a channel without lines.
func (j *joint) upContact(x *item, u model.Unit, r *run, channel int, s, t model.Tick) {
	if j.watch == nil {
		return
	}
	// A contact waits for its channel to open.
	made := r.channels[channel].hours.Next(s)
	switch {
	case t >= model.Never:
		j.upStep(x, u, UpFailed, s, made, made)
	case made > j.horizon:
		j.upStep(x, u, UpChannelClosed, s, made, s)
	default:
		j.upStep(x, u, UpSent, s, made, t)
	}
}

// upNot keeps that a person, who notices an item at a time and could start at s, does
// not within the horizon.
func (j *joint) upNot(x *item, u model.Unit, cl *climbing, noticed, s model.Tick) {
	switch {
	case j.watch == nil:
	// Too slow, kept from it by an outage, or closed to the end.
	case noticed > j.horizon:
		j.upStep(x, u, UpSlow, s, s, noticed)
	case cl.hours.Next(noticed) <= j.horizon:
		j.upStep(x, u, UpSilent, noticed, noticed, noticed) // open, but for an outage
	default:
		j.upStep(x, u, UpClosed, noticed, noticed, noticed)
	}
}
