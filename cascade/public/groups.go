package public

import (
	"math"
	"slices"

	"harkara/model"
)

// A group is the served units that hear from the same units above them: in a
// trial, all that tells their laws apart is when they started themselves, and
// how many homes a round of visits has to come to.
type group struct {
	units   []int        // integrated, not played person by person
	senders []model.Unit // for each dimension; NoUnit for the unit's own
	// audience is the kind of audiences that all have.
	audience int32
	// homes are the numbers of homes at which visits are followed, ascending:
	// one entry, of no meaning, without visits.
	homes []int64
	// profiled groups are counted by a response profile: their people are
	// gathered at the grid points of start and of homes, and the law is asked there.
	profiled bool
	// grown are the units whose first growth of talk is played one by one.
	grown bool
}

// rows is how many states a profile of the group has.
func (g *group) rows(k *startGrid) int { return len(k.at) * len(g.homes) }

// groupName tells groups apart.
type groupName struct {
	senders  [maxDims]model.Unit
	audience int32
	grown    bool
}

// groupName is the name of the group of the i-th served unit. Its own start is not
// part of it, which differs from unit to unit.
func (c *Crowd) groupName(i int) groupName {
	name := groupName{audience: c.audienceOf(i), grown: c.grown[i]}
	for d := range c.senders {
		name.senders[d] = c.senders[d][i]
		if d == c.own {
			name.senders[d] = model.NoUnit
		}
	}
	return name
}

// setGroups sorts the served units into groups and lays out their profiles.
func (c *Crowd) setGroups() {
	if c.sameGroups() {
		// All but what the law decides: whether a profile pays.
		c.groupOf, c.placeOf, c.groups = c.like.groupOf, c.like.placeOf, slices.Clone(c.like.groups)
		for i := range c.groups {
			c.groups[i].profiled = c.profiled(&c.groups[i])
		}
		return
	}
	if c.law.talk > 0 {
		c.setGrid()
		c.setGrown()
	}
	c.groupOf, c.placeOf = make([]int32, len(c.served)), make([]int32, len(c.served))
	known := map[groupName]int32{}
	var last groupName // of the unit before: neighbours are nearly always of one group
	g := int32(-1)
	for i := range c.served {
		if name := c.groupName(i); g < 0 || name != last {
			last = name
			of, ok := known[name]
			if !ok {
				of = int32(len(c.groups))
				known[name] = of
				c.groups = append(c.groups, group{senders: slices.Clone(name.senders[:len(c.senders)]), audience: name.audience, grown: name.grown})
			}
			g = of
		}
		c.groupOf[i] = g
		if !c.exact[i] {
			c.placeOf[i] = int32(len(c.groups[g].units))
			c.groups[g].units = append(c.groups[g].units, i)
		}
	}
	for i := range c.groups {
		g := &c.groups[i]
		g.homes = c.gridOfHomes(g.units)
		g.profiled = !g.grown && c.profiled(g)
	}
}

// directUnits is up to how many units of a group are always asked one by one.
const directUnits = 64

// profiled tells whether the units of a group are so many that a profile counts them.
func (c *Crowd) profiled(g *group) bool {
	// A profile has room for homes of two sizes a unit.
	return c.sizes == nil && len(g.units) > directUnits && len(g.units) > g.rows(&c.startGrid)
}

// sameGroups tells whether the groups of this crowd are those of the one it is like: all
// hear from the same tiers, and nothing else tells units apart.
func (c *Crowd) sameGroups() bool {
	l := c.like
	return l != nil && c.plain && l.plain && slices.Equal(c.tiers, l.tiers) && c.audience == nil && l.audience == nil &&
		(len(c.law.rounds) == 0) == (len(l.law.rounds) == 0)
}

// homeOctave is how many numbers of homes are followed for each doubling. In
// between, the share of homes visited is a straight line; it differs from the
// true one by less than (2^(1/16)−1)²/8 = 2.5e-4 of itself.
const (
	homeOctave = 16
	homeError  = 2.5e-4
)

// gridOfHomes are the numbers of homes, ascending, at which the share of homes
// visited is asked for units: one, of no meaning, where nobody visits.
func (c *Crowd) gridOfHomes(units []int) []int64 {
	if len(c.law.rounds) == 0 || len(units) == 0 {
		return []int64{0}
	}
	least, most := int64(math.MaxInt64), int64(1)
	for _, i := range units {
		least, most = min(least, max(c.homes[i], 1)), max(most, c.homes[i])
	}
	var grid []int64
	for x := float64(least); ; x = max(x+1, math.Floor(x*math.Exp2(1.0/homeOctave))) {
		grid = append(grid, int64(x))
		if int64(x) >= most {
			return grid
		}
	}
}

// findHomes is the entry of homes at or below n, and how far 1/n is towards the
// next: the share visited is linear in 1/n.
func (g *group) findHomes(n int64) (int, float64) {
	h, found := slices.BinarySearch(g.homes, max(n, 1))
	if found {
		return h, 0
	}
	h--
	a, b := 1/float64(g.homes[h]), 1/float64(g.homes[h+1])
	return h, (a - 1/float64(n)) / (a - b)
}
