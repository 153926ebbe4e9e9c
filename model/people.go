package model

import (
	"math"
	"slices"
)

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
			n.spread.HomesDefault++
			n.homes[i] = int64(math.Round(float64(n.people[i]) / n.public.Household))
		}
		// A household has at least one person, and people live in households.
		n.spread.Homes += max(n.homes[i]-n.people[i], 0)
		n.homes[i] = min(n.homes[i], n.people[i])
		if n.people[i] > 0 {
			n.homes[i] = max(n.homes[i], 1)
		}
	}
}

// setShares names units, and no longer rows, where the shares of broadcasts
// differ.
func (n *Network) setShares(unitOf []Unit) {
	if n.public == nil {
		return
	}
	public := *n.public
	public.Hears = slices.Clone(public.Hears)
	for i := range public.Hears {
		s := &public.Hears[i]
		s.Shares = slices.Clone(s.Shares)
		for k := range s.Shares {
			s.Shares[k].Unit = unitOf[s.Shares[k].Unit]
		}
	}
	n.public = &public
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
func (n *Network) Population(u Unit) int64 { return n.population.of(u) }

// Households is the figure given for a unit, or Unknown.
func (n *Network) Households(u Unit) int64 { return n.households.of(u) }
