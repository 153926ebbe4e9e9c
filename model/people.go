package model

import (
	"math"
	"slices"
)

// Spread tells how figures of people were spread over units without one.
type Spread struct {
	// Shared is how many served units took an even share of what a unit above
	// them has, and From the tiers (bit t for tier t) of those units above.
	Shared int
	From   uint64
	// Default is how many served units have the people the public's default
	// gives, for lack of any figure.
	Default int
	// Unserved is how many people of the figures no served unit has: those of
	// units with no served unit below them, or left over by the figures below.
	Unserved int64
	// Over is how many people the figures of units exceed that of the unit
	// above them.
	Over int64
}

// setPeople finds the served units and gives each its people and households.
func (n *Network) setPeople() {
	if n.public == nil {
		return
	}
	for u := range n.parent {
		u := Unit(u)
		leaf := u < n.start[n.main] && len(n.Children(u)) == 0
		if n.public.Tier < 0 && leaf || n.public.Tier >= 0 && n.TierOf(u) == n.public.Tier {
			n.served = append(n.served, u)
		}
	}
	n.people = n.spreadFigure(n.population, &n.spread)
	var homes Spread
	n.homes = n.spreadFigure(n.households, &homes)
	for i := range n.served {
		if n.people[i] == Unknown {
			n.people[i] = n.public.PerUnit
			n.spread.Default++
		}
		if n.homes[i] == Unknown {
			n.homes[i] = int64(math.Round(float64(n.people[i]) / n.public.Household))
		}
		// A household has at least one person, and people live in households.
		n.homes[i] = min(n.homes[i], n.people[i])
		if n.people[i] > 0 {
			n.homes[i] = max(n.homes[i], 1)
		}
	}
}

// spreadFigure gives each served unit its own figure, or else an even share of
// what its nearest ancestor with a figure leaves over after the units that
// have one. Shares are whole and add up: the first units take one more. Figures
// below served units are of people who are in theirs already.
func (n *Network) spreadFigure(given []int64, s *Spread) []int64 {
	const none = Unit(-1)
	served := make([]bool, len(given))
	for _, u := range n.served {
		served[u] = true
	}
	figure := n.withoutFiguresBelow(served, given)
	// nearest is the nearest unit above with a figure; left what that unit's
	// figure leaves over; takers how many served units share it.
	nearest := make([]Unit, len(figure))
	left := make([]int64, len(figure))
	takers := make([]int64, len(figure))
	for u := range figure { // parents first
		nearest[u] = none
		if p := n.parent[u]; p != NoUnit {
			nearest[u] = nearest[p]
			if figure[p] != Unknown {
				nearest[u] = p
			}
		}
		switch near := nearest[u]; {
		case figure[u] != Unknown:
			left[u] = figure[u]
			if near != none {
				left[near] -= figure[u]
			}
		case served[u] && near != none:
			takers[near]++
		}
	}
	out := make([]int64, len(n.served))
	handed := make([]int64, len(figure)) // shares so far
	for i, u := range n.served {
		near := nearest[u]
		switch {
		case figure[u] != Unknown:
			out[i] = figure[u]
		case near == none:
			out[i] = Unknown
		default:
			whole := max(left[near], 0)
			out[i] = whole / takers[near]
			if handed[near] < whole%takers[near] {
				out[i]++
			}
			handed[near]++
			s.Shared++
			s.From |= 1 << n.TierOf(near)
		}
	}
	for u := range figure {
		if figure[u] != Unknown && !served[u] {
			s.settle(left[u], takers[u])
		}
	}
	return out
}

// settle notes what is left of a unit's figure after those below it.
func (s *Spread) settle(left, takers int64) {
	switch {
	case left < 0:
		s.Over -= left
	case takers == 0:
		s.Unserved += left
	}
}

// withoutFiguresBelow are the figures of units that have no served unit above.
func (n *Network) withoutFiguresBelow(served []bool, given []int64) []int64 {
	figure := given
	below := make([]bool, len(given))
	for u, p := range n.parent { // parents first
		below[u] = p != NoUnit && (served[p] || below[p])
		if !below[u] || figure[u] == Unknown {
			continue
		}
		if &figure[0] == &given[0] {
			figure = slices.Clone(given)
		}
		figure[u] = Unknown
	}
	return figure
}

// Served are the units that have people, ascending, or nil without a public.
func (n *Network) Served() []Unit { return n.served }

// People are the people of each served unit, in the order of Served.
func (n *Network) People() []int64 { return n.people }

// Homes are the households of each served unit, in the order of Served.
func (n *Network) Homes() []int64 { return n.homes }

// Spread tells how figures were spread over served units.
func (n *Network) Spread() Spread { return n.spread }

// Population is the figure given for a unit, or Unknown.
func (n *Network) Population(u Unit) int64 { return n.population[u] }

// Households is the figure given for a unit, or Unknown.
func (n *Network) Households(u Unit) int64 { return n.households[u] }
