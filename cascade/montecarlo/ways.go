package montecarlo

import (
	"math"
	"math/bits"
	"slices"

	"harkara/cascade"
	"harkara/cascade/engine"
	"harkara/cascade/public"
	"harkara/model"
)

// ways counts by which way the units of one tier, or people, had the message first.
//
// In a play n have it by a time, c of them first by one way. The share of a way is
// Σc/Σn over plays, a ratio of two sums whose plays are clusters (ratioOf), for which
// squares and products are added up, in whole numbers.
type ways struct {
	// names are those of the ways, in order.
	told  []Sum      // of each column: n
	by    [][]byWay  // of each way and column
	now   [][]uint64 // of the trial: by way, those whose first column it is
	names []cascade.Way
}

// byWay is the sum of c, with that of its squares, and that of c·n.
type byWay struct {
	first Sum
	cross [2]uint64
}

func newWays(names []cascade.Way, columns int) *ways {
	w := &ways{told: make([]Sum, columns), names: names}
	for range names {
		w.by = append(w.by, make([]byWay, columns))
		w.now = append(w.now, make([]uint64, columns))
	}
	return w
}

// add counts so many who have the message first by a way at a time.
func (w *ways) add(way int, at model.Tick, columns []model.Tick, n uint64) {
	// Counted in the first column by which they have it.
	if j, _ := slices.BinarySearch(columns, at); j < len(columns) {
		w.now[way][j] += n
	}
}

// end ends a trial.
func (w *ways) end() {
	for j := range w.told {
		// From first columns to all by then: running sums, column by column.
		all := uint64(0)
		for k := range w.now {
			if j > 0 {
				w.now[k][j] += w.now[k][j-1]
			}
			all += w.now[k][j]
		}
		w.told[j].Add(all)
		for k := range w.now {
			w.by[k][j].first.Add(w.now[k][j])
			// Products of two counts of people need 128 bits.
			hi, lo := bits.Mul64(w.now[k][j], all)
			plus(&w.by[k][j].cross, hi, lo)
		}
	}
	for k := range w.now {
		clear(w.now[k])
	}
}

func (w *ways) state(c *Codec) {
	for j := range w.told {
		c.Sum(&w.told[j])
		for k := range w.by {
			c.Sum(&w.by[k][j].first)
			c.wide(&w.by[k][j].cross)
		}
	}
}

// answer is the share of each way, with bounds as those of a share of plays: common is
// what part of those counted may depend on a single thing, error what is approximated.
func (w *ways) answer(common, off float64) []cascade.Way {
	out := slices.Clone(w.names)
	for k := range out {
		out[k].Shares = nil
		for j := range w.told {
			out[k].Shares = append(out[k].Shares, w.share(k, j, common, off))
		}
	}
	return out
}

func (w *ways) share(k, j int, common, off float64) cascade.Estimate {
	// Of plays in which nobody had it the ratio takes nothing.
	trials := w.told[j].Count()
	r, variance := ratioOf(&w.by[k][j].first, &w.told[j], &w.by[k][j].cross)
	if math.IsNaN(r) {
		return cascade.Nobody()
	}
	e := Share(r, variance*float64(trials), trials, common)
	return cascade.Estimate{Value: r, Low: max(e.Low-off, 0), High: min(e.High+off, 1)}
}

// unitWays are the ways of each tier's units that are counted; those of a tier with
// one way only are not, and need no play to tell.
type unitWays struct {
	engine.TierWays
	of [][]int32 // for each variant's network, by kind and channel: the way
}

// setWays finds the ways of the problem, where they are asked for.
func (s *setup) setWays() {
	if !s.problem.Question.Ways {
		return
	}
	for _, tier := range engine.WaysOf(&s.problem) {
		x := unitWays{TierWays: tier}
		for _, n := range s.problem.Networks() {
			channels := len(n.Channels())
			// Three kinds of way, by each channel; −1 where units of the tier have no such
			// way.
			of := make([]int32, 3*channels)
			for i := range of {
				of[i] = int32(x.Of(n, cascade.Told{Way: cascade.WayKind(i / channels), Channel: int32(i % channels)}))
			}
			x.of = append(x.of, of)
		}
		s.unitWays = append(s.unitWays, x)
		// To note who told whom costs time, and is done only where there is a question.
		s.tracked = s.tracked || len(tier.Ways) > 1
	}
}

