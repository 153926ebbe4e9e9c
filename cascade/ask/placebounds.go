package ask

import (
	"context"
	"math"
	"reflect"
	"slices"

	"gonum.org/v1/gonum/stat"

	"harkara/cascade/study"
	"harkara/model"
	"harkara/model/scenario"
)

// diminishingReturns tells whether it is certain, in every play, that what is done at one unit
// never takes anything away, and adds no more the more is done at others. A unit has the
// message by the first of all ways that bring it; so this holds where no way leads through
// two units at which something can be done, and nothing depends on more than the first
// copy (Kempe, Kleinberg and Tardos, KDD 2003: the reach of ways that are open or not).
// New links, and units passed over or reminded by who then calls others later, are not so.
func (s *search) diminishingReturns() bool {
	if slices.ContainsFunc(s.base.scenario.Actions, func(a scenario.Action) bool { return a.Links }) {
		return false
	}
	m := s.problem.Message()
	if len(m.Remind) > 0 || m.When != nil || m.Replaces != nil || m.Contradicts != 0 || m.Stream != nil {
		return false
	}
	return !slices.ContainsFunc(s.problem.Networks(), func(n *model.Network) bool {
		return !firstCounts(n) || s.inARow(n) || !s.onlyHelps(n)
	})
}

// firstCounts tells whether units, and people, have the message by the first copy that
// comes, and nobody's waits depend on what others have.
func firstCounts(n *model.Network) bool {
	if slices.ContainsFunc(n.Channels(), func(c model.Channel) bool {
		return c.Garbles > 0 || c.Calls != nil && (c.Calls.Skips || c.Calls.SkipsKnown)
	}) {
		return false
	}
	if slices.ContainsFunc(n.Relays(), func(r model.Relay) bool {
		return r.Deputy > 0 || r.Majority || r.Corrects > 0 || r.Handles != nil || r.Tires != nil
	}) {
		return false
	}
	p := n.Public()
	return p == nil || p.Attends == nil && p.Corrects == 0 && !slices.ContainsFunc(p.Hears, func(h model.Source) bool {
		return h.Garbles > 0 || h.Stops > 0
	})
}

// inARow tells whether a way leads from one unit at which something can be done to
// another, or back to itself.
func (s *search) inARow(n *model.Network) bool {
	seen := make([]bool, n.Len())
	var open []model.Unit
	from := func(u model.Unit) {
		for _, v := range n.Children(u) {
			if !seen[v] {
				seen[v] = true
				open = append(open, v)
			}
		}
		for _, l := range n.LinksFrom(u) {
			if !seen[l.To] {
				seen[l.To] = true
				open = append(open, l.To)
			}
		}
	}
	for u, l := range s.base.menu.Level {
		if l >= 0 {
			from(model.Unit(u))
		}
	}
	for len(open) > 0 {
		u := open[len(open)-1]
		open = open[:len(open)-1]
		if s.base.menu.Level[u] >= 0 {
			return true
		}
		from(u)
	}
	return false
}

// onlyHelps tells whether doing one thing more never makes a relay worse.
func (s *search) onlyHelps(n *model.Network) bool {
	for _, of := range s.levels {
		kinds := map[int]bool{}
		for u := n.InTier(of.tier).Lo; u < n.InTier(of.tier).Hi; u++ {
			kinds[n.RelayKind(u)] = true
		}
		for kind := range kinds {
			for _, times := range of.times {
				r := s.given(n.Relays()[kind], of, times)
				for k := range times {
					more := slices.Clone(times)
					more[k]++
					if slices.ContainsFunc(of.times, func(x []int) bool { return slices.Equal(x, more) }) && !noWorse(r, s.given(n.Relays()[kind], of, more)) {
						return false
					}
				}
			}
		}
	}
	return true
}

// given is a relay to which so much is done.
func (s *search) given(r model.Relay, of level, times []int) model.Relay {
	for k, i := range of.actions {
		r = s.base.scenario.Actions[i].Relay(r, times[k])
	}
	return r
}

