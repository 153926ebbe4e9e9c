package public

import (
	"slices"

	"harkara/cascade/random"
	"harkara/model"
)

// individuals plays the people of a unit one by one: who is in which audience,
// whose door is knocked on when, and who tells whom. It is the brute-force
// twin of the cohorts.
type individuals struct {
	// Times are ticks since release; people and homes are numbered from 0 in a unit.
	first []model.Tick // of each person: when they hear, were nobody to talk
	by    []int16      // of each person: from which of the public's sources, or −1
	order []int32      // people by first
	where []int32
	home  []int32 // of each person
	knock []door
	draws source
	// told, where given, is told of everything that comes to somebody, not the first
	// alone; contact is when it was sent, Never where that is when it comes. again is
	// which time a source sends: deliveries of a later one have draws of their own.
	told    func(k int, t model.Tick, source int)
	contact model.Tick
	again   random.Key
}

// door is a home, and the random number by which homes are put in the order in which
// a round of visits comes to them.
type door struct {
	// home is numbered from 0 in its unit.
	home int32
	draw uint64
}

// source is a stream of random numbers that is drawn from in order, for one unit and trial.
type source struct{ state, n uint64 }

// next is the n-th number of the stream, n from 1: all 64 bits are random.
func (s *source) next() uint64 {
	s.n++
	return random.Key(s.state).At(s.n)
}

// play fills in when everybody in the i-th served unit hears.
func (p *individuals) play(c *Crowd, trial uint64, i int, starts []model.Tick, out *hearingTimes) {
	n := int(c.people[i])
	p.settleHomes(c, i)
	p.first, p.by = p.first[:0], p.by[:0]
	for k := range n {
		p.first, p.by = append(p.first, model.Never), append(p.by, -1)
		p.alone(c, trial, i, k, starts)
	}
	for b := range c.law.broadcasts {
		p.tellHomes(c, trial, i, b, starts)
	}
	for r := range c.law.rounds {
		p.visit(c, trial, i, r, starts)
	}
	out.people, out.homes = out.people[:0], out.homes[:0]
	p.draws = source{state: c.keys[i].Shift(wordTalk).At(trial)}
	// Talk needs everybody's first hearing otherwise, in order; without it the times
	// only need sorting.
	if c.law.fades() {
		p.fadingTalk(c, trial, i, out)
	} else if c.law.talk > 0 {
		p.talk(c, out)
	} else {
		for _, t := range p.first {
			if t <= c.horizon {
				out.people = append(out.people, t)
			}
		}
		slices.Sort(out.people)
	}
	out.ways = append(out.ways[:0], p.by...)
	out.when = append(out.when[:0], p.first...)
	p.firstOfHome(c, int(c.homes[i]), out)
}

// settleHomes gives each person a household: as even as whole people allow, or
// of the sizes the scenario gives (roomsOf). No household is empty where there are
// people enough.
func (p *individuals) settleHomes(c *Crowd, i int) {
	n, h := int(c.people[i]), int32(c.homes[i])
	p.home = p.home[:0]
	// Without households all are of one, which nobody asks about.
	if c.sizes == nil || h == 0 {
		for k := range n {
			// In turn, so that homes differ by one person at most.
			p.home = append(p.home, int32(k)%max(h, 1))
		}
		return
	}
	home := int32(0)
	for _, r := range c.roomsIn(i) {
		for range r.homes {
			for range r.size {
				p.home = append(p.home, home)
			}
			home++
		}
	}
}

// hears lets person k hear from a source, if they do not hear before: of several at
// one moment, from the first in the scenario.
func (p *individuals) hears(k int, t model.Tick, source int) {
	if p.told != nil {
		p.told(k, t, source)
		return
	}
	if t < p.first[k] || t == p.first[k] && t < model.Never && int16(source) < p.by[k] {
		p.first[k], p.by[k] = t, int16(source)
	}
}

// alone lets person k hear from broadcasts.
func (p *individuals) alone(c *Crowd, trial uint64, i, k int, starts []model.Tick) {
	key := c.keys[i].Fold(uint64(k))
	segment := c.segmentOf(key, trial)
	// Of all broadcasts the first counts; each has random numbers of its own, by
	// its place among the broadcasts, so that a source more does not change others.
	for b := range c.law.broadcasts {
		broadcast := &c.law.broadcasts[b]
		if broadcast.perHome || broadcast.kinds != nil && !broadcast.kinds[c.audienceOf(i)] {
			continue
		}
		// Not for this person's segment, or never begun.
		if broadcast.among != 0 && broadcast.among>>segment&1 == 0 || starts[broadcast.dim] >= model.Never {
			continue
		}
		if !p.audience(c, key, trial, b) || !broadcast.reaches(key, trial) {
			continue
		}
		v := random.Uniform(key.Fold(broadcast.ordinal).Shift(wordPool + p.again).At(trial))
		p.contact = broadcast.hours.Next(starts[broadcast.dim])
		p.hears(k, broadcast.drawn(v, starts[broadcast.dim], c.horizon), c.law.sourceOf[b])
	}
}

// audience is whether a person is in the audience of broadcast b. For two that
// overlap one number decides both: [0, a) is in the first, and the second
// takes the shared part from within and the rest from beyond.
func (p *individuals) audience(c *Crowd, key random.Key, trial uint64, b int) bool {
	for _, o := range c.law.overlaps {
		x, y := c.law.broadcastOf[o.A], c.law.broadcastOf[o.B]
		if b != x && b != y {
			continue
		}
		v := random.Uniform(key.Fold(c.law.broadcasts[min(x, y)].ordinal).At(trial))
		a := c.law.broadcasts[x].share
		if b == x {
			return v < a
		}
		return v < o.Share || v >= a && v < a+c.law.broadcasts[y].share-o.Share
	}
	broadcast := &c.law.broadcasts[b]
	return random.Uniform(key.Fold(broadcast.ordinal).At(trial)) < broadcast.share
}

// drawn is the time by which a share v of those in the audience who can be reached
// have heard a broadcast that began at s: inversion of told by halving.
func (b *broadcast) drawn(v float64, s, horizon model.Tick) model.Tick {
	if s > horizon || b.told(s, horizon) <= v {
		return model.Never
	}
	// The first tick at which more than v have heard lies above lo, at or below hi.
	lo, hi := s-1, horizon
	for hi-lo > 1 {
		if mid := lo + (hi-lo)/2; b.told(s, mid) > v {
			hi = mid
		} else {
			lo = mid
		}
	}
	return hi
}

// segmentOf is the segment of the person of a key.
func (c *Crowd) segmentOf(key random.Key, trial uint64) int {
	segment := 0
	if len(c.law.segments) > 1 {
		v := random.Uniform(key.Fold(wordOrder).At(trial))
		for segment < len(c.law.segments)-1 && v >= c.law.segments[segment] {
			v -= c.law.segments[segment]
			segment++
		}
	}
	return segment
}
