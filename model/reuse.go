package model

import "slices"

// sameUnits tells whether the units of a specification are those of another network:
// the same rows, of the same tiers. Everything that New finds of units alone is then
// the same.
func (s *Spec) sameUnits(n *Network) bool {
	r := &s.Rows
	if len(r.Tier) != n.Len() || s.mainTiers() != n.main || !slices.Equal(s.Tiers, n.tiers) ||
		!slices.Equal(r.Name, n.names) || !slices.Equal(r.Code, n.codes) || !slices.Equal(r.LocalName, n.locals) {
		return false
	}
	for t := range n.tiers {
		for u := n.start[t]; u < n.start[t+1]; u++ {
			row, above := n.row[u], int32(-1)
			if p := n.parent[u]; p != NoUnit {
				above = n.row[p]
			}
			if int(r.Tier[row]) != t || r.Parent[row] != above || r.labelOf(row) != n.label[u] ||
				r.Population[row] != n.Population(u) || r.Households[row] != n.Households(u) {
				return false
			}
		}
	}
	return true
}

// takeUnits takes the units of another network over, and tells which unit each row is.
func (n *Network) takeUnits(o *Network) []Unit {
	n.start, n.parent, n.childStart, n.child, n.label, n.key, n.row = o.start, o.parent, o.childStart, o.child, o.label, o.key, o.row
	n.population, n.households = o.population, o.households
	return n.unitsOfRows()
}

// unitsOfRows is the unit that each row of the specification became.
func (n *Network) unitsOfRows() []Unit {
	unitOf := make([]Unit, len(n.row))
	for u, row := range n.row {
		unitOf[row] = Unit(u)
	}
	return unitOf
}

// SharesUnits tells whether another network has the units of this one, as variants of one
// scenario do: what is made of units alone may then be shared.
func (n *Network) SharesUnits(o *Network) bool { return shares(n.parent, o.parent) }

// SharesPeople tells whether another network has the units of this one and the same people
// at them.
func (n *Network) SharesPeople(o *Network) bool {
	return n.SharesUnits(o) && shares(n.people, o.people)
}

// shares tells whether two arrays are one.
func shares[T any](a, b []T) bool {
	return len(a) == len(b) && len(a) > 0 && &a[0] == &b[0]
}

// samePeople tells whether the people of a specification with the units of another
// network are those of that network.
func (s *Spec) samePeople(n *Network) bool {
	a, b := s.Public, n.public
	return s.AddUp == n.addUp && a != nil && b != nil && a.Tier == b.Tier && a.PerUnit == b.PerUnit && a.Household == b.Household
}

// takePeople takes the people of another network over.
func (n *Network) takePeople(o *Network) {
	n.served, n.people, n.homes, n.spread = o.served, o.people, o.homes, o.spread
}
