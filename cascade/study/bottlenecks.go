package study

import (
	"cmp"
	"context"
	"math"
	"slices"

	"harkara/cascade"
	"harkara/cascade/engine"
	"harkara/cascade/montecarlo"
	"harkara/cascade/public"
	"harkara/model"
)

// Sampling is how much is played.
type Sampling struct {
	Trials  int // 0 is 1,000
	Workers int // 0 is one a core
	Public  public.Mode
}

// Bottlenecks tells by playing where a message goes wrong by a time. What units
// are worth is played on shared luck, once with the unit silent and once perfect,
// for the most units (0 is 20) below which most people are missed while it has
// the message itself; others are left out. Interrupted, it tells what it has.
func Bottlenecks(ctx context.Context, p cascade.Problem, at model.Tick, most int, s Sampling) (*cascade.Bottlenecks, error) {
	p.Question = model.Question{Horizon: at, At: []model.Tick{at}}
	v, err := newVariant(p, s.Public)
	if err != nil {
		return nil, err
	}
	total := atLeastOne(s.Trials)
	begin := func() *losses { return newLosses(v) }
	works, played, err := trials(ctx, total, s.Workers, begin, (*losses).play)
	if err != nil {
		return nil, err
	}
	all := works[0]
	for _, w := range works[1:] {
		all.merge(w)
	}
	out := &cascade.Bottlenecks{Solver: "montecarlo", Trials: played, Of: v.of, Total: v.total, At: at,
		Missed: estimate(&all.missed), Hops: all.hops()}
	if most <= 0 {
		most = 20
	}
	for _, u := range all.worst(most) {
		if ctx.Err() != nil {
			break
		}
		w, err := v.worth(ctx, u, s.Workers, played)
		if err != nil {
			return nil, err
		}
		out.Units = append(out.Units, w)
	}
	slices.SortStableFunc(out.Units, func(a, b cascade.Worth) int {
		return cmp.Or(cmp.Compare(b.Gained.Value, a.Gained.Value), cmp.Compare(b.Lost.Value, a.Lost.Value))
	})
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
	return int64(math.Round(missed / float64(max(p.total, 1)) * whole))
}

// losses is what one worker counts of hops.
type losses struct {
	*playing
	tiers  int
	missed montecarlo.Sum
	lost   []montecarlo.Sum // of each hop, by from·(tiers+1)+to; the last entry is of units below no origin
	there  []montecarlo.Sum // the share whose end has the message over that hop
	delay  []montecarlo.Sum // that share times the hop's delay in milliseconds
	now    [3][]float64
	stuck  []int64 // of each unit: those below it missed while it has it, in parts of whole, over trials
}

func newLosses(v *variant) *losses {
	l := &losses{playing: v.fork(), tiers: len(v.problem.Network.Tiers())}
	hops := (l.tiers+1)*(l.tiers+1) + 1
	l.lost, l.there, l.delay = make([]montecarlo.Sum, hops), make([]montecarlo.Sum, hops), make([]montecarlo.Sum, hops)
	for i := range l.now {
		l.now[i] = make([]float64, hops)
	}
	l.stuck = make([]int64, v.problem.Network.Len())
	return l
}

// play counts one trial.
func (l *losses) play(trial uint64) {
	l.missed.Add(uint64(l.playing.play(trial)))
	for i := range l.now {
		clear(l.now[i])
	}
	for i, u := range l.ends {
		share := float64(l.weight[i]) / float64(max(l.total, 1))
		l.count(u, share, share*(1-l.heard[i]))
	}
	for h := range l.lost {
		l.lost[h].Add(uint64(math.Round(l.now[0][h] * whole)))
		l.there[h].Add(uint64(math.Round(l.now[1][h] * whole)))
		l.delay[h].Add(uint64(math.Round(max(l.now[2][h], 0) * 1024)))
	}
}

// count counts those who depend on one end: where the message stopped for the
// share that misses it, and who might have done better.
func (l *losses) count(end model.Unit, share, missed float64) {
	n := l.problem.Network
	arrival := l.out.Arrival
	below, to := end, n.TierOf(end)
	if l.crowd != nil && arrival[end] < model.Never {
		l.now[0][l.hop(to, l.tiers)] += missed
	}
	if arrival[end] < model.Never && (l.crowd != nil || missed == 0) {
		l.onTheWay(end, share)
	}
	told := arrival[end] < model.Never
	if told && l.crowd != nil {
		l.stuck[end] += int64(math.Round(missed * whole))
	}
	for up := n.Parent(below); ; below, up = up, n.Parent(up) {
		if up == model.NoUnit {
			if !told {
				l.now[0][len(l.now[0])-1] += missed
			}
			return
		}
		if arrival[up] < model.Never {
			l.stuck[up] += int64(math.Round(missed * whole))
			if !told {
				l.now[0][l.hop(n.TierOf(up), n.TierOf(below))] += missed
				told = true
			}
		}
	}
}

func (l *losses) hop(from, to int) int { return from*(l.tiers+1) + to }

// onTheWay adds the delays of the hops above an end that has the message.
func (l *losses) onTheWay(end model.Unit, share float64) {
	n := l.problem.Network
	for u, up := end, n.Parent(end); up != model.NoUnit && l.out.Arrival[up] < model.Never; u, up = up, n.Parent(up) {
		if slices.Contains(l.problem.Message().From, u) {
			return
		}
		h := l.hop(n.TierOf(up), n.TierOf(u))
		l.now[1][h] += share
		l.now[2][h] += share * float64(l.out.Arrival[u]-l.out.Arrival[up])
	}
}

func (l *losses) merge(o *losses) {
	l.missed.Merge(&o.missed)
	for h := range l.lost {
		l.lost[h].Merge(&o.lost[h])
		l.there[h].Merge(&o.there[h])
		l.delay[h].Merge(&o.delay[h])
	}
	for u := range l.stuck {
		l.stuck[u] += o.stuck[u]
	}
}

// hops are those at which somebody is lost, or over which somebody is told. How
// long people take to hear is not told: their delay is NaN.
func (l *losses) hops() []cascade.Hop {
	names := append(slices.Clone(l.problem.Network.Tiers()), model.PublicTier)
	var out []cascade.Hop
	for h := range l.lost {
		x := cascade.Hop{Lost: estimate(&l.lost[h]), Delay: math.NaN()}
		there, _ := l.there[h].MeanVariance()
		if there > 0 {
			late, _ := l.delay[h].MeanVariance()
			x.Delay = late / 1024 / 1000 / (there / whole)
		}
		if x.Lost.Value == 0 && there == 0 {
			continue
		}
		if h < len(l.lost)-1 {
			x.From, x.To = names[h/(l.tiers+1)], names[h%(l.tiers+1)]
		}
		out = append(out, x)
	}
	return out
}

// worst are the units below which most is missed while they have the message.
func (l *losses) worst(most int) []model.Unit {
	var units []model.Unit
	for u, stuck := range l.stuck {
		if stuck > 0 {
			units = append(units, model.Unit(u))
		}
	}
	slices.SortStableFunc(units, func(a, b model.Unit) int { return cmp.Compare(l.stuck[b], l.stuck[a]) })
	return units[:min(most, len(units))]
}
