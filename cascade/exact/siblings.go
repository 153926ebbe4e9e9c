package exact

import (
	"harkara/cascade/exact/internal/lattice"
	"harkara/model"
)

// hopTable is how two siblings of a kind vary together.
type hopTable struct {
	// told is, for each node of the parent's arrival, the chance that a child
	// has been told by each edge of the children's.
	//
	// Its shape is nodes of the parent by edges of the child; entries are shares of
	// 1, and within a row they do not fall.
	told [][]float64
	// same and apart are the covariances of one being told by one edge and the
	// other by another: where the same people tell both, and where others do.
	//
	// Both are square, edges by edges, and symmetric. Given the parent's arrival and
	// state, children told by other people are independent, so apart is the
	// covariance of the conditional means alone (the law of total covariance); same
	// has the mean of the conditional covariances besides.
	same, apart [][]float64
}

// table is that of a kind.
//
// It is made when first asked for, and depends on the kind alone.
func (s *spreader) table(kind int32) *hopTable {
	if s.hop[kind] == nil {
		k := s.kinds[kind]
		s.hop[kind] = s.newHopTable(&s.classes[k.class], &s.cells[k.parent], s.cells[kind].Edges)
	}
	return s.hop[kind]
}

// square is a matrix of n rows and n columns of zeros, in one block of memory.
func square(n int) [][]float64 {
	all := make([]float64, n*n)
	out := make([][]float64, n)
	for i := range out {
		out[i] = all[i*n : (i+1)*n]
	}
	return out
}

// newHopTable adds up over the parent's arrivals and states. Covariances are sums
// of products of differences from means, and what the same people add is never
// the difference of two numbers nearly alike: so the last digits of small spreads
// are right, and the same on any machine.
//
// With T_x whether a child is told by edge x, and a the parent's arrival and state,
//
//	Cov(T_x, T'_y) = Cov(E[T_x|a], E[T'_y|a]) + E[Cov(T_x, T'_y|a)],
//
// the last term being zero where other people tell the two.
func (s *spreader) newHopTable(cl *class, parent *lattice.Strata, edges []model.Tick) *hopTable {
	n := len(edges)
	t := &hopTable{same: square(n), apart: square(n)}
	mean := make([]float64, n)
	people := cl.relay.People
	if cl.relay.Split {
		people = min(people, 1)
	}
	g := &given{s: s, relay: cl.relay, sets: s.c.reachedBy(cl.relay), people: people, edges: edges, within: t.same}
	waits := s.waitsOf(cl.relay)
	// rest is the chance that the parent never has the message or is silent; no child
	// is told then.
	rest := 1.0
	var each []weightedRow
	for _, a := range parent.Nodes {
		told := make([]float64, n)
		for _, st := range cl.states {
			w := a.Chance * st.chance * (1 - cl.silent)
			now := g.at(a.At, waits, st.open, w)
			each = append(each, weightedRow{w, now})
			rest -= w
			for x := range told {
				told[x] += st.chance * (1 - cl.silent) * now[x]
				mean[x] += w * now[x]
			}
		}
		t.told = append(t.told, told)
	}
	addCovariance(t.apart, each, mean, notDust(rest), 0)
	// Of those who split the children between them and act as one, all start when one
	// does: other people then are as dependent as the same person is.
	asOne := 0.0
	if cl.relay.Split && cl.relay.People > 1 {
		asOne = cl.relay.Alike
	}
	for x := range n {
		for y := range x + 1 {
			within := t.same[x][y]
			t.same[x][y] += t.apart[x][y]
			t.apart[x][y] += asOne * within
			t.same[y][x], t.apart[y][x] = t.same[x][y], t.apart[x][y]
		}
	}
	return t
}

// weightedRow is the values that numbers have in a case of so much chance.
//
// The chances of all cases of one sum, and of what is left of them, add up to 1.
type weightedRow struct {
	chance float64
	row    []float64
}

// addCovariance adds the covariances of numbers with these means, below the
// diagonal, from the cases: in what is left they all are other.
//
// It adds, for x ≥ y,
//
//	Σ_i w_i·(v_i[x] − m[x])·(v_i[y] − m[y]) + left·(other − m[x])·(other − m[y]).
//
// The two-pass form is used since the difference E[XY] − E[X]·E[Y] loses digits where
// the covariance is small (Chan, Golub and LeVeque, "Algorithms for computing the
// sample variance", The American Statistician 37 (1983), 242–247).
func addCovariance(sum [][]float64, cases []weightedRow, mean []float64, left, other float64) {
	off := make([]float64, len(mean))
	add := func(w float64) {
		for x, a := range off {
			row := sum[x]
			a *= w
			for y, b := range off[:x+1] {
				// The conversion forbids a fused multiplication and addition, whose
				// rounding differs between machines.
				row[y] += float64(a * b)
			}
		}
	}
	for _, c := range cases {
		for x, v := range c.row {
			off[x] = v - mean[x]
		}
		add(c.chance)
	}
	if left > 0 {
		for x := range off {
			off[x] = other - mean[x]
		}
		add(left)
	}
}

