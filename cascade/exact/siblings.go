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
