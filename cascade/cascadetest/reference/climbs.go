package reference

import (
	"slices"

	"harkara/model"
)

// climber is an answer on its way up, or several that go as one.
type climber struct {
	ask    int
	origin int
	made   model.Tick
	at     model.Unit // the highest unit that has it
	parts  []*climber
}

// originsOf are the units that answer: of those the ones below whom it goes to.
func (y *Joint) originsOf(a *model.Answer) []model.Unit {
	var out []model.Unit
	for u := range model.Unit(y.net.Len()) {
		own := y.tier(u) == a.Tier
		if a.From == model.FromLeaves {
			own = len(y.net.Children(u)) == 0
		}
		if own && y.net.Above(u, a.To) != model.NoUnit {
			out = append(out, u)
		}
	}
	return out
}

// prepare clears what is known of an answer, and has streams begin.
func (y *Joint) prepare(k int) {
	a, x := y.answerOf(k), &y.Answers[k]
	if a.From == model.OfTier {
		for i := range y.origins[k] {
			t := a.During[0]
			for {
				t += model.TicksOf(y.ExpFloat64() / a.PerDay * model.Day.Seconds())
				if t > a.During[1] || !y.now(t) {
					break
				}
				x.Made = append(x.Made, t)
				y.receiveAt(&climber{ask: k, origin: i, made: t, at: model.NoUnit}, y.origins[k][i], t)
			}
		}
		return
	}
	n := len(y.origins[k])
	x.Made = slices.Repeat([]model.Tick{model.Never}, n)
	for t := range x.Known {
		x.Known[t] = slices.Repeat([]model.Tick{model.Never}, n)
	}
}

// receipt has an origin answer, or not.
func (y *Joint) receipt(k, i int, now model.Tick) {
	a := y.answerOf(k)
	if !y.heads(a.Chance) {
		return
	}
	t := now + y.wait(a.After)
	y.Answers[k].Made[i] = min(y.Answers[k].Made[i], t)
	y.receiveAt(&climber{ask: k, origin: i, made: t, at: model.NoUnit}, y.origins[k][i], t)
}

// receiveAt gives a unit an item at a time to come.
func (y *Joint) receiveAt(x *climber, u model.Unit, t model.Tick) {
	y.at(t, comes, func() { y.receive(x, u, t) })
}

func (y *Joint) receive(x *climber, u model.Unit, now model.Tick) {
	if x.at != model.NoUnit && y.tier(x.at) <= y.tier(u) {
		return
	}
	x.at = u
	if x.parts != nil {
		for _, part := range x.parts {
			y.receive(part, u, now)
		}
		return
	}
	a := y.answerOf(x.ask)
	y.knows(x, u, now)
	if y.tier(u) <= a.To || y.net.Parent(u) == model.NoUnit {
		return
	}
	if b := y.climb(u).Sends; b != nil {
		y.addToBundle(x, u, b, now)
	} else {
		y.send(x, u, now)
	}
}

// climb is how the people of a unit pass on what comes from below.
func (y *Joint) climb(u model.Unit) model.Climb {
	kind := y.net.ClimbKind(u)
	c := model.Climb{People: 1, PassesOn: 1, Notices: model.Fixed(0)}
	if kind >= 0 {
		c = y.net.Climbs()[kind]
	}
	if len(c.Over) == 0 && y.net.Parent(u) != model.NoUnit {
		c.Over = y.net.Relay(y.net.Parent(u)).Over
	}
	return c
}

// knows has a unit know of an item's origin.
func (y *Joint) knows(x *climber, u model.Unit, now model.Tick) {
	k, a := x.ask, y.answerOf(x.ask)
	t := y.tier(u)
	if a.From == model.OfTier {
		y.Answers[k].Known[t] = append(y.Answers[k].Known[t], now)
	} else if y.Answers[k].Known[t][x.origin] > now {
		y.Answers[k].Known[t][x.origin] = now
	} else if a.Kind == model.Receipt {
		return
	}
	if t != a.To {
		return
	}
	for m := range y.p.Messages {
		if w := y.message(m).When; w != nil && w.Answer == y.asked[k].Answer && y.asked[k].Message != m {
			y.reports[m] = append(y.reports[m], inHand{now, x.made, y.origins[k][x.origin]})
			y.decide(m, now)
		}
	}
}

// send has the people of a unit pass an item on.
func (y *Joint) send(x *climber, u model.Unit, now model.Tick) {
	c := y.climb(u)
	about := max(y.asked[x.ask].Message, 0)
	silent := y.silences(about, u)
	asOne, before := y.heads(c.Alike), model.Tick(-1)
	for person := range c.People {
		wait := before
		if person == 0 || !asOne {
			wait = model.Never
			if y.passes(x, u, person, &c) {
				wait = y.wait(c.Notices)
			}
		}
		before = wait
		if wait == model.Never {
			continue
		}
		start := whenOpen(c.Hours, silent, now+wait)
		y.at(start, starting, func() {
			if c.Merges > 0 && !y.passesAfter(x, u, c.Merges, start) {
				return
			}
			y.contactUp(x, u, &c, person, start, about)
		})
	}
}

// passes draws whether a person passes an item on: for each, or once for all of an answer.
func (y *Joint) passes(x *climber, u model.Unit, person int, c *model.Climb) bool {
	if !c.Once {
		return y.heads(c.PassesOn)
	}
	a := y.asked[x.ask]
	key := [4]int{a.Answer, a.Message, int(u), person}
	if _, known := y.once[key]; !known {
		y.once[key] = y.heads(c.PassesOn)
	}
	return y.once[key]
}

// passesAfter tells whether a unit passes an item on, which passes none on for a while after
// another.
func (y *Joint) passesAfter(x *climber, u model.Unit, d, now model.Tick) bool {
	key := [2]int{x.ask, int(u)}
	last, ok := y.merged[key]
	if ok && last.item == x {
		return true
	}
	if ok && now-last.at < d {
		return false
	}
	y.merged[key] = lastPassed{now, x}
	return true
}

func (y *Joint) contactUp(x *climber, u model.Unit, c *model.Climb, person int, now model.Tick, about int) {
	up := y.net.Parent(u)
	for _, over := range c.Over {
		if y.channel(over).Calls != nil {
			y.queue(u, person, over, &callList{message: about, calls: []*call{{to: up, ready: now, done: func(_, t model.Tick) { y.receiveAt(x, up, t) }}}}, now)
			continue
		}
		if _, t := y.contact(about, up, over, now); t < model.Never {
			y.receiveAt(x, up, t)
		}
	}
}
