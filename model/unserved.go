package model

// Unserved is how many people of the figures given for a unit and for those
// below it no unit serves: of a block of 500 people without a panchayat, 500.
// Where a unit has no figure it is the sum of what lies below. It has one entry
// a unit, and is nil without a public. Their sum over units that have no figure
// above them is Spread.Unserved.
func (n *Network) Unserved() []int64 {
	if n.public == nil {
		return nil
	}
	served := make([]int64, n.Len()) // people served at or below each unit
	within := make([]bool, n.Len())  // a served unit, or one below it
	for i, u := range n.served {
		served[u], within[u] = n.people[i], true
	}
	for u, p := range n.parent { // parents first
		within[u] = within[u] || p != NoUnit && within[p]
	}
	out := make([]int64, n.Len())
	for u := n.Len() - 1; u >= 0; u-- { // children first
		if f := n.Population(Unit(u)); f != Unknown && !within[u] {
			out[u] = max(f-served[u], 0)
		}
		if p := n.parent[u]; p != NoUnit {
			served[p] += served[u]
			out[p] += out[u]
		}
	}
	return out
}
