package exact

import (
	"math"
	"slices"

	"harkara/cascade/exact/internal/lattice"
	"harkara/model"
)

// How a share varies from play to play follows from how pairs of units vary
// together. What chance decides below the last unit that two units share is independent; given when
// the people there start, all that is below its children is independent. So
//
//	Var N = Σ_u Var(u) + Σ_w Σ_{c≠c' below w} Cov(N_c, N_c')
//
// and the covariance of two siblings' shares depends on the kinds alone. Given
// the parent's arrival a, with n people of whom each passes on with chance p,
//
//	P(c untold by x, c' untold by y) = [1 − p + p·E_s G_s(x)·G_s(y)]^n,
//
// where s is a person's start and G_s(x) the chance that over all channels they
// have not told one child by x. The integrals are sums over strata: the error of
// a standard deviation is below one part in a hundred (TestSpread).

// pairs tells how often two functions of arrivals meet in two siblings.
//
// It is the list of the terms of the double sum over siblings, with equal terms added
// up; place is where in the list a key is.
type pairs struct {
	list  []pair
	place map[pairKey]int
}

type pairKey struct {
	kind int32 // of the siblings
	f, g int32 // functions, f ≤ g
	same bool  // told by the same people
}

// The weight is how many ordered pairs of single units, people or households the term
// stands for.
type pair struct {
	pairKey
	weight float64
}

// The covariance is symmetric in its two functions, so keys are kept with f ≤ g.
func (p *pairs) add(k pairKey, weight float64) {
	if weight == 0 {
		return
	}
	if k.f > k.g {
		k.f, k.g = k.g, k.f
	}
	if p.place == nil {
		p.place = map[pairKey]int{}
	}
	i, ok := p.place[k]
	if !ok {
		i = len(p.list)
		p.place[k] = i
		p.list = append(p.list, pair{pairKey: k})
	}
	p.list[i].weight += weight
}

// spreader works spreads out.
//
// The maps are caches. cells divides the arrivals of each kind into strata, within
// which functions are taken as constant; cuts are times of the clock in ticks at
// which strata end for all kinds.
type spreader struct {
	*counted
	c       *computer
	cells   []lattice.Strata // of each kind
	hop     []*hopTable
	funcs   []function
	leaf    map[leafKey]int32 // functions by what they are
	cov     map[pairKey][]float64
	moments map[[2]int32]*crowdMoments
	waits   map[*model.Relay]*lattice.Waits
	cuts    []model.Tick
}

// function is something of a unit that depends on when a unit of some kind
// above it, or it itself, has the message: its expectation, by column and cell
// of the kind, for every kind on the way up.
type function struct {
	kind int32 // where it starts
	// up has, by kind, a row for each column of the answer and in it an entry for
	// each cell of the kind: an expectation, a share of 1.
	up map[int32][][]float64
}

// leafKey names a function at its own unit: that it has the message, or one of
// three things about a group of its listeners.
type leafKey struct {
	kind, group int32
	what        int8
}

// The three about listeners are in the order of a crowd's figures: a person, a
// household of the smaller size, one of the larger.
const (
	ofUnit int8 = iota
	ofPerson
	ofSmall
	ofLarge
)

// newSpreader has the cuts, but not yet the strata, which need the arrivals of the
// kinds that are asked about.
func newSpreader(b *counted, c *computer) *spreader {
	s := &spreader{counted: b, c: c, leaf: map[leafKey]int32{}, cov: map[pairKey][]float64{},
		moments: map[[2]int32]*crowdMoments{}, waits: map[*model.Relay]*lattice.Waits{}}
	s.cells, s.hop = make([]lattice.Strata, len(b.kinds)), make([]*hopTable, len(b.kinds))
	s.cuts = s.edgesOfAll()
	return s
}

// waitsOf are the notices of a relay.
func (s *spreader) waitsOf(r *model.Relay) *lattice.Waits {
	if s.waits[r] == nil {
		s.waits[r] = lattice.NewWaits(r.Notices)
	}
	return s.waits[r]
}

// spread finds the standard deviations of every line.
//
// The variance of the number reached is the sum of the variances of single ones and
// of the covariances of pairs; divided by the total its root is the standard
// deviation of the share, 0 to 1/2. Strata approximate it, so no bound is promised.
func (b *counted) spread(c *computer) {
	s := newSpreader(b, c)
	for k := range b.kinds {
		s.cells[k] = c.arrivals[k].Strata(s.cuts)
	}
	counts := s.pairCounts()
	for i := range b.lines {
		l := &b.lines[i]
		l.sd = make([]float64, len(b.p.Question.At))
		for j := range l.sd {
			if l.Starts || l.Tier == ofAnswers {
				l.sd[j] = spreadOfStarts(b.share[i][j].Value, l.Total)
				continue
			}
			v := s.alone(l, j)
			for _, p := range counts[i].list {
				if p.weight != 0 {
					v += p.weight * s.covariance(p.pairKey)[j]
				}
			}
			if l.Total > 0 {
				l.sd[j] = snap(math.Sqrt(max(0, v))/float64(l.Total), math.Round)
			}
		}
	}
}

