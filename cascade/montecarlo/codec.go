package montecarlo

import (
	"encoding/binary"
	"fmt"
	"math"
)

// A Codec writes numbers one after another, or reads them back: an accumulator
// tells once, in one order, which numbers are its state (Marshal, Unmarshal).
// data is what is written so far, or what is left to read; after the first
// error it is empty, and numbers asked for from then on stay as they were.
type Codec struct {
	data    []byte
	reading bool
	err     error
}

// Marshal is the state of an accumulator: its kind, the version of what is told
// of it, and its numbers (Protocol Buffers' variable-length integers).
// The kind ends with a zero byte, so that no kind is the beginning of another.
func Marshal(kind string, version uint64, state func(*Codec)) ([]byte, error) {
	c := &Codec{data: append([]byte(kind), 0)}
	c.Uint(&version)
	state(c)
	return c.data, c.err
}

// Unmarshal reads what Marshal wrote. It fails on another kind or version, on
// numbers that are left over, and on those that are missing.
// After an error the accumulator holds part of what was read and is not to be
// used.
func Unmarshal(data []byte, kind string, version uint64, state func(*Codec)) error {
	head := append([]byte(kind), 0)
	if len(data) < len(head) || string(data[:len(head)]) != string(head) {
		return fmt.Errorf("these are not partial sums of %s", kind)
	}
	// The version is read like any other number, and compared before any is
	// trusted.
	c := &Codec{data: data[len(head):], reading: true}
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
	if !c.reading {
		c.data = binary.AppendUvarint(c.data, *x)
		return
	}
	v, n := binary.Uvarint(c.data)
	if n <= 0 || c.err != nil {
		c.fail()
		return
	}
	*x, c.data = v, c.data[n:]
}

// Int is a number that may be below 0.
// Small numbers of either sign are short (zigzag encoding).
func (c *Codec) Int(x *int64) {
	if !c.reading {
		c.data = binary.AppendVarint(c.data, *x)
		return
	}
	v, n := binary.Varint(c.data)
	if n <= 0 || c.err != nil {
		c.fail()
		return
	}
	*x, c.data = v, c.data[n:]
}

// Float is a number that is not counted but computed, to its last bit.
func (c *Codec) Float(x *float64) {
	v := math.Float64bits(*x)
	c.Uint(&v)
	*x = math.Float64frombits(v)
}

// Text is some words, with their length before them.
func (c *Codec) Text(s *string) {
	n := uint64(len(*s))
	c.Uint(&n)
	switch {
	case !c.reading:
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
	n := uint64(len(*list))
	c.Uint(&n)
	if !c.reading {
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
	c.Uint(&s.n)
	c.wide(&s.sum)
	c.wide(&s.squares)
}

// wide is a number of 128 bits, its high half first.
func (c *Codec) wide(w *[2]uint64) {
	c.Uint(&w[0])
	c.Uint(&w[1])
}

// Histogram is a Histogram: its pages that are open, and of each its bins.
// Both sides must have the same fineness, which is that of the problem and is
// not written.
func (c *Codec) Histogram(h *Histogram) {
	for o := range h.pages {
		// A page that no value has met is one byte, not a row of zeros.
		open := uint64(0)
		if h.pages[o] != nil {
			open = 1
		}
		c.Uint(&open)
		switch {
		case open == 0:
			h.pages[o] = nil
			continue
		case c.reading:
			h.open(uint(o))
		}
		for i := range h.pages[o] {
			b := &h.pages[o][i]
			// An empty bin has no sum.
			if c.Uint(&b.n); b.n > 0 {
				c.wide(&b.sum)
			}
		}
	}
}
