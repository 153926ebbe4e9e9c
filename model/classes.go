package model

import (
	"fmt"
	"slices"
)

// A Class is what units have in common whose people pass messages on in the same
// way: their relay, and the outages that may befall them.
type Class struct {
	// First is the first unit of the class, which names it to people.
	First Unit
	Relay int // an index of Network.Relays
	// Outages are indices of Network.Outages: those of the units' tier, then
	// those of the unit itself.
	Outages []int
}

// Classes groups the units by relay and outages: of is, for each unit, the index
// of its class. The work and the memory of engines and solvers go with the
// classes where they can, which are few, and not with the units. Classes are in
// the order of their first units.
func (n *Network) Classes() (classes []Class, of []int32) {
	byUnit, byTier := n.outagesBy()
	of = make([]int32, n.Len())
	known := map[string]int32{}
	for t := range n.tiers {
		common := map[uint16]int32{} // by relay: classes of units without outages of their own
		last, same := -1, int32(0)   // the relay of the unit before, and its class
		for u := n.start[t]; u < n.start[t+1]; u++ {
			relay := n.relay[u]
			if int(relay) == last && len(byUnit) == 0 {
				of[u] = same
				continue
			}
			own := byUnit[u]
			c, ok := common[relay]
			if ok && own == nil {
				of[u], last, same = c, int(relay), c
				continue
			}
			all := slices.Concat(byTier[t], own)
			name := fmt.Sprint(relay, all)
			if c, ok = known[name]; !ok {
				c = int32(len(classes))
				known[name] = c
				classes = append(classes, Class{First: u, Relay: int(relay), Outages: all})
			}
			if own == nil {
				common[relay] = c
			}
			of[u] = c
		}
	}
	return classes, of
}

// outagesBy are the indices of Outages by the unit, or by the tier, that each is
// given for.
func (n *Network) outagesBy() (unit map[Unit][]int, tier [][]int) {
	unit, tier = map[Unit][]int{}, make([][]int, len(n.tiers))
	for i, o := range n.outages {
		if o.Unit != NoUnit {
			unit[o.Unit] = append(unit[o.Unit], i)
		} else {
			tier[o.Tier] = append(tier[o.Tier], i)
		}
	}
	return unit, tier
}
