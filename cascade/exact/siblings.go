package exact

import (
	"harkara/cascade/exact/internal/lattice"
	"harkara/cascade/public"
	"harkara/model"
)

// hopTable is how two siblings of a kind vary together.
type hopTable struct {
	// told is, for each node of the parent's arrival, the chance that a child
	// has been told by each edge of the children's.
	told [][]float64
	// same and apart are the covariances of one being told by one edge and the
	// other by another: where the same people tell both, and where others do.
	same, apart [][]float64
}

// table is that of a kind.
func (s *spreader) table(kind int32) *hopTable {
	if s.hop[kind] == nil {
		k := s.kinds[kind]
		s.hop[kind] = s.newHopTable(&s.classes[k.class], &s.cells[k.parent], s.cells[kind].Edges)
	}
	return s.hop[kind]
}

func square(n int) [][]float64 {
	all := make([]float64, n*n)
	out := make([][]float64, n)
	for i := range out {
		out[i] = all[i*n : (i+1)*n]
	}
	return out
}

func (s *spreader) newHopTable(cl *class, parent *lattice.Strata, edges []model.Tick) *hopTable {
	n := len(edges)
	t := &hopTable{same: square(n), apart: square(n)}
	mean := make([]float64, n)
	waits := s.waitsOf(cl.relay)
	people := cl.relay.People
	if cl.relay.Split {
		people = min(people, 1)
	}
	g := &given{s: s, relay: cl.relay, edges: edges, told: make([]float64, n), both: square(n), untold: make([]float64, n)}
	for _, a := range parent.Nodes {
		told := make([]float64, n)
		for _, st := range cl.states {
			chance := st.chance * (1 - cl.silent)
			g.at(a.At, waits, st.open, people)
			for x := range n {
				told[x] += chance * g.told[x]
				w := a.Chance * chance
				for y := range x + 1 {
					t.same[x][y] += w * g.both[x][y]
					t.apart[x][y] += w * g.told[x] * g.told[y]
				}
			}
		}
		for x := range told {
			mean[x] += a.Chance * told[x]
		}
		t.told = append(t.told, told)
	}
	for x := range n {
		for y := range x + 1 {
			t.same[x][y] -= mean[x] * mean[y]
			t.apart[x][y] -= mean[x] * mean[y]
			t.same[y][x], t.apart[y][x] = t.same[x][y], t.apart[x][y]
		}
	}
	return t
}

// given is what is known of two siblings given when their parent has it.
type given struct {
	s      *spreader
	relay  *model.Relay
	edges  []model.Tick
	untold []float64   // by one person from one start
	told   []float64   // the chance that a child has been told by each edge
	both   [][]float64 // and that two have, each by an edge
}

// at finds it for one arrival.
func (g *given) at(a model.Tick, waits *lattice.Waits, o lattice.Opening, people int) {
	n := len(g.edges)
	p := g.relay.PassesOn
	one := make([]float64, n) // by one person, from some start
	for x := range n {
		clear(g.both[x][:x+1])
	}
	left := 1.0 // starts never
	if n == 0 {
		return
	}
	for _, w := range waits.Starts(a, o, g.s.cuts, g.edges[n-1], lattice.First{}) {
		left -= w.Chance
		g.s.c.untoldBy(g.relay, w.At, g.edges, g.untold)
		for x, u := range g.untold {
			u *= w.Chance
			one[x] += u
			row := g.both[x]
			for y, v := range g.untold[:x+1] {
				row[y] += u * v
			}
		}
	}
	for x := range n {
		g.told[x] = 1 - public.Power(1-p+p*(one[x]+left), people)
	}
	for x := range n {
		for y := range x + 1 {
			none := public.Power(1-p+p*(g.both[x][y]+left), people)
			g.both[x][y] = max(0, g.told[x]+g.told[y]-1+none)
		}
	}
}

// untoldBy is the chance, for each time, that a person who starts at s has not
// told one child over any channel by then.
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

func (c *computer) replySums(r *model.Relay) []float64 {
	if c.sums[r] == nil {
		_, c.sums[r] = c.replyOf(r).Cumulative()
	}
	return c.sums[r]
}

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
func (c *computer) toldOver(channel int, s, t model.Tick) float64 {
	ch := &c.p.Network.Channels()[channel]
	sum, left := 0.0, 1.0
	for k := 0; k <= ch.Retry.Times && left > 0; k++ {
		if s = ch.Hours.Next(s); s > t {
			break
		}
		sum += left * ch.Delivers * ch.Delay.CDF((float64(t-s)+0.5)/float64(model.Second))
		left *= 1 - ch.Delivers
		s += ch.Retry.Every
	}
	return sum
}

// covariance of two functions that fall by so much at each edge.
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
