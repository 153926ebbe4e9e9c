package cluster

import (
	"cmp"
	"context"
	"errors"
	"time"

	"harkara/cascade/montecarlo"
)

// mostItems is how many items a piece has at most.
const mostItems = 256

// Items is that of montecarlo.Store: a piece is some items, with what each of their
// plays has counted.
func (s *Store) Items(ctx context.Context, all montecarlo.Items) error {
	if all.Count == 0 {
		return nil
	}
	return s.keep(ctx, s.items(ctx, all))
}

func (s *Store) items(ctx context.Context, all montecarlo.Items) error {
	part, cut, err := s.begin(Cut{Of: ofItems, To: uint64(all.Count)}, func() (uint64, error) {
		began := time.Now()
		if err := all.Do(montecarlo.Keeping(ctx, nil), 0); err != nil {
			return 0, err
		}
		each := float64(max(time.Since(began), time.Microsecond))
		return uint64(min(max(float64(goal)/each, 1), mostItems, float64(all.Count))), nil
	})
	if err != nil {
		return err
	}
	t := &task{part: part, cut: cut, count: func(ctx context.Context, i uint64) ([][]byte, error) {
		r := &recorder{}
		err := eachItem(montecarlo.Keeping(ctx, r), all, cut.Piece(i))
		return r.counted, err
	}}
	// Who only helps need not know answers after which nothing is played; that the
	// pieces are whole is looked at by all.
	answer := s.Mode != Help || !all.Last
	t.use = func(ctx context.Context, f span) error {
		counted, _, err := s.job.read(part, f)
		if err != nil || !answer {
			return err
		}
		return eachItem(montecarlo.Keeping(ctx, &replayer{counted}), all, cut.span(f.lo, f.hi))
	}
	if err := s.fill(ctx, t); err != nil {
		return err
	}
	switch {
	case !answer:
		return ErrElsewhere
	case s.Mode == Look || s.Mode == Cutting:
		return s.useAll(ctx, t)
	}
	return nil
}

// useAll uses all pieces of a part that is done.
func (s *Store) useAll(ctx context.Context, t *task) error {
	files, err := spansOf(s.job.Dir, t.part)
	if err != nil {
		return s.cannotKeep(err)
	}
	for _, f := range files {
		err := t.use(ctx, f)
		if errors.Is(err, errDamaged) {
			return cmp.Or(s.damaged(t.part, f), ErrCut)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// eachItem answers the items of a piece.
func eachItem(ctx context.Context, all montecarlo.Items, piece montecarlo.Segment) error {
	for item := piece.From; item < piece.To; item++ {
		if err := all.Do(ctx, int(item)); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// recorder is the Store of the items of a piece: what their plays have counted, in
// their order.
type recorder struct{ counted [][]byte }

// Play counts a segment whole.
func (r *recorder) Play(ctx context.Context, seg montecarlo.Segment, w montecarlo.Work) (uint64, error) {
	counted, err := w.Count(ctx, seg)
	if err != nil {
		return 0, err
	}
	r.counted = append(r.counted, counted)
	w.Begin()
	return seg.Len(), w.Add(counted)
}

// Items answers items within an item.
func (r *recorder) Items(ctx context.Context, all montecarlo.Items) error {
	return eachItem(ctx, all, montecarlo.Segment{To: uint64(all.Count)})
}

// replayer gives plays what a recorder has of them.
type replayer struct{ counted [][]byte }

// Play adds what was counted before.
func (r *replayer) Play(_ context.Context, seg montecarlo.Segment, w montecarlo.Work) (uint64, error) {
	if len(r.counted) == 0 {
		return 0, errDamaged
	}
	w.Begin()
	if w.Add(r.counted[0]) != nil {
		return 0, errDamaged
	}
	r.counted = r.counted[1:]
	return seg.Len(), nil
}

// Items answers items within an item.
func (r *replayer) Items(ctx context.Context, all montecarlo.Items) error {
	return eachItem(ctx, all, montecarlo.Segment{To: uint64(all.Count)})
}
