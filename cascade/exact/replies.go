package exact

import (
	"harkara/cascade/exact/internal/lattice"
	"harkara/model"
)

// hoursOf are the hours that the channels of a relay keep, or nil.
//
// All channels of one relay that keep hours keep the same ones: other cases are
// refused by checkChannels, so the first calendar found is that of all.
func (c *computer) hoursOf(r *model.Relay) *model.Calendar {
	for _, i := range r.Over {
		if h := c.p.Network.Channels()[i].Hours; h != nil {
			return h
		}
	}
	return nil
}

// noticeOf is the law of how long a person takes from the message's arrival at the
// unit to noticing it, in ticks. Hours and outages are not in it.
func (c *computer) noticeOf(r *model.Relay) *lattice.Dist {
	if c.noticed[r] == nil {
		c.noticed[r] = c.OfDelay(r.Notices)
	}
	return c.noticed[r]
}

// replyOf is from a person's start to a child's first copy over all channels.
//
// Channels deliver independently of each other, so the first copy is the minimum:
//
//	1 − R(τ) = Π_c (1 − S_c(τ)).
func (c *computer) replyOf(r *model.Relay) *lattice.Dist {
	if c.reply[r] == nil {
		out := c.sentOver(r.Over[0])
		for _, i := range r.Over[1:] {
			out = out.Min(c.sentOver(i))
		}
		c.reply[r] = out
	}
	return c.reply[r]
}

// sentOnce is how long one delivery over a channel takes.
//
// It is the law of a delivery that succeeds, with all of its mass; whether one
// succeeds is the channel's ChanceOf, a share of 1.
func (c *computer) sentOnce(i int) *lattice.Dist {
	if c.once[i] == nil {
		c.once[i] = c.OfDelay(c.p.Network.Channels()[i].Delay)
	}
	return c.once[i]
}

// sentOver is how long a channel takes, all its attempts together.
//
// It holds for a channel without hours, or one that is not tried again; attempts are
// a fixed time apart:
//
//	S(τ) = Σ_k d_k·Π_{j<k}(1 − d_j) · D(τ − k·every),   k = 0 … times.
//
// Its total is 1 − Π_k (1 − d_k), the chance that any attempt is delivered.
func (c *computer) sentOver(i int) *lattice.Dist {
	if l, ok := c.sent[i]; ok {
		return l
	}
	ch := &c.p.Network.Channels()[i]
	one := c.sentOnce(i)
	out := one.Shift(0, ch.Delivers)
	attempt, left := one, 1-ch.Delivers
	for k := 1; k <= ch.Retry.Times && left > 0; k++ {
		attempt = attempt.Convolve(c.Certainly(ch.Retry.Every))
		out = out.Mix(attempt.Shift(0, left*ch.ChanceOf(k)))
		left *= 1 - ch.ChanceOf(k)
	}
	c.sent[i] = out
	return out
}

// fewValues is up to how many values of a delay matter to the grid.
const fewValues = 24

// matter are the times at which something happens for sure, those first at
// which most does.
//
// They are waits in ticks after the release, more than 0 and at most end. The grid's
// step is chosen to divide as many of them as it can, those first in the list before
// others: a jump at a point of the grid is known exactly, while one inside a cell has
// all of the cell's mass as its bound of error. Which times are listed changes only
// how tight the bounds are, never whether they hold.
func (r *relays) matter(end model.Tick, columns bool) []model.Tick {
	n := r.p.Network
	var out []model.Tick
	add := func(t model.Tick) {
		if t > 0 && t <= end {
			out = append(out, t)
		}
	}
	from := r.p.Message().At
	windows := func(o lattice.Opening) {
		for _, w := range o {
			add(w.Open - from)
			if w.Close-1 == r.p.Message().LastStart() {
				w.Close-- // the last start counts, not the moment after it
			}
			add(w.Close - from)
		}
	}
	for i := range r.classes {
		for _, s := range r.classes[i].states {
			windows(s.open)
		}
		for _, w := range r.classes[i].sends {
			add(w.Open - from)
		}
	}
	for _, ch := range n.Channels() {
		windows(hoursOf(ch.Hours))
		add(ch.Retry.Every)
	}
	for _, t := range r.p.Question.At {
		if columns {
			add(t - from)
		}
	}
	delay := func(d model.Delay) {
		if values, ok := lattice.Atoms(d); ok && len(values) <= fewValues {
			for _, v := range values {
				add(v.At)
			}
		}
	}
	for i := range r.classes {
		delay(r.classes[i].relay.Notices)
	}
	for _, ch := range n.Channels() {
		delay(ch.Delay)
	}
	return out
}
