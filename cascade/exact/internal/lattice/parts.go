package lattice

import (
	"math"

	"harkara/model"
)

// part is a stretch of a law, followed alone: the cells and points from lo+1
// up to hi, or one point.
//
// mass is the chance that the time falls into the part, a share of 1; told is what
// follows it, found when first needed; err is what the law itself is wrong by within
// the part.
type part struct {
	lo, hi int
	mass   float64
	law    *Dist // given that the time falls into it, without error
	told   *Conditional
	err    partError
}

// Conditional is what follows a time: when somebody starts, and when they tell.
//
// Slices have an entry for each point of the grid.
type Conditional struct {
	start, Told  *Dist
	startAt, low []float64 // F̂ of the start at points; and of told, just before
	at           []float64 // and at them
	// curvature is how far told's F may be from straight over a cell of the time.
	curvature func() []float64 // by point; asked only where a cell is rough, as it takes a transform
}

// NewConditional is the start and the telling that follow a time; curvature tells,
// when asked, how far the chance to be told by each point may be from straight.
func NewConditional(start, told *Dist, curvature func() []float64) *Conditional {
	t := &Conditional{start: start, Told: told, curvature: curvature}
	_, t.startAt = start.Cumulative()
	t.low, t.at = told.Cumulative()
	return t
}

// partError is the error of a law in a part, and the mass of rough cells.
//
// eps bounds the distribution function, rough is a mass; both are shares of 1.
type partError struct{ eps, rough float64 }

// add adds that of a cell. In a rough one it is better to go by its mass and
// where that lies.
func (e *partError) add(l *Dist, k int, rough bool) {
	if rough {
		e.eps = max(e.eps, l.meanErr[k], l.pointErr[k], l.pointErr[k-1])
		e.rough += l.cells[k] + l.pointErr[k-1] + l.pointErr[k]
	} else {
		e.eps = max(e.eps, l.cellErr[k])
	}
}

// partition cuts a law into about so many parts, without gaps. What a part costs
// in precision is about its mass times the square of its length, so the parts
// are even in the mean of mass and its cube root. A point with much mass is a
// part alone, as is a rough cell where what is asked of a part is smooth, that
// is, nearly a straight line over a cell; and a part ends where the error of
// the law changes much.
//
// The choice of parts changes only how tight the bounds are: they hold for any.
func (l *Dist) partition(parts int, smooth bool) []part {
	d := partitioner{Dist: l}
	total, roots := l.Total(), 0.0
	for _, m := range l.cells {
		roots += math.Cbrt(m)
	}
	share, small := 1/float64(parts), 1/float64(4*parts*parts)
	for k := range l.points {
		if k > 0 {
			rough := smooth && l.cellErr[k] > 4*l.meanErr[k] && l.cellErr[k] > small
			e := l.cellErr[k]
			if rough || d.err.eps > 4*e && d.err.eps > small || e > 4*d.err.eps && e > small {
				d.end(k-1, true)
			}
			d.size += l.cells[k]/total/2 + math.Cbrt(l.cells[k])/roots/2
			d.mass += l.cells[k]
			d.err.add(l, k, rough)
			if rough && l.points[k] == 0 {
				d.end(k, true)
				continue
			}
		}
		if l.points[k] > share*total/4 {
			d.end(k, false)
			d.point(k)
			continue
		}
		d.mass += l.points[k]
		if d.size += l.points[k] / total / 2; d.size >= share {
			d.end(k, true)
		}
	}
	d.end(l.N, true)
	d.rest()
	return d.out
}

// partitioner is a law being cut.
type partitioner struct {
	*Dist
	out        []part
	lo         int
	mass, size float64
	err        partError
}

// end ends a part at a point, which it has or has not.
func (d *partitioner) end(hi int, last bool) {
	if d.mass > 0 {
		x := d.cut(d.lo, hi, d.mass, len(d.out) == 0, last)
		x.err = d.err
		d.out = append(d.out, x)
		d.lo, d.mass, d.size, d.err = hi, 0, 0, partError{}
	}
}

// point is a part of one point.
func (d *partitioner) point(k int) {
	d.out = append(d.out, part{lo: d.lo, hi: k, mass: d.points[k], err: d.err, law: atPoint(d.Grid, k)})
	d.lo, d.size, d.err = k, 0, partError{}
}

// rest adds what is left without mass to the last part.
func (d *partitioner) rest() {
	if last := len(d.out) - 1; last >= 0 && d.lo < d.N {
		x := &d.out[last]
		x.hi, x.err = d.N, partError{max(d.err.eps, x.err.eps), d.err.rough + x.err.rough}
	}
}

// cut is one part, with or without the point at its end. The first part has
// point 0, too, which is in no cell.
func (l *Dist) cut(lo, hi int, mass float64, first, last bool) part {
	p := part{lo: lo, hi: hi, mass: mass, law: l.empty()}
	for k := lo; k <= hi; k++ {
		if k > lo {
			p.law.cells[k] = l.cells[k] / mass
		}
		if (k > lo || first && k == 0) && (k < hi || last) {
			p.law.points[k] = l.points[k] / mass
		}
	}
	p.law.ready()
	return p
}

// exact tells whether the part is one point, and nothing about it uncertain.
func (p *part) exact() bool { return p.err.eps == 0 && p.law.certain() }

