package random

import (
	"math/bits"

	"harkara/model"
)

// batch is how many draws are made before those that need a second look have
// it: few enough for their list to be on the stack.
const batch = 128

// Batch is how many draws Hits makes at most.
const Batch = batch

// Contact is whom a unit may tell, and the address of the draws of that: in twelve bytes,
// for networks of millions of links, of which memory is what takes time.
type Contact struct {
	low, high uint32 // halves of the key
	To        model.Unit
}

// NewContact is a contact with a unit at a key.
func NewContact(k Key, to model.Unit) Contact { return Contact{uint32(k), uint32(k >> 32), to} }

// Key is the address of its draws.
func (c *Contact) Key() Key { return Key(c.high)<<32 | Key(c.low) }

// Hit is a draw that is not Never: its number, to Draw by, and of which contact.
type Hit struct {
	Number uint64
	To     model.Unit
}

// Hits draws for each contact, at most a Batch, at add, and lists in hits the draws that
// are not Never; it tells how many. Which they are is known from their numbers alone. No
// branch depends on a draw: each is written down, over again where it was none.
func (t *Table) Hits(hits *[Batch]Hit, contacts []Contact, add uint64) int {
	n := uint64(0)
	for i := range contacts {
		c := &contacts[i]
		u := Mix(uint64(c.Key()) + add)
		hits[n%batch] = Hit{u, c.To}
		_, beyond := bits.Sub64(t.last, u, 0)
		n += 1 - beyond
	}
	return int(n)
}

// Sooner draws, for each of times at its key and add, a wait that begins at
// from, and lowers the time to its end where that is sooner and not after
// until. It is Draw for many at once, in about 3 ns each.
func (t *Table) Sooner(times []model.Tick, keys []Key, add uint64, from, until model.Tick) {
	for len(times) > batch {
		t.sooner(times[:batch], keys, add, from, until)
		times, keys = times[batch:], keys[batch:]
	}
	t.sooner(times, keys, add, from, until)
}

// sooner is Sooner for at most a batch. In its loop only numbers
// depend on draws, no branch does: beyond the chance lines are Never, a refined line is later than any
// until, and whoever drew one is written down, over again if that was nobody. A
// processor that guesses a branch wrong would lose the work of several draws.
func (t *Table) sooner(times []model.Tick, keys []Key, add uint64, from, until model.Tick) {
	keys = keys[:len(times)]
	if t.vectored(len(times)) {
		t.soonerVectors(times, keys, add, from, until, true)
		return
	}
	if t.lines == nil {
		for i, k := range keys {
			t.lower(&times[i], k, add, from, until)
		}
		return
	}
	var again [batch]uint8
	n := uint(0)
	lines := t.lines
	for i, k := range keys {
		u := Mix(uint64(k) + add)
		wait := lines[u>>(64-partBits)].at(u)
		again[n%batch] = uint8(i)
		n += uint(wait) >> refinedBit
		end := from + wait
		if end > until {
			end = model.Never
		}
		times[i] = min(times[i], end)
	}
	for _, i := range again[:n] {
		t.lower(&times[i], keys[i], add, from, until)
	}
}

// Set is Sooner for times that are not set yet: each becomes the end of its wait,
// or model.Never.
func (t *Table) Set(times []model.Tick, keys []Key, add uint64, from, until model.Tick) {
	for len(times) > batch {
		t.set(times[:batch], keys, add, from, until)
		times, keys = times[batch:], keys[batch:]
	}
	t.set(times, keys, add, from, until)
}

// set is Set for at most a batch.
func (t *Table) set(times []model.Tick, keys []Key, add uint64, from, until model.Tick) {
	keys = keys[:len(times)]
	if t.vectored(len(times)) {
		t.soonerVectors(times, keys, add, from, until, false)
		return
	}
	if t.lines == nil {
		for i, k := range keys {
			times[i] = model.Never
			t.lower(&times[i], k, add, from, until)
		}
		return
	}
	var again [batch]uint8
	n := uint(0)
	lines := t.lines
	for i, k := range keys {
		u := Mix(uint64(k) + add)
		wait := lines[u>>(64-partBits)].at(u)
		again[n%batch] = uint8(i)
		n += uint(wait) >> refinedBit
		end := from + wait
		if end > until {
			end = model.Never
		}
		times[i] = end
	}
	for _, i := range again[:n] {
		t.lower(&times[i], keys[i], add, from, until)
	}
}

// FirstAlike draws, for each of times, several waits that begin at its from, at its
// key and each of adds, and sets it to the end of the shortest, or model.Never; with the
// chance of a coin thrown at each key and at, all waits are one and the same: that of the
// first of adds. The smallest number is the shortest wait, so there is but one to look up.
func (t *Table) FirstAlike(times []model.Tick, keys []Key, adds []uint64, from []model.Tick, until model.Tick, alike Coin, at uint64) {
	if alike.sure {
		adds = adds[:1]
	}
	for len(times) > batch {
		t.first(times[:batch], keys, adds, from, until, alike.below, at)
		times, keys, from = times[batch:], keys[batch:], from[batch:]
	}
	t.first(times, keys, adds, from, until, alike.below, at)
}

// first is FirstAlike for at most a batch; below is of the coin.
func (t *Table) first(times []model.Tick, keys []Key, adds []uint64, from []model.Tick, until model.Tick, below, at uint64) {
	if t.vectored(len(times)) {
		t.firstVectors(times, keys[:len(times)], adds, from[:len(times)], until, below, at)
		return
	}
	var least [batch]uint64
	for i, k := range keys[:len(times)] {
		least[i%batch] = Mix(uint64(k) + adds[0])
	}
	one := least
	for _, add := range adds[1:] {
		for i, k := range keys[:len(times)] {
			least[i%batch] = min(least[i%batch], Mix(uint64(k)+add))
		}
	}
	if below > 0 {
		for i, k := range keys[:len(times)] {
			// All bits are set where it is heads: no branch to guess.
			_, heads := bits.Sub64(Mix(uint64(k)+at), below, 0)
			least[i%batch] ^= (least[i%batch] ^ one[i%batch]) & -heads
		}
	}
	if t.lines == nil {
		for i, u := range least[:len(times)] {
			times[i] = within(from[i]+t.Draw(u), until)
		}
		return
	}
	var again [batch]uint8
	n := uint(0)
	lines, from := t.lines, from[:len(times)]
	for i, u := range least[:len(times)] {
		wait := lines[u>>(64-partBits)].at(u)
		again[n%batch] = uint8(i)
		n += uint(wait) >> refinedBit
		times[i] = within(from[i]+wait, until)
	}
	for _, i := range again[:n] {
		times[i] = within(from[i]+t.Draw(least[i]), until)
	}
}

// within is a time, or model.Never after until.
func within(t, until model.Tick) model.Tick {
	if t > until {
		return model.Never
	}
	return t
}

func (t *Table) lower(time *model.Tick, key Key, add uint64, from, until model.Tick) {
	if end := from + t.Draw(Mix(uint64(key)+add)); end <= until {
		*time = min(*time, end)
	}
}
