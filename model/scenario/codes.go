package scenario

import "math/rand/v2"

// codes finds rows by their code. It is a hash table of plain numbers, which the
// garbage collector need not look into and which grows without looking at a
// code again: for a large file a quarter of the cost of a map of strings.
type codes struct {
	h     *hierarchy
	skip  int      // bytes before each code, of an organisation beside the first
	base  uint32   // of the hash
	slots []uint64 // the hash of a code, and its row plus 1; 0 is free
	used  int
}

func newCodes(h *hierarchy, prefix string) *codes {
	return &codes{h: h, skip: len(prefix), base: rand.Uint32() | 1, slots: make([]uint64, 1<<11)}
}

// hash is a polynomial in a number that no file can know. Codes that follow
// each other, as G101 and G102, have slots that follow each other.
func (c *codes) hash(code string) uint64 {
	h := uint32(len(code))
	for i := range len(code) {
		h = h*c.base + uint32(code[i])
	}
	return uint64(h)
}

// slot is where a code is, or where it would go: then row is -1.
func (c *codes) slot(code string) (hash uint64, at int, row int32) {
	hash = c.hash(code)
	mask := uint64(len(c.slots) - 1)
	for i := hash & mask; ; i = (i + 1) & mask {
		s := c.slots[i]
		if s == 0 {
			return hash, int(i), -1
		}
		if row := int32(uint32(s)) - 1; s>>32 == hash && c.h.rows.Code[row][c.skip:] == code {
			return hash, int(i), row
		}
	}
}

// row is the row of a code, or -1.
func (c *codes) row(code string) int32 {
	_, _, row := c.slot(code)
	return row
}

// add gives a code a row, unless it has one: then it returns that, else -1.
func (c *codes) add(code string, row int32) (before int32) {
	hash, at, before := c.slot(code)
	if before >= 0 {
		return before
	}
	c.slots[at] = hash<<32 | uint64(row+1)
	if c.used++; 2*c.used > len(c.slots) {
		c.grow()
	}
	return -1
}

// grow makes the table four times as large.
func (c *codes) grow() {
	old := c.slots
	c.slots = make([]uint64, 4*len(old))
	mask := uint64(len(c.slots) - 1)
	for _, s := range old {
		if s == 0 {
			continue
		}
		i := s >> 32 & mask
		for c.slots[i] != 0 {
			i = (i + 1) & mask
		}
		c.slots[i] = s
	}
}
