package bench

import (
	"context"
	"math"
	"time"

	"harkara/cascade/random"
	"harkara/cascade/report"
)

// unmeasured are limits of a machine that were not measured.
var unmeasured = report.MachineLimits{Number: math.NaN(), Byte: math.NaN(), Line: math.NaN()}

// What work is made of. A number of eight bytes that is written is fetched first, and
// counts twice.
var (
	// aUnit has one draw, whether and when its parent's message comes: the key of that is
	// read, its arrival written.
	aUnit = report.Needs{Numbers: 1, Bytes: 8 + 16}
	// countedUnit is aUnit whose arrival is read again, to be counted.
	countedUnit = report.Needs{Numbers: 1, Bytes: 8 + 16 + 8}
	// servedUnit is one of India's panchayats: two people above tell it, three there start,
	// and a coin says whether they act alike. Two keys and the arrival are read, the arrival
	// and the start written, and both read again where units and people are counted.
	servedUnit = report.Needs{Numbers: 2 + 3 + 1, Bytes: 2*8 + 8 + 2*16 + 2*8}
	// aLink is one of ten of a unit in a large graph: whom and the key of it are read, in
	// twelve bytes, and of three in ten the arrival of whom is asked for, where it lies. The
	// unit's own record and the first of its links lie anywhere, too.
	aLink = report.Needs{Numbers: 1, Bytes: 12, Lines: 0.3 + 2.0/10}
	// nearLink is a link of a graph that is in the caches.
	nearLink = report.Needs{Numbers: 1, Bytes: 12}
	// readLink is a line of a file, of about so many bytes; both codes are looked up among
	// a million; the link is written.
	readLink = report.Needs{Bytes: 18 + 2*24, Lines: 2}
)

// wordsOfLine is how many numbers of 64 bits a line of a processor's cache holds.
const wordsOfLine = 8

// limits measures what one core takes for the least that work is made of: a number drawn
// from an address in its nearest cache, a byte read from memory in order, and a line of
// memory anywhere, of many that are asked for at once.
func (b *bench) limits(ctx context.Context) error {
	b.progress("measure-limits")
	keys := make([]uint64, 2048)
	large := make([]uint64, b.size(1<<17, 1<<25)) // beyond all caches
	for i := range large {
		large[i] = uint64(i)
	}
	sum := uint64(0)
	timed := func(of int, do func()) *series {
		return &series{once: func(context.Context) (float64, error) {
			began := time.Now()
			do()
			return float64(time.Since(began).Nanoseconds()) / float64(of), nil
		}}
	}
	rounds := b.size(10, 10_000)
	number := timed(rounds*len(keys), func() {
		for r := range uint64(rounds) {
			for _, k := range keys {
				sum ^= random.Mix(k + r)
			}
		}
	})
	inOrder := timed(8*len(large), func() {
		// Four sums, so that reading does not wait for adding.
		var a, b, c, d uint64
		for i := 0; i < len(large); i += 4 {
			a, b, c, d = a+large[i], b+large[i+1], c+large[i+2], d+large[i+3]
		}
		sum ^= a + b + c + d
	})
	lines := b.size(1_000, 4_000_000)
	anywhere := timed(lines, func() {
		mask := uint64(len(large)/wordsOfLine - 1)
		for i := range uint64(lines) {
			// Multiples of an odd number: where the next is is known before this one came.
			sum ^= large[(i*0x9e3779b97f4a7c15>>20&mask)*wordsOfLine]
		}
	})
	b.interleave(ctx, number, inOrder, anywhere)
	b.speed.Limits = report.MachineLimits{Number: number.median(), Byte: inOrder.median(), Line: anywhere.median()}
	if sum == 1 { // so that nothing of it is left out
		b.progress("measure-limits")
	}
	return nil
}
