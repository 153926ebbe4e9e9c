package exact

import (
	"harkara/cascade"
	"harkara/model"
)

// pairCounts counts, for each line, how often functions meet in siblings: from
// the last units up.
//
// The result is the coefficients of the double sum over siblings in the formula for
// Var N: the weight with which each covariance of two functions enters each line's
// variance. They depend on who is where and not on time. Each tier is gone through
// once, for its whole line and for those of its groups together.
func (s *spreader) pairCounts() []pairs {
	out := make([]pairs, len(s.lines))
	for i := range s.lines[:s.Whole] {
		s.countPairs(s.lines[i].Tier, out)
	}
	return out
}

// weights are how much there is of each function below a unit: how many units, or
// people, or households it stands for. There are few different ones, since
// units that are alike share a function, so a list is quicker than a map.
type weights []weight

// A weight is one function, by its index, and the number of units, people or
// households that follow it.
type weight struct {
	f int32
	w float64
}

// add adds x to the weight of function f, at the end of the list if it is new.
func (w weights) add(f int32, x float64) weights {
	for i := range w {
		if w[i].f == f {
			w[i].w += x
			return w
		}
	}
	return append(w, weight{f, x})
}

// countPairs counts for the lines of one tier, or of people, or of households.
// Under each unit the pairs of different children are the square of the sum of
// their weights less the squares of each: with them the work goes with the
// children, not with their pairs. Where a relay splits its children between its
// people, those of one person are told by the same, all others apart.
//
// In terms of the weights w_c of the children c,
//
//	Σ_{c≠c'} w_c·w_c' = (Σ_c w_c)² − Σ_c w_c².
//
// The numbers are whole and far below 2⁵³ in most problems, so that the difference is
// then free of rounding.
func (s *spreader) countPairs(tier int, out []pairs) {
	n := s.p.Network
	below := make([]weights, n.Len())
	s.own(tier, below)
	linesOf := s.linesOf(tier)
	for u := n.Len() - 1; u >= 0; u-- {
		kids := n.Children(model.Unit(u))
		if len(kids) == 0 || s.kindOf[u] == never {
			continue
		}
		relay := n.Relay(model.Unit(u))
		people := 1
		if relay.Split {
			people = max(relay.People, 1)
		}
		lines := linesOf(model.Unit(u))
		var all weights
		each := make([]weights, people)
		for i, v := range kids {
			if s.kindOf[v] == origin || below[v] == nil {
				continue
			}
			for _, x := range below[v] {
				all = all.add(x.f, x.w)
				each[i%people] = each[i%people].add(x.f, x.w)
			}
			// A child is no sibling of itself.
			s.addProducts(out, lines, s.kindOf[v], below[v], -1, true)
			below[v] = nil
		}
		if kind := s.childKind(model.Unit(u)); kind != never {
			for _, one := range each {
				s.addProducts(out, lines, kind, one, 1, true)
				if people > 1 {
					s.addProducts(out, lines, kind, one, -1, false)
				}
			}
			if people > 1 {
				s.addProducts(out, lines, kind, all, 1, false)
			}
		}
		for _, x := range all {
			below[u] = below[u].add(x.f, x.w)
		}
	}
}

// childKind is the kind of a unit's children that are no origins, or never.
//
// All children of one unit that are no origins are of one kind, since a kind is the
// pair of the parent's kind and class; the first one found tells it.
func (s *spreader) childKind(u model.Unit) int32 {
	for _, v := range s.p.Network.Children(u) {
		if s.kindOf[v] > origin {
			return s.kindOf[v]
		}
	}
	return never
}

// addProducts adds the products of some weights to lines, so many times.
//
// It adds times·w_f·w_g for every ordered pair of functions: f, g and g, f both
// count, as in the double sum.
func (s *spreader) addProducts(out []pairs, lines []int, kind int32, w weights, times float64, same bool) {
	for _, x := range w {
		for _, y := range w {
			for _, l := range lines {
				out[l].add(pairKey{kind, x.f, y.f, same}, times*x.w*y.w)
			}
		}
	}
}

// linesOf tells the lines of a tier that count what is below a unit: the whole,
// and that of the group it belongs to.
//
// A pair of siblings counts for a group's line only where their parent lies in or
// below the unit that the group is under.
func (s *spreader) linesOf(tier int) func(u model.Unit) []int {
	whole := -1
	group := map[model.Unit]int{}
	for i := range s.lines {
		l := &s.lines[i]
		switch {
		case l.Tier != tier:
		case i < s.Whole:
			whole = i
		default:
			group[l.Under] = i
		}
	}
	by := s.p.Question.By
	return func(u model.Unit) []int {
		lines := []int{whole}
		for _, tier := range by {
			if up := s.p.Network.Above(u, tier); up != model.NoUnit {
				if i, ok := group[up]; ok {
					lines = append(lines, i)
				}
			}
		}
		return lines
	}
}

// own sets the weights of the units, or of the served units' people or
// households, that a line counts.
//
// Origins have no weight: when they have the message is certain, so it varies with
// nothing. Units that never hear have none for the same reason.
func (s *spreader) own(tier int, below []weights) {
	n := s.p.Network
	if tier >= 0 {
		for in, u := n.InTier(tier), n.InTier(tier).Lo; u < in.Hi; u++ {
			if s.kindOf[u] > origin {
				below[u] = weights{{s.function(leafKey{s.kindOf[u], 0, ofUnit}), 1}}
			}
		}
		return
	}
	for i, u := range n.Served() {
		if s.kindOf[u] <= origin {
			continue
		}
		g := s.audience.alike[s.audience.group[i]]
		_, more := s.audience.people.HomeSizes(i)
		if tier == cascade.OfPeople {
			below[u] = weights{{s.function(leafKey{s.kindOf[u], g, ofPerson}), float64(n.People()[i])}}
			continue
		}
		if few := n.Homes()[i] - more; few > 0 {
			below[u] = below[u].add(s.function(leafKey{s.kindOf[u], g, ofSmall}), float64(few))
		}
		if more > 0 {
			below[u] = below[u].add(s.function(leafKey{s.kindOf[u], g, ofLarge}), float64(more))
		}
	}
}