// notDust is what is left of a chance, or 0 where rounding alone left it.
//
// Sums of some hundred chances are wrong by rounding of about 1e-14, while a true
// remainder of that size would change no digit that is shown.
func notDust(left float64) float64 {
	if left < 1e-13 {
		return 0
	}
	return left
}

// given finds what is known of two siblings given when their parent has it.
//
// Edges are times of the clock in ticks, ascending. Conditional on the parent's
// arrival and its state, people start independently of each other.
type given struct {
	s      *spreader
	relay  *model.Relay
	sets   []reached // of channels, as they reach either sibling by itself
	people int
	edges  []model.Tick
	within [][]float64 // what the same people add to the covariance, in the mean
}

// at is the chance that a child has been told by each edge, for one arrival of so
// much chance, whose part of within is added. It is mixed over whether people act
// as one: with the chance c there is one start, from which all n send, and each
// sibling's chance is told', else told,
//
//	told := c·told' + (1−c)·told
//	Cov  := c·Cov' + (1−c)·Cov + c(1−c)·(told' − told)(x)·(told' − told)(y).
func (g *given) at(a model.Tick, waits *lattice.Waits, o lattice.Opening, chance float64) []float64 {
	n := len(g.edges)
	if n == 0 {
		return nil
	}
	starts := waits.Starts(a, o, g.s.cuts, g.edges[n-1], lattice.First{})
	if !sameStart(g.relay) {
		return g.pair(starts, g.people, false, chance)
	}
	alike := g.relay.Alike
	told := g.pair(starts, g.people, false, chance*(1-alike))
	asOne := g.pair(starts, 1, true, chance*alike)
	for x := range n {
		for y := range x + 1 {
			g.within[x][y] += chance * alike * (1 - alike) * float64((asOne[x]-told[x])*(asOne[y]-told[y]))
		}
	}
	for x := range n {
		told[x] += alike * (asOne[x] - told[x])
	}
	return told
}

// pair is at for so many starts, from each of which one person sends, or all do.
// With U and V whether those who start at one random time leave two children untold
// by two edges,
//
//	A = 1 − p + p·E UV,  C = (1 − p + p·E U)(1 − p + p·E V)
//	A − C = p·Cov(U, V) + p·(1−p)·(1 − E U)(1 − E V)
//
// and n starts leave both untold with chance Aⁿ, where apart they did with Cⁿ.
//
// The derivation of the second line: E UV = Cov(U, V) + E U·E V, and the product C
// expands to (1−p)² + p(1−p)(E U + E V) + p²·E U·E V. Both terms on the right are
// sums of products, so no digits cancel when U and V are nearly certain.
//
// Which channels reach a child is each sibling's own chance, so that both told and
// the covariance are means over the sets of the one, and of the one and the other.
func (g *given) pair(starts []lattice.Atom, people int, all bool, chance float64) []float64 {
	n, p := len(g.edges), g.relay.PassesOn
	told := make([]float64, n)
	cases, left := g.untold(starts, all)
	// mean has the means of one set after those of another, as the rows do.
	mean := make([]float64, n*len(g.sets))
	for _, c := range cases {
		for x, u := range c.row {
			mean[x] += c.chance * u
		}
	}
	for x := range mean {
		// Who never starts leaves the child untold by every edge.
		mean[x] = min(mean[x]+left, 1)
		told[x%n] += g.sets[x/n].chance * (1 - model.Power(1-p+p*mean[x], people))
	}
	cov := square(len(mean))
	addCovariance(cov, cases, mean, left, 1)
	for i, one := range g.sets {
		for j, other := range g.sets {
			w := chance * one.chance * other.chance
			for x := range n {
				for y := range x + 1 {
					u, v := i*n+x, j*n+y
					c := (1 - p + p*mean[u]) * (1 - p + p*mean[v])
					more := p * (cov[max(u, v)][min(u, v)] + (1-p)*(1-mean[u])*(1-mean[v]))
					g.within[x][y] += w * riseOfPower(c, more, people)
				}
			}
		}
	}
	return told
}

// untold has a case for each start: the chances that, for each set of channels and
// then for each edge, one person who starts then leaves a child untold, or that all
// people do; and the chance that nobody starts.
func (g *given) untold(starts []lattice.Atom, all bool) (cases []weightedRow, left float64) {
	n := len(g.edges)
	left = 1
	for _, w := range starts {
		row := make([]float64, n*len(g.sets))
		for i, s := range g.sets {
			g.s.c.untoldBy(s.relay, w.At, g.edges, row[i*n:(i+1)*n])
		}
		if all {
			for x, u := range row {
				row[x] = model.Power(u, g.people)
			}
		}
		cases = append(cases, weightedRow{w.Chance, row})
		left -= w.Chance
	}
	return cases, notDust(left)
}

