package public

import (
	"cmp"
	"math"
	"slices"

	"harkara/cascade"
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
	c.setStartGrid()
	if c.law.talk > 0 {
		c.setGrid()
		c.setGrown()
	}
	c.groupOf = make([]int32, len(c.served))
	known := map[groupName]int32{}
	for i := range c.served {
		name := c.groupName(i)
		g, ok := known[name]
		if !ok {
			g = int32(len(c.groups))
			known[name] = g
			c.groups = append(c.groups, group{senders: slices.Clone(name.senders[:len(c.senders)]), audience: name.audience, grown: name.grown})
		}
		c.groupOf[i] = g
		if !c.exact[i] {
			c.groups[g].units = append(c.groups[g].units, i)
		}
	}
	for i := range c.groups {
		g := &c.groups[i]
		g.homes = c.gridOfHomes(g.units)
		g.profiled = !g.grown && c.profiled(g.units)
	}
}

// setGrown finds the units whose first growth of talk is played: those in which
// fewer than curveKnowers are first to know, but for as many in a profile as add
// profileError to what is expected of all its people.
func (c *Crowd) setGrown() {
	together := map[groupName][]int{}
	for i := range c.served {
		if !c.exact[i] {
			name := c.groupName(i)
			together[name] = append(together[name], i)
		}
	}
	for _, units := range together {
		spare := 0.0 // people
		if c.profiled(units) {
			slices.SortStableFunc(units, func(a, b int) int { return cmp.Compare(c.knowersOf(b), c.knowersOf(a)) })
			for _, i := range units {
				spare += float64(c.people[i])
			}
			spare *= profileError
		}
		for _, i := range units {
			if c.knowersOf(i) < curveKnowers {
				spare -= float64(c.people[i]) * c.curveError(i)
				c.grown[i] = spare < 0
			}
		}
	}
}

// profileError is how much the curves of talk in units with few first knowers
// may add to the expected share of all units of a profile.
const profileError = 5e-5

// curveError is how far the expected share of people of the i-th served unit who
// know may be from that of the jump process, where all its talk is a curve.
func (c *Crowd) curveError(i int) float64 {
	n := c.knowersOf(i)
	return min(talkError/float64(n*n), 1)
}

// directUnits is up to how many units of a group are always asked one by one.
const directUnits = 64

// profiled tells whether units are so many that a profile counts them.
func (c *Crowd) profiled(units []int) bool {
	return len(units) > directUnits && len(units) > len(c.startGrid.at)*len(c.gridOfHomes(units))
}

// homeOctave is how many numbers of homes are followed for each doubling. In
// between, the share of homes visited is a straight line; it differs from the
// true one by less than (2^(1/16)−1)²/8 = 2.5e-4 of itself.
const (
	homeOctave = 16
	homeError  = 2.5e-4
)

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

// profile is how many people are at each grid point of start and of homes.
type profile struct {
	rows   []members
	used   []bool
	lo, hi int       // rows in use lie in [lo, hi)
	share  []float64 // of alike units, at each grid point of start
}

// alike are served units that follow each other and have as many people and
// homes each.
type alike struct {
	kind    int32
	homes   int64
	senders model.Range // the units themselves
}

// appendAlike adds the i-th served unit to the last of a list of alike units, or
// as a new one.
func (c *Crowd) appendAlike(list []alike, i int) []alike {
	u := c.served[i]
	if n := len(list); n > 0 {
		if last := &list[n-1]; last.kind == c.kindOf[i] && last.senders.Hi == u {
			last.senders.Hi++
			return list
		}
	}
	return append(list, alike{kind: c.kindOf[i], homes: c.homes[i], senders: model.Range{Lo: u, Hi: u + 1}})
}

// clear empties a profile of n rows.
func (p *profile) clear(n int) {
	if p.rows == nil {
		p.rows, p.used = make([]members, n), make([]bool, n)
		for r := range p.rows {
			p.rows[r].lo = maxClasses
		}
		p.hi = n
	}
	for r := p.lo; r < p.hi; r++ {
		if p.used[r] {
			p.rows[r], p.used[r] = members{lo: maxClasses}, false
		}
	}
	p.lo, p.hi = n, 0
}

// gather fills a profile with units of a group. How units that are alike are
// spread over the grid points is added up first, as shares of one; then their people
// are, grid point by grid point.
func (p *profile) gather(c *Crowd, g *group, list []alike, out *cascade.Outcome) {
	p.clear(g.rows(&c.startGrid))
	width := len(c.startGrid.at)
	if p.share == nil {
		p.share = make([]float64, width+1)
	}
	for k := range list {
		a := &list[k]
		h, some := 0, 0.0
		if len(g.homes) > 1 {
			h, some = g.findHomes(a.homes)
		}
		if c.own < 0 {
			p.share[0] = float64(a.senders.Len())
		} else {
			c.startGrid.spread(p.share, out.Start[a.senders.Lo:a.senders.Hi])
		}
		w := &c.kinds[a.kind]
		for k, x := range p.share {
			if x == 0 {
				continue
			}
			p.share[k] = 0
			p.put(h*width+k, w, float64(x*(1-some)))
			if some > 0 {
				p.put((h+1)*width+k, w, float64(x*some))
			}
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

func (p *profile) put(r int, w *members, part float64) {
	p.rows[r].add(w, part)
	p.used[r] = true
	p.lo, p.hi = min(p.lo, r), max(p.hi, r+1)
}

func (w *members) add(o *members, part float64) {
	w.people += float64(o.people * part)
	w.units += float64(o.units * part)
	w.uneven += float64(o.uneven * part)
	w.lo, w.hi = min(w.lo, o.lo), max(w.hi, o.hi)
	for k := o.lo; k < o.hi; k++ {
		w.homes[k] += float64(o.homes[k] * part)
	}
}
