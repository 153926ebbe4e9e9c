// Package reference is a second implementation of what a scenario means, written
// from its description alone: slow, without tables, classes, layers or curves,
// and sharing no code with the engines, the solvers and the public that it is
// compared with. It reads a model.Network itself. Only tests use it.
//
// With numbers ByAddress it draws the same random numbers as the engines, and
// every unit's arrival of every trial must be the same. with numbers Sequential it
// draws others, and agrees with them as two samples of one law do.
package reference

import (
	"slices"

	"harkara/cascade"
	"harkara/model"
)

// A Play is one trial: when each unit first had the message, and when the first
// of its people started to pass it on; model.Never where that did not happen
// within the horizon.
type Play struct {
	Arrival, Start []model.Tick

	problem *cascade.Problem
	net     *model.Network
	message *model.Message
	numbers Numbers
	agenda  []entry
	desks   map[desk]*calls
	taken   map[desk]bool // by a unit's person (in From), for a child (in Channel)
	silent  map[model.Unit][]silence
	told    map[model.Unit][]delivery
	absent  map[receiver]bool // who cannot be reached, drawn when first asked for
}

// receiver is a unit as it is told over a channel, by name: links that differ from
// the channel they are named after reach the same units.
type receiver struct {
	unit    model.Unit
	channel string
}

// entry is something that is due: at one moment messages arrive before deputies
// look whether a unit has started, and these before calls are made; the rest in
// order of units, people and channels.
type entry struct {
	at    model.Tick
	order [4]int // kind, unit, person, channel
	do    func()
}

// The kinds of entry.
const (
	arrives = iota
	takesOver
	calling
)

// desk is where somebody makes calls: at a unit, on a channel.
type desk struct {
	unit            model.Unit
	person, channel int
}

// Units plays one trial of a problem's only message.
func Units(p cascade.Problem, numbers Numbers) *Play {
	n := p.Network.Len()
	y := &Play{
		Arrival: slices.Repeat([]model.Tick{model.Never}, n),
		Start:   slices.Repeat([]model.Tick{model.Never}, n),
		desks:   map[desk]*calls{}, taken: map[desk]bool{}, silent: map[model.Unit][]silence{}, absent: map[receiver]bool{}, told: map[model.Unit][]delivery{},
		problem: &p, net: through(p, numbers), message: p.Message(), numbers: numbers,
	}
	for _, u := range y.message.From {
		y.hand(u, y.message.At)
	}
	for len(y.agenda) > 0 {
		next := 0
		for i, e := range y.agenda {
			if f := y.agenda[next]; e.at < f.at || e.at == f.at && slices.Compare(e.order[:], f.order[:]) < 0 {
				next = i
			}
		}
		do := y.agenda[next].do
		y.agenda = slices.Delete(y.agenda, next, next+1)
		do()
	}
	return y
}

// through is the network that a trial is played through: that of the circumstances
// that hold in it.
func through(p cascade.Problem, numbers Numbers) *model.Network {
	n := p.Network
	if c := p.Circumstances; c != nil {
		holds := uint(0)
		for i, x := range c.List {
			if numbers.Holds(x) {
				holds |= 1 << i
			}
		}
		n = c.Variants[slices.IndexFunc(c.Variants, func(v model.Variant) bool { return v.Holds == holds })].Network
	}
	numbers.Through(n)
	return n
}

// hand puts the message into u's hands at a time to come; what is after the
// horizon does not count.
func (y *Play) hand(u model.Unit, at model.Tick) {
	if at > y.problem.Question.Horizon {
		return
	}
	y.agenda = append(y.agenda, entry{at, [4]int{arrives, int(u)}, func() {
		if y.Arrival[u] == model.Never {
			y.Arrival[u] = at
			y.act(u)
		}
	}})
}

// act lets the people at u do what they will, now that the message is there.
func (y *Play) act(u model.Unit) {
	relay := y.net.Relay(u)
	asOne, first := y.numbers.AsOne(u), model.Never
	for person := range relay.People {
		wait := first
		if person == 0 || !asOne {
			wait = y.numbers.Notice(u, person)
		}
		if person == 0 {
			first = wait
		}
		if wait == model.Never {
			continue
		}
		start := whenOpen(relay.Hours, y.silences(u), y.Arrival[u]+wait)
		if y.late(start) {
			continue
		}
		y.Start[u] = min(y.Start[u], start)
		y.passOn(u, person, start)
		callsOnly := !slices.ContainsFunc(relay.Over, func(c int) bool { return y.net.Channels()[c].Calls == nil })
		for i, child := range y.net.Children(u) {
			if !callsOnly && (!relay.Split || i%relay.People == person) {
				y.watch(u, person, child, start, start)
			}
		}
	}
}

// watch lets a person who started, and first contacted a child, at these times
// take over for it when they have waited long enough: once, whatever the channel.
func (y *Play) watch(u model.Unit, person int, child model.Unit, start, contact model.Tick) {
	wait := y.net.Relay(child).Deputy
	if wait == 0 {
		return
	}
	at := whenOpen(y.net.Relay(u).Hours, y.silences(u), max(start+wait, contact))
	if y.late(at) {
		return
	}
	y.agenda = append(y.agenda, entry{at, [4]int{takesOver, int(child), person}, func() {
		once := desk{u, person, int(child)}
		if y.Start[child] > at && !y.taken[once] {
			y.taken[once] = true
			y.standIn(u, person, child, at)
		}
	}})
}

// late tells whether nobody starts, or takes over, at a time any more: the
// message has expired, or the play is over.
func (y *Play) late(t model.Tick) bool {
	expired := y.message.Expires != 0 && t > y.message.Expires
	return expired || t > y.problem.Question.Horizon
}

// passOn lets a person tell their unit's children, or their part of them, and
// those whom the unit is linked to.
func (y *Play) passOn(u model.Unit, person int, start model.Tick) {
	relay := y.net.Relay(u)
	for c := range y.net.Channels() {
		var list []Way
		if slices.Contains(relay.Over, c) {
			for i, child := range y.net.Children(u) {
				if !relay.Split || i%relay.People == person {
					list = append(list, Way{Kind: Child, From: u, To: child})
				}
			}
		}
		for _, l := range y.net.Links() {
			if l.From == u && int(l.Over) == c {
				list = append(list, Way{Kind: Link, From: u, To: l.To})
			}
		}
		y.tell(list, person, c, start)
	}
}

// standIn lets a person tell the children of a child that has not started.
func (y *Play) standIn(u model.Unit, person int, child model.Unit, at model.Tick) {
	for _, c := range y.net.Relay(u).Over {
		var list []Way
		for _, grandchild := range y.net.Children(child) {
			list = append(list, Way{Kind: Deputy, From: u, To: grandchild})
		}
		y.tell(list, person, c, at)
	}
}
