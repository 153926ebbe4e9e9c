package montecarlo

import (
	"encoding/binary"
	"fmt"
)

// A Codec writes numbers one after another, or reads them back: an accumulator
// tells once, in one order, which numbers are its state (Marshal, Unmarshal).
type Codec struct {
	data    []byte
	reading bool
	err     error
}

// Marshal is the state of an accumulator: its kind, the version of what is told
// of it, and its numbers (Protocol Buffers' variable-length integers).
func Marshal(kind string, version uint64, state func(*Codec)) ([]byte, error) {
	c := &Codec{data: append([]byte(kind), 0)}
	c.Uint(&version)
	state(c)
	return c.data, c.err
}

// Unmarshal reads what Marshal wrote. It fails on another kind or version, on
// numbers that are left over, and on those that are missing.
func Unmarshal(data []byte, kind string, version uint64, state func(*Codec)) error {
	head := append([]byte(kind), 0)
	if len(data) < len(head) || string(data[:len(head)]) != string(head) {
		return fmt.Errorf("these are not partial sums of %s", kind)
	}
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

func (c *Codec) wide(w *[2]uint64) {
	c.Uint(&w[0])
	c.Uint(&w[1])
}

// Histogram is a Histogram: its pages that are open, and of each its bins.
func (c *Codec) Histogram(h *Histogram) {
	for o := range h.pages {
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
			if c.Uint(&b.n); b.n > 0 {
				c.wide(&b.sum)
			}
		}
	}
}
