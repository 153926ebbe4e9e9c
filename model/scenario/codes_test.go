package scenario

import (
	"math/rand/v2"
	"strings"
	"testing"

	"harkara/model"
)

// Codes are found whatever they look like, and given only once.
func TestCodes(t *testing.T) {
	h := &hierarchy{}
	c := newCodes(h, "x:")
	r, want := rand.New(rand.NewPCG(3, 4)), map[string]int32{}
	for len(want) < 20_000 {
		code := strings.Repeat("0", r.IntN(3)) + string(rune('A'+r.IntN(26))) + strings.Repeat("1", r.IntN(2)) + model.Thousands(r.Int64N(30_000))
		before, twice := want[code]
		row := int32(len(h.rows.Code))
		h.rows.Code = append(h.rows.Code, "x:"+code)
		got := c.add(code, row)
		if twice && got != before || !twice && got != -1 {
			t.Fatalf("%s has row %d, want %d, %v", code, got, before, twice)
		}
		if !twice {
			want[code] = row
		}
	}
	for code, row := range want {
		if c.row(code) != row || c.row(code+"?") != -1 {
			t.Fatalf("%s has row %d, want %d", code, c.row(code), row)
		}
	}
}
