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
	// people finds when broadcasts and visits come to each person; n is how many there are
	// in the unit in hand, and unit its index.
	people individuals
	n      int
	unit   int
	trial  uint64

	// coming is what comes by other ways than talk, in order of time. What is held of a
	// message is at message·n + person.
	coming []hearing
	holds  []int32 // of each message and person: what their copy says, 0 being right; −1 is none
	hands  []int32 // of each: through how many hands it came
	first  []model.Tick
	taken  []model.Tick // of each person: when they last took in so many messages
	// groups are the talks of all messages; stops is when those who tell in them stop; now
	// is a tick, between ticks where talk has it so.
	groups []tellers
	stops  stoppings
	out    *hearingTimes
	draws  source
	now    float64

	// sum is what the people of the unit hold now; column is the next of sums that it has
	// not been added to.
	sum    Content
	sums   []Content // at each of the columns, of all units
	column int
}

// hearing is that something comes to a person, or, where person is −1, that people are
// told by number.
type hearing struct {
	// content is what the copy says, 0 being right; hands through how many it came.
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
	// Of all messages the people and homes are the same.
	own := m.crowds[m.about]
	d.minds, d.n, d.unit, d.trial, d.out, d.sums = m, int(own.people[i]), i, trial, out, sums
	d.sum, d.column, d.now = Content{}, 0, 0
	d.draws = source{state: key.At(trial)}
	out.people, out.homes = out.people[:0], out.homes[:0]
	d.clear()
	d.people.settleHomes(own, i)
	d.coming = d.coming[:0]
	for k := range m.crowds {
		// Messages of a stream come to offices, and to nobody else.
		if !m.streams[k] {
			d.gather(k, &plays[min(k, len(plays)-1)])
		}
	}
	// Of what comes at one tick the message that stands first in the file does, then the
	// way that does: so ties are decided alike everywhere.
	slices.SortStableFunc(d.coming, func(a, b hearing) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.message, b.message), cmp.Compare(a.source, b.source), cmp.Compare(a.person, b.person))
	})
	d.setTellers()
	d.run(own.horizon)
	// At the columns that are left everybody holds what they hold at the end.
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
		// Nothing is carried over from the unit, or the trial, before.
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
			// As if the last messages had been taken in long ago.
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
		// So that alone, whose draws these are, takes all that comes and leaves nothing
		// out.
		d.people.first[k] = model.Never
	}
	for s := range starts {
		starts[s] = model.Never
		if u := c.senders[s][d.unit]; u != model.NoUnit {
			starts[s] = x.Start[u]
		}
	}
	d.sendAll(message, x, starts, 0)
	// A unit that was corrected sends again, with draws of its own for what comes of that;
	// only the ways that begin at it do.
	for nth, anew := range x.Restarts {
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
	// Whom a unit tells by number is chosen when it does: those who know by then are
	// passed over.
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
		// What the sender held when it sent counts, though it may come later.
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
		// Where nobody ever answers there is nothing to visit.
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
		// To stop comes before all else at one moment; the wait that was drawn is let go,
		// since the rate changes.
		if len(d.stops) > 0 && d.stops[0].at <= min(next, told, float64(horizon)) {
			e := heap.Pop(&d.stops).(stopping)
			d.now = e.at
			d.groups[e.group].leave(e.person)
			continue
		}
		switch {
		case min(next, told) > float64(horizon):
			return
		// What comes from elsewhere goes before what is told at the same moment.
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
	// So many of those who do not have it yet, drawn without replacement (Fisher and
	// Yates), as far as there are as many.
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
	// At a column what came by then counts: what comes now does not, unless the column is
	// later.
	d.countUpTo(model.Tick(math.Ceil(d.now)))
	at, pair := message*d.n+int(k), d.pair[message]
	if held := d.holds[at]; held != none {
		// Who has it wrong may be put right; another wrong copy changes nothing.
		if d.content && held > 0 && content == 0 && d.corrected() {
			d.set(message, k, content, hands)
		}
		return
	}
	// Who believes the one does not take the other, but for the truth, where it corrects.
	if pair >= 0 && d.holds[pair*d.n+int(k)] != none && !(d.truth[message] && d.corrected()) {
		return
	}
	// Attention is used up by what is taken in, not by what is refused.
	if !d.attentive(k) {
		return
	}
	if pair >= 0 && d.holds[pair*d.n+int(k)] != none {
		d.set(pair, k, none, 0)
	}
	d.set(message, k, content, hands)
	// First hearing is when they first held it, whether they do in the end or not.
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
	// The times of the last AtMost messages, oldest first: there is room once the oldest
	// is long enough ago.
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
	// Sums are kept as holdings change, since columns are many fewer than changes.
	d.count(message, at, -1)
	before := d.holds[at]
	d.holds[at], d.hands[at] = content, hands
	d.count(message, at, 1)
	for g := range d.groups {
		x := &d.groups[g]
		// Who comes to hold it begins to tell, and who does not hold it any more stops.
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
		// Whom talk may tell something new changes with what they hold of either.
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
