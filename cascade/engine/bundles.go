package engine

import (
	"slices"

	"harkara/cascade/random"
	"harkara/model"
)

// waitKey is a unit at which items of one answer wait for each other.
type waitKey struct {
	ask  int32
	unit model.Unit
}

// waits is what waits at a unit to go on as one.
type waits struct {
	// items are indices of joint.items; sent is how many went from here as one before.
	items  []int32
	due    model.Tick // when it goes; Never where that is not known
	sent   int
	from   map[model.Unit]bool // children of whom something came
	closed bool                // later items go at once
}

// wait puts an item to those that go on as one.
func (j *joint) wait(i int32, u model.Unit, b *model.Bundle, at model.Tick) {
	k := waitKey{j.items[i].ask, u}
	w := j.waiting[k]
	if w == nil {
		w = &waits{due: model.Never}
		j.waiting[k] = w
	}
	// After all have answered nothing waits any more.
	if w.closed {
		j.send(i, u, at)
		return
	}
	w.items = append(w.items, i)
	j.upStep(&j.items[i], u, UpTogether, at, at, at)
	// Four ways to bundle: every so long since the release, at given times, by number, and
	// once all below have answered.
	due := model.Never
	switch {
	case b.Every > 0:
		// Periods count from when the message that is answered went out; of a stream, from
		// the beginning of the play.
		release := model.Tick(0)
		if m := j.asked[k.ask].Message; m >= 0 {
			release = j.copies[m].released
		}
		// The end of the period in which it came; one that comes just at an end goes with
		// that.
		due = release + max((at-release+b.Every-1)/b.Every, 1)*b.Every
	case len(b.At) > 0:
		if n, _ := slices.BinarySearch(b.At, at); n < len(b.At) {
			due = b.At[n]
		}
	case b.Of > 0 && len(w.items) >= b.Of:
		due = at
	case b.All:
		due = j.whenAll(i, u, w, b, at)
	}
	// What was put there for another time finds due changed, and does nothing.
	if due != w.due && due <= j.horizon {
		w.due = due
		j.agenda.put(due, jointEvent{kind: bundleIsDue, phase: starts, of: int32(len(j.plans)) + k.ask, unit: u})
	}
}

// whenAll is when what waits goes where it is sent once every child has answered, or
// so long after the unit's own arrival.
func (j *joint) whenAll(i int32, u model.Unit, w *waits, b *model.Bundle, at model.Tick) model.Tick {
	ask := j.items[i].ask
	if w.from == nil {
		w.from = map[model.Unit]bool{}
	}
	// Which child it came by; the unit itself where that is the origin.
	from := j.asked[ask].units[j.items[i].origin]
	for from != u && j.net.Parent(from) != u {
		from = j.net.Parent(from)
	}
	w.from[from] = true
	// Children with nobody below who could answer are not waited for.
	if len(w.from) >= j.answering(int(ask), u) {
		w.closed = true
		return at
	}
	// Latest counts from when the unit had the message itself.
	latest := model.Never
	if m := j.asked[ask].Message; m >= 0 && b.Latest > 0 && j.copies[m].arrival[u] < model.Never {
		latest = max(j.copies[m].arrival[u]+b.Latest, at)
	}
	return min(w.due, latest)
}

// answering is how many of a unit, where it answers itself, and its children can answer,
// or have somebody below them who can.
func (j *joint) answering(ask int, u model.Unit) int {
	n := 0
	if j.asked[ask].origin[u] >= 0 {
		n++
	}
	for _, v := range j.net.Children(u) {
		if j.asked[ask].above[v] {
			n++
		}
	}
	return n
}

// bundleIsDue sends what waits at a unit as one.
func (j *joint) bundleIsDue(of int, u model.Unit, at model.Tick) {
	k := waitKey{int32(of - len(j.plans)), u}
	w := j.waiting[k]
	if w == nil || w.due != at || len(w.items) == 0 {
		return
	}
	b := j.climbs[j.climbOf[u]].sends
	w.closed = w.closed || b.All
	// What goes as one is one item: it is lost or comes as a whole, by numbers of its own.
	key := j.messageOf(int(k.ask)).unitKey[u].Fold(wordBundle ^ uint64(j.asked[k.ask].Answer)).Fold(uint64(w.sent))
	if j.asked[k.ask].Message < 0 {
		key = random.NewKey(j.problem.Seed).Fold(wordBundle ^ uint64(j.asked[k.ask].Answer)).Fold(j.net.Key(u)).Fold(uint64(w.sent))
	}
	j.items = append(j.items, item{ask: k.ask, origin: j.items[w.items[0]].origin, key: key, at: u, parts: w.items})
	w.items, w.due = nil, model.Never
	w.sent++
	j.upStep(&j.items[len(j.items)-1], u, UpGone, at, at, at)
	j.send(int32(len(j.items)-1), u, at)
}

// merging is the item that a unit passed on last, and when.
type merging struct {
	item int32
	at   model.Tick
}

// merged tells whether a unit that merges passes an item on: it does where it passed no
// other on less than so long before.
func (j *joint) merged(i int32, u model.Unit, merges, at model.Tick) bool {
	x := &j.answers[j.items[i].ask]
	last, ok := x.passed[u]
	switch {
	// The second of a unit's people about the same item is no second item.
	case ok && last.item == i:
		return true
	case ok && at-last.at < merges:
		return false
	}
	// Few units merge.
	if x.passed == nil {
		x.passed = map[model.Unit]merging{}
	}
	x.passed[u] = merging{i, at}
	return true
}
