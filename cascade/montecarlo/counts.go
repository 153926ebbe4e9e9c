package montecarlo

import (
	"slices"

	"harkara/cascade"
	"harkara/cascade/public"
	"harkara/model"
)

// counts is what one worker has counted of each line and goal, and its memory to
// count more: the Accumulator of the sampling solver.
// It has one entry a line and one a goal, and is used by one goroutine. All
// that is counted is whole numbers whose sums do not depend on their order, so
// that it does not matter which worker played which trial.
type counts struct {
	*setup
	engine cascade.Engine
	out    *cascade.Outcome
	trials uint64
	lines  []lineCounts
	met    []uint64 // of each goal
	held   []uint64 // of each circumstance: the trials in which it held
	ways   []*ways  // of each tier of setup.unitWays
	people *ways    // of all people; nil where it is not asked
	by     []cascade.Told
	units  *units // of each unit by itself; nil where it is not asked
	// answered is of what is played together; nil where nothing is.
	answered *answered
	// contents are what those of tiers hold; nil where it is not followed.
	contents []content

	// What is written over from trial to trial: the public of this worker, one
	// cell for each line of people, arrivals to be sorted, and bins.
	work  *public.Work
	cells []*public.Cell
	times []model.Tick
	known []model.Tick
	scan  *scan
}

// lineCounts is what is counted of one line.
// timeTo has a histogram for each share of cascade.Shares: of ticks, one entry
// for each trial in which the share was reached by the horizon.
type lineCounts struct {
	reach  []reachCounts // of each column
	timeTo [len(cascade.Shares)]Histogram
	delays delays
}

// spread has one entry a trial, of how many have it by then.
type reachCounts struct {
	// expected adds up shares, in parts of 2^32, as the relay alone makes
	// them; drawn adds up counts.
	expected, drawn Sum
	spread          Histogram
}

// newCounts is counts to which others can be added.
// Delays are kept no finer than the bins of a scan, which fill them.
func newCounts(s *setup) *counts {
	t := &counts{setup: s, lines: make([]lineCounts, len(s.Lines)), met: make([]uint64, len(s.Goals))}
	if s.problem.Circumstances != nil {
		t.held = make([]uint64, len(s.problem.Circumstances.List))
	}
	for i := range s.unitWays {
		t.ways = append(t.ways, newWays(s.unitWays[i].names(), len(s.problem.Question.At)))
	}
	if names := s.peopleWays(); len(names) > 1 {
		t.people = newWays(names, len(s.problem.Question.At))
	}
	t.units, t.contents, t.answered = newUnits(s), newContents(s), newAnswered(s)
	for i := range t.lines {
		l := &t.lines[i]
		l.delays = newDelays(min(s.fine, 8), s.Lines[i].Total, s.problem.Question.Horizon)
		for j := range l.timeTo {
			l.timeTo[j].fine = s.fine
		}
		l.reach = make([]reachCounts, len(s.problem.Question.At))
		for j := range l.reach {
			l.reach[j].spread.fine = s.fine
		}
	}
	return t
}

// counting is counts with the working memory to play and count trials.
// The times are those of columns, then those of goals: scanned reads them in
// that order.
func (s *setup) counting() *counts {
	t := newCounts(s)
	if s.engine != nil {
		// Without an engine outcomes come from elsewhere and are only counted.
		t.engine, t.out = s.engine.Fork(), cascade.NewOutcome(s.problem.Network.Len())
		if s.tracked || s.trackedUnits {
			t.by = make([]cascade.Told, s.problem.Network.Len())
		}
	}
	times := slices.Clone(s.problem.Question.At)
	for _, g := range s.Goals {
		times = append(times, g.By)
	}
	t.scan = newScan(s.problem.Question.Horizon, times)
	if s.crowd != nil {
		t.work = s.crowd.Fork()
		for _, c := range s.cells {
			t.cells = append(t.cells, c.Fork())
		}
	}
	return t
}

// Play plays a trial and counts it.
// The outcome is that of the trial's number alone, whatever was played before.
func (t *counts) Play(trial uint64) {
	t.hold(trial)
	t.out.By = nil
	if t.trackedUnits || trial%max(t.problem.Question.WaysEach, 1) == 0 {
		t.out.By = t.by
	}
	t.engine.Play(trial, t.out)
	t.count(trial, t.out)
}

