package study

import (
	"cmp"
	"math"
	"slices"

	"harkara/cascade"
	"harkara/cascade/montecarlo"
	"harkara/model"
)

// losses is what one worker counts of hops.
type losses struct {
	*playing
	tiers   int
	missed  montecarlo.Sum
	stopped []montecarlo.Sum // of each hop, by from·(tiers+1)+to: the share for whom the message stopped there; the last entry is of units below no origin
	there   []montecarlo.Sum // the share whose end has the message over that hop
	delay   []montecarlo.Sum // that share times the hop's delay in ticks
	now     [3][]float64
	stuck   []int64 // of each unit: those below it missed while it has it, in parts of montecarlo.Whole, over trials
}

func newLosses(v *variant) *losses {
	l := &losses{playing: v.fork(), tiers: len(v.problem.Network.Tiers())}
	hops := (l.tiers+1)*(l.tiers+1) + 1
	l.stopped, l.there, l.delay = make([]montecarlo.Sum, hops), make([]montecarlo.Sum, hops), make([]montecarlo.Sum, hops)
	for i := range l.now {
		l.now[i] = make([]float64, hops)
	}
	l.stuck = make([]int64, v.problem.Network.Len())
	return l
}

// Play plays a trial and counts it.
func (l *losses) Play(trial uint64) {
	l.missed.Add(uint64(l.playing.play(trial)))
	for i := range l.now {
		clear(l.now[i])
	}
	for i, u := range l.ends {
		share := float64(l.weight[i]) / float64(max(l.total, 1))
		l.count(u, share, share*(1-l.heard[i]))
	}
	for h := range l.stopped {
		l.stopped[h].Add(uint64(math.Round(l.now[0][h] * montecarlo.Whole)))
		l.there[h].Add(uint64(math.Round(l.now[1][h] * montecarlo.Whole)))
		l.delay[h].Add(uint64(math.Round(max(l.now[2][h], 0))))
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
		l.stuck[end] += int64(math.Round(missed * montecarlo.Whole))
	}
	for up := n.Parent(below); ; below, up = up, n.Parent(up) {
		if up == model.NoUnit {
			if !told {
				l.now[0][len(l.now[0])-1] += missed
			}
			return
		}
		if arrival[up] < model.Never {
			l.stuck[up] += int64(math.Round(missed * montecarlo.Whole))
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

// Kind is that of what hops lose.
func (l *losses) Kind() (string, uint64) { return "bottlenecks", 1 }

// State tells what was counted.
func (l *losses) State(c *montecarlo.Codec) {
	c.Sum(&l.missed)
	for h := range l.stopped {
		c.Sum(&l.stopped[h])
		c.Sum(&l.there[h])
		c.Sum(&l.delay[h])
	}
	c.Ints(l.stuck)
}

// hops are those at which it stops for somebody, or over which somebody is told. How
// long people take to hear is not told: their delay is NaN.
func (l *losses) hops() []cascade.Hop {
	names := append(slices.Clone(l.problem.Network.Tiers()), model.PublicTier)
	var out []cascade.Hop
	for h := range l.stopped {
		x := cascade.Hop{Stopped: share(&l.stopped[h], l.common), Delay: math.NaN()}
		there, _ := l.there[h].MeanVariance()
		if there > 0 {
			late, _ := l.delay[h].MeanVariance()
			x.Delay = late / float64(model.Second) / (there / montecarlo.Whole)
		}
		if x.Stopped.Value == 0 && there == 0 {
			continue
		}
		if h < len(l.stopped)-1 {
			x.From, x.To = names[h/(l.tiers+1)], names[h%(l.tiers+1)]
		}
		out = append(out, x)
	}
	return out
}

// worst are the units below which most is missed while they have the message.
func (l *losses) worst(most int) []model.Unit {
	return unitsOfMost(l.stuck, most, func(model.Unit) bool { return true })
}

// unitsOfMost are the units of which most was counted, the largest count first: at most so
// many, of those that are meant.
func unitsOfMost(counts []int64, most int, meant func(model.Unit) bool) []model.Unit {
	var units []model.Unit
	for u, n := range counts {
		if n > 0 && meant(model.Unit(u)) {
			units = append(units, model.Unit(u))
		}
	}
	slices.SortStableFunc(units, func(a, b model.Unit) int { return cmp.Compare(counts[b], counts[a]) })
	return units[:min(most, len(units))]
}
