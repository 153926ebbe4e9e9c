package model

import (
	"cmp"
	"slices"
)

// Spread tells how figures of people were spread over units without one.
type Spread struct {
	// Shared is how many served units took an even share of what a unit above
	// them has, and From the tiers (bit t for tier t) of those units above.
	Shared int
	From   uint64
	// Default is how many served units have the people the public's default
	// gives, for lack of any figure.
	Default int
	// HomesDefault is how many served units have as many households as the
	// public's default makes of their people.
	HomesDefault int
	// Unserved is how many people of the figures no served unit has: those of
	// units with no served unit below them, or left over by the figures below.
	Unserved int64
	// Over is how many people less the served units have than figures say,
	// because figures of units exceed that of the unit above them, and Added how
	// many more they have to make up what figures leave (Spec.AddUp).
	Over, Added int64
	// Most are the units where Over is largest, at most five, largest first.
	Most []Excess
	// Summed is how many people were given only below the units that serve them:
	// each such unit has the sum of what is given below it.
	Summed int64
	// Homes is how many households less there are than figures say, because they
	// exceed the people who could live in them.
	Homes int64
}

// Excess is by how many people the figures below a unit exceed its own.
type Excess struct {
	Unit   Unit
	People int64
}

// exceed counts people whom the figure of a unit above them has no room for.
func (s *Spread) exceed(u Unit, people int64) {
	s.Over += people
	s.Most = append(s.Most, Excess{u, people})
	slices.SortFunc(s.Most, func(a, b Excess) int {
		return cmp.Or(cmp.Compare(b.People, a.People), cmp.Compare(a.Unit, b.Unit))
	})
	s.Most = s.Most[:min(len(s.Most), 5)]
}

// figures are a number for each unit, Unknown where it is not given; nil where none is.
type figures []int64

// figuresOf are the figures of rows by unit.
func figuresOf(rows []int64, row []int32) figures {
	if !slices.ContainsFunc(rows, func(x int64) bool { return x != Unknown }) {
		return nil
	}
	out := make(figures, len(row))
	for u, r := range row {
		out[u] = rows[r]
	}
	return out
}

func (f figures) of(u Unit) int64 {
	if f == nil {
		return Unknown
	}
	return f[u]
}

// spreadFigure gives each served unit its own figure, or else an even share of
// what its nearest ancestor with a figure leaves over after the units that
// have one. Shares are whole and add up: the first units take one more. Last,
// what contradicts a figure above is made to fit it.
func (n *Network) spreadFigure(given figures, s *Spread) []int64 {
	if given == nil {
		return slices.Repeat([]int64{Unknown}, len(n.served))
	}
	const none = Unit(-1)
	served := make([]bool, len(given))
	for _, u := range n.served {
		served[u] = true
	}
	figure := n.figuresAtServed(served, given, s)
	// nearest is the nearest unit above with a figure; left what that unit's
	// figure leaves over; takers how many served units share it.
	nearest := make([]Unit, len(figure))
	left := make([]int64, len(figure))
	takers := make([]int64, len(figure))
	for u := range figure { // parents first
		nearest[u] = none
		if p := n.parent[u]; p != NoUnit {
			nearest[u] = nearest[p]
			if figure[p] != Unknown {
				nearest[u] = p
			}
		}
		switch near := nearest[u]; {
		case figure[u] != Unknown:
			left[u] = figure[u]
			if near != none {
				left[near] -= figure[u]
			}
		case served[u] && near != none:
			takers[near]++
		}
	}
	out := make([]int64, len(n.served))
	handed := make([]int64, len(figure)) // shares so far
	for i, u := range n.served {
		near := nearest[u]
		switch {
		case figure[u] != Unknown:
			out[i] = figure[u]
		case near == none:
			out[i] = Unknown
		default:
			whole := max(left[near], 0)
			out[i] = whole / takers[near]
			if handed[near] < whole%takers[near] {
				out[i]++
			}
			handed[near]++
			s.Shared++
			s.From |= 1 << n.TierOf(near)
		}
	}
	n.adjust(out, figure, served, s)
	return out
}

// figuresAtServed are the figures of units that have no served unit above.
// Figures below a served unit are of people who are in it: where it has none of
// its own it has their sum, and what exceeds its own is counted.
func (n *Network) figuresAtServed(served []bool, given []int64, s *Spread) []int64 {
	below, any := make([]bool, len(given)), false
	for u, p := range n.parent { // parents first
		below[u] = p != NoUnit && (served[p] || below[p])
		any = any || below[u] && given[u] != Unknown
	}
	if !any {
		return given
	}
	figure, sum := slices.Clone(given), slices.Repeat([]int64{Unknown}, len(given))
	for u := len(given) - 1; u >= 0; u-- { // children first
		if !below[u] && !served[u] {
			continue
		}
		if given[u] != Unknown && sum[u] > given[u] {
			s.exceed(Unit(u), sum[u]-given[u])
		}
		has := given[u]
		if has == Unknown {
			has = sum[u]
		}
		switch {
		case !below[u] && given[u] == Unknown && has != Unknown:
			figure[u] = has
			s.Summed += has
		case below[u] && has != Unknown:
			figure[u] = Unknown
			p := n.parent[u]
			sum[p] = max(sum[p], 0) + has
		}
	}
	return figure
}
