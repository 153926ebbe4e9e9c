package study

import (
	"context"
	"errors"
	"slices"

	"harkara/cascade"
	"harkara/cascade/engine"
	"harkara/cascade/montecarlo"
	"harkara/cascade/public"
	"harkara/model"
)

// A Comparison is what plans change, trial by trial on shared random numbers.
type Comparison struct {
	Trials  int
	Partial bool
	Plans   []Change // in the order asked
}

// A Change is what one plan changes. Rows are tier by tier as the base has
// them (units, then people and households), and by time within a tier; tiers
// that the plan's network has not are left out.
type Change struct {
	Rows []Difference
	// Times are, of each tier that can differ, when half and 90 % of it have the
	// message; Goals are those of the base's question.
	Times []TimeDifference
	Goals []GoalDifference
	// Known are the rows of what each tier knows by receipts, answer by answer and from
	// who answers up; KnownTimes when half and 90 % of those who can answer are known of.
	Known      []KnownDifference
	KnownTimes []KnownTimeDifference
	// Right are, where what is held is followed, the rows of who holds the message right,
	// and of who holds it wrong.
	Right []RightDifference
}

// A Difference is that of one tier at one time.
type Difference struct {
	Tier string
	At   model.Tick
	// Base and Plan are the expected shares reached.
	Base, Plan cascade.Estimate
	// Difference is the expected share more that the plan reaches, with 95 %
	// bounds of the mean of its paired differences. A plan that changes nothing
	// differs by exactly 0, with bounds that meet.
	Difference cascade.Estimate
	// SD, P05 and P95 tell how the difference varies from one play to the next: its
	// standard deviation, and the two shares between which nine of ten plays lie.
	SD, P05, P95 float64
	// Better and Worse are in how many trials the plan reaches more, or less.
	Better, Worse int
}

// Same tells whether a difference cannot be told from none.
func (d Difference) Same() bool { return d.Difference.Low <= 0 && d.Difference.High >= 0 }

// Compare asks what plans change: it plays a base and each plan trial by trial;
// each trial of each has the same number, and so, with the same seed, the same
// random numbers wherever they are alike. Times are those of base's question.
type Compare struct{ montecarlo.Sampling }

// Run plays. Where ctx ends first, the trials played are told, marked Partial.
func (s Compare) Run(ctx context.Context, base cascade.Problem, plans ...cascade.Problem) (*Comparison, error) {
	var sides []*side
	for _, p := range append([]cascade.Problem{base}, plans...) {
		if err := p.Check(); err != nil {
			return nil, err
		}
		if p.Seed != base.Seed {
			return nil, errors.New("compare: plans share their random numbers only with the same seed")
		}
		for _, g := range base.Question.Goals {
			if g.By > p.Question.Horizon {
				return nil, errors.New("compare: a plan ends before the time of a goal")
			}
		}
		if at := base.Question.At; len(at) > 0 && at[len(at)-1] > p.Question.Horizon {
			return nil, errors.New("compare: a plan ends before the last time that is asked")
		}
		x, err := newSide(p, &base.Question, s.Public)
		if err != nil {
			return nil, err
		}
		x.changed = changedParts(&base, &p)
		x.changedFurther(&base)
		sides = append(sides, x)
	}
	seg := s.Segment()
	sides[0].setUnseen(sides[1:], seg.Len())
	all, played, err := montecarlo.Play(ctx, seg, s.Sampling, func() *pairs { return newPairs(sides) })
	if err != nil {
		return nil, err
	}
	out := &Comparison{Trials: int(played), Partial: played < seg.Len()}
	for k := range plans {
		out.Plans = append(out.Plans, all.change(k+1))
	}
	return out, nil
}

// side is one of the problems that are compared, made ready; shared by all
// workers but for its engine, which they fork.
type side struct {
	problem cascade.Problem
	engine  cascade.Engine
	crowd   *public.Crowd
	at      []model.Tick
	goals   []model.Goal // of base
	names   []string     // of the lines: tiers, then people and households
	// common is, of each line, the part that depends on one unit: its own of
	// which chance decides, and one that is not what it is in base.
	common, changed []float64
	// atOnce is the share of each line at each time that has the message where every
	// unit starts to pass it on at release: more than any play reaches.
	atOnce []float64
	// less and more are, of people and households at each time, how much less or more
	// than base a play that was not seen may reach; nil where that may be all (samePlays).
	less, more []float64
	// plain is how many lines are of who has the message; further tells of those after.
	plain   int
	further []further
}

