package cluster

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"harkara/cascade"
	"harkara/model"
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

// panicError is the error of a panic in what was played.
type panicError struct{ of any }

func (f *panicError) Error() string { return fmt.Sprint(f.of) }

// guarded counts a piece; a panic is an error of kind fault.
func guarded(ctx context.Context, count func(context.Context, uint64) ([][]byte, error), i uint64) (counted [][]byte, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &panicError{p}
		}
	}()
	return count(ctx, i)
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
	if err := writeWhole(s.job.pieceFile(part, span{i, i + 1}), pack(s.job.id, took.Seconds(), counted)); err != nil {
		return s.cannotKeep(err)
	}
	return nil
}

// maxFailures is how often a piece may fail before the job stops.
const maxFailures = 3

// failed writes down why a piece failed.
func (s *Store) failed(name string, err error) error {
	for k := 1; ; k++ {
		if ok, e := writeNew(s.failure(name, k), []byte(err.Error()+"\n"), true); e != nil {
			return s.cannotKeep(e)
		} else if ok {
			return nil
		}
	}
}

func (s *Store) failure(name string, k int) string {
	return filepath.Join(s.job.Dir, "failures", fmt.Sprintf("%s.%d", name, k))
}

// failedOften is the error of a piece that failed too often.
func (s *Store) failedOften(t *task, i uint64, name string) error {
	data, err := os.ReadFile(s.failure(name, maxFailures))
	if err != nil {
		return nil
	}
	return s.job.refuse(t.cut, i, name, strings.TrimSpace(string(data)))
}

// refuse names a piece that failed too often.
func (j *Job) refuse(c Cut, i uint64, name, text string) error {
	p := c.Piece(i)
	of := model.NewNote("job-of-trials", p.From, p.To-1)
	if c.Of == ofItems {
		of = model.NewNote("job-of-items", p.From+1, p.To)
	}
	return cascade.Refuse("job-failed", name, of, text, j.Dir)
}

// joinSize is how many pieces that lie beside each other become one file.
const joinSize = 16

// join makes one file of pieces that lie beside each other, where piece i was the last
// of them: the folder of long work stays small.
func (s *Store) join(t *task, i uint64) error {
	for size := uint64(joinSize); ; size *= joinSize {
		lo := i / size * size
		if lo+size > t.cut.Count() || !s.allThere(t.part, lo, size/joinSize) {
			return nil
		}
		var counted [][]byte
		seconds := 0.0
		for k := range uint64(joinSize) {
			part := size / joinSize
			c, took, err := s.job.read(t.part, span{lo + k*part, lo + (k+1)*part})
			if err != nil {
				return nil // not there yet, or joined by another; what is damaged is found when it is needed
			}
			counted = append(counted, c...)
			seconds += took
		}
		sum, err := t.join(counted)
		if err != nil {
			return nil // found when it is needed
		}
		if err := writeWhole(s.job.pieceFile(t.part, span{lo, lo + size}), pack(s.job.id, seconds, sum)); err != nil {
			return s.cannotKeep(err)
		}
		for k := range uint64(joinSize) {
			part := size / joinSize
			_ = os.Remove(s.job.pieceFile(t.part, span{lo + k*part, lo + (k+1)*part}))
		}
	}
}

// allThere tells whether the files that would be joined from lo on are there, each of
// so many pieces. They are not read: most of the time some are missing.
func (s *Store) allThere(part int, lo, each uint64) bool {
	for k := range uint64(joinSize) {
		if _, err := os.Stat(s.job.pieceFile(part, span{lo + k*each, lo + (k+1)*each})); err != nil {
			return false
		}
	}
	return true
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
