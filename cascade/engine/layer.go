package engine

import (
	"harkara/cascade/random"
	"harkara/model"
)

// layer is one tier as the layered engine meets it.
// units is a range of numbers, closed below and open above.
type layer struct {
	units model.Range
	// quiet: its units have nobody to tell and nobody asks when they start.
	quiet bool
	// ends: its units have nobody to tell.
	ends bool
	// class is that of all its units, or -1 where they differ.
	class int
}

// setLayers looks at the tiers one by one.
// It is done once a problem: in time proportional to the units.
func (pl *plan) setLayers() {
	n := pl.net
	for t := range n.Tiers() {
		l := layer{units: n.InTier(t), ends: true, class: -1}
		for u := l.units.Lo; u < l.units.Hi && l.ends; u++ {
			l.ends = len(n.Children(u)) == 0 && len(n.LinksFrom(u)) == 0
		}
		l.quiet = l.ends && pl.isolated[t]
		if l.units.Len() > 0 {
			l.class = int(pl.class[l.units.Lo])
		}
		// One class lets a whole range be drawn from one table.
		for u := l.units.Lo; u < l.units.Hi; u++ {
			if int(pl.class[u]) != l.class {
				l.class = -1
				break
			}
		}
		pl.layers = append(pl.layers, l)
	}
}

// setTree finds whether the network is a tree in which everybody is plain, each
// unit's children are one range, and nobody else tells a unit than its parent.
// There, whoever tells children first sets their arrivals.
// Arrivals then need not be cleared before a trial, which saves one pass over
// all units.
func (pl *plan) setTree() {
	n := pl.net
	pl.tree = pl.links == nil && !pl.deputies
	for i := range pl.classes {
		pl.tree = pl.tree && pl.classes[i].plain
	}
	for u := model.Unit(0); int(u) < n.Len() && pl.tree; u++ {
		if n.Parent(u) == model.NoUnit {
			pl.roots = append(pl.roots, u)
		}
		kids := n.Children(u)
		pl.tree = len(kids) == 0 || int(kids[len(kids)-1]-kids[0]) == len(kids)-1
	}
	// An origin below the top would have its arrival set by its parent as
	// well.
	for _, u := range pl.message.From {
		pl.tree = pl.tree && n.Parent(u) == model.NoUnit
	}
}

// layer plays the units of a layer, whose arrivals are final.
// Tiers are taken from the top, so that no unit of a later one tells a unit of
// this one.
func (r *run) layer(l *layer) {
	switch {
	case l.quiet:
	case r.atOnce(l):
		r.startAll(l)
	default:
		for u := l.units.Lo; u < l.units.Hi; u++ {
			// A unit without the message still sets its children's arrivals,
			// to never, where these hold what the last trial left.
			if r.arrival[u] < model.Never {
				r.unit(u)
			} else if r.sets {
				r.setNever(r.kidsOf(u))
			}
		}
	}
}

// atOnce tells whether all units of a layer start by the draws of one class alone.
func (pl *plan) atOnce(l *layer) bool {
	return l.ends && l.class >= 0 && pl.classes[l.class].plain && pl.classes[l.class].relay.People > 0
}

// startAll draws when each of a layer's units starts, where it has nobody to
// tell: people for all units at once.
// The start is the minimum over its people, in ticks, and Never after until.
func (r *run) startAll(l *layer) {
	cl := &r.classes[l.class]
	lo, hi := l.units.Lo, l.units.Hi
	r.adds = r.adds[:0]
	for i := range uint64(cl.relay.People) {
		r.adds = append(r.adds, wordStart+i*personStep+r.add)
	}
	cl.start.FirstAlike(r.start[lo:hi], r.unitKey[lo:hi], r.adds, r.arrival[lo:hi], r.until, cl.alike, wordAlike+r.add)
}

