package engine

import (
	"math/bits"
	"slices"
)

// callOrder puts calls in the order of their random numbers, those of one number as they
// stand. It is working memory.
type callOrder struct {
	ends []int32 // of each of as many parts of all numbers as there are calls: where its calls end
	from []call
}

// sort puts each call in its part of all numbers first: uniform numbers then lie within a
// few places of where they belong, so that the time is proportional to how many there are.
func (o *callOrder) sort(calls []call) {
	n := len(calls)
	part := func(c *call) int { hi, _ := bits.Mul64(c.order, uint64(n)); return int(hi) }
	o.ends = slices.Grow(o.ends[:0], n)[:n]
	clear(o.ends)
	for k := range calls {
		o.ends[part(&calls[k])]++
	}
	for k := 1; k < n; k++ {
		o.ends[k] += o.ends[k-1]
	}
	// From the last on, so that calls of one part keep their order.
	o.from = append(o.from[:0], calls...)
	for k := n - 1; k >= 0; k-- {
		end := &o.ends[part(&o.from[k])]
		*end--
		calls[*end] = o.from[k]
	}
	for k := 1; k < n; k++ {
		if calls[k].order >= calls[k-1].order {
			continue
		}
		moved, at := calls[k], k
		for ; at > 0 && calls[at-1].order > moved.order; at-- {
			calls[at] = calls[at-1]
		}
		calls[at] = moved
	}
}
