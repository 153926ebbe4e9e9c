package public

import (
	"cmp"
	"math"
	"slices"

	"harkara/cascade/random"
	"harkara/model"
)

// talk lets those who know tell those who do not: with k of n knowing, the
// next is told at rate talk·k(n−k)/n, and may be anyone who does not know; in
// between, others hear from elsewhere. This is the jump process itself.
func (p *individuals) talk(c *Crowd, out *hearingTimes) {
	n := len(p.first)
	p.order, p.where = p.order[:0], p.where[:0]
	for k := range n {
		p.order = append(p.order, int32(k))
	}
	slices.SortFunc(p.order, func(a, b int32) int { return cmp.Or(cmp.Compare(p.first[a], p.first[b]), cmp.Compare(a, b)) })
	// order[:known] know; order[known:] do not. ahead points at the next in
	// line by first, kept apart because talk takes people out of turn.
	line := slices.Clone(p.order)
	p.where = slices.Grow(p.where, n)[:n]
	for place, k := range p.order {
		p.where[k] = int32(place)
	}
	knows := func(k int32, known int) bool { return int(p.where[k]) < known }
	learn := func(k int32, known int) {
		// The one who learns changes places with the first of those who do not know.
		other, place := p.order[known], p.where[k]
		p.order[known], p.order[place] = k, other
		p.where[k], p.where[other] = int32(known), place
	}
	// Both waits are without memory: what is left of the one that did not come
	// first is drawn anew. Of people who hear otherwise the next in line is known.
	now, known, ahead := 0.0, 0, 0
	for known < n {
		for ahead < n && knows(line[ahead], known) {
			ahead++
		}
		next := math.Inf(1)
		if ahead < n && p.first[line[ahead]] < model.Never {
			next = float64(p.first[line[ahead]])
		}
		told := math.Inf(1)
		if known > 0 {
			rate := c.law.talk * float64(known) * float64(n-known) / float64(n)
			told = now - snap(math.Log(random.Uniform(p.draws.next())))/rate
		}
		if min(next, told) > float64(c.horizon) {
			return
		}
		if next <= told {
			now = next
			learn(line[ahead], known)
			p.first[line[ahead]] = model.Tick(now)
		} else {
			now = told
			// Whoever is told is anybody who does not know: talk knows nothing of
			// households or segments.
			pick := known + int(float64(n-known)*random.Uniform(p.draws.next()))
			k := p.order[pick]
			learn(k, known)
			p.first[k], p.by[k] = model.Tick(math.Ceil(now)), int16(c.law.talkOf(&p.draws))
		}
		known++
		out.people = append(out.people, model.Tick(math.Ceil(now)))
	}
}

// firstOfHome fills in when each household first had somebody who knew.
func (p *individuals) firstOfHome(c *Crowd, homes int, out *hearingTimes) {
	if homes == 0 {
		return
	}
	for range homes {
		out.homes = append(out.homes, model.Never)
	}
	// A household has the message as soon as one of its people has it.
	for k, t := range p.first {
		h := p.home[k]
		out.homes[h] = min(out.homes[h], t)
	}
	slices.Sort(out.homes)
	// Never, and what is after the horizon, is left out.
	out.homes = out.homes[:countUpTo(out.homes, c.horizon)]
}
