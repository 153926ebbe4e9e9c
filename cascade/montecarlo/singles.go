package montecarlo

import (
	"cmp"
	"context"
	"slices"

	"harkara/cascade"
	"harkara/cascade/public"
	"harkara/model"
)

// Singles plays few trials and keeps each of them: how many of every line of the
// whole had the message at each of Question.At, and when shares of it did. It is for
// pictures of single plays; answers count trials and keep none.
type Singles struct {
	Engine string
	Sampling
}

// A Single is what happened in one trial.
type Single struct {
	Trial uint64
	// Has is, of each line of the whole and each of Question.At, how many have it.
	Has [][]int64
	// TimeTo is, of each line, when each of cascade.Shares of it has the message, and
	// model.Never where that is not within the horizon.
	TimeTo [][len(cascade.Shares)]model.Tick
}

// Run plays the trials. Where ctx ends first, those played are told.
func (s Singles) Run(ctx context.Context, p cascade.Problem) ([]Single, *cascade.Layout, error) {
	if err := cascade.OneMessage(&p); err != nil {
		return nil, nil, err
	}
	// Pictures are of the tiers as wholes.
	p.Question.By, p.Question.Ways, p.Question.Starts, p.Question.Units = nil, false, false, nil
	set, err := newSetup(p, s.Engine, s.Public)
	if err != nil {
		return nil, nil, err
	}
	all, _, err := Play(ctx, s.Segment(), s.Sampling, func() *singles { return &singles{counts: set.counting()} })
	if err != nil {
		return nil, nil, err
	}
	// Segments are merged in order, but a worker plays several in between.
	slices.SortFunc(all.list, func(a, b Single) int { return cmp.Compare(a.Trial, b.Trial) })
	return all.list, set.Layout, nil
}

// singles is the Accumulator of Singles.
type singles struct {
	*counts // its memory to play; what it counts is not used
	list    []Single
}

// Play plays a trial and keeps it.
func (x *singles) Play(trial uint64) {
	t := x.counts
	t.engine.Play(trial, t.out)
	one := Single{Trial: trial, Has: make([][]int64, t.Whole), TimeTo: make([][len(cascade.Shares)]model.Tick, t.Whole)}
	if t.work != nil {
		t.work.Play(trial, t.out)
	}
	for i := range t.Lines[:t.Whole] {
		switch l := &t.Lines[i]; {
		case l.Tier >= 0:
			x.units(&one, i, t.out.Arrival[l.Units.Lo:l.Units.Hi])
		// The line after it is of their households, and is told with it.
		case l.Tier == cascade.OfPeople:
			x.people(&one, i, t.cells[t.cellOf[i]])
		}
	}
	x.list = append(x.list, one)
}

func (x *singles) units(one *Single, i int, arrival []model.Tick) {
	t := x.counts
	t.times = t.times[:0]
	for _, a := range arrival {
		if a <= t.problem.Question.Horizon {
			t.times = append(t.times, a)
		}
	}
	slices.Sort(t.times)
	for _, at := range t.problem.Question.At {
		// Times are whole: those up to at are before at+1.
		n, _ := slices.BinarySearch(t.times, at+1)
		one.Has[i] = append(one.Has[i], int64(n))
	}
	for j, share := range cascade.Shares {
		one.TimeTo[i][j] = model.Never
		if k := int(cascade.Target(share, t.Lines[i].Total)); 0 < k && k <= len(t.times) {
			one.TimeTo[i][j] = t.times[k-1]
		}
	}
}

// people keeps what happens to the people of a cell and, in the line after theirs, to
// the households.
func (x *singles) people(one *Single, i int, cell *public.Cell) {
	w := x.work
	w.Begin(cell)
	for _, at := range x.problem.Question.At {
		p, h := w.Ask(cell, at)
		one.Has[i], one.Has[i+1] = append(one.Has[i], p.Drawn), append(one.Has[i+1], h.Drawn)
	}
	for j, share := range cascade.Shares {
		one.TimeTo[i][j], one.TimeTo[i+1][j] = w.TimeTo(cell, share, false), w.TimeTo(cell, share, true)
	}
}

// Kind is that of single trials.
func (x *singles) Kind() (string, uint64) { return "singles", 1 }

// State tells the trials that were kept.
func (x *singles) State(c *Codec) {
	Part(c, x, func(o *singles) { x.list = append(x.list, o.list...) }, func() { x.tell(c) })
}

func (x *singles) tell(c *Codec) {
	Length(c, &x.list)
	for k := range x.list {
		s := &x.list[k]
		s.Trial = c.number(s.Trial)
		if c.doing == reading {
			s.Has, s.TimeTo = make([][]int64, x.Whole), make([][len(cascade.Shares)]model.Tick, x.Whole)
		}
		for i := range s.Has {
			if c.doing == reading {
				s.Has[i] = make([]int64, len(x.problem.Question.At))
			}
			c.Ints(s.Has[i])
			for j := range s.TimeTo[i] {
				at := int64(s.TimeTo[i][j])
				c.Int(&at)
				s.TimeTo[i][j] = model.Tick(at)
			}
		}
	}
}
