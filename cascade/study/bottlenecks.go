package study

import (
	"context"
	"slices"

	"harkara/cascade"
	"harkara/cascade/engine"
	"harkara/cascade/montecarlo"
	"harkara/cascade/public"
	"harkara/model"
)

// FindBottlenecks asks by playing where a message goes wrong by a time. What
// units are worth is played with the same random numbers, once with the unit
// silent and once perfect, for the most units (0 is 20) below which most people
// are missed while it has the message itself; others are left out.
type FindBottlenecks struct {
	At   model.Tick
	Most int
	montecarlo.Sampling
}

// Run plays. Interrupted, it tells what it has.
func (s FindBottlenecks) Run(ctx context.Context, p cascade.Problem) (*cascade.Bottlenecks, error) {
	p.Question = model.Question{Horizon: s.At, At: []model.Tick{s.At}}
	if err := p.Check(); err != nil {
		return nil, err
	}
	v, err := newVariant(p, s.Public)
	if err != nil {
		return nil, err
	}
	all, played, err := montecarlo.Play(ctx, s.Segment(), s.Sampling, func() *losses { return newLosses(v) })
	if err != nil {
		return nil, err
	}
	out := &cascade.Bottlenecks{Solver: "montecarlo", Trials: int(played), Of: v.of, Total: v.total, At: s.At,
		Missed: share(&all.missed, v.common), Hops: all.hops()}
	if s.Most <= 0 {
		s.Most = 20
	}
	s.Trials = int(played)
	for _, u := range all.worst(s.Most) {
		if ctx.Err() != nil {
			break
		}
		w, err := v.worth(ctx, u, s.Sampling)
		if err != nil {
			return nil, err
		}
		out.Units = append(out.Units, w)
	}
	slices.SortStableFunc(out.Units, cascade.MostGained)
	return out, nil
}

// variant is a problem, or one that differs in one unit, made ready to count
// who misses the message. It is shared by all workers.
type variant struct {
	problem cascade.Problem
	mode    public.Mode
	engine  cascade.Engine
	crowd   *public.Crowd // nil where units of the last tier are counted
	of      string
	total   int64
	common  float64      // the part of all that depends on one unit: montecarlo.Common
	ends    []model.Unit // units on which those counted depend
	weight  []int64      // how many do
}

func newVariant(p cascade.Problem, mode public.Mode) (*variant, error) {
	e, _, err := engine.New("auto", p)
	if err != nil {
		return nil, err
	}
	v := &variant{problem: p, mode: mode, engine: e}
	if v.crowd, err = public.New(p, p.Question.At, mode); err != nil {
		return nil, err
	}
	n := p.Network
	if v.crowd != nil {
		v.of, v.ends, v.weight = model.PublicTier, n.Served(), n.People()
	} else {
		last := n.Main() - 1
		v.of = n.Tiers()[last]
		in := n.InTier(last)
		for u := in.Lo; u < in.Hi; u++ {
			v.ends, v.weight = append(v.ends, u), append(v.weight, 1)
		}
	}
	for _, w := range v.weight {
		v.total += w
	}
	lines := cascade.NewLayout(&p).Lines
	if i := slices.IndexFunc(lines, func(l cascade.Line) bool { return l.Name == v.of }); i >= 0 {
		v.common = montecarlo.NewCommon(&p).Of(&lines[i])
	}
	return v, nil
}

// playing is one worker's play of a variant.
type playing struct {
	*variant
	engine cascade.Engine
	out    *cascade.Outcome
	work   *public.Work
	heard  []float64 // the share that has it of those who depend on each end
}

func (v *variant) fork() *playing {
	p := &playing{variant: v, engine: v.engine.Fork(), out: cascade.NewOutcome(v.problem.Network.Len()), heard: make([]float64, len(v.ends))}
	if v.crowd != nil {
		p.work = v.crowd.Fork()
	}
	return p
}

// play plays a trial and returns the share that misses the message, in parts.
func (p *playing) play(trial uint64) int64 {
	p.engine.Play(trial, p.out)
	if p.work != nil {
		p.work.Play(trial, p.out)
		p.work.Heard(p.problem.Question.Horizon, p.heard)
	} else {
		for i, u := range p.ends {
			p.heard[i] = 0
			if p.out.Arrival[u] < model.Never {
				p.heard[i] = 1
			}
		}
	}
	missed := 0.0
	for i, x := range p.heard {
		missed += float64((1 - x) * float64(p.weight[i]))
	}
	return montecarlo.Parts(missed / float64(max(p.total, 1)))
}
