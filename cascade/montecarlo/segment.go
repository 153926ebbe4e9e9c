package montecarlo

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"harkara/cascade/public"
)

// A Segment is the trials from From to before To. A run of N trials is the
// segment from 0 to N; cut into others, played anywhere and merged, it gives
// the same bytes.
// A trial's number is its address among random numbers: it is the same trial
// wherever it is played.
type Segment struct{ From, To uint64 }

// Len is how many trials it has.
// A segment that ends before it begins has none.
func (s Segment) Len() uint64 { return s.To - min(s.From, s.To) }

// An Accumulator counts what happens in trials. Everything is counted in whole
// numbers, so that what two have counted apart, merged, is what one counts of
// both.
type Accumulator interface {
	// Play plays a trial and counts it.
	Play(trial uint64)
	// State tells, in one order, all that was counted: by it Merge adds up what two of
	// the same problem have counted, and it is kept in a file (Marshal, Unmarshal).
	State(c *Codec)
	// Kind is what is counted, and the version of what State tells.
	Kind() (name string, version uint64)
}

// Sampling is how much is played, and how.
type Sampling struct {
	Trials  int // 0 is 1,000
	Workers int // 0 is one a core
	// Public is how the people are played; "" is auto.
	Public public.Mode
	// Progress, where given, is told now and then how many trials are done of
	// how many, by one goroutine at a time.
	Progress func(done, total int)
}

// Segment is all trials of a sampling.
func (s Sampling) Segment() Segment {
	if s.Trials <= 0 {
		return Segment{0, 1000}
	}
	return Segment{0, uint64(s.Trials)}
}

func (s Sampling) workers() int {
	if s.Workers > 0 {
		return s.Workers
	}
	return runtime.GOMAXPROCS(0)
}

// Play plays each trial of a segment once and returns what was counted of them
// all, and how many they were. Each worker counts into an accumulator of its
// own, made by begin. When ctx ends no trial is begun and none is left half
// played: those played are the first so many of the segment; where there is none,
// the error is that of ctx.
// Which worker plays which trial depends on the machine; the sum of what they
// count does not, since counting is in whole numbers.
// Where ctx has a Store (Keeping), what is counted is kept by it, piece by piece, and
// what it has is not played again.
func Play[A Accumulator](ctx context.Context, seg Segment, s Sampling, begin func() A) (A, uint64, error) {
	if st := storeOf(ctx); st != nil && seg.Len() > 0 {
		return playKept(ctx, st, seg, s, begin)
	}
	return playAll(ctx, seg, s, begin)
}

// playAll is Play without a store.
func playAll[A Accumulator](ctx context.Context, seg Segment, s Sampling, begin func() A) (A, uint64, error) {
	// No more workers than trials, and at least one, whose accumulator is the
	// answer where nothing is played.
	works := make([]A, max(min(uint64(s.workers()), seg.Len()), 1))
	l := &loop{segment: seg, progress: s.Progress}
	l.next.Store(seg.From)
	var wg sync.WaitGroup
	var fault atomic.Pointer[any]
	for i := range works {
		wg.Go(func() {
			defer func() {
				// A panic of a goroutine would end the program: it is carried
				// to the caller.
				if p := recover(); p != nil {
					fault.Store(&p)
				}
			}()
			works[i] = begin()
			l.work(ctx, works[i])
		})
	}
	wg.Wait()
	if p := fault.Load(); p != nil {
		panic(*p) // where the caller can recover it
	}
	for _, w := range works[1:] {
		Merge(works[0], w)
	}
	played := l.played.Load()
	if played == 0 && ctx.Err() != nil {
		return works[0], 0, ctx.Err()
	}
	if l.progress != nil {
		l.progress(int(seg.From+played), int(seg.To))
	}
	return works[0], played, nil
}

// loop is trials being played by several workers.
// What workers write to in common is the number of the next trial and how many are
// done, and nothing else.
type loop struct {
	segment  Segment
	progress func(done, total int)
	telling  sync.Mutex
	next     atomic.Uint64 // the next trial to be played
	played   atomic.Uint64
}

// work plays trial after trial until there are no more, or ctx ends.
// Trials are given out one at a time, since they may differ much in length.
func (l *loop) work(ctx context.Context, a Accumulator) {
	for ctx.Err() == nil {
		// A number once taken is played to its end, so that those played have
		// no gap.
		trial := l.next.Add(1) - 1
		if trial >= l.segment.To {
			return
		}
		a.Play(trial)
		l.played.Add(1)
		// Whoever finds another telling goes on playing: progress is never
		// waited for.
		if l.progress != nil && l.telling.TryLock() {
			l.progress(int(trial), int(l.segment.To))
			l.telling.Unlock()
		}
	}
}
