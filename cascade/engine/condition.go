package engine

import (
	"slices"

	"harkara/cascade/random"
	"harkara/model"
)

// condition is what a message waits for, and what has come of it in a trial.
type condition struct {
	released model.Tick // when it first was
	cause    model.Tick // when the first report was made of those that released it
	last     model.Tick // when it is, or was, released last
	// copies is how often it was decided on; seen the reports that count towards it, by
	// when they came.
	copies int
	seen   []sighting
}

// sighting is a report in hand where it is counted.
type sighting struct {
	at, made model.Tick
	from     model.Unit // where it began
}

// counts counts an item that is in hand where its answer goes to, for the messages that
// wait for such.
func (j *joint) counts(k int, x *item, at model.Tick) {
	a := &j.asked[k]
	for _, m := range j.waitFor[a.Answer] {
		if m == a.Message { // a reply does not wait for what it causes
			continue
		}
		d, w := &j.decided[m], j.problem.Messages[m].When
		if d.copies > 0 && j.problem.Messages[m].Again == 0 {
			continue // it is decided on once
		}
		d.seen = append(d.seen, sighting{at, x.made, a.units[x.origin]})
		// Reports older than the span do not count any more.
		if w.Within > 0 {
			kept := d.seen[:0]
			for _, s := range d.seen {
				if at-s.at <= w.Within {
					kept = append(kept, s)
				}
			}
			d.seen = kept
		}
		// As many as are asked for, from as many different places.
		if len(d.seen) >= w.Count && j.fromUnits(d, w) {
			if d.copies == 0 {
				j.complete(a.Answer, m, at)
			}
			j.decide(m, at)
		}
	}
}

// complete takes note that the count of an answer, to whatever message, is what a message
// waits for.
func (j *joint) complete(answer, m int, at model.Tick) {
	for k := range j.asked {
		if a := &j.asked[k]; a.Answer == answer && a.Message != m {
			j.answers[k].complete = min(j.answers[k].complete, at)
		}
	}
}

// fromUnits tells whether what is seen comes from enough units of a tier.
func (j *joint) fromUnits(d *condition, w *model.Condition) bool {
	if w.FromCount <= 1 {
		return true
	}
	var units []model.Unit // few: it ends with the last that is needed
	for _, s := range d.seen {
		// Reports of one block count once, where so many blocks are asked for.
		u := j.net.Above(s.from, w.FromTier)
		if u == model.NoUnit || slices.Contains(units, u) {
			continue
		}
		if units = append(units, u); len(units) >= w.FromCount {
			return true
		}
	}
	return false
}

// decide has a message whose condition holds released, once, or again where enough time
// has passed since.
func (j *joint) decide(m int, at model.Tick) {
	d, x := &j.decided[m], &j.problem.Messages[m]
	c := j.copies[m]
	// Those who decide take so long, or decide against it: then it is never.
	wait := j.deciding[m].Draw(random.Mix(uint64(c.unitKey[x.From[0]].Fold(wordDecide)) + uint64(d.copies)*attemptStep + random.Trial(j.trial)))
	when := at + wait
	// A message that is released again waits so long after the last time.
	if d.copies > 0 && (d.last >= model.Never || when < d.last+x.Again) {
		return
	}
	if d.copies == 0 {
		// From the first of these reports is how long it took to be answered.
		d.cause = model.Never
		for _, s := range d.seen {
			d.cause = min(d.cause, s.made)
		}
	}
	if wait >= model.Never || when > j.horizon {
		d.last = model.Never
		d.copies++
		return
	}
	index := m
	if d.copies > 0 {
		index = j.another(m, d.copies)
	}
	d.copies, d.last = d.copies+1, when
	j.agenda.put(when, jointEvent{kind: messageReleased, phase: comesIn, of: int32(index)})
}

// another is a further copy of a message.
func (j *joint) another(m, nth int) int {
	c := j.newCopy(m, nth)
	j.copies = append(j.copies, c)
	j.ready(c, len(j.copies)-1)
	// Who was first, and what is traced, is asked of the first copy only.
	c.firsts, c.steps = nil, nil
	c.clear()
	return len(j.copies) - 1
}

// nextOfStream has the next message of a stream released, after the n-th.
func (j *joint) nextOfStream(m, n int, from model.Tick) {
	x := &j.problem.Messages[m]
	key := j.copies[m].unitKey[x.From[0]].Fold(wordStream)
	// The gap after the n-th has its own address: a later start moves all of the stream,
	// and nothing else.
	at := from + j.gaps[m].Draw(random.Mix(uint64(key)+uint64(n)*attemptStep+random.Trial(j.trial)))
	// A stream ends with its time, whatever is still under way.
	if at > min(x.Stream.Until, j.horizon) {
		return
	}
	index := m
	if n > 0 {
		index = j.another(m, n)
	}
	j.agenda.put(at, jointEvent{kind: messageReleased, phase: comesIn, of: int32(index)})
}
