package trace

import (
	"slices"

	"harkara/cascade"
	"harkara/cascade/engine"
	"harkara/cascade/random"
	"harkara/model"
)

// history is what happened in one trial after another, as far as it is asked for: a
// trial is played without telling, and the steps at a unit are found when they
// are needed.
type history struct {
	net     *model.Network // of the trial
	nets    []*model.Network
	which   *random.Circumstances // which of nets a trial is played through
	message model.Message
	horizon model.Tick
	engine  cascade.Engine
	out     *cascade.Outcome
	links   linked
	told    map[model.Unit][]cascade.Step // of units asked for in this trial
}

func newHistory(p cascade.Problem, e cascade.Engine, links linked) *history {
	h := &history{
		net: p.Network, message: *p.Message(), horizon: p.Question.Horizon,
		engine: e, out: cascade.NewOutcome(p.Network.Len()), links: links,
		told: map[model.Unit][]cascade.Step{},
	}
	for _, v := range p.Variants() {
		h.nets, h.which = append(h.nets, v.Network), random.NewCircumstances(p.Seed, p.Circumstances)
	}
	return h
}

// play plays a trial.
func (h *history) play(trial uint64) {
	if h.nets != nil {
		h.net = h.nets[h.which.Variant(trial)]
	}
	h.engine.Play(trial, h.out)
	clear(h.told)
}

// steps are what happened to a unit in this trial.
func (h *history) steps(u model.Unit) []cascade.Step {
	steps, ok := h.told[u]
	if !ok {
		steps = engine.Recount(h.engine, u, h.tellers(u))
		h.told[u] = steps
	}
	return steps
}

// linked are the units that are linked to each unit, ascending.
type linked struct {
	start []int32
	from  []model.Unit
}

func linksTo(n *model.Network) linked {
	l := linked{start: make([]int32, n.Len()+2), from: make([]model.Unit, len(n.Links()))}
	for _, k := range n.Links() {
		l.start[k.To+2]++
	}
	for u := range n.Len() {
		l.start[u+2] += l.start[u+1]
	}
	for _, k := range n.Links() { // ascending by From
		l.from[l.start[k.To+1]] = k.From
		l.start[k.To+1]++
	}
	return l
}

func (l linked) to(u model.Unit) []model.Unit { return l.from[l.start[u]:l.start[u+1]] }

// cause is why u does not have the message by a time, or that it does.
func (h *history) cause(u model.Unit, by model.Tick) Cause {
	a := h.out.Arrival[u]
	switch {
	case a <= by:
		return Cause{InTime, nowhere}
	case by < h.message.At:
		return Cause{Unsent, nowhere}
	case h.message.When != nil && !slices.ContainsFunc(h.message.From, func(u model.Unit) bool { return h.out.Arrival[u] <= by }):
		return Cause{Unreleased, nowhere}
	case a < model.Never:
		return h.way(u).longest()
	}
	return h.broken(u)
}

// broken climbs from a unit that never has the message to the lowest hop above
// which somebody has it.
func (h *history) broken(u model.Unit) Cause {
	seen := map[model.Unit]bool{}
	for !seen[u] {
		seen[u] = true
		near := nearest{}
		for _, w := range h.tellers(u) {
			if h.out.Arrival[w] < model.Never {
				h.people(&near, w, u)
				h.contacts(&near, w, u)
			}
		}
		if near.rank > 0 {
			return near.cause
		}
		up := h.net.Parent(u)
		if from := h.links.to(u); up == model.NoUnit && len(from) > 0 {
			up = from[0]
		}
		if up == model.NoUnit || h.out.Arrival[up] < model.Never {
			break
		}
		u = up
	}
	return Cause{NoWay, h.net.TierOf(u)}
}

