package study

import (
	"math"
	"slices"

	"harkara/cascade"
	"harkara/cascade/montecarlo"
	"harkara/cascade/public"
	"harkara/model"
)

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

	breaks []int16          // of each unit in this trial: the hop above it that broke
	lost   []int64          // of each hop in this trial: parts times people
	hops   []montecarlo.Sum // of each hop
}

func newCensus(p cascade.Problem, e cascade.Engine, crowd *public.Crowd) *census {
	n := len(p.Network.Served())
	c := &census{
		problem: p, engine: e.Fork(), out: cascade.NewOutcome(p.Network.Len()),
		crowd: crowd.Fork(), heard: make([]float64, n), full: make([]float64, n), sources: make([]model.Unit, n),
		atOnce: crowd.Fork(), start: cascade.NewOutcome(p.Network.Len()), again: crowd.ByPerson(),
		missed: make([]int64, n), squares: make([]int64, n), audience: make([]int64, n),
		notTold: make([]int64, n), silent: make([]int64, n), told: make([]int32, n), started: make([]int32, n),
		breaks: make([]int16, p.Network.Len()),
	}
	tiers := len(p.Network.Tiers())
	c.lost, c.hops = make([]int64, (tiers+1)*tiers), make([]montecarlo.Sum, (tiers+1)*tiers)
	for i := range c.sources {
		c.sources[i] = crowd.Source(i)
	}
	for u := range c.start.Start {
		c.start.Arrival[u], c.start.Start[u] = p.Message().At, p.Message().At
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
	c.findBreaks()
	people := c.problem.Network.People()
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
			c.lost[c.breaks[u]] += (missed - audience) * people[i]
		case c.out.Start[u] >= model.Never:
			c.silent[i] += missed - audience
			c.told[i]++
		default:
			c.told[i]++
			c.started[i]++
		}
	}
	for h, lost := range c.lost {
		c.hops[h].Add(uint64(max(lost, 0)))
		c.lost[h] = 0
	}
}

// findBreaks finds, for each unit that does not have the message in this trial,
// the hop that broke: the lowest one above it whose upper unit has it. Parents
// come before their children.
func (c *census) findBreaks() {
	n := c.problem.Network
	tiers := len(n.Tiers())
	for t := range tiers {
		in := n.InTier(t)
		for u := in.Lo; u < in.Hi; u++ {
			up := n.Parent(u)
			switch {
			case c.out.Arrival[u] < model.Never:
			case up == model.NoUnit:
				c.breaks[u] = int16(t)
			case c.out.Arrival[up] < model.Never:
				c.breaks[u] = int16((n.TierOf(up)+1)*tiers + t)
			default:
				c.breaks[u] = c.breaks[up]
			}
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
	for h := range c.hops {
		c.hops[h].Merge(&o.hops[h])
	}
}

// place is the index of a unit among the served ones.
func (c *census) place(u model.Unit) int {
	i, _ := slices.BinarySearch(c.problem.Network.Served(), u)
	return i
}
