package public

import (
	"slices"
	"testing"

	"harkara/model"
)

// A start is found among many grid points, as those of a fixed delay and a column for
// each minute of two months, where a search finds it.
func TestManyKnots(t *testing.T) {
	const horizon = 60 * model.Day
	k := startGrid{}
	for x := model.Tick(0); x <= horizon; x += model.Minute / 2 {
		k.at = append(k.at, x)
	}
	k.at = append(k.at, model.Never)
	k.index(horizon)
	for s := model.Tick(0); s <= horizon; s += 7 * model.Minute / 3 {
		want, found := slices.BinarySearch(k.at, s)
		if !found {
			want--
		}
		got, part := k.find(s)
		if got != want || part < 0 || part >= 1 {
			t.Fatalf("a start at %d is %v beyond grid point %d, want %d", s, part, got, want)
		}
	}
}
