package engine

import (
	"math/bits"
	"slices"

	"harkara/cascade/random"
	"harkara/model"
)

// atOnceMost is how many events are played together: enough for the processor to wait for
// the memory of many at once, few enough for what they tell to stay in its nearest cache.
const atOnceMost = 64

// delivery is that a unit is told by a time.
type delivery struct {
	at model.Tick
	to model.Unit
}

// playsTogether tells whether events may be played together: where links over one channel
// are all there is, all that a unit does is drawn for itself, and nobody asks for the
// story. Then what a unit tells does not depend on what others were told, and a unit whose
// arrival turns out to be earlier is played once more, as if the later one had not been:
// each of its deliveries is earlier too. So the order among events of one bucket does not
// matter (as in the buckets of Meyer and Sanders, "Δ-stepping: a parallelizable shortest
// path algorithm", J. Algorithms 49, 2003).
func (r *run) playsTogether() bool {
	if !r.flat || r.linkStart == nil || r.linkOver < 0 || r.timed != nil || r.deputies || r.steps != nil || r.firsts != nil {
		return false
	}
	return !slices.ContainsFunc(r.classes, func(c class) bool { return !c.plain })
}

// playTogether plays events in any order. It goes through all of them step by step,
// so that the memory that one step asks for is on its way for all of them: what units tell,
// when those they tell had it, and at last, of the few that are news, what follows.
func (r *run) playTogether(next []event) {
	for len(next) > 0 {
		n := min(atOnceMost, len(next))
		r.prefetch(next[:n])
		r.told = r.told[:0]
		for _, e := range next[:n] {
			if e.at == r.arrival[e.unit] && (r.included == nil || r.included[e.unit]) {
				r.tellTogether(e.unit)
			}
		}
		for _, d := range r.news() {
			r.arrive(d.to, d.at)
		}
		next = next[n:]
	}
}

// tellTogether is plainUnit for a unit that has nothing but links: whom it tells, and by
// when, is listed.
func (r *run) tellTogether(u model.Unit) {
	links := r.linksOf(u)
	if links.lo == links.hi && r.isolated[r.net.TierOf(u)] {
		return
	}
	cl, ch := r.classOf(u), &r.channels[r.linkOver]
	first, step := model.Never, r.personStep(u, cl)
	for i := range cl.relay.People {
		s := r.startOf(u, cl, uint64(i)*step)
		if s > r.until {
			continue
		}
		first = min(first, s)
		r.listOver(ch, links, uint64(ch.shift[i])+r.add, s)
	}
	r.start[u] = first
}

// startOf is when a person of a plain class starts, whose address is apart from that of the
// first by apart.
func (r *run) startOf(u model.Unit, cl *class, apart uint64) model.Tick {
	if cl.sure {
		return r.arrival[u] + cl.wait
	}
	return r.arrival[u] + cl.start.Draw(random.Mix(uint64(r.unitKey[u])+wordStart+apart+r.add))
}

// listOver lists the contacts of a unit that succeed.
func (r *run) listOver(ch *channel, links span, add uint64, s model.Tick) {
	for lo := links.lo; lo < links.hi; lo += random.Batch {
		n := ch.try.Hits(&r.hits, r.contacts[lo:min(lo+random.Batch, links.hi)], add)
		for i := range r.hits[:n] {
			h := &r.hits[i]
			r.told = append(r.told, delivery{s + ch.try.Draw(h.Number), h.To})
		}
	}
}

// news keeps, of what was listed, the deliveries that are earlier than what is known of
// whom they are to. No branch depends on one: each is written down, over again where it
// is none.
func (r *run) news() []delivery {
	kept := uint64(0)
	for _, d := range r.told {
		r.told[kept] = d
		_, sooner := bits.Sub64(uint64(d.at), uint64(r.arrival[d.to]), 0)
		kept += sooner
	}
	return r.told[:kept]
}
