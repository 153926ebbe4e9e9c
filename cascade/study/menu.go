package study

import (
	"slices"
)

// A Menu is what can be done at the units of a tree, and what each of them then adds to
// what is sought: people reached by a time. People add up, and those of a unit depend
// only on what is done at it and above it, on its path; so the best use of a budget is
// found by dynamic programming over the tree (knapsack: Kellerer, Pferschy and Pisinger,
// Knapsack Problems, 2004, chapter 11).
type Menu struct {
	// Parent is the unit above each, which has a smaller number, or −1.
	Parent []int32
	// Level is, of each unit, which of Costs it chooses from, or −1. Along a path levels
	// are met once each.
	Level []int8
	// Costs are, of each level, what its choices cost; the first is to do nothing, for 0.
	Costs [][]int64
	// Value is what each unit adds, by the code of its path (Code) and its number; of
	// levels that are not on its path nothing is chosen. Units beyond its rows add nothing.
	Value [][]float64

	children [][]int32
	stride   []int
}

// Code is the number of choices on a path, one of each level: a place in Value.
func (m *Menu) Code(choices []int) int {
	code := 0
	for l, c := range choices {
		code += c * m.strides()[l]
	}
	return code
}

// Codes is how many codes there are.
func (m *Menu) Codes() int {
	n := 1
	for _, costs := range m.Costs {
		n *= len(costs)
	}
	return n
}

// Choices are those of a code.
func (m *Menu) Choices(code int) []int {
	out := make([]int, len(m.Costs))
	for l, costs := range m.Costs {
		out[l] = code / m.strides()[l] % len(costs)
	}
	return out
}

func (m *Menu) strides() []int {
	if m.stride == nil {
		next := 1
		for _, costs := range m.Costs {
			m.stride = append(m.stride, next)
			next *= len(costs)
		}
	}
	return m.stride
}

// below are the units directly below u; those at the top are below −1.
func (m *Menu) below(u int32) []int32 {
	if m.children == nil {
		m.children = make([][]int32, len(m.Parent)+1)
		for v, p := range m.Parent {
			m.children[p+1] = append(m.children[p+1], int32(v))
		}
	}
	return m.children[u+1]
}

// own is what a unit adds by the code of its path.
func (m *Menu) own(code int, u int32) float64 {
	if row := m.Value[code]; int(u) < len(row) {
		return row[u]
	}
	return 0
}

// Paths are, of each unit, the code of its path where choices are made, one of each unit.
func (m *Menu) Paths(choice []int) []int {
	out := make([]int, len(m.Parent))
	for u, p := range m.Parent {
		if p >= 0 {
			out[u] = out[p]
		}
		if l := m.Level[u]; l >= 0 {
			out[u] += choice[u] * m.strides()[l]
		}
	}
	return out
}

// Under tells whether a unit is u or below it.
func (m *Menu) Under(v, u int32) bool {
	for v > u {
		v = m.Parent[v]
	}
	return v == u
}

// Sum is what all units add where choices are made, one of each unit (0 of those without
// a level).
func (m *Menu) Sum(choice []int) float64 {
	sum := 0.0
	for u, code := range m.Paths(choice) {
		sum += m.own(code, int32(u))
	}
	return sum
}

// Cost is what choices cost.
func (m *Menu) Cost(choice []int) int64 {
	sum := int64(0)
	for u, c := range choice {
		if l := m.Level[u]; l >= 0 {
			sum += m.Costs[l][c]
		}
	}
	return sum
}

// dearest is what it costs at most to choose everywhere.
func (m *Menu) dearest() int64 {
	sum := int64(0)
	for _, l := range m.Level {
		if l >= 0 {
			sum += slices.Max(m.Costs[l])
		}
	}
	return sum
}

// With is the same menu with other values.
func (m *Menu) With(value [][]float64) *Menu {
	out := *m
	out.Value = value
	return &out
}
