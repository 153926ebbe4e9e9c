package random

import (
	"math/bits"

	"harkara/model"
)

// fewest is from how many draws on they are made eight at a time.
const fewest = 4

// vectored tells whether n draws are made eight at a time: what is drawn is the same to
// the last bit as one by one (TestVectors), in a third of the time.
func (t *Table) vectored(n int) bool { return vectors && n >= fewest && t.lines != nil }

// soonerVectors is sooner or, unless lower, set, eight at a time.
func (t *Table) soonerVectors(times []model.Tick, keys []Key, add uint64, from, until model.Tick, lower bool) {
	starts := [8]model.Tick{from, from, from, from, from, from, from, from}
	var later [batch / 8]uint8
	endsOf(&times[0], &keys[0], len(times), &add, 1, 0, 0, &starts[0], 0, until, &t.lines[0], &later[0], lower)
	for k, some := range later[:(len(times)+7)/8] {
		for ; some != 0; some &= some - 1 {
			i := 8*k + bits.TrailingZeros8(some)
			t.lower(&times[i], keys[i], add, from, until)
		}
	}
}

// firstVectors is first, eight at a time.
func (t *Table) firstVectors(times []model.Tick, keys []Key, adds []uint64, from []model.Tick, until model.Tick, below, at uint64) {
	var later [batch / 8]uint8
	endsOf(&times[0], &keys[0], len(times), &adds[0], len(adds), below, at, &from[0], 64, until, &t.lines[0], &later[0], false)
	for k, some := range later[:(len(times)+7)/8] {
		for ; some != 0; some &= some - 1 {
			i := 8*k + bits.TrailingZeros8(some)
			times[i] = within(from[i]+t.Draw(leastOf(keys[i], adds, below, at)), until)
		}
	}
}

// leastOf is the number by which the first of several people at a key starts.
func leastOf(k Key, adds []uint64, below, at uint64) uint64 {
	first := Mix(uint64(k) + adds[0])
	if below > 0 && Mix(uint64(k)+at) < below {
		return first
	}
	for _, add := range adds[1:] {
		first = min(first, Mix(uint64(k)+add))
	}
	return first
}
