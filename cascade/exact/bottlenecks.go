package exact

import (
	"cmp"
	"context"
	"math"
	"slices"

	"harkara/cascade"
	"harkara/model"
)

// Bottlenecks tells where a message goes wrong by a time, and the most units (0
// is all) that matter most. It applies where Solve does.
func (s Solver) Bottlenecks(ctx context.Context, p cascade.Problem, at model.Tick, most int) (*cascade.Bottlenecks, error) {
	p.Question.At, p.Question.By, p.Question.Goals = []model.Tick{at}, -1, nil
	p.Question.Horizon = max(p.Question.Horizon, at)
	r, err := newRelays(p)
	if err != nil {
		return nil, err
	}
	a, err := newAudience(r)
	if err != nil {
		return nil, err
	}
	b := newSheet(r, a)
	c := newComputer(r, at, firstCells, firstParts)
	b.fill(c)
	c = s.refine(ctx, b, c)
	t := newTrouble(b, c, at)
	out := &cascade.Bottlenecks{Solver: "exact", Of: t.of, Total: t.total, At: at, Missed: t.missed()}
	out.Hops = t.hops()
	out.Units = t.units()
	if most > 0 && len(out.Units) > most {
		out.Units = out.Units[:most]
	}
	return out, ctx.Err()
}

// trouble is what bottlenecks are found from.
type trouble struct {
	*sheet
	c     *computer
	ask   *asker
	at    model.Tick
	of    string
	total int64
	ends  []ending
	endOf map[model.Unit]int32
	known map[endKey]int32
	below map[[3]int32]*law // starts at and arrivals below a perfect unit
}

// endKey is what endings in the same way have in common.
type endKey struct{ kind, class, group, tier int32 }

// ending is where ways down end in the same way: people of one group, or units
// of the last tier of one kind.
type ending struct {
	kind, class int32
	group       int32 // of listeners, or never
	n           int64
	tiers       []int // on the way down, from the origin to the last unit
	kinds       []int32
	missed      cascade.Estimate // chance of one not to have it
	without     [2]float64       // the same did their own unit never start: with the origin silent, and not
	passes      float64          // chance that the origin starts, where that matters; else 1
	top         bool
}

func newTrouble(b *sheet, c *computer, at model.Tick) *trouble {
	t := &trouble{sheet: b, c: c, at: at, endOf: map[model.Unit]int32{},
		known: map[endKey]int32{}, below: map[[3]int32]*law{}}
	n := b.p.Network
	if b.audience != nil {
		t.of = model.PublicTier
		t.ask = &asker{audience: b.audience, c: c, t: at, z: map[int32]*answers{}}
		for i, u := range n.Served() {
			t.addEnd(u, b.audience.group[i], n.People()[i])
		}
	} else {
		last := n.Main() - 1
		t.of = n.Tiers()[last]
		in := n.InTier(last)
		for u := in.Lo; u < in.Hi; u++ {
			t.addEnd(u, never, 1)
		}
	}
	for i := range t.ends {
		t.finish(&t.ends[i])
	}
	return t
}

// addEnd adds so many who depend on a unit.
func (t *trouble) addEnd(u model.Unit, group int32, n int64) {
	t.total += n
	key := endKey{t.kindOf[u], t.classOf[u], group, int32(t.p.Network.TierOf(u))}
	i, ok := t.known[key]
	if !ok {
		i = int32(len(t.ends))
		e := ending{kind: t.kindOf[u], class: t.classOf[u], group: group}
		for v := u; t.kindOf[u] != never; v = t.p.Network.Parent(v) {
			e.tiers = append(e.tiers, t.p.Network.TierOf(v))
			e.kinds = append(e.kinds, t.kindOf[v])
			if t.kindOf[v] == origin {
				break
			}
		}
		slices.Reverse(e.tiers)
		slices.Reverse(e.kinds)
		t.ends, t.known[key] = append(t.ends, e), i
	}
	t.ends[i].n += n
	t.endOf[u] = i
}

// finish finds the chances of an ending.
func (t *trouble) finish(e *ending) {
	if e.group == never {
		e.passes, e.without = 1, [2]float64{1, 1}
		f := cascade.Estimate{}
		if e.kind != never {
			f = t.has(e.kind)
		}
		e.missed = cascade.Estimate{Value: 1 - f.Value, Low: 1 - f.High, High: 1 - f.Low}
		return
	}
	g := &t.audience.groups[e.group]
	cast := &t.audience.casts[g.cast]
	e.missed = t.ask.ask(g).person
	e.passes, e.top = cast.passes(), cast.top
	for i, x := range cast.cases {
		z, u := t.ask.answersOf(g.cast, int32(i)), t.ask.unvisited(g, int32(i))
		k := 1
		if cast.top && !x.passes {
			k = 0
		}
		e.without[k] = z.never * u.never
	}
}

// has is the chance that a unit of a kind has the message by then.
func (t *trouble) has(kind int32) cascade.Estimate {
	return within(t.c.arrivals[kind].upTo(t.at, false))
}

// missed is the share of all who do not have it.
func (t *trouble) missed() cascade.Estimate {
	var e cascade.Estimate
	for _, x := range t.ends {
		addTimes(&e, x.missed, float64(x.n)/float64(max(t.total, 1)))
	}
	return e
}