// hold counts which circumstances hold in a trial.
func (t *counts) hold(trial uint64) {
	if t.which != nil {
		for holds, i := t.which.Hold(trial), 0; i < len(t.held); i++ {
			t.held[i] += uint64(holds >> i & 1)
		}
	}
}

// count counts one trial.
func (t *counts) count(trial uint64, out *cascade.Outcome) {
	t.trials++
	if t.answered != nil {
		// What is played together is counted last: it asks when lines had the message.
		t.answered.begin()
		defer t.answered.count(t, out)
	}
	for i := range t.Lines {
		// Lines of people have no arrivals of their own: they are drawn below,
		// from those of the units they hear from.
		switch l := &t.Lines[i]; {
		case l.Starts:
			t.countUnits(i, out.Start[l.Units.Lo:l.Units.Hi])
		case l.Tier >= 0:
			t.countUnits(i, out.Arrival[l.Units.Lo:l.Units.Hi])
		}
	}
	if t.units != nil {
		t.units.count(out)
	}
	// Of many trials some are enough to tell ways by.
	if out.By != nil && trial%max(t.problem.Question.WaysEach, 1) == 0 {
		t.countWays(trial, out)
	}
	// There is no public, or nobody asks for it.
	if t.work == nil {
		t.countContents(out)
		return
	}
	t.work.Play(trial, out)
	t.countContents(out)
	for i := range t.Lines {
		if t.Lines[i].Tier == cascade.OfPeople {
			t.countPeople(i, t.cells[t.cellOf[i]])
		}
	}
}

// add counts that k of total have it.
// Nothing is counted of a line without anybody, whose share is not defined.
func (r *reachCounts) add(k, total int64) {
	if total == 0 {
		return
	}
	r.drawn.Add(uint64(k))
	r.spread.Add(uint64(k), 1)
}

// countPeople counts the two lines of a cell: people, then households.
// Each has an expected count given when the units started, and a count drawn.
func (t *counts) countPeople(i int, cell *public.Cell) {
	w := t.work
	w.Begin(cell)
	// A line of households follows that of its people.
	people, homes := &t.lines[i], &t.lines[i+1]
	for j, at := range t.problem.Question.At {
		p, h := w.Ask(cell, at)
		people.reach[j].addPublic(p, cell.People)
		homes.reach[j].addPublic(h, cell.Homes)
	}
	// A goal is met by the number drawn, since its chance is that of a trial,
	// not of an expectation.
	for k, g := range t.Goals {
		if g.Line != i && g.Line != i+1 {
			continue
		}
		if p, h := w.Ask(cell, g.By); g.Line == i && p.Drawn >= g.Target || g.Line == i+1 && h.Drawn >= g.Target {
			t.met[k]++
		}
	}
	// The last two lines of the whole are all people and all households.
	whole := t.people != nil && i == t.Whole-2
	if t.sharesOnly {
		if whole {
			t.poolWays(cell, func(model.Tick, int64) {}, func(model.Tick, int64) {})
		}
		return
	}
	for j, share := range cascade.Shares {
		if at := w.TimeTo(cell, share, false); at < model.Never {
			people.timeTo[j].Add(uint64(at), 1)
			t.answered.had(i, j, at)
		}
		if at := w.TimeTo(cell, share, true); at < model.Never {
			homes.timeTo[j].Add(uint64(at), 1)
			t.answered.had(i+1, j, at)
		}
	}
	switch {
	case whole:
		t.poolWays(cell, people.delays.wait, homes.delays.wait)
	case t.problem.Question.NoDelays:
		return
	default:
		w.Pool(cell, people.delays.wait, homes.delays.wait)
	}
	people.delays.pool()
	homes.delays.pool()
}

// The expectation is rounded to parts of 2^32: as a whole number it adds up
// exactly.
func (r *reachCounts) addPublic(c public.Count, total int64) {
	if total == 0 {
		return
	}
	r.expected.Add(uint64(Parts(c.Expected / float64(total))))
	r.drawn.Add(uint64(c.Drawn))
	r.spread.Add(uint64(c.Drawn), 1)
}
