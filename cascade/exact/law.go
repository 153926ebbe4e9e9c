package exact

import (
	"math"

	"harkara/model"
)

// law is the distribution of a time that may never come. What is kept is not
// the true distribution F but one near it, F̂, that has a mass at each point of
// the grid and spreads a mass evenly over each open cell, with a bound of the
// distance everywhere:
//
//	|F(x) − F̂(x)| ≤ eps[k]   for x from point k−1 to point k, ends included
//
// A smooth distribution is nearly even over a cell, so the bound shrinks with
// the square of the step; one that is rough within a cell has all of the
// cell's mass as its bound, and still holds.
type law struct {
	*grid
	at, in []float64 // mass at point k, and in the cell below it
	eps    []float64
	// pin bounds the error at point k, and just before it. It is well below eps
	// where a cell is rough.
	pin []float64
	// lean is where in each cell the mean of its mass lies, 0 to 1. It makes the
	// mean of F over the cell known to within sway.
	lean, sway []float64
	atoms      []int // points with a mass, where they are few
	dense      bool  // points with a mass are many
	s          spectra
}

// fewAtoms is up to how many masses at points are convolved one by one.
const fewAtoms = 24

func (g *grid) blank() *law {
	x := make([]float64, 6*(g.n+1))
	part := func(i int) []float64 { return x[i*(g.n+1) : (i+1)*(g.n+1) : (i+1)*(g.n+1)] }
	l := &law{grid: g, at: part(0), in: part(1), eps: part(2), pin: part(3), lean: part(4), sway: part(5)}
	for k := range l.lean {
		l.lean[k] = 0.5
	}
	return l
}

// ready finds the masses at points after they were set.
func (l *law) ready() *law {
	l.atoms, l.dense = nil, false
	for k, m := range l.at {
		if m > 0 {
			l.atoms = append(l.atoms, k)
		}
	}
	if len(l.atoms) > fewAtoms {
		l.atoms, l.dense = nil, true
	}
	return l
}

// point is the law of a wait that is certain.
func (g *grid) point(t model.Tick) *law {
	l := g.blank()
	l.put(t, 1)
	return l.ready()
}

// put adds a mass at a wait: at a point where there is one, else within a cell,
// which then is rough.
func (l *law) put(t model.Tick, mass float64) {
	k, at := l.cell(t)
	if k > l.n || mass <= 0 {
		return
	}
	if at {
		l.at[k] += mass
		return
	}
	where := float64(t-model.Tick(k-1)*l.step) / float64(l.step)
	all := l.in[k] + mass
	l.lean[k] = (l.lean[k]*l.in[k] + where*mass) / all
	l.in[k], l.eps[k] = all, all
}

// waits is the law of a delay. One with finitely many values is exact.
func (g *grid) waits(d model.Delay) *law {
	l := g.blank()
	if seconds, cumulative, ok := model.Steps(d); ok {
		before := 0.0
		for i, s := range seconds {
			if t := model.TicksOf(s); t < model.Never {
				l.put(t, cumulative[i]-before)
			}
			before = cumulative[i]
		}
		return l.ready()
	}
	l.smooth(d)
	return l.ready()
}

// smooth fills in a delay of which only the CDF is asked. Its density rises to
// one mode and falls from it, as those of all families of package model do: so
// a cell three or more from the one with most mass has a density between those
// of its neighbours, and its distribution function is within a quarter of
// their difference of a straight line.
func (l *law) smooth(d model.Delay) {
	most, f := 0, 0.0
	for k := 1; k <= l.n; k++ {
		next := max(d.CDF(float64(k)*l.step.Seconds()), f)
		l.in[k], f = next-f, next
		if l.in[k] > l.in[most] {
			most = k
		}
	}
	f = 0
	for k := 1; k <= l.n; k++ {
		m := l.in[k]
		even := math.Inf(1)
		if k+3 <= most || k >= most+3 && k < l.n {
			even = math.Abs(l.in[k+1]-l.in[k-1]) / 4
		}
		l.eps[k] = min(m, even)
		l.sway[k] = l.eps[k]
		switch {
		case l.eps[k] < fineEps:
		case even < m:
			l.findLean(d, k, f, fineParts)
			l.sway[k] = even / (2 * fineParts * fineParts)
		default:
			l.findLean(d, k, f, roughParts)
			l.sway[k] = m / (2 * roughParts)
		}
		f += m
	}
}

