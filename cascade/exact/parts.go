package exact

import (
	"math"

	"harkara/cascade/public"
)

// part is a stretch of a law, followed alone: the cells and points from lo+1
// up to hi, or one point.
type part struct {
	lo, hi int
	mass   float64
	law    *law // given that the time falls into it, without error
	told   *trail
	err    partError
}

// trail is what follows a time: when somebody starts, and when they tell.
type trail struct {
	start, told  *law
	startAt, low []float64 // F̂ of the start at points; and of told, just before
	at           []float64 // and at them
	// bent is how far told's F may be from straight over a cell of the time.
	bent func() []float64
}

func newTrail(start, told *law, bent func() []float64) *trail {
	t := &trail{start: start, told: told, bent: bent}
	_, t.startAt = start.sums()
	t.low, t.at = told.sums()
	return t
}

// partError is the error of a law in a part, and the mass of rough cells.
type partError struct{ eps, rough float64 }

// add adds that of a cell. In a rough one it is better to go by its mass and
// where that lies.
func (e *partError) add(l *law, k int, rough bool) {
	if rough {
		e.eps = max(e.eps, l.sway[k], l.pin[k], l.pin[k-1])
		e.rough += l.in[k] + l.pin[k-1] + l.pin[k]
	} else {
		e.eps = max(e.eps, l.eps[k])
	}
}

// divide cuts a law into about so many parts, without gaps. What a part costs
// in precision is about its mass times the square of its length, so the parts
// are even in the mean of mass and its cube root. A point with much mass is a
// part alone, as is a rough cell where what is asked of a part is smooth, that
// is, nearly a straight line over a cell; and a part ends where the error of
// the law changes much.
func (l *law) divide(parts int, smooth bool) []part {
	d := divider{law: l}
	total, roots := l.total(), 0.0
	for _, m := range l.in {
		roots += math.Cbrt(m)
	}
	share, small := 1/float64(parts), 1/float64(4*parts*parts)
	for k := range l.at {
		if k > 0 {
			rough := smooth && l.eps[k] > 4*l.sway[k] && l.eps[k] > small
			e := l.eps[k]
			if rough || d.err.eps > 4*e && d.err.eps > small || e > 4*d.err.eps && e > small {
				d.end(k-1, true)
			}
			d.size += l.in[k]/total/2 + math.Cbrt(l.in[k])/roots/2
			d.mass += l.in[k]
			d.err.add(l, k, rough)
			if rough && l.at[k] == 0 {
				d.end(k, true)
				continue
			}
		}
		if l.at[k] > share*total/4 {
			d.end(k, false)
			d.point(k)
			continue
		}
		d.mass += l.at[k]
		if d.size += l.at[k] / total / 2; d.size >= share {
			d.end(k, true)
		}
	}
	d.end(l.n, true)
	d.rest()
	return d.out
}

// divider is a law being cut.
type divider struct {
	*law
	out        []part
	lo         int
	mass, size float64
	err        partError
}

// end ends a part at a point, which it has or has not.
func (d *divider) end(hi int, last bool) {
	if d.mass > 0 {
		x := d.cut(d.lo, hi, d.mass, len(d.out) == 0, last)
		x.err = d.err
		d.out = append(d.out, x)
		d.lo, d.mass, d.size, d.err = hi, 0, 0, partError{}
	}
}

// point is a part of one point.
func (d *divider) point(k int) {
	d.out = append(d.out, part{lo: d.lo, hi: k, mass: d.at[k], err: d.err, law: pointAt(d.grid, k)})
	d.lo, d.size, d.err = k, 0, partError{}
}

// rest adds what is left without mass to the last part.
func (d *divider) rest() {
	if last := len(d.out) - 1; last >= 0 && d.lo < d.n {
		x := &d.out[last]
		x.hi, x.err = d.n, partError{max(d.err.eps, x.err.eps), d.err.rough + x.err.rough}
	}
}

// cut is one part, with or without the point at its end. The first part has
// point 0, too, which is in no cell.
func (l *law) cut(lo, hi int, mass float64, first, last bool) part {
	p := part{lo: lo, hi: hi, mass: mass, law: l.blank()}
	for k := lo; k <= hi; k++ {
		if k > lo {
			p.law.in[k] = l.in[k] / mass
		}
		if (k > lo || first && k == 0) && (k < hi || last) {
			p.law.at[k] = l.at[k] / mass
		}
	}
	p.law.ready()
	return p
}

