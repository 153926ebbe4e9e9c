package exact

import (
	"context"
	"maps"
	"math"
	"slices"

	"harkara/cascade"
	"harkara/cascade/exact/internal/lattice"
	"harkara/model"
)

// Bottlenecks tells where a message goes wrong by a time, and the most units (0
// is all) that matter most. It applies where Solve does.
//
// The grid is refined as for one column at the time asked, until the reach at it is
// as close as the precision; the bounds of all that is told here follow from those.
func (s Solver) Bottlenecks(ctx context.Context, p cascade.Problem, at model.Tick, most int) (*cascade.Bottlenecks, error) {
	p.Question.At, p.Question.By, p.Question.Goals = []model.Tick{at}, nil, nil
	p.Question.Horizon = max(p.Question.Horizon, at)
	if p.Variants() != nil {
		return nil, cascade.Refuse("exact-circumstances-bottlenecks")
	}
	if err := cascade.OneMessage(&p); err != nil {
		return nil, err
	}
	r, a, err := sorted(p)
	if err != nil {
		return nil, err
	}
	b := newCounted(r, a)
	c := newComputer(r, at, firstCells, firstParts, true)
	b.fill(c)
	c = s.refine(ctx, b, c)
	t := newLosses(b, c, at)
	out := &cascade.Bottlenecks{Solver: "exact", Of: t.of, Total: t.total, At: at, Missed: t.missed()}
	out.Hops = t.hops()
	out.Units = t.units()
	if most > 0 && len(out.Units) > most {
		out.Units = out.Units[:most]
	}
	return out, ctx.Err()
}

// losses is what bottlenecks are found from.
//
// at is the time of the clock in ticks by which who has not heard counts as having
// missed it; total is the number of those counted, people or units of the last tier,
// and of is what they are called. below caches laws that follow from a perfect unit.
type losses struct {
	*counted
	c     *computer
	ask   *query
	at    model.Tick
	of    string
	total int64
	ends  []ending
	endOf map[model.Unit]int32
	known map[endKey]int32
	below map[[3]int32]*lattice.Dist // starts at and arrivals below a perfect unit
}

// endKey is what endings in the same way have in common.
//
// Two units with the same key have the same kinds on the way down to them, since a
// kind determines its parent's.
type endKey struct{ kind, class, group, tier int32 }

// ending is where ways down end in the same way: people of one group, or units
// of the last tier of one kind.
//
// n is a number of people or units; tiers and kinds have an entry for each unit on
// the way. Chances are shares of 1.
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

