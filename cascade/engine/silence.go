package engine

import (
	"harkara/cascade"
	"harkara/model"
)

// outagesOf draws u's outages of this trial into r.windows, and tells whether
// one of them lasts for the whole play.
// Windows are closed below and open above, in ticks since the clock began.
func (r *run) outagesOf(u model.Unit, cl *class) (silent bool) {
	r.windows = r.windows[:0]
	for i := range cl.outages {
		o := &cl.outages[i]
		key := r.unitKey[u].Shift(o.key)
		// Start and length have addresses of their own, one and two steps
		// along: they are independent of the coin and of each other.
		if !o.coin.Heads(key.At(r.trial)) {
			continue
		}
		if o.whole {
			return true
		}
		from := o.from.Draw(key.Shift(attemptStep).At(r.trial))
		last := o.last.Draw(key.Shift(2 * attemptStep & (1<<64 - 1)).At(r.trial))
		if from < model.Never && last > 0 {
			r.windows = append(r.windows, model.Window{Open: from, Close: from + last})
		}
	}
	return false
}

// settle is the first moment at or after t at which somebody at a unit of this
// class may start: inside hours and outside the outages in r.windows. Each
// turn of the loop passes the end of an outage for good, so it ends.
// Never stands for no such moment.
func (r *run) settle(cl *class, t model.Tick) model.Tick {
	for {
		// Hours come first in each turn, since the end of an outage may lie
		// outside them.
		t = cl.hours.Next(t)
		moved := false
		for _, w := range r.windows {
			if w.Open <= t && t < w.Close {
				t, moved = w.Close, true
			}
		}
		if t >= model.Never {
			return model.Never
		}
		if !moved {
			return t
		}
	}
}

// bypass lets the people of u's parent tell u's children themselves, where
// nobody at u has started to within the time that deputies wait.
// person is a number from 0 at the parent; at is the tick of the bypass. A
// child that starts at that very tick is not bypassed.
func (r *run) bypass(u model.Unit, person int, at model.Tick) {
	if r.start[u] <= at {
		return
	}
	// A call made late may lead to the same bypass again: it is done once.
	if r.timed != nil {
		once := [2]int32{int32(u), int32(person)}
		if r.taken[once] {
			return
		}
		r.taken[once] = true
	}
	up := r.net.Parent(u)
	r.note(cascade.Step{At: at, Kind: cascade.Bypassed, Unit: u, By: up, Person: person + 1, Channel: -1, Due: at, Turn: at})
	r.passOn(sender{unit: up, person: person, class: &r.classes[r.class[up]], kids: r.net.Children(u), bypassed: true}, at)
}

// bypasses calls do for each person at up who may have to bypass its child u,
// with the time at which they would.
// The time is the person's own start plus the wait of the child's relay, moved
// into the parent's hours and out of its outages.
func (r *run) bypasses(up, u model.Unit, do func(person int, at model.Tick)) {
	wait := r.classes[r.class[u]].relay.Deputy
	if wait == 0 || r.arrival[up] >= model.Never || len(r.net.Children(u)) == 0 {
		return
	}
	cl := &r.classes[r.class[up]]
	// The draws of the parent's people are made again rather than kept: the
	// same addresses give the same starts, and no memory is needed for each
	// unit.
	traced := r.steps
	r.steps = nil // what they did of their own has been told
	r.people(up, cl)
	r.steps = traced
	// Where people split the children between them, only the one whose child
	// it is stands in for it.
	var place int
	if cl.relay.Split {
		for i, v := range r.net.Children(up) {
			if v == u {
				place = i
			}
		}
	}
	// A copy, since do may draw the starts of others into the same memory.
	for i, s := range append([]model.Tick(nil), r.starts...) {
		if s >= model.Never || cl.relay.Split && place%cl.relay.People != i {
			continue
		}
		if at := r.settle(cl, s+wait); at <= min(r.message.LastStart(), r.horizon) {
			do(i, at)
		}
	}
}
