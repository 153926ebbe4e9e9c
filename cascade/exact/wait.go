package exact

import "math"

// spectra are the transforms of a law, made when first needed.
type spectra struct {
	in, at, mass, steps []complex128
	eps, wide, both     []complex128
	kinks, sway, wideIn []complex128
	turns, pin, lean    []complex128
}

// spectrum makes one of the spectra of a law.
func (l *law) spectrum(s *[]complex128, value func(k int) float64) []complex128 {
	if *s == nil {
		x := make([]float64, l.n+1)
		for k := range x {
			x[k] = value(k)
		}
		*s = l.transform(x)
	}
	return *s
}

// wideEps is a bound of the error in cell k and in the one above it.
func (l *law) wideEps(k int) float64 { return max(l.eps[k], l.eps[min(k+1, l.n)]) }

// kink is by how much a sum may bend for the density's step at point k.
func (l *law) kink(k int) float64 {
	next := 0.0
	if k < l.n {
		next = l.in[k+1]
	}
	return math.Abs(next-l.in[k]) / 4
}

// shared is the mass that goes to point k when each cell's is shared between the
// points at its ends so that the mean stays, and what is at point k.
func (l *law) shared(k int) float64 {
	sum := l.at[k] + l.in[k]*l.lean[k]
	if k < l.n {
		sum += l.in[k+1] * (1 - l.lean[k+1])
	}
	return sum
}

// then is the law of the sum of two independent times. One of the two, F, is
// taken as even in each cell; the other, G, is shared out to points so that
// the mean stays (F̂ is a straight line over a cell, so only the mean of what
// falls into a cell matters). Their sum then is even in each cell, too, and the
// error of that is at most
//
//	ε_F ∗ dG    F is not quite even
//	f ∗ sway_G  the means of G's cells are not quite known
//	κ_F ∗ dG    between points, F̂ bends by κ = |f[k+1]−f[k]|/4
//	α_F ∗ ε_G   where F has masses at points, it is G that is not quite even
//	|dε_F| ∗ pin_G  the masses of G's cells are not quite those of Ĝ (by parts)
//
// F is the one for which that is less.
func (l *law) then(o *law) *law {
	if l.costWith(o) > o.costWith(l) {
		return o.taken(l)
	}
	return l.taken(o)
}

// taken is then, with l taken as F.
func (f *law) taken(g *law) *law {
	if f.isPoint() {
		return g.later(f.atoms[0], f.at[f.atoms[0]])
	}
	if g.isPoint() {
		return f.later(g.atoms[0], g.at[g.atoms[0]])
	}
	out := f.blank()
	if cells, few := g.fewCells(); few && !g.dense {
		out.takeFew(f, g, cells)
	} else {
		density := f.spectrum(&f.s.in, func(k int) float64 { return f.in[k] })
		steps := g.spectrum(&g.s.steps, g.shared)
		addTo(out.in, f.inverse(times(nil, density, steps)))
		out.carryErrors(f, g)
	}
	out.addAtoms(f, g)
	return out.ready()
}

// fewCells are the cells with a mass or an error, where they are so few that
// they are taken one by one.
func (l *law) fewCells() ([]int, bool) {
	var cells []int
	for k := range l.in {
		if l.in[k] > 0 || l.sway[k] > 0 || l.pin[k] > 0 {
			if cells = append(cells, k); len(cells) > fewAtoms {
				return nil, false
			}
		}
	}
	return cells, true
}

// takeFew is the sum of F and few cells, and few points, of G.
func (out *law) takeFew(f, g *law, cells []int) {
	for _, i := range g.atoms {
		for k := i; k <= f.n; k++ {
			out.in[k] += g.at[i] * f.in[k-i]
			out.eps[k] += g.at[i] * f.wideEps(k-i)
		}
	}
	for _, i := range cells {
		m, sway, pin := g.in[i], g.sway[i], g.pin[i]
		early := m * (1 - g.lean[i])
		for k := max(i-1, 0); k <= f.n; k++ {
			j := k - i
			if j+1 <= f.n {
				out.in[k] += early * f.in[j+1]
			}
			if j < 0 {
				continue
			}
			out.in[k] += (m - early) * f.in[j]
			out.eps[k] += m*(f.wideEps(j)+f.kink(j)) + sway*max(f.in[j], f.in[min(j+1, f.n)])
			if pin > 0 {
				out.eps[k] += pin * f.turn(j)
			}
		}
	}
	for k := range out.eps {
		out.eps[k] += 2 * dust
		out.pin[k], out.sway[k] = out.eps[k], out.eps[k]
	}
}

