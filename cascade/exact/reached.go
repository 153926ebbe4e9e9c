package exact

import (
	"slices"

	"harkara/cascade/exact/internal/lattice"
	"harkara/model"
)

// Whether a child can be reached over a channel is drawn once for all who contact
// it over that channel. Given which channels reach it, people and attempts are
// independent as ever: the law of its arrival is a mixture over those sets of
// channels, with u_c the chance that channel c does not reach it,
//
//	F = Σ_R Π_{c∈R} (1 − u_c) Π_{c∉R} u_c · F_R.
//
// Whether people act as one is drawn once for the unit, so that F_R is a mixture
// of two: with the chance a there is one start, from which all n of them send,
//
//	F_R = (1 − a)·F(n starts) + a·F(one start, n senders).

// reached is one set of channels over which a child is reached.
//
// Its chance is a share of 1; the empty set is left out, so that the chances of all
// add up to that of being reached at all.
type reached struct {
	chance float64
	relay  *model.Relay // the people, each acting alone, with these channels only
	// asOne is what those who act as one do from their only start on: all of them
	// send at once. It is nil where they never do.
	asOne *model.Relay
}

// maxUncertain is over how many channels of one relay a child may be unreachable:
// sets of channels double with each.
const maxUncertain = 4

// uncertain is how many channels of a relay may not reach a child.
func (r *relays) uncertain(relay *model.Relay) int {
	n := 0
	for _, c := range relay.Over {
		if u := r.p.Network.Channels()[c].Unreachable; u > 0 && u < 1 {
			n++
		}
	}
	return n
}

// reachedBy are the sets of channels over which a relay's people may reach a child.
//
// The relays in it are made once for each relay, as they are keys of the caches.
func (c *computer) reachedBy(relay *model.Relay) []reached {
	if known, ok := c.sets[relay]; ok {
		return known
	}
	out := []reached{{chance: 1, relay: relay}}
	for _, ch := range relay.Over {
		u := c.p.Network.Channels()[ch].Unreachable
		if u == 0 {
			continue
		}
		var next []reached
		for _, s := range out {
			without := *s.relay
			without.Over = slices.DeleteFunc(slices.Clone(s.relay.Over), func(c int) bool { return c == ch })
			next = append(next, reached{chance: s.chance * (1 - u), relay: s.relay}, reached{chance: s.chance * u, relay: &without})
		}
		out = next
	}
	kept := out[:0]
	for _, s := range out {
		if len(s.relay.Over) == 0 || s.chance == 0 {
			continue
		}
		if sameStart(relay) {
			s.asOne = &model.Relay{People: relay.People, PassesOn: 1, Notices: model.Fixed(0), Over: s.relay.Over}
		}
		kept = append(kept, s)
	}
	c.sets[relay] = kept
	return kept
}

// sameStart tells whether it matters to a child if people act as one. Where they
// split the children between them, one person alone tells it.
func sameStart(r *model.Relay) bool { return r.Alike > 0 && r.People > 1 && !r.Split }

// hopIn is hop for people who may start in an opening.
func (c *computer) hopIn(a *lattice.Dist, r *model.Relay, o lattice.Opening) *lattice.Dist {
	var out *lattice.Dist
	add := func(chance float64, l *lattice.Dist) {
		if chance < 1 {
			l = l.Shift(0, chance)
		}
		if out == nil {
			out = l
		} else {
			out = out.Mix(l)
		}
	}
	for _, s := range c.reachedBy(r) {
		alone := 1.0
		if s.asOne != nil {
			alone = 1 - r.Alike
			start := c.noticeOf(r).Convolve(a).NextOpen(o)
			add(s.chance*r.Alike*r.PassesOn, c.hopOver(start, s.asOne, lattice.Always()))
		}
		if alone > 0 {
			add(s.chance*alone, c.hopOver(a, s.relay, o))
		}
	}
	if out == nil {
		return c.Never()
	}
	return out
}

// firstNotice is from an arrival to when the first of a relay's people notices it
// who passes it on.
//
// The law lacks the mass of nobody doing so; it is a mixture over whether they act
// as one, and then are as one person.
func (c *computer) firstNotice(r *model.Relay) *lattice.Dist {
	one := c.noticeOf(r)
	alone := one.MinOf(r.People, r.PassesOn)
	if r.Alike == 0 || r.People < 2 {
		return alone
	}
	return alone.Shift(0, 1-r.Alike).Mix(one.Shift(0, r.PassesOn*r.Alike))
}

// nobodyPasses is the chance that none of a relay's people passes a message on.
func nobodyPasses(r *model.Relay) float64 {
	alone := model.Power(1-r.PassesOn, r.People)
	if r.Alike == 0 || r.People < 2 {
		return alone
	}
	return (1-r.Alike)*alone + r.Alike*(1-r.PassesOn)
}
