package lattice

import "math"

// Convolve is the law of the sum of two independent times. One of the two, F, is
// taken as even in each cell; the other, G, is shared out to points so that
// the mean stays (F̂ is a straight line over a cell, so only the mean of what
// falls into a cell matters). Their sum then is even in each cell, too, and the
// error of that is at most
//
//	ε_F ∗ dG    F is not quite even
//	f ∗ meanErr_G  the means of G's cells are not quite known
//	κ_F ∗ dG    between points, F̂ bends by κ = |f[k+1]−f[k]|/4
//	α_F ∗ ε_G   where F has masses at points, it is G that is not quite even
//	|dε_F| ∗ pointErr_G  the masses of G's cells are not quite those of Ĝ (by parts)
//
// F is the one for which that is less.
func (l *Dist) Convolve(o *Dist) *Dist {
	if sum := l.convolveAtoms(o); sum != nil {
		return sum
	}
	if l.costOf(o) > o.costOf(l) {
		return o.ConvolveCells(l)
	}
	return l.ConvolveCells(o)
}

// ConvolveCells is Convolve with f taken as F.
//
// PartByPart asks for it, since a sum that is straight over the cells of its first
// part has a known distance from a straight line.
func (f *Dist) ConvolveCells(g *Dist) *Dist {
	if sum := f.convolveAtoms(g); sum != nil {
		return sum
	}
	if f.certain() {
		return g.Shift(f.atoms[0], f.points[f.atoms[0]])
	}
	if g.certain() {
		return f.Shift(g.atoms[0], g.points[g.atoms[0]])
	}
	out := f.empty()
	if cells, few := g.fewCells(); few && !g.dense {
		out.convolveFew(f, g, cells)
	} else {
		density := f.spectrum(&f.spectra.in, func(k int) float64 { return f.cells[k] })
		steps := g.spectrum(&g.spectra.steps, g.shared)
		addTo(out.cells, f.inverse(times(nil, density, steps)))
		out.carryErrors(f, g)
	}
	out.addAtoms(f, g)
	return out.ready()
}

// fewCells are the cells with a mass or an error, where they are so few that
// they are taken one by one.
//
// The second result is false where there are more than fewAtoms.
func (l *Dist) fewCells() ([]int, bool) {
	var cells []int
	for k := range l.cells {
		if l.cells[k] > 0 || l.meanErr[k] > 0 || l.pointErr[k] > 0 {
			if cells = append(cells, k); len(cells) > fewAtoms {
				return nil, false
			}
		}
	}
	return cells, true
}

// convolveFew is the sum of F and few cells, and few points, of G.
//
// It is the sum that carryErrors finds by transforms, term by term. Mass m of a cell
// goes to the point below it in the share 1 − centre and to the one above in the
// share centre, so that m and its mean stay.
func (out *Dist) convolveFew(f, g *Dist, cells []int) {
	for _, i := range g.atoms {
		for k := i; k <= f.N; k++ {
			out.cells[k] += g.points[i] * f.cells[k-i]
			out.cellErr[k] += g.points[i] * f.wideErr(k-i)
		}
	}
	for _, i := range cells {
		m, meanErr, pointErr := g.cells[i], g.meanErr[i], g.pointErr[i]
		early := m * (1 - g.centre[i])
		for k := max(i-1, 0); k <= f.N; k++ {
			j := k - i
			if j+1 <= f.N {
				out.cells[k] += early * f.cells[j+1]
			}
			if j < 0 {
				continue
			}
			out.cells[k] += (m - early) * f.cells[j]
			out.cellErr[k] += m*(f.wideErr(j)+f.slopeChange(j)) + meanErr*max(f.cells[j], f.cells[min(j+1, f.N)])
			if pointErr > 0 {
				out.cellErr[k] += pointErr * f.errVariation(j)
			}
		}
	}
	for k := range out.cellErr {
		out.cellErr[k] += 2 * rounding
		out.pointErr[k], out.meanErr[k] = out.cellErr[k], out.cellErr[k]
	}
}

// costOf is about the largest error of a sum in which f is taken as even.
//
// It only chooses between two valid bounds, so it need not be a bound itself: sums of
// one law's errors are multiplied by the most mass that the other has in a cell.
func (f *Dist) costOf(g *Dist) float64 {
	rough, meanErr, mostF, mostG := 0.0, 0.0, 0.0, 0.0
	for k := range f.cells {
		rough += f.cellErr[k] + f.slopeChange(k)
		meanErr += g.meanErr[k]
		mostF, mostG = max(mostF, f.cells[k]), max(mostG, g.cells[k])
	}
	return rough*mostG + meanErr*mostF
}

