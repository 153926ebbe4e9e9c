package montecarlo

import (
	"context"

	"harkara/cascade"
)

// each counts trials for several problems at once: one about each message of those that
// are played together, so that a trial is played once for all of them.
type each struct {
	// about and of are by problem; out is what is handed to each: the arrivals of its
	// message in a trial that all share.
	about []int // of each problem: the message it is about
	of    []*counts
	out   *cascade.Outcome
}

// Each solves problems that differ only in which of their messages they are about, in
// plays that they share: each answer is what Solve gives. Where that cannot be, as each
// asks for plays of its own, ok is false.
func (s Solver) Each(ctx context.Context, problems []cascade.Problem) (results []*cascade.Result, ok bool, err error) {
	var sets []*setup
	for _, p := range problems {
		set, err := s.setup(p)
		if err != nil {
			return nil, true, err
		}
		set.setSharesOnly(s.SharesOnly)
		// Who told whom is traced for one message in a play; plays that stop when they are
		// sure stop for each at another time.
		if set.tracked || set.trackedUnits || s.Precision > 0 || s.Enough != nil {
			return nil, false, nil
		}
		sets = append(sets, set)
	}
	how := Sampling{Trials: s.Trials, Workers: s.Workers, Progress: s.Progress}
	seg := how.Segment()
	all, played, err := Play(ctx, seg, how, func() *each { return newEach(problems, sets) })
	if err != nil {
		return nil, true, err
	}
	if played == 0 {
		return nil, true, ctx.Err()
	}
	for i, c := range all.of {
		results = append(results, sets[i].answer(c, seg))
	}
	return results, true, nil
}

func newEach(problems []cascade.Problem, sets []*setup) *each {
	e := &each{}
	for i, set := range sets {
		e.about, e.of = append(e.about, problems[i].About), append(e.of, set.counting())
	}
	e.out = &cascade.Outcome{}
	return e
}

// Play plays a trial and counts it for each.
func (e *each) Play(trial uint64) {
	// All have engines of their own, and only that of the first plays.
	first := e.of[0]
	first.out.By = nil
	first.engine.Play(trial, first.out)
	for i, c := range e.of {
		m := &first.out.Together.Messages[e.about[i]]
		e.out.Arrival, e.out.Start, e.out.Together = m.Arrival, m.Start, first.out.Together
		// Circumstances hold in a trial, whatever it is asked about.
		c.hold(trial)
		c.count(trial, e.out)
	}
}

// State tells what was counted for each.
func (e *each) State(c *Codec) {
	for _, x := range e.of {
		x.State(c)
	}
}

// Kind is that of answers about several messages.
func (e *each) Kind() (string, uint64) { return countsKind + "-each", countsVersion }
