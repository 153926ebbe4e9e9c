// Package montecarlo answers a problem by playing it many times. The trials
// are independent; workers take them one by one and count in whole numbers, so
// the answer is the same, to the byte, for any number of workers.
package montecarlo

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"sync"
	"sync/atomic"

	"harkara/cascade"
	"harkara/cascade/engine"
	"harkara/cascade/public"
	"harkara/model"
)

// Solver samples. The zero value plays 1,000 trials on every core with the
// engine that fits.
type Solver struct {
	Engine string // "auto", "layered" or "event"; "" is auto
	Trials int    // how many plays; 0 is 1,000
	// Workers is how many play at the same time; 0 is one for each core.
	Workers int
	// Precision, where above 0, asks for more trials until the bounds of every
	// reach of the whole are within so much (a share) of its mean.
	Precision float64
	// Public is how the people are played; "" is auto.
	Public public.Mode
	// Progress, where given, is told now and then how many trials are done of
	// how many, by one goroutine at a time.
	Progress func(done, total int)
}

// MostTrials is how many trials are played at most.
const MostTrials = 100_000_000

// Solve plays the trials. When ctx ends, the trials begun are finished and the
// answer is partial; where none was begun, the error is that of ctx.
func (s Solver) Solve(ctx context.Context, p cascade.Problem) (*cascade.Result, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	first, why, err := engine.New(s.Engine, p)
	if err != nil {
		return nil, err
	}
	sheet, err := newSheet(p, s.Public)
	if err != nil {
		return nil, err
	}
	total := s.Trials
	if total <= 0 {
		total = 1000
	}
	all := newTally(sheet)
	r := &run{engine: first, sheet: sheet, workers: s.workers(), progress: s.Progress}
	for {
		r.play(ctx, all, total)
		if all.trials == 0 {
			return nil, ctx.Err()
		}
		more := sheet.needed(all, s.Precision)
		if ctx.Err() != nil || s.Precision <= 0 || more <= total {
			break
		}
		total = min(more, MostTrials)
	}
	result := sheet.result(all)
	result.Engine, result.Why = first.Name(), []model.Note{why}
	result.Partial = int(all.trials) < total
	result.Notes = append(result.Notes, sheet.notes(result)...)
	return result, nil
}

func (s Solver) workers() int {
	if s.Workers > 0 {
		return s.Workers
	}
	return runtime.GOMAXPROCS(0)
}

// run is trials being played by several workers.
type run struct {
	engine   cascade.Engine
	sheet    *sheet
	workers  int
	progress func(done, total int)
	next     atomic.Int64 // the next trial to be played
}

// play plays trials up to total and adds them to all.
func (r *run) play(ctx context.Context, all *tally, total int) {
	r.next.Store(int64(all.trials))
	tallies := make([]*tally, min(r.workers, total-int(all.trials)))
	var wg sync.WaitGroup
	var mu sync.Mutex
	var fault atomic.Pointer[any]
	for i := range tallies {
		wg.Go(func() {
			defer func() {
				if p := recover(); p != nil {
					fault.Store(&p)
				}
			}()
			tallies[i] = r.work(ctx, total, func(done int) {
				if r.progress != nil && mu.TryLock() {
					r.progress(done, total)
					mu.Unlock()
				}
			})
		})
	}
	wg.Wait()
	if p := fault.Load(); p != nil {
		panic(*p) // where the caller can recover it
	}
	for _, t := range tallies {
		all.merge(t)
	}
	if r.progress != nil {
		r.progress(int(all.trials), total)
	}
}

// work plays trial after trial until there are no more, or ctx ends. Trials are
// taken in order and none is left half played: those played are the first so
// many.
func (r *run) work(ctx context.Context, total int, done func(int)) *tally {
	e, t := r.engine.Fork(), r.sheet.counting()
	out := cascade.NewOutcome(r.sheet.problem.Network.Len())
	for ctx.Err() == nil {
		trial := r.next.Add(1) - 1
		if trial >= int64(total) {
			break
		}
		e.Play(uint64(trial), out)
		t.play(uint64(trial), out)
		done(int(trial))
	}
	return t
}

// needed is how many trials bring the bounds of every reach of the whole to
// within a half-width of precision; 0 where they are.
func (s *sheet) needed(t *tally, precision float64) int {
	if precision <= 0 {
		return 0
	}
	most := 0.0
	for i := range s.lines[:s.groupLines()] {
		for j := range s.problem.Question.At {
			e := s.reach(t, i, j).Mean
			if wide := max(e.High-e.Value, e.Value-e.Low); wide > precision {
				most = max(most, needed(float64(t.trials), e.Value, wide, precision)*1.05)
			}
		}
	}
	if most == 0 {
		return 0
	}
	return int(min(max(math.Ceil(most), float64(t.trials)+1), MostTrials))
}

// needed is about how many trials bring bounds that n trials left so wide, on
// one side, to a width: they close with the square root of the number, but with
// the number itself where all trials agree on nothing or everything.
func needed(n, mean, wide, width float64) float64 {
	if mean <= 0 || mean >= 1 {
		return n * wide / width
	}
	return n * (wide / width) * (wide / width)
}

// groupLines is the number of lines of the whole, which come first.
func (s *sheet) groupLines() int {
	if len(s.groups) > 0 {
		return s.groups[0].lo
	}
	return len(s.lines)
}

var _ cascade.Solver = Solver{}

// Check tells, without playing, what a solver would refuse.
func (s Solver) Check(p cascade.Problem) error {
	if _, _, err := engine.New(s.Engine, p); err != nil {
		return err
	}
	if s.Trials > MostTrials {
		return fmt.Errorf("%d trials are too many: at most %d are played", s.Trials, MostTrials)
	}
	return nil
}
