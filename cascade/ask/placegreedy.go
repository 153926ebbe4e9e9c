package ask

import (
	"cmp"
	"context"
	"math"
	"slices"

	"harkara/model"
)

// A candidate is what one, or two along a path, may be given more.
type candidate struct {
	units   []model.Unit
	choices []int
	cost    int64
}

// singles are other choices of one unit that the money is enough for.
func (s *search) singles(choice []int, money int64) []candidate {
	m := s.base.menu
	var out []candidate
	for u, l := range m.Level {
		for c := 0; l >= 0 && c < len(m.Costs[l]); c++ {
			if cost := m.Costs[l][c] - m.Costs[l][choice[u]]; c != choice[u] && cost >= 0 && cost <= money {
				out = append(out, candidate{[]model.Unit{model.Unit(u)}, []int{c}, cost})
			}
		}
	}
	return out
}

// candidates are other choices of one unit, or of one and one above it, that the money is
// enough for; of one where pairs would be too many.
func (s *search) candidates(choice []int, money int64) []candidate {
	m := s.base.menu
	out := s.singles(choice, money)
	single := len(out)
	for _, a := range out[:single] {
		for v := m.Parent[a.units[0]]; v >= 0; v = m.Parent[v] {
			l := m.Level[v]
			for c := 0; l >= 0 && c < len(m.Costs[l]); c++ {
				more := m.Costs[l][c] - m.Costs[l][choice[v]]
				if c != choice[v] && more >= 0 && a.cost+more <= money {
					out = append(out, candidate{[]model.Unit{a.units[0], v}, []int{a.choices[0], c}, a.cost + more})
				}
			}
		}
		if len(out) > single+mostPairs {
			return out[:single]
		}
	}
	return out
}

// with is a set with a candidate added.
func (c *candidate) with(choice []int) []int {
	out := slices.Clone(choice)
	for k, u := range c.units {
		out[u] = c.choices[k]
	}
	return out
}

// gains are what candidates were worth when they were last played.
type gains struct {
	*search
	worth func(gain float64, cost int64) float64
	of    map[string]float64      // by candidate
	units map[string][]model.Unit // where it is
}

func (g *gains) name(c candidate) string { return key(c.with(make([]int, len(g.base.menu.Parent)))) }

// update has what candidates are worth from plays, where they were played on this set.
func (g *gains) update(choice []int, all []candidate) {
	was := g.mean(choice)
	for _, c := range all {
		if v := g.mean(c.with(choice)); !math.IsInf(v, -1) {
			name := g.name(c)
			g.of[name], g.units[name] = g.worth(v-was, c.cost), c.units
		}
	}
}

// greedy adds what is worth most, again and again. What a candidate added to a smaller
// set is a guess of what it adds now: only those that may be the best are played again.
func (s *search) greedy(ctx context.Context, worth func(gain float64, cost int64) float64) ([]int, error) {
	choice := make([]int, len(s.base.menu.Parent))
	if err := s.playAll(ctx, [][]int{choice}); err != nil {
		return nil, err
	}
	g := &gains{search: s, worth: worth, of: map[string]float64{}, units: map[string][]model.Unit{}}
	for ctx.Err() == nil && len(s.order) < mostTried {
		all := s.candidates(choice, s.money-s.base.menu.Cost(choice))
		var fresh [][]int
		for _, c := range all {
			if _, ok := g.of[g.name(c)]; !ok {
				fresh = append(fresh, c.with(choice))
			}
		}
		if err := s.playAll(ctx, fresh); err != nil {
			return nil, err
		}
		g.update(choice, all)
		best, err := g.most(ctx, choice, all)
		if err != nil || best == nil {
			return choice, err
		}
		choice = best.with(choice)
		if !s.diminishing {
			g.forget(best)
		}
	}
	return choice, nil
}

// most is the candidate that is worth most on a set, or nil where none is worth anything.
func (g *gains) most(ctx context.Context, choice []int, all []candidate) (*candidate, error) {
	slices.SortStableFunc(all, func(a, b candidate) int { return cmp.Compare(g.of[g.name(b)], g.of[g.name(a)]) })
	var best *candidate
	most := 0.0
	for at := 0; at < len(all) && g.of[g.name(all[at])] > most; at += atOnce {
		batch := all[at:min(at+atOnce, len(all))]
		var sets [][]int
		for _, c := range batch {
			sets = append(sets, c.with(choice))
		}
		if err := g.playAll(ctx, sets); err != nil {
			return nil, err
		}
		if ctx.Err() != nil {
			return best, nil
		}
		g.update(choice, batch)
		for k := range batch {
			if x := g.of[g.name(batch[k])]; x > most {
				best, most = &batch[k], x
			}
		}
	}
	return best, nil
}

// forget has candidates in a row with one that was taken, or beside it below one parent,
// be played anew: these may be worth more now.
func (g *gains) forget(taken *candidate) {
	m := g.base.menu
	near := make([]bool, len(m.Parent))
	for v := range near {
		for _, u := range taken.units {
			near[v] = near[v] || m.Parent[v] == m.Parent[u] || m.Under(int32(v), int32(u)) || m.Under(int32(u), int32(v))
		}
	}
	for name, units := range g.units {
		if slices.ContainsFunc(units, func(u model.Unit) bool { return near[u] }) {
			delete(g.of, name)
			delete(g.units, name)
		}
	}
}
