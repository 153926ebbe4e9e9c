package public

import (
	"container/heap"
	"math"

	"harkara/cascade/random"
	"harkara/model"
)

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
	// What they held before is taken from the sums, and what they hold now is added.
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
