package model

import (
	"cmp"
	"math"
	"math/bits"
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

// setPeople finds the served units and gives each its people and households.
func (n *Network) setPeople() {
	if n.public == nil {
		return
	}
	for u := range n.parent {
		u := Unit(u)
		leaf := u < n.start[n.main] && len(n.Children(u)) == 0
		if n.public.Tier < 0 && leaf || n.public.Tier >= 0 && n.TierOf(u) == n.public.Tier {
			n.served = append(n.served, u)
		}
	}
	n.people = n.spreadFigure(n.population, &n.spread)
	var homes Spread
	n.homes = n.spreadFigure(n.households, &homes)
	for i := range n.served {
		if n.people[i] == Unknown {
			n.people[i] = n.public.PerUnit
			n.spread.Default++
		}
		if n.homes[i] == Unknown {
			n.spread.HomesDefault++
			n.homes[i] = int64(math.Round(float64(n.people[i]) / n.public.Household))
		}
		// A household has at least one person, and people live in households.
		n.spread.Homes += max(n.homes[i]-n.people[i], 0)
		n.homes[i] = min(n.homes[i], n.people[i])
		if n.people[i] > 0 {
			n.homes[i] = max(n.homes[i], 1)
		}
	}
}

// setShares names units, and no longer rows, where the shares of broadcasts
// differ.
func (n *Network) setShares(unitOf []Unit) {
	if n.public == nil {
		return
	}
	public := *n.public
	public.Hears = slices.Clone(public.Hears)
	for i := range public.Hears {
		s := &public.Hears[i]
		s.Shares = slices.Clone(s.Shares)
		for k := range s.Shares {
			s.Shares[k].Unit = unitOf[s.Shares[k].Unit]
		}
	}
	n.public = &public
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

// Served are the units that have people, ascending, or nil without a public.
func (n *Network) Served() []Unit { return n.served }

// People are the people of each served unit, in the order of Served.
func (n *Network) People() []int64 { return n.people }

// Homes are the households of each served unit, in the order of Served.
func (n *Network) Homes() []int64 { return n.homes }

// Spread tells how figures were spread over served units.
func (n *Network) Spread() Spread { return n.spread }

// Population is the figure given for a unit, or Unknown.
func (n *Network) Population(u Unit) int64 { return n.population.of(u) }

// Households is the figure given for a unit, or Unknown.
func (n *Network) Households(u Unit) int64 { return n.households.of(u) }
