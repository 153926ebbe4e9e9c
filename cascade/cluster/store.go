package cluster

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"harkara/cascade"
	"harkara/cascade/montecarlo"
	"harkara/model"
)

// A Mode is what a Store does about pieces that are not done.
type Mode int

// The modes.
const (
	// Run does them, waits for those that others are doing, and has the answer.
	Run Mode = iota
	// Help does them, and need not have the answer.
	Help
	// ReadOnly does none: it has the answer where all are done.
	ReadOnly
	// CutOnly does none either, but says how work is to be cut where that is open.
	CutOnly
)

// ErrElsewhere is the error of plays that are not all done, where only a share of them
// was to be done here, and it is.
var ErrElsewhere = errors.New("the rest of the pieces is done elsewhere")

// ErrCut is the error of plays that were only to be cut into pieces.
var ErrCut = errors.New("the work is cut into pieces")

// A Store keeps the plays of one command in a job's folder: a montecarlo.Store. A
// command plays one part after another; every part is found by its number. It is used
// by one goroutine.
type Store struct {
	Mode Mode
	// Index and Of say which pieces are to be done here: those whose number leaves
	// the remainder Index when it is divided by Of. 0 and 0 are all that nobody is
	// doing.
	Index, Of uint64
	// Find is the job, where it is there; Make makes it, with how its first part is
	// cut. They are called once, when the first part comes: then everything was read.
	Find func() (*Job, error)
	Make func(first Cut) (*Job, error)
	// Say is told what a person should know, such as a damaged piece.
	Say func(model.Note)

	job   *Job
	parts int // that were met
	owner owner
	seen  map[string]sighting
	err   error
}

// Err is why the store ended the command: a piece that failed, a folder that cannot be
// written, a job that is another; nil where it did not.
func (s *Store) Err() error { return s.err }

// Job is the job, once anything was played; else nil.
func (s *Store) Job() *Job { return s.job }

// begin finds or makes the job, and how its next part is cut.
func (s *Store) begin(want Cut, measure func() (uint64, error)) (part int, c Cut, err error) {
	part = s.parts
	s.parts++
	if s.job == nil {
		if s.job, err = s.Find(); err != nil {
			return 0, c, err
		}
	}
	if s.job == nil {
		if want.Each, err = measure(); err != nil {
			return 0, c, err
		}
		if s.job, err = s.Make(want); err != nil {
			return 0, c, err
		}
	}
	if s.owner.ID == "" {
		s.owner, s.seen = self(), map[string]sighting{}
		if s.Mode == Run || s.Mode == Help {
			s.job.removeStale()
		}
	}
	if part == 0 && s.Mode == Run {
		_ = os.Remove(s.job.file(cancelled)) // asked for again
	}
	c, err = s.cutOf(part, want, measure)
	return part, c, err
}

// pieceTime is about how long a piece is to take. It is measured from the first trials,
// which are played again: so few that it does not matter.
const (
	pieceTime   = 3 * time.Second
	measureTime = 50 * time.Millisecond
	longTrial   = 200 * time.Millisecond // of one trial: it is measured by itself
)

// measured is how many trials take as long as a piece is to take.
func measured(ctx context.Context, seg montecarlo.Segment, w montecarlo.Work) (uint64, error) {
	first := time.Duration(0)
	for n := uint64(1); ; n *= 2 {
		n = min(n, seg.Len())
		began := time.Now()
		if _, err := w.Count(ctx, montecarlo.Segment{From: seg.From, To: seg.From + n}); err != nil {
			return 0, err
		}
		took := time.Since(began)
		if n == 1 {
			first = took // mostly what each piece takes before its first trial
		}
		if n == 1 && took >= longTrial {
			return min(max(uint64(pieceTime/took), 1), seg.Len()), nil
		}
		if n == seg.Len() || took-first >= measureTime {
			each := max(float64(took-first)/float64(max(n-1, 1)), 1)
			return min(max(uint64(float64(pieceTime)/each), 1), seg.Len()), nil
		}
	}
}

// Play is that of montecarlo.Store.
func (s *Store) Play(ctx context.Context, seg montecarlo.Segment, w montecarlo.Work) (uint64, error) {
	played, err := s.play(ctx, seg, w)
	return played, s.keep(ctx, err)
}

// keep remembers the error that ended the command.
func (s *Store) keep(ctx context.Context, err error) error {
	if err != nil && ctx.Err() == nil && s.err == nil {
		s.err = err
	}
	return err
}

func (s *Store) play(ctx context.Context, seg montecarlo.Segment, w montecarlo.Work) (uint64, error) {
	part, cut, err := s.begin(Cut{Of: ofTrials, From: seg.From, To: seg.To}, func() (uint64, error) { return measured(ctx, seg, w) })
	if err != nil {
		return 0, err
	}
	join := func(counted [][]byte) ([][]byte, error) {
		sum, err := w.Join(counted)
		return [][]byte{sum}, err
	}
	t := &task{part: part, cut: cut, join: join, count: func(ctx context.Context, i uint64) ([][]byte, error) {
		counted, err := w.Count(ctx, cut.Piece(i))
		return [][]byte{counted}, err
	}, progress: func(done uint64) { w.Told(done) }}
	for {
		if err := s.fill(ctx, t); err != nil && ctx.Err() == nil {
			return 0, err
		}
		played, again, err := s.addUp(ctx, t, w)
		if err != nil || !again {
			return played, err
		}
	}
}

// addUp adds what all pieces counted, or, where ctx has ended, the first of them. It is
// to be tried again where a piece is not there any more, or damaged.
func (s *Store) addUp(ctx context.Context, t *task, w montecarlo.Work) (played uint64, again bool, err error) {
	files, err := spansOf(s.job.Dir, t.part)
	if err != nil {
		return 0, false, s.cannotKeep(err)
	}
	w.Begin()
	end := uint64(0)
	for _, f := range files {
		if f.lo != end {
			break
		}
		counted, _, err := s.job.read(t.part, f)
		switch {
		case errors.Is(err, os.ErrNotExist):
			return 0, true, nil // joined to others meanwhile
		case err != nil:
			return 0, true, s.damaged(t.part, f)
		}
		for _, c := range counted {
			if err := w.Add(c); err != nil {
				return 0, true, s.damaged(t.part, f)
			}
		}
		end = f.hi
	}
	switch {
	case end == t.cut.Count():
	case ctx.Err() == nil:
		return 0, true, nil
	case end == 0:
		return 0, false, ctx.Err()
	}
	return t.cut.span(0, end).Len(), false, nil
}

// damaged puts a piece aside that is not what was written, so that it is done again.
func (s *Store) damaged(part int, f span) error {
	file := s.job.pieceFile(part, f)
	if s.Mode == ReadOnly {
		return cascade.Refuse("job-damaged", s.job.Dir, filepath.Base(file))
	}
	if err := os.Rename(file, file+".damaged"); err != nil && !errors.Is(err, os.ErrNotExist) {
		return s.cannotKeep(err)
	}
	s.say(model.NewNote("job-damaged-again", s.job.Dir, filepath.Base(file)))
	return nil
}

func (s *Store) say(n model.Note) {
	if s.Say != nil {
		s.Say(n)
	}
}

// cannotKeep is the error of a folder that does not take what is written to it.
func (s *Store) cannotKeep(err error) error {
	return cascade.Refuse("job-folder", s.job.Dir, Why(err))
}

func (j *Job) file(name string) string { return filepath.Join(j.Dir, name) }

// cancelled is the file whose presence ends work on a job.
const cancelled = "cancelled"
