package model

// setClimbs gives each unit how its people pass on upwards.
func (n *Network) setClimbs(s *Spec) {
	n.climbs, n.climb = s.Climbs, nil
	if len(s.Climbs) == 0 {
		return
	}
	n.climb = make([]int16, n.Len())
	for t, k := range s.TierClimb {
		for u := n.start[t]; u < n.start[t+1]; u++ {
			n.climb[u] = int16(k)
		}
	}
	if len(s.RowClimb) == 0 {
		return
	}
	for u := range n.climb {
		if k, ok := s.RowClimb[n.row[u]]; ok {
			n.climb[u] = int16(k)
		}
	}
}

// Climbs are the kinds of passing on upwards in the network.
func (n *Network) Climbs() []Climb { return n.climbs }

// ClimbKind is the index of a unit's among Climbs, or −1 where it has none: then one
// person passes all on at once, over the channels by which the unit above tells it.
func (n *Network) ClimbKind(u Unit) int {
	if n.climb == nil {
		return -1
	}
	return int(n.climb[u])
}