// spreadOfStarts is the spread of the share f of so many units that have started, or are
// known of: known of one unit, and where it does not vary; NaN elsewhere.
func spreadOfStarts(f float64, units int64) float64 {
	if units == 1 || f == 0 || f == 1 {
		return math.Sqrt(f * (1 - f))
	}
	return math.NaN()
}

// alone is the sum of the variances of single units, people and households of
// a line at a column, and of what origins share with those below them.
//
// A single unit is a Bernoulli variable, whose variance is f·(1 − f).
func (s *spreader) alone(l *line, j int) float64 {
	v := 0.0
	for _, c := range l.units {
		if c.kind != never {
			f, _ := s.c.arrivals[c.kind].CDF(s.p.Question.At[j], false)
			f = snap(f, math.Round) // 1 less rounding is 1
			v += float64(c.n) * f * (1 - f)
		}
	}
	if l.Tier < 0 {
		v += s.crowdAlone(l, j)
	}
	return v
}

// covariance of two functions in two siblings of a kind, by column.
//
// Each function is first carried up to the kind of the siblings, since only what the
// parent leaves open is independent between them.
func (s *spreader) covariance(k pairKey) []float64 {
	if v, ok := s.cov[k]; ok {
		return v
	}
	t := s.table(k.kind)
	f, g := s.above(k.f, k.kind), s.above(k.g, k.kind)
	out := make([]float64, len(s.p.Question.At))
	for j := range out {
		out[j] = t.covariance(steps(f[j]), steps(g[j]), k.same)
	}
	s.cov[k] = out
	return out
}

// steps are by how much a function falls at each edge.
//
// They are the differences d_e = f_e − f_{e+1}, with zero after the last edge, so
// that f_e = Σ_{x≥e} d_x: f is a sum of indicators of having arrived by edge x.
func steps(f []float64) []float64 {
	d := make([]float64, len(f))
	for e := range f {
		d[e] = f[e]
		if e+1 < len(f) {
			d[e] -= f[e+1]
		}
	}
	return d
}

// above is a function of the arrival of a unit of a kind above its own.
//
// By the tower property E[f | parent's arrival] is the mean of E[f | child's
// arrival], so the function is carried up one kind at a time.
func (s *spreader) above(f, kind int32) [][]float64 {
	fn := &s.funcs[f]
	if v, ok := fn.up[kind]; ok {
		return v
	}
	// The kind on the way up from the function's own just below this one.
	below := fn.kind
	for s.kinds[below].parent != kind {
		below = s.kinds[below].parent
	}
	v := s.table(below).lift(s.above(f, below), &s.cells[kind])
	fn.up[kind] = v
	return v
}

// function is the function of a leaf, made when first met.
//
// For a unit the value is 1 in the cells that end by the column's time and 0
// elsewhere; columns are among the cuts, so no cell is divided by one.
func (s *spreader) function(k leafKey) int32 {
	if f, ok := s.leaf[k]; ok {
		return f
	}
	f := int32(len(s.funcs))
	s.leaf[k] = f
	cells := &s.cells[k.kind]
	values := make([][]float64, len(s.p.Question.At))
	for j, t := range s.p.Question.At {
		values[j] = make([]float64, len(cells.Edges))
		if k.what != ofUnit {
			s.hears(k, j, values[j])
			continue
		}
		for e := range values[j] {
			if cells.Edges[e] <= t {
				values[j][e] = 1
			}
		}
	}
	s.funcs = append(s.funcs, function{k.kind, map[int32][][]float64{k.kind: values}})
	return f
}

// edgesOfAll are the times at which strata end for all kinds: columns, and
// when somebody's hours or outages begin or end.
//
// Calendars of more windows than maxStates are left out, as each would add two strata
// per window to every kind.
func (s *spreader) edgesOfAll() []model.Tick {
	out := slices.Clone(s.p.Question.At)
	for i := range s.classes {
		for _, st := range s.classes[i].states {
			if len(st.open) > maxStates {
				continue
			}
			for _, w := range st.open {
				out = append(out, w.Open, w.Close)
			}
		}
	}
	slices.Sort(out)
	out = slices.Compact(out)
	return slices.DeleteFunc(out, func(t model.Tick) bool { return t < s.c.From || t > s.c.End() })
}
