package engine

import (
	"harkara/cascade"
	"harkara/cascade/random"
	"harkara/model"
)

// run is one trial being played, and the working memory to play the next.
type run struct {
	*plan
	trial   uint64
	add     uint64 // random.Trial(trial)
	arrival []model.Tick
	start   []model.Tick
	queue   *queue          // nil in the layered engine
	steps   *[]cascade.Step // nil unless traced
	sets    bool            // arrivals are set by parents, tier by tier
	heed    []bool          // of each unit: it is played and told; nil is all

	starts  []model.Tick
	adds    []uint64 // addresses of one unit's people beside each other
	windows []model.Window
	todo    []call
	calls   caller // of whoever makes calls now, where plays need not go in order of time
	callers map[desk]*caller
	taken   map[[2]int32]bool // which unit was taken over for, and by whom
	warmth  model.Tick        // of no meaning
}

// begin clears the outcome, but for the starts that nobody asks for, and hands
// the message to its origins.
func (r *run) begin(trial uint64, out *cascade.Outcome) {
	r.trial, r.add = trial, random.Trial(trial)
	r.arrival, r.start = out.Arrival, out.Start
	r.sets = r.tree && r.order == nil && r.queue == nil && r.steps == nil
	if r.sets {
		for _, u := range r.roots {
			r.arrival[u] = model.Never
		}
	} else {
		never(r.arrival)
	}
	if r.timed != nil {
		r.callers, r.taken = map[desk]*caller{}, map[[2]int32]bool{}
	}
	for i := range r.layers {
		if l := &r.layers[i]; !l.quiet {
			never(r.start[l.units.Lo:l.units.Hi])
		}
	}
	for _, u := range r.message.From {
		r.release(u)
		r.arrive(u, r.message.At)
	}
}

// never sets all times to model.Never.
func never(times []model.Tick) {
	n := min(len(times), 512)
	for i := range times[:n] {
		times[i] = model.Never
	}
	for n < len(times) {
		n += copy(times[n:], times[:512])
	}
}

// release notes that u has the message from the start.
func (r *run) release(u model.Unit) {
	at := r.message.At
	r.note(cascade.Step{At: at, Kind: cascade.Released, Unit: u, By: model.NoUnit, Channel: -1, Due: at, Turn: at})
}

// arrive records that a unit has the message by t, if that is news.
func (r *run) arrive(u model.Unit, t model.Tick) {
	if t > r.horizon || t >= r.arrival[u] {
		return
	}
	r.arrival[u] = t
	if r.queue != nil {
		r.queue.push(event{at: t, unit: u, person: arrivalEvent})
	}
}

func (r *run) note(s cascade.Step) {
	if r.steps != nil && (r.heed == nil || r.heed[s.Unit]) {
		*r.steps = append(*r.steps, s)
	}
}

// unit plays what the people at u do once u's arrival is final.
func (r *run) unit(u model.Unit) {
	cl := r.classOf(u)
	if cl.plain && r.steps == nil {
		r.plainUnit(u, cl)
		return
	}
	kids, links := r.kidsOf(u), r.linksOf(u)
	asked := len(kids) > 0 || len(links) > 0 || !r.isolated[r.net.TierOf(u)]
	if !asked && r.steps == nil {
		return
	}
	r.people(u, cl)
	for i, s := range r.starts {
		if s < model.Never && asked {
			r.start[u] = min(r.start[u], s)
			r.passOn(sender{unit: u, person: i, class: cl, kids: kids, links: links, start: s}, s)
		}
	}
}

// classOf is u's class; where there is but one, without a look.
func (r *run) classOf(u model.Unit) *class {
	if len(r.classes) == 1 {
		return &r.classes[0]
	}
	return &r.classes[r.class[u]]
}

// kidsOf are u's children; where nobody has any, without a look.
func (r *run) kidsOf(u model.Unit) []model.Unit {
	if r.flat {
		return nil
	}
	return r.net.Children(u)
}

// linksOf are the links that leave u.
func (r *run) linksOf(u model.Unit) []way {
	if r.linkStart == nil {
		return nil
	}
	return r.links[r.linkStart[u]:r.linkStart[u+1]]
}

// people draws when each person at u starts to pass the message on, into
// r.starts: a start outside hours waits for them, one in an outage for its
// end, and nobody starts after the message expires.
func (r *run) people(u model.Unit, cl *class) {
	r.starts = r.starts[:0]
	silent := r.outagesOf(u, cl)
	key := r.unitKey[u].Shift(wordStart)
	for i := range cl.relay.People {
		s := cl.start.Draw(random.Mix(uint64(key) + uint64(i)*personStep + r.add))
		kind, due := cascade.Started, min(r.arrival[u]+s, model.Never)
		switch {
		case s >= model.Never:
			kind = cascade.DidNotPass
		case silent:
			s, kind = model.Never, cascade.Silent
		default:
			s = r.settle(cl, r.arrival[u]+s)
			switch {
			case s >= model.Never:
				kind = cascade.Closed
			case s > r.message.LastStart():
				s, kind = model.Never, cascade.Expired
			case s > r.horizon:
				s, kind = model.Never, cascade.Closed
			}
		}
		r.starts = append(r.starts, s)
		if r.steps != nil {
			at := s
			if s >= model.Never {
				at = r.arrival[u]
			}
			r.note(cascade.Step{At: at, Kind: kind, Unit: u, By: model.NoUnit, Person: i + 1, Channel: -1, Due: due, Turn: due})
		}
	}
}

// personStep and attemptStep are odd constants that set the addresses of one
// person, and one attempt, apart from the next along a stream.
const (
	personStep  = 0xa0761d6478bd642f
	attemptStep = 0xe7037ed1a0b428db
)

// outagesOf draws u's outages of this trial into r.windows, and tells whether
// one of them lasts for the whole play.
func (r *run) outagesOf(u model.Unit, cl *class) (silent bool) {
	r.windows = r.windows[:0]
	for i := range cl.outages {
		o := &cl.outages[i]
		key := r.unitKey[u].Shift(o.key)
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
func (r *run) settle(cl *class, t model.Tick) model.Tick {
	for {
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
func (r *run) bypass(u model.Unit, person int, at model.Tick) {
	if r.start[u] <= at {
		return
	}
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
func (r *run) bypasses(up, u model.Unit, do func(person int, at model.Tick)) {
	wait := r.classes[r.class[u]].relay.Deputy
	if wait == 0 || r.arrival[up] >= model.Never || len(r.net.Children(u)) == 0 {
		return
	}
	cl := &r.classes[r.class[up]]
	traced := r.steps
	r.steps = nil // what they did of their own has been told
	r.people(up, cl)
	r.steps = traced
	var place int
	if cl.relay.Split {
		for i, v := range r.net.Children(up) {
			if v == u {
				place = i
			}
		}
	}
	for i, s := range append([]model.Tick(nil), r.starts...) {
		if s >= model.Never || cl.relay.Split && place%cl.relay.People != i {
			continue
		}
		if at := r.settle(cl, s+wait); at <= min(r.message.LastStart(), r.horizon) {
			do(i, at)
		}
	}
}