// Where the mean of a cell's mass lies is found by the trapezoidal rule over so
// many parts of it, unless the error of an even cell is below fineEps.
const (
	fineEps    = 1e-6
	fineParts  = 16
	roughParts = 256
)

// findLean finds where the mean of cell k's mass lies; f is F at its start.
func (l *law) findLean(d model.Delay, k int, f float64, parts int) {
	start, width := float64(k-1)*l.step.Seconds(), l.step.Seconds()
	sum := l.in[k] / 2 // of F − f at the ends of the parts
	for i := 1; i < parts; i++ {
		sum += min(max(d.CDF(start+width*float64(i)/float64(parts))-f, 0), l.in[k])
	}
	l.lean[k] = 1 - sum/float64(parts)/l.in[k]
}

// total is the chance that the time comes within the grid.
func (l *law) total() float64 {
	sum := 0.0
	for k := range l.at {
		sum += l.at[k] + l.in[k]
	}
	return sum
}

// isPoint tells whether the time, if it comes, is certain to be one point.
func (l *law) isPoint() bool {
	if len(l.atoms) != 1 {
		return false
	}
	for _, m := range l.in {
		if m > 0 {
			return false
		}
	}
	return true
}

// later is the law of the time so many steps later, coming only with chance p.
func (l *law) later(steps int, p float64) *law {
	out := l.blank()
	move := func(to, from []float64, p float64) {
		for k := steps; k < len(to); k++ {
			to[k] = p * from[k-steps]
		}
	}
	move(out.at, l.at, p)
	move(out.in, l.in, p)
	move(out.eps, l.eps, p)
	move(out.pin, l.pin, p)
	move(out.lean, l.lean, 1)
	move(out.sway, l.sway, p)
	return out.ready()
}

// plus is the law of a mixture of which l and o are the parts.
func (l *law) plus(o *law) *law {
	out := l.blank()
	for k := range l.at {
		out.at[k], out.in[k] = l.at[k]+o.at[k], l.in[k]+o.in[k]
		out.eps[k], out.pin[k], out.sway[k] = l.eps[k]+o.eps[k], l.pin[k]+o.pin[k], l.sway[k]+o.sway[k]
		if out.in[k] > 0 {
			out.lean[k] = (l.lean[k]*l.in[k] + o.lean[k]*o.in[k]) / out.in[k]
		}
	}
	return out.ready()
}

// sums are F̂ just before and at each point.
func (l *law) sums() (before, at []float64) {
	before, at = make([]float64, l.n+1), make([]float64, l.n+1)
	f := 0.0
	for k := range at {
		f += l.in[k]
		before[k] = min(f, 1)
		f += l.at[k]
		at[k] = min(f, 1)
	}
	return before, at
}

// upTo is F̂ at a time and the bound of its error there; below is true for the
// limit from below.
func (l *law) upTo(t model.Tick, below bool) (f, eps float64) {
	if t < l.from {
		return 0, 0
	}
	k, at := l.cell(t - l.from)
	if k > l.n {
		k, at, below = l.n, true, false
	}
	for i := range k {
		f += l.at[i] + l.in[i]
	}
	eps = l.eps[k]
	if at {
		eps = min(eps, l.pin[k])
	}
	switch {
	case at && below:
		f += l.in[k]
	case at:
		f += l.in[k] + l.at[k]
	default:
		f += l.in[k] * float64(t-l.time(k-1)) / float64(l.step)
	}
	return min(f, 1), eps
}