// plainUnit is unit for a plain class: each person's start is one draw, and so
// is each contact.
// An arrival is the minimum over people and channels of start plus delay, so
// that the order in which they are taken does not matter.
func (r *run) plainUnit(u model.Unit, cl *class) {
	kids, links := r.kidsOf(u), r.linksOf(u)
	if len(kids) == 0 && links.lo == links.hi && r.isolated[r.net.TierOf(u)] {
		return
	}
	first, told := model.Never, !r.sets
	step := r.personStep(u, cl)
	for i := range cl.relay.People {
		s := r.startOf(u, cl, uint64(i)*step)
		if s > r.until {
			continue
		}
		first = min(first, s)
		// The first to tell writes the children's arrivals, those after only
		// lower them.
		for _, c := range cl.over {
			ch := &r.channels[c]
			if told {
				r.tellAll(kids, ch, ch.shift[i], s)
			} else if len(kids) > 0 {
				lo, hi := kids[0], kids[len(kids)-1]+1
				ch.try.Set(r.arrival[lo:hi], r.parentKey[lo:hi], uint64(ch.shift[i])+r.add, s, r.horizon)
				told = true
			}
		}
		r.tellLinked(links, i, s)
	}
	r.start[u] = first
	if !told {
		r.setNever(kids)
	}
}

// setNever tells children nothing, where their arrivals are not set yet.
// Children of a tree are one range of numbers.
func (r *run) setNever(kids []model.Unit) {
	if len(kids) > 0 {
		never(r.arrival[kids[0] : kids[len(kids)-1]+1])
	}
}

// tellAll is contact for children, where a contact is one draw.
// Where nothing is queued and children are one range, the loop over them is
// one call, which draws from one table along two arrays.
func (r *run) tellAll(kids []model.Unit, ch *channel, shift random.Key, s model.Tick) {
	n, add := len(kids), uint64(shift)+r.add
	if r.queue == nil && n > 0 && kids[n-1]-kids[0] == model.Unit(n-1) {
		lo, hi := kids[0], kids[n-1]+1
		ch.try.Sooner(r.arrival[lo:hi], r.parentKey[lo:hi], add, s, r.horizon)
		return
	}
	for _, v := range kids {
		if t := s + ch.try.Draw(random.Mix(uint64(r.parentKey[v])+add)); t < r.arrival[v] {
			r.arrive(v, t)
		}
	}
}

// tellLinked is contact for those a person is linked to, where a contact is one
// draw.
// Links of one unit often share a channel: its table and shift are looked up
// when it changes.
func (r *run) tellLinked(links span, person int, s model.Tick) {
	if r.linkOver >= 0 {
		r.tellOver(&r.channels[r.linkOver], links, person, s)
		return
	}
	over, add := int32(-1), uint64(0)
	var try *random.Table
	for l := range r.ways(links) {
		if l.over != over {
			over = l.over
			ch := &r.channels[over]
			try, add = ch.try, uint64(ch.shift[person])+r.add
		}
		if d := try.Draw(random.Mix(uint64(l.key) + add)); d < model.Never && s+d < r.arrival[l.to] {
			r.arrive(l.to, s+d)
		}
	}
}

// tellOver is tellLinked where all links go over one channel. First it is found which
// contacts succeed, by their addresses alone; then whom they are with and when.
func (r *run) tellOver(ch *channel, links span, person int, s model.Tick) {
	add := uint64(ch.shift[person]) + r.add
	for lo := links.lo; lo < links.hi; lo += random.Batch {
		hi := min(lo+random.Batch, links.hi)
		n := ch.try.Hits(&r.hits, r.contacts[lo:hi], add)
		for i := range r.hits[:n] {
			h := &r.hits[i]
			if t := s + ch.try.Draw(h.Number); t < r.arrival[h.To] {
				r.arrive(h.To, t)
			}
		}
	}
}

// prefetch reads what will be needed of the units of events that come up next: all
// at once, so that the processor waits for memory once for many of them and not
// once for each. It changes nothing.
// The sum is kept so that the compiler may not leave out the reads.
func (r *run) prefetch(next []event) {
	sum := model.Tick(0)
	for _, e := range next {
		sum += r.arrival[e.unit]
		if l := r.linksOf(e.unit); l.hi > l.lo {
			sum += model.Tick(r.contacts[l.lo].To + r.contacts[l.hi-1].To)
		}
	}
	r.prefetched = sum
}
