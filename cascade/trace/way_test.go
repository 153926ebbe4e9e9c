package trace

import (
	"testing"

	"harkara/cascade/cascadetest"
	"harkara/cascade/cascadetest/effort"
	"harkara/cascade/engine"
	"harkara/model"
)

// On trees the hop that is blamed is the first broken one from the top, and
// everywhere the waits of a unit that is reached add up to all of its time.
func TestWhyBlamesTheFirstBrokenHop(t *testing.T) {
	tree, circles := cascadetest.Everything(), cascadetest.Everything()
	tree.Links, tree.Deputies, tree.Origins = false, false, false
	circles.Circles = true
	tree.Circumstances, circles.Circumstances = true, true
	broken, reached := 0, 0
	problems := effort.Of(16, 40, 60)
	for seed := range uint64(problems) {
		f := []cascadetest.Features{tree, circles}[seed%2]
		p := cascadetest.Problem(t, 2000+seed, f)
		e, _, err := engine.New("auto", p)
		if err != nil {
			t.Fatal(err)
		}
		h := newHistory(p, e, linksTo(p.Network))
		for trial := range uint64(8) {
			h.play(trial)
			for u := range model.Unit(p.Network.Len()) {
				switch {
				case h.out.Arrival[u] < model.Never:
					checkWay(t, h, u)
					reached++
				case seed%2 == 0:
					checkBlame(t, h, u)
					broken++
				}
			}
		}
	}
	if broken < 8*problems || reached < 16*problems {
		t.Errorf("only %d are not reached and %d are", broken, reached)
	}
}

func checkWay(t *testing.T, h *history, u model.Unit) {
	t.Helper()
	sum := model.Tick(0)
	for _, w := range h.way(u) {
		sum += w.took
	}
	if a := h.out.Arrival[u]; sum != a-h.message.At {
		t.Errorf("unit %d arrives %d after the release, but its waits add up to %d", u, a-h.message.At, sum)
	}
}

func checkBlame(t *testing.T, h *history, u model.Unit) {
	t.Helper()
	top := u
	for h.out.Arrival[h.net.Parent(top)] >= model.Never {
		top = h.net.Parent(top)
	}
	c := h.cause(u, h.horizon)
	if tier := h.net.TierOf(h.net.Parent(top)); !c.Kind.Late() && c.Tier != tier || c.Tier > tier {
		t.Errorf("unit %d is blamed on %v, not on tier %d", u, c, tier)
	}
}
