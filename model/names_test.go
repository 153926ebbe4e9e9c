package model

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// Units are found by name, name in the local script and code, in any normal form, as a
// look at one after another finds them.
func TestNamesOneByOne(t *testing.T) {
	luck := rand.New(rand.NewPCG(3, 4))
	texts := []string{"", "Rampur", "R\u00e9union", "Re\u0301union", "\u212bland", "A\u030aland", "\u0915\u093c", "12", "7", "Aa", "x"}
	text := func(empty bool) string {
		s := texts[luck.IntN(len(texts))]
		if s == "" && !empty || luck.IntN(3) == 0 {
			return fmt.Sprint("unit ", luck.IntN(500))
		}
		return s
	}
	r := &Rows{}
	for range 400 {
		r.Tier, r.Parent, r.Ordinal = append(r.Tier, 0), append(r.Parent, -1), append(r.Ordinal, 0)
		r.Name, r.Code, r.LocalName = append(r.Name, text(false)), append(r.Code, text(true)), append(r.LocalName, text(true))
	}
	table := newNameTable(r)
	f := NewFinder(r, []string{"t"}, 1)
	same := func(a, b string) bool { return a != "" && norm.NFC.String(a) == norm.NFC.String(b) }
	for _, asked := range append(slices.Concat(r.Name, r.Code), "none") {
		var want []int32
		coded := int32(-1)
		for i := range r.size() {
			if same(r.Name[i], asked) || same(r.LocalName[i], asked) {
				want = append(want, i)
			}
			if same(r.Code[i], asked) {
				coded = i
			}
		}
		normal := norm.NFC.String(asked)
		if got := table.named(normal); !slices.Equal(got, want) {
			t.Fatalf("of name %q are %v, want %v", asked, got, want)
		}
		if coded >= 0 && !slices.Contains(want, coded) {
			want = append(want, coded)
			slices.Sort(want)
		}
		if got := table.called(normal); !slices.Equal(got, want) {
			t.Fatalf("called %q are %v, want %v", asked, got, want)
		}
		one := NoUnit
		if len(want) == 1 && normal == asked {
			one = want[0]
		}
		if got := f.Only([]byte(asked)); got != one {
			t.Fatalf("only %q is %d of %v", asked, got, want)
		}
	}
}
