package study

import (
	"math"
	"math/bits"
	"slices"

	"gonum.org/v1/gonum/stat"

	"harkara/cascade"
	"harkara/cascade/montecarlo"
	"harkara/cascade/random"
)

// A moment is what one row adds to the sums that indices are made of.
type moment struct {
	products, sum float64   // ȳᵒȳᵉ and ȳᵒ + ȳᵉ, over A and B
	first, moved  []float64 // of each value: the products of its first index, and what c goes with
	total         []float64 // of each value
	shared        []float64 // of each value what Shapley gives it, where that is asked
	every         float64   // of all values together: what is shared
}

// estimator makes indices of moments of rows.
type estimator struct {
	moments []moment
	values  int
	shapley bool
}

// newEstimator is that of rows, with answers counted from c0, so that no digits are lost.
func newEstimator(of [][]float64, hybrids [][]bool, c0 float64, shares bool) *estimator {
	d := len(hybrids[0])
	e := &estimator{moments: make([]moment, len(of)), values: d, shapley: shares}
	alone := make([]int, d) // the hybrid in which only that value is B's
	for h, fromB := range hybrids {
		if count(fromB) == 1 {
			alone[slices.Index(fromB, true)] = h
		}
	}
	for k, r := range of {
		oA, eA, oB, eB := r[0]-c0, r[1]-c0, r[3]-c0, r[4]-c0
		m := &e.moments[k]
		m.products, m.sum = float64(oA*eA)+float64(oB*eB), oA+eA+oB+eB
		for _, h := range alone {
			o, e := r[3*h]-r[0], r[3*h+1]-r[1]
			m.first = append(m.first, float64(oB*e)+float64(eB*o))
			m.moved = append(m.moved, o+e)
			m.total = append(m.total, r[3*h+2])
		}
		if shares {
			m.shared, m.every = shapley(r, hybrids), r[3+2] // the second hybrid is B
		}
	}
	return e
}

func count(set []bool) (n int) {
	for _, in := range set {
		if in {
			n++
		}
	}
	return n
}

// lists are the lists of numbers of a moment.
func (m *moment) lists() [4][]float64 { return [...][]float64{m.first, m.moved, m.total, m.shared} }

// sums are those of moments of some rows, divided by their number.
func (e *estimator) sums(of []int) moment {
	d := e.values
	out := moment{first: make([]float64, d), moved: make([]float64, d), total: make([]float64, d), shared: make([]float64, d)}
	to := out.lists()
	for _, k := range of {
		m := &e.moments[k]
		out.products += m.products
		out.sum += m.sum
		out.every += m.every
		for l, list := range m.lists() {
			for i, x := range list {
				to[l][i] += x
			}
		}
	}
	n := float64(len(of))
	out.products, out.sum, out.every = out.products/n, out.sum/n, out.every/n
	for _, list := range to {
		for i := range list {
			list[i] /= n
		}
	}
	return out
}

// estimate is, of sums: the variance, what the mean lies above c0, the first and the total
// index of each value, and Shapley shares where they are asked.
func (e *estimator) estimate(s moment) []float64 {
	c := s.sum / 4
	variance := s.products/2 - float64(c*c)
	out := []float64{variance, c}
	over := variance
	if !(over > 0) {
		over = math.NaN() // of nothing there is no part
	}
	for i := range e.values {
		out = append(out, (s.first[i]-float64(c*s.moved[i]))/2/over)
	}
	for i := range e.values {
		out = append(out, s.total[i]/2/over)
	}
	for i := range e.values {
		if e.shapley {
			out = append(out, s.shared[i]/s.every)
		}
	}
	return out
}

// influence is how much a row moves each estimate from its value, to first order (the
// delta method), times the number of rows.
func (e *estimator) influence(k int, s moment, value, out []float64) {
	m, d := &e.moments[k], e.values
	c, variance := value[1], value[0]
	mean := m.sum/4 - c
	spread := (m.products-s.products)/2 - float64(2*c*mean)
	out[0], out[1] = spread, mean
	for i := range d {
		first := (m.first[i]-s.first[i])/2 - float64(c*(m.moved[i]-s.moved[i]))/2 - float64(mean*s.moved[i])/2
		out[2+i] = (first - float64(value[2+i]*spread)) / variance
		out[2+d+i] = ((m.total[i]-s.total[i])/2 - float64(value[2+d+i]*spread)) / variance
		if e.shapley {
			out[2+2*d+i] = (m.shared[i] - float64(value[2+2*d+i]*m.every)) / s.every
		}
	}
}

// errors are the standard errors of the estimates of some rows.
func (e *estimator) errors(of []int, s moment, value []float64) []float64 {
	out, one := make([]float64, len(value)), make([]float64, len(value))
	for _, k := range of {
		e.influence(k, s, value, one)
		for i, x := range one {
			out[i] += float64(x * x)
		}
	}
	n := float64(len(of))
	for i := range out {
		out[i] = math.Sqrt(out[i] / n / (n - 1))
	}
	return out
}

// resamples is how many samples of rows bounds rest on, and mostDrawn how many rows and
// estimates these have in all: of many rows fewer samples say as much.
const (
	resamples = 1000
	mostDrawn = 100_000_000
)

