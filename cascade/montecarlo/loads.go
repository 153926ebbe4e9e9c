package montecarlo

import (
	"math/bits"

	"harkara/cascade"
	"harkara/model"
)

// loadCounts is what is counted of those who deal with messages at one desk of a tier.
type loadCounts struct {
	// person is 0 for the unit whose people share the work, else counted from 1, as in
	// Desks.
	tier, person int
	message      int // −1 is all
	place        int // of Together.Desks
	urgent       Sum // how many came of messages no less urgent
	// wait is of all waits over all who waited; loss of all dropped over all who came.
	busy    Sum // shares, in parts of Whole
	wait    ratio
	waits   Histogram
	came    Sum
	handled Sum
	dropped Sum
	loss    ratio
}

// ratio is a sum of what is counted over another, of trials that are clusters.
type ratio struct {
	of, to Sum
	cross  [2]uint64
}

func (r *ratio) add(x, n uint64) {
	r.of.Add(x)
	r.to.Add(n)
	hi, lo := bits.Mul64(x, n)
	plus(&r.cross, hi, lo)
}

func (r *ratio) state(c *Codec) {
	c.Sum(&r.of)
	c.Sum(&r.to)
	c.wide(&r.cross)
}

// countLoads counts what people had to deal with. Waits are added up in milliseconds, so
// that the squares of their sums fit.
func (a *answered) countLoads(x *cascade.Together) {
	for i := range a.loads {
		l := &a.loads[i]
		d := &x.Desks[l.place]
		l.urgent.Add(uint64(a.noLessUrgent(l, x.Desks)))
		// A share of the hours in which it is open within the window.
		l.busy.Add(uint64(Parts(float64(d.Busy) / float64(max(d.Open, 1)))))
		total := uint64(0)
		for _, w := range d.Waits {
			total += uint64(w) / 1000
			l.waits.Add(uint64(w), 1)
		}
		l.wait.add(total, uint64(len(d.Waits)))
		l.came.Add(uint64(d.Came))
		l.handled.Add(uint64(d.Handled))
		l.dropped.Add(uint64(d.Dropped))
		l.loss.add(uint64(d.Dropped), uint64(d.Came))
	}
}

// noLessUrgent is how many came to a desk of messages that do not go after the one that is
// told of: all, unless the more urgent go first.
func (a *answered) noLessUrgent(l *loadCounts, desks []cascade.DeskPlay) int {
	if l.message < 0 {
		return desks[l.place].Came
	}
	// The place of all messages together is before those of each.
	all, sum := l.place-1-l.message, 0
	for m := range a.set.problem.Messages {
		if a.before(l, m) {
			sum += desks[all+1+m].Came
		}
	}
	return sum
}

// before tells whether a message does not go after the one that counts are of.
func (a *answered) before(l *loadCounts, m int) bool {
	messages := a.set.problem.Messages
	relay, _ := a.deskOf(l.tier)
	return l.message < 0 || relay.Handles.Order != model.ByPriority || messages[m].Priority >= messages[l.message].Priority
}

// deskOf is how the people of a tier deal with messages, and at how many units they do.
func (a *answered) deskOf(tier int) (relay *model.Relay, units int) {
	n := a.set.problem.Network
	for u := n.InTier(tier).Lo; u < n.InTier(tier).Hi; u++ {
		// Units of a tier that deal with messages do so alike, but for those with a relay
		// of their own.
		if r := n.Relay(u); r.Handles != nil {
			units++
			relay = r
		}
	}
	return relay, units
}
