package public

import (
	"slices"

	"harkara/cascade"
	"harkara/cascade/random"
	"harkara/model"
)

// gather finds what comes of one message, to whom, by ways other than talk: as the
// units that send started, and again as those started that were corrected.
func (d *mind) gather(message int, x *cascade.MessagePlay) {
	c := d.crowds[message]
	starts := make([]model.Tick, len(c.senders))
	d.people.first = slices.Grow(d.people.first[:0], d.n)[:d.n]
	for k := range d.people.first {
		// So that alone, whose draws these are, takes all that comes and leaves nothing
		// out.
		d.people.first[k] = model.Never
	}
	for s := range starts {
		starts[s] = model.Never
		if u := c.senders[s][d.unit]; u != model.NoUnit {
			starts[s] = x.Start[u]
		}
	}
	d.sendAll(message, x, starts, 0)
	// A unit that was corrected sends again, with draws of its own for what comes of that;
	// only the ways that begin at it do.
	for nth, anew := range x.Restarts {
		any := false
		for s := range starts {
			starts[s] = model.Never
			if u := c.senders[s][d.unit]; u == anew.Unit {
				starts[s], any = anew.At, true
			}
		}
		if any {
			d.sendAll(message, x, starts, random.Key(nth+1))
		}
	}
	// Whom a unit tells by number is chosen when it does: those who know by then are
	// passed over.
	for k := range c.law.tells {
		if at := x.Start[c.served[d.unit]]; at <= c.horizon && c.law.tells[k].toTell(int64(d.n)) > 0 {
			content, hands := heldAt(x, c.served[d.unit], at)
			d.coming = append(d.coming, hearing{at, int16(message), int16(c.law.tells[k].source), -int32(k) - 1, content, hands})
		}
	}
}

// sendAll gathers what the sources of a message send that started at starts.
func (d *mind) sendAll(message int, x *cascade.MessagePlay, starts []model.Tick, again random.Key) {
	c, p := d.crowds[message], &d.people
	senderOf := func(source int) model.Unit { return c.senders[c.dimOf(source)][d.unit] }
	p.again = again
	p.told = func(k int, t model.Tick, source int) {
		if t > c.horizon {
			return
		}
		// What the sender held when it sent counts, though it may come later.
		content, hands := heldAt(x, senderOf(source), min(t, p.contact))
		if way := d.garbles[message][source]; way.chance > 0 {
			key := c.keys[d.unit].Fold(uint64(k)).Fold(uint64(source)).Shift(wordGarble + again)
			content = way.pass(content, random.Uniform(key.At(d.trial)))
		}
		d.coming = append(d.coming, hearing{t, int16(message), int16(source), int32(k), content, hands + 1})
	}
	for k := range d.n {
		p.alone(c, d.trial, d.unit, k, starts)
	}
	for b := range c.law.broadcasts {
		p.tellHomes(c, d.trial, d.unit, b, starts)
	}
	for r := range c.law.rounds {
		// Where nobody ever answers there is nothing to visit.
		if c.law.rounds[r].closed < 1 {
			p.visit(c, d.trial, d.unit, r, starts)
		}
	}
	p.told = nil
}

// dimOf is which of a unit's starts a source counts from.
func (c *Crowd) dimOf(source int) int {
	// Broadcasts and rounds know their source by its place in the file.
	for b, s := range c.law.sourceOf {
		if s == source {
			return c.law.broadcasts[b].dim
		}
	}
	for r, s := range c.law.sourceOfRound {
		if s == source {
			return c.law.rounds[r].dim
		}
	}
	return 0
}
