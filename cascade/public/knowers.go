package public

import (
	"cmp"
	"math"
	"math/bits"
	"slices"

	"harkara/model"
)

// knowersOf is how many of the people of the i-th served unit are expected to
// hear within one mean time of telling, whichever source starts first: at least so
// many where units are of very many kinds, and numbers are rounded down.
func (c *Crowd) knowersOf(i int) float64 {
	k := &knowing{c.people[i], c.homes[i], c.audienceOf(i)}
	if len(c.kinds) > manyKinds {
		k.people, k.homes = roundedDown(k.people), roundedDown(k.homes)
	}
	if len(c.law.rounds) == 0 {
		k.homes = 0
	}
	least, ok := c.knowers[*k]
	if !ok {
		least = math.Inf(1)
		for d := range c.senders {
			least = min(least, c.firstKnowers(k, d))
		}
		c.knowers[*k] = least
	}
	return least
}

// knowing is what the number of those who are first to know depends on.
type knowing struct {
	people, homes int64
	audience      int32
}

// manyKinds is from how many kinds of units on those who are first to know are worked
// out for rounded numbers.
const manyKinds = 1000

// roundedDown is n with its first seven bits alone: less by one part in 64, at most.
func roundedDown(n int64) int64 {
	shift := max(bits.Len64(uint64(n))-7, 0) // leaves 64 to 127
	return n >> shift << shift
}

// firstKnowers is how many of the people of a unit are expected to
// hear from the d-th kind of sending unit alone, within one mean time of telling
// of when the first of them is expected to.
// With N people and survival q(t) = u·z, it is N(1 − q(t₁ + 1/talk)), where t₁ is
// the first time with N(1 − q(t₁)) ≥ 1.
func (c *Crowd) firstKnowers(k *knowing, d int) float64 {
	starts := make([]model.Tick, len(c.senders))
	for e := range starts {
		starts[e] = model.Never
	}
	starts[d] = 0
	var now instant
	begun := c.law.begin(nil, starts, k.audience)
	heard := func(t model.Tick) float64 {
		c.law.at(&now, t)
		s := c.law.state(&now, begun, k.homes)
		return float64(k.people) * (1 - float64(s.u*s.z))
	}
	// One mean time of telling is counted from the first: long delays before do not
	// make talk any surer.
	first, end := model.Tick(-1), c.horizon
	if heard(end) < 1 {
		return heard(end)
	}
	for end-first > 1 {
		if mid := first + (end-first)/2; heard(mid) >= 1 {
			end = mid
		} else {
			first = mid
		}
	}
	return heard(min(c.horizon, end+model.Tick(1/c.law.talk)))
}

// setGrown finds the units whose first growth of talk is played: those in which
// fewer than curveKnowers are first to know. Among many units of a group as many
// are left out, beginning with those in which most are first to know, as add
// groupError to what is expected of all its people: there, what chance does in one
// unit is little in the sum of all.
func (c *Crowd) setGrown() {
	if c.law.leaps() {
		for i := range c.grown {
			c.grown[i] = !c.exact[i]
		}
		return
	}
	together := map[groupName][]int{}
	for i := range c.served {
		if !c.exact[i] {
			name := c.groupName(i)
			together[name] = append(together[name], i)
		}
	}
	knowers := make([]float64, len(c.served))
	for _, units := range together {
		spare := 0.0 // people
		if len(units) > directUnits {
			for _, i := range units {
				knowers[i] = c.knowersOf(i)
			}
			slices.SortFunc(units, func(a, b int) int { return cmp.Or(cmp.Compare(knowers[b], knowers[a]), cmp.Compare(a, b)) })
			for _, i := range units {
				spare += float64(c.people[i])
			}
			spare *= groupError
		}
		for _, i := range units {
			if c.knowersOf(i) < curveKnowers {
				spare -= float64(float64(c.people[i]) * c.curveError(i))
				c.grown[i] = spare < 0
			}
		}
	}
}

// groupError is how much curves of talk in units with few first knowers may add to
// the expected share of all people of a group of many units.
const groupError = 5e-5

// curveError is how far the expected share of people of the i-th served unit who
// know may be from that of the jump process, where all its talk is a curve.
// With n first knowers it is talkError/n², and at most 1.
func (c *Crowd) curveError(i int) float64 {
	n := c.knowersOf(i)
	return min(talkError/float64(n*n), 1)
}
