package lattice

import (
	"math"
	"slices"

	"harkara/model"
)

// Strata are the times at which units of a kind have the message: cells by
// chance, each up to an edge, and times that stand for each.
//
// Edges are times of the clock in ticks, ascending; a cell goes from after the edge
// before to its own, inclusive. Nodes are within their cells, and their chances add
// up to the law's total.
type Strata struct {
	Edges []model.Tick
	Nodes []Atom // spreadNodes or fewer for each cell
	Cell  []int  // of each node
}

// How finely times are divided for spreads: equally by chance, and towards the
// last ones ever finer, as what seldom happens may matter to many at once.
const (
	spreadCells = 60   // of when a kind has the message
	spreadNodes = 3    // times that stand for each
	spreadWaits = 16   // of notices
	spreadTail  = 1e-4 // the smallest chance that is told apart
)

// stratifier cuts a law into strata.
//
// moment is the sum of mass times time, in ticks: divided by the mass it is where the
// node goes, so that means stay.
type stratifier struct {
	Strata
	mass, moment float64 // of the node being filled
	left         float64 // what is not yet in a node
	share        float64
	n            int          // nodes of the cell being filled
	cuts         []model.Tick // those still to come
}

// limit is how much goes into a node.
//
// Near the end of the law it is a third of what is left, so that strata get finer in
// proportion, down to spreadTail.
func (x *stratifier) limit() float64 {
	return min(x.share, max(x.left/3, spreadTail))
}

// take adds mass m at a time in ticks to the node being filled.
func (x *stratifier) take(m, at float64) {
	x.mass += m
	x.moment += m * at
}

// node ends the node being filled, if there is any mass in it.
func (x *stratifier) node() {
	if x.mass > 0 {
		x.Nodes = append(x.Nodes, Atom{model.Tick(math.Round(x.moment / x.mass)), x.mass})
		x.Cell = append(x.Cell, len(x.Edges))
		x.left -= x.mass
		x.n++
	}
	x.mass, x.moment = 0, 0
}

// edge ends the cell being filled at a time; a cell without nodes is none.
func (x *stratifier) edge(t model.Tick) {
	if x.node(); x.n > 0 {
		x.Edges = append(x.Edges, t)
	}
	x.n = 0
}

// Strata cuts a distribution into strata, which also end at the cuts.
//
// Strata approximate the law and have no bounds: they serve for spreads.
func (l *Dist) Strata(cuts []model.Tick) Strata {
	total := l.Total()
	x := &stratifier{left: total, share: total / (spreadCells * spreadNodes), cuts: cuts}
	if atoms, ok := l.Exact(); ok {
		for _, a := range atoms {
			x.point(a.At, a.Chance)
		}
		x.edge(l.End())
		return x.Strata
	}
	for k := range l.points {
		t := l.Time(k)
		centre := float64(t) - (1-l.centre[k])*float64(l.Step)
		left := l.cells[k]
		for len(x.cuts) > 0 && x.cuts[0] < t {
			// An edge within the cell: what is rough goes where its mean is.
			part := left * (1 - float64(t-x.cuts[0])/float64(l.Step))
			if l.cellErr[k] >= l.cells[k]/2 {
				part = 0
				if centre <= float64(x.cuts[0]) {
					part = left
				}
			}
			x.take(part, min(centre, float64(x.cuts[0])))
			left -= part
			x.cut()
		}
		x.take(left, centre)
		x.point(t, l.points[k])
	}
	x.edge(l.End())
	return x.Strata
}

// cut ends a stratum at the next cut.
func (x *stratifier) cut() {
	x.edge(x.cuts[0])
	x.cuts = x.cuts[1:]
}

// point adds a mass at one time; much of it is a stratum alone.
func (x *stratifier) point(t model.Tick, mass float64) {
	for len(x.cuts) > 0 && x.cuts[0] < t {
		x.cut()
	}
	alone := mass > x.limit()
	if alone {
		x.edge(t - 1)
	}
	x.take(mass, float64(t))
	cut := len(x.cuts) > 0 && x.cuts[0] == t
	switch full := x.mass >= x.limit(); {
	case cut, alone, full && x.n == spreadNodes-1:
		x.edge(t)
	case full:
		x.node()
	}
	if cut {
		x.cuts = x.cuts[1:]
	}
}

// Waits is a delay, tabulated, from which starts are drawn by strata.
//
// level and at are of one length: at is the quantile function at each level. For few
// values it is the values themselves that are kept.
type Waits struct {
	level []float64 // ascending, from 0 to 1
	at    []float64 // ticks: the wait at each level
	delay model.Delay
	few   []Atom // finitely many values
}