// PartByPart is the law of the earliest of n independent times that each come
// with chance p, in the mean over a time a that all follow:
//
//	P(none by t) = E[(1 − p·W_a(t))^n]
//
// a is cut into parts. Given a part, Jensen's inequality bounds the mean of this
// convex function of W from below, and from above its chord between the least
// and the greatest W in the part; an earlier a makes W greater, so the means of
// the parts before and after enclose those. The error of a's own law is carried
// on by how much the function changes over a part (by parts); in a rough cell,
// of which the mass and its mean are known, by that error of the mean and, for
// all of the mass, by how far the function is from a straight line. That is
// known where notices are smooth: it is among the errors of W.
func (a *Dist) PartByPart(count, n int, p float64, smooth bool, follow func(a *Dist) *Conditional) *Dist {
	if out := a.atomByAtom(n, p, follow); out != nil {
		return out
	}
	parts := a.partition(count, smooth)
	u := a.newSurvival()
	rest := 1.0
	var before *Conditional
	for i := range parts {
		x := &parts[i]
		if x.told == nil {
			x.told = follow(x.law)
		}
		after := x.told
		switch {
		case i+1 < len(parts):
			parts[i+1].told = follow(parts[i+1].law)
			after = parts[i+1].told
		case !x.exact():
			after = follow(atPoint(a.Grid, x.hi))
		}
		if before == nil && !x.exact() {
			before = follow(atPoint(a.Grid, x.lo))
		} else if before == nil {
			before = x.told
		}
		u.addPart(x, before, after, n, p)
		rest -= x.mass
		before = x.told
		if i > 0 {
			parts[i-1] = part{} // let its memory go
		}
	}
	for k := range u.before {
		u.before[k] += rest
		u.after[k] += rest
		u.mean[k] += rest
	}
	return u.dist(a.Grid)
}

// atPoint is the law of a time that is certain to be point k.
func atPoint(g *Grid, k int) *Dist {
	l := g.empty()
	l.points[max(k, 0)] = 1
	return l.ready()
}

// addPart adds what comes of one part. The mean over it of φ = (1 − p·W)^n lies
// between φ of the mean of W (Jensen) and the chord from the least W, that of the
// part after, to the greatest, that of the part before (Edmundson–Madansky): it
// is taken a third of the way up, where it is for a W that is even, and so is
// wrong by two thirds of that gap at most.
func (u *survival) addPart(x *part, before, after *Conditional, n int, p float64) {
	w, point, np := x.told.Told, x.law.certain(), float64(n)*p
	rough := min(1, 2*x.err.rough)
	bent := make([]float64, len(u.before))
	if rough > 0 {
		bent = x.told.curvature()
	}
	apart, start := 0.0, 0.0 // how far starts are apart at most so far; W at the last point
	// carried is the error that comes of the part's not being one time.
	carried := func(c chordBound, bent float64) float64 {
		if point {
			c.gap = 0
		}
		return x.mass*c.gap*2/3 + x.err.eps*c.way + rough*min(c.way, c.bend+np*bent)
	}
	for k := range u.before {
		apart = max(apart, before.startAt[k]+before.start.cellErr[k]-after.startAt[k]+after.start.cellErr[k])
		eHi, eLo := before.Told.pointErr[k], after.Told.pointErr[k]
		c0 := chord(x.told.low[k], after.low[k]-eLo, before.low[k]+eHi, n, p)
		c1 := chord(x.told.at[k], after.at[k]-eLo, before.at[k]+eHi, n, p)
		gap0, gap1 := c0.gap, c1.gap
		if point {
			gap0, gap1 = 0, 0
		}
		u.before[k] += x.mass * (model.Power(1-p*x.told.low[k], n) + gap0/3)
		u.after[k] += x.mass * (model.Power(1-p*x.told.at[k], n) + gap1/3)
		u.pointErr[k] += x.mass*np*w.pointErr[k] + max(carried(c0, bent[k]), carried(c1, bent[k]))
		// Within the cell W's range over the part is at most that of starts.
		cell := chordOfWidth(min(apart, before.low[k]+eHi-start), n, p)
		e := carried(cell, bent[k])
		bend := float64(n*(n-1)) * p * p * w.cells[k] * w.cells[k] / 8
		u.cellErr[k] += min(x.mass, x.mass*(np*w.cellErr[k]+bend)+e)
		mean, meanErr := w.meanOver(k, x.told.low[k]-w.cells[k], n, p)
		u.mean[k] += x.mass * mean
		u.meanErr[k] += x.mass*meanErr + e
		start = after.at[k] - eLo
	}
}

// chordBound is what a chord of (1 − p·x)^n tells.
//
// All are shares of 1, and not negative.
type chordBound struct {
	gap  float64 // how far it lies above the curve at a place
	bend float64 // at most
	way  float64 // how far it falls
}

// chord is the one from lo to hi, at w.
func chord(w, lo, hi float64, n int, p float64) chordBound {
	lo, hi = max(lo, 0), min(hi, 1)
	if hi <= lo {
		return chordBound{}
	}
	top, bottom := model.Power(1-p*lo, n), model.Power(1-p*hi, n)
	w = min(max(w, lo), hi)
	c := chordBound{gap: max(0, (top*(hi-w)+bottom*(w-lo))/(hi-lo)-model.Power(1-p*w, n)), way: top - bottom}
	if n > 1 {
		c.bend = float64(n*(n-1)) * p * p * model.Power(1-p*lo, n-2) * (hi - lo) * (hi - lo) / 8
	}
	return c
}

// chordOfWidth bounds all chords so wide.
//
// The curve is steepest and most bent at x = 0, so its derivatives there, np and
// n(n−1)p², bound those of every chord.
func chordOfWidth(width float64, n int, p float64) chordBound {
	width = min(max(width, 0), 1)
	bend := float64(n*(n-1)) * p * p * width * width / 8
	return chordBound{gap: bend, bend: bend, way: min(1, float64(n)*p*width)}
}
