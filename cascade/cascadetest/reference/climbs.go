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

// bundle is what waits at a unit to go as one.
type bundle struct {
	items  []*climber
	from   map[model.Unit]bool
	due    model.Tick
	closed bool
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
				y.has(&climber{ask: k, origin: i, made: t, at: model.NoUnit}, y.origins[k][i], t)
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
	y.has(&climber{ask: k, origin: i, made: t, at: model.NoUnit}, y.origins[k][i], t)
}

// has puts an item into a unit's hands at a time to come.
func (y *Joint) has(x *climber, u model.Unit, t model.Tick) {
	y.at(t, comes, func() { y.inHand(x, u, t) })
}

func (y *Joint) inHand(x *climber, u model.Unit, now model.Tick) {
	if x.at != model.NoUnit && y.tier(x.at) <= y.tier(u) {
		return
	}
	x.at = u
	if x.parts != nil {
		for _, part := range x.parts {
			y.inHand(part, u, now)
		}
		return
	}
	a := y.answerOf(x.ask)
	y.knows(x, u, now)
	if y.tier(u) <= a.To || y.net.Parent(u) == model.NoUnit {
		return
	}
	if b := y.climb(u).Sends; b != nil {
		y.waits(x, u, b, now)
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

// decide releases a message when what it waits for holds, and again where enough time has
// passed.
func (y *Joint) decide(m int, now model.Tick) {
	w := y.message(m).When
	count, units, cause := 0, map[model.Unit]bool{}, model.Never
	for _, r := range y.reports[m] {
		if w.Within > 0 && now-r.at > w.Within {
			continue
		}
		count++
		cause = min(cause, r.made)
		if u := y.net.Above(r.from, w.FromTier); w.FromCount > 0 && u != model.NoUnit {
			units[u] = true
		}
	}
	if count < w.Count || len(units) < w.FromCount {
		return
	}
	again, last := y.message(m).Again, y.last[m]
	if last > 0 && (again == 0 || last == model.Never) {
		return
	}
	when := now + y.wait(y.message(m).Decides)
	if last > 0 && when < last+again {
		return
	}
	y.last[m] = max(when, 1)
	if !y.now(when) {
		y.last[m] = model.Never
	}
	if last > 0 {
		if y.now(when) {
			m = y.copy(m)
			y.at(when, comes, func() { y.release(m, when) })
		}
		return
	}
	for i, a := range y.asked {
		if a.Answer == w.Answer && a.Message != m {
			y.Answers[i].Complete = min(y.Answers[i].Complete, now)
		}
	}
	y.Messages[m].Cause = cause
	y.at(when, comes, func() { y.release(m, when) })
}

// waits has an item wait until what waits goes as one.
func (y *Joint) waits(x *climber, u model.Unit, b *model.Bundle, now model.Tick) {
	key := [2]int{x.ask, int(u)}
	w := y.waiting[key]
	if w == nil {
		w = &bundle{from: map[model.Unit]bool{}, due: model.Never}
		y.waiting[key] = w
	}
	if w.closed {
		y.send(x, u, now)
		return
	}
	w.items = append(w.items, x)
	due := w.due
	m := y.asked[x.ask].Message
	switch {
	case b.Every > 0:
		release := model.Tick(0)
		if m >= 0 {
			release = y.Messages[m].Released
		}
		for due = release + b.Every; due < now; {
			due += b.Every
		}
	case len(b.At) > 0:
		due = model.Never
		for _, t := range slices.Backward(b.At) {
			if t >= now {
				due = t
			}
		}
	case b.Of > 0:
		if len(w.items) >= b.Of {
			due = now
		}
	case b.All:
		from := y.origins[x.ask][x.origin]
		for from != u && y.net.Parent(from) != u {
			from = y.net.Parent(from)
		}
		w.from[from] = true
		if len(w.from) == y.whoCanAnswer(x.ask, u) {
			w.closed, due = true, now
		} else if m >= 0 && b.Latest > 0 && y.met[m][u] {
			due = min(due, max(y.Messages[m].Arrival[u]+b.Latest, now))
		}
	}
	if due != w.due && due < model.Never {
		w.due = due
		y.at(due, starting, func() { y.goes(key, w, due) })
	}
}

// whoCanAnswer is how many of a unit and its children can answer, or somebody below them.
func (y *Joint) whoCanAnswer(k int, u model.Unit) int {
	who := map[model.Unit]bool{}
	for _, v := range y.origins[k] {
		for v != u && v != model.NoUnit && y.net.Parent(v) != u {
			v = y.net.Parent(v)
		}
		if v != model.NoUnit {
			who[v] = true
		}
	}
	return len(who)
}

// goes sends what waits, as one.
func (y *Joint) goes(key [2]int, w *bundle, now model.Tick) {
	if w.due != now || len(w.items) == 0 {
		return
	}
	u := model.Unit(key[1])
	if y.climb(u).Sends.All {
		w.closed = true
	}
	one := &climber{ask: key[0], origin: w.items[0].origin, at: u, parts: w.items}
	w.items, w.due = nil, model.Never
	y.send(one, u, now)
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
			if c.Merges > 0 && !y.merges(x, u, c.Merges, start) {
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

// merges tells whether a unit passes an item on, which passes none on for a while after
// another.
func (y *Joint) merges(x *climber, u model.Unit, d, now model.Tick) bool {
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
			y.queue(u, person, over, &callList{message: about, calls: []*call{{to: up, ready: now, done: func(_, t model.Tick) { y.has(x, up, t) }}}}, now)
			continue
		}
		if _, t := y.contact(about, up, over, now); t < model.Never {
			y.has(x, up, t)
		}
	}
}
