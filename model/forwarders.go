package model

import "slices"

// Forwarders is how many units of a tier have somebody to tell: units below them or
// linked to them, or people who hear from that tier.
func (n *Network) Forwarders(tier int) int {
	people := false
	if pub := n.Public(); pub != nil {
		for _, s := range pub.Hears {
			serves := s.From < 0 && slices.ContainsFunc(n.Served(), func(u Unit) bool { return n.TierOf(u) == tier })
			people = people || s.Kind != Talk && (s.From == tier || serves)
		}
	}
	telling := 0
	for u := n.InTier(tier).Lo; u < n.InTier(tier).Hi; u++ {
		if people || len(n.Children(u)) > 0 || len(n.LinksFrom(u)) > 0 {
			telling++
		}
	}
	return telling
}
