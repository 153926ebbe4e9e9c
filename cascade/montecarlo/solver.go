// Package montecarlo answers a problem by playing it many times. The trials
// are independent; workers take them one by one and count in whole numbers, so
// the answer is the same, to the byte, for any number of workers.
package montecarlo

import (
	"context"
	"fmt"
	"math"
	"strconv"
	"strings"

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
	// Enough, where given, is asked now and then, at numbers of trials that do not
	// depend on workers, whether the answer so far will do.
	Enough func(*cascade.Result) bool
	// Early is how many trials are played before Enough is asked first; 0 is 400.
	Early int
	// Public is how the people are played; "" is auto.
	Public public.Mode
	// SharesOnly counts reach and goals, and leaves out when shares of the people
	// have the message and their delays, which take most of the time that people
	// take: these are NaN.
	SharesOnly bool
	// UnitsOnly plays no people, who take most of the time: of them nothing is told, and
	// goals about them are not met.
	UnitsOnly bool
	// Progress, where given, is told now and then how many trials are done of
	// how many, by one goroutine at a time.
	Progress func(done, total int)
}

// MostTrials is how many trials are played at most.
const MostTrials = 100_000_000

// Solve plays the trials. When ctx ends, the trials begun are finished and the
// answer is partial; where none was begun, the error is that of ctx.
// Precision adds segments to those played: the second begins where the first
// ended, so that the answer is that of one run of all trials. To stop by the
// width of bounds makes them hold a little less often than their confidence
// when few were played.
func (s Solver) Solve(ctx context.Context, p cascade.Problem) (*cascade.Result, error) {
	set, err := s.setup(p)
	if err != nil {
		return nil, err
	}
	set.setSharesOnly(s.SharesOnly)
	how := Sampling{Trials: s.Trials, Workers: s.Workers, Progress: s.Progress}
	all := newCounts(set)
	whole := how.Segment()
	if s.Progress != nil && s.Enough != nil {
		how.Progress = func(done, total int) { s.Progress(done, max(total, int(whole.To))) }
	}
	for seg := s.first(whole); ; {
		more, played, err := Play(ctx, seg, how, set.counting)
		if err != nil && ctx.Err() == nil {
			return nil, err // of what keeps them
		}
		if err == nil {
			Merge(all, more)
		}
		if all.trials == 0 {
			return nil, ctx.Err()
		}
		// The number of trials depends on counts alone, and so not on workers.
		need, refused := Further(set.needed(all, s.Precision), int(all.trials), s.Precision)
		switch r := set.answer(all, seg); {
		case played < seg.Len():
			return r, nil
		case seg.To < whole.To:
			if s.Enough(r) {
				r.Enough = true
				return r, nil
			}
			seg = Segment{seg.To, min(2*seg.To, whole.To)}
		case refused != nil:
			return nil, refused
		case uint64(need) <= seg.To:
			return r, nil
		default:
			seg = Segment{seg.To, uint64(need)}
		}
	}
}

// fewest is how many trials are played before it is asked whether they are enough:
// of these, 20 lie beyond each of the quantiles p05 and p95.
const fewest = 400

// first is the first segment: the whole, or what is played before Enough is asked.
func (s Solver) first(whole Segment) Segment {
	if s.Enough == nil {
		return whole
	}
	early := uint64(fewest)
	if s.Early > 0 {
		early = uint64(s.Early)
	}
	return Segment{0, min(early, whole.To)}
}

// answer is the result of what was counted, up to the end of a segment.
func (s *setup) answer(all *counts, last Segment) *cascade.Result {
	r := s.result(all)
	r.Engine, r.Why = s.engine.Name(), []model.Note{s.why}
	r.Partial = all.trials < last.To
	r.Notes = append(r.Notes, s.notes(r)...)
	return r
}

// Accumulator is what counts the trials of a problem, for whoever plays its
// segments apart; Answer is what its counts, of the trials from 0 to N, say.
// What it counts may be written, read and merged on other machines.
func (s Solver) Accumulator(p cascade.Problem) (Accumulator, error) {
	set, err := s.setup(p)
	if err != nil {
		return nil, err
	}
	set.setSharesOnly(s.SharesOnly)
	return set.counting(), nil
}

// Answer is the answer of an accumulator that Solver.Accumulator made.
func Answer(a Accumulator) *cascade.Result {
	c := a.(*counts)
	return c.answer(c, Segment{0, c.trials})
}

// needed is how many trials bring the bounds of every reach of the whole to
// within a half-width of precision; 0 where they are.
// The estimate is raised by a twentieth, since the variance it rests on is
// itself one. At least one trial more is asked for, so that the loop ends.
func (s *setup) needed(t *counts, precision float64) float64 {
	if precision <= 0 {
		return 0
	}
	most := 0.0
	for i := range s.Lines[:s.Whole] {
		for j := range s.problem.Question.At {
			e := s.reach(t, i, j).Mean
			if wide := e.Half(); wide > precision {
				most = max(most, needed(float64(t.trials), e.Value, wide, precision)*1.05)
			}
		}
	}
	if most == 0 {
		return 0
	}
	return max(math.Ceil(most), float64(t.trials)+1)
}

// Further is how many trials to play in all where so many are needed for a precision,
// as some that were played tell. More than MostTrials are refused, once enough were
// played to tell so.
func Further(needed float64, played int, precision float64) (int, error) {
	switch {
	case needed <= MostTrials:
		return int(needed), nil
	case played < fewest:
		return fewest, nil
	}
	// Twelve decimals have all that people write, and no rounding of halves of it.
	percent := strings.TrimSuffix(strings.TrimRight(strconv.FormatFloat(precision*100, 'f', 12, 64), "0"), ".")
	return 0, cascade.Refuse("precision-plays", percent, twoDigits(min(needed, 1e18)), int64(MostTrials))
}

// twoDigits is a number of plays in two digits, no more of them than that, which is all
// that some plays tell of how many more are needed.
func twoDigits(n float64) int64 {
	step := math.Pow10(int(math.Log10(n)) - 1)
	return int64(n/step) * int64(step)
}

// needed is about how many trials bring bounds that n trials left so wide, on
// one side, to a width: they close with the square root of the number, but with
// the number itself where all trials agree on nothing or everything.
// Bounds of a mean are proportional to 1/√n; Wilson's for 0 of n to 1/n.
func needed(n, mean, wide, width float64) float64 {
	if mean <= 0 || mean >= 1 {
		return n * wide / width
	}
	return n * (wide / width) * (wide / width)
}

var _ cascade.Solver = Solver{}

// Check tells, without playing, what a solver would refuse.
// An engine is made to see whether it can be, and dropped.
func (s Solver) Check(p cascade.Problem) error {
	if err := s.accepts(&p); err != nil {
		return err
	}
	_, _, err := engine.New(s.Engine, p)
	return err
}

// setup is what workers share; the error is that of Check.
func (s Solver) setup(p cascade.Problem) (*setup, error) {
	if err := s.accepts(&p); err != nil {
		return nil, err
	}
	if s.UnitsOnly {
		return newSetup(p, s.Engine, noPeople)
	}
	return newSetup(p, s.Engine, s.Public)
}

// accepts refuses what is refused before an engine is made.
func (s Solver) accepts(p *cascade.Problem) error {
	if err := p.Check(); err != nil {
		return err
	}
	if s.Trials > MostTrials {
		return fmt.Errorf("%d trials are too many: at most %d are played", s.Trials, MostTrials)
	}
	return nil
}
