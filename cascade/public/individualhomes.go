package public

import (
	"cmp"
	"slices"

	"harkara/cascade/random"
	"harkara/model"
)

// visit sends the r-th round out, to all homes in random order.
func (p *individuals) visit(c *Crowd, trial uint64, i, r int, starts []model.Tick) {
	v := &c.law.rounds[r]
	s := starts[v.dim]
	if s >= model.Never {
		return
	}
	// Each is met at most once. Visits are counted on from round to round, since the
	// same workers make them one after another.
	when := make([]model.Tick, c.homes[i])
	for h := range when {
		when[h] = model.Never
	}
	made := int64(0)
	for again := range v.again + 1 {
		// Homes in the order of a random number each: every order is as likely.
		p.knock = p.knock[:0]
		key := c.keys[i].Shift(p.again).Fold(wordOrder + uint64(r) + 1)
		if again > 0 {
			key = key.Fold(uint64(again))
		}
		for h := range int32(c.homes[i]) {
			if when[h] == model.Never {
				p.knock = append(p.knock, door{h, key.Fold(uint64(h)).At(trial)})
			}
		}
		slices.SortFunc(p.knock, func(a, b door) int { return cmp.Or(cmp.Compare(a.draw, b.draw), cmp.Compare(a.home, b.home)) })
		for _, h := range p.knock {
			made++
			// Whether somebody answers is drawn anew at each visit.
			if v.closed == 0 || random.Uniform(key.Fold(uint64(h.home)).Shift(wordHome).At(trial)) >= v.closed {
				when[h.home] = v.when(s, made)
			}
		}
	}
	p.contact = model.Never
	p.within(c, trial, i, p.again+wordVisit+random.Key(r), v.unheard, 0, when, c.law.sourceOfRound[r])
}

// tellHomes lets people hear broadcast b, which comes home by home, or not at all.
func (p *individuals) tellHomes(c *Crowd, trial uint64, i, b int, starts []model.Tick) {
	broadcast := &c.law.broadcasts[b]
	if !broadcast.perHome || starts[broadcast.dim] >= model.Never || broadcast.kinds != nil && !broadcast.kinds[c.audienceOf(i)] {
		return
	}
	when := make([]model.Tick, c.homes[i])
	for h := range when {
		when[h] = model.Never
		key := c.keys[i].Shift(wordHome).Fold(uint64(h)).Fold(broadcast.ordinal)
		if random.Uniform(key.At(trial)) < broadcast.share && broadcast.reaches(key, trial) {
			when[h] = broadcast.drawn(random.Uniform(key.Shift(wordPool+p.again).At(trial)), starts[broadcast.dim], c.horizon)
		}
	}
	p.contact = broadcast.hours.Next(starts[broadcast.dim])
	p.within(c, trial, i, p.again+wordCast+random.Key(broadcast.ordinal), broadcast.unheard, broadcast.among, when, c.law.sourceOf[b])
}

// within lets people hear what came to their homes: each alone, unless they are not
// among those it is for (0 is everybody).
func (p *individuals) within(c *Crowd, trial uint64, i int, word random.Key, unheard float64, among uint64, when []model.Tick, source int) {
	for k, h := range p.home {
		// What comes after they have heard changes nothing, unless all that comes is asked
		// for.
		if when[h] == model.Never || when[h] > p.first[k] && p.told == nil {
			continue
		}
		key := c.keys[i].Fold(uint64(k))
		if among != 0 && among>>c.segmentOf(key, trial)&1 == 0 || unheard > 0 && random.Uniform(key.Shift(word).At(trial)) < unheard {
			continue
		}
		p.hears(k, when[h], source)
	}
}