// riseOfPower is (c + more)ⁿ − cⁿ.
//
// It is computed from the factorisation
//
//	bⁿ − cⁿ = (b − c)·Σ_{i<n} bⁱ·cⁿ⁻¹⁻ⁱ,   b = c + more,
//
// which has no cancellation for small more; for large n the plain difference is used,
// as the sum would take long.
func riseOfPower(c, more float64, n int) float64 {
	if n > 64 {
		return model.Power(c+more, n) - model.Power(c, n)
	}
	sum, a, power := 0.0, c+more, 1.0
	for range n { // Horner: Σ aⁱ·cⁿ⁻¹⁻ⁱ
		sum = float64(sum*c) + power
		power *= a
	}
	return more * sum
}

// untoldBy is the chance, for each time, that a person who starts at s has not
// told one child over any channel by then.
//
// s and times are times of the clock in ticks; out has a share of 1 for each time.
// Channels act independently, so chances not to have told are multiplied.
func (c *computer) untoldBy(r *model.Relay, s model.Tick, times []model.Tick, out []float64) {
	if c.hoursOf(r) == nil && len(r.Over) > 0 {
		sums := c.replySums(r)
		for i, t := range times {
			out[i] = c.replyBy(r, sums, t-s)
		}
		return
	}
	for i, t := range times {
		out[i] = 1
		for _, ch := range r.Over {
			out[i] *= 1 - c.toldOver(ch, s, t)
		}
	}
}

// nearCells is up to how many cells the reply is asked of the delays, not of
// the grid.
const nearCells = 12

// replySums is the distribution function of a relay's reply at the points of the
// grid, non-decreasing, with a value for each of the points 0 … N.
func (c *computer) replySums(r *model.Relay) []float64 {
	if c.sums[r] == nil {
		_, c.sums[r] = c.replyOf(r).Cumulative()
	}
	return c.sums[r]
}

// replyBy is the chance that the reply has not come within a wait in ticks. In the
// grid's far cells a straight line between points is close enough; near the start,
// where the law may change much within one cell, the delays themselves are asked.
func (c *computer) replyBy(r *model.Relay, sums []float64, wait model.Tick) float64 {
	k := int(wait / c.Step)
	if wait < 0 {
		return 1
	}
	if l := c.replyOf(r); k > nearCells && k < c.N && l.Smooth() {
		part := float64(wait-model.Tick(k)*c.Step) / float64(c.Step)
		return 1 - sums[k] - part*(sums[k+1]-sums[k])
	}
	u := 1.0
	for _, ch := range r.Over {
		u *= 1 - c.toldOver(ch, 0, wait)
	}
	return u
}

// toldOver is the chance that somebody told over a channel from s on has it by t.
//
// Attempt k begins at the first open moment from s on, and fails with chance 1 −
// ChanceOf(k); the half tick added makes a wait that rounds to t − s ticks count as
// arrived.
func (c *computer) toldOver(channel int, s, t model.Tick) float64 {
	ch := &c.p.Network.Channels()[channel]
	sum, left := 0.0, 1.0
	for k := 0; k <= ch.Retry.Times && left > 0; k++ {
		if s = ch.Hours.Next(s); s > t {
			break
		}
		sum += left * ch.ChanceOf(k) * ch.Delay.CDF((float64(t-s)+0.5)/float64(model.Second))
		left *= 1 - ch.ChanceOf(k)
		s += ch.Retry.Every
	}
	return sum
}

// covariance of two functions that fall by so much at each edge.
//
// A function of an arrival that takes finitely many values is a sum of indicators, f
// = Σ_x d_x·1{arrival ≤ edge x} with d its falls, so by bilinearity
//
//	Cov(f, g) = Σ_x Σ_y d_x·e_y·m[x][y].
func (t *hopTable) covariance(f, g []float64, same bool) float64 {
	m := t.apart
	if same {
		m = t.same
	}
	sum := 0.0
	for x, a := range f {
		if a == 0 {
			continue
		}
		row := 0.0
		for y, b := range g {
			row += m[x][y] * b
		}
		sum += a * row
	}
	return sum
}

// lift is a function of the child's arrival as one of the parent's, by column.
//
// It is the conditional expectation E[f(child's arrival) | the parent's cell]: the
// mean over the nodes of each cell of the parent, weighted by their chances. f and
// the result have a row for each column of the answer, and an entry for each cell.
func (t *hopTable) lift(f [][]float64, parent *lattice.Strata) [][]float64 {
	out := make([][]float64, len(f))
	for j := range f {
		out[j] = make([]float64, len(parent.Edges))
		mass := make([]float64, len(parent.Edges))
		d := steps(f[j])
		for i, a := range parent.Nodes {
			v := 0.0
			for x, told := range t.told[i] {
				v += told * d[x]
			}
			out[j][parent.Cell[i]] += a.Chance * v
			mass[parent.Cell[i]] += a.Chance
		}
		for e := range mass {
			if mass[e] > 0 {
				out[j][e] /= mass[e]
			}
		}
	}
	return out
}
