package study

import (
	"cmp"
	"context"
	"slices"

	"harkara/cascade/montecarlo"
)

// An Answer plays a scenario some of whose values are not known, with the values at
// positions, from 0 to 1, in their ranges: NaN is the value as it stands. It gives, of
// each measure, the number that each of the plays from first on comes to. It is called
// by several goroutines.
type Answer func(at []float64, first uint64, plays int) ([][]float64, error)

// rows is an Accumulator of a study whose trials are rows: of each it keeps as many
// numbers as play fills in.
type rows struct {
	wide   int
	of     [][]float64 // nil where not played
	play   func(row uint64, out []float64) error
	err    error
	failed uint64 // the row of err
}

// PlayRows plays n rows of a study, several at a time: of each it keeps as many numbers as
// wide, which play fills in. played are the first so many: fewer than n where ctx ended.
// Where ctx has a store they are kept (montecarlo.Keeping).
func PlayRows(ctx context.Context, n, wide int, s montecarlo.Sampling, play func(row uint64, out []float64) error) (of [][]float64, played int, err error) {
	all, k, err := montecarlo.Play(ctx, montecarlo.Segment{To: uint64(n)}, s, func() *rows {
		return &rows{wide: wide, of: make([][]float64, n), play: play}
	})
	if err == nil {
		err = all.err
	}
	if err != nil {
		return nil, 0, err
	}
	return all.of[:k], int(k), nil
}

// Play plays a row.
func (r *rows) Play(row uint64) {
	if r.err != nil && r.failed < row {
		return
	}
	out := make([]float64, r.wide)
	if err := r.play(row, out); err != nil {
		r.err, r.failed = err, row
		return
	}
	r.of[row] = out
}

// Kind is that of rows.
func (r *rows) Kind() (string, uint64) { return "rows", 1 }

// State tells of each row whether it was played, and its numbers.
func (r *rows) State(c *montecarlo.Codec) {
	montecarlo.Part(c, r, r.add, func() { r.cells(c) })
}

// add adds the rows of another.
func (r *rows) add(o *rows) {
	if o.err != nil && (r.err == nil || o.failed < r.failed) {
		r.err, r.failed = o.err, o.failed
	}
	for k, x := range o.of {
		if x != nil {
			r.of[k] = x
		}
	}
}

func (r *rows) cells(c *montecarlo.Codec) {
	for k := range r.of {
		played := r.of[k] != nil
		if flag(c, &played); !played {
			r.of[k] = nil
			continue
		}
		if r.of[k] == nil {
			r.of[k] = make([]float64, r.wide)
		}
		for i := range r.of[k] {
			c.Float(&r.of[k][i])
		}
	}
}

// sortBy sorts places by numbers at them, the smallest first.
func sortBy(order []int, by []float64) {
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(by[a], by[b]) })
}
