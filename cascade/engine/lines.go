package engine

import (
	"slices"

	"harkara/cascade"
	"harkara/model"
)

// board is a person's lines on one channel, and the calls that wait for them: those of
// all messages and answers.
type board struct {
	// caller has when each line is free again, ascending, and until when the person waits
	// for an answer (after).
	caller
	desk  desk
	queue []callList
	next  model.Tick // when a line is looked at next; Never where nothing waits
}

// callList is calls of one kind: those of a message downwards, of an answer upwards, or
// of reminders. It is worked through round by round, as by one person alone; among
// several lists the more urgent goes first, then what has been ready for longer.
type callList struct {
	list
	of     int32 // the copy of a message
	ask    int32 // reminders: of which answer; −1 else
	item   int32 // what goes up; −1 else
	urgent int
	seq    uint32
}

// beginShared clears what is shared by messages.
func (j *joint) beginShared() {
	j.boards, j.benches, j.lists = j.boards[:0], j.benches[:0], 0
	clear(j.boardOf)
	clear(j.benchOf)
	j.beginLoads()
}

// boardAt are the lines of a person of a unit on a channel, for so many calls more.
func (j *joint) boardAt(u model.Unit, person, channel, calls int) int32 {
	d := desk{u, int32(person*len(j.net.Channels()) + channel)}
	i, ok := j.boardOf[d]
	if !ok {
		i = int32(len(j.boards))
		j.boards = append(j.boards, board{desk: d, next: model.Never})
		j.boardOf[d] = i
	}
	b := &j.boards[i]
	// No more lines are kept than there ever are calls for them: an office may have
	// hundreds.
	lines := j.net.Channels()[channel].Calls.Lines
	if more := min(lines, len(b.lines)+calls) - len(b.lines); more > 0 {
		for range more {
			b.lines = append(b.lines, 0)
		}
		slices.Sort(b.lines)
	}
	return i
}

// queueUp adds calls to those that wait for a person's lines.
func (j *joint) queueUp(i int32, l callList, at model.Tick) {
	j.lists++
	l.seq = j.lists
	b := &j.boards[i]
	b.queue = append(b.queue, l)
	j.look(i, at)
}

// look has a board looked at when the next call may be made.
func (j *joint) look(i int32, at model.Tick) {
	b := &j.boards[i]
	channel := int(b.desk.index) % len(j.net.Channels())
	hours := j.net.Channels()[channel].Hours
	retries := j.net.Channels()[channel].Retry.Times
	// The first that is ready, and for which a line is free, in the channel's hours.
	next := model.Never
	for k := range b.queue {
		if head := b.queue[k].head(retries); head != nil && !b.behind(k, retries) {
			next = min(next, hours.Next(max(head.ready, b.lines[0], at)))
		}
	}
	// What was put on the agenda before for another time is passed over when it comes up.
	if next <= j.horizon && next != b.next {
		b.next = next
		j.agenda.put(next, jointEvent{kind: lineTurns, phase: contacts, unit: b.desk.unit, person: b.desk.index, what: i})
	}
}

// head is the next call of a list; nil where there is none.
func (l *list) head(retries int) *call {
	// All of a round are called before any is called again.
	if len(l.todo) == 0 && l.attempt < retries && len(l.again) > 0 {
		l.todo, l.again, l.attempt = l.again, nil, l.attempt+1
	}
	if len(l.todo) == 0 {
		return nil
	}
	return &l.todo[0]
}

// lineTurns makes the next call, where a line is free for it. What it brings about at that
// very tick comes before the call after it.
func (j *joint) lineTurns(i int32, at model.Tick) {
	b := &j.boards[i]
	if b.next != at {
		return
	}
	b.next = model.Never
	ch := &j.net.Channels()[int(b.desk.index)%len(j.net.Channels())]
	if l := j.choose(b, at); l != nil && b.lines[0] <= at {
		head := l.todo[0]
		l.todo = l.todo[1:]
		j.makeCall(b, l, &head, at)
		// Who skips those that have the message looks at what each call brought about
		// before the next.
		if ch.Calls.Skips {
			b.after = at
		}
	}
	// Lists that are worked through go.
	b.queue = slices.DeleteFunc(b.queue, func(l callList) bool { return l.head(ch.Retry.Times) == nil })
	j.look(i, at)
}

// choose is the list whose call is made now; nil where none is ready and open.
func (j *joint) choose(b *board, at model.Tick) *callList {
	ch := &j.net.Channels()[int(b.desk.index)%len(j.net.Channels())]
	if ch.Hours.Next(at) != at {
		return nil
	}
	var best *callList
	for k := range b.queue {
		l := &b.queue[k]
		head := l.head(ch.Retry.Times)
		if head == nil || head.ready > at || b.behind(k, ch.Retry.Times) {
			continue
		}
		// First the more urgent message, then what has been ready for longest, then what
		// was asked for first.
		if best == nil || l.urgent > best.urgent || l.urgent == best.urgent &&
			(head.ready < best.todo[0].ready || head.ready == best.todo[0].ready && l.seq < best.seq) {
			best = l
		}
	}
	return best
}

// behind tells whether a list of a message waits for an earlier one of the same message:
// what a person takes over for another comes after what they began before.
func (b *board) behind(k, retries int) bool {
	l := &b.queue[k]
	if l.ask >= 0 || l.item >= 0 {
		return false
	}
	// Lists are in the order in which they were begun.
	for i := range k {
		x := &b.queue[i]
		if x.of == l.of && x.ask < 0 && x.item < 0 && x.head(retries) != nil {
			return true
		}
	}
	return false
}

// underWay counts the calls that still wait at the end.
func (j *joint) underWay() {
	for i := range j.boards {
		b := &j.boards[i]
		for k := range b.queue {
			l := &b.queue[k]
			// These were wanted, and neither made nor given up by the horizon.
			n := int64(len(l.todo) + len(l.again))
			j.ledger.Sent += n
			j.ledger.UnderWay += n
			if c := j.copies[l.of]; c.steps != nil && l.item < 0 && l.ask < 0 {
				j.neverMade(b, c, l)
			}
		}
	}
}

// neverMade tells of calls whose turn did not come by the horizon.
func (j *joint) neverMade(b *board, c *copied, l *callList) {
	channel := int(b.desk.index) % len(c.channels)
	for attempt, calls := range [][]call{l.todo, l.again} {
		for _, x := range calls {
			// The earliest moment at which it might have been made.
			turn := max(x.ready, b.lines[0], b.after)
			c.tell(cascade.Closed, moment{x.ready, x.ready, turn}, &l.from, x.unit, channel, l.attempt+attempt)
		}
	}
}
