package public

import (
	"slices"

	"harkara/cascade"
	"harkara/model"
)

// profile is how many people are at each grid point of start and of homes.
//
// Everything that members count is a sum, so what is asked of a grid point is what
// would be asked of its units one by one.
type profile struct {
	// sums has an entry for each number that members have (stride of them), of each
	// grid point of start (width), of each number of homes (many). Units are added in
	// order of homes, so those of one number should be near each other in memory.
	sums                []float64
	many, width, stride int
	lo, hi              int          // grid points of start in use lie in [lo, hi)
	starts              []startTally // of alike units, from each grid point of start on
	places              []place      // of single units, in their order
	// tails are sums over all numbers of homes from every tailEvery-th on (tail).
	tails   []tail
	squares []float64
}

// The numbers of a grid point: people, units, uneven, then homes by class.
const (
	atPeople = iota
	atUnits
	atUneven
	atHomes
)

// place is a grid point of start, and how far a start is towards the next.
type place struct {
	k    int32
	part float64
}

// alike are many served units that follow each other and have as many people and
// homes each.
type alike struct {
	single
	senders model.Range // the units themselves
}

// single is one unit of a profile, in few bytes: hundreds of thousands of them are
// read in every trial.
type single struct {
	people        float64
	first, second float64 // homes of two sizes that follow each other
	some          float32 // how far its number of homes is towards the next of the grid
	uneven        float32
	homes         int32 // the entry of the group's homes at or below it
	class         int32 // of the first homes
}

// fewAlike is up to how many alike units are spread over the grid one by one: for
// more, adding up their shares first is quicker.
const fewAlike = 256

// sort readies a part for a profile: alike units together, the others by their number
// of homes, so that those which follow each other are added near each other.
func (p *part) sort(c *Crowd, g *group) {
	var singles []single
	for lo := 0; lo < len(p.units); {
		hi := lo + 1
		for hi < len(p.units) && c.kindOf[p.units[hi]] == c.kindOf[p.units[lo]] && c.served[p.units[hi]] == c.served[p.units[hi-1]]+1 {
			hi++
		}
		if hi-lo > fewAlike {
			u := c.served[p.units[lo]]
			p.alike = append(p.alike, alike{c.singleOf(g, p.units[lo]), model.Range{Lo: u, Hi: u + model.Unit(hi-lo)}})
			lo = hi
		}
		for ; lo < hi; lo++ {
			singles = append(singles, c.singleOf(g, p.units[lo]))
			p.sole = append(p.sole, c.served[p.units[lo]])
		}
	}
	p.units, p.places = nil, nil
	// Sorted by counting: next is where the next unit of each number of homes goes.
	next := make([]int32, len(g.homes)+1)
	for i := range singles {
		next[singles[i].homes+1]++
	}
	for h := range g.homes {
		next[h+1] += next[h]
	}
	p.singles, p.order = make([]single, len(singles)), make([]int32, len(singles))
	for i := range singles {
		to := &next[singles[i].homes]
		p.order[i], p.singles[*to] = *to, singles[i]
		*to++
	}
}

// singleOf is the i-th served unit, of a group. Its homes are of at most two classes
// that follow each other: they are as even in size as whole people allow.
func (c *Crowd) singleOf(g *group, i int) single {
	w := c.membersOf(i)
	s := single{people: w.people, uneven: float32(w.uneven)}
	if w.lo < w.hi {
		s.class, s.first = int32(w.lo), w.homes[w.lo]
	}
	if w.hi > w.lo+1 {
		s.second = w.homes[w.lo+1]
	}
	if len(g.homes) > 1 {
		h, some := g.findHomes(c.homes[i])
		s.homes, s.some = int32(h), float32(some)
	}
	return s
}

// clear empties a profile for a group.
func (p *profile) clear(c *Crowd, g *group) {
	if p.sums == nil {
		// One number more for the second class of units of the last.
		p.many, p.width, p.stride = len(g.homes), len(c.startGrid.at), atHomes+len(c.classes)+1
		p.sums = make([]float64, (p.width*p.many+1)*p.stride) // the last is only added nothing to
		p.starts = make([]startTally, p.width)
		p.lo, p.hi = 0, 0
	}
	for h := range p.many {
		if p.lo < p.hi {
			clear(p.sums[(h*p.width+p.lo)*p.stride : (h*p.width+p.hi)*p.stride])
		}
	}
	p.lo, p.hi = p.width, 0
}