// noWorse tells whether a relay passes on, in every play, whatever another does, and no
// later: more people, more likely, sooner, and all else as it was.
func noWorse(before, after model.Relay) bool {
	if after.PassesOn < before.PassesOn || after.People < before.People || after.People > before.People && after.Split {
		return false
	}
	same := before
	same.PassesOn, same.People, same.Notices = after.PassesOn, after.People, after.Notices
	return reflect.DeepEqual(same, after) && noLater(before.Notices, after.Notices)
}

// noLater tells whether a delay is at no point of its law longer than another.
func noLater(before, after model.Delay) bool {
	if reflect.DeepEqual(before, after) {
		return true
	}
	if before == nil || after == nil {
		return after == nil
	}
	const points = 1000
	for k := range points {
		if p := float64(k) / points; after.Quantile(p) > before.Quantile(p) {
			return false
		}
	}
	return true
}

// upperBounds is, in each of several sets of plays, the best of all sets of actions, where all
// were tried, or else what none exceeds where returns fall; nil where neither is known.
func (s *search) upperBounds(ctx context.Context) []float64 {
	size := s.plays / placeSets
	if size == 0 || !s.triedAll && !s.diminishing {
		return nil
	}
	var out []float64
	for k := range placeSets {
		within := func(x []int) float64 {
			if v := s.values[key(x)]; v != nil {
				return stat.Mean(v[k*size:(k+1)*size], nil)
			}
			return math.Inf(-1)
		}
		if !s.triedAll {
			top := s.upperBound(ctx, within)
			if math.IsInf(top, 0) {
				return nil
			}
			out = append(out, top)
			continue
		}
		best := math.Inf(-1)
		for _, x := range s.order {
			best = max(best, within(x))
		}
		out = append(out, best)
	}
	return out
}

// upperBound is what no set exceeds where returns fall: what a set reaches, and the best that
// the budget buys of what single units then add to it, each by itself (a knapsack). It is
// taken of nothing and of the best set; what is lower holds too.
func (s *search) upperBound(ctx context.Context, reach func([]int) float64) float64 {
	most := math.Inf(1)
	for _, from := range [][]int{make([]int, len(s.best)), s.best} {
		all := s.additions(from)
		if s.playAll(ctx, all.sets) != nil {
			return math.Inf(1)
		}
		m := &study.Menu{Parent: slices.Repeat([]int32{-1}, len(from)), Level: s.base.menu.Level, Costs: s.base.menu.Costs}
		m.Value = make([][]float64, m.Codes())
		for k, x := range all.sets {
			if m.Value[all.code[k]] == nil {
				m.Value[all.code[k]] = make([]float64, len(from))
			}
			m.Value[all.code[k]][all.unit[k]] = max(reach(x)-reach(from), 0)
		}
		most = min(most, reach(from)+study.Place{Menu: m, Budget: s.money}.Run(ctx).Bound)
	}
	return most
}

// additions are sets in which one unit does one more choice: where, and the code of that
// choice by itself.
type additions struct {
	sets [][]int
	unit []int
	code []int
}

// additions are the additions to a set that the budget alone would be enough for: what a unit
// does already it goes on doing.
func (s *search) additions(from []int) (out additions) {
	m := s.base.menu
	for u, l := range m.Level {
		if l < 0 {
			continue
		}
		of := s.levels[l]
		for c := 1; c < len(of.times); c++ {
			both := slices.Clone(of.times[c])
			for k := range both {
				both[k] = max(both[k], of.times[from[u]][k])
			}
			x := slices.Clone(from)
			x[u] = slices.IndexFunc(of.times, func(t []int) bool { return slices.Equal(t, both) })
			if x[u] == from[u] || of.costs[c] > s.money {
				continue
			}
			code := make([]int, len(m.Costs))
			code[l] = c
			out.sets, out.unit, out.code = append(out.sets, x), append(out.unit, u), append(out.code, m.Code(code))
		}
	}
	return out
}
