package study

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
)

// narrowing is by what factor the bounds of each estimate are nearer than of independent rows.
// Rows are Sobol' points, which hold all parts of a range alike: what a row adds by a
// straight line or a parabola of a position does not vary from sample to sample, and what
// is left over does. Its part of the variance is that of a least-squares fit, less what as
// many columns would fit of noise (R² adjusted). Where rows are too few for parabolas,
// lines are fitted; where they are too few for these, nothing is.
func (s Sensitivity) narrowing(e *estimator, sums moment, value []float64) []float64 {
	out := make([]float64, len(value))
	rows := make([][]float64, len(value)) // of each estimate, the influence of rows
	one := make([]float64, len(value))
	for k := range e.moments {
		e.influence(k, sums, value, one)
		for i, x := range one {
			rows[i] = append(rows[i], x)
		}
	}
	columns := s.columns(len(e.moments))
	n, p := float64(len(e.moments)), float64(len(columns))
	for i := range out {
		all, left := squares(rows[i]), slices.Clone(rows[i])
		for _, c := range columns {
			remove(left, c)
		}
		out[i] = 1
		if unexplained := squares(left) / all * (n - 1) / (n - 1 - p); unexplained < 1 {
			out[i] = max(math.Sqrt(unexplained), leastNarrowing)
		}
	}
	return out
}

// leastNarrowing is the least factor: what is fitted well is not known without
// error either.
const leastNarrowing = 0.25

// columns are what Sobol' points hold alike of each value's positions in A and B: lines,
// then parabolas, and their product, which is what a difference squared has beside. Each
// column is less what those before it say (Gram and Schmidt) and of length 1. There are at
// most a quarter as many as rows, and none where the rows are not whole.
func (s Sensitivity) columns(played int) [][]float64 {
	powers := [][2]float64{{1, 0}, {0, 1}, {2, 0}, {0, 2}, {1, 1}}
	switch room := played / 4 / len(s.Names); {
	case played != s.Rows || played > mostFitted || room < 2:
		return nil
	case room < len(powers):
		powers = powers[:2]
	}
	var out [][]float64
	for _, power := range powers {
		for place, name := range s.Names {
			c := make([]float64, played)
			for k := range c {
				a, b := Position(s.Seed, name, place, k, 0)-0.5, Position(s.Seed, name, place, k, 1)-0.5
				c[k] = math.Pow(a, power[0]) * math.Pow(b, power[1])
			}
			mean := stat.Mean(c, nil)
			for k := range c {
				c[k] -= mean
			}
			for _, before := range out {
				remove(c, before)
			}
			if length := math.Sqrt(squares(c)); length > 1e-6 {
				for k := range c {
					c[k] /= length
				}
				out = append(out, c)
			}
		}
	}
	return out
}

// mostFitted is of how many rows at most a fit is made: it takes as many steps as rows times
// columns times columns.
const mostFitted = 8192

// remove takes from a what it has of b, of length 1.
func remove(a, b []float64) {
	of := 0.0
	for k := range a {
		of += float64(a[k] * b[k])
	}
	for k := range a {
		a[k] -= float64(of * b[k])
	}
}

// squares is the sum of squares.
func squares(a []float64) (sum float64) {
	for _, x := range a {
		sum += float64(x * x)
	}
	return sum
}