// row are the sums at a grid point of start and of homes.
func (p *profile) row(k, homes int) []float64 {
	at := (homes*p.width + k) * p.stride
	return p.sums[at : at+p.stride]
}

// gather fills a profile with units of a group. How units that are alike are
// spread over the grid points is added up first, as shares of one; then their people
// are, grid point by grid point.
func (p *profile) gather(c *Crowd, g *group, part *part, out *cascade.Outcome) {
	p.clear(c, g)
	for k := range part.alike {
		a := &part.alike[k]
		if c.own < 0 {
			p.put(0, &a.single, float64(a.senders.Len()))
			continue
		}
		c.startGrid.tally(p.starts, out.Start[a.senders.Lo:a.senders.Hi])
		p.putAll(&c.startGrid, &a.single)
	}
	p.gatherSingles(c, part, out.Start)
	if len(g.homes) > 1 && c.law.talk == 0 && len(c.law.rounds) == 1 {
		p.addTails(g.homes)
	}
}

// putAll shares the units of a tally, which are alike, out to the grid points before and
// after their starts, and empties it. Those from one grid point to the next are shared
// out together, as a straight line adds up: of n of them whose starts lie d_1 to d_n after
// the first, of a gap g, Σd/g go to the next.
func (p *profile) putAll(grid *startGrid, s *single) {
	before := 0.0
	for k := range p.starts {
		t := &p.starts[k]
		if t.n == 0 && before == 0 {
			continue
		}
		e := &grid.edges[k]
		after := float64(float64(t.sum-t.n*uint64(e.at)) * e.inverse)
		p.put(k, s, before+(float64(t.n)-after))
		before, *t = after, startTally{}
	}
}

// gatherSingles adds units one by one. Where each starts is looked up in the order of
// the units, in which their starts lie in memory.
func (p *profile) gatherSingles(c *Crowd, part *part, starts []model.Tick) {
	p.places = slices.Grow(p.places[:0], len(part.singles))[:len(part.singles)]
	clear(p.places)
	if c.own >= 0 {
		c.startGrid.findAll(part.sole, part.order, starts, p.places)
	}
	stride, beside := p.stride, p.width*p.stride
	for i := range part.singles {
		s, place := &part.singles[i], p.places[i]
		some := float64(s.some)
		k, after := int(place.k), place.part
		p.lo, p.hi = min(p.lo, k), max(p.hi, min(k+2, p.width))
		at := (int(s.homes)*p.width + k) * stride
		if some > 0 {
			next := p.sums[at+beside : at+beside+2*stride]
			s.addTo(next, float64(some*(1-after)))
			s.addTo(next[stride:], float64(some*after))
		}
		both := p.sums[at : at+2*stride]
		s.addTo(both, float64((1-some)*(1-after)))
		s.addTo(both[stride:], float64((1-some)*after))
	}
}

// put adds a part of a unit's members to a grid point of start, and keeps where
// points are in use. Between two points of a grid a unit is shared out to both, so
// that what is counted is a straight line between what the law says at each.
func (p *profile) put(k int, s *single, part float64) {
	p.lo, p.hi = min(p.lo, k), max(p.hi, k+1)
	s.addTo(p.row(k, int(s.homes)), float64(part*(1-float64(s.some))))
	if s.some > 0 {
		s.addTo(p.row(k, int(s.homes)+1), float64(part*float64(s.some)))
	}
}

// addTo adds a part of a unit to sums.
func (s *single) addTo(sums []float64, part float64) {
	of := sums[atHomes+int(s.class):]
	_, _ = sums[atUneven], of[1]
	sums[atPeople] += float64(s.people * part)
	sums[atUnits] += part
	sums[atUneven] += float64(float64(s.uneven) * part)
	of[0] += float64(s.first * part)
	of[1] += float64(s.second * part)
}

// members puts the sums at a grid point into w.
func membersAt(row []float64, w *members) {
	w.people, w.units, w.uneven = row[atPeople], row[atUnits], row[atUneven]
	w.lo, w.hi = maxClasses, 0
	for k, h := range row[atHomes : len(row)-1] {
		if w.homes[k] = h; h != 0 {
			w.lo, w.hi = min(w.lo, k), k+1
		}
	}
}
