package montecarlo

import (
	"cmp"
	"math/bits"
	"slices"

	"harkara/model"
)

// delays counts when those of a line have the message, and what is needed to tell
// how well a finite number of plays knows it.
//
// All plays are pooled, and those who are reached in one play share its fate: they
// are clusters, not independent observations. So beside the pooled times it adds up,
// over plays, squares and products of how many a play reaches, n, how many of them
// by the end of a bin, c, and the sum of their times, T. The bounds of pooled means
// and quantiles follow from these sums (delayOf). Everything is whole.
type delays struct {
	pooled Histogram // of ticks: one entry for each of a trial who is reached
	all    Sum       // of all of these; squares unused
	// joint is, for each bin of pooled, what the bin adds to Σc² and to Σcn.
	joint [65][]jointBin
	// nn, nt and tt are Σn², ΣnT and ΣT², with T in units of 2^shift ticks.
	nn, nt, tt [2]uint64
	shift      uint

	// Of the trial being counted: how many it reaches, how many of them so far,
	// and the sum of their times; and times that wait to be sorted.
	n, c    uint64
	t       [2]uint64
	waiting []weightedTick
}

// jointBin has numbers of 128 bits, high and low.
type jointBin struct{ squares, products [2]uint64 }

// weightedTick is so many who have it at a time.
type weightedTick struct {
	at     model.Tick
	weight int64
}

// timeBits is to how many bits sums of times are kept where they are squared: then
// 2^28 trials fit 128 bits, and what is lost is one part in 10^14 of the horizon.
const timeBits = 50

// newDelays is for up to total things in a trial, up to a horizon.
func newDelays(fine uint, total int64, horizon model.Tick) delays {
	hi, lo := bits.Mul64(uint64(max(total, 1)), uint64(max(horizon, 1)))
	width := bits.Len64(lo)
	if hi > 0 {
		width = 64 + bits.Len64(hi)
	}
	return delays{pooled: Histogram{fine: fine}, shift: uint(max(width-timeBits, 0))}
}

// begin begins a trial that reaches n.
func (d *delays) begin(n uint64) { d.n, d.c, d.t = n, 0, [2]uint64{} }

// add counts n whose times share the bin of v and add up to hi·2^64 + lo. Within a
// trial times ascend.
// A cumulative count that grows from c to c+n has a square that grows by n(2c+n).
func (d *delays) add(v, n, hi, lo uint64) {
	if n == 0 {
		return
	}
	d.pooled.addMany(v, n, hi, lo)
	d.all.n += n
	plus(&d.all.sum, hi, lo)
	plus(&d.t, hi, lo)
	o := uint(bits.Len64(v))
	if d.joint[o] == nil {
		d.joint[o] = make([]jointBin, len(d.pooled.pages[o]))
	}
	b := &d.joint[o][d.pooled.place(o, v)]
	hi, lo = bits.Mul64(n, 2*d.c+n)
	plus(&b.squares, hi, lo)
	hi, lo = bits.Mul64(n, d.n)
	plus(&b.products, hi, lo)
	d.c += n
}

// end ends a trial.
func (d *delays) end() {
	t := d.t[1]>>d.shift | d.t[0]<<(64-d.shift) // where shift is 0 the high half is too
	for _, x := range []struct {
		to   *[2]uint64
		a, b uint64
	}{{&d.nn, d.n, d.n}, {&d.nt, d.n, t}, {&d.tt, t, t}} {
		hi, lo := bits.Mul64(x.a, x.b)
		plus(x.to, hi, lo)
	}
}

// wait keeps weight people, or households, whose delay is at, until all of the
// trial are known (pool).
func (d *delays) wait(at model.Tick, weight int64) {
	d.waiting = append(d.waiting, weightedTick{at, weight})
}

// pool counts a trial of those who wait.
func (d *delays) pool() {
	slices.SortFunc(d.waiting, func(a, b weightedTick) int { return cmp.Compare(a.at, b.at) })
	n := uint64(0)
	for _, x := range d.waiting {
		n += uint64(x.weight)
	}
	d.begin(n)
	for _, x := range d.waiting {
		hi, lo := bits.Mul64(uint64(x.at), uint64(x.weight))
		d.add(uint64(x.at), uint64(x.weight), hi, lo)
	}
	d.end()
	d.waiting = d.waiting[:0]
}

// merge adds what another worker counted.
func (d *delays) merge(o *delays) {
	d.pooled.Merge(&o.pooled)
	d.all.Merge(&o.all)
	for p, page := range o.joint {
		if page != nil && d.joint[p] == nil {
			d.joint[p] = make([]jointBin, len(page))
		}
		for i := range page {
			plus(&d.joint[p][i].squares, page[i].squares[0], page[i].squares[1])
			plus(&d.joint[p][i].products, page[i].products[0], page[i].products[1])
		}
	}
	plus(&d.nn, o.nn[0], o.nn[1])
	plus(&d.nt, o.nt[0], o.nt[1])
	plus(&d.tt, o.tt[0], o.tt[1])
}

// state tells what was counted. Bins that nothing was counted in have no sums.
func (d *delays) state(c *Codec) { Part(c, d, d.merge, func() { d.tell(c) }) }

func (d *delays) tell(c *Codec) {
	c.Histogram(&d.pooled)
	c.Sum(&d.all)
	for p, page := range d.pooled.pages {
		if page == nil {
			d.joint[p] = nil
			continue
		}
		if c.doing == reading || d.joint[p] == nil {
			d.joint[p] = make([]jointBin, len(page))
		}
		for i := range page {
			if page[i].n > 0 {
				c.wide(&d.joint[p][i].squares)
				c.wide(&d.joint[p][i].products)
			}
		}
	}
	c.wide(&d.nn)
	c.wide(&d.nt)
	c.wide(&d.tt)
}
