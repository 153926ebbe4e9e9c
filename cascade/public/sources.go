package public

import (
	"fmt"
	"slices"

	"harkara/cascade"
	"harkara/cascade/random"
	"harkara/model"
)

// setLaw makes the sources of a public ready to be asked: of each broadcast, how
// long it takes as a table; of each round of visits, how many homes it comes to in
// a tick of open time; of all talk together, its hazard. Tiers that people hear
// from become dimensions, in the order in which they occur.
func (c *Crowd) setLaw(pub *model.Public, cache *cascade.Cache) error {
	l := &c.law
	// All are one segment unless the file divides them.
	l.segments = []float64{1}
	if len(pub.Segments) > 0 {
		l.segments = l.segments[:0]
		for _, s := range pub.Segments {
			l.segments = append(l.segments, s.Share)
		}
	}
	l.overlaps = pub.Overlaps
	audiences := c.setAudiences(pub)
	reached, err := l.setUnreachable(pub, c.net.Channels())
	if err != nil {
		return err
	}
	// ordinal numbers broadcasts as they stand in the file, for addresses: those made of
	// one for several kinds of unit share it.
	dims, ordinal := map[int]int{}, 0
	for k, s := range pub.Hears {
		l.broadcastOf = append(l.broadcastOf, -1)
		switch s.Kind {
		case model.Talk:
			l.addTalk(s)
			continue
		case model.Tell:
			c.dimension(dims, -1) // those told know when their unit starts
			l.tells = append(l.tells, tell{people: s.TellPeople, share: s.TellShare, source: k})
			continue
		case model.Broadcast:
			l.broadcastOf[len(l.broadcastOf)-1] = len(l.broadcasts)
			ch := c.net.Channels()[s.Channel]
			// What has no audience of its own is heard by all.
			b := broadcast{
				curve: curveOf(c.net, s.Channel, c.horizon, l.direct, cache), share: s.Share, delivers: ch.Delivers,
				again: ch.ChanceOf(1), channel: reached[k], retry: ch.Retry, hours: ch.Hours, among: s.Among, dim: c.dimension(dims, s.From), ordinal: uint64(ordinal),
				perHome: s.PerHome, unheard: s.Unheard,
			}
			l.broadcasts = append(l.broadcasts, audiences.of(b, k)...)
			ordinal++
		// Rounds are told apart by their order, which all random numbers of their
		// homes are addressed by.
		case model.Visits:
			v := preparedVisits(s.Closed, s.Again, slices.Max(c.homes), cache)
			// So many homes in a tick of open time, by all workers together.
			v.perTick, v.hours, v.dim = float64(s.Workers)*s.PerHour/float64(model.Hour), s.Hours, c.dimension(dims, s.From)
			v.unheard = s.Unheard
			l.rounds = append(l.rounds, v)
		}
	}
	l.sortWays()
	l.setSources(pub)
	l.setLeaps(c.horizon)
	// Audiences that overlap are asked for together.
	l.joined = make([]bool, len(l.broadcasts))
	for _, o := range l.overlaps {
		l.joined[l.broadcastOf[o.A]], l.joined[l.broadcastOf[o.B]] = true, true
	}
	if len(dims) > maxDims {
		return fmt.Errorf("people hear from units of %d tiers; at most %d are played", len(dims), maxDims)
	}
	return nil
}

// addTalk adds word of mouth.
func (l *law) addTalk(s model.Source) {
	t := talker{rate: s.Rate / float64(model.Day), silent: s.Silent}
	if s.Tells != nil {
		t.tells, t.lasts = random.TableOf(1, s.Tells), s.Tells
	}
	// Of several talks the rates add up.
	l.talk += t.rate
	l.talks = append(l.talks, t)
}

// sortWays tells broadcasts to persons and ways home by home apart, and of these
// those by which all at home hear at once.
func (l *law) sortWays() {
	for i := range l.broadcasts {
		switch b := &l.broadcasts[i]; {
		case !b.perHome:
			l.byPerson = append(l.byPerson, i)
		// Home by home, and everybody at home hears.
		case b.unheard == 0 && b.among == 0:
			l.whole = append(l.whole, byHome{i, -1})
		default:
			l.part = append(l.part, byHome{i, -1})
		}
	}
	for i := range l.rounds {
		if l.rounds[i].unheard == 0 {
			l.whole = append(l.whole, byHome{-1, i})
		} else {
			l.part = append(l.part, byHome{-1, i})
		}
	}
}

// maxDims is from how many tiers people may hear directly.
// A name of a group has room for so many (groupName).
const maxDims = 8

// dimension is the index of a sending tier among those that people hear from
// (−1 is the unit that serves them), with the sending unit of each served unit.
func (c *Crowd) dimension(dims map[int]int, tier int) int {
	// The tier that serves them all is the unit itself, however it is called in the file.
	if tier >= 0 && c.net.TierOf(c.served[0]) == tier && c.net.TierOf(c.served[len(c.served)-1]) == tier {
		tier = -1
	}
	if d, ok := dims[tier]; ok {
		return d
	}
	// A dimension more, in the order in which tiers occur.
	d := len(dims)
	dims[tier] = d
	if tier < 0 {
		c.own = d
	}
	c.tiers, c.senders = append(c.tiers, tier), append(c.senders, c.sendersOf(tier))
	return d
}

// sendersOf is the sending unit of each served unit: itself (−1), or that of a tier above it;
// where the tier is beside the hierarchy and has one unit, that one.
func (c *Crowd) sendersOf(tier int) []model.Unit {
	if tier < 0 {
		return c.served
	}
	// Who is above whom is the same in both.
	if c.like != nil {
		if d := slices.Index(c.like.tiers, tier); d >= 0 {
			return c.like.senders[d]
		}
	}
	from := make([]model.Unit, len(c.served))
	for i, u := range c.served {
		if from[i] = c.net.Above(u, tier); from[i] == model.NoUnit {
			if in := c.net.InTier(tier); in.Len() == 1 {
				from[i] = in.Lo // a sender beside the hierarchy, for everybody
			}
		}
	}
	return from
}
