package study

import (
	"context"
	"errors"
	"math"

	"harkara/cascade"
	"harkara/cascade/engine"
	"harkara/cascade/montecarlo"
	"harkara/cascade/public"
	"harkara/model"
)

// A Comparison is what plans change, trial by trial on shared random.
type Comparison struct {
	Trials  int
	Partial bool
	Plans   []Change // in the order asked
}

// A Change is what one plan changes. Rows are tier by tier as the base has
// them (units, then people and households), and by time within a tier; tiers
// that the plan's network has not are left out.
type Change struct{ Rows []Difference }

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
	// SD is the spread of the difference from one play to the next.
	SD float64
	// Better and Worse are in how many trials the plan reaches more, or less.
	Better, Worse int
}

// Same tells whether a difference cannot be told from none.
func (d Difference) Same() bool { return d.Difference.Low <= 0 && d.Difference.High >= 0 }

// Compare plays base and plans trial by trial: each trial of each has the same
// number, and so, with the same seed, the same luck wherever they are alike.
// Times are those of base's question. 0 trials are 1,000; 0 workers one a core.
// Where ctx ends first, the trials played are told, marked Partial.
func Compare(ctx context.Context, base cascade.Problem, plans []cascade.Problem, mode public.Mode, total, workers int) (*Comparison, error) {
	total = atLeastOne(total)
	var sides []*side
	for _, p := range append([]cascade.Problem{base}, plans...) {
		if p.Seed != base.Seed {
			return nil, errors.New("compare: plans share their luck only with the same seed")
		}
		if at := base.Question.At; len(at) > 0 && at[len(at)-1] > p.Question.Horizon {
			return nil, errors.New("compare: a plan ends before the last time that is asked")
		}
		s, err := newSide(p, base.Question.At, mode)
		if err != nil {
			return nil, err
		}
		sides = append(sides, s)
	}
	begin := func() *pairing { return newPairing(sides) }
	works, played, err := trials(ctx, total, workers, begin, (*pairing).play)
	if err != nil {
		return nil, err
	}
	all := works[0]
	for _, w := range works[1:] {
		all.merge(w)
	}
	out := &Comparison{Trials: played, Partial: played < total}
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
	names   []string // of the lines: tiers, then people and households
}

func newSide(p cascade.Problem, at []model.Tick, mode public.Mode) (*side, error) {
	e, _, err := engine.New("auto", p)
	if err != nil {
		return nil, err
	}
	crowd, err := public.New(p, at, mode)
	if err != nil {
		return nil, err
	}
	s := &side{problem: p, engine: e, crowd: crowd, at: at, names: p.Network.Tiers()}
	if crowd != nil {
		s.names = append(append([]string(nil), s.names...), model.PublicTier, model.HouseholdTier)
	}
	return s, nil
}

// player plays the trials of one side for one worker.
type player struct {
	*side
	engine cascade.Engine
	out    *cascade.Outcome
	work   *public.Work
	cell   *public.Cell
	shares []int64 // of each line at each time, in parts of 2^32
}

func (s *side) fork() *player {
	p := &player{
		side: s, engine: s.engine.Fork(), out: cascade.NewOutcome(s.problem.Network.Len()),
		shares: make([]int64, len(s.names)*len(s.at)),
	}
	if s.crowd != nil {
		p.work, p.cell = s.crowd.Fork(), s.crowd.NewCell(s.crowd.All(), 0)
	}
	return p
}

// whole is a share of 1 as it is added up here.
const whole = 1 << 32

// play plays a trial and finds what share of each line is reached by when.
func (p *player) play(trial uint64) {
	p.engine.Play(trial, p.out)
	n := p.problem.Network
	for t := range n.Tiers() {
		in := n.InTier(t)
		for j, at := range p.at {
			reached := 0
			for _, a := range p.out.Arrival[in.Lo:in.Hi] {
				if a <= at {
					reached++
				}
			}
			p.put(t, j, float64(reached), float64(in.Len()))
		}
	}
	if p.work == nil {
		return
	}
	p.work.Play(trial, p.out)
	p.work.Begin(p.cell)
	for j, at := range p.at {
		people, homes := p.work.Ask(p.cell, at)
		p.put(len(n.Tiers()), j, people.Expected, float64(p.cell.People))
		p.put(len(n.Tiers())+1, j, homes.Expected, float64(p.cell.Homes))
	}
}

