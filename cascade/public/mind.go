package public

import (
	"cmp"
	"container/heap"
	"math"
	"slices"

	"harkara/cascade"
	"harkara/cascade/random"
	"harkara/model"
)

// mind plays the people of one unit one by one, all messages together: what comes to
// whom by broadcasts and visits is known before, talk is played event by event.
type mind struct {
	*minds
	people individuals
	n      int
	unit   int
	trial  uint64

	coming []hearing
	holds  []int32 // of each message and person: what their copy says, 0 being right; −1 is none
	hands  []int32 // of each: through how many hands it came
	first  []model.Tick
	taken  []model.Tick // of each person: when they last took in so many messages
	groups []tellers
	stops  stoppings
	out    *hearingTimes
	draws  source
	now    float64

	sum    Content
	sums   []Content // at each of the columns, of all units
	column int
}

// hearing is that something comes to a person, or, where person is −1, that people are
// told by number.
type hearing struct {
	at             model.Tick
	message        int16
	source         int16
	person         int32
	content, hands int32
}

// none is what those hold who do not have a message.
const none = -1

// play plays the people of the i-th served unit.
func (d *mind) play(m *minds, trial uint64, i int, key random.Key, plays []cascade.MessagePlay, out *hearingTimes, sums []Content) {
	own := m.crowds[m.about]
	d.minds, d.n, d.unit, d.trial, d.out, d.sums = m, int(own.people[i]), i, trial, out, sums
	d.sum, d.column, d.now = Content{}, 0, 0
	d.draws = source{state: key.At(trial)}
	out.people, out.homes = out.people[:0], out.homes[:0]
	d.clear()
	d.people.settleHomes(own, i)
	d.coming = d.coming[:0]
	for k := range m.crowds {
		if !m.streams[k] {
			d.gather(k, &plays[min(k, len(plays)-1)])
		}
	}
	slices.SortStableFunc(d.coming, func(a, b hearing) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.message, b.message), cmp.Compare(a.source, b.source), cmp.Compare(a.person, b.person))
	})
	d.setTellers()
	d.run(own.horizon)
	d.countUpTo(model.Never)
	d.people.first = append(d.people.first[:0], d.first...)
	out.when = append(out.when[:0], d.first...)
	out.ways = append(out.ways[:0], d.people.by...)
	d.people.firstOfHome(own, int(own.homes[i]), out)
}

// clear has nobody know anything.
func (d *mind) clear() {
	size := d.n * len(d.crowds)
	d.holds, d.hands = slices.Grow(d.holds[:0], size)[:size], slices.Grow(d.hands[:0], size)[:size]
	for k := range d.holds {
		d.holds[k], d.hands[k] = none, 0
	}
	d.first, d.people.by = slices.Grow(d.first[:0], d.n)[:d.n], slices.Grow(d.people.by[:0], d.n)[:d.n]
	for k := range d.first {
		d.first[k], d.people.by[k] = model.Never, -1
	}
	if d.attends != nil {
		size := d.n * d.attends.AtMost
		d.taken = slices.Grow(d.taken[:0], size)[:size]
		for k := range d.taken {
			d.taken[k] = -model.Never
		}
	}
	d.stops = d.stops[:0]
}

// gather finds what comes of one message, to whom, by ways other than talk: as the
// units that send started, and again as those started that were corrected.
func (d *mind) gather(message int, x *cascade.MessagePlay) {
	c := d.crowds[message]
	starts := make([]model.Tick, len(c.senders))
	d.people.first = slices.Grow(d.people.first[:0], d.n)[:d.n]
	for k := range d.people.first {
		d.people.first[k] = model.Never
	}
	for s := range starts {
		starts[s] = model.Never
		if u := c.senders[s][d.unit]; u != model.NoUnit {
			starts[s] = x.Start[u]
		}
	}
	d.sendAll(message, x, starts, 0)
	for nth, anew := range x.Anew {
		any := false
		for s := range starts {
			starts[s] = model.Never
			if u := c.senders[s][d.unit]; u == anew.Unit {
				starts[s], any = anew.At, true
			}
		}
		if any {
			d.sendAll(message, x, starts, random.Key(nth+1))
		}
	}
	for k := range c.law.tells {
		if at := x.Start[c.served[d.unit]]; at <= c.horizon && c.law.tells[k].toTell(int64(d.n)) > 0 {
			content, hands := heldAt(x, c.served[d.unit], at)
			d.coming = append(d.coming, hearing{at, int16(message), int16(c.law.tells[k].source), -int32(k) - 1, content, hands})
		}
	}
}

