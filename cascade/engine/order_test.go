package engine

import (
	"slices"
	"testing"

	"harkara/cascade/cascadetest"
	"harkara/model"
)

// Either the order has everyone who may tell a unit before it, or the unit that
// is named can be reached from itself.
func TestOrder(t *testing.T) {
	orders, circles := 0, 0
	for seed := range uint64(60) {
		f := cascadetest.Features{Links: seed%2 == 0, Circles: seed%2 == 1}
		pl := newPlan(cascadetest.Problem(t, seed, f))
		order, left := pl.sort()
		if len(order) == pl.net.Len() {
			orders++
			for u := range pl.net.Len() {
				pl.listeners(model.Unit(u), func(v model.Unit) {
					if slices.Index(order, model.Unit(u)) > slices.Index(order, v) {
						t.Errorf("problem %d: %d tells %d but comes after it", seed, u, v)
					}
				})
			}
			continue
		}
		circles++
		start := pl.circling(left)
		seen := map[model.Unit]bool{}
		todo := []model.Unit{start}
		for len(todo) > 0 {
			u := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			pl.listeners(u, func(v model.Unit) {
				if !seen[v] {
					seen[v] = true
					todo = append(todo, v)
				}
			})
		}
		if !seen[start] {
			t.Errorf("problem %d: %d is named but does not hear its message back", seed, start)
		}
	}
	if orders < 15 || circles < 15 {
		t.Errorf("%d orders and %d circles: too few to show anything", orders, circles)
	}
}
