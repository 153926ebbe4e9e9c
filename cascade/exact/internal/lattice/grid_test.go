package lattice

import (
	"testing"

	"harkara/model"
)

// A step divides the waits that matter; a wait that never ends does not matter.
func TestStepOf(t *testing.T) {
	for _, c := range []struct {
		end    model.Tick
		cells  int
		matter []model.Tick
		want   model.Tick
	}{
		{1000, 10, nil, 100}, {1000, 10, []model.Tick{0, model.Never}, 100}, {1000, 10, []model.Tick{90}, 90},
		{1000, 10, []model.Tick{450, model.Never, 90}, 90}, {1000, 10, []model.Tick{350}, 70}, {1000, 10, []model.Tick{90, 7}, 90}, {5, 10, nil, 1},
	} {
		if got := stepOf(c.end, c.cells, c.matter); got != c.want {
			t.Errorf("%+v: %d", c, got)
		}
	}
}