// carryErrors sets the errors of a sum but for those of masses at F's points.
//
// Each term of the bound is a convolution of non-negative numbers, so their spectra
// are multiplied and added, and one inverse transform gives the sum. The same bound
// serves for cells, points and means, as it holds at every time.
func (out *Dist) carryErrors(f, g *Dist) {
	mass := g.spectrum(&g.spectra.mass, func(k int) float64 { return g.cells[k] + g.points[k] })
	var sum []complex128
	if g.dense || len(g.atoms) > 0 {
		sum = times(sum, f.spectrum(&f.spectra.wide, f.wideErr), mass)
		cells := g.spectrum(&g.spectra.in, func(k int) float64 { return g.cells[k] })
		sum = times(sum, f.spectrum(&f.spectra.slopes, f.slopeChange), cells)
	} else {
		sum = times(sum, f.spectrum(&f.spectra.both, func(k int) float64 { return f.wideErr(k) + f.slopeChange(k) }), mass)
	}
	wide := f.spectrum(&f.spectra.wideIn, func(k int) float64 { return max(f.cells[k], f.cells[min(k+1, f.N)]) })
	sum = times(sum, wide, g.spectrum(&g.spectra.meanErr, func(k int) float64 { return g.meanErr[k] }))
	if g.hasPointErr() {
		sum = times(sum, f.spectrum(&f.spectra.variation, f.errVariation), g.spectrum(&g.spectra.pointErr, func(k int) float64 { return g.pointErr[k] }))
	}
	for k, e := range f.inverse(sum)[:f.N+1] {
		e += 2 * rounding
		out.cellErr[k], out.pointErr[k], out.meanErr[k] = e, e, e
	}
}

// hasPointErr tells whether the distribution has errors at points, so that the
// masses of cells do.
func (l *Dist) hasPointErr() bool {
	for _, e := range l.pointErr {
		if e > 0 {
			return true
		}
	}
	return false
}

// errVariation is by how much the bound of the error goes up or down about point k.
//
// It is the variation in ∫ |dε_F|, which integration by parts puts on F when the
// error in G is one of its distribution function: ∫ f d(G − Ĝ) = −∫ (G − Ĝ) df.
func (l *Dist) errVariation(k int) float64 {
	here := l.wideErr(k)
	way := here
	if k > 0 {
		way = math.Abs(here - l.wideErr(k-1))
	}
	if k < l.N {
		way += math.Abs(here - l.wideErr(k+1))
	}
	return way
}

// addAtoms adds what comes of F's masses at points: there masses lie where G's
// do, and what is known of points of G is known of points.
//
// A mass at a point shifts G as it is, so G's bounds are carried on, times that mass,
// at the shifted places. Means of cells are combined from their moments, that is mass
// times place.
func (out *Dist) addAtoms(f, g *Dist) {
	switch {
	case f.dense:
		out.addDense(f, g)
	case len(f.atoms) > 0:
		moment := make([]float64, f.N+1)
		for k := range moment {
			moment[k] = out.cells[k] / 2
		}
		for _, i := range f.atoms {
			addShifted(out.cells, g.cells, i, f.points[i])
			addShifted(out.points, g.points, i, f.points[i])
			addShifted(out.cellErr, g.cellErr, i, f.points[i])
			addShifted(out.pointErr, g.pointErr, i, f.points[i])
			addShifted(out.meanErr, g.meanErr, i, f.points[i])
			for k := i; k <= f.N; k++ {
				moment[k] += f.points[i] * g.cells[k-i] * g.centre[k-i]
			}
		}
		out.setCentres(moment)
	}
}

// addDense is addAtoms for many masses at points.
func (out *Dist) addDense(f, g *Dist) {
	at := f.spectrum(&f.spectra.at, func(k int) float64 { return f.points[k] })
	moment := make([]float64, f.N+1)
	for k := range moment {
		moment[k] = out.cells[k] / 2
	}
	for _, x := range []struct {
		sum  []float64
		s    *[]complex128
		each func(k int) float64
	}{
		{out.cells, &g.spectra.in, func(k int) float64 { return g.cells[k] }},
		{out.cellErr, &g.spectra.cellErr, func(k int) float64 { return g.cellErr[k] }},
		{out.pointErr, &g.spectra.pointErr, func(k int) float64 { return g.pointErr[k] }},
		{out.meanErr, &g.spectra.meanErr, func(k int) float64 { return g.meanErr[k] }},
		{out.points, &g.spectra.at, func(k int) float64 { return g.points[k] }},
		{moment, &g.spectra.moment, func(k int) float64 { return g.cells[k] * g.centre[k] }},
	} {
		addTo(x.sum, f.inverse(times(nil, at, g.spectrum(x.s, x.each))))
	}
	out.setCentres(moment)
}

// setCentres sets where masses lie from the moments of each cell.
//
// A moment is in units of cells, counted from the cell's start; rounding is kept
// within 0 … 1.
func (l *Dist) setCentres(moment []float64) {
	for k, m := range l.cells {
		if m > 0 {
			l.centre[k] = min(max(moment[k]/m, 0), 1)
		}
	}
}

// times adds the product of two spectra to one.
func times(sum, a, b []complex128) []complex128 {
	if sum == nil {
		sum = make([]complex128, len(a))
	}
	for i := range sum {
		sum[i] += a[i] * b[i]
	}
	return sum
}

// addTo adds numbers to others, place by place.
func addTo(sum, x []float64) {
	for k := range sum {
		sum[k] += x[k]
	}
}

// addShifted adds numbers, times a factor, so many places later; those beyond the end
// are dropped, being times beyond the grid.
func addShifted(sum, x []float64, by int, times float64) {
	for k := by; k < len(sum); k++ {
		sum[k] += times * x[k-by]
	}
}

// Curvature is how far, over a cell of the time that a start follows, the chance
// to have been told by a point may be from straight: what the start may be, in
// the mean over the reply.
//
// It has a value for each point, a share of 1.
func (l *Dist) Curvature(reply *Dist) []float64 {
	eps := l.spectrum(&l.spectra.wide, l.wideErr)
	mass := reply.spectrum(&reply.spectra.mass, func(k int) float64 { return reply.cells[k] + reply.points[k] })
	return l.inverse(times(nil, eps, mass))[:l.N+1]
}
