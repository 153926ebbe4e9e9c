package public

import (
	"harkara/cascade"
	"harkara/model"
)

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
	senders model.Range // the units themselves
	// homes is their entry of the group's homes, and some how far they are towards
	// the next.
	homes int
	some  float64
}

// appendAlike adds the i-th served unit, which is of a group, to the last of a list
// of alike units, or as a new one.
func (c *Crowd) appendAlike(list []alike, g *group, i int) []alike {
	u := c.served[i]
	if n := len(list); n > 0 {
		if last := &list[n-1]; last.kind == c.kindOf[i] && last.senders.Hi == u {
			last.senders.Hi++
			return list
		}
	}
	a := alike{kind: c.kindOf[i], senders: model.Range{Lo: u, Hi: u + 1}}
	if len(g.homes) > 1 {
		a.homes, a.some = g.findHomes(c.homes[i])
	}
	return append(list, a)
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
		h, some := a.homes, a.some
		// Between two points of a grid a unit is shared out to both, so that what is
		// counted is a straight line between what the law says at each.
		w := &c.kinds[a.kind]
		put := func(k int, x float64) {
			if x == 0 {
				return
			}
			p.put(h*width+k, w, float64(x*(1-some)))
			if some > 0 {
				p.put((h+1)*width+k, w, float64(x*some))
			}
		}
		switch {
		case c.own < 0:
			put(0, float64(a.senders.Len()))
		case a.senders.Len() == 1: // no need to look through the grid
			k, part := c.startGrid.find(out.Start[a.senders.Lo])
			put(k, 1-part)
			put(k+1, part)
		default:
			c.startGrid.spread(p.share, out.Start[a.senders.Lo:a.senders.Hi])
			for k, x := range p.share {
				put(k, x)
				p.share[k] = 0
			}
		}
	}
}

// put adds a part of a unit's members to a row, and keeps where rows are in use.
func (p *profile) put(r int, w *members, part float64) {
	p.rows[r].add(w, part)
	p.used[r] = true
	p.lo, p.hi = min(p.lo, r), max(p.hi, r+1)
}

// add adds a part of other members: everything that members count is a sum, so that
// what is asked of a row is what would be asked of its units one by one.
func (w *members) add(o *members, part float64) {
	w.people += float64(o.people * part)
	w.units += float64(o.units * part)
	w.uneven += float64(o.uneven * part)
	w.lo, w.hi = min(w.lo, o.lo), max(w.hi, o.hi)
	for k := o.lo; k < o.hi; k++ {
		w.homes[k] += float64(o.homes[k] * part)
	}
}
