package montecarlo

import (
	"math"
	"slices"

	"harkara/cascade"
	"harkara/model"
)

// units counts of each unit when it has the message and who told it first: 28 bytes a
// unit, 4 for each time asked, and 4 a link, however many trials are played.
type units struct {
	*setup
	// Numbers of trials fit 32 bits: more than 4 billion are not played.
	first []uint32    // of each unit and time: trials in which it is the first by which it has it
	has   []uint32    // of each unit: trials in which it has it by the horizon
	sum   [][2]uint64 // of each unit: of those, the sum of its arrivals in ticks
	// tellers are, of each unit, trials in which its parent told it first and in which
	// the people of the unit above that did, in its place; then those of each link. nil
	// where a unit can only be told by its parent.
	tellers []uint32
}

// newUnits is nil where nothing is asked of single units.
func newUnits(s *setup) *units {
	if len(s.problem.Question.Units) == 0 {
		return nil
	}
	n := s.problem.Network.Len()
	u := &units{setup: s, first: make([]uint32, n*len(s.problem.Question.Units)), has: make([]uint32, n), sum: make([][2]uint64, n)}
	if s.linksTo != nil {
		u.tellers = make([]uint32, 2*n+len(s.problem.Network.Links()))
	}
	return u
}

// linksTo are the links that lead to each unit, by their indices: those to unit u are
// link[start[u]:start[u+1]].
type linksTo struct {
	start []int32
	link  []int32
}

// setUnits finds whether units can be told by others than their parents.
func (s *setup) setUnits() {
	n := s.problem.Network
	several := func(n *model.Network) bool {
		return len(n.Links()) > 0 || slices.ContainsFunc(n.Relays(), func(r model.Relay) bool { return r.Deputy > 0 })
	}
	// One who can only be told by the parent needs no count of tellers.
	if len(s.problem.Question.Units) == 0 || !slices.ContainsFunc(s.problem.Networks(), several) {
		return
	}
	// Sorted by counting: links are in the order of those from whom they lead.
	x := &linksTo{start: make([]int32, n.Len()+1), link: make([]int32, len(n.Links()))}
	for _, l := range n.Links() {
		x.start[l.To+1]++
	}
	for u := range n.Len() {
		x.start[u+1] += x.start[u]
	}
	// next is where the next link to each unit goes.
	next := slices.Clone(x.start)
	for i, l := range n.Links() {
		x.link[next[l.To]] = int32(i)
		next[l.To]++
	}
	s.linksTo, s.trackedUnits = x, true
}

// count counts one trial.
func (x *units) count(out *cascade.Outcome) {
	at := x.problem.Question.Units
	for u, arrival := range out.Arrival {
		// Never is later than any horizon.
		if arrival > x.problem.Question.Horizon {
			continue
		}
		x.has[u]++
		// A week of microseconds times a billion trials needs more than 64 bits.
		plus(&x.sum[u], 0, uint64(arrival))
		// Counted once, at the first time by which it has it; answer adds them up.
		if j, _ := slices.BinarySearch(at, arrival); j < len(at) {
			x.first[u*len(at)+j]++
		}
	}
	if x.tellers == nil || out.By == nil {
		return
	}
	for u, by := range out.By {
		if i := x.teller(model.Unit(u), by); i >= 0 {
			x.tellers[i]++
		}
	}
}

// teller is where it is counted that a unit was told so; -1 where nobody told it, or
// over a link that only other circumstances have.
func (x *units) teller(u model.Unit, by cascade.Told) int {
	switch {
	case by.From == model.NoUnit:
		return -1
	case by.Way == cascade.FromParent:
		return 2 * int(u)
	case by.Way == cascade.ByDeputy:
		return 2*int(u) + 1
	}
	// Few lead to one unit: they are looked through.
	links := x.problem.Network.Links()
	for _, i := range x.linksTo.link[x.linksTo.start[u]:x.linksTo.start[u+1]] {
		if links[i].From == by.From && links[i].Over == int32(by.Channel) {
			return 2*x.problem.Network.Len() + int(i)
		}
	}
	return -1
}

func (x *units) state(c *Codec) {
	for _, list := range [][]uint32{x.first, x.has, x.tellers} {
		for i := range list {
			if n := &list[i]; !merged(c, n, func(into, other *uint32) { *into += *other }) {
				*n = uint32(c.number(uint64(*n)))
			}
		}
	}
	for u := range x.sum {
		c.wide(&x.sum[u])
	}
}

// answer tells of each unit what was counted.
func (x *units) answer(trials int) *cascade.UnitAnswers {
	at, n := x.problem.Question.Units, x.problem.Network.Len()
	out := &cascade.UnitAnswers{
		At: at, Has: make([]float32, n*len(at)), Mean: make([]float64, n),
		First: make([]cascade.Told, n), FirstShare: make([]float32, n),
	}
	for u := range n {
		// Trials in which it had it by this time or an earlier one.
		by := uint64(0)
		for j := range at {
			by += uint64(x.first[u*len(at)+j])
			out.Has[u*len(at)+j] = float32(float64(by) / float64(trials))
		}
		out.Mean[u] = math.NaN()
		// The mean is over the trials in which it has it at all.
		if x.has[u] > 0 {
			out.Mean[u] = quotient(wide(x.sum[u]), wide([2]uint64{0, uint64(x.has[u])})) * model.Tick(1).Seconds()
		}
		out.First[u], out.FirstShare[u] = x.mostOften(model.Unit(u))
	}
	return out
}

// mostOften is who told a unit first most often, and in what share of the plays in
// which anybody did; of several the one counted first.
func (x *units) mostOften(u model.Unit) (cascade.Told, float32) {
	n := x.problem.Network
	if x.tellers == nil {
		if n.Parent(u) == model.NoUnit || x.has[u] == 0 || slices.Contains(x.problem.Message().From, u) {
			return cascade.Told{From: model.NoUnit, Channel: -1}, float32(math.NaN())
		}
		return cascade.Told{From: n.Parent(u), Channel: -1}, 1
	}
	best, most, all := cascade.Told{From: model.NoUnit, Channel: -1}, uint32(0), uint32(0)
	// In the order of parent, deputy and links: with equal counts the first stays.
	try := func(count uint32, t cascade.Told) {
		if all += count; count > most {
			best, most = t, count
		}
	}
	if p := n.Parent(u); p != model.NoUnit {
		try(x.tellers[2*u], cascade.Told{From: p, Channel: -1})
		try(x.tellers[2*u+1], cascade.Told{From: n.Parent(p), Channel: -1, Way: cascade.ByDeputy})
	}
	for _, i := range x.linksTo.link[x.linksTo.start[u]:x.linksTo.start[u+1]] {
		try(x.tellers[2*n.Len()+int(i)], cascade.Told{From: n.Links()[i].From, Channel: -1, Way: cascade.OverLink})
	}
	if all == 0 {
		return best, float32(math.NaN())
	}
	return best, float32(float64(most) / float64(all))
}

// unitBytes is what one set of units takes.
func unitBytes(p *cascade.Problem) int64 {
	if len(p.Question.Units) == 0 {
		return 0
	}
	return int64(p.Network.Len())*(28+4*int64(len(p.Question.Units))) + 4*int64(len(p.Network.Links()))
}