// tellers are the units that may tell u: its parent first, then those linked to
// it and, where its parent may be bypassed, the one above that.
func (h *history) tellers(u model.Unit) []model.Unit {
	var out []model.Unit
	add := func(w model.Unit) {
		if w != model.NoUnit && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	up := h.net.Parent(u)
	add(up)
	for _, w := range h.links.to(u) {
		add(w)
	}
	if up != model.NoUnit && h.net.Relay(up).Deputy > 0 {
		add(h.net.Parent(up))
	}
	return out
}

// nearest keeps the cause that came nearest to telling a unit.
type nearest struct {
	rank  int
	at    model.Tick // of what was only late: the earliest is nearest
	cause Cause
}

// How near each thing that may go wrong comes to telling the next unit.
const (
	rankNotPassed = 1 + iota
	rankSilent
	rankRelayClosed
	rankExpired
	rankLateNotice
	rankChannelClosed
	rankQueued
	rankUnreachable
	rankFailed
	rankLateDelivery
)

// offer keeps a cause if it came nearer than those before; make is called only
// then.
func (n *nearest) offer(rank int, at model.Tick, make func() Cause) {
	if rank > n.rank || rank == n.rank && at < n.at {
		n.rank, n.at, n.cause = rank, at, make()
	}
}

// people offers what became of those at w, who have the message, and would
// tell u.
func (h *history) people(near *nearest, w, u model.Unit) {
	if h.net.Parent(u) != w && !slices.Contains(h.links.to(u), w) {
		return // they bypassed somebody, of their own accord
	}
	tier := h.net.TierOf(w)
	relay := h.net.Relay(w)
	steps := h.steps(w)
	for i := range steps {
		s := &steps[i]
		if s.Unit != w || s.Channel >= 0 || !h.responsible(relay, w, u, s.Person-1) {
			continue
		}
		simply := func(k Kind) func() Cause { return func() Cause { return Cause{k, tier} } }
		switch {
		case s.Kind == cascade.DidNotPass:
			near.offer(rankNotPassed, 0, simply(NotPassed))
		case s.Kind == cascade.Silent:
			near.offer(rankSilent, 0, simply(Silent))
		case s.Kind == cascade.Expired:
			near.offer(rankExpired, 0, simply(Expired))
		case s.Kind == cascade.Closed && s.Due > h.horizon:
			near.offer(rankLateNotice, s.Due, func() Cause {
				way := h.way(w)
				way.add(SlowNotice, tier, s.Due-h.out.Arrival[w])
				return way.longest()
			})
		case s.Kind == cascade.Closed && relay.Hours.Next(s.Due) <= h.horizon:
			near.offer(rankSilent, 0, simply(Silent)) // open, but for an outage
		case s.Kind == cascade.Closed:
			near.offer(rankRelayClosed, 0, simply(RelayClosed))
		}
	}
}

// responsible tells whether a person (from 0) at w is one of those who tell u.
func (h *history) responsible(relay *model.Relay, w, u model.Unit, person int) bool {
	if person < 0 || !relay.Split || slices.Contains(h.links.to(u), w) {
		return person >= 0
	}
	place := slices.Index(h.net.Children(w), u)
	return place%relay.People == person
}

// contacts offers what became of the contacts that w made with u.
func (h *history) contacts(near *nearest, w, u model.Unit) {
	tier := h.net.TierOf(w)
	steps := h.steps(u)
	for i := range steps {
		s := &steps[i]
		if s.By != w || s.Channel < 0 {
			continue
		}
		simply := func(k Kind) func() Cause { return func() Cause { return Cause{k, tier} } }
		switch {
		case s.Kind == cascade.Unreachable:
			near.offer(rankUnreachable, 0, simply(Unreachable))
		case s.Kind == cascade.Failed:
			near.offer(rankFailed, 0, simply(Failed))
		case s.Kind == cascade.Closed && s.Turn > h.horizon:
			near.offer(rankQueued, 0, simply(Queued))
		case s.Kind == cascade.Closed:
			near.offer(rankChannelClosed, 0, simply(ChannelClosed))
		case s.Kind == cascade.Delivered:
			near.offer(rankLateDelivery, s.At, func() Cause { return h.wayOf(s).longest() })
		}
	}
}
