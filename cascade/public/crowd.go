// Package public is the people below the last tier. Given when the units that
// serve them started, how they hear is a law of its own: here it is integrated
// out (cohorts) or played person by person (individuals).
package public

import (
	"fmt"

	"github.com/cespare/xxhash/v2"

	"harkara/cascade"
	"harkara/cascade/random"
	"harkara/model"
)

// A Crowd is the people of a network made ready to hear: shared by all
// workers, not changed while they play.
type Crowd struct {
	net     *model.Network
	horizon model.Tick
	columns []model.Tick
	law     law

	served  []model.Unit
	people  []int64
	homes   []int64
	senders [][]model.Unit // for each dimension, of each served unit
	own     int            // the dimension of the serving unit itself, or -1
	key     random.Key
	keys    []random.Key // of each served unit
	sizes   []float64    // shares of households of 1, 2, … people, or nil
	classes []int64      // sizes of household that occur, where sizes is nil
	kinds   []members    // of served units: distinct numbers of people and homes
	kindOf  []int32      // of each served unit
	exact   []bool       // served units that are played person by person

	audience  []int32 // of each served unit: the shares of its people; nil where all are alike
	groups    []group
	groupOf   []int32 // of each served unit
	startGrid startGrid
	grid      []model.Tick // times at which talk is followed
}

// Mode is how the people are played.
type Mode string

// The modes. Auto plays units in which chance decides whether word of mouth
// takes off person by person, and integrates the rest.
const (
	Auto        Mode = "auto"
	Cohorts     Mode = "cohorts"
	Individuals Mode = "individuals"
)

// Under Auto, word of mouth is played person by person in units of at most
// smallTalk people, and in those of at most manyTalk in which fewer than
// fewKnow people are expected to hear otherwise within one mean time of
// telling: there, chance decides whether talk takes off.
const (
	smallTalk = 250
	fewKnow   = 50
	manyTalk  = 100_000
)

// New makes the public of a problem ready; nil where the network has none. The
// columns are the times at which counts are wanted.
func New(p cascade.Problem, columns []model.Tick, mode Mode) (*Crowd, error) {
	n := p.Network
	pub := n.Public()
	if pub == nil || len(n.Served()) == 0 {
		return nil, nil
	}
	c := &Crowd{
		net: n, horizon: p.Question.Horizon, columns: columns, served: n.Served(), own: -1,
		people: n.People(), homes: n.Homes(), sizes: pub.Sizes,
		key: random.NewKey(p.Seed).Fold(wordPublic).Fold(xxhash.Sum64String(p.Message().Name)),
	}
	if err := c.setLaw(pub); err != nil {
		return nil, err
	}
	c.exact = make([]bool, len(c.served))
	c.keys = make([]random.Key, len(c.served))
	for i, u := range c.served {
		c.keys[i] = c.key.Fold(n.Key(u))
		c.exact[i] = mode == Individuals || mode != Cohorts && c.talkIsChance(i)
	}
	c.setClasses()
	c.setKinds()
	c.setGroups()
	return c, nil
}

// talkIsChance tells whether talk among the people of the i-th served unit is a
// matter of chance.
func (c *Crowd) talkIsChance(i int) bool {
	n := c.people[i]
	if c.law.talk == 0 || n > manyTalk {
		return false
	}
	if n <= smallTalk {
		return true
	}
	var now instant
	c.law.at(&now, min(c.horizon, model.Tick(1/c.law.talk)))
	s := c.law.state(&now, c.law.begin(nil, make([]model.Tick, len(c.senders)), c.audienceOf(i)), c.homes[i])
	return float64(n)*(1-s.u*s.z) < fewKnow
}

// Words that tell the addresses of the public's random numbers apart.
const (
	wordPublic = 0x5055_424c_4943 // the people
	wordTalk   = 0x5441_4c4b_0000 // word of mouth
	wordOrder  = 0x4f52_4445_5200 // whose door comes first
	wordPool   = 0x504f_4f4c_0000 // the people who stand for everybody's delays
	wordHomes  = 0x484f_4d45_5300 // the same for households
)

func (c *Crowd) setLaw(pub *model.Public) error {
	l := &c.law
	l.segments = []float64{1}
	if len(pub.Segments) > 0 {
		l.segments = l.segments[:0]
		for _, s := range pub.Segments {
			l.segments = append(l.segments, s.Share)
		}
	}
	l.overlaps = pub.Overlaps
	audiences := c.setAudiences(pub)
	dims, ordinal := map[int]int{}, 0
	for k, s := range pub.Hears {
		l.broadcastOf = append(l.broadcastOf, -1)
		switch s.Kind {
		case model.Talk:
			l.talk += s.Rate / float64(model.Day)
			continue
		case model.Broadcast:
			l.broadcastOf[len(l.broadcastOf)-1] = len(l.broadcasts)
			ch := c.net.Channels()[s.Channel]
			b := broadcast{
				curve: newCurve(ch.Delay, c.horizon, l.direct), share: s.Share, delivers: ch.Delivers,
				retry: ch.Retry, hours: ch.Hours, among: s.Among, dim: c.dimension(dims, s.From), ordinal: uint64(ordinal),
			}
			l.broadcasts = append(l.broadcasts, audiences.of(b, k)...)
			ordinal++
		case model.Visits:
			l.rounds = append(l.rounds, visits{
				perTick: float64(s.Workers) * s.PerHour / float64(model.Hour),
				hours:   s.Hours, dim: c.dimension(dims, s.From),
			})
		}
	}
	l.joined = make([]bool, len(l.broadcasts))
	for _, o := range l.overlaps {
		l.joined[l.broadcastOf[o.A]], l.joined[l.broadcastOf[o.B]] = true, true
	}
	if len(dims) > maxDims {
		return fmt.Errorf("people hear from units of %d tiers; at most %d are played", len(dims), maxDims)
	}
	return nil
}

// maxDims is from how many tiers people may hear directly.
const maxDims = 8

// dimension is the index of a sending tier among those that people hear from
// (−1 is the unit that serves them), with the sending unit of each served unit.
func (c *Crowd) dimension(dims map[int]int, tier int) int {
	if tier >= 0 && c.net.TierOf(c.served[0]) == tier && c.net.TierOf(c.served[len(c.served)-1]) == tier {
		tier = -1
	}
	if d, ok := dims[tier]; ok {
		return d
	}
	d := len(dims)
	dims[tier] = d
	from := make([]model.Unit, len(c.served))
	for i, u := range c.served {
		from[i] = u
		if tier < 0 {
			continue
		}
		if from[i] = c.net.Above(u, tier); from[i] == model.NoUnit {
			if in := c.net.InTier(tier); in.Len() == 1 {
				from[i] = in.Lo // a sender beside the hierarchy, for everybody
			}
		}
	}
	if tier < 0 {
		c.own = d
	}
	c.senders = append(c.senders, from)
	return d
}

// Total is how many people, or households, there are among served units.
func (c *Crowd) Total(which []int) (people, homes int64) {
	for _, i := range which {
		people += c.people[i]
		homes += c.homes[i]
	}
	return people, homes
}

// All are the indices of all served units.
func (c *Crowd) All() []int {
	all := make([]int, len(c.served))
	for i := range all {
		all[i] = i
	}
	return all
}
