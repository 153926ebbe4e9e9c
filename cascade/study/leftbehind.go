package study

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"harkara/cascade"
	"harkara/cascade/engine"
	"harkara/cascade/montecarlo"
	"harkara/cascade/public"
	"harkara/model"
)

// LeftBehind are the served units with the most people whom the message does
// not reach by the horizon.
type LeftBehind struct {
	Trials  int
	Partial bool
	// People is how many people there are in all, Unreached how many of them
	// are expected not to be reached.
	People    int64
	Unreached float64
	// Units are the worst, most people first.
	Units []Left
}

// Left is one unit that is left behind.
type Left struct {
	Unit       model.Unit
	Name, Path string
	People     int64
	// Unreached is how many of them are expected not to be reached, with 95 %
	// bounds.
	Unreached cascade.Estimate
	Loss      Loss
	// Told is the chance that the unit's source (see Loss) has the message by
	// the horizon, Started that somebody there starts to pass it on.
	Told, Started cascade.Estimate
	// Why says why the source is not told, where that is what matters most;
	// nil else.
	Why *Reasons
	// Text is the reason in words.
	Text string
}

// Loss is where the people go whom a message does not reach, in expected
// people; the four add up to Left.Unreached. They are told with respect to the
// source of a unit: of the units its people hear from, the one nearest to them
// (most often the unit itself).
type Loss struct {
	// Audience are the people who would not hear by the horizon even if every
	// source had started when the message was released.
	Audience float64
	// NotTold, NotPassed and Late are those whom the relay loses beyond that:
	// where the source never has the message, where it has and nobody there
	// starts to pass it on, and where somebody starts, only later than at once.
	NotTold, NotPassed, Late float64
}

// shareUnit is a share of 1 as this file adds up shares: whole parts, so that
// no order of workers matters. Rounding moves a mean by less than 2^-23.
const shareUnit = 1 << 22

// mostTrials keeps sums of squares of parts within 64 bits.
const mostTrials = 1 << 20

// FindLeftBehind plays trials and finds the served units (at most so many)
// with the most people who are not reached by the horizon, and why. 0 trials
// are 1,000; 0 workers one a core. Where ctx ends first, the trials played are
// told, marked Partial.
func FindLeftBehind(ctx context.Context, p cascade.Problem, mode public.Mode, most, total, workers int) (*LeftBehind, error) {
	total = atLeastOne(total)
	if total > mostTrials {
		return nil, fmt.Errorf("left behind: %d trials are too many: at most %d are played", total, mostTrials)
	}
	e, _, err := engine.New("auto", p)
	if err != nil {
		return nil, err
	}
	crowd, err := public.New(p, nil, mode)
	if err != nil {
		return nil, err
	}
	if crowd == nil {
		return nil, errors.New("left behind: nobody is served: the scenario has no public")
	}
	begin := func() *census { return newCensus(p, e, crowd) }
	works, played, err := trials(ctx, total, workers, begin, (*census).play)
	if err != nil {
		return nil, err
	}
	all := works[0]
	for _, c := range works[1:] {
		all.merge(c)
	}
	out := all.leftBehind(played, most)
	out.Partial = played < total
	for i := range out.Units {
		left := &out.Units[i]
		if err := left.explain(ctx, p, e, all.sources[all.place(left.Unit)], total, workers); err != nil {
			out.Partial = true // interrupted: the numbers stand, the reasons are shorter
		}
	}
	return out, nil
}

// census counts, for each served unit, the people who are not reached.
type census struct {
	problem cascade.Problem
	engine  cascade.Engine
	out     *cascade.Outcome
	crowd   *public.Work
	heard   []float64
	sources []model.Unit

	// atOnce plays a trial in which every source starts at release.
	atOnce *public.Work
	start  *cascade.Outcome
	full   []float64
	again  bool // what is heard at once is a matter of chance

	missed, squares []int64 // shares not heard, and their squares
	audience        []int64 // shares not heard at once
	notTold, silent []int64 // shares lost in trials of that kind
	told, started   []int32 // trials in which the source had it, and started
}

func newCensus(p cascade.Problem, e cascade.Engine, crowd *public.Crowd) *census {
	n := len(p.Network.Served())
	c := &census{
		problem: p, engine: e.Fork(), out: cascade.NewOutcome(p.Network.Len()),
		crowd: crowd.Fork(), heard: make([]float64, n), full: make([]float64, n), sources: make([]model.Unit, n),
		atOnce: crowd.Fork(), start: cascade.NewOutcome(p.Network.Len()), again: crowd.ByPerson(),
		missed: make([]int64, n), squares: make([]int64, n), audience: make([]int64, n),
		notTold: make([]int64, n), silent: make([]int64, n), told: make([]int32, n), started: make([]int32, n),
	}
	for i := range c.sources {
		c.sources[i] = crowd.Source(i)
	}
	for u := range c.start.Start {
		c.start.Arrival[u], c.start.Start[u] = p.Message.At, p.Message.At
	}
	if !c.again {
		c.playAtOnce(0)
	}
	return c
}

func (c *census) playAtOnce(trial uint64) {
	c.atOnce.Play(trial, c.start)
	c.atOnce.Heard(c.problem.Question.Horizon, c.full)
}