// sendAll gathers what the sources of a message send that started at starts.
func (d *mind) sendAll(message int, x *cascade.MessagePlay, starts []model.Tick, again random.Key) {
	c, p := d.crowds[message], &d.people
	senderOf := func(source int) model.Unit { return c.senders[c.dimOf(source)][d.unit] }
	p.again = again
	p.told = func(k int, t model.Tick, source int) {
		if t > c.horizon {
			return
		}
		content, hands := heldAt(x, senderOf(source), min(t, p.contact))
		if way := d.garbles[message][source]; way.chance > 0 {
			key := c.keys[d.unit].Fold(uint64(k)).Fold(uint64(source)).Shift(wordGarble + again)
			content = way.pass(content, random.Uniform(key.At(d.trial)))
		}
		d.coming = append(d.coming, hearing{t, int16(message), int16(source), int32(k), content, hands + 1})
	}
	for k := range d.n {
		p.alone(c, d.trial, d.unit, k, starts)
	}
	for b := range c.law.broadcasts {
		p.tellHomes(c, d.trial, d.unit, b, starts)
	}
	for r := range c.law.rounds {
		if c.law.rounds[r].closed < 1 {
			p.visit(c, d.trial, d.unit, r, starts)
		}
	}
	p.told = nil
}

// dimOf is which of a unit's starts a source counts from.
func (c *Crowd) dimOf(source int) int {
	for b, s := range c.law.sourceOf {
		if s == source {
			return c.law.broadcasts[b].dim
		}
	}
	for r, s := range c.law.sourceOfRound {
		if s == source {
			return c.law.rounds[r].dim
		}
	}
	return 0
}

// run plays what comes, and talk, up to the horizon. Waits for the next telling are
// without memory: what is left of one that did not come first is drawn anew.
func (d *mind) run(horizon model.Tick) {
	coming := d.coming
	for {
		next, all := math.Inf(1), 0.0
		if len(coming) > 0 {
			next = float64(coming[0].at)
		}
		for g := range d.groups {
			all += d.groups[g].perTick(d.n)
		}
		told := math.Inf(1)
		if all > 0 {
			told = d.now - snap(math.Log(random.Uniform(d.draws.next())))/all
		}
		if len(d.stops) > 0 && d.stops[0].at <= min(next, told, float64(horizon)) {
			e := heap.Pop(&d.stops).(stopping)
			d.now = e.at
			d.groups[e.group].leave(e.person)
			continue
		}
		switch {
		case min(next, told) > float64(horizon):
			return
		case next <= told:
			d.now = next
			h := coming[0]
			coming = coming[1:]
			d.comes(&h)
		default:
			d.now = told
			d.tellOne(all)
		}
	}
}

// comes has something come to a person, or people be told by number.
func (d *mind) comes(h *hearing) {
	if h.person >= 0 {
		d.take(int(h.message), h.person, h.content, h.hands, int(h.source))
		return
	}
	t := &d.tells[h.message][-h.person-1]
	left := t.toTell(int64(d.n))
	var free []int32
	for k := range int32(d.n) {
		if d.holds[int(h.message)*d.n+int(k)] == none && d.believesNot(int(h.message), k) {
			free = append(free, k)
		}
	}
	for j := 0; j < len(free) && left > 0; j++ {
		k := j + int(float64(len(free)-j)*random.Uniform(d.draws.next()))
		free[j], free[k] = free[k], free[j]
		d.take(int(h.message), free[j], h.content, h.hands, int(h.source))
		left--
	}
}

