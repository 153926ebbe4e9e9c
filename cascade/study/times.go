package study

import (
	"math"

	"harkara/cascade"
	"harkara/cascade/montecarlo"
	"harkara/model"
)

// comparedShares are those of a tier whose times are compared.
var comparedShares = []float64{0.5, 0.9}

// A TimeDifference is what a plan changes of when a share of a tier has the
// message.
type TimeDifference struct {
	Tier  string
	Share float64
	// Base and Plan are the medians over trials, in seconds; +Inf is never.
	Base, Plan cascade.Estimate
	// Difference is the median over trials of how much later, in seconds, the plan
	// gets there, with 95 % bounds by order statistics. A trial in which only the
	// plan gets there counts as −Inf, one in which only the base does as +Inf, and
	// one in which neither does as 0.
	Difference cascade.Estimate
	// Earlier, Later and Equal are in how many trials the plan is so.
	Earlier, Later, Equal int
}

// A GoalDifference is what a plan changes of the chance of a goal.
type GoalDifference struct {
	model.Goal
	Base, Plan, Difference cascade.Estimate
	// Gained and Lost are the trials in which only the plan, or only the base,
	// meets it.
	Gained, Lost int
}

// timeCounts counts pairs of times, in ticks.
type timeCounts struct {
	base, plan         montecarlo.Histogram // those within the horizon
	earlier, later     montecarlo.Histogram // by how much, where both get there
	onlyPlan, onlyBase uint64
	equal              uint64
}

// timeFineness is how finely times are kept: to one part in 1,024.
const timeFineness = 10

func newTimeCounts() timeCounts {
	h := montecarlo.NewHistogram(timeFineness)
	return timeCounts{base: h, plan: h, earlier: h, later: h}
}

func (c *timeCounts) add(base, plan model.Tick) {
	if base < model.Never {
		c.base.Add(uint64(base), 1)
	}
	if plan < model.Never {
		c.plan.Add(uint64(plan), 1)
	}
	switch {
	case base == plan:
		c.equal++
	case base >= model.Never:
		c.onlyPlan++
	case plan >= model.Never:
		c.onlyBase++
	case plan < base:
		c.earlier.Add(uint64(base-plan), 1)
	default:
		c.later.Add(uint64(plan-base), 1)
	}
}

func (c *timeCounts) state(x *montecarlo.Codec) {
	x.Histogram(&c.base)
	x.Histogram(&c.plan)
	x.Histogram(&c.earlier)
	x.Histogram(&c.later)
	x.Uint(&c.onlyPlan)
	x.Uint(&c.onlyBase)
	x.Uint(&c.equal)
}

// difference is what n trials say.
func (c *timeCounts) difference(tier string, share float64, n int) TimeDifference {
	d := TimeDifference{Tier: tier, Share: share, Base: montecarlo.Median(&c.base, n), Plan: montecarlo.Median(&c.plan, n)}
	early, late := c.earlier.Total(), c.later.Total()
	d.Earlier, d.Later, d.Equal = int(c.onlyPlan+early), int(c.onlyBase+late), int(c.equal)
	d.Difference = montecarlo.MedianOf(n, func(rank int) float64 {
		r := uint64(rank)
		switch {
		case r <= c.onlyPlan:
			return math.Inf(-1)
		case r <= c.onlyPlan+early: // the most first
			v, _ := c.earlier.Rank(c.onlyPlan + early - r + 1)
			return -v / float64(model.Second)
		case r <= c.onlyPlan+early+c.equal:
			return 0
		case r <= c.onlyPlan+early+c.equal+late:
			v, _ := c.later.Rank(r - c.onlyPlan - early - c.equal)
			return v / float64(model.Second)
		}
		return math.Inf(1)
	}, math.Inf(-1), math.Inf(1))
	return d
}

// goalCounts counts pairs of plays in which a goal is met, or not.
type goalCounts struct{ both, gained, lost, neither uint64 }

func (c *goalCounts) add(base, plan bool) {
	switch {
	case base && plan:
		c.both++
	case plan:
		c.gained++
	case base:
		c.lost++
	default:
		c.neither++
	}
}

func (c *goalCounts) state(x *montecarlo.Codec) {
	x.Uint(&c.both)
	x.Uint(&c.gained)
	x.Uint(&c.lost)
	x.Uint(&c.neither)
}

// difference is that of two paired chances, with the bounds of a paired mean to
// which rare pairs that were not seen are joined, where the plan may change it.
func (c *goalCounts) difference(g model.Goal, changed bool) GoalDifference {
	n := int(c.both + c.gained + c.lost + c.neither)
	d := GoalDifference{Goal: g, Gained: int(c.gained), Lost: int(c.lost)}
	d.Base = montecarlo.Chance(int(c.both+c.lost), n)
	d.Plan = montecarlo.Chance(int(c.both+c.gained), n)
	mean := (float64(c.gained) - float64(c.lost)) / float64(max(n, 1))
	square := (float64(c.gained) + float64(c.lost)) / float64(max(n, 1))
	variance := (square - float64(mean*mean)) * float64(n) / float64(max(n-1, 1))
	common := 0.0
	if changed {
		common = 1
	}
	d.Difference = montecarlo.Difference(mean, max(variance, 0), n, common, d.Base.Value, 1-d.Base.Value)
	return d
}