// exact tells whether the part is one point, and nothing about it uncertain.
func (p *part) exact() bool { return p.err.eps == 0 && p.law.isPoint() }

// partByPart is the law of the earliest of n independent times that each come
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
func (c *computer) partByPart(a *law, n int, p float64, smooth bool, follow func(a *law) *trail) *law {
	parts := a.divide(c.parts, smooth)
	c.followed++
	u := a.untold()
	rest := 1.0
	var before *trail
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
			after = follow(pointAt(a.grid, x.hi))
		}
		if before == nil && !x.exact() {
			before = follow(pointAt(a.grid, x.lo))
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
	for k := range u.left {
		u.left[k] += rest
		u.right[k] += rest
		u.mean[k] += rest
	}
	return u.law(a.grid)
}

func pointAt(g *grid, k int) *law {
	l := g.blank()
	l.at[max(k, 0)] = 1
	return l.ready()
}

// addPart adds what comes of one part.
func (u *untold) addPart(x *part, before, after *trail, n int, p float64) {
	w, point, np := x.told.told, x.law.isPoint(), float64(n)*p
	rough := min(1, 2*x.err.rough)
	bent := make([]float64, len(u.left))
	if rough > 0 {
		bent = x.told.bent()
	}
	apart, start := 0.0, 0.0 // how far starts are apart at most so far; W at the last point
	// carried is the error that comes of the part's not being one time.
	carried := func(c chordOf, bent float64) float64 {
		if point {
			c.gap = 0
		}
		return x.mass*c.gap*2/3 + x.err.eps*c.way + rough*min(c.way, c.bend+np*bent)
	}
	for k := range u.left {
		apart = max(apart, before.startAt[k]+before.start.eps[k]-after.startAt[k]+after.start.eps[k])
		eHi, eLo := before.told.pin[k], after.told.pin[k]
		c0 := chord(x.told.low[k], after.low[k]-eLo, before.low[k]+eHi, n, p)
		c1 := chord(x.told.at[k], after.at[k]-eLo, before.at[k]+eHi, n, p)
		gap0, gap1 := c0.gap, c1.gap
		if point {
			gap0, gap1 = 0, 0
		}
		u.left[k] += x.mass * (public.Power(1-p*x.told.low[k], n) + gap0/3)
		u.right[k] += x.mass * (public.Power(1-p*x.told.at[k], n) + gap1/3)
		u.pin[k] += x.mass*np*w.pin[k] + max(carried(c0, bent[k]), carried(c1, bent[k]))
		// Within the cell W's range over the part is at most that of starts.
		cell := widest(min(apart, before.low[k]+eHi-start), n, p)
		e := carried(cell, bent[k])
		bend := float64(n*(n-1)) * p * p * w.in[k] * w.in[k] / 8
		u.eps[k] += min(x.mass, x.mass*(np*w.eps[k]+bend)+e)
		mean, sway := w.meanOver(k, x.told.low[k]-w.in[k], n, p)
		u.mean[k] += x.mass * mean
		u.sway[k] += x.mass*sway + e
		start = after.at[k] - eLo
	}
}

// chordOf is what a chord of (1 − p·x)^n tells.
type chordOf struct {
	gap  float64 // how far it lies above the curve at a place
	bend float64 // at most
	way  float64 // how far it falls
}

// chord is the one from lo to hi, at w.
func chord(w, lo, hi float64, n int, p float64) chordOf {
	lo, hi = max(lo, 0), min(hi, 1)
	if hi <= lo {
		return chordOf{}
	}
	top, bottom := public.Power(1-p*lo, n), public.Power(1-p*hi, n)
	w = min(max(w, lo), hi)
	c := chordOf{gap: max(0, (top*(hi-w)+bottom*(w-lo))/(hi-lo)-public.Power(1-p*w, n)), way: top - bottom}
	if n > 1 {
		c.bend = float64(n*(n-1)) * p * p * public.Power(1-p*lo, n-2) * (hi - lo) * (hi - lo) / 8
	}
	return c
}

// widest bounds all chords so wide.
func widest(width float64, n int, p float64) chordOf {
	width = min(max(width, 0), 1)
	bend := float64(n*(n-1)) * p * p * width * width / 8
	return chordOf{gap: bend, bend: bend, way: min(1, float64(n)*p*width)}
}
