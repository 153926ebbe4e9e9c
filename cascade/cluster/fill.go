package cluster

import (
	"context"
	"errors"
	"os"
	"time"

	"harkara/cascade"
)

// task is a part of the work that is being done.
type task struct {
	part  int
	cut   Cut
	count func(ctx context.Context, i uint64) ([][]byte, error)
	// join makes what one file has of what several have.
	join func([][]byte) ([][]byte, error)
	// use, where given, is given the file of each piece that is done, in order, once.
	use      func(ctx context.Context, f span) error
	used     map[uint64]bool
	progress func(done uint64)
}

// fill does the pieces of a part until there is none left that is to be done here.
func (s *Store) fill(ctx context.Context, t *task) error {
	if t.used == nil {
		t.used = map[uint64]bool{}
	}
	if s.Mode == ReadOnly || s.Mode == CutOnly {
		return s.checkDone(t)
	}
	for {
		did, elsewhere, err := s.tryPieces(ctx, t)
		switch {
		case err != nil:
			return err
		case did:
		case elsewhere == 0:
			return nil
		case s.Of > 0:
			return ErrElsewhere
		default:
			if err := wait(ctx, s.pollInterval()); err != nil {
				return err
			}
		}
	}
}

// checkDone refuses where a piece is missing.
func (s *Store) checkDone(t *task) error {
	files, err := spansOf(s.job.Dir, t.part)
	if err != nil {
		return s.cannotKeep(err)
	}
	missing := t.cut.Count()
	for _, f := range files {
		missing -= f.hi - f.lo
	}
	switch {
	case missing > 0 && s.Mode == CutOnly:
		return ErrCut
	case missing > 0:
		return cascade.Refuse("job-missing", s.job.Dir, int64(missing), int64(t.cut.Count()))
	}
	return nil
}

// tryPieces goes once through the pieces of a part. It tells whether one was done, and how
// many are left for others.
func (s *Store) tryPieces(ctx context.Context, t *task) (did bool, elsewhere int, err error) {
	files, err := spansOf(s.job.Dir, t.part)
	if err != nil {
		return false, 0, s.cannotKeep(err)
	}
	done := uint64(0)
	for i := uint64(0); i < t.cut.Count(); i++ {
		for len(files) > 0 && files[0].hi <= i {
			files = files[1:]
		}
		if len(files) > 0 && files[0].lo <= i {
			done++
			again, err := s.useOnce(ctx, t, files[0], i)
			if err != nil {
				return did, elsewhere, err
			}
			did = did || again
			continue
		}
		if s.Of > 0 && i%s.Of != s.Index%s.Of {
			elsewhere++
			continue
		}
		switch ok, err := s.tryPiece(ctx, t, i); {
		case err != nil:
			return did, elsewhere, err
		case ok:
			did = true
			done++
			s.report(t, done)
		default:
			elsewhere++
		}
	}
	return did, elsewhere, nil
}

// report tells how many trials are done.
func (s *Store) report(t *task, done uint64) {
	if t.progress != nil {
		t.progress(t.cut.span(0, done).Len())
	}
}

// useOnce uses a piece that is done. One that turns out to be damaged is put aside, to
// be found missing when it is looked again.
func (s *Store) useOnce(ctx context.Context, t *task, f span, i uint64) (again bool, err error) {
	if t.use == nil || t.used[i] || s.Of > 0 && i%s.Of != s.Index%s.Of {
		return false, nil
	}
	err = t.use(ctx, f)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return true, nil // taken away meanwhile
	case errors.Is(err, errDamaged):
		return true, s.damaged(t.part, f)
	}
	for k := f.lo; k < f.hi && err == nil; k++ {
		t.used[k] = true
	}
	return false, err
}

// tryPiece does a piece, where nobody else is doing it: true where it is done.
func (s *Store) tryPiece(ctx context.Context, t *task, i uint64) (bool, error) {
	if err := s.mayGoOn(ctx); err != nil {
		return false, err
	}
	name := spanName(t.part, span{i, i + 1})
	if err := s.failedOften(t, i, name); err != nil {
		return false, err
	}
	l, err := s.lease(name)
	if l == nil || err != nil {
		return false, err
	}
	ctx, stop := l.holding(ctx)
	defer stop()
	if s.isDone(t.part, i, t.cut.Count()) {
		return false, nil // done since this pass began
	}
	began := time.Now()
	counted, err := guarded(ctx, t.count, i)
	var f *panicError
	switch {
	case err == nil:
		t.used[i] = true
		if err := s.save(t.part, i, time.Since(began), counted); err != nil {
			return false, err
		}
		return true, s.join(t, i)
	case ctx.Err() != nil:
		return false, errors.Join(s.mayGoOn(ctx), ctx.Err())
	case errors.As(err, &f):
		return true, s.failed(name, err) // to be tried again at the next pass
	}
	return false, err // as without a folder: it would be the same again
}

// mayGoOn is the error of a job that was cancelled, or of ctx.
func (s *Store) mayGoOn(ctx context.Context) error {
	if _, err := os.Stat(s.job.file(cancelled)); err == nil {
		return cascade.Refuse("job-cancelled", s.job.Dir)
	}
	return ctx.Err()
}

// isDone tells whether a piece is done: alone, or joined to others.
func (s *Store) isDone(part int, i, count uint64) bool {
	for size := uint64(1); size <= count; size *= joinSize {
		lo := i / size * size
		if _, err := os.Stat(s.job.pieceFile(part, span{lo, lo + size})); err == nil {
			return true
		}
	}
	return false
}

func (s *Store) save(part int, i uint64, took time.Duration, counted [][]byte) error {
	if err := WriteWhole(s.job.pieceFile(part, span{i, i + 1}), pack(s.job.id, took.Seconds(), counted), filePerm); err != nil {
		return s.cannotKeep(err)
	}
	return nil
}

// wait waits, or until ctx ends.
func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// pollInterval is how long is waited before it is looked again what others have done.
func (s *Store) pollInterval() time.Duration { return 200 * time.Millisecond }
