package study

import (
	"math"
	"slices"

	"harkara/cascade"
	"harkara/cascade/montecarlo"
	"harkara/cascade/public"
	"harkara/model"
)

// unreached counts, for each served unit, the people who are not reached.
type unreached struct {
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

	// What is counted of each served unit; shares in parts of montecarlo.Whole.
	missed          []montecarlo.Sum // shares not heard
	audience        []int64          // shares not heard at once
	notTold, silent []int64          // shares lost in trials of that kind
	told, started   []uint64         // trials in which the source had it, and started
	hops            []montecarlo.Sum // of each hop: the share of all people whom it costs

	total  float64   // people in all
	breaks []int16   // of each unit in this trial: the hop above it that broke
	lost   []float64 // of each hop in this trial: people
}

func newUnreached(p cascade.Problem, e cascade.Engine, crowd *public.Crowd) *unreached {
	n := len(p.Network.Served())
	c := &unreached{
		problem: p, engine: e.Fork(), out: cascade.NewOutcome(p.Network.Len()),
		crowd: crowd.Fork(), heard: make([]float64, n), full: make([]float64, n), sources: make([]model.Unit, n),
		atOnce: crowd.Fork(), start: cascade.NewOutcome(p.Network.Len()), again: crowd.ByPerson(),
		missed: make([]montecarlo.Sum, n), audience: make([]int64, n),
		notTold: make([]int64, n), silent: make([]int64, n), told: make([]uint64, n), started: make([]uint64, n),
		breaks: make([]int16, p.Network.Len()),
	}
	tiers := len(p.Network.Tiers())
	c.lost, c.hops = make([]float64, (tiers+1)*tiers), make([]montecarlo.Sum, (tiers+1)*tiers)
	for i := range c.sources {
		c.sources[i] = crowd.Source(i)
		c.total += float64(p.Network.People()[i])
	}
	for u := range c.start.Start {
		c.start.Arrival[u], c.start.Start[u] = p.Message().At, p.Message().At
	}
	if !c.again {
		c.playAtOnce(0)
	}
	return c
}

func (c *unreached) playAtOnce(trial uint64) {
	c.atOnce.Play(trial, c.start)
	c.atOnce.Heard(c.problem.Question.Horizon, c.full)
}

// Play plays a trial and counts it.
func (c *unreached) Play(trial uint64) {
	if c.again {
		c.playAtOnce(trial)
	}
	c.engine.Play(trial, c.out)
	c.crowd.Play(trial, c.out)
	c.crowd.Heard(c.problem.Question.Horizon, c.heard)
	c.findBreaks()
	people := c.problem.Network.People()
	for i, u := range c.sources {
		missed := montecarlo.Parts(1 - c.heard[i])
		audience := montecarlo.Parts(1 - c.full[i])
		c.missed[i].Add(uint64(missed))
		c.audience[i] += audience
		switch {
		case u == model.NoUnit:
		case c.out.Arrival[u] >= model.Never:
			c.notTold[i] += missed - audience
			c.lost[c.breaks[u]] += float64(float64(missed-audience) * float64(people[i]))
		case c.out.Start[u] >= model.Never:
			c.silent[i] += missed - audience
			c.told[i]++
		default:
			c.told[i]++
			c.started[i]++
		}
	}
	for h, lost := range c.lost {
		c.hops[h].Add(uint64(math.Round(max(lost, 0) / max(c.total, 1))))
		c.lost[h] = 0
	}
}

// findBreaks finds, for each unit that does not have the message in this trial,
// the hop that broke: the lowest one above it whose upper unit has it. Parents
// come before their children.
func (c *unreached) findBreaks() {
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

// Kind is that of people who are left behind.
func (c *unreached) Kind() (string, uint64) { return "left-behind", 1 }

// State tells what was counted.
func (c *unreached) State(x *montecarlo.Codec) {
	for i := range c.missed {
		x.Sum(&c.missed[i])
		x.Int(&c.audience[i])
		x.Int(&c.notTold[i])
		x.Int(&c.silent[i])
		x.Uint(&c.told[i])
		x.Uint(&c.started[i])
	}
	x.Sums(c.hops)
}

// place is the index of a unit among the served ones.
func (c *unreached) place(u model.Unit) int {
	i, _ := slices.BinarySearch(c.problem.Network.Served(), u)
	return i
}
