package exact

import (
	"harkara/cascade"
	"harkara/cascade/exact/internal/lattice"
	"harkara/model"
)

// crowdMoments are the mean and spread of what the people of one unit of a group
// hear of by a time. With B whether the origin above starts, where people hear
// from it directly, a person, or a household of one of two sizes, knows with
// chance
//
//	1 − silent + B·lift + h(S),   h(S) = what is added by their own unit's start.
//
// Arrays have three entries: a person, a smaller household, a larger household. All
// are shares, variances or covariances of shares; how many there are comes in later.
type crowdMoments struct {
	mean [3]float64 // of h: a person, a smaller and a larger household
	vari [3]float64
	both float64    // covariance of h of a smaller and a larger household
	lift [3]float64 // what the origin's start adds
	own  [3]float64 // what chance adds for each, beside h: the variance given S
	// round is what rounds of visits add for each squared number of people
	// over households; pair what each two at one home do, in order.
	round, pair float64
}

// momentsOf finds the moments of a group at a column.
//
// The variance of a sum over one unit is split by the law of total variance, Var = E
// Var(·|S) + Var E(·|S), with S the start of the unit's own people: own and round
// hold the first term, vari and both the second.
func (s *spreader) momentsOf(group int32, j int) *crowdMoments {
	key := [2]int32{group, int32(j)}
	if m, ok := s.moments[key]; ok {
		return m
	}
	g := &s.audience.groups[group]
	q := &coarse{audience: s.audience, c: s.c, t: s.p.Question.At[j]}
	m := &crowdMoments{}
	src := &s.audience.sources[g.sources]
	points, total := s.c.startsOf(g.kind, g.class)
	passes := src.passes()
	for i := range src.cases {
		x := &src.cases[i]
		// What the own unit adds is measured from the state in which it never starts.
		never := q.stateAt(src, g, x.starts, model.Never)
		if src.top && !x.passes {
			m.addState(never, x.chance)
			for k, v := range never.unaware {
				m.lift[k] += v
			}
			continue
		}
		m.addState(never, x.chance-total*x.chance/passes)
		rest := 1.0
		var cases []weightedRow
		for _, p := range points {
			st := q.stateAt(src, g, x.starts, p.At)
			w := p.Chance * x.chance / passes
			m.addState(st, w)
			rest -= w
			h := make([]float64, 3)
			for k := range h {
				h[k] = never.unaware[k] - st.unaware[k]
				m.mean[k] += w * h[k]
			}
			cases = append(cases, weightedRow{w, h})
		}
		for k := range m.lift {
			m.lift[k] -= never.unaware[k]
		}
		cov := square(3)
		addCovariance(cov, cases, m.mean[:], notDust(rest), 0)
		m.vari, m.both = [3]float64{cov[0][0], cov[1][1], cov[2][2]}, cov[2][1]
	}
	if !src.top {
		m.lift = [3]float64{}
	}
	s.moments[key] = m
	return m
}

// stateOf is what has become of people and households given all starts.
//
// Entries are as in crowdMoments: unaware is the chance not to know, own the variance
// of one given the starts, and round what rounds of visits add.
type crowdState struct {
	unaware [3]float64
	own     [3]float64
	round   float64
	pair    float64
}

// stateAt is the state where the own unit starts at one time.
//
// Given z and u, a person is unaware with chance u·z; in the share u that is not
// visited one person's variance is z·(1 − z). Households are unaware where all of
// their members are.
func (q *coarse) stateAt(c *sources, g *listeners, fixed []model.Tick, start model.Tick) crowdState {
	if start > q.t {
		start = model.Never
	}
	told := q.people.Ask(q.startsWith(c, fixed, start), q.t, g.homes)
	z, u, v := told.Z, told.U, told.V
	st := crowdState{unaware: [3]float64{u * z}, own: [3]float64{u * z * (1 - z)}, round: v*z*z - u*u*told.Less, pair: u * told.Together}
	for k := 1; k <= 2; k++ {
		b, between := q.people.Nobody(g.size + int64(k-1))
		st.unaware[k], st.own[k] = u*b, u*b*(1-b)+v*b*b-u*u*between
	}
	return st
}

