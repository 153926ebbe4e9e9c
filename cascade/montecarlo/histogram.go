package montecarlo

import "math/bits"

// A Histogram counts whole numbers from 0 up, exactly below 2^(fine+1) and above
// in bins 2^-fine of their value wide. A bin also keeps the sum of what it
// counted, so that a quantile is the mean of its bin: it is exact where the
// values in a bin are alike, and else within 2^-fine of itself. Everything is
// whole, so that merging does not depend on order. Memory is taken for one
// doubling of values at a time, when first met, and does not grow after.
type Histogram struct {
	// fine is in bits. Page o counts the numbers that have o bits: 0 in the
	// first, 1 in the next, then 2 and 3, and so on. It is nil until one is
	// met.
	fine  uint
	pages [65][]bin
}

// bin has a sum of 128 bits, high and low: the waits of a billion people
// in each of many trials are more than 64 hold.
// n is how many, sum what they add up to.
type bin struct {
	n   uint64
	sum [2]uint64
}

// Add counts n times the number v.
func (h *Histogram) Add(v, n uint64) {
	hi, lo := bits.Mul64(v, n)
	h.addMany(v, n, hi, lo)
}

// addMany counts n numbers of the bin of v that add up to hi·2^64 + lo.
// The sum is given rather than computed, for numbers that differ but share a
// bin.
func (h *Histogram) addMany(v, n, hi, lo uint64) {
	o := uint(bits.Len64(v))
	page := h.pages[o]
	if page == nil {
		page = h.open(o)
	}
	b := &page[h.place(o, v)]
	b.n += n
	plus(&b.sum, hi, lo)
}

// place is the bin, in the page of numbers with o bits, that counts v.
// The highest bit of v is that of the page; the bin is the next fine bits, or
// all that are left where there are fewer.
func (h *Histogram) place(o uint, v uint64) uint64 {
	if o <= h.fine+1 {
		return v &^ (1 << o >> 1)
	}
	return v >> (o - h.fine - 1) & (1<<h.fine - 1)
}

// open takes the memory of the page of numbers with o bits: as many bins as it
// has numbers, but at most 2^fine.
func (h *Histogram) open(o uint) []bin {
	size := 1 << h.fine
	if o <= h.fine+1 {
		size = 1 << max(o, 1) >> 1
	}
	h.pages[o] = make([]bin, size)
	return h.pages[o]
}

// Merge adds what another of the same fineness counted.
// Bins are added one by one, in whole numbers.
func (h *Histogram) Merge(other *Histogram) {
	for o, page := range other.pages {
		if page == nil {
			continue
		}
		if h.pages[o] == nil {
			h.open(uint(o))
		}
		for i := range page {
			h.pages[o][i].n += page[i].n
			plus(&h.pages[o][i].sum, page[i].sum[0], page[i].sum[1])
		}
	}
}

// Total is how many were counted.
// It passes over all bins that are open.
func (h *Histogram) Total() uint64 {
	n := uint64(0)
	for _, page := range h.pages {
		for i := range page {
			n += page[i].n
		}
	}
	return n
}

// find is the bin that holds the rank-th smallest (from 1), and how many lie
// below it; nil where there are fewer.
// Pages and their bins ascend with what they count.
func (h *Histogram) find(rank uint64) (b *bin, below uint64) {
	for _, page := range h.pages {
		for i := range page {
			if below+page[i].n >= rank && page[i].n > 0 {
				return &page[i], below
			}
			below += page[i].n
		}
	}
	return nil, below
}

// Rank is about the rank-th smallest (from 1); ok is false where there are
// fewer.
// It is the mean of the numbers in the bin of that rank, rounded only here.
func (h *Histogram) Rank(rank uint64) (v float64, ok bool) {
	b, _ := h.find(max(rank, 1))
	if b == nil {
		return 0, false
	}
	return (float64(b.sum[0])*0x1p64 + float64(b.sum[1])) / float64(b.n), true
}

// NewHistogram is one that is exact below 2^(fine+1), and above to one part in
// 2^fine.
func NewHistogram(fine uint) Histogram { return Histogram{fine: fine} }
