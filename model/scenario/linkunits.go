package scenario

import (
	"sync/atomic"

	"harkara/model"
)

// unitNames finds the units that a file of links names, for several at once. It names each
// often, and mostly by codes that are plain numbers, which are places of an array.
type unitNames struct {
	find    *model.Finder
	numbers []atomic.Int32 // by number: the row plus 1; 0 is one that was not looked for
}

// mostNumber is the largest number that is a place of the array.
const mostNumber = 1 << 24

// numbered are the names of the units, with a place for each code that is a number.
func (h *hierarchy) numbered() *unitNames {
	most := -1
	for _, code := range h.rows.Code {
		most = max(most, plainNumber(code))
	}
	return &unitNames{find: h.finder(), numbers: make([]atomic.Int32, most+1)}
}

// unitMemo remembers the rows of names that are written in an unusual way, as paths: one
// for each who reads.
type unitMemo map[string]int32

// row is the row of a unit, or -1 where none or several are called so.
func (m *unitMemo) row(units *unitNames, name []byte) int32 {
	n := plainNumber(name)
	if n >= 0 && n < len(units.numbers) {
		if row := units.numbers[n].Load(); row > 0 {
			return row - 1
		}
	}
	row := units.find.Only(name)
	switch {
	case row < 0 && len(name) > 0:
		return m.unusual(units, name)
	case row >= 0 && n >= 0 && n < len(units.numbers):
		units.numbers[n].Store(row + 1)
	}
	return row
}

// unusual is row for a name that has to be looked at more closely.
func (m *unitMemo) unusual(units *unitNames, name []byte) int32 {
	if row, known := (*m)[string(name)]; known {
		return row
	}
	row, err := units.find.One(string(name), -1)
	if err != nil {
		return -1
	}
	if *m == nil {
		*m = unitMemo{}
	}
	(*m)[string(name)] = row
	return row
}

// plainNumber is the number that a text is, if it is one as strconv writes it
// and at most mostNumber; else -1.
func plainNumber[T string | []byte](s T) int {
	if len(s) == 0 || len(s) > 8 || s[0] == '0' {
		return -1
	}
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return -1
		}
		n = 10*n + int(s[i]-'0')
	}
	if n > mostNumber {
		return -1
	}
	return n
}
