package model

import (
	"runtime"
	"slices"
	"sync"

	"github.com/cespare/xxhash/v2"
)

// order numbers the units: by tier, and within a tier as a walk down the
// hierarchy meets them. It returns the unit of each row.
func (n *Network) order(r *Rows) []Unit {
	count := len(r.Tier)
	first, next, roots := childLists(r.Parent)
	n.start = make([]Unit, len(n.tiers)+1)
	for _, t := range r.Tier {
		n.start[t+1]++
	}
	for t := range n.tiers {
		n.start[t+1] += n.start[t]
	}
	free := append([]Unit(nil), n.start...)
	unitOf := make([]Unit, count)
	n.parent = make([]Unit, count)
	n.row = make([]int32, count)
	stack := make([]int32, 0, 64)
	for root := roots; root >= 0; root = next[root] {
		stack = append(stack[:0], root)
		for len(stack) > 0 {
			row := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			u := free[r.Tier[row]]
			free[r.Tier[row]]++
			unitOf[row], n.row[u], n.parent[u] = u, row, NoUnit
			if p := r.Parent[row]; p >= 0 {
				n.parent[u] = unitOf[p]
			}
			at := len(stack)
			for c := first[row]; c >= 0; c = next[c] {
				stack = append(stack, c)
			}
			for i, j := at, len(stack)-1; i < j; i, j = i+1, j-1 {
				stack[i], stack[j] = stack[j], stack[i]
			}
		}
	}
	n.fillColumns(r)
	n.fillChildren()
	return unitOf
}

// childLists threads the rows of each parent into a list, in row order.
func childLists(parent []int32) (first, next []int32, roots int32) {
	first = make([]int32, len(parent))
	next = make([]int32, len(parent))
	for i := range first {
		first[i] = -1
	}
	roots = -1
	for i := int32(len(parent)) - 1; i >= 0; i-- {
		if p := parent[i]; p >= 0 {
			next[i], first[p] = first[p], i
		} else {
			next[i], roots = roots, i
		}
	}
	return first, next, roots
}

func (n *Network) fillColumns(r *Rows) {
	count := len(n.row)
	n.label = make([]int32, count)
	n.key = make([]uint64, count)
	n.population, n.households = figuresOf(r.Population, n.row), figuresOf(r.Households, n.row)
	for u, row := range n.row {
		n.label[u] = r.labelOf(row)
	}
	n.fillKeys()
}

// labelOf is the row itself where it has a name of its own, else less its ordinal.
func (r *Rows) labelOf(row int32) int32 {
	if r.Ordinal[row] > 0 || int(row) >= len(r.Name) {
		return -r.Ordinal[row]
	}
	return row
}

// fillKeys hashes the codes of all units, large networks on all processors.
func (n *Network) fillKeys() {
	const each = 1 << 14
	fill := func(lo, hi int) {
		var path []byte
		for u := lo; u < hi; u++ {
			path = n.appendCode(path[:0], Unit(u))
			n.key[u] = xxhash.Sum64(path)
		}
	}
	var wait sync.WaitGroup
	limit := make(chan struct{}, runtime.GOMAXPROCS(0))
	for lo := 0; lo < len(n.key); lo += each {
		limit <- struct{}{}
		wait.Go(func() {
			fill(lo, min(lo+each, len(n.key)))
			<-limit
		})
	}
	wait.Wait()
}

func (n *Network) fillChildren() {
	n.childStart = make([]int32, len(n.parent)+1)
	for _, p := range n.parent {
		if p >= 0 {
			n.childStart[p+1]++
		}
	}
	for u := range n.parent {
		n.childStart[u+1] += n.childStart[u]
	}
	n.child = make([]Unit, n.childStart[len(n.parent)])
	at := append([]int32(nil), n.childStart...)
	for u, p := range n.parent {
		if p >= 0 {
			n.child[at[p]] = Unit(u)
			at[p]++
		}
	}
}

func (n *Network) setRelays(s *Spec, unitOf []Unit) {
	n.relay = make([]uint16, len(n.parent))
	for t, k := range s.TierRelay {
		for u := n.start[t]; u < n.start[t+1]; u++ {
			n.relay[u] = uint16(k)
		}
	}
	for row, k := range s.RowRelay {
		n.relay[unitOf[row]] = uint16(k)
	}
}

// setLinks sorts links by the unit they leave, and else as they come.
func (n *Network) setLinks(parts [][]Link, unitOf []Unit) {
	n.linkStart = make([]int32, len(n.parent)+1)
	count := 0
	for _, part := range parts {
		count += len(part)
		for _, l := range part {
			n.linkStart[unitOf[l.From]+1]++
		}
	}
	if count == 0 {
		return
	}
	for u := range n.parent {
		n.linkStart[u+1] += n.linkStart[u]
	}
	n.links = make([]Link, count)
	at := slices.Clone(n.linkStart)
	for _, part := range parts {
		for _, l := range part {
			from := unitOf[l.From]
			n.links[at[from]] = Link{From: from, To: unitOf[l.To], Over: l.Over}
			at[from]++
		}
	}
}
