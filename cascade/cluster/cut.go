package cluster

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"harkara/cascade"
	"harkara/cascade/montecarlo"
)

// A Cut is how a part of the work is cut into pieces: trials of one call of
// montecarlo.Play, or items of one montecarlo.Items, from From to before To, so many
// each. How it is cut does not matter to the answer.
type Cut struct {
	Of   string `json:"of"` // "trials" or "items"
	From uint64 `json:"from"`
	To   uint64 `json:"to"`
	Each uint64 `json:"each"`
}

const (
	ofTrials = "trials"
	ofItems  = "items"
)

// Count is how many pieces there are.
func (c Cut) Count() uint64 { return (c.To - c.From + c.Each - 1) / c.Each }

// Piece is what a piece consists of; i counts from 0.
func (c Cut) Piece(i uint64) montecarlo.Segment { return c.span(i, i+1) }

// span is what pieces lo to before hi consist of.
func (c Cut) span(lo, hi uint64) montecarlo.Segment {
	return montecarlo.Segment{From: c.From + lo*c.Each, To: min(c.From+hi*c.Each, c.To)}
}

// same tells whether two cuts are of the same work.
func (c Cut) same(o Cut) bool { return c.Of == o.Of && c.From == o.From && c.To == o.To }

// cutOf is how part n of the work is cut: as the folder says, or, where it says
// nothing and this is one who may, so that a piece takes some seconds.
func (s *Store) cutOf(n int, want Cut, measure func() (uint64, error)) (Cut, error) {
	found, err := s.job.cut(n)
	if err != nil {
		return want, err
	}
	if found.Each == 0 {
		if s.Mode == ReadOnly {
			return want, cascade.Refuse("job-not-begun", s.job.Dir, int64(n+1))
		}
		if want.Each, err = measure(); err != nil {
			return want, err
		}
		if _, err := writeNew(s.job.cutFile(n), indented(want), true); err != nil {
			return want, s.cannotKeep(err)
		}
		if found, err = s.job.cut(n); err != nil {
			return want, err
		}
	}
	if !found.same(want) {
		return want, cascade.Refuse("job-other-work", s.job.Dir, int64(n+1))
	}
	return found, nil
}

// cutFile is the file that says how part n is cut; that of the first is in job.json.
func (j *Job) cutFile(n int) string {
	return filepath.Join(j.Dir, "plays", fmt.Sprintf("%d.json", n))
}

// cut is how part n is cut; Each is 0 where that is not written yet.
func (j *Job) cut(n int) (c Cut, err error) {
	if n == 0 {
		return j.Pieces, nil
	}
	file := j.cutFile(n)
	data, err := os.ReadFile(file)
	if errors.Is(err, os.ErrNotExist) {
		return Cut{}, nil
	}
	if err == nil {
		err = json.Unmarshal(data, &c)
	}
	if err != nil || c.Each == 0 || c.To <= c.From {
		return c, cascade.Refuse("job-unread", j.Dir, filepath.Base(file))
	}
	return c, nil
}