// indices are those of one measure, with bounds by as many rows drawn again from those
// played (bootstrap: Efron, Annals of Statistics 7, 1979), nearer by what Sobol' points
// know better. Those of the variance are studentized; of indices, which divide by it, they
// are percentiles, since where it is hardly known a sample's standard error says little.
func (s Sensitivity) indices(of [][]float64, hybrids [][]bool) Indices {
	c0 := 0.0
	for _, r := range of {
		c0 += (r[0] + r[1] + r[3] + r[4]) / 4 / float64(len(of))
	}
	e := newEstimator(of, hybrids, c0, s.Shapley)
	every := make([]int, len(of))
	for i := range every {
		every[i] = i
	}
	sums := e.sums(every)
	value := e.estimate(sums)
	ses := e.errors(every, sums, value)
	values, errors := make([][]float64, len(value)), make([][]float64, len(value))
	draws := random.NewKey(s.Seed).Fold(wordRows)
	for b := range min(max(mostDrawn/len(every)/(4*len(value)), 100), resamples) {
		for i := range every {
			every[i] = int(random.Uniform(draws.At(uint64(b*len(every)+i))) * float64(len(every)))
		}
		again := e.sums(every)
		x := e.estimate(again)
		for i, se := range e.errors(every, again, x) {
			values[i], errors[i] = append(values[i], x[i]), append(errors[i], se)
		}
	}
	out := make([]cascade.Estimate, len(value))
	better := s.better(e, sums, value)
	for i := range value {
		if out[i] = percentiles(value[i], values[i]); i < 2 {
			out[i] = montecarlo.Studentized(value[i], ses[i], values[i], errors[i])
		}
		out[i] = e.minded(i, value[0], narrowed(out[i], better[i]))
	}
	return s.told(c0, value, out)
}

// minded minds what few rows show (montecarlo.NotSeen): plays of a row may be moved by a
// value so rarely that few rows, or none, have two that are. The estimate is the i-th.
func (e *estimator) minded(i int, variance float64, x cascade.Estimate) cascade.Estimate {
	d := e.values
	if i < 2+d || i >= 2+2*d || !(variance > 0) {
		return x
	}
	sum, most := 0.0, 0.0
	for k := range e.moments {
		t := e.moments[k].total[i-2-d] / 2 / variance
		sum, most = sum+max(t, 0), max(most, t)
	}
	return montecarlo.NotSeen(x, sum, most, len(e.moments), math.Inf(1))
}

// told puts estimates in their places.
func (s Sensitivity) told(c0 float64, value []float64, estimates []cascade.Estimate) Indices {
	d := len(s.Names)
	out := Indices{Mean: c0 + value[1], Variance: estimates[0], Values: make([]Index, d)}
	for i, e := range estimates {
		if math.IsNaN(e.Value) {
			estimates[i] = cascade.Nobody()
		}
	}
	for i := range out.Values {
		out.Values[i] = Index{First: estimates[2+i], Total: estimates[2+d+i], Shapley: cascade.Nobody()}
		if s.Shapley {
			out.Values[i].Shapley = estimates[2+2*d+i]
		}
	}
	rank(out.Values)
	return out
}

// narrowed is an estimate with bounds that are so much nearer.
func narrowed(e cascade.Estimate, by float64) cascade.Estimate {
	e.Low, e.High = e.Value-float64((e.Value-e.Low)*by), e.Value+float64((e.High-e.Value)*by)
	return e
}

// better is how much nearer than of independent rows the bounds of each estimate are.
// Rows are Sobol' points, which hold all parts of a range alike: what a row adds by a
// straight line or a parabola of a position does not vary from sample to sample, and what
// is left over does. Its part of the variance is that of a least-squares fit, less what as
// many columns would fit of noise (R² adjusted). Where rows are too few for parabolas,
// lines are fitted; where they are too few for these, nothing is.
func (s Sensitivity) better(e *estimator, sums moment, value []float64) []float64 {
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
			out[i] = max(math.Sqrt(unexplained), nearest)
		}
	}
	return out
}

// nearest is how much nearer bounds are at most: what is fitted well is not known without
// error either.
const nearest = 0.25

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

// shapley shares out what the total indices of all sets of values say, of a row: the value
// of a set is its total index (Song, Nelson and Staum, SIAM/ASA Journal on Uncertainty
// Quantification 4, 2016). The shares add up to that of all.
func shapley(row []float64, hybrids [][]bool) []float64 {
	d := len(hybrids[0])
	of := make([]float64, 1<<d)
	for h, fromB := range hybrids {
		set := 0
		for i, in := range fromB {
			if in {
				set |= 1 << i
			}
		}
		of[set] = row[3*h+2]
	}
	out := make([]float64, d)
	for i := range out {
		for set := range of {
			if set>>i&1 == 0 {
				// |u|! (d−|u|−1)! / d! is one in d·C(d−1, |u|).
				size := bits.OnesCount(uint(set))
				out[i] += (of[set|1<<i] - of[set]) / float64(d*choose(d-1, size))
			}
		}
	}
	return out
}

// choose is the number of ways to choose k of n.
func choose(n, k int) int {
	out := 1
	for i := range k {
		out = out * (n - i) / (i + 1)
	}
	return out
}

// percentiles is a value with the bounds between which 95 % of others lie; NaN where the
// value is.
func percentiles(value float64, others []float64) cascade.Estimate {
	others = slices.DeleteFunc(slices.Clone(others), math.IsNaN)
	if math.IsNaN(value) || len(others) == 0 {
		return cascade.Nobody()
	}
	slices.Sort(others)
	k := max(int(0.025*float64(len(others)+1)), 1)
	return cascade.Estimate{Value: value, Low: min(others[k-1], value), High: max(others[len(others)-k], value)}
}
