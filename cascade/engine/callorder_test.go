package engine

import (
	"cmp"
	"math"
	"slices"
	"testing"

	"harkara/cascade/random"
)

// Calls are in the order of their numbers, and as they stand where these are the same, as
// a sort of the library has them: of uniform numbers, of few, of the ends of all.
func TestCallOrder(t *testing.T) {
	var o callOrder
	key := random.NewKey(7)
	for n := range 70 {
		for kind, order := range map[string]func(k uint64) uint64{
			"uniform": func(k uint64) uint64 { return key.At(uint64(n)*100 + k) },
			"few":     func(k uint64) uint64 { return key.At(k) % 3 << 62 },
			"same":    func(uint64) uint64 { return 5 },
			"ends":    func(k uint64) uint64 { return (k % 2) * math.MaxUint64 },
			"falling": func(k uint64) uint64 { return 1000 - k },
		} {
			var calls []call
			for k := range uint64(n) {
				calls = append(calls, call{unit: int32(k), order: order(k)})
			}
			want := slices.Clone(calls)
			slices.SortStableFunc(want, func(a, b call) int { return cmp.Compare(a.order, b.order) })
			if o.sort(calls); !slices.Equal(calls, want) {
				t.Fatalf("%d calls of %s numbers are out of order", n, kind)
			}
		}
	}
}
