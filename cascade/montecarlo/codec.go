package montecarlo

import (
	"encoding/binary"
	"fmt"
	"math"
)

// A Codec goes through the numbers that an accumulator has counted: it writes them one
// after another, reads them back, or adds those of another. An accumulator tells once, in
// one order, which numbers are its state (Marshal, Unmarshal, Merge).
type Codec struct {
	doing doing
	// data is what is written so far, or what is left to read; after the first error it
	// is empty, and numbers asked for from then on stay as they were.
	data []byte
	// other are the parts of the state that is added, in their order.
	other []any
	err   error
}

// doing is what a Codec does with the numbers it is told.
type doing uint8

const (
	writing doing = iota
	reading
	gathering // the parts of another state, which adding then adds
	adding
)

// Marshal is what an accumulator has counted: its kind, the version of what is told of
// it, and its numbers (Protocol Buffers' variable-length integers).
func Marshal(a Accumulator) ([]byte, error) {
	kind, version := a.Kind()
	return marshal(kind, version, a.State)
}

// Unmarshal reads what Marshal wrote into an accumulator made for the same problem, in
// place of what that has counted. It fails on another kind or version, on numbers that
// are left over, and on those that are missing.
// After an error the accumulator holds part of what was read and is not to be used.
func Unmarshal(data []byte, into Accumulator) error {
	kind, version := into.Kind()
	return unmarshal(data, kind, version, into.State)
}

// Merge adds what another accumulator of the same kind, for the same problem, has
// counted. It panics where that is of another kind.
// Addition of whole numbers is associative and commutative: any order of merging gives
// the same bytes.
func Merge(into, from Accumulator) {
	c := &Codec{doing: gathering}
	from.State(c)
	c.doing = adding
	into.State(c)
}

// Part tells of a part of a state that is not added number by number: add adds another,
// and state tells its numbers, to be written or read.
func Part[T any](c *Codec, part *T, add func(other *T), state func()) {
	if !merged(c, part, func(_, other *T) { add(other) }) {
		state()
	}
}

// merged does what Merge does with a part of a state; it is false where that is to be
// written or read.
func merged[T any](c *Codec, part *T, add func(into, other *T)) bool {
	switch c.doing {
	case gathering:
		c.other = append(c.other, part)
	case adding:
		add(part, c.other[0].(*T))
		c.other = c.other[1:]
	default:
		return false
	}
	return true
}

// marshal writes a state of a kind.
// The kind ends with a zero byte, so that no kind is the beginning of another.
func marshal(kind string, version uint64, state func(*Codec)) ([]byte, error) {
	c := &Codec{data: append([]byte(kind), 0)}
	c.Uint(&version)
	state(c)
	return c.data, c.err
}

// unmarshal reads what marshal wrote.
func unmarshal(data []byte, kind string, version uint64, state func(*Codec)) error {
	head := append([]byte(kind), 0)
	if len(data) < len(head) || string(data[:len(head)]) != string(head) {
		return fmt.Errorf("these are not partial sums of %s", kind)
	}
	// The version is read like any other number, and compared before any is
	// trusted.
	c := &Codec{data: data[len(head):], doing: reading}
	found := uint64(0)
	if c.Uint(&found); c.err == nil && found != version {
		return fmt.Errorf("partial sums of %s have version %d, and this program reads version %d", kind, found, version)
	}
	state(c)
	if c.err == nil && len(c.data) > 0 {
		c.err = fmt.Errorf("partial sums of %s are of another problem: %d bytes are left over", kind, len(c.data))
	}
	return c.err
}

// Uint is a number.
// It takes one byte for every 7 bits: counts are mostly small.
func (c *Codec) Uint(x *uint64) {
	if !merged(c, x, func(into, other *uint64) { *into += *other }) {
		*x = c.number(*x)
	}
}

