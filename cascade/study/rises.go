package study

import (
	"cmp"
	"context"
	"math"
	"slices"

	"harkara/cascade"
	"harkara/cascade/engine"
	"harkara/cascade/montecarlo"
	"harkara/model"
)

// FindAnswerLosses asks by playing where answers stop on their way up, by a time. What
// units are worth is played as by FindBottlenecks: for the most units (0 is 20) at which
// most answers stop, or, where answers are of people or come in streams, that most come by.
type FindAnswerLosses struct {
	At   model.Tick
	Most int
	montecarlo.Sampling
}

// Run plays, for each answer to the message that is asked about and each stream.
// Interrupted, it tells what it has.
func (s FindAnswerLosses) Run(ctx context.Context, p cascade.Problem) ([]cascade.AnswerLosses, error) {
	p.Question = model.Question{Horizon: s.At, At: []model.Tick{s.At}}
	if err := p.Check(); err != nil {
		return nil, err
	}
	e, _, err := engine.New("auto", p)
	if err != nil {
		return nil, err
	}
	all, played, err := montecarlo.Play(ctx, s.Segment(), s.Sampling, func() *rises { return newRises(&p, e.Fork()) })
	if err != nil {
		return nil, err
	}
	if s.Most <= 0 {
		s.Most = 20
	}
	s.Trials = int(played)
	var out []cascade.AnswerLosses
	for k := range all.of {
		x := all.of[k].losses(&p, int(played))
		for _, u := range all.of[k].worst(p.Network, s.Most) {
			if ctx.Err() != nil {
				break
			}
			w, err := riseWorth(ctx, p, u, all.of[k].index, s.Sampling)
			if err != nil {
				return nil, err
			}
			x.Units = append(x.Units, w)
		}
		slices.SortStableFunc(x.Units, func(a, b cascade.Worth) int {
			return cmp.Or(cmp.Compare(b.Gained.Value, a.Gained.Value), cmp.Compare(b.Lost.Value, a.Lost.Value))
		})
		out = append(out, x)
	}
	return out, nil
}

// rises is what one worker counts of answers.
type rises struct {
	engine cascade.Engine
	out    *cascade.Outcome
	net    *model.Network
	at     model.Tick
	of     []rising
}

// rising is what is counted of one answer: of each tier how many stop there on their way
// up, and how long those took that did not.
type rising struct {
	index     int // of Problem.Asked
	answer    *model.Answer
	units     []model.Unit // origins, where each is known or not; nil else
	lowest    int          // the tier from which it climbs
	total     montecarlo.Sum
	none      montecarlo.Sum // who would answer does not
	known     montecarlo.Sum
	stopped   []montecarlo.Sum
	took      []uint64 // milliseconds, of those that went on from a tier
	went      []uint64
	stuck     []int64 // of each unit: how many stop there
	byOrigins []int64 // of each unit: how many origins are in it or below
}

func newRises(p *cascade.Problem, e cascade.Engine) *rises {
	n := p.Network
	r := &rises{engine: e, out: cascade.NewOutcome(n.Len()), net: n, at: p.Question.Horizon}
	for k, x := range p.Asked() {
		if !p.Tells(x) {
			continue
		}
		a := &p.Answers[x.Answer]
		one := rising{index: k, answer: a, lowest: a.To, stuck: make([]int64, n.Len()), byOrigins: make([]int64, n.Len())}
		origins := p.Origins(x.Answer)
		for _, u := range origins {
			one.lowest = max(one.lowest, n.TierOf(u))
			for ; u != model.NoUnit; u = n.Parent(u) {
				one.byOrigins[u]++
			}
		}
		if x.Message >= 0 && (a.From == model.FromTier || a.From == model.FromLeaves) {
			one.units = origins
		}
		tiers := len(n.Tiers())
		one.stopped, one.took, one.went = make([]montecarlo.Sum, tiers), make([]uint64, tiers), make([]uint64, tiers)
		r.of = append(r.of, one)
	}
	return r
}

// Play plays a trial and counts it.
func (r *rises) Play(trial uint64) {
	r.engine.Play(trial, r.out)
	for k := range r.of {
		x := &r.of[k]
		play := &r.out.Together.Answers[x.index]
		if x.units != nil {
			x.climb(r.net, play, r.at)
		} else {
			x.pass(play, r.at)
		}
	}
}

// climb counts answers of units that are each known or not.
func (x *rising) climb(n *model.Network, play *cascade.AnswerPlay, by model.Tick) {
	stopped := make([]uint64, len(x.stopped))
	none, known := uint64(0), uint64(0)
	for o, u := range x.units {
		at := play.Known[n.TierOf(u)][o]
		if at > by {
			none++
			continue
		}
		for {
			t := n.TierOf(u)
			if t <= x.answer.To {
				known++
				break
			}
			up := n.Parent(u)
			next := play.Known[n.TierOf(up)][o]
			if next > by {
				stopped[t]++
				x.stuck[u]++
				break
			}
			x.took[t] += uint64((next - at) / 1000)
			x.went[t]++
			u, at = up, next
		}
	}
	x.add(uint64(len(x.units)), none, known, stopped)
}

// pass counts reports of which single ones cannot be told apart, by how many are in hand
// at each tier.
func (x *rising) pass(play *cascade.AnswerPlay, by model.Tick) {
	count := func(t int) uint64 {
		n := uint64(0)
		for _, at := range play.Known[t] {
			if at <= by {
				n++
			}
		}
		return n
	}
	stopped := make([]uint64, len(x.stopped))
	below := count(x.lowest)
	made := below
	for t := x.lowest; t > x.answer.To; t-- {
		above := count(t - 1)
		stopped[t] = below - min(above, below)
		below = above
	}
	x.add(made, 0, below, stopped)
}

