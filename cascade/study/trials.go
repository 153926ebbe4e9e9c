// Package study asks what needs many plays or several solvers: why a unit was
// not told, who is left behind, what a plan changes, whether two solvers agree.
// Whatever it counts over trials it counts in whole numbers, so that an answer
// is the same for any number of workers.
package study

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// trials plays trials 0 to total−1, each once, with so many workers (0 is one
// a core), and returns what each worker made and how many trials were played.
// Every worker begins with what begin makes, and plays one trial at a time into
// it. When ctx ends no trial is begun and none is left half played: those
// played are the first so many. Without a single one the error is that of ctx.
func trials[W any](ctx context.Context, total, workers int, begin func() W, play func(W, uint64)) ([]W, int, error) {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	works := make([]W, max(min(workers, total), 0))
	var next, played atomic.Int64
	var all sync.WaitGroup
	var fault atomic.Pointer[any]
	for i := range works {
		all.Go(func() {
			defer func() {
				if p := recover(); p != nil {
					fault.Store(&p)
				}
			}()
			works[i] = begin()
			for ctx.Err() == nil {
				trial := next.Add(1) - 1
				if trial >= int64(total) {
					return
				}
				play(works[i], uint64(trial))
				played.Add(1)
			}
		})
	}
	all.Wait()
	if p := fault.Load(); p != nil {
		panic(*p) // where the caller can recover it
	}
	if played.Load() == 0 && ctx.Err() != nil {
		return nil, 0, ctx.Err()
	}
	return works, int(played.Load()), nil
}

// defaultTrials is how many trials are played where no number is given.
const defaultTrials = 1000

func atLeastOne(trials int) int {
	if trials <= 0 {
		return defaultTrials
	}
	return trials
}
