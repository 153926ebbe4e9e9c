package public

import (
	"slices"

	"harkara/cascade/random"
	"harkara/model"
)

// Cell is a set of served units whose people are counted together, with the
// memory to count them: a worker has a fork of its own.
type Cell struct {
	// People and Homes are how many there are in the cell, told or not.
	People, Homes int64

	// exact are the units played person by person, by index; parts are the others,
	// by group, and integrated the same, ascending.
	exact      []int
	parts      []part
	integrated []int
	// upTo are the people, and upToHomes the households, up to and including each
	// integrated unit: Pool draws units by them.
	upTo, upToHomes []int64
	// key is of the cell's own random numbers: one a trial for what is drawn, so
	// that counts of one trial rise together, and those of Pool.
	key random.Key
	// known is what has been asked of this trial, ascending by time: columns,
	// goals and searches for shares share it.
	known []answer
	// exactly is that people come in steps that are felt in this trial.
	exactly bool

	cells []*Cell // of each variant, where circumstances make plays unlike
}

// part is the units of one group in one cell.
type part struct {
	// group is the index of the group.
	group int
	// many is how many units it has.
	many int
	// units are the units by index, and places where each is among the group's,
	// unless a profile counts them.
	units  []int
	places []int32
	// profile is what the units are gathered in, where they are more than its
	// rows: those that are alike and come one after another at once, and singles.
	profile *profile
	alike   []alike
	// singles are in order of homes; sole are the same units in their own order, and
	// order is where each of those is among the singles.
	singles []single
	sole    []model.Unit
	order   []int32
	// begun is how the sources of each unit, or at each grid point of start in use,
	// began in this trial.
	begun []model.Tick
}

// Fork is a cell of the same units with memory of its own.
func (cell *Cell) Fork() *Cell {
	fork := *cell
	fork.cells = nil
	for _, one := range cell.cells {
		fork.cells = append(fork.cells, one.Fork())
	}
	fork.known, fork.parts = nil, slices.Clone(cell.parts)
	for k := range fork.parts {
		p := &fork.parts[k]
		p.begun = nil
		if p.profile != nil {
			p.profile = &profile{}
		}
	}
	return &fork
}

// NewCell is the cell of the served units in which (ascending indices); name
// tells its random numbers from that of other cells.
func (c *Crowd) NewCell(which []int, name uint64) *Cell {
	if c.varied != nil {
		return c.varied.newCell(which, name)
	}
	cell := &Cell{
		key: c.key.Fold(name), integrated: make([]int, 0, len(which)),
		upTo: make([]int64, 0, len(which)), upToHomes: make([]int64, 0, len(which)),
	}
	byGroup := map[int32]int{}
	last, same := int32(-1), 0 // the group of the unit before, and its part
	var people, homes int64
	for _, i := range which {
		if c.exact[i] {
			cell.exact = append(cell.exact, i)
			continue
		}
		g := c.groupOf[i]
		k, ok := same, g == last
		if !ok {
			k, ok = byGroup[g]
		}
		if !ok {
			k = len(cell.parts)
			byGroup[g] = k
			most := min(len(which), len(c.groups[g].units))
			cell.parts = append(cell.parts, part{group: int(g), units: make([]int, 0, most), places: make([]int32, 0, most)})
		}
		last, same = g, k
		p := &cell.parts[k]
		p.units, p.places = append(p.units, i), append(p.places, c.placeOf[i])
		people += c.people[i]
		homes += c.homes[i]
		cell.integrated = append(cell.integrated, i)
		cell.upTo = append(cell.upTo, people)
		cell.upToHomes = append(cell.upToHomes, homes)
	}
	for k := range cell.parts {
		p := &cell.parts[k]
		p.many = len(p.units)
		if c.gathers(p.group, p.many) {
			p.profile = &profile{}
			p.sort(c, &c.groups[p.group])
		}
	}
	cell.People, cell.Homes = c.Total(which)
	return cell
}

// NewCellLike is NewCell, but that it may be like a cell of these units and this name of
// the crowd that this one is like, whose memory of the units it then shares.
func (c *Crowd) NewCellLike(which []int, name uint64, like *Cell) *Cell {
	if like == nil || c.varied != nil || !c.sameGroups() || !slices.Equal(which, like.integrated) {
		return c.NewCell(which, name)
	}
	// Whether a profile pays depends on how many grid points this law needs.
	for k := range like.parts {
		if p := &like.parts[k]; (p.profile != nil) != c.gathers(p.group, p.many) {
			return c.NewCell(which, name)
		}
	}
	cell := like.Fork()
	// Its random numbers are those of this problem's seed and message.
	cell.key = c.key.Fold(name)
	return cell
}

// gathers tells whether so many units of a group in one cell are gathered in a profile.
func (c *Crowd) gathers(group, many int) bool {
	g := &c.groups[group]
	return g.profiled && (c.law.talk > 0 || many > g.rows(&c.startGrid))
}

// Begin makes a cell ready to be asked about the trial that was played last.
func (w *Work) Begin(cell *Cell) {
	if w.works != nil {
		one, its := w.in(cell)
		one.Begin(its)
		return
	}
	cell.known = cell.known[:0]
	for k := range cell.parts {
		p := &cell.parts[k]
		if p.profile != nil {
			p.profile.gather(w.Crowd, &w.groups[p.group], p, w.out)
		}
		w.beginPart(p)
	}
	cell.exactly = w.exactly(cell)
}

// beginPart works out how the sources of a part's units, or at the grid points of
// its profile, began.
func (w *Work) beginPart(p *part) {
	p.begun = p.begun[:0]
	if p.profile == nil {
		for _, i := range p.units {
			p.begun = w.law.begin(p.begun, w.startsOf(i), w.audienceOf(i))
		}
		return
	}
	g := &w.groups[p.group]
	for k := p.profile.lo; k < p.profile.hi; k++ {
		p.begun = w.law.begin(p.begun, w.startsAbove(g, w.startGrid.at[k]), g.audience)
	}
}