// play counts one trial.
func (c *census) play(trial uint64) {
	if c.again {
		c.playAtOnce(trial)
	}
	c.engine.Play(trial, c.out)
	c.crowd.Play(trial, c.out)
	c.crowd.Heard(c.problem.Question.Horizon, c.heard)
	for i, u := range c.sources {
		missed := parts(1 - c.heard[i])
		audience := parts(1 - c.full[i])
		c.missed[i] += missed
		c.squares[i] += missed * missed
		c.audience[i] += audience
		switch {
		case u == model.NoUnit:
		case c.out.Arrival[u] >= model.Never:
			c.notTold[i] += missed - audience
		case c.out.Start[u] >= model.Never:
			c.silent[i] += missed - audience
			c.told[i]++
		default:
			c.told[i]++
			c.started[i]++
		}
	}
}

func parts(share float64) int64 { return int64(math.Round(share * shareUnit)) }

func (c *census) merge(o *census) {
	for i := range c.missed {
		c.missed[i] += o.missed[i]
		c.squares[i] += o.squares[i]
		c.audience[i] += o.audience[i]
		c.notTold[i] += o.notTold[i]
		c.silent[i] += o.silent[i]
		c.told[i] += o.told[i]
		c.started[i] += o.started[i]
	}
}

// place is the index of a unit among the served ones.
func (c *census) place(u model.Unit) int {
	i, _ := slices.BinarySearch(c.problem.Network.Served(), u)
	return i
}

// leftBehind finds the worst units of so many trials.
func (c *census) leftBehind(played, most int) *LeftBehind {
	n := c.problem.Network
	out := &LeftBehind{Trials: played}
	order := make([]int, len(c.missed))
	people := func(i int) float64 { return float64(c.missed[i]) * float64(n.People()[i]) }
	for i := range order {
		order[i] = i
		out.People += n.People()[i]
		out.Unreached += people(i) / shareUnit / float64(played)
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(people(b), people(a)), cmp.Compare(a, b)) })
	for _, i := range order[:min(max(most, 0), len(order))] {
		if c.missed[i] > 0 && n.People()[i] > 0 {
			out.Units = append(out.Units, c.left(i, played))
		}
	}
	return out
}

// left is what is known of the i-th served unit after so many trials.
func (c *census) left(i, played int) Left {
	n := c.problem.Network
	u, total, k := n.Served()[i], float64(n.People()[i]), float64(played)
	mean := float64(c.missed[i]) / shareUnit / k
	share := montecarlo.Share(mean, c.variance(i, played), played)
	per := func(sum int64) float64 { return float64(sum) / shareUnit / k * total }
	loss := Loss{Audience: per(c.audience[i]), NotTold: per(c.notTold[i]), NotPassed: per(c.silent[i])}
	loss.Late = per(c.missed[i] - c.audience[i] - c.notTold[i] - c.silent[i])
	return Left{
		Unit: u, Name: n.Name(u), Path: pathOf(n, u), People: n.People()[i],
		Unreached: cascade.Estimate{Value: share.Value * total, Low: share.Low * total, High: share.High * total},
		Loss:      loss, Told: montecarlo.Chance(int(c.told[i]), played),
		Started: montecarlo.Chance(int(c.started[i]), played),
	}
}

// variance is that (over n−1) of the share not heard.
func (c *census) variance(i, played int) float64 {
	if played < 2 {
		return 0
	}
	n, sum := float64(played), float64(c.missed[i])
	return max(0, float64(c.squares[i])-float64(sum*sum)/n) / (n - 1) / shareUnit / shareUnit
}

// explain says in words why a unit is left behind, and asks why its source is
// not told where that costs the most people.
func (l *Left) explain(ctx context.Context, p cascade.Problem, e cascade.Tracer, source model.Unit, total, workers int) error {
	it := "it"
	if source != l.Unit && source != model.NoUnit {
		it = p.Network.Name(source) + ", which tells its people,"
	}
	most := max(l.Loss.Audience, l.Loss.NotTold, l.Loss.NotPassed, l.Loss.Late)
	switch most {
	case l.Loss.NotTold:
		l.Text = fmt.Sprintf("the message does not come to %s in %s of trials", it, percent(1-l.Told.Value))
		why, err := why(ctx, p, e, source, 0, total, workers)
		if err != nil {
			return err
		}
		l.Why = why
		if r, ok := why.Main(); ok {
			_, reason, _ := strings.Cut(r.Text, ": ")
			l.Text += ", mostly because " + reason
		}
	case l.Loss.NotPassed:
		l.Text = fmt.Sprintf("%s has the message in %s of trials, but starts to pass it on only in %s", it, percent(l.Told.Value), percent(l.Started.Value))
	case l.Loss.Late:
		l.Text = fmt.Sprintf("%s has the message in %s of trials, but too late for %.0f of its people", it, percent(l.Told.Value), l.Loss.Late)
	default:
		l.Text = fmt.Sprintf("audiences and visits are too few: told at once, %s would hear", percent(1-l.Loss.Audience/float64(l.People)))
	}
	return nil
}

// percent is a share for people.
func percent(share float64) string { return fmt.Sprintf("%.0f %%", share*100) }
