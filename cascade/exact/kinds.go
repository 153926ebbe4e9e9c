package exact

import (
	"slices"

	"harkara/cascade"
	"harkara/cascade/exact/internal/lattice"
	"harkara/model"
)

// relays are a problem's units sorted by how they hear. Units whose parents
// have the message in the same way, and whose parents' people pass it on in the
// same way, are of one kind: the same law tells when they have it.
//
// Kinds are an equivalence of units: by induction down the tree, units of one kind
// have the same distribution of arrival, though not the same arrival. The work of the
// solver is in proportion to the number of kinds.
type relays struct {
	p       cascade.Problem
	classOf []int32 // of each unit: how its people pass on
	classes []class
	kindOf  []int32 // of each unit: how it hears, or never
	kinds   []kind
	senders []bool  // classes of which some unit has children it tells
	known   []known // what is known of who answers
	refused []error // why it is not exact
}

// kind is one way to hear: from a parent of some kind and class. The first is
// that of the origins, which have it at once.
//
// Both are indices, of kinds and of classes. The parent's kind says when the parent
// has the message, the class how the parent's people pass it on.
type kind struct{ parent, class int32 }

// never stands in place of a kind for units that the message cannot reach, and origin
// is the kind of those it is released at.
const (
	never  = -1
	origin = 0
)

// class is how people pass on: their relay, and what may silence them.
type class struct {
	relay *model.Relay
	name  string // of a unit of the class, for messages
	// silent is the chance that the unit is silent for the whole play.
	//
	// It is a share of 1: with o_i the chance of each outage of the whole play,
	// silent = 1 − Π (1 − o_i), as outages are independent.
	silent float64
	// states are what may happen of other outages, with their chances.
	//
	// Their chances add up to 1, and there are at most maxStates.
	states []state
	// made is of a class that is no way between units, but from having a message to
	// giving an answer: relay.Notices, with the chance relay.PassesOn. Sends are the
	// moments at which a unit passes on upwards what it has by then; nil is at once.
	made  bool
	sends lattice.Opening
}

// state is when people of a class may start, given their outages; and when they
// might if they kept no hours.
//
// open is where the people's hours and the gaps between outages meet; anyHour
// disregards the hours. Both end at the last moment at which the message may still be
// passed on.
type state struct {
	chance        float64
	open, anyHour lattice.Opening
}

// newRelays sorts the units, and finds what is not exact.
func newRelays(p cascade.Problem) *relays {
	r := &relays{p: p}
	var classes []model.Class
	classes, r.classOf = p.Network.Classes()
	for _, c := range classes {
		r.classes = append(r.classes, r.newClass(c, &p.Network.Relays()[c.Relay], p.Message().LastStart()))
	}
	r.setKinds()
	r.check()
	r.checkCopies()
	r.setAnswers(classes)
	if len(r.kinds) > maxKinds {
		r.refuse("many-classes", int64(len(r.kinds)), int64(maxKinds))
	}
	return r
}

// maxStates is how many combinations of outages are told apart.
//
// The number grows with the product of all outages' cases, and each state has a law
// of its own.
const maxStates = 16

// newClass gathers what may silence the people of a class, who pass on as a relay does,
// and start at the last at a time. An outage is divided into
// states where its beginning and length take finitely many values; otherwise the
// problem is refused, as a continuum of states has no finite sum.
func (r *relays) newClass(of model.Class, relay *model.Relay, last model.Tick) class {
	n := r.p.Network
	c := class{relay: relay, name: n.Name(of.First)}
	c.states = []state{{1, hoursOf(c.relay.Hours), lattice.Always()}}
	speak := 1.0
	for _, i := range of.Outages {
		o := n.Outages()[i]
		if o.Whole {
			speak *= 1 - o.Chance
			continue
		}
		from, fromOK := lattice.Atoms(o.From)
		long, longOK := lattice.Atoms(o.For)
		if !fromOK || !longOK {
			r.refuse("outage-at-random", c.name)
			continue
		}
		if len(c.states)*(len(from)*len(long)+1) > maxStates {
			r.refuse("outages-together", c.name, int64(maxStates))
			continue
		}
		c.states = split(c.states, o.Chance, from, long)
	}
	c.silent = 1 - speak
	for i := range c.states {
		s := &c.states[i]
		s.open, s.anyHour = s.open.Until(last), s.anyHour.Until(last)
	}
	return c
}

// split divides states by what may happen of one more outage.
//
// Each state is divided into the one without the outage, of chance 1 − chance, and
// one for each pair of a beginning and a length, of chance · P(from) · P(for): the
// two are independent. The chances of the result add up to those of states.
func split(states []state, chance float64, from, last []lattice.Atom) []state {
	var out []state
	for _, s := range states {
		if chance < 1 {
			out = append(out, state{s.chance * (1 - chance), s.open, s.anyHour})
		}
		for _, a := range from {
			for _, b := range last {
				w := model.Window{Open: a.At, Close: a.At + b.At}
				// An outage that does not begin, or has no length, takes nothing
				// away.
				if a.At >= model.Never || b.At <= 0 {
					w = model.Window{}
				}
				out = append(out, state{s.chance * chance * a.Chance * b.Chance, s.open.Without(w), s.anyHour.Without(w)})
			}
		}
	}
	return out
}

// setKinds finds how each unit hears. Parents come before their children.
//
// Neighbours mostly are of one kind, so the last one found is tried before the map.
func (r *relays) setKinds() {
	n := r.p.Network
	r.kinds = []kind{{never, never}}
	r.senders = make([]bool, len(r.classes))
	r.kindOf = make([]int32, n.Len())
	known := map[kind]int32{}
	var last kind
	lastID := int32(never)
	from := map[model.Unit]bool{}
	for _, u := range r.p.Message().From {
		from[u] = true
	}
	for u, up := range n.Parents() {
		switch {
		case len(from) > 0 && from[model.Unit(u)]:
			r.kindOf[u] = origin
			continue
		case up == model.NoUnit || r.kindOf[up] == never:
			r.kindOf[u] = never
			continue
		}
		k := kind{r.kindOf[up], r.classOf[up]}
		r.senders[k.class] = true
		if k == last && lastID >= 0 {
			r.kindOf[u] = lastID
			continue
		}
		id, ok := known[k]
		if !ok {
			id = int32(len(r.kinds))
			known[k] = id
			r.kinds = append(r.kinds, k)
		}
		r.kindOf[u], last, lastID = id, k, id
	}
}

// hoursOf is a calendar as an opening.
//
// nil is open always. Windows are half-open stretches [Open, Close) of the clock in
// ticks.
func hoursOf(c *model.Calendar) lattice.Opening {
	if c == nil {
		return lattice.Always()
	}
	return lattice.Opening(slices.Clone(c.Windows()))
}
