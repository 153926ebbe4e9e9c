package lattice

import (
	"math"

	"harkara/model"
)

// OfDelay is the law of a delay. One with finitely many values is exact.
//
// A smooth delay is asked for its distribution function at the grid's points, where
// there is no error, and has bounds within cells.
func (g *Grid) OfDelay(d model.Delay) *Dist {
	if atoms, ok := Atoms(d); ok {
		return g.OfAtoms(atoms)
	}
	l := g.empty()
	l.addSmooth(d)
	return l.ready()
}

// addSmooth fills in a delay of which only the CDF is asked. Its density rises to
// one mode and falls from it, as those of all families of package model do: so
// a cell three or more from the one with most mass has a density between those
// of its neighbours, and its distribution function is within a quarter of
// their difference of a straight line.
func (l *Dist) addSmooth(d model.Delay) {
	most, f := 0, 0.0
	for k := 1; k <= l.N; k++ {
		// A distribution function does not fall; rounding in the delay's formula may.
		next := max(d.CDF(float64(k)*l.Step.Seconds()), f)
		l.cells[k], f = next-f, next
		if l.cells[k] > l.cells[most] {
			most = k
		}
	}
	f = 0
	for k := 1; k <= l.N; k++ {
		m := l.cells[k]
		// Near the mode, and where the mass is less than such a bound, all that is
		// known is that F rises by m over the cell.
		even := math.Inf(1)
		if k+3 <= most || k >= most+3 && k < l.N {
			even = math.Abs(l.cells[k+1]-l.cells[k-1]) / 4
		}
		l.cellErr[k] = min(m, even)
		l.meanErr[k] = l.cellErr[k]
		switch {
		case l.cellErr[k] < fineEps:
		case even < m:
			l.findCentre(d, k, f, fineParts)
			// The trapezoidal rule with n parts errs by the curvature over n².
			l.meanErr[k] = even / (2 * fineParts * fineParts)
		default:
			l.findCentre(d, k, f, roughParts)
			// A function that rises by m is within m/2n of the rule with n parts, in
			// the mean.
			l.meanErr[k] = m / (2 * roughParts)
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

// findCentre finds where the mean of cell k's mass lies; f is F at its start.
//
// By parts, the mean place of the mass is 1 − ∫ (F − f) du / m over the cell, u from
// 0 to 1.
func (l *Dist) findCentre(d model.Delay, k int, f float64, parts int) {
	start, width := float64(k-1)*l.Step.Seconds(), l.Step.Seconds()
	sum := l.cells[k] / 2 // of F − f at the ends of the parts
	for i := 1; i < parts; i++ {
		sum += min(max(d.CDF(start+width*float64(i)/float64(parts))-f, 0), l.cells[k])
	}
	l.centre[k] = 1 - sum/float64(parts)/l.cells[k]
}
