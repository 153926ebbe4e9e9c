package lattice

import (
	"math"
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

// Total is the chance that the time comes within the grid.
func (l *Dist) Total() float64 {
	sum := 0.0
	for k := range l.points {
		sum += l.points[k] + l.cells[k]
	}
	return sum
}

// certain tells whether the time, if it comes, is certain to be one point.
func (l *Dist) certain() bool {
	if len(l.atoms) != 1 {
		return false
	}
	for _, m := range l.cells {
		if m > 0 {
			return false
		}
	}
	return true
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

// Cumulative are F̂ just before and at each point.
//
// Both have N+1 entries, do not fall, and are cut off at 1.
func (l *Dist) Cumulative() (before, at []float64) {
	before, at = make([]float64, l.N+1), make([]float64, l.N+1)
	f := 0.0
	for k := range at {
		f += l.cells[k]
		before[k] = min(f, 1)
		f += l.points[k]
		at[k] = min(f, 1)
	}
	return before, at
}

// CDF is F̂ at a time and the bound of its error there; below is true for the
// limit from below.
//
// t is a time of the clock in ticks. Beyond the grid the values are those at its end,
// and |F(t) − f| ≤ eps holds up to the end alone.
func (l *Dist) CDF(t model.Tick, below bool) (f, eps float64) {
	if t < l.From {
		return 0, 0
	}
	if l.exact != nil {
		for _, a := range l.exact {
			if x := l.From + a.At; x < t || x == t && !below {
				f += a.Chance
			}
		}
		return min(f, 1), 0
	}
	k, at := l.locate(t - l.From)
	if k > l.N {
		k, at, below = l.N, true, false
	}
	for i := range k {
		f += l.points[i] + l.cells[i]
	}
	eps = l.cellErr[k]
	if at {
		eps = min(eps, l.pointErr[k])
	}
	switch {
	case at && below:
		f += l.cells[k]
	case at:
		f += l.cells[k] + l.points[k]
	default:
		f += l.cells[k] * float64(t-l.Time(k-1)) / float64(l.Step)
	}
	return min(f, 1), eps
}

// Quantile is the time in seconds at which F̂, and so many times its error, reaches
// a share; +Inf where it does not.
//
// errors is 0 for the quantile of F̂ itself, 1 for one that is not later than the
// true one, as F ≤ F̂ + ε, and −1 for one that is not earlier. The 1e-12 allows for
// rounding in sums of masses.
func (l *Dist) Quantile(share, errors float64) float64 {
	f := 0.0
	if l.exact != nil {
		for _, a := range l.exact {
			if f += a.Chance; f >= share-1e-12 {
				return (l.From + a.At).Seconds()
			}
		}
		return math.Inf(1)
	}
	for k := range l.points {
		lift := errors * l.cellErr[k]
		before := f
		f += l.cells[k]
		end := l.Time(k).Seconds()
		if f+lift >= share-1e-12 && l.cells[k] > 0 {
			part := min(max((share-lift-before)/l.cells[k], 0), 1)
			return end - (1-part)*l.Step.Seconds()
		}
		f += l.points[k]
		if f+lift >= share-1e-12 {
			return end
		}
	}
	return math.Inf(1)
}

// Summary is about n times that stand for a law, each the mean of those it stands
// for; a point with much mass stands for itself.
//
// It keeps the total and, up to rounding to ticks, the mean. Times are of the clock
// in ticks, ascending.
func (l *Dist) Summary(n int) []Atom {
	if atoms, ok := l.Exact(); ok && len(atoms) <= n {
		return atoms
	}
	var out []Atom
	share := l.Total() / float64(n)
	mass, moment := 0.0, 0.0
	end := func() {
		if mass > 0 {
			out = append(out, Atom{model.Tick(math.Round(moment / mass)), mass})
		}
		mass, moment = 0, 0
	}
	for k := range l.points {
		at := float64(l.Time(k))
		mass += l.cells[k]
		moment += l.cells[k] * (at - (1-l.centre[k])*float64(l.Step))
		if l.points[k] > share/4 {
			end()
			mass, moment = l.points[k], l.points[k]*at
			end()
			continue
		}
		mass += l.points[k]
		moment += l.points[k] * at
		if mass >= share {
			end()
		}
	}
	end()
	return out
}

// Smooth tells whether no time has a chance of its own.
func (l *Dist) Smooth() bool { return l.exact == nil && len(l.atoms) == 0 && !l.dense }

// Forget frees the memory of transforms; they are made again when needed.
func (l *Dist) Forget() { l.spectra = spectra{} }

// Lookup tells F̂ at a time and the bound of its error there, as CDF does, from a
// table made once. Beyond the grid F̂ is what it is at its end.
func (l *Dist) Lookup() func(t model.Tick, below bool) (f, err float64) {
	if l.exact != nil {
		return l.CDF
	}
	before, at := l.Cumulative()
	return func(t model.Tick, below bool) (float64, float64) {
		if t < l.From {
			return 0, 0
		}
		if t >= l.End() {
			return at[l.N], l.pointErr[l.N]
		}
		switch k, point := l.locate(t - l.From); {
		case point && below:
			return before[k], l.pointErr[k]
		case point:
			return at[k], l.pointErr[k]
		default:
			part := float64(t-l.Time(k-1)) / float64(l.Step)
			return at[k-1] + part*(before[k]-at[k-1]), l.cellErr[k]
		}
	}
}

// Moment is the chance that the time has come by an end, and its mean in seconds
// times that chance.
//
// The chance is F̂(end); of a cell that end divides, the part before it is taken as
// even. No bounds are given.
func (l *Dist) Moment(end model.Tick) (chance, moment float64) {
	add := func(mass float64, at float64) {
		chance += mass
		moment += mass * at
	}
	if l.exact != nil {
		for _, a := range l.exact {
			if t := l.From + a.At; t <= end {
				add(a.Chance, t.Seconds())
			}
		}
		return chance, moment
	}
	step := l.Step.Seconds()
	for k := range l.points {
		t := l.Time(k)
		if t > end {
			part := 1 - float64(t-end)/float64(l.Step)
			if part > 0 {
				add(l.cells[k]*part, t.Seconds()-(1-part/2)*step)
			}
			break
		}
		add(l.cells[k], t.Seconds()-(1-l.centre[k])*step)
		add(l.points[k], t.Seconds())
	}
	return chance, moment
}
