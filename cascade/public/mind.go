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