func (p *player) put(line, column int, reached, total float64) {
	share := 0.0
	if total > 0 {
		share = min(max(reached/total, 0), 1)
	}
	p.shares[line*len(p.at)+column] = int64(math.Round(share * whole))
}

// pairing is what one worker has counted: of each side its own shares, and of
// each plan its differences from base.
type pairing struct {
	players []*player
	own     [][]montecarlo.Sum
	pairs   [][]paired
}

// paired adds up differences; whole is added to each, so that none is below 0.
type paired struct {
	sum           montecarlo.Sum
	better, worse int
}

func newPairing(sides []*side) *pairing {
	w := &pairing{}
	for _, s := range sides {
		p := s.fork()
		w.players = append(w.players, p)
		w.own = append(w.own, make([]montecarlo.Sum, len(p.shares)))
		w.pairs = append(w.pairs, make([]paired, len(w.players[0].shares)))
	}
	return w
}

// play plays one trial of every side.
func (w *pairing) play(trial uint64) {
	base := w.players[0]
	for k, p := range w.players {
		p.play(trial)
		for i, share := range p.shares {
			w.own[k][i].Add(uint64(share))
		}
		for i, share := range base.shares {
			other, ok := w.opposite(k, i)
			if !ok {
				continue
			}
			d := p.shares[other] - share
			pair := &w.pairs[k][i]
			pair.sum.Add(uint64(d + whole))
			if d > 0 {
				pair.better++
			} else if d < 0 {
				pair.worse++
			}
		}
	}
}

// opposite is the place of plan k that stands opposite the i-th of base.
func (w *pairing) opposite(k, i int) (int, bool) {
	columns := len(w.players[0].at)
	name := w.players[0].names[i/columns]
	for line, other := range w.players[k].names {
		if other == name {
			return line*columns + i%columns, true
		}
	}
	return 0, false
}

func (w *pairing) merge(o *pairing) {
	for k := range w.own {
		for i := range w.own[k] {
			w.own[k][i].Merge(&o.own[k][i])
		}
		for i := range w.pairs[k] {
			w.pairs[k][i].sum.Merge(&o.pairs[k][i].sum)
			w.pairs[k][i].better += o.pairs[k][i].better
			w.pairs[k][i].worse += o.pairs[k][i].worse
		}
	}
}

// change is what plan k changes.
func (w *pairing) change(k int) Change {
	base := w.players[0]
	out := Change{}
	for i := range base.shares {
		other, ok := w.opposite(k, i)
		if !ok {
			continue
		}
		pair := &w.pairs[k][i]
		d := Difference{
			Tier: base.names[i/len(base.at)], At: base.at[i%len(base.at)],
			Base: estimate(&w.own[0][i]), Plan: estimate(&w.own[k][other]),
			Better: pair.better, Worse: pair.worse,
		}
		d.Difference, d.SD = difference(&pair.sum)
		out.Rows = append(out.Rows, d)
	}
	return out
}

// estimate is an expected share from its sum in parts of whole.
func estimate(s *montecarlo.Sum) cascade.Estimate {
	mean, variance := s.MeanVariance()
	return montecarlo.Share(mean/whole, variance/whole/whole, s.Count())
}

// difference is the mean of paired differences with its bounds (Student), and
// their spread. One trial says nothing of the bounds, unless it differs by 0.
func difference(s *montecarlo.Sum) (cascade.Estimate, float64) {
	mean, variance := s.MeanVariance()
	mean = (mean - whole) / whole
	sd := math.Sqrt(variance) / whole
	half := montecarlo.Deviate(s.Count()) * sd / math.Sqrt(float64(s.Count()))
	if s.Count() == 1 && mean != 0 {
		return cascade.Estimate{Value: mean, Low: -1, High: 1}, 0
	}
	return cascade.Estimate{Value: mean, Low: mean - half, High: mean + half}, sd
}
