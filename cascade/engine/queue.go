package engine

import (
	"math/bits"

	"harkara/model"
)

// event is something that comes up: a unit's arrival, the moment a person at
// its parent would bypass it, or the turn of a call that a person at it makes.
// at is in ticks. person is a number from 0, arrivalEvent, or turnEvent less
// an index of person and channel.
type event struct {
	at     model.Tick
	unit   model.Unit
	person int32
}

// arrivalEvent marks an event as an arrival. It sorts before any person, so
// that at one tick all arrivals come first.
const arrivalEvent = -1

// turnEvent, less the number of a person and a channel, marks an event as the
// turn of a call. At one tick those come last.
const turnEvent = -2

// kind is the rank among events of one tick: arrivals 0, bypasses 1, turns of
// calls 2. So who has the message at a tick is known before anybody asks for
// it at that tick.
func (e event) kind() int {
	switch {
	case e.person == arrivalEvent:
		return 0
	case e.person >= 0:
		return 1
	}
	return 2
}

// before is a strict order of events by tick, kind, unit and person. Only
// equal events are tied, so that the order in which they are handed out does
// not depend on the order of pushes.
func (e event) before(f event) bool {
	if e.at != f.at {
		return e.at < f.at
	}
	if a, b := e.kind(), f.kind(); a != b {
		return a < b
	}
	if e.unit != f.unit {
		return e.unit < f.unit
	}
	return max(e.person, -e.person) < max(f.person, -f.person)
}

// queue holds events that come up and hands out the earliest. None is pushed
// that is earlier than the first of those handed out together. Those soon to come are in a heap; the
// others in buckets, by the highest digit to base 64 in which their time
// differs from the time now, and by that digit:
//
//	level 2   ▕  ▏  ▏  ▏  ▏ …                  64 × 4,096 ticks
//	level 1       ▕▏▏▏▏▏▏▏▏…                   64 × 64 ticks
//	level 0              ▕||||…                64 × 1 tick
//
// When the heap is empty the first bucket is moved into it where it is small or all of
// one tick (or handed out as it is, where order does not matter), and else into buckets of
// the levels below, by how they differ from its first event. An event so moves a few times,
// always along with its neighbours, where a heap of all would search memory at
// each push and pop (a radix heap: Ahuja, Mehlhorn, Orlin and Tarjan, "Faster
// algorithms for the shortest path problem", J. ACM 37, 1990).
// The invariant: all in current are before edge, all in far at or after it, and
// no bucket of a level lies before one of a lower level.
type queue struct {
	current heap
	edge    model.Tick // events before it are in current
	now     model.Tick // the first in the bucket emptied last; its digits place the others
	loose   bool       // events of one tick may come in any order: they are in same
	wide    bool       // so may those of one bucket of at most manyAtOnce
	same    []event    // of one tick or bucket, pushed before all in current; until the next refill
	far     [levels][slots][]event
	full    [levels]uint64 // a bit for each slot that holds events
}

// digit is in bits; 11 levels of 6 bits are 66, enough for the 63 of a tick.
const (
	digit  = 6
	slots  = 1 << digit
	levels = 11 // for all ticks
	few    = 64 // events that are sooner kept in a heap than told apart
	// manyAtOnce is how many events of one bucket are handed out in no order at most: each
	// of them may have to be played once more.
	manyAtOnce = 256
)

// clear empties the queue and keeps the memory of its buckets. Only buckets
// whose bit is set are visited.
func (q *queue) clear() {
	q.current, q.same = q.current[:0], nil
	q.edge, q.now = 0, 0
	for l := range q.far {
		for ; q.full[l] != 0; q.full[l] &= q.full[l] - 1 {
			s := bits.TrailingZeros64(q.full[l])
			q.far[l][s] = q.far[l][s][:0]
		}
	}
}

// push adds an event at or after the last one handed out: constant time for a
// bucket, logarithmic in the size of the heap for one in current.
func (q *queue) push(e event) {
	if e.at < q.edge {
		q.current.push(e)
		return
	}
	// The exclusive or has its highest bit in the highest digit that differs.
	l := max(bits.Len64(uint64(e.at^q.now))-1, 0) / digit
	s := uint64(e.at) >> (l * digit) % slots
	q.far[l][s] = append(q.far[l][s], e)
	q.full[l] |= 1 << s
}

// refill fills the heap, which must be empty, or same, with the events that come up next;
// false where there are none.
func (q *queue) refill() bool {
	q.same = nil
	for len(q.current) == 0 && len(q.same) == 0 {
		if !q.open() {
			return false
		}
	}
	return true
}

// open empties the first bucket; false where all are empty.
// The lowest level that holds anything holds the earliest, and in it the
// lowest slot.
func (q *queue) open() bool {
	l := 0
	for q.full[l] == 0 {
		if l++; l == levels {
			return false
		}
	}
	s := bits.TrailingZeros64(q.full[l])
	q.full[l] &^= 1 << s
	bucket := q.far[l][s]
	q.far[l][s] = bucket[:0]
	first, last := bucket[0].at, bucket[0].at
	for _, e := range bucket {
		first, last = min(first, e.at), max(last, e.at)
	}
	q.now = first
	switch {
	case first == last && q.loose:
		q.same, q.edge = bucket, first+1
		return true
	case q.wide && len(bucket) <= manyAtOnce:
		q.same, q.edge = bucket, (first>>(l*digit)+1)<<(l*digit)
		return true
	case first == last:
		q.edge = first + 1
	case len(bucket) <= few:
		// All of the slot: the first tick after it.
		q.edge = (first>>(l*digit) + 1) << (l * digit)
	default:
		// Those at the first tick move to the lowest level, all others to a lower one than
		// theirs, so that refill ends.
		q.edge = first
	}
	for _, e := range bucket {
		q.push(e)
	}
	return true
}

// heap is a 4-ary heap of events, earliest first: children of i are 4i+1 to
// 4i+4, which share a cache line or two.
type heap []event

// push lets the hole at the end rise to where e belongs: about log4 of the
// size in comparisons.
func (q *heap) push(e event) {
	*q = append(*q, e)
	h := *q
	i := len(h) - 1
	for i > 0 {
		up := (i - 1) / 4
		if !e.before(h[up]) {
			break
		}
		h[i] = h[up]
		i = up
	}
	h[i] = e
}

// pop takes the root, which must exist, and lets the last element sink from
// there. A step compares up to four children, for half the levels of a binary
// heap.
func (q *heap) pop() event {
	h := *q
	top, last := h[0], h[len(h)-1]
	h = h[:len(h)-1]
	*q = h
	if len(h) == 0 {
		return top
	}
	i := 0
	for {
		kid := 4*i + 1
		if kid >= len(h) {
			break
		}
		least := kid
		for k := kid + 1; k < min(kid+4, len(h)); k++ {
			if h[k].before(h[least]) {
				least = k
			}
		}
		if !h[least].before(last) {
			break
		}
		h[i] = h[least]
		i = least
	}
	h[i] = last
	return top
}
