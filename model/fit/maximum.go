package fit

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize"
)

// maximum finds where f is greatest, from a start near it: by Newton's method on
// differences, and where that leads nowhere by the simplex method of Nelder and
// Mead, which needs no derivatives.
func maximum(f func([]float64) float64, start []float64) (x []float64, value float64) {
	x, value, ok := newton(f, start)
	if ok {
		return x, value
	}
	x, value = simplex(f, start)
	if y, better, ok := newton(f, x); ok && better >= value {
		return y, better
	}
	return x, value
}

// simplex is the method of Nelder and Mead (Computer Journal 7, 1965).
func simplex(f func([]float64) float64, start []float64) ([]float64, float64) {
	result, err := optimize.Minimize(optimize.Problem{Func: func(x []float64) float64 { return -f(x) }}, start,
		&optimize.Settings{FuncEvaluations: 4000, Converger: &optimize.FunctionConverge{Absolute: 1e-10, Iterations: 60}}, &optimize.NelderMead{SimplexSize: 0.5})
	if err != nil && result == nil {
		return start, f(start)
	}
	return result.X, -result.F
}

// step is that of differences: parameters are logarithms, of size about 1.
const step = 1e-4

// newton climbs from a start until steps are small; false where it does not get
// there.
func newton(f func([]float64) float64, start []float64) ([]float64, float64, bool) {
	x, value := slices.Clone(start), f(start)
	for range 40 {
		g, h := derivatives(f, x, value)
		var move mat.VecDense
		if value <= impossible || move.SolveVec(h, g) != nil {
			return x, value, false
		}
		size := mat.Norm(&move, math.Inf(1))
		if !(size < 1e3) || mat.Dot(&move, g) > 0 {
			return x, value, false // not towards a maximum
		}
		if size < 1e-9 {
			return x, value, true
		}
		next, better, ok := lineSearch(f, x, &move, value, min(1, 1/size))
		if !ok {
			return x, value, size < 1e-4 // as near as differences tell
		}
		x, value = next, better
	}
	return x, value, false
}

// lineSearch takes the longest part of a move that climbs.
func lineSearch(f func([]float64) float64, x []float64, move *mat.VecDense, value, part float64) ([]float64, float64, bool) {
	for range 30 {
		next := make([]float64, len(x))
		for i := range x {
			next[i] = x[i] - part*move.AtVec(i)
		}
		if better := f(next); better > value {
			return next, better, true
		}
		part /= 2
	}
	return x, value, false
}

// derivatives are the gradient and the second derivatives of f at x.
func derivatives(f func([]float64) float64, x []float64, value float64) (*mat.VecDense, *mat.SymDense) {
	n := len(x)
	g, h := mat.NewVecDense(n, nil), mat.NewSymDense(n, nil)
	at := func(i, j int, a, b float64) float64 {
		y := slices.Clone(x)
		y[i] += a
		y[j] += b
		return f(y)
	}
	for i := range n {
		up, down := at(i, i, step, 0), at(i, i, -step, 0)
		g.SetVec(i, (up-down)/(2*step))
		h.SetSym(i, i, (up-2*value+down)/(step*step))
		for j := range i {
			mixed := at(i, j, step, step) - at(i, j, step, -step) - at(i, j, -step, step) + at(i, j, -step, -step)
			h.SetSym(i, j, mixed/(4*step*step))
		}
	}
	return g, h
}
