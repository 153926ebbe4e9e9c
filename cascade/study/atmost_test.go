package study

import (
	"testing"

	"harkara/cascade/laws"
	"harkara/model"
)

// A third of the people, of whom 0.3 can hear at most, changes the whole by no more
// than a tenth, and by no more than the most that any play reached.
func TestAtMost(t *testing.T) {
	t.Parallel()
	cases, err := laws.Cases()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		if c.Name != "near 0" {
			continue
		}
		q := model.Question{Horizon: 480 * model.Hour, At: []model.Tick{480 * model.Hour}}
		p := c.Base
		p.Question = q
		s, err := newSide(p, &q, "")
		if err != nil {
			t.Fatal(err)
		}
		people := 3 // after three tiers
		w := newPairs([]*side{s})
		for most, want := range map[float64]float64{0: 0.27, 0.045: 0.135, 0.5: 0.27} {
			w.most[0][people] = uint64(most * (1 << 32))
			if got := w.atMost(0, people, 1.0/3); got < want-1e-6 || got > want+1e-6 {
				t.Errorf("of a third, where no play has more than %v of all: %v, want %v", most, got, want)
			}
		}
		w.most[0][0] = 0
		if got := w.atMost(0, 0, 1); got != 1 {
			t.Errorf("of all units: %v", got)
		}
	}
}
