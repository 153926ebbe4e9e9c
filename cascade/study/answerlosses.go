package study

import (
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
	all, played, err := montecarlo.Play(ctx, s.Segment(), s.Sampling, func() *answerLosses { return newAnswerLosses(&p, e.Fork()) })
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
			w, err := answerWorth(ctx, p, u, all.of[k].index, s.Sampling)
			if err != nil {
				return nil, err
			}
			x.Units = append(x.Units, w)
		}
		slices.SortStableFunc(x.Units, cascade.MostGained)
		out = append(out, x)
	}
	return out, nil
}

// answerLosses is what one worker counts of answers.
type answerLosses struct {
	engine cascade.Engine
	out    *cascade.Outcome
	net    *model.Network
	at     model.Tick
	of     []answerCounts
}

// answerCounts is what is counted of one answer: of each tier how many stop there on their way
// up, and how long those took that did not.
type answerCounts struct {
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

func newAnswerLosses(p *cascade.Problem, e cascade.Engine) *answerLosses {
	n := p.Network
	r := &answerLosses{engine: e, out: cascade.NewOutcome(n.Len()), net: n, at: p.Question.Horizon}
	for k, x := range p.Asked() {
		if !p.Tells(x) {
			continue
		}
		a := &p.Answers[x.Answer]
		one := answerCounts{index: k, answer: a, lowest: a.To, stuck: make([]int64, n.Len()), byOrigins: make([]int64, n.Len())}
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
func (r *answerLosses) Play(trial uint64) {
	r.engine.Play(trial, r.out)
	for k := range r.of {
		x := &r.of[k]
		play := &r.out.Together.Answers[x.index]
		if x.units != nil {
			x.addUnits(r.net, play, r.at)
		} else {
			x.addReports(play, r.at)
		}
	}
}

// addUnits counts answers of units that are each known or not.
func (x *answerCounts) addUnits(n *model.Network, play *cascade.AnswerPlay, by model.Tick) {
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

// addReports counts reports of which single ones cannot be told apart, by how many are in hand
// at each tier.
func (x *answerCounts) addReports(play *cascade.AnswerPlay, by model.Tick) {
	count := func(t int) uint64 { return uint64(upTo(play.Known[t], by)) }
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

func (x *answerCounts) add(total, none, known uint64, stopped []uint64) {
	x.total.Add(total)
	x.none.Add(none)
	x.known.Add(known)
	for t, n := range stopped {
		x.stopped[t].Add(n)
	}
}

// Kind is that of what answers lose.
func (r *answerLosses) Kind() (string, uint64) { return "answer-losses", 1 }

// State tells what was counted.
func (r *answerLosses) State(c *montecarlo.Codec) {
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
func (x *answerCounts) losses(p *cascade.Problem, played int) cascade.AnswerLosses {
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
func (x *answerCounts) worst(n *model.Network, most int) []model.Unit {
	by := x.stuck
	if x.units == nil {
		by = x.byOrigins
	}
	return unitsOfMost(by, most, func(u model.Unit) bool { return n.TierOf(u) > x.answer.To })
}
