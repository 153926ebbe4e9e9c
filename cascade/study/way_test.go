package study

import (
	"testing"

	"harkara/cascade/cascadetest"
	"harkara/cascade/engine"
	"harkara/model"
)

// On trees the hop that is blamed is the first broken one from the top, and
// everywhere the waits of a unit that is reached add up to all of its time.
func TestWhyBlamesTheFirstBrokenHop(t *testing.T) {
	tree, circles := cascadetest.Everything(), cascadetest.Everything()
	tree.Links, tree.Deputies, tree.Origins = false, false, false
	circles.Circles = true
	broken, reached := 0, 0
	for seed := range uint64(60) {
		f := []cascadetest.Features{tree, circles}[seed%2]
		p := cascadetest.Problem(t, 2000+seed, f)
		e, _, err := engine.New("auto", p)
		if err != nil {
			t.Fatal(err)
		}
		q := newInquest(p, e, linksTo(p.Network))
		for trial := range uint64(8) {
			q.play(trial)
			for u := range model.Unit(p.Network.Len()) {
				switch {
				case q.out.Arrival[u] < model.Never:
					checkWay(t, q, u)
					reached++
				case seed%2 == 0:
					checkBlame(t, q, u)
					broken++
				}
			}
		}
	}
	if broken < 500 || reached < 1000 {
		t.Errorf("only %d are not reached and %d are", broken, reached)
	}
}

func checkWay(t *testing.T, q *inquest, u model.Unit) {
	t.Helper()
	sum := model.Tick(0)
	for _, w := range q.way(u) {
		sum += w.took
	}
	if a := q.out.Arrival[u]; sum != a-q.message.At {
		t.Errorf("unit %d arrives %d after the release, but its waits add up to %d", u, a-q.message.At, sum)
	}
}

func checkBlame(t *testing.T, q *inquest, u model.Unit) {
	t.Helper()
	top := u
	for q.out.Arrival[q.net.Parent(top)] >= model.Never {
		top = q.net.Parent(top)
	}
	c := q.cause(u, q.horizon)
	if tier := q.net.TierOf(q.net.Parent(top)); !c.Kind.Late() && c.Tier != tier || c.Tier > tier {
		t.Errorf("unit %d is blamed on %v, not on tier %d", u, c, tier)
	}
}
