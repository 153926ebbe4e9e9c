package exact

import (
	"harkara/cascade/exact/internal/lattice"
	"harkara/model"
)

// chances are those of a person, a smaller and a larger household not to have heard.
type chances [3]float64

// asked is what has become of all groups by one time after another, from all starts
// on the grids (query) without bounds: slower than the curve of few starts that heardLaw
// follows, and as close as the grids are. It is used by one goroutine at a time.
type asked struct {
	*audience
	beside *audience // for another core
	grids  []*computer
	known  map[model.Tick][]chances
	same   [][]int32 // see audience.same
}

// mostAsked is up to how many groups are asked so.
const mostAsked = 64

func newAsked(a *audience, grids []*computer) *asked {
	return &asked{audience: a, beside: a.fork(), grids: grids, known: map[model.Tick][]chances{}, same: a.same()}
}

// same are groups whose units start by one law and hear from the same sources: they
// differ in their homes, and are asked about together. Of those alike only the first.
func (a *audience) same() (out [][]int32) {
	at := map[listeners]int{}
	for g, first := range a.alike {
		if int(first) != g {
			continue
		}
		l := a.groups[g]
		l.homes, l.size = 0, 0
		k, ok := at[l]
		if !ok {
			k = len(out)
			at[l], out = k, append(out, nil)
		}
		out[k] = append(out[k], int32(g))
	}
	return out
}

// at is what has become of the groups by t; only of the first of those alike. Half of
// them are asked about on another core.
func (q *asked) at(t model.Tick) []chances {
	if all, ok := q.known[t]; ok {
		return all
	}
	all, c := make([]chances, len(q.groups)), q.gridOf(t)
	var here, there [][]int32
	for i, list := range q.same {
		c.firstStart(q.groups[list[0]].kind, q.groups[list[0]].class) // it is kept
		half := (len(list) + i%2) / 2
		here, there = append(here, list[:half]), append(there, list[half:])
	}
	wait := beside(func() { q.beside.askAll(c, t, there, all) })
	q.askAll(c, t, here, all)
	wait()
	q.known[t] = all
	return all
}

// askAll puts the chances of groups by t into out.
func (a *audience) askAll(c *computer, t model.Tick, same [][]int32, out []chances) {
	one := &query{audience: a, c: c, t: t, z: map[int32]*lattice.Function{}}
	for _, list := range same {
		if len(list) == 0 {
			continue
		}
		start := c.firstStart(a.groups[list[0]].kind, a.groups[list[0]].class)
		if _, exact := start.Exact(); !exact {
			one.together(start, list, out)
			continue
		}
		for _, g := range list {
			u := one.ask(&a.groups[g])
			out[g] = chances{u.person.Value, u.small.Value, u.large.Value}
		}
	}
}

// together puts the chances of groups that differ in their homes into out: for each start
// all of them are asked. The cases of sources are mixed as overCases says.
func (q *query) together(start *lattice.Dist, list []int32, out []chances) {
	src := &q.sources[q.groups[list[0]].sources]
	total, n := start.Total(), 3*len(list)
	silent := make([]float64, n)
	for i := range src.cases {
		x := &src.cases[i]
		q.answer(x.starts, list, silent)
		starts := append([]model.Tick(nil), x.starts...)
		means := start.Means(n, func(s model.Tick, values []float64) {
			if s > q.t {
				copy(values, silent)
				return
			}
			for d, own := range src.own {
				if own {
					starts[d] = s
				}
			}
			q.answer(starts, list, values)
		})
		begin := src.begin(x)
		for k, v := range means {
			out[list[k/3]][k%3] += begin*v + (x.chance-begin*total)*silent[k]
		}
	}
}

// answer is what has become of groups given when each source started, three values each.
func (q *query) answer(starts []model.Tick, list []int32, values []float64) {
	q.people.Turn(starts, q.t)
	for i, group := range list {
		g := &q.groups[group]
		h := q.people.Unaware(g.homes, g.size)
		copy(values[3*i:], h[:])
	}
}

// gridOf is the grid of a time.
func (q *asked) gridOf(t model.Tick) *computer {
	for _, c := range q.grids {
		if t <= c.until {
			return c
		}
	}
	return q.grids[len(q.grids)-1]
}

// sharpLaw is the chance that something has happened by a time, where that is dear
// to ask, and the grid at whose points it is known best.
type sharpLaw struct {
	by   func(t model.Tick) float64
	grid func(t model.Tick) *lattice.Grid
}

// sharp are the laws of a group: of a person, a smaller and a larger household.
func (q *asked) sharp(g int32) (out [3]*sharpLaw) {
	grid := func(t model.Tick) *lattice.Grid { return q.gridOf(t).Grid }
	for k := range out {
		out[k] = &sharpLaw{func(t model.Tick) float64 { return 1 - q.at(t)[g][k] }, grid}
	}
	return out
}
