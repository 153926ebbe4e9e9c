package engine

import "harkara/model"

// event is something that comes up: a unit's arrival, or the moment a person
// at its parent would bypass it.
type event struct {
	at     model.Tick
	unit   model.Unit
	person int32
}

// arrivalEvent marks an event as an arrival. It sorts before any person, so
// that at one tick all arrivals come first.
const arrivalEvent = -1

func (e event) before(f event) bool {
	if e.at != f.at {
		return e.at < f.at
	}
	if (e.person == arrivalEvent) != (f.person == arrivalEvent) {
		return e.person == arrivalEvent
	}
	if e.unit != f.unit {
		return e.unit < f.unit
	}
	return e.person < f.person
}

// queue is a 4-ary heap of events, earliest first: children of i are 4i+1 to
// 4i+4, which share a cache line or two.
type queue struct{ heap []event }

func (q *queue) clear()      { q.heap = q.heap[:0] }
func (q *queue) empty() bool { return len(q.heap) == 0 }

func (q *queue) push(e event) {
	q.heap = append(q.heap, e)
	h := q.heap
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

func (q *queue) pop() event {
	h := q.heap
	top, last := h[0], h[len(h)-1]
	h = h[:len(h)-1]
	q.heap = h
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
