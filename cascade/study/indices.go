package study

import (
	"math"
	"slices"

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
	better := s.narrowing(e, sums, value)
	for i := range value {
		if out[i] = percentiles(value[i], values[i]); i < 2 {
			out[i] = montecarlo.Studentized(value[i], ses[i], values[i], errors[i])
		}
		out[i] = e.withUnseen(i, value[0], narrowed(out[i], better[i]))
	}
	return s.arranged(c0, value, out)
}

// withUnseen widens the bounds of the i-th estimate by what few rows show
// (montecarlo.NotSeen): plays of a row may be moved by a value so rarely that few rows, or
// none, have two that are.
func (e *estimator) withUnseen(i int, variance float64, x cascade.Estimate) cascade.Estimate {
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

// arranged are the indices that a list of estimates (estimate) stands for.
func (s Sensitivity) arranged(c0 float64, value []float64, estimates []cascade.Estimate) Indices {
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