func newSide(p cascade.Problem, q *model.Question, mode public.Mode) (*side, error) {
	e, _, err := engine.New("auto", p)
	if err != nil {
		return nil, err
	}
	at := q.At
	crowd, err := public.New(p, cascade.Columns(q), mode)
	if err != nil {
		return nil, err
	}
	s := &side{problem: p, engine: e, crowd: crowd, at: at, goals: q.Goals, names: p.Network.Tiers()}
	common, lines := montecarlo.NewCommon(&p), wholeLines(&p)
	for i := range lines {
		s.common = append(s.common, common.Of(&lines[i]))
	}
	if crowd != nil {
		s.names = append(append([]string(nil), s.names...), model.PublicTier, model.HouseholdTier)
	}
	s.setFurther()
	s.setAtOnce()
	return s, nil
}

func (s *side) setAtOnce() {
	s.atOnce = slices.Repeat([]float64{1}, len(s.names)*len(s.at))
	if s.crowd == nil {
		return
	}
	n, m := s.problem.Network, s.problem.Message()
	out := cascade.NewOutcome(n.Len())
	for u := range n.Len() {
		out.Arrival[u], out.Start[u] = m.At, m.At
	}
	work, cell := s.crowd.Fork(), s.crowd.NewCell(s.crowd.All(), 0)
	work.Play(0, out)
	work.Begin(cell)
	people := s.atOnce[len(n.Tiers())*len(s.at):]
	for j, at := range s.at {
		a, b := work.Ask(cell, at)
		people[j] = min(a.Expected/float64(max(cell.People, 1)), 1)
		people[len(s.at)+j] = min(b.Expected/float64(max(cell.Homes, 1)), 1)
	}
}

// player plays the trials of one side for one worker.
type player struct {
	*side
	engine cascade.Engine
	out    *cascade.Outcome
	work   *public.Work
	cell   *public.Cell
	shares []int64 // of each line at each time, in parts of 2^32
	times  *montecarlo.Times
	when   []model.Tick // of each line, when each of comparedShares has it
	met    []bool       // each goal
}

func (s *side) fork() *player {
	p := &player{
		side: s, engine: s.engine.Fork(), out: cascade.NewOutcome(s.problem.Network.Len()),
		shares: make([]int64, len(s.names)*len(s.at)), times: montecarlo.NewTimes(s.problem.Question.Horizon),
		when: make([]model.Tick, len(s.names)*len(comparedShares)), met: make([]bool, len(s.goals)),
	}
	if s.crowd != nil {
		p.work, p.cell = s.crowd.Fork(), s.crowd.NewCell(s.crowd.All(), 0)
	}
	return p
}

// play plays a trial and finds what share of each line is reached by when.
func (p *player) play(trial uint64) {
	defer p.readFurther()
	p.engine.Play(trial, p.out)
	n := p.problem.Network
	for t := range n.Tiers() {
		in := n.InTier(t)
		for j, at := range p.at {
			p.put(t, j, float64(upTo(p.out.Arrival[in.Lo:in.Hi], at)), float64(in.Len()))
		}
		p.times.When(p.out.Arrival[in.Lo:in.Hi], comparedShares, p.whenOf(t))
	}
	if p.work == nil {
		p.meetGoals()
		return
	}
	p.work.Play(trial, p.out)
	p.work.Begin(p.cell)
	for j, at := range p.at {
		people, homes := p.work.Ask(p.cell, at)
		p.put(len(n.Tiers()), j, people.Expected, float64(p.cell.People))
		p.put(len(n.Tiers())+1, j, homes.Expected, float64(p.cell.Homes))
	}
	for k := range 2 {
		out := p.whenOf(len(n.Tiers()) + k)
		for i, share := range comparedShares {
			out[i] = p.work.TimeTo(p.cell, share, k == 1)
		}
	}
	p.meetGoals()
}

// whenOf is the part of when that is of a line.
func (p *player) whenOf(line int) []model.Tick {
	return p.when[line*len(comparedShares):][:len(comparedShares)]
}

// meetGoals finds which goals this trial meets.
func (p *player) meetGoals() {
	n := p.problem.Network
	for k, g := range p.goals {
		reached, total := int64(0), int64(0)
		switch t := n.TierIndex(g.Tier); {
		case t >= 0:
			in := n.InTier(t)
			reached, total = upTo(p.out.Arrival[in.Lo:in.Hi], g.By), int64(in.Len())
		case p.work == nil:
		default:
			people, homes := p.work.Ask(p.cell, g.By)
			reached, total = people.Drawn, p.cell.People
			if g.Tier == model.HouseholdTier {
				reached, total = homes.Drawn, p.cell.Homes
			}
		}
		p.met[k] = total > 0 && reached >= cascade.Target(g.Share, total)
	}
}

func (p *player) put(line, column int, reached, total float64) {
	share := 0.0
	if total > 0 {
		share = reached / total
	}
	p.shares[line*len(p.at)+column] = montecarlo.Parts(share)
}
