package montecarlo

import (
	"math"
	"slices"

	"harkara/model"
)

// scan counts the arrivals of one trial in a line of many units: one pass puts
// them into bins 2^-8 of their value wide, from which everything is read. How
// many have it by a column is exact: arrivals in the bin of a column are put
// aside. When a share is reached is exact: a second pass sorts what lies in the
// bin of that rank. The memory is that of the bins and, while a trial is
// counted, 8 bytes for each unit that is put aside.
// It needs one step for each arrival, where sorting needs the logarithm of
// their number. Nothing of a trial is left in it once read has emptied the
// bins.
type scan struct {
	bins    []scanBin // of waits up to the horizon, and one of those who never have it; n has the mark where one is set
	moments []moment
	aside   []model.Tick
	reached int // arrivals counted
}

// scanBin counts the arrivals of one trial, of which sum is the sum.
// sum is in ticks: 64 bits hold that of one trial.
type scanBin struct{ n, sum uint64 }

// moment is a time of which it is asked how many have it by then.
// at is in ticks, place the bin it lies in, upTo a number of units.
type moment struct {
	at    model.Tick
	place uint
	upTo  int64 // the answer
}

const (
	// Bits of the mantissa that tell bins of one doubling apart.
	scanFine = 8
	mark     = 1 << 63 // in a bin's n: arrivals in it are put aside
)

// scanPlace is the bin that counts arrivals at t: the exponent and the first
// bits of the mantissa of a float64. 0 and 1 share the first.
// The bits of positive floating-point numbers ascend with them, so that bins
// do too.
func scanPlace(t model.Tick) uint {
	return uint(math.Float64bits(float64(max(t, 1)))>>(52-scanFine)) - 1023<<scanFine
}

// scanFrom is the first time that bin i counts, of times from 1.
// It is the inverse of scanPlace at the lower edge of a bin.
func scanFrom(i uint) model.Tick {
	return model.Tick(math.Float64frombits(uint64(i+1023<<scanFine) << (52 - scanFine)))
}

// newScan is a scan for arrivals up to a horizon, asked about some times.
func newScan(horizon model.Tick, times []model.Tick) *scan {
	s := &scan{bins: make([]scanBin, scanPlace(horizon)+2)}
	for _, t := range times {
		// Nothing arrives after the horizon: a later time asks the same as the
		// horizon.
		m := moment{at: t, place: scanPlace(min(t, horizon))}
		s.bins[m.place].n |= mark
		s.moments = append(s.moments, m)
	}
	return s
}

// count puts arrivals into bins, which must be empty. No branch of the loop depends on a
// draw: those who never arrive have the last bin.
// The memory for those put aside is taken at its largest at once, so that the
// loop does not grow it.
func (s *scan) count(arrival []model.Tick) {
	if cap(s.aside) < len(arrival) {
		s.aside = make([]model.Tick, len(arrival))
	}
	s.aside = s.aside[:len(arrival)]
	bins, aside, n := s.bins, s.aside, 0
	last := len(bins) - 1
	never := scanFrom(uint(last))
	for _, a := range arrival {
		a = min(a, never)
		b := &bins[scanPlace(a)]
		b.sum += uint64(a)
		b.n++
		// The mark is the highest bit, which no count reaches: one comparison
		// tells.
		if b.n >= mark {
			aside[n] = a
			n++
		}
	}
	s.aside, s.reached = aside[:n], len(arrival)-int(bins[last].n)
	bins[last] = scanBin{}
}

// rankBin is the bin in which a rank lies, or that there are fewer arrivals.
// place is the number of the bin.
type rankBin struct {
	place uint
	below uint64 // arrivals in lower bins
	ok    bool
}

// read answers the moments and finds the bins of some ranks (from 1,
// ascending), adds the bins to the delays of a line, where given, and empties them.
// The bins are passed over once, from the earliest.
func (s *scan) read(to *delays, ranks []uint64, found []rankBin) {
	for k := range s.moments {
		s.moments[k].upTo = 0
	}
	if to != nil {
		to.begin(uint64(s.reached))
	}
	below, next := uint64(0), 0
	for i := range s.bins {
		b := &s.bins[i]
		n := b.n &^ mark
		if n == 0 {
			continue
		}
		// Several ranks may lie in one bin.
		for ; next < len(ranks) && ranks[next] <= below+n; next++ {
			found[next] = rankBin{place: uint(i), below: below, ok: true}
		}
		for k := range s.moments {
			// Bins below that of a moment count as a whole; its own is told
			// apart below.
			if m := &s.moments[k]; m.place > uint(i) {
				m.upTo += int64(n)
			}
		}
		below += n
		switch {
		case to == nil:
		case i == 0: // zeros and ones: the sum is the number of ones
			to.add(0, n-b.sum, 0, 0)
			to.add(1, b.sum, 0, b.sum)
		default:
			to.add(uint64(scanFrom(uint(i))), n, 0, b.sum)
		}
		// Emptied for the next trial; the mark stays, since moments do.
		b.n, b.sum = b.n&mark, 0
	}
	if to != nil {
		to.end()
	}
	for ; next < len(ranks); next++ {
		found[next] = rankBin{}
	}
	for k := range s.moments {
		m := &s.moments[k]
		for _, a := range s.aside {
			if a <= m.at && scanPlace(a) == m.place {
				m.upTo++
			}
		}
	}
}

// pick is the rank-th of the arrivals, which lies in the bin that was found.
// It is exact: those in the bin are sorted and counted from the number below
// it.
func (s *scan) pick(arrival []model.Tick, rank uint64, in rankBin) model.Tick {
	lo, hi := scanFrom(in.place), scanFrom(in.place+1)
	if in.place == 0 {
		lo = 0
	}
	s.aside = s.aside[:0]
	width := uint64(hi - lo)
	for _, a := range arrival {
		// One comparison for both edges: what lies below lo wraps around to a
		// large number.
		if uint64(a-lo) < width {
			s.aside = append(s.aside, a)
		}
	}
	slices.Sort(s.aside)
	return s.aside[rank-in.below-1]
}
