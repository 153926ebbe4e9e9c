package engine

import (
	"cmp"

	"harkara/model"
)

// phase orders what happens at one tick: what comes in, then what people start, then
// what others do in their place, then contacts, so that whoever is told at a tick is not called at it.
type phase uint64

const (
	comesIn phase = iota
	starts
	standsIn
	contacts
)

// jointEvent is something that comes up in a play of several messages and answers. What
// its numbers mean is that of the kind.
type jointEvent struct {
	kind jointEventKind
	// phase and those after it order what comes up at one tick; seq, the order in which it
	// was put there, comes last, so that ties are decided alike on every machine.
	phase  phase
	of     int32 // index of a copy of a message, or of an answer
	unit   model.Unit
	person int32
	what   int32 // an item, a desk, a step of reminders
	seq    uint32
}

type jointEventKind uint8

const (
	messageCame     jointEventKind = iota // a copy of a message is in hand at a unit
	personStarts                          // a person starts to pass a message on
	workEnds                              // a person has dealt with a message
	deputyActs                            // a person would stand in for a unit that is silent
	itemCame                              // an item is in hand at a unit
	itemCounts                            // an item is in hand where its answer goes to
	itemStarts                            // a person starts to pass an item on
	bundleIsDue                           // what waits at a unit is sent
	lineTurns                             // a line of a caller may be free
	handsOpen                             // people may deal with what waits again
	reminderIsDue                         // a unit asks those of whom it does not know
	reminderOpens                         // a reminder that waited for its channel is made
	reminderCame                          // a reminder is in hand at an origin
	reportIsMade                          // a stream makes its next report
	messageReleased                       // a copy of a message is released
	copyCame                              // what a copy says comes to a unit, that has one or not
)

// agenda is what is to come, earliest first: a heap with four children to each place,
// which is flatter than one with two. The heap holds times and where the rest is kept.
type agenda struct {
	// heap has the parent of place i at (i−1)/4; kept is what comes up, in places that are
	// used again (free).
	heap []due
	kept []jointEvent
	free []int32
	next uint32 // how many were put on it: what came on it first is first, all else being equal
}

// due is when something comes up, and its place in agenda.kept.
type due struct {
	at    model.Tick
	place int32
}

// clear empties the agenda and keeps its memory.
func (a *agenda) clear() {
	a.heap, a.kept, a.free, a.next = a.heap[:0], a.kept[:0], a.free[:0], 0
}

// before tells which of two comes up first: by time, phase, the order of the file, unit
// and person.
func (a *agenda) before(x, y due) bool {
	if x.at != y.at {
		return x.at < y.at
	}
	p, q := &a.kept[x.place], &a.kept[y.place]
	return cmp.Or(cmp.Compare(p.phase, q.phase), cmp.Compare(p.of, q.of), cmp.Compare(p.unit, q.unit),
		cmp.Compare(p.person, q.person), cmp.Compare(p.seq, q.seq)) < 0
}

// put has something come up at a time.
func (a *agenda) put(at model.Tick, h jointEvent) {
	h.seq = a.next
	a.next++
	place := int32(len(a.kept))
	if n := len(a.free); n > 0 {
		place = a.free[n-1]
		a.free = a.free[:n-1]
		a.kept[place] = h
	} else {
		a.kept = append(a.kept, h)
	}
	// It rises until its parent comes up before it.
	x := due{at, place}
	a.heap = append(a.heap, x)
	i := len(a.heap) - 1
	for i > 0 {
		up := (i - 1) / 4
		if !a.before(x, a.heap[up]) {
			break
		}
		a.heap[i] = a.heap[up]
		i = up
	}
	a.heap[i] = x
}

// take is what comes up first; ok is false where nothing does.
func (a *agenda) take() (at model.Tick, h jointEvent, ok bool) {
	n := len(a.heap)
	if n == 0 {
		return 0, jointEvent{}, false
	}
	top, last := a.heap[0], a.heap[n-1]
	a.heap = a.heap[:n-1]
	if n > 1 {
		a.sink(last)
	}
	// The place is free from now on: the caller has a copy.
	a.free = append(a.free, top.place)
	return top.at, a.kept[top.place], true
}

// sink puts x where the first was, and moves it down to its place.
func (a *agenda) sink(x due) {
	i, n := 0, len(a.heap)
	for {
		child := 4*i + 1
		if child >= n {
			break
		}
		// The earliest of up to four children moves up, unless x is earlier still.
		least := child
		for c := child + 1; c < min(child+4, n); c++ {
			if a.before(a.heap[c], a.heap[least]) {
				least = c
			}
		}
		if !a.before(a.heap[least], x) {
			break
		}
		a.heap[i] = a.heap[least]
		i = least
	}
	a.heap[i] = x
}
