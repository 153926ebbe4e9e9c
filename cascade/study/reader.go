package study

import (
	"math"

	"harkara/cascade"
	"harkara/cascade/engine"
	"harkara/cascade/montecarlo"
	"harkara/cascade/public"
	"harkara/model"
)

// A Reader plays a problem and reads measures off single plays. It is used by one
// goroutine.
type Reader struct {
	problem  cascade.Problem
	measures []Measure
	engine   cascade.Engine
	out      *cascade.Outcome
	work     *public.Work // nil where nothing is asked of people
	cell     *public.Cell
	times    *montecarlo.Times
	known    []inHand // of each measure of what is known
}

// NewReader is for a problem whose question is Ask's.
func NewReader(p cascade.Problem, measures []Measure, mode public.Mode) (*Reader, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	e, _, err := engine.New("auto", p)
	if err != nil {
		return nil, err
	}
	var crowd *public.Crowd
	if People(measures, p.Question.Goals) {
		if crowd, err = public.New(p, cascade.Columns(&p.Question), mode); err != nil {
			return nil, err
		}
	}
	r := &Reader{
		problem: p, measures: measures, engine: e.Fork(),
		out: cascade.NewOutcome(p.Network.Len()), times: montecarlo.NewTimes(p.Question.Horizon),
	}
	for _, m := range measures {
		r.known = append(r.known, knownOf(&p, m))
	}
	if crowd != nil {
		if !Times(measures) {
			crowd.ColumnsOnly()
		}
		r.work, r.cell = crowd.Fork(), crowd.NewCell(crowd.All(), 0)
	}
	return r, nil
}

// Play plays a trial and reads each measure: a share (of people and homes what is
// expected once the units have started), 1 for a goal that is met and 0 for one that is
// not, or a time in seconds, which is the horizon where the share is not reached. NaN is
// of nobody.
func (r *Reader) Play(trial uint64, out []float64) {
	r.engine.Play(trial, r.out)
	if r.work != nil {
		r.work.Play(trial, r.out)
		r.work.Begin(r.cell)
	}
	for k, m := range r.measures {
		if m.Answer != "" {
			out[k] = r.readKnown(m, r.known[k])
		} else {
			out[k] = r.read(m)
		}
	}
}

func (r *Reader) read(m Measure) float64 {
	tier, at, share := m.Tier, m.At, m.Share
	if m.Kind == GoalMet {
		if m.Goal >= len(r.problem.Question.Goals) {
			return math.NaN()
		}
		g := r.problem.Question.Goals[m.Goal]
		tier, at, share = g.Tier, g.By, g.Share
	}
	people := tier == model.PublicTier || tier == model.HouseholdTier
	index := r.problem.Network.TierIndex(tier)
	if people && r.work == nil || !people && index < 0 {
		return math.NaN()
	}
	if m.Kind == TimeTo {
		return r.when(index, tier == model.HouseholdTier, share)
	}
	total, expected, drawn := int64(0), 0.0, int64(0)
	if people {
		p, h := r.work.Ask(r.cell, at)
		total, expected, drawn = r.cell.People, p.Expected, p.Drawn
		if tier == model.HouseholdTier {
			total, expected, drawn = r.cell.Homes, h.Expected, h.Drawn
		}
	} else {
		in := r.problem.Network.InTier(index)
		drawn, total = upTo(r.out.Arrival[in.Lo:in.Hi], at), int64(in.Len())
		expected = float64(drawn)
	}
	switch {
	case total == 0:
		return math.NaN()
	case m.Kind == ShareBy:
		return expected / float64(total)
	case drawn >= cascade.Target(share, total):
		return 1
	}
	return 0
}

// when is when a share of a tier, or of the people (index −1) or homes, has it.
func (r *Reader) when(index int, homes bool, share float64) float64 {
	at := [1]model.Tick{model.Never}
	if index >= 0 {
		in := r.problem.Network.InTier(index)
		if in.Len() == 0 {
			return math.NaN()
		}
		r.times.When(r.out.Arrival[in.Lo:in.Hi], []float64{share}, at[:])
	} else {
		if r.cell.People == 0 {
			return math.NaN()
		}
		at[0] = r.work.TimeTo(r.cell, share, homes)
	}
	return min(at[0], r.problem.Question.Horizon).Seconds()
}
