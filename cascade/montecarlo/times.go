package montecarlo

import (
	"slices"

	"harkara/cascade"
	"harkara/model"
)

// Times finds when shares of many units have the message, in one trial after
// another, without sorting where they are many.
// It is used by one goroutine at a time.
type Times struct {
	scan   *scan
	sorted []model.Tick
}

// NewTimes is for arrivals up to a horizon.
func NewTimes(horizon model.Tick) *Times {
	return &Times{scan: newScan(horizon, nil)}
}

// When is when shares, ascending and above 0, of some units have the message;
// model.Never where that is not within the horizon.
// Times are in ticks and exact, as those of a line's histogram are before they
// are counted. out has one entry a share.
func (t *Times) When(arrival []model.Tick, shares []float64, out []model.Tick) {
	ranks := make([]uint64, len(shares))
	for k, share := range shares {
		// A share is reached with the arrival of this rank, counted from 1.
		ranks[k] = uint64(max(cascade.Target(share, int64(len(arrival))), 1))
		out[k] = model.Never
	}
	if len(arrival) > fewUnits {
		found := make([]rankBin, len(ranks))
		t.scan.count(arrival)
		t.scan.read(nil, ranks, found)
		for k, f := range found {
			if f.ok {
				out[k] = t.scan.pick(arrival, ranks[k], f)
			}
		}
		return
	}
	// Those who never have it sort last, as Never is the largest time.
	t.sorted = append(t.sorted[:0], arrival...)
	slices.Sort(t.sorted)
	for k, r := range ranks {
		if r <= uint64(len(t.sorted)) {
			out[k] = t.sorted[r-1]
		}
	}
}
