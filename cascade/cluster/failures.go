package cluster

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"harkara/cascade"
	"harkara/model"
)

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