// names are the ways of a tier's units, for an answer.
func (x *unitWays) names() []cascade.Way {
	var out []cascade.Way
	for _, w := range x.Ways {
		out = append(out, cascade.Way{Name: w.Kind.String(), Over: w.Channel})
	}
	return out
}

// peopleWays are the ways in which people hear, where they are asked for; nil else.
func (s *setup) peopleWays() []cascade.Way {
	if s.crowd == nil || !s.problem.Question.Ways {
		return nil // nobody, or nobody asks
	}
	var out []cascade.Way
	for _, x := range s.problem.Network.Public().Hears {
		out = append(out, cascade.Way{Name: x.Name})
	}
	return out
}

// personParts is how many parts a person is counted in, of whom it is known only how
// likely each way was the first.
const personParts = 1 << 16

// poolWays is Pool of the cell of all people, of whom it counts too by which ways they
// heard first.
func (t *counts) poolWays(cell *public.Cell, people, homes func(model.Tick, int64)) {
	columns := t.problem.Question.At
	t.work.TellWays(func(at model.Tick, weight int64, shares []float64) {
		for k, x := range shares {
			t.people.add(k, at, columns, uint64(math.Round(float64(x*float64(weight))*personParts)))
		}
	})
	t.work.Pool(cell, people, homes)
	// Other cells are pooled without being asked.
	t.work.TellWays(nil)
	t.people.end()
}

// countWays counts by which ways units had the message first in a trial.
func (t *counts) countWays(trial uint64, out *cascade.Outcome) {
	variant := 0
	if t.problem.Variants() != nil {
		variant = t.which.Variant(trial)
	}
	n, columns := t.problem.Network, t.problem.Question.At
	for k := range t.unitWays {
		x, w := &t.unitWays[k], t.ways[k]
		if len(x.Ways) == 1 {
			continue
		}
		of := x.of[variant]
		channels := int32(len(of) / 3)
		for u := n.InTier(x.Tier).Lo; u < n.InTier(x.Tier).Hi; u++ {
			// Origins were told by nobody.
			if by := out.By[u]; by.From != model.NoUnit {
				w.add(int(of[int32(by.Way)*channels+by.Channel]), out.Arrival[u], columns, 1)
			}
		}
		w.end()
	}
}

// onlyWay is the answer for a tier with one way: that way, wherever anybody was told.
func (s *setup) onlyWay(t *counts, x *unitWays) []cascade.Way {
	out, m := x.names(), s.problem.Message()
	for j, at := range s.problem.Question.At {
		told, _ := t.lines[x.Tier].reach[j].drawn.MeanVariance()
		for _, u := range m.From {
			if s.problem.Network.TierOf(u) == x.Tier && m.At <= at {
				told-- // an origin is told by nobody
			}
		}
		e := cascade.Nobody()
		// In some play somebody has it by then.
		if told > 1e-12 {
			e = cascade.Estimate{Value: 1, Low: 1, High: 1}
		}
		out[0].Shares = append(out[0].Shares, e)
	}
	return out
}

// firstBy is by which ways those who have the message had it first.
func (s *setup) firstBy(t *counts) []cascade.FirstBy {
	var out []cascade.FirstBy
	for k := range s.unitWays {
		x := &s.unitWays[k]
		f := cascade.FirstBy{Tier: s.problem.Network.Tiers()[x.Tier], Ways: s.onlyWay(t, x)}
		if len(x.Ways) > 1 {
			f.Ways = t.ways[k].answer(s.common[x.Tier], 0)
		}
		out = append(out, f)
	}
	if names := s.peopleWays(); len(names) > 0 {
		line := s.Whole - 2 // of all people, before their households
		f := cascade.FirstBy{Tier: model.PublicTier, Ways: names}
		// Where people hear in one way only, that is the first of all who have heard.
		if t.people != nil {
			f.Ways = t.people.answer(s.common[line], wayError)
		} else {
			for j := range s.problem.Question.At {
				e := cascade.Nobody()
				if t.lines[line].reach[j].expected.sum != [2]uint64{} {
					e = cascade.Estimate{Value: 1, Low: 1, High: 1}
				}
				f.Ways[0].Shares = append(f.Ways[0].Shares, e)
			}
		}
		out = append(out, f)
	}
	return out
}

// wayError is how far the share of a way may be off in all plays alike: the tables of
// the public are straight lines, and talk is a curve (public.TestWaysAreKnown).
const wayError = 5e-4
