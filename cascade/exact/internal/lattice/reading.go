package lattice

import (
	"math"

	"harkara/model"
)

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
