package study

import (
	"math"
	"slices"

	"harkara/cascade"
	"harkara/cascade/montecarlo"
)

// pairs is what one worker has counted: of each side its own shares, and of
// each plan its differences from base.
type pairs struct {
	trials  uint64
	players []*player
	own     [][]montecarlo.Sum
	most    [][]uint64 // of own: the largest share of any trial
	plans   [][]paired
	times   [][]timeCounts // of each plan: by line of base, and share
	goals   [][]goalCounts
}

// paired adds up differences; a whole is added to each, so that none is below 0.
type paired struct {
	sum           montecarlo.Sum
	spread        montecarlo.Histogram
	better, worse uint64
}

// pairFineness is how finely differences are kept: a whole is added to each, so that
// one part in 4,096 is a fortieth of a point of a percent.
const pairFineness = 12

func (p *paired) add(d int64) {
	p.sum.Add(uint64(d + montecarlo.Whole))
	p.spread.Add(uint64(d+montecarlo.Whole), 1)
	if d > 0 {
		p.better++
	} else if d < 0 {
		p.worse++
	}
}

func (p *paired) state(c *montecarlo.Codec) {
	c.Sum(&p.sum)
	c.Histogram(&p.spread)
	c.Uint(&p.better)
	c.Uint(&p.worse)
}

// quantile is the difference that a share of all plays does not exceed: the one of
// rank ⌈share·n⌉, as of shares themselves.
func (p *paired) quantile(share float64) float64 {
	v, _ := p.spread.Rank(max(uint64(math.Ceil(share*float64(p.sum.Count()))), 1))
	return (v - montecarlo.Whole) / montecarlo.Whole
}

func newPairs(sides []*side) *pairs {
	w := &pairs{}
	for _, s := range sides {
		p := s.fork()
		w.players = append(w.players, p)
		w.own = append(w.own, make([]montecarlo.Sum, len(p.shares)))
		w.most = append(w.most, make([]uint64, len(p.shares)))
		plans := make([]paired, len(w.players[0].shares))
		for i := range plans {
			plans[i].spread = montecarlo.NewHistogram(pairFineness)
		}
		w.plans = append(w.plans, plans)
		times := make([]timeCounts, len(w.players[0].when))
		for i := range times {
			times[i] = newTimeCounts()
		}
		w.times = append(w.times, times)
		w.goals = append(w.goals, make([]goalCounts, len(s.goals)))
	}
	return w
}

// Play plays one trial of every side.
func (w *pairs) Play(trial uint64) {
	w.trials++
	base := w.players[0]
	for k, p := range w.players {
		p.play(trial)
		for i, share := range p.shares {
			w.own[k][i].Add(uint64(share))
			w.most[k][i] = max(w.most[k][i], uint64(share))
		}
		for i, share := range base.shares {
			other, ok := w.opposite(k, i)
			if !ok {
				continue
			}
			w.plans[k][i].add(p.shares[other] - share)
		}
		if k > 0 {
			w.compareTimes(k, p)
		}
	}
}

// compareTimes counts the times and goals of plan k beside those of base.
func (w *pairs) compareTimes(k int, p *player) {
	base := w.players[0]
	for line := range base.names {
		other := slices.Index(p.names, base.names[line])
		if other < 0 {
			continue
		}
		a, b := base.whenOf(line), p.whenOf(other)
		for i := range a {
			w.times[k][line*len(a)+i].add(a[i], b[i])
		}
	}
	for i := range base.met {
		w.goals[k][i].add(base.met[i], p.met[i])
	}
}

// opposite is the place of plan k that stands opposite the i-th of base.
func (w *pairs) opposite(k, i int) (int, bool) {
	columns := len(w.players[0].at)
	name := w.players[0].names[i/columns]
	for line, other := range w.players[k].names {
		if other == name {
			return line*columns + i%columns, true
		}
	}
	return 0, false
}

// Kind is that of comparisons.
func (w *pairs) Kind() (string, uint64) { return "compare", 4 }

// State tells what was counted.
func (w *pairs) State(c *montecarlo.Codec) {
	c.Uint(&w.trials)
	for k := range w.own {
		for i := range w.own[k] {
			c.Sum(&w.own[k][i])
			c.Most(&w.most[k][i])
		}
		for i := range w.plans[k] {
			w.plans[k][i].state(c)
		}
		for i := range w.times[k] {
			w.times[k][i].state(c)
		}
		for i := range w.goals[k] {
			w.goals[k][i].state(c)
		}
	}
}

// change is what plan k changes.
func (w *pairs) change(k int) Change {
	base := w.players[0]
	out := Change{}
	for i := range base.shares {
		other, ok := w.opposite(k, i)
		if !ok {
			continue
		}
		pair := &w.plans[k][i]
		d := Difference{
			Tier: base.names[i/len(base.at)], At: base.at[i%len(base.at)],
			Base: share(&w.own[0][i], base.common[i/len(base.at)]), Plan: share(&w.own[k][other], w.players[k].common[other/len(base.at)]),
			P05: pair.quantile(0.05), P95: pair.quantile(0.95),
			Better: int(pair.better), Worse: int(pair.worse),
		}
		part := w.players[k].changed[other/len(base.at)]
		down, up := w.atMost(0, i, part), w.atMost(k, other, part)
		if x := w.players[k]; x.less != nil && i/len(base.at) >= len(base.problem.Network.Tiers()) && i/len(base.at) < base.plain {
			down, up = x.unseenBounds(pair, i-len(base.problem.Network.Tiers())*len(base.at), down, up)
		}
		d.Difference, d.SD = difference(&pair.sum, part, down, up)
		if line := i / len(base.at); line >= base.plain {
			out.note(&base.further[line-base.plain], d)
			continue
		}
		out.Rows = append(out.Rows, d)
	}
	n := int(w.trials)
	for line, name := range base.names {
		if slices.Contains(w.players[k].names, name) {
			for i, share := range comparedShares {
				d := w.times[k][line*len(comparedShares)+i].difference(name, share, n)
				if line >= base.plain {
					out.noteTime(&base.further[line-base.plain], d)
				} else {
					out.Times = append(out.Times, d)
				}
			}
		}
	}
	for i, g := range base.goals {
		other := slices.Index(w.players[k].names, g.Tier)
		out.Goals = append(out.Goals, w.goals[k][i].difference(g, other < 0 || w.players[k].changed[other] > 0))
	}
	return out
}

// atMost is how much of a part that a plan changes a play that was not seen may have,
// at place i of side k: what it has where all start at once, and where the whole had
// more than nothing in any play, no more than the most of it.
func (w *pairs) atMost(k, i int, part float64) float64 {
	all := w.players[k].atOnce[i]
	if most := float64(w.most[k][i]) / montecarlo.Whole; most > 0 && most < all*part {
		return most / part
	}
	return all
}

// share is an expected share from its sum in parts of montecarlo.Whole.
func share(s *montecarlo.Sum, common float64) cascade.Estimate {
	mean, variance := s.Share()
	return montecarlo.Share(mean, variance, s.Count(), common)
}

// difference is the mean of paired differences, to each of which a whole was
// added, with its bounds (montecarlo.Difference), and their spread.
func difference(s *montecarlo.Sum, common, down, up float64) (cascade.Estimate, float64) {
	mean, variance := s.MeanVariance()
	mean = (mean - montecarlo.Whole) / montecarlo.Whole
	variance = variance / montecarlo.Whole / montecarlo.Whole
	return montecarlo.Difference(mean, variance, s.Count(), common, down, up), math.Sqrt(variance)
}
