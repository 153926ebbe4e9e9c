package lattice

import "harkara/model"

// survival is the chance that a time has not come just before, and at, each
// point, and its mean over each cell, with bounds of their errors as a law has.
//
// Each slice has an entry for each point and the cell below it; survival is 1 − F,
// from 1 down.
type survival struct{ before, after, mean, cellErr, pointErr, meanErr []float64 }

func (g *Grid) newSurvival() *survival {
	x := make([]float64, 6*(g.N+1))
	part := func(i int) []float64 { return x[i*(g.N+1) : (i+1)*(g.N+1)] }
	return &survival{part(0), part(1), part(2), part(3), part(4), part(5)}
}

// dist is the law of that time. Between two points both it and the true one are
// between what they are at those.
func (u *survival) dist(g *Grid) *Dist {
	out := g.empty()
	before := 1.0
	for k := range out.points {
		if k > 0 {
			out.cells[k] = max(0, before-u.before[k])
		}
		out.points[k] = max(0, u.before[k]-u.after[k])
		if out.points[k] < 4*rounding && k > 0 { // what rounding leaves is no mass at a point
			out.cells[k] += out.points[k]
			out.points[k] = 0
		}
		out.pointErr[k] = u.pointErr[k] + rounding
		// F̂ and F both rise by at most that over the cell, given how well its ends
		// are known.
		most := out.cells[k] + max(out.pointErr[k], out.pointErr[max(k-1, 0)])
		out.cellErr[k] = min(u.cellErr[k]+rounding, most)
		out.meanErr[k] = min(u.meanErr[k]+rounding, out.cellErr[k])
		if out.cells[k] > 0 {
			out.centre[k] = min(max(1-(before-u.mean[k])/out.cells[k], 0), 1)
		}
		before = min(before, u.after[k])
	}
	out.points[0], out.cells[0] = out.points[0]+out.cells[0], 0
	return out.ready()
}

// MinOf is the law of the earliest of n independent times that each come with
// chance p: none has come with chance φ = (1 − p·F)^n, which falls by at most
// np as F grows, and bends by at most n(n−1)p².
//
// The derivative of φ in F is −np·(1 − pF)^(n−1), so an error ε of F becomes npε at
// most.
func (l *Dist) MinOf(n int, p float64) *Dist {
	if n == 1 {
		return l.Shift(0, p)
	}
	if l.exact != nil {
		return l.minOfAtoms(n, p)
	}
	u := l.newSurvival()
	f := 0.0
	for k := range l.points {
		start := f
		f += l.cells[k]
		u.before[k] = model.Power(1-p*min(f, 1), n)
		f += l.points[k]
		u.after[k] = model.Power(1-p*min(f, 1), n)
		u.cellErr[k] = curveError(start, l.cells[k], l.cellErr[k], n, p)
		u.pointErr[k] = float64(n) * p * l.pointErr[k]
		u.mean[k], u.meanErr[k] = l.meanOver(k, start, n, p)
	}
	return u.dist(l.Grid)
}

// meanOver is the mean of φ = (1 − p·F)^n over cell k, at whose start F̂ is f:
// as φ is convex it is between φ of F's mean and the chord there.
//
// The middle between both bounds is off by half of the gap at most.
func (l *Dist) meanOver(k int, f float64, n int, p float64) (mean, meanErr float64) {
	m := min(f+l.cells[k]*(1-l.centre[k]), 1)
	gap := chord(m, f, f+l.cells[k], n, p).gap
	return model.Power(1-p*m, n) + gap/2, gap/2 + float64(n)*p*l.meanErrAt(k)
}

// curveError bounds the error of (1 − p·F)^n over a cell that starts at F̂ =
// start and has a mass in it: that of F, and an eighth of the square of the
// mass, by which the curve bends from a straight line.
//
// A twice differentiable function is within h²·max|φ″|/8 of its chord over a length
// h, here φ″ = n(n−1)p²(1 − pF)^(n−2), the most of which is at the cell's start.
func curveError(start, mass, eps float64, n int, p float64) float64 {
	rest := min(1, max(0, 1-p*(start-eps)))
	most := model.Power(rest, n-2)
	x := float64(n)
	return min(1, x*p*most*rest*eps+x*(x-1)*p*p*most*mass*mass/8)
}

// Min is the law of the earlier of two independent times: 1 − F is the product of
// theirs. Over a cell the product of two straight lines bends from its own by a
// quarter of the product of their falls at most, and its mean lies a third of
// that quarter above the product of the means.
//
// With survivals a and b, and those that are kept, â and b̂, none of them above 1,
// |ab − âb̂| ≤ |a − â| + |b − b̂|: the bounds of the two add up.
func (l *Dist) Min(o *Dist) *Dist {
	if l.exact != nil && o.exact != nil {
		return l.minAtoms(o)
	}
	u := l.newSurvival()
	a, b := 1.0, 1.0
	for k := range l.points {
		bend := l.cells[k] * o.cells[k] / 4
		u.cellErr[k] = l.cellErr[k] + o.cellErr[k] + bend
		u.pointErr[k] = l.pointErr[k] + o.pointErr[k]
		u.meanErr[k] = l.meanErrAt(k) + o.meanErrAt(k) + bend
		u.mean[k] = (a-l.cells[k]*(1-l.centre[k]))*(b-o.cells[k]*(1-o.centre[k])) + bend/3
		a, b = max(0, a-l.cells[k]), max(0, b-o.cells[k])
		u.before[k] = a * b
		a, b = max(0, a-l.points[k]), max(0, b-o.points[k])
		u.after[k] = a * b
	}
	return u.dist(l.Grid)
}

// meanErrAt bounds the error of the mean over a cell of F itself, and of F at
// the cell's ends.
func (l *Dist) meanErrAt(k int) float64 {
	return max(l.meanErr[k], l.pointErr[k], l.pointErr[max(k-1, 0)])
}
