package cluster

import (
	"cmp"
	"context"
	"errors"
	"time"

	"harkara/cascade/montecarlo"
)

// Items is that of montecarlo.Store: a piece is some items, with the answer of each.
func (s *Store) Items(ctx context.Context, all montecarlo.Items) error {
	if all.Count == 0 {
		return nil
	}
	return s.keep(ctx, s.items(ctx, all))
}

func (s *Store) items(ctx context.Context, all montecarlo.Items) error {
	ctx = montecarlo.Keeping(ctx, nil) // what an item plays is not kept by itself
	var first []byte                   // the answer of the first item, where it was measured
	part, cut, err := s.begin(Cut{Of: ofItems, To: uint64(all.Count)}, func() (each uint64, err error) {
		began := time.Now()
		if first, err = answered(ctx, all, 0); err != nil {
			return 0, err
		}
		one := max(time.Since(began), time.Microsecond)
		return min(max(uint64(pieceTime/one), 1), uint64(all.Count)), nil
	})
	if err != nil {
		return err
	}
	t := &task{part: part, cut: cut, join: together, count: func(ctx context.Context, i uint64) (out [][]byte, err error) {
		for item := cut.Piece(i).From; item < cut.Piece(i).To; item++ {
			answer := first
			if item > 0 || first == nil {
				if answer, err = answered(ctx, all, int(item)); err != nil {
					return nil, err
				}
			}
			out = append(out, answer)
		}
		return out, nil
	}}
	// Who only helps need not know answers after which nothing is played; that the
	// pieces are whole is looked at by all.
	answer := s.Mode != Help || !all.Last
	t.use = func(_ context.Context, f span) error { return s.useItems(t, f, all, answer) }
	if err := s.fill(ctx, t); err != nil {
		return err
	}
	switch {
	case !answer:
		return ErrElsewhere
	case s.Mode == ReadOnly || s.Mode == CutOnly:
		return s.useAll(ctx, t)
	}
	return nil
}

// answered is the answer of an item, whole.
func answered(ctx context.Context, all montecarlo.Items, item int) ([]byte, error) {
	if err := all.Do(ctx, item); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return all.Marshal(item)
}

// together are the answers of pieces that lie beside each other.
func together(pieces [][]byte) ([][]byte, error) { return pieces, nil }

// useItems reads the answers of a file into their places, where they are asked for.
func (s *Store) useItems(t *task, f span, all montecarlo.Items, answer bool) error {
	kept, _, err := s.job.read(t.part, f)
	if err != nil {
		return err
	}
	of := t.cut.span(f.lo, f.hi)
	if uint64(len(kept)) != of.Len() {
		return errDamaged
	}
	for i := range kept {
		if answer && all.Unmarshal(int(of.From)+i, kept[i]) != nil {
			return errDamaged
		}
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