// believesNot tells whether a person does not believe what contradicts a message.
func (d *mind) believesNot(message int, k int32) bool {
	p := d.pair[message]
	return p < 0 || d.holds[p*d.n+int(k)] == none
}

// take has something come to a person now, who takes it in, or does not.
func (d *mind) take(message int, k, content, hands int32, source int) {
	d.countUpTo(model.Tick(math.Ceil(d.now)))
	at, pair := message*d.n+int(k), d.pair[message]
	if held := d.holds[at]; held != none {
		if d.content && held > 0 && content == 0 && d.corrected() {
			d.set(message, k, content, hands)
		}
		return
	}
	if pair >= 0 && d.holds[pair*d.n+int(k)] != none && !(d.truth[message] && d.corrected()) {
		return
	}
	if !d.attentive(k) {
		return
	}
	if pair >= 0 && d.holds[pair*d.n+int(k)] != none {
		d.set(pair, k, none, 0)
	}
	d.set(message, k, content, hands)
	if message == d.about && d.first[k] == model.Never {
		t := model.Tick(math.Ceil(d.now))
		d.first[k], d.people.by[k] = t, int16(source)
		d.out.people = append(d.out.people, t)
	}
}

// corrected draws whether a person takes what corrects what they hold.
func (d *mind) corrected() bool {
	return d.corrects > 0 && random.Uniform(d.draws.next()) < d.corrects
}

// attentive tells whether a person takes in a further message now, and has them do it:
// they have taken in fewer than so many less than so long ago.
func (d *mind) attentive(k int32) bool {
	if d.attends == nil {
		return true
	}
	last := d.taken[int(k)*d.attends.AtMost : (int(k)+1)*d.attends.AtMost]
	t := model.Tick(math.Ceil(d.now))
	if t-last[0] < d.attends.Per {
		return false
	}
	copy(last, last[1:])
	last[len(last)-1] = t
	return true
}

// set has a person hold something of a message, or nothing.
func (d *mind) set(message int, k, content, hands int32) {
	at := message*d.n + int(k)
	d.count(message, at, -1)
	before := d.holds[at]
	d.holds[at], d.hands[at] = content, hands
	d.count(message, at, 1)
	for g := range d.groups {
		x := &d.groups[g]
		if x.message == message && (before == none) != (content == none) && x.lasts[k] >= 0 {
			if content == none {
				x.leave(k)
			} else {
				x.join(k)
				if x.lasts[k] < model.Never {
					heap.Push(&d.stops, stopping{d.now + float64(x.lasts[k]), g, k})
				}
			}
		}
		if x.message == message || x.message == d.pair[message] {
			x.setOpen(k, x.lasts[k] >= 0 && d.changeable(x.message, k))
		}
	}
}

// changeable tells whether to be told a message may change what a person holds.
func (d *mind) changeable(message int, k int32) bool {
	if held := d.holds[message*d.n+int(k)]; held != none {
		return held > 0 && d.content && d.corrects > 0
	}
	return d.believesNot(message, k) || d.truth[message] && d.corrects > 0
}

// count adds what a person holds to the sums of the message that is asked about, or
// takes it away. Of two that contradict each other the other is what is wrong.
func (d *mind) count(message, at int, sign int64) {
	held := d.holds[at]
	if held == none {
		return
	}
	pair := d.pair[d.about]
	switch {
	case message == d.about:
		d.sum.Holders += sign
		d.sum.Hands += sign * int64(d.hands[at])
		if held == 0 || pair >= 0 {
			d.sum.Right += sign
		} else {
			d.sum.Wrong += sign
		}
	case message == pair:
		d.sum.Wrong += sign
	}
}

// countUpTo writes down what people held at the columns before t.
func (d *mind) countUpTo(t model.Tick) {
	columns := d.crowds[d.about].columns
	for d.column < len(columns) && columns[d.column] < t {
		x := &d.sums[d.column]
		x.Right += d.sum.Right
		x.Wrong += d.sum.Wrong
		x.Holders += d.sum.Holders
		x.Hands += d.sum.Hands
		d.column++
	}
}
