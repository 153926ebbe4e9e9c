package scenario

import (
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"

	"harkara/model"
)

// unitNames finds the units that a file of links names, for several at once. It names each
// often, and mostly by codes that are numbers, as 1001 or IN-000123: these are places of an
// array.
type unitNames struct {
	find  func() *model.Finder // made when the first other name is asked for
	shape codeShape
	// rows are, by number, the row plus 1 of the only unit of such a code or name; 0 where
	// there is none, or several have it.
	rows []int32
}

// codeShape is how codes are written that are numbers: after a prefix, in so many digits, or
// where these are 0 as strconv writes them. So no two codes are the same number.
type codeShape struct {
	prefix string
	digits int
}

// maxNumber is the largest number that is a place of the array.
const maxNumber = 1 << 24

// numbered are the names of the units, with a place for each code that is a number.
func (h *hierarchy) numbered() *unitNames {
	u := &unitNames{find: sync.OnceValue(h.finder)}
	if len(h.rows.Code) == 0 {
		return u
	}
	if u.shape = shapeOf(h.rows.Code); strings.HasPrefix(u.shape.prefix, "/") {
		return u // in front of a name it says that the name is whole
	}
	most := -1
	for _, code := range h.rows.Code {
		most = max(most, numberOf(u.shape, norm.NFC.String(code)))
	}
	u.rows = make([]int32, most+1)
	const several = -1
	for _, texts := range [][]string{h.rows.Code, h.rows.Name, h.rows.LocalName} {
		for row, text := range texts {
			n := numberOf(u.shape, norm.NFC.String(text))
			switch {
			case n < 0 || n > most:
			case u.rows[n] == 0:
				u.rows[n] = int32(row) + 1
			case u.rows[n] != int32(row)+1:
				u.rows[n] = several
			}
		}
	}
	for n := range u.rows {
		u.rows[n] = max(u.rows[n], 0)
	}
	return u
}

// shapeOf is the shape of a code in the middle, which is that of most. It has so many
// digits where one of that shape begins with 0.
func shapeOf(codes []string) codeShape {
	middle := codes[len(codes)/2]
	s := codeShape{prefix: strings.TrimRight(middle, "0123456789")}
	digits := len(middle) - len(s.prefix)
	for _, code := range codes {
		if len(code) == len(middle) && digits > 1 && strings.HasPrefix(code, s.prefix) && code[len(s.prefix)] == '0' {
			s.digits = digits
			break
		}
	}
	return s
}

// unitMemo remembers the rows of names that are written in an unusual way, as paths: one
// for each who reads.
type unitMemo map[string]int32

// row is the row of a unit, or -1 where none or several are called so.
func (m *unitMemo) row(units *unitNames, name []byte) int32 {
	if n := numberOf(units.shape, name); n >= 0 && n < len(units.rows) && units.rows[n] > 0 {
		return units.rows[n] - 1
	}
	row := units.find().Only(name)
	if row < 0 && len(name) > 0 {
		return m.unusual(units, name)
	}
	return row
}

// unusual is row for a name that has to be looked at more closely.
func (m *unitMemo) unusual(units *unitNames, name []byte) int32 {
	if row, known := (*m)[string(name)]; known {
		return row
	}
	row, err := units.find().One(string(name), -1)
	if err != nil {
		return -1
	}
	if *m == nil {
		*m = unitMemo{}
	}
	(*m)[string(name)] = row
	return row
}

// numberOf is the number that a code of a shape is, if at most mostNumber; else -1.
func numberOf[T string | []byte](s codeShape, code T) int {
	if len(code) < len(s.prefix) || string(code[:len(s.prefix)]) != s.prefix {
		return -1
	}
	code = code[len(s.prefix):]
	plain := s.digits == 0 && (len(code) == 1 || len(code) > 0 && code[0] != '0')
	if len(code) > 8 || !plain && (len(code) == 0 || len(code) != s.digits) {
		return -1
	}
	n := 0
	for i := range len(code) {
		if code[i] < '0' || code[i] > '9' {
			return -1
		}
		n = 10*n + int(code[i]-'0')
	}
	if n > maxNumber {
		return -1
	}
	return n
}
