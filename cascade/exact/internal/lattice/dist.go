package lattice

import (
	"slices"

	"harkara/model"
)

// Dist is the distribution of a time that may never come. What is kept is not
// the true distribution F but one near it, F̂, that has a mass at each point of
// the grid and spreads a mass evenly over each open cell, with a bound of the
// distance everywhere:
//
//	|F(x) − F̂(x)| ≤ cellErr[k]   for x from point k−1 to point k, ends included
//
// A smooth distribution is nearly even over a cell, so the bound shrinks with
// the square of the step; one that is rough within a cell has all of the
// cell's mass as its bound, and still holds.
type Dist struct {
	*Grid
	// All slices have N+1 entries, one for each point and the cell below it; cell 0
	// is empty. Masses and errors are shares of 1.
	points, cells []float64 // mass at point k, and in the cell below it
	cellErr       []float64
	// pointErr bounds the error at point k, and just before it. It is well below cellErr
	// where a cell is rough.
	pointErr []float64
	// centre is where in each cell the mean of its mass lies, 0 to 1. It makes the
	// mean of F over the cell known to within meanErr.
	centre, meanErr []float64
	atoms           []int  // points with a mass, where they are few
	dense           bool   // points with a mass are many
	exact           []Atom // all of the mass, counted from point 0; nil where it is not atoms, or too many
	spectra         spectra
}

// fewAtoms is up to how many masses at points are convolved one by one: with
// more of them the transform, whose time does not grow with them, is quicker.
//
// The result is the same but for rounding.
const fewAtoms = 24

// empty is a distribution without mass or error, to be filled in and made ready.
//
// Its slices lie in one block of memory. The mean of a cell is at its middle until
// something else is known.
func (g *Grid) empty() *Dist {
	x := make([]float64, 6*(g.N+1))
	part := func(i int) []float64 { return x[i*(g.N+1) : (i+1)*(g.N+1) : (i+1)*(g.N+1)] }
	l := &Dist{Grid: g, points: part(0), cells: part(1), cellErr: part(2), pointErr: part(3), centre: part(4), meanErr: part(5)}
	for k := range l.centre {
		l.centre[k] = 0.5
	}
	return l
}

// Ready finds the masses at points after they were set.
func (l *Dist) ready() *Dist {
	l.atoms, l.dense = nil, false
	for k, m := range l.points {
		if m > 0 {
			l.atoms = append(l.atoms, k)
		}
	}
	if len(l.atoms) > fewAtoms {
		l.atoms, l.dense = nil, true
	}
	return l
}

// add adds a mass at a wait: at a point where there is one, else within a cell,
// which then is rough.
func (l *Dist) add(t model.Tick, mass float64) {
	k, at := l.locate(t)
	if k > l.N || mass <= 0 {
		return
	}
	if at {
		l.points[k] += mass
		return
	}
	// A mean weighted with masses stays the mean of all of the cell's mass.
	where := float64(t-model.Tick(k-1)*l.Step) / float64(l.Step)
	all := l.cells[k] + mass
	l.centre[k] = (l.centre[k]*l.cells[k] + where*mass) / all
	l.cells[k], l.cellErr[k] = all, all
}

// Shift is the law of the time so many steps later, coming only with chance p.
//
// Times moved beyond the grid never come. Bounds are moved with the masses and scaled
// by p.
func (l *Dist) Shift(steps int, p float64) *Dist {
	if l.exact != nil {
		return l.OfAtoms(shiftAtoms(l.exact, model.Tick(steps)*l.Step, p))
	}
	out := l.empty()
	move := func(to, from []float64, p float64) {
		for k := steps; k < len(to); k++ {
			to[k] = p * from[k-steps]
		}
	}
	move(out.points, l.points, p)
	move(out.cells, l.cells, p)
	move(out.cellErr, l.cellErr, p)
	move(out.pointErr, l.pointErr, p)
	move(out.centre, l.centre, 1)
	move(out.meanErr, l.meanErr, p)
	return out.ready()
}

// Mix is the law of a mixture of which l and o are the parts.
//
// The parts are given with their chances in their masses: F = F_l + F_o, and bounds
// add up by the triangle inequality. The mean place of a cell is the mean of theirs
// weighted with their masses.
func (l *Dist) Mix(o *Dist) *Dist {
	if l.exact != nil && o.exact != nil {
		if out := l.OfAtoms(slices.Concat(l.exact, o.exact)); out.exact != nil {
			return out
		}
	}
	out := l.empty()
	for k := range l.points {
		out.points[k], out.cells[k] = l.points[k]+o.points[k], l.cells[k]+o.cells[k]
		out.cellErr[k], out.pointErr[k], out.meanErr[k] = l.cellErr[k]+o.cellErr[k], l.pointErr[k]+o.pointErr[k], l.meanErr[k]+o.meanErr[k]
		if out.cells[k] > 0 {
			out.centre[k] = (l.centre[k]*l.cells[k] + o.centre[k]*o.cells[k]) / out.cells[k]
		}
	}
	return out.ready()
}

// Forget frees the memory of transforms; they are made again when needed.
func (l *Dist) Forget() { l.spectra = spectra{} }
