package engine

import (
	"harkara/cascade"
	"harkara/model"
)

// setOrder finds an order in which everyone who may tell a unit comes before
// it; nil stands for the order of the units' own numbers. Without such an order
// the error names a unit that hears its own message back.
// A link that leads from a lower number to a higher one keeps the units' own
// order topological, since parents have lower numbers than their children.
func (pl *plan) setOrder() error {
	// What happens then depends on what has happened by a tick, which no order
	// of units tells.
	if pl.timed != nil {
		return pl.timed
	}
	inOrder := true
	for _, l := range pl.net.Links() {
		inOrder = inOrder && l.From < l.To
	}
	if inOrder {
		return nil
	}
	order, left := pl.sort()
	if len(order) < pl.net.Len() {
		name := pl.net.Name(pl.circling(left))
		return cascade.Refuse("layered-cycle", name)
	}
	pl.order = order
	return nil
}

// setTimed finds what needs to know what has happened by the moment of a call:
// calls that leave out who has the message, and lines on which what a deputy
// takes over waits for what they took over before.
// Such a play needs one clock for all units, so that only the event engine
// plays it.
func (pl *plan) setTimed() {
	for _, c := range pl.net.Channels() {
		if c.Calls != nil && c.Calls.Skips {
			pl.timed = cascade.Refuse("layered-skips", c.Name)
			return
		}
	}
	// A bypass matters only where there is a parent to make it and children to
	// be told.
	for u := model.Unit(0); int(u) < pl.net.Len() && pl.deputies; u++ {
		up := pl.net.Parent(u)
		if up == model.NoUnit || pl.classes[pl.class[u]].relay.Deputy == 0 || len(pl.net.Children(u)) == 0 {
			continue
		}
		for _, c := range pl.classes[pl.class[up]].over {
			if pl.channels[c].calls != nil {
				pl.timed = cascade.Refuse("layered-deputies-and-calls", pl.net.Name(up))
				return
			}
		}
	}
}

// listeners calls do for everyone else whom u tells.
// A unit that is told by two ways comes up twice; a link to itself changes
// nothing.
func (pl *plan) listeners(u model.Unit, do func(v model.Unit)) {
	for _, v := range pl.net.Children(u) {
		do(v)
	}
	for _, l := range pl.net.LinksFrom(u) {
		if l.To != u {
			do(l.To)
		}
	}
}

// sort puts units in order as far as there is one: a unit is done when nobody
// is left who may tell it (Kahn, "Topological sorting of large networks", Comm.
// ACM 5, 1962). left is how many may still tell each unit. It is gonum's
// topo.Sort on arrays, for networks of millions of links.
// Time is proportional to units and links. Units that are free at once keep
// the order of their numbers, so that the result is one of the many possible,
// always the same.
func (pl *plan) sort() (order []model.Unit, left []int32) {
	left = make([]int32, pl.net.Len())
	for u := range left {
		pl.listeners(model.Unit(u), func(v model.Unit) { left[v]++ })
	}
	for u := range left {
		if left[u] == 0 {
			order = append(order, model.Unit(u))
		}
	}
	for next := 0; next < len(order); next++ {
		pl.listeners(order[next], func(v model.Unit) {
			if left[v]--; left[v] == 0 {
				order = append(order, v)
			}
		})
	}
	return order, left
}

// circling is a unit that hears its own message back, among those that are
// left: each has somebody left who tells it, so that going back from one to
// another ends in a circle.
// by is one teller of each; after as many steps back as there are units every
// walk is in a circle (pigeonhole principle).
func (pl *plan) circling(left []int32) model.Unit {
	by := make([]model.Unit, len(left))
	last := model.NoUnit
	for u := range left {
		if left[u] > 0 {
			last = model.Unit(u)
			pl.listeners(last, func(v model.Unit) { by[v] = last })
		}
	}
	for range left {
		last = by[last]
	}
	return last
}