func (x *rising) add(total, none, known uint64, stopped []uint64) {
	x.total.Add(total)
	x.none.Add(none)
	x.known.Add(known)
	for t, n := range stopped {
		x.stopped[t].Add(n)
	}
}

// Kind is that of what answers lose.
func (r *rises) Kind() (string, uint64) { return "answer-losses", 1 }

// State tells what was counted.
func (r *rises) State(c *montecarlo.Codec) {
	for k := range r.of {
		x := &r.of[k]
		c.Sum(&x.total)
		c.Sum(&x.none)
		c.Sum(&x.known)
		for t := range x.stopped {
			c.Sum(&x.stopped[t])
			c.Uint(&x.took[t])
			c.Uint(&x.went[t])
		}
		c.Ints(x.stuck)
	}
}

// losses is what so many plays say of an answer.
func (x *rising) losses(p *cascade.Problem, played int) cascade.AnswerLosses {
	tiers := p.Network.Tiers()
	out := cascade.AnswerLosses{
		Name: x.answer.Name, Kind: x.answer.Kind, From: cascade.FromName(x.answer, tiers), To: tiers[x.answer.To],
		Total: montecarlo.Number(&x.total, played), Known: montecarlo.Number(&x.known, played), None: cascade.Nobody(),
	}
	if x.units != nil {
		out.None = montecarlo.Number(&x.none, played)
		out.Total = cascade.Estimate{Value: float64(len(x.units)), Low: float64(len(x.units)), High: float64(len(x.units))}
	}
	for t := x.lowest; t > x.answer.To; t-- {
		h := cascade.Hop{From: tiers[t], To: tiers[t-1], Stopped: montecarlo.Number(&x.stopped[t], played), Delay: math.NaN()}
		if x.went[t] > 0 {
			h.Delay = float64(x.took[t]) / float64(x.went[t]) / 1000
		}
		out.Hops = append(out.Hops, h)
	}
	return out
}

// worst are the units at which most stop, or else that most come by.
func (x *rising) worst(n *model.Network, most int) []model.Unit {
	by := x.stuck
	if x.units == nil {
		by = x.byOrigins
	}
	var units []model.Unit
	for u, k := range by {
		if k > 0 && n.TierOf(model.Unit(u)) > x.answer.To {
			units = append(units, model.Unit(u))
		}
	}
	slices.SortStableFunc(units, func(a, b model.Unit) int { return cmp.Compare(by[b], by[a]) })
	return units[:min(most, len(units))]
}

// riseWorth plays a unit that never passes answers on, and one that surely does at once,
// beside the play as it is.
func riseWorth(ctx context.Context, p cascade.Problem, u model.Unit, asked int, s montecarlo.Sampling) (cascade.Worth, error) {
	sure := len(p.Network.Channels())
	changes := []func(*model.Network) *model.Network{
		func(n *model.Network) *model.Network { return n },
		func(n *model.Network) *model.Network {
			return n.WithClimb(u, model.Climb{People: 1, PassesOn: 0, Notices: model.Fixed(0), Over: []int{sure}}, perfectChannel)
		},
		func(n *model.Network) *model.Network {
			return n.WithClimb(u, model.Climb{People: 1, PassesOn: 1, Notices: model.Fixed(0), Over: []int{sure}}, perfectChannel)
		},
	}
	var engines []cascade.Engine
	for _, change := range changes {
		e, _, err := engine.New("auto", everywhere(p, change))
		if err != nil {
			return cascade.Worth{}, err
		}
		engines = append(engines, e)
	}
	all, _, err := montecarlo.Play(ctx, s.Segment(), s, func() *riseWorths {
		w := &riseWorths{asked: asked, to: p.Answers[p.Asked()[asked].Answer].To, at: p.Question.Horizon, out: cascade.NewOutcome(p.Network.Len())}
		for _, e := range engines {
			w.engines = append(w.engines, e.Fork())
		}
		return w
	})
	if err != nil {
		return cascade.Worth{}, err
	}
	return cascade.Worth{Unit: u, Lost: all.number(&all.silent), Gained: all.number(&all.perfect)}, nil
}

// riseWorths plays a trial as it is, with a unit that passes no answer on, and with one
// that surely does.
type riseWorths struct {
	engines         []cascade.Engine
	asked, to       int
	at              model.Tick
	out             *cascade.Outcome
	silent, perfect montecarlo.Sum // how many more are known, and offset, so that none is below 0
}

const offset = 1 << 32

// Play plays a trial three times.
func (w *riseWorths) Play(trial uint64) {
	var known [3]int64
	for k, e := range w.engines {
		e.Play(trial, w.out)
		w.out.By = nil
		for _, at := range w.out.Together.Answers[w.asked].Known[w.to] {
			if at <= w.at {
				known[k]++
			}
		}
		w.out.Together = nil
	}
	w.silent.Add(uint64(known[0] - known[1] + offset))
	w.perfect.Add(uint64(known[2] - known[0] + offset))
}

// Kind is that of what a unit is worth for answers.
func (w *riseWorths) Kind() (string, uint64) { return "rise-worth", 1 }

// State tells what was counted.
func (w *riseWorths) State(c *montecarlo.Codec) {
	c.Sum(&w.silent)
	c.Sum(&w.perfect)
}

// number is a mean number, from which offset is taken.
func (w *riseWorths) number(s *montecarlo.Sum) cascade.Estimate {
	e := montecarlo.NumberFrom(s, s.Count(), offset)
	return e
}