// waitLevels is how many even levels a delay is tabulated at.
const waitLevels = 256

// NewWaits tabulates a delay by levels that are ever closer near 0 and 1.
func NewWaits(d model.Delay) *Waits {
	w := &Waits{delay: d}
	if v, ok := Atoms(d); ok && len(v) <= 2*spreadWaits {
		w.few = v
		return w
	}
	for p := 1.0 / waitLevels; p > 1e-7; p /= 2 {
		w.level = append(w.level, p, 1-p)
	}
	for i := 2; i < waitLevels-1; i++ {
		w.level = append(w.level, float64(i)/waitLevels)
	}
	slices.Sort(w.level)
	for _, p := range w.level {
		w.at = append(w.at, float64(model.TicksOf(d.Quantile(p))))
	}
	return w
}

// of is the wait at a level.
//
// Between levels the quantile is taken as a straight line.
func (w *Waits) of(level float64) model.Tick {
	i, _ := slices.BinarySearch(w.level, level)
	switch {
	case i == 0:
		return model.Tick(w.at[0])
	case i == len(w.level):
		return model.Tick(min(w.at[i-1], float64(model.Never)))
	}
	part := (level - w.level[i-1]) / (w.level[i] - w.level[i-1])
	return model.Tick(math.Round(w.at[i-1] + part*(w.at[i]-w.at[i-1])))
}

// First is the first of n waits that each come with chance p: the chance that
// it has come where a single one's is at a level, and the other way round. The
// zero value is one wait that is certain.
//
// With G the distribution function of one wait, that of the first is 1 − (1 − P·G)^N.
type First struct {
	N int
	P float64
}

// come is 1 − (1 − P·level)^N.
func (f First) come(level float64) float64 {
	if f.N == 0 {
		return level
	}
	return 1 - model.Power(1-f.P*level, f.N)
}

// level is the inverse of come: (1 − (1 − come)^(1/N))/P, at most 1.
func (f First) level(come float64) float64 {
	if f.N == 0 {
		return come
	}
	return min(1, (1-math.Pow(1-come, 1/float64(f.N)))/f.P)
}

// Starts are few times that stand for when somebody starts who begins to wait at
// a and may start when it is open, up to an end; the rest never do. Who waits for
// an opening starts at it; within a window starts are in strata, which end at the
// cuts.
//
// Times are of the clock in ticks, and chances are shares of 1 whose sum is the
// chance to start by the end.
func (w *Waits) Starts(a model.Tick, o Opening, cuts []model.Tick, end model.Tick, f First) []Atom {
	var out []Atom
	if w.few != nil {
		sum, before := 0.0, 0.0
		for _, v := range w.few {
			sum += v.Chance
			now := f.come(min(sum, 1))
			if s := o.Next(a + v.At); s <= end && now > before {
				out = append(out, Atom{s, now - before})
			}
			before = now
		}
		return out
	}
	before := 0.0 // the chance that it has come
	for _, x := range o {
		if x.Close <= a || x.Open > end {
			continue
		}
		begin, last := max(x.Open, a), min(x.Close, end)
		if now := w.come(begin-a, f); now > before {
			out = append(out, Atom{begin, now - before})
			before = now
		}
		for i, _ := slices.BinarySearch(cuts, begin+1); begin < last; i++ {
			upTo := last
			if i < len(cuts) {
				upTo = min(upTo, cuts[i])
			}
			now := w.come(upTo-a, f)
			out = w.stratum(out, a, model.Window{Open: begin, Close: upTo}, before, now, f)
			before, begin = max(before, now), upTo
		}
	}
	return out
}

// stratum adds the strata of starts within a stretch, by the chances that the
// wait has come before and by its end.
func (w *Waits) stratum(out []Atom, a model.Tick, in model.Window, before, now float64, f First) []Atom {
	for before < now-1e-9 {
		next := min(now, before+min(f.come(1)/spreadWaits, max((f.come(1)-before)/3, spreadTail)))
		if now-next < spreadTail {
			next = now
		}
		s := a + w.of(f.level((before+next)/2))
		out = append(out, Atom{min(max(s, in.Open), in.Close), next - before})
		before = next
	}
	return out
}

// come is the chance that the wait has come by then.
func (w *Waits) come(wait model.Tick, f First) float64 {
	if wait <= 0 {
		return 0
	}
	return f.come(w.delay.CDF(wait.Seconds()))
}
