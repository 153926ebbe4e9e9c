package lattice

import "harkara/model"

// Function are a function of the own unit's start: at each point, and at both
// ends of each half of a cell. Later starts never make it smaller.
//
// At has an entry for each point. Halves has one for each cell: the values at the
// start and end of its first half, and of its second. Never is the value where the
// own unit does not start.
type Function struct {
	At     []float64
	Halves [][4]float64
	Never  float64
}

// Transform is a function of the answers.
//
// f must not fall, so that the result has the same order as a.
func (a *Function) Transform(f func(x float64) float64) *Function {
	out := &Function{At: make([]float64, len(a.At)), Halves: make([][4]float64, len(a.Halves)), Never: f(a.Never)}
	for k := range a.At {
		out.At[k] = f(a.At[k])
		for i, x := range a.Halves[k] {
			out.Halves[k][i] = f(x)
		}
	}
	return out
}

// Mean is the expectation of a function over a start: the masses at points, and
// in each cell something between what the function is at the ends of its
// halves. The law's error is carried on by how much the function changes over
// each cell (by parts). The truth is within eps of mean.
//
// For mass m in half of a cell in which the function goes from a to b, a mean between
// a and b is off by at most m·(b − a)/2 if the middle is taken. By parts, ∫ v d(F −
// F̂) = −∫ (F − F̂) dv, which is at most Σ_k cellErr[k] times the rise of v over cell
// k.
func (l *Dist) Mean(z, u *Function, f func(z, u float64) float64) (mean, eps float64) {
	before := f(z.At[0], u.At[0])
	mean = l.points[0] * before
	for k := 1; k <= l.N; k++ {
		v := f(z.At[k], u.At[k])
		mean += l.points[k] * v
		if m := l.cells[k]; m > 0 {
			zs, us := &z.Halves[k], &u.Halves[k]
			a, b := f(zs[0], us[0]), f(zs[1], us[1])
			c, d := f(zs[2], us[2]), f(zs[3], us[3])
			mean += m * (a + b + c + d) / 4
			eps += m * (b - a + d - c) / 4
		}
		eps += l.cellErr[k] * max(0, v-before)
		before = v
	}
	eps += l.cellErr[l.N] * max(0, f(z.Never, u.Never)-before)
	return mean, eps
}

// Means are the expectations of n functions over a start, as Mean has them, without bounds:
// they are asked only where the law has mass, and at the middle of a cell once. f puts the
// values for a start into out.
func (l *Dist) Means(n int, f func(start model.Tick, out []float64)) []float64 {
	mean, values := make([]float64, n), make([]float64, n)
	add := func(mass float64, start model.Tick) {
		f(start, values)
		for i, v := range values {
			mean[i] += float64(mass * v)
		}
	}
	for k, p := range l.points {
		if p != 0 {
			add(p, l.Time(k))
		}
		if m := l.cells[k]; k > 0 && m > 0 {
			ticks := l.Halves(k)
			add(m/4, ticks[0])
			add(m/2, ticks[2])
			add(m/4, ticks[3])
		}
	}
	return mean
}

// Empty tells whether a cell has no mass, so that a mean does not ask what lies within.
func (l *Dist) Empty(k int) bool { return l.cells[k] <= 0 }
