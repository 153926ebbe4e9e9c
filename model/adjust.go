package model

import (
	"math/bits"
)

// adjust scales what the served units have to the figures above them: where it is
// more than a figure says, all below have less in proportion; with AddUp also
// where it is less. Shares are whole and add up to the figure.
func (n *Network) adjust(out, figure []int64, served []bool, s *Spread) {
	has, apart := make([]int64, len(figure)), make([]int64, len(figure))
	for i, u := range n.served {
		has[u] = max(out[i], 0)
	}
	has, sum := n.adjusted(has, apart, figure, served, s)
	for u := range figure { // parents first: give out what was fitted
		if p := n.parent[u]; p != NoUnit && !served[p] && has[p] != sum[p] {
			n.shareOut(Unit(p), has, sum)
			sum[p] = has[p] // once
		}
	}
	for i, u := range n.served {
		if out[i] != Unknown {
			out[i] = has[u]
		}
	}
}

// adjusted is, for each unit, how many people it and those below it are to have,
// and the sum of what its children were to have. apart gathers the figures of
// units below which nobody is served.
func (n *Network) adjusted(has, apart, figure []int64, served []bool, s *Spread) (_, sum []int64) {
	sum = make([]int64, len(figure))
	for u := len(figure) - 1; u >= 0; u-- { // children first
		if !served[u] {
			has[u] = sum[u]
			if f := figure[u]; f != Unknown {
				switch {
				case sum[u] == 0:
					apart[u] = f
				case sum[u] > f:
					s.exceed(Unit(u), sum[u]-f)
					has[u] = f
				case n.addUp && sum[u] < f-apart[u]:
					s.Added += f - apart[u] - sum[u]
					has[u] = f - apart[u]
				}
			}
		}
		p := n.parent[u]
		if p == NoUnit {
			continue
		}
		sum[p] += has[u]
		apart[p] += apart[u]
	}
	for u := range figure {
		if figure[u] != Unknown && !served[u] && n.topFigure(Unit(u), figure) {
			s.Unserved += figure[u] - has[u]
		}
	}
	return has, sum
}

// topFigure tells whether no unit above u has a figure.
func (n *Network) topFigure(u Unit, figure []int64) bool {
	for u = n.parent[u]; u != NoUnit; u = n.parent[u] {
		if figure[u] != Unknown {
			return false
		}
	}
	return true
}

// shareOut gives what a unit is to have to its children, in proportion to what
// they were to have.
func (n *Network) shareOut(u Unit, has, sum []int64) {
	before, given := uint64(0), int64(0)
	for _, v := range n.Children(u) {
		before += uint64(has[v])
		hi, lo := bits.Mul64(before, uint64(has[u]))
		upTo, _ := bits.Div64(hi, lo, uint64(sum[u]))
		has[v] = int64(upTo) - given
		given = int64(upTo)
	}
}