// It adds a state's variances, weighted by its chance w: the term E Var(·|S).
func (m *crowdMoments) addState(st crowdState, w float64) {
	for k := range m.own {
		m.own[k] += w * st.own[k]
	}
	m.round += w * st.round
	m.pair += w * st.pair
}

// crowdAlone is the sum of the variances of the people, or households, of the
// units of a line, and of what they share with the origins they hear from.
//
// Own variances grow with the number of people, shared ones with the sum of the
// squares of the units' numbers. For the origin above, B is Bernoulli with chance b:
// B·lift has variance lift²·b·(1 − b), and as own units start only where B is 1,
// Cov(B, h) = E h·(1 − b), which enters twice.
func (s *spreader) crowdAlone(l *line, j int) float64 {
	v := 0.0
	lift := make([]float64, len(s.audience.sources))
	mean := make([]float64, len(s.audience.sources))
	for i := range l.crowd {
		c := &l.crowd[i]
		m := s.momentsOf(c.group, j)
		src := s.audience.groups[c.group].sources
		if l.Tier == cascade.OfPeople {
			v += float64(c.people)*m.own[0] + c.ratio*m.round + c.pairs*m.pair + c.squares[0]*m.vari[0]
			lift[src] += float64(c.people) * m.lift[0]
			mean[src] += float64(c.people) * m.mean[0]
			continue
		}
		v += float64(c.small)*m.own[1] + float64(c.large)*m.own[2]
		v += c.squares[1]*m.vari[1] + c.squares[2]*m.vari[2] + 2*c.cross*m.both
		lift[src] += float64(c.small)*m.lift[1] + float64(c.large)*m.lift[2]
		mean[src] += float64(c.small)*m.mean[1] + float64(c.large)*m.mean[2]
	}
	for i := range lift {
		passes := s.audience.sources[i].passes()
		v += lift[i]*lift[i]*passes*(1-passes) + 2*lift[i]*mean[i]*(1-passes)
	}
	return v
}

// hears sets, for each cell of a leaf's kind, what its people can expect of
// their own unit's start.
//
// values gets E[h | arrival in the cell], a share of 1 for each cell; it is the mean
// over the cell's nodes, the states of the class and the strata of the first start.
func (s *spreader) hears(k leafKey, j int, values []float64) {
	g := &s.audience.groups[k.group]
	q := &coarse{audience: s.audience, c: s.c, t: s.p.Question.At[j]}
	src := &s.audience.sources[g.sources]
	cl := &s.classes[g.class]
	if cl.relay.People == 0 || cl.relay.PassesOn == 0 {
		return
	}
	waits := s.waitsOf(cl.relay)
	cells := &s.cells[k.kind]
	mass := make([]float64, len(values))
	what := int(k.what - ofPerson)
	for i := range src.cases {
		if src.top && !src.cases[i].passes {
			continue
		}
		never := q.unaware(src, g, src.cases[i].starts, model.Never)[what]
		for i2, a := range cells.Nodes {
			e := cells.Cell[i2]
			mass[e] += a.Chance
			for _, st := range cl.states {
				for _, first := range firstsOf(cl.relay) {
					for _, w := range waits.Starts(a.At, st.open, s.cuts, q.t, first.First) {
						now := q.unaware(src, g, src.cases[i].starts, w.At)[what]
						values[e] += a.Chance * st.chance * (1 - cl.silent) * first.chance * w.Chance * (never - now)
					}
				}
			}
		}
	}
	for e := range values {
		if mass[e] > 0 {
			values[e] /= mass[e]
		}
	}
}

// firsts is how the first of a relay's people starts, with its chance: each alone,
// or all as one person.
type firsts struct {
	lattice.First
	chance float64
}

// firstsOf are the ways in which the first of a relay's people may start.
func firstsOf(r *model.Relay) []firsts {
	alone := lattice.First{N: r.People, P: r.PassesOn}
	if r.Alike == 0 || r.People < 2 {
		return []firsts{{alone, 1}}
	}
	return []firsts{{alone, 1 - r.Alike}, {lattice.First{N: 1, P: r.PassesOn}, r.Alike}}
}