func addTimes(sum *cascade.Estimate, e cascade.Estimate, w float64) {
	sum.Value += w * e.Value
	sum.Low += w * e.Low
	sum.High += w * e.High
}

// hops is what is lost on each step: of those who end in the same way, at each
// step from a unit that has it to one that has not, times the chance not to
// have heard otherwise. What then is left of those who miss it is lost on the
// last step, to the people themselves.
func (t *trouble) hops() []cascade.Hop {
	tiers := append(slices.Clone(t.p.Network.Tiers()), model.PublicTier)
	people := len(tiers) - 1
	type step struct{ from, to int }
	sums := map[step]*cascade.Estimate{}
	delays := map[step]*[2]float64{}
	lose := func(s step, e cascade.Estimate, n int64) {
		if sums[s] == nil {
			sums[s], delays[s] = &cascade.Estimate{}, &[2]float64{}
		}
		addTimes(sums[s], e, float64(n)/float64(max(t.total, 1)))
	}
	for i := range t.ends {
		e := &t.ends[i]
		if e.kind == never {
			lose(step{-1, -1}, e.missed, e.n)
			continue
		}
		left := e.missed
		for k := 1; k < len(e.kinds); k++ {
			s := step{e.tiers[k-1], e.tiers[k]}
			lost := t.lostAt(e, k)
			lose(s, lost, e.n)
			left = cascade.Estimate{Value: left.Value - lost.Value, Low: left.Low - lost.High, High: left.High - lost.Low}
		}
		if e.group != never {
			left.Value = max(0, left.Value)
			left.Low, left.High = max(0, left.Low), max(0, left.High)
			lose(step{e.tiers[len(e.tiers)-1], people}, left, e.n)
		}
		t.addDelays(e, func(from, to int, w, delay float64) {
			if d := delays[step{from, to}]; d != nil {
				d[0] += w
				d[1] += w * delay
			}
		})
	}
	var steps []step
	for s := range sums {
		steps = append(steps, s)
	}
	slices.SortFunc(steps, func(a, b step) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	var out []cascade.Hop
	for _, s := range steps {
		h := cascade.Hop{Lost: *sums[s], Delay: math.NaN()}
		if s.from >= 0 {
			h.From, h.To = tiers[s.from], tiers[s.to]
		}
		if d := delays[s]; d[0] > 0 {
			h.Delay = d[1] / d[0]
		}
		out = append(out, h)
	}
	return out
}

// lostAt is the chance that the message stops above the k-th unit on the way to
// an ending, and is not heard of otherwise.
func (t *trouble) lostAt(e *ending, k int) cascade.Estimate {
	above, below := t.has(e.kinds[k-1]), t.has(e.kinds[k])
	silent := 0.0
	if k == 1 && e.top { // the origin has it, but may not start
		above = cascade.Estimate{Value: e.passes, Low: e.passes, High: e.passes}
		silent = (1 - e.passes) * e.without[0]
	}
	z := e.without[1]
	return cascade.Estimate{
		Value: silent + max(0, above.Value-below.Value)*z,
		Low:   silent + max(0, above.Low-below.High)*z,
		High:  silent + max(0, above.High-below.Low)*z,
	}
}

// addDelays tells by how much each step to an ending is later, weighted by who
// gets there.
func (t *trouble) addDelays(e *ending, tell func(from, to int, w, delay float64)) {
	s := newSpreader(t.sheet, t.c)
	for _, k := range e.kinds {
		s.cells[k] = s.divide(t.c.arrivals[k])
	}
	last := len(e.kinds) - 1
	var means []float64
	f := int32(0)
	if e.kind != origin {
		f = s.function(leafKey{e.kind, 0, ofUnit})
	}
	weight := 1.0
	for k, kind := range e.kinds {
		if e.kind == origin {
			means = append(means, t.p.Message.At.Seconds())
			break
		}
		mass, moment := 0.0, 0.0
		values := s.above(f, kind)[0]
		for i, a := range s.cells[kind].nodes {
			w := a.chance * values[s.cells[kind].cell[i]]
			mass += w
			moment += w * a.at.Seconds()
		}
		if mass == 0 {
			return
		}
		means = append(means, moment/mass)
		if weight = mass; k > 0 {
			tell(e.tiers[k-1], e.tiers[k], float64(e.n)*mass, means[k]-means[k-1])
		}
	}
	if e.group == never {
		return
	}
	if heard, ok := t.meanHeard(e); ok {
		tell(e.tiers[last], len(t.p.Network.Tiers()), float64(e.n)*weight, heard-means[last])
	}
}

// meanHeard is when, on average, people of an ending hear who do.
func (t *trouble) meanHeard(e *ending) (float64, bool) {
	times := curveTimes(t.at, t.p.Message.At)
	at, f := make([]float64, len(times)), make([]float64, len(times))
	for j, x := range times {
		q := &sketch{audience: t.audience, c: t.c, t: x}
		at[j], f[j] = x.Seconds(), 1-q.ask(&t.audience.groups[e.group]).person.Value
	}
	d := delayOfCurve(at, f)
	return d.Mean, !math.IsNaN(d.Mean)
}
