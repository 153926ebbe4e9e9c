package exact

import "harkara/cascade/public"

// untold is the chance that a time has not come just before, and at, each
// point, and its mean over each cell, with bounds of their errors as a law has.
type untold struct{ left, right, mean, eps, pin, sway []float64 }

func (g *grid) untold() *untold {
	x := make([]float64, 6*(g.n+1))
	part := func(i int) []float64 { return x[i*(g.n+1) : (i+1)*(g.n+1)] }
	return &untold{part(0), part(1), part(2), part(3), part(4), part(5)}
}

// law is the law of that time. Between two points both it and the true one are
// between what they are at those.
func (u *untold) law(g *grid) *law {
	out := g.blank()
	before := 1.0
	for k := range out.at {
		if k > 0 {
			out.in[k] = max(0, before-u.left[k])
		}
		out.at[k] = max(0, u.left[k]-u.right[k])
		if out.at[k] < 4*dust && k > 0 { // what rounding leaves is no mass at a point
			out.in[k] += out.at[k]
			out.at[k] = 0
		}
		out.pin[k] = u.pin[k] + dust
		most := out.in[k] + max(out.pin[k], out.pin[max(k-1, 0)])
		out.eps[k] = min(u.eps[k]+dust, most)
		out.sway[k] = min(u.sway[k]+dust, out.eps[k])
		if out.in[k] > 0 {
			out.lean[k] = min(max(1-(before-u.mean[k])/out.in[k], 0), 1)
		}
		before = min(before, u.right[k])
	}
	out.at[0], out.in[0] = out.at[0]+out.in[0], 0
	return out.ready()
}

// first is the law of the earliest of n independent times that each come with
// chance p: none has come with chance φ = (1 − p·F)^n, which falls by at most
// np as F grows, and bends by at most n(n−1)p².
func (l *law) first(n int, p float64) *law {
	if n == 1 {
		return l.later(0, p)
	}
	u := l.untold()
	f := 0.0
	for k := range l.at {
		start := f
		f += l.in[k]
		u.left[k] = public.Power(1-p*min(f, 1), n)
		f += l.at[k]
		u.right[k] = public.Power(1-p*min(f, 1), n)
		u.eps[k] = curveError(start, l.in[k], l.eps[k], n, p)
		u.pin[k] = float64(n) * p * l.pin[k]
		u.mean[k], u.sway[k] = l.meanOver(k, start, n, p)
	}
	return u.law(l.grid)
}

// meanOver is the mean of φ = (1 − p·F)^n over cell k, at whose start F̂ is f:
// as φ is convex it is between φ of F's mean and the chord there.
func (l *law) meanOver(k int, f float64, n int, p float64) (mean, sway float64) {
	m := min(f+l.in[k]*(1-l.lean[k]), 1)
	gap := chord(m, f, f+l.in[k], n, p).gap
	return public.Power(1-p*m, n) + gap/2, gap/2 + float64(n)*p*l.swayHere(k)
}

// curveError bounds the error of (1 − p·F)^n over a cell that starts at F̂ =
// start and has a mass in it: that of F, and an eighth of the square of the
// mass, by which the curve bends from a straight line.
func curveError(start, mass, eps float64, n int, p float64) float64 {
	rest := min(1, max(0, 1-p*(start-eps)))
	most := public.Power(rest, n-2)
	x := float64(n)
	return min(1, x*p*most*rest*eps+x*(x-1)*p*p*most*mass*mass/8)
}

// either is the law of the earlier of two independent times.
func (l *law) either(o *law) *law {
	u := l.untold()
	a, b := 1.0, 1.0
	for k := range l.at {
		bend := l.in[k] * o.in[k] / 4
		u.eps[k] = l.eps[k] + o.eps[k] + bend
		u.pin[k] = l.pin[k] + o.pin[k]
		u.sway[k] = l.swayHere(k) + o.swayHere(k) + bend
		u.mean[k] = (a-l.in[k]*(1-l.lean[k]))*(b-o.in[k]*(1-o.lean[k])) + bend/3
		a, b = max(0, a-l.in[k]), max(0, b-o.in[k])
		u.left[k] = a * b
		a, b = max(0, a-l.at[k]), max(0, b-o.at[k])
		u.right[k] = a * b
	}
	return u.law(l.grid)
}

// swayHere bounds the error of the mean over a cell of F itself, and of F at
// the cell's ends.
func (l *law) swayHere(k int) float64 { return max(l.sway[k], l.pin[k], l.pin[max(k-1, 0)]) }
