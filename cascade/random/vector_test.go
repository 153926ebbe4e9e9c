package random

import (
	"testing"

	"harkara/model"
)

// scalar has draws made one by one until the end of the test.
func scalar(t *testing.T) {
	before := vectors
	vectors = false
	t.Cleanup(func() { vectors = before })
}

// lengths are numbers of draws at which batches, eights and what is left of them end.
var lengths = []int{0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, batch - 1, batch, batch + 1, batch + 4, 3*batch + 5}

// Draws made many at once are those made one by one, eight at a time or not, for each
// family and chance, where times end in a batch, and nothing beside them is touched.
func TestVectors(t *testing.T) {
	if !vectors {
		t.Log("this processor makes no eight draws at a time: those one by one are tested twice")
	}
	t.Run("eight at a time", testMany)
	scalar(t)
	t.Run("one by one", testMany)
}

func testMany(t *testing.T) {
	const room, add = 4*batch + 16, 77
	keys := make([]Key, room)
	for i := range keys {
		keys[i] = NewKey(uint64(i))
	}
	for name, d := range families {
		for _, chance := range []float64{0, 0.001, 0.6, 1} {
			table := NewTable(chance, d)
			for k, n := range lengths {
				// Ends before, at the first of, and after the waits; times that are set, later or earlier.
				from := model.Tick(k) * model.Second
				until := min(from+[]model.Tick{0, table.Draw(Mix(uint64(keys[0]) + add)), 2 * model.Hour, model.Never}[k%4], model.Never-1)
				for _, lower := range []bool{true, false} {
					times := make([]model.Tick, room)
					for i := range times {
						times[i] = []model.Tick{model.Never, from, from + model.Minute}[i%3]
					}
					many := table.Set
					if lower {
						many = table.Sooner
					}
					many(times[:n], keys, add, from, until)
					for i, got := range times {
						want := []model.Tick{model.Never, from, from + model.Minute}[i%3]
						if i < n {
							end := from + table.Draw(Mix(uint64(keys[i])+add))
							if end > until {
								end = model.Never
							}
							if lower {
								want = min(want, end)
							} else {
								want = end
							}
						}
						if got != want {
							t.Fatalf("%s, chance %v, %d draws, lower %v, time %d: %d, want %d", name, chance, n, lower, i, got, want)
						}
					}
				}
			}
		}
	}
}
