package engine

import (
	"math/rand/v2"
	"slices"
	"testing"

	"harkara/model"
)

// The queue hands out what a sorted list would, whatever is pushed in between:
// many at one tick, close by, far off.
func TestQueueIsInOrder(t *testing.T) {
	for seed := range uint64(200) {
		g := rand.New(rand.NewPCG(seed, 1))
		var q queue
		q.push(event{at: 5}) // left over from a play before
		q.clear()
		var list []event
		now := model.Tick(0)
		add := func() {
			at := now + model.Tick(g.Uint64()>>(3+g.IntN(61)))
			if g.IntN(3) == 0 {
				at = now
			}
			e := event{at: min(at, model.Never), unit: model.Unit(g.IntN(50)), person: int32(g.IntN(3) - 1)}
			list = append(list, e)
			q.push(e)
		}
		for range 1 + g.IntN(1000) {
			add()
		}
		for len(list) > 0 {
			slices.SortFunc(list, func(a, b event) int {
				if a.before(b) {
					return -1
				}
				return 1
			})
			for range 1 + g.IntN(len(list)) {
				if !q.refill() {
					t.Fatalf("seed %d: empty, but %d are left", seed, len(list))
				}
				e := q.current.pop()
				if e != list[0] {
					t.Fatalf("seed %d: popped %v, want %v", seed, e, list[0])
				}
				list, now = list[1:], e.at
				if e.person != arrivalEvent {
					now++ // what follows at the same tick comes before it
				}
			}
			for range g.IntN(1 + len(list)/2) {
				add()
			}
		}
		if q.refill() {
			t.Fatalf("seed %d: something is left", seed)
		}
	}
}
