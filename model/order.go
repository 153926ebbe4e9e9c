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
	n.start = starts(len(n.tiers), func(count func(int32)) {
		for _, t := range r.Tier {
			count(int32(t))
		}
	})
	free := slices.Clone(n.start)
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
			slices.Reverse(stack[at:])
		}
	}
	n.fillColumns(r)
	n.fillChildren()
	return unitOf
}

// starts are where each of n groups starts where items stand group by group, and the end:
// each calls count once for every item, with its group.
func starts(n int, each func(count func(group int32))) []int32 {
	out := make([]int32, n+1)
	each(func(group int32) { out[group+1]++ })
	for i := range n {
		out[i+1] += out[i]
	}
	return out
}

// childLists threads the rows of each parent into a list, in row order.
func childLists(parent []int32) (first, next []int32, roots int32) {
	first, next, roots = slices.Repeat([]int32{-1}, len(parent)), make([]int32, len(parent)), -1
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
	n.childStart = starts(len(n.parent), func(count func(int32)) {
		for _, p := range n.parent {
			if p >= 0 {
				count(p)
			}
		}
	})
	n.child = make([]Unit, n.childStart[len(n.parent)])
	at := slices.Clone(n.childStart)
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

// setOutages names units, and no longer rows, that outages befall.
func (n *Network) setOutages(outages []Outage, unitOf []Unit) {
	for _, o := range outages {
		if o.Unit != NoUnit {
			o.Unit = unitOf[o.Unit]
		}
		n.outages = append(n.outages, o)
	}
}
