package public

import (
	"math"
	"slices"

	"harkara/cascade/random"
	"harkara/model"
)

// wayCounter tells by which way people heard first: for each who heard, or each of a
// weighted sample of them (Pool), the chance that it was by each of the public's
// sources. Of several at one moment the first in the scenario counts.
type wayCounter struct {
	tell   func(at model.Tick, weight int64, shares []float64)
	shares []float64 // of each of the public's sources
	// from and to are the law at both ends of a moment, and mixed with some sources as
	// they are at its end and the others as at its beginning.
	from, to, mixed instant
}

// TellWays has Pool tell also by which way people heard first: how many, when, and the
// share of them by each of Public.Hears; nil tells nothing.
func (w *Work) TellWays(tell func(at model.Tick, weight int64, shares []float64)) {
	for _, one := range w.works {
		one.TellWays(tell)
	}
	w.ways.tell = tell
}

// waysOf tells the way of one of the i-th unit, whose sources began as begun says, who
// heard at t as a share v of all there had: the law of the next moment, given that
// they had not heard before, divides it among the sources, in the order of the
// scenario,
//
//	U(s₁ … s_{k−1} later) − U(s₁ … s_k later),
//
// where U is the chance not to have heard, with those sources as they are at the end
// of the moment. With N people, of whom K = ⌊vN⌋ know, talk adds rate·K/N in its
// length.
func (w *Work) waysOf(i int, v float64, t model.Tick, weight int64) {
	c, grain := &w.ways, grainOf(w.horizon)
	if c.tell == nil {
		return
	}
	// A moment is as long as times are told apart: where delays come in steps, to the
	// tick, else to a part in 8,192.
	width := grain
	if !w.steps() {
		width = max(grain, t>>13)
	}
	for {
		// Where nothing changes in it, as in the flat of a table, the moment is made
		// longer until something does.
		if all := w.divide(i, v, t-width, t+width); all > 0 {
			for k := range c.shares {
				c.shares[k] /= all
			}
			c.tell(t, weight, c.shares)
			return
		}
		if width > t {
			return // nobody can have heard then
		}
		width *= 16
	}
}

// divide puts what each source adds between two times, for one who has not heard by
// the first, into shares, and returns the sum.
func (w *Work) divide(i int, v float64, from, to model.Tick) float64 {
	c, l, b := &w.ways, &w.law, w.begun
	sources := len(w.net.Public().Hears)
	c.shares = slices.Grow(c.shares[:0], sources)[:sources]
	clear(c.shares)
	l.at(&c.from, from)
	l.at(&c.to, to)
	l.at(&c.mixed, to)
	// All sources as at the beginning of the moment; one after another is moved to its
	// end.
	copy(c.mixed.open, c.from.open)
	for k := range l.broadcasts {
		c.mixed.last[k] = answered{b[k], w.heardAt(&c.from, k)}
	}
	before := w.unheard(&c.mixed, i)
	if before <= 0 {
		return 0
	}
	sum, now := 0.0, before
	for _, way := range l.byOrder {
		if way.round >= 0 {
			c.mixed.open[way.round] = c.to.open[way.round]
		} else {
			c.mixed.last[way.broadcast] = answered{b[way.broadcast], w.heardAt(&c.to, way.broadcast)}
		}
		next := w.unheard(&c.mixed, i)
		c.shares[l.sourceOfWay(way)] += max(now-next, 0) / before
		sum += max(now-next, 0) / before
		now = next
	}
	if l.leaps() {
		// Talk that leaps says itself how much it told in between.
		told := 1 - w.talkedAt(i, to)/w.talkedAt(i, max(from, 0))
		for j, talk := range l.talks {
			x := max(told, 0) * talk.rate / l.talk
			c.shares[l.sourceOfTalk[j]] += x
			sum += x
		}
	} else if n := w.Crowd.people[i]; n > 0 {
		// Else it is at the rate of those who knew before this one.
		know := math.Floor(v*float64(n)) / float64(n)
		for j, talk := range l.talks {
			x := float64(talk.rate * float64(to-from) * know)
			c.shares[l.sourceOfTalk[j]] += x
			sum += x
		}
	}
	return sum
}

// heardAt is the chance that a person in the audience of a broadcast has heard.
func (w *Work) heardAt(now *instant, k int) float64 {
	if w.begun[k] > now.t {
		return 0
	}
	return w.law.heard(now, k, w.begun)
}

// unheard is the chance that a person of the i-th unit has not heard, without talk.
func (w *Work) unheard(now *instant, i int) float64 {
	s := w.law.state(now, w.begun, w.Crowd.homes[i])
	return float64(s.u * s.z)
}

// tellPlayed tells the ways of the i-th unit, which was played person by person.
func (w *Work) tellPlayed(i int) {
	c := &w.ways
	if c.tell == nil {
		return
	}
	played := &w.played[i]
	sources := len(w.net.Public().Hears)
	c.shares = slices.Grow(c.shares[:0], sources)[:sources]
	for k, t := range played.when {
		if t > w.horizon || played.ways[k] < 0 {
			continue
		}
		clear(c.shares)
		c.shares[played.ways[k]] = 1
		c.tell(t, 1, c.shares)
	}
}

// talkOf is in which of several talks somebody was told who was told in one.
func (l *law) talkOf(draws *source) int {
	if len(l.talks) == 1 {
		return l.sourceOfTalk[0]
	}
	x := l.talk * random.Uniform(draws.next())
	for j := range l.talks[:len(l.talks)-1] {
		if x -= l.talks[j].rate; x < 0 {
			return l.sourceOfTalk[j]
		}
	}
	return l.sourceOfTalk[len(l.talks)-1]
}

// setSources finds which of the public's sources each broadcast, round and talk is.
func (l *law) setSources(pub *model.Public) {
	round := 0
	for k, s := range pub.Hears {
		switch s.Kind {
		case model.Broadcast:
			first := l.broadcastOf[k]
			// All broadcasts that were made of this source, one for each audience.
			for b := first; b < len(l.broadcasts) && l.broadcasts[b].ordinal == l.broadcasts[first].ordinal; b++ {
				l.sourceOf = append(l.sourceOf, k)
				l.byOrder = append(l.byOrder, byHome{b, -1})
			}
		case model.Visits:
			l.sourceOfRound = append(l.sourceOfRound, k)
			l.byOrder = append(l.byOrder, byHome{-1, round})
			round++
		case model.Talk:
			l.sourceOfTalk = append(l.sourceOfTalk, k)
		}
	}
}

// sourceOfWay is which of the public's sources a broadcast, or a round, is.
func (l *law) sourceOfWay(w byHome) int {
	if w.round >= 0 {
		return l.sourceOfRound[w.round]
	}
	return l.sourceOf[w.broadcast]
}
