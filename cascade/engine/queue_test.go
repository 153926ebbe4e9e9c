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

// Where their order does not matter, those of one tick are handed out at once, all of
// them and after all that is earlier, and what follows at that tick comes next.
func TestQueueHandsOutTicks(t *testing.T) {
	q := queue{loose: true}
	const each, ticks, apart = 3 * few, 5, 3_600_000_000
	for i := range each * ticks {
		q.push(event{at: model.Tick(1+i%ticks) * apart, unit: model.Unit(i), person: arrivalEvent})
	}
	for tick := model.Tick(1); tick <= ticks; tick++ {
		if !q.refill() || len(q.same) != each || len(q.current) != 0 {
			t.Fatalf("tick %d: %d at once and %d in the heap, want %d and none", tick, len(q.same), len(q.current), each)
		}
		for _, e := range q.same {
			if e.at != tick*apart {
				t.Fatalf("tick %d: got %v", tick, e)
			}
		}
		q.push(event{at: tick * apart})
		if e := q.current.pop(); e.at != tick*apart {
			t.Errorf("tick %d: what follows at once is %v", tick, e)
		}
	}
	if q.refill() {
		t.Error("something is left")
	}
}