// It counts people where any are served, and else the units of the last tier of the
// main tree.
func newLosses(b *counted, c *computer, at model.Tick) *losses {
	t := &losses{counted: b, c: c, at: at, endOf: map[model.Unit]int32{},
		known: map[endKey]int32{}, below: map[[3]int32]*lattice.Dist{}}
	n := b.p.Network
	if b.audience != nil {
		t.of = model.PublicTier
		t.ask = &query{audience: b.audience, c: c, t: at, z: map[int32]*lattice.Function{}}
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
func (t *losses) addEnd(u model.Unit, group int32, n int64) {
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
//
// A chance of having missed it is 1 less the chance of having it, so the bounds
// change places. For people, without is the chance z·u that no broadcast and no visit
// reached them given that their own unit never starts.
func (t *losses) finish(e *ending) {
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
	src := &t.audience.sources[g.sources]
	e.missed = t.ask.ask(g).person
	e.passes, e.top = src.passes(), src.top
	for i, x := range src.cases {
		z, u := t.ask.answersOf(g, int32(i)), t.ask.unvisited(g, int32(i))
		k := 1
		if src.top && !x.passes {
			k = 0
		}
		e.without[k] = z.Never * u.Never
	}
}

// has is the chance that a unit of a kind has the message by then.
func (t *losses) has(kind int32) cascade.Estimate {
	return within(t.c.arrivals[kind].CDF(t.at, false))
}

// missed is the share of all who do not have it.
func (t *losses) missed() cascade.Estimate {
	var e cascade.Estimate
	for _, x := range t.ends {
		addTimes(&e, x.missed, float64(x.n)/float64(max(t.total, 1)))
	}
	return e
}

// It adds w times an estimate to a sum. Weights are not negative, so lower bounds add
// up to a lower bound, and upper to an upper.
func addTimes(sum *cascade.Estimate, e cascade.Estimate, w float64) {
	sum.Value += w * e.Value
	sum.Low += w * e.Low
	sum.High += w * e.High
}

// hops is what is lost on each step: of those who end in the same way, at each
// step from a unit that has it to one that has not, times the chance not to
// have heard otherwise. What then is left of those who miss it is lost on the
// last step, to the people themselves.
//
// The losses of one ending telescope: units on the way have the message with falling
// chances, and the sum of the falls, with what the people themselves miss, is the
// chance to miss it. Bounds of a remainder are the lower bound less the upper ones of
// what is taken off, and the other way round, which holds however the errors depend
// on each other.
func (t *losses) hops() []cascade.Hop {
	people := len(t.p.Network.Tiers())
	sums := hopSums{}
	for i := range t.ends {
		e := &t.ends[i]
		n := float64(e.n) / float64(max(t.total, 1))
		if e.kind == never {
			sums.at(-1, -1).lose(e.missed, n)
			continue
		}
		left := e.missed
		for k := 1; k < len(e.kinds); k++ {
			lost := t.lostAt(e, k)
			sums.at(e.tiers[k-1], e.tiers[k]).lose(lost, n)
			left = cascade.Estimate{Value: left.Value - lost.Value, Low: left.Low - lost.High, High: left.High - lost.Low}
		}
		if e.group != never {
			left = cascade.Estimate{Value: max(0, left.Value), Low: max(0, left.Low), High: max(0, left.High)}
			sums.at(e.tiers[len(e.tiers)-1], people).lose(left, n)
		}
		t.addDelays(e, func(from, to int, w, delay float64) {
			r := sums.at(from, to)
			r.there += w
			r.delayed += w * delay
		})
	}
	return sums.hops(append(slices.Clone(t.p.Network.Tiers()), model.PublicTier))
}

// hopSums is the steps on the way down, by the tiers above and below.
type hopSums map[[2]int]*hopSum

// hopSum is what is lost at a step, as a share of all; how many get past it
// (there), and the sum of their delays in seconds (delayed).
type hopSum struct {
	lost           cascade.Estimate
	there, delayed float64
}

// at is the sum of one step, made when first met; −1, −1 is for those whom no way
// reaches.
func (l hopSums) at(from, to int) *hopSum {
	if l[[2]int{from, to}] == nil {
		l[[2]int{from, to}] = &hopSum{}
	}
	return l[[2]int{from, to}]
}

func (r *hopSum) lose(e cascade.Estimate, w float64) { addTimes(&r.lost, e, w) }

// hops are the steps from the top down.
//
// Delays are means in seconds, NaN where nobody gets past a step. The order by tiers
// makes the output the same from run to run, as that of a map is not.
func (l hopSums) hops(names []string) []cascade.Hop {
	var out []cascade.Hop
	for _, s := range slices.SortedFunc(maps.Keys(l), func(a, b [2]int) int { return slices.Compare(a[:], b[:]) }) {
		r := l[s]
		h := cascade.Hop{Stopped: r.lost, Delay: math.NaN()}
		if s[0] >= 0 {
			h.From, h.To = names[s[0]], names[s[1]]
		}
		if r.there > 0 {
			h.Delay = r.delayed / r.there
		}
		out = append(out, h)
	}
	return out
}

// lostAt is the chance that the message stops above the k-th unit on the way to
// an ending, and is not heard of otherwise.
//
// The unit below has the message only if the one above has, so the chance that it
// stops between them is the difference F_above(at) − F_below(at) of the two laws. It
// is times z, the chance not to have heard directly, which is independent of it given
// whether the origin starts.
func (t *losses) lostAt(e *ending, k int) cascade.Estimate {
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