// costWith is about the largest error of a sum in which f is taken as even.
func (f *law) costWith(g *law) float64 {
	rough, sway, mostF, mostG := 0.0, 0.0, 0.0, 0.0
	for k := range f.in {
		rough += f.eps[k] + f.kink(k)
		sway += g.sway[k]
		mostF, mostG = max(mostF, f.in[k]), max(mostG, g.in[k])
	}
	return rough*mostG + sway*mostF
}

// carryErrors sets the errors of a sum but for those of masses at F's points.
func (out *law) carryErrors(f, g *law) {
	mass := g.spectrum(&g.s.mass, func(k int) float64 { return g.in[k] + g.at[k] })
	var sum []complex128
	if g.dense || len(g.atoms) > 0 {
		sum = times(sum, f.spectrum(&f.s.wide, f.wideEps), mass)
		cells := g.spectrum(&g.s.in, func(k int) float64 { return g.in[k] })
		sum = times(sum, f.spectrum(&f.s.kinks, f.kink), cells)
	} else {
		sum = times(sum, f.spectrum(&f.s.both, func(k int) float64 { return f.wideEps(k) + f.kink(k) }), mass)
	}
	wide := f.spectrum(&f.s.wideIn, func(k int) float64 { return max(f.in[k], f.in[min(k+1, f.n)]) })
	sum = times(sum, wide, g.spectrum(&g.s.sway, func(k int) float64 { return g.sway[k] }))
	if g.unpinned() {
		sum = times(sum, f.spectrum(&f.s.turns, f.turn), g.spectrum(&g.s.pin, func(k int) float64 { return g.pin[k] }))
	}
	for k, e := range f.inverse(sum)[:f.n+1] {
		e += 2 * dust
		out.eps[k], out.pin[k], out.sway[k] = e, e, e
	}
}

// unpinned tells whether the distribution has errors at points, so that the
// masses of cells do.
func (l *law) unpinned() bool {
	for _, e := range l.pin {
		if e > 0 {
			return true
		}
	}
	return false
}

// turn is by how much the bound of the error goes up or down about point k.
func (l *law) turn(k int) float64 {
	here := l.wideEps(k)
	way := here
	if k > 0 {
		way = math.Abs(here - l.wideEps(k-1))
	}
	if k < l.n {
		way += math.Abs(here - l.wideEps(k+1))
	}
	return way
}

// addAtoms adds what comes of F's masses at points: there the sum leans as G
// does, and what is known of points of G is known of points.
func (out *law) addAtoms(f, g *law) {
	switch {
	case f.dense:
		out.addDense(f, g)
	case len(f.atoms) > 0:
		lean := make([]float64, f.n+1)
		for k := range lean {
			lean[k] = out.in[k] / 2
		}
		for _, i := range f.atoms {
			addShifted(out.in, g.in, i, f.at[i])
			addShifted(out.at, g.at, i, f.at[i])
			addShifted(out.eps, g.eps, i, f.at[i])
			addShifted(out.pin, g.pin, i, f.at[i])
			addShifted(out.sway, g.sway, i, f.at[i])
			for k := i; k <= f.n; k++ {
				lean[k] += f.at[i] * g.in[k-i] * g.lean[k-i]
			}
		}
		out.setLean(lean)
	}
}

// addDense is addAtoms for many masses at points.
func (out *law) addDense(f, g *law) {
	at := f.spectrum(&f.s.at, func(k int) float64 { return f.at[k] })
	lean := make([]float64, f.n+1)
	for k := range lean {
		lean[k] = out.in[k] / 2
	}
	for _, x := range []struct {
		sum  []float64
		s    *[]complex128
		each func(k int) float64
	}{
		{out.in, &g.s.in, func(k int) float64 { return g.in[k] }},
		{out.eps, &g.s.eps, func(k int) float64 { return g.eps[k] }},
		{out.pin, &g.s.pin, func(k int) float64 { return g.pin[k] }},
		{out.sway, &g.s.sway, func(k int) float64 { return g.sway[k] }},
		{out.at, &g.s.at, func(k int) float64 { return g.at[k] }},
		{lean, &g.s.lean, func(k int) float64 { return g.in[k] * g.lean[k] }},
	} {
		addTo(x.sum, f.inverse(times(nil, at, g.spectrum(x.s, x.each))))
	}
	out.setLean(lean)
}

// setLean sets where masses lie from the moments of each cell.
func (l *law) setLean(moment []float64) {
	for k, m := range l.in {
		if m > 0 {
			l.lean[k] = min(max(moment[k]/m, 0), 1)
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

func addTo(sum, x []float64) {
	for k := range sum {
		sum[k] += x[k]
	}
}

func addShifted(sum, x []float64, by int, times float64) {
	for k := by; k < len(sum); k++ {
		sum[k] += times * x[k-by]
	}
}