// Most is a number of which the larger of two is kept.
func (c *Codec) Most(x *uint64) {
	if !merged(c, x, func(into, other *uint64) { *into = max(*into, *other) }) {
		*x = c.number(*x)
	}
}

// Uints are numbers, of as many on both sides.
func (c *Codec) Uints(list []uint64) {
	for i := range list {
		c.Uint(&list[i])
	}
}

// Int is a number that may be below 0.
// Small numbers of either sign are short (zigzag encoding).
func (c *Codec) Int(x *int64) {
	if !merged(c, x, func(into, other *int64) { *into += *other }) {
		v := c.number(uint64(*x)<<1 ^ uint64(*x>>63))
		*x = int64(v>>1) ^ -int64(v&1)
	}
}

// Ints are numbers that may be below 0, of as many on both sides.
func (c *Codec) Ints(list []int64) {
	for i := range list {
		c.Int(&list[i])
	}
}

// number writes x, or reads what stands in its place; it is x after an error.
func (c *Codec) number(x uint64) uint64 {
	if c.doing == writing {
		c.data = binary.AppendUvarint(c.data, x)
		return x
	}
	v, n := binary.Uvarint(c.data)
	if n <= 0 || c.err != nil {
		c.fail()
		return x
	}
	c.data = c.data[n:]
	return v
}

// Float is a number that is not counted but computed, to its last bit. Such numbers are
// not added: they stand in a Part.
func (c *Codec) Float(x *float64) {
	*x = math.Float64frombits(c.number(math.Float64bits(*x)))
}

// Text is some words, with their length before them.
func (c *Codec) Text(s *string) {
	n := c.number(uint64(len(*s)))
	switch {
	case c.doing == writing:
		c.data = append(c.data, *s...)
	case n > uint64(len(c.data)):
		c.fail()
	default:
		*s, c.data = string(c.data[:n]), c.data[n:]
	}
}

// Length is the length of a list, which is made anew where one is read: of any length
// that what is left to read may have.
func Length[T any](c *Codec, list *[]T) {
	n := c.number(uint64(len(*list)))
	if c.doing == writing {
		return
	}
	if n > uint64(len(c.data)) {
		c.fail()
		n = 0
	}
	*list = make([]T, n)
}

// fail keeps the first error and reads no further.
func (c *Codec) fail() {
	if c.err == nil {
		c.err = fmt.Errorf("partial sums end too early, or are of another problem")
	}
	c.data = nil
}

// Sum is a Sum.
func (c *Codec) Sum(s *Sum) {
	if !merged(c, s, (*Sum).Merge) {
		s.n = c.number(s.n)
		c.wide(&s.sum)
		c.wide(&s.squares)
	}
}

// Sums are Sums, of as many on both sides.
func (c *Codec) Sums(list []Sum) {
	for i := range list {
		c.Sum(&list[i])
	}
}

// wide is a number of 128 bits, its high half first.
func (c *Codec) wide(w *[2]uint64) {
	if !merged(c, w, func(into, other *[2]uint64) { plus(into, other[0], other[1]) }) {
		w[0] = c.number(w[0])
		w[1] = c.number(w[1])
	}
}

// Histogram is a Histogram: its pages that are open, and of each its bins.
// Both sides must have the same fineness, which is that of the problem and is
// not written.
func (c *Codec) Histogram(h *Histogram) {
	if merged(c, h, (*Histogram).Merge) {
		return
	}
	for o := range h.pages {
		// A page that no value has met is one byte, not a row of zeros.
		open := uint64(0)
		if h.pages[o] != nil {
			open = 1
		}
		switch open = c.number(open); {
		case open == 0:
			h.pages[o] = nil
			continue
		case c.doing == reading:
			h.open(uint(o))
		}
		for i := range h.pages[o] {
			b := &h.pages[o][i]
			// An empty bin has no sum.
			if b.n = c.number(b.n); b.n > 0 {
				c.wide(&b.sum)
			}
		}
	}
}
