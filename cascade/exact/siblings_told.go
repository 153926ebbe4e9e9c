package exact

import (
	"harkara/cascade/exact/internal/lattice"
	"harkara/model"
)

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
