package engine

import (
	"harkara/cascade"
	"harkara/cascade/random"
	"harkara/model"
)

// run is one trial being played, and the working memory to play the next.
// A run is used by one goroutine at a time. Its arrays are written over from
// trial to trial, so that a play takes no memory that grows with the number of
// trials.
type run struct {
	*plan
	// The trial's number, and what it adds to every address of a draw.
	trial uint64
	add   uint64 // random.Trial(trial)
	// The outcome, one entry a unit: the first tick at which it has the
	// message, and at which the first of its people starts to pass it on.
	// Never stands for not within the horizon.
	arrival  []model.Tick
	start    []model.Tick
	queue    *queue          // nil in the layered engine
	steps    *[]cascade.Step // nil unless traced
	firsts   *firsts         // nil unless it is asked who told whom first
	sets     bool            // arrivals are set by parents, tier by tier
	included []bool          // of each unit: it is played and told; nil is all
	joint    *joint          // what else is played with it, in which it is copy index; nil where nothing
	index    int32
	ledger   *cascade.Ledger // what became of contacts; nil where nobody asks
	released model.Tick      // when its origins had it
	anew     random.Key      // of what a unit does that was corrected

	// Scratch memory of the unit or the person being played: starts of each
	// person, the unit's outages as windows, and calls still to be made.
	starts  []model.Tick
	adds    []uint64 // addresses of one unit's people beside each other
	windows []model.Window
	sorted  callOrder
	todo    []call
	// Callers and takings-over, which outlast a unit only in plays in order of
	// time.
	calls      caller // of whoever makes calls now, where plays need not go in order of time
	callers    map[desk]*caller
	taken      map[[2]int32]bool // which unit was taken over for, and by whom
	prefetched model.Tick        // of no meaning
	hits       [random.Batch]random.Hit
	told       []delivery // by events that are played together
}

// begin clears the outcome, but for the starts that nobody asks for, and hands
// the message to its origins.
// Origins have the message at the tick of its release; an origin within the
// horizon is an arrival like any other.
func (r *run) begin(trial uint64, out *cascade.Outcome) {
	r.trial, r.add = trial, random.Trial(trial)
	r.arrival, r.start = out.Arrival, out.Start
	r.track(out)
	// Traces are played unit by unit, and queues need the first arrival only,
	// so that neither leaves the setting of arrivals to parents.
	r.sets = r.tree && r.order == nil && r.queue == nil && r.steps == nil && r.firsts == nil
	// All units but the roots are set when their parents are played.
	if r.sets {
		for _, u := range r.roots {
			r.arrival[u] = model.Never
		}
	} else {
		never(r.arrival)
	}
	// Lines of callers and takings-over belong to one trial.
	if r.timed != nil {
		r.callers, r.taken = map[desk]*caller{}, map[[2]int32]bool{}
	}
	// Starts of quiet tiers are neither drawn nor read; where tiers are played as wholes,
	// some have theirs written at once.
	for i := range r.layers {
		if l := &r.layers[i]; !l.quiet && !(r.sets && r.atOnce(l)) {
			never(r.start[l.units.Lo:l.units.Hi])
		}
	}
	r.released = r.message.At
	for _, u := range r.message.From {
		r.release(u)
		r.arrive(u, r.message.At)
	}
}

// never sets all times to model.Never.
// It fills a first piece by a loop and copies that piece over the rest, as
// fast as memory is written.
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
// An arrival is the minimum over all deliveries, so that it does not depend on
// the order in which they are played. One after the horizon is none.
func (r *run) arrive(u model.Unit, t model.Tick) {
	if t > r.horizon || t >= r.arrival[u] {
		return
	}
	r.arrival[u] = t
	// An event of an arrival that is improved later stays in the queue and is
	// passed over when it comes up: cheaper than to look for it.
	if r.queue != nil {
		r.queue.push(event{at: t, unit: u, person: arrivalEvent})
	}
	if r.joint != nil {
		r.joint.agenda.put(t, jointEvent{kind: messageCame, phase: comesIn, of: r.index, unit: u})
	}
}

// note keeps a step, where a trace is wanted, of the units that are looked at.
func (r *run) note(s cascade.Step) {
	if r.steps != nil && (r.included == nil || r.included[s.Unit]) {
		*r.steps = append(*r.steps, s)
	}
}

// unit plays what the people at u do once u's arrival is final.
// Each person draws a start of their own and contacts everybody they tell from
// then on.
func (r *run) unit(u model.Unit) {
	cl := r.classOf(u)
	if cl.plain && r.steps == nil && r.firsts == nil {
		r.plainUnit(u, cl)
		return
	}
	kids, links := r.kidsOf(u), r.linksOf(u)
	// A start that nobody asks for need not be drawn: draws go by address, so
	// that one left out moves no other.
	asked := len(kids) > 0 || links.hi > links.lo || !r.isolated[r.net.TierOf(u)]
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
func (r *run) linksOf(u model.Unit) span {
	if r.linkStart == nil {
		return span{}
	}
	return span{r.linkStart[u], r.linkStart[u+1]}
}

// people draws when each person at u starts to pass the message on, into
// r.starts: a start outside hours waits for them, one in an outage for its
// end, and nobody starts after the message expires.
// starts has one entry a person, in ticks, Never for those who do not pass it
// on.
func (r *run) people(u model.Unit, cl *class) {
	r.starts = r.starts[:0]
	// Outages are the unit's, drawn once for all its people.
	silent := r.outagesOf(u, cl)
	key := r.unitKey[u].Shift(wordStart + r.anew)
	step := r.personStep(u, cl)
	start := cl.start
	if r.joint != nil && cl.relay.Tires != nil {
		start = r.joint.tired(r, u, cl)
	}
	for i := range cl.relay.People {
		s := start.Draw(random.Mix(uint64(key) + uint64(i)*step + r.add))
		kind, due := cascade.Started, min(r.arrival[u]+s, model.Never)
		// The cases go from what is decided first: a person who would not pass
		// it on is that whether or not there is an outage.
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
			// What did not happen is told at the moment the message came.
			if s >= model.Never {
				at = r.arrival[u]
			}
			r.note(cascade.Step{At: at, Kind: kind, Unit: u, By: model.NoUnit, Person: i + 1, Channel: -1, Due: due, Turn: due})
		}
	}
}

// personStep is by how much the address of one person at u is apart from that of the
// next: by nothing where they act as one, and all have the draw of the first.
func (r *run) personStep(u model.Unit, cl *class) uint64 {
	if cl.relay.Alike > 0 && cl.alike.Heads(random.Mix(uint64(r.unitKey[u])+wordAlike+r.add)) {
		return 0
	}
	return personStep
}

// personStep and attemptStep are odd constants that set the addresses of one
// person, and one attempt, apart from the next along a stream.
// Each is odd, so that its multiples modulo 2^64 are all different.
const (
	personStep  = 0xa0761d6478bd642f
	attemptStep = 0xe7037ed1a0b428db
)
