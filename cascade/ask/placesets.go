package ask

import (
	"cmp"
	"context"
	"encoding/binary"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"gonum.org/v1/gonum/stat"

	"harkara/cascade"
	"harkara/cascade/montecarlo"
	"harkara/cascade/report"
	"harkara/cascade/study"
	"harkara/model"
	"harkara/model/scenario"
)

// The most of everything that is tried where actions do not add up along paths.
const (
	searchPlays = 200    // plays of which sets are compared
	mostSets    = 256    // sets that are all tried
	mostTried   = 20_000 // sets that are played in a search
	mostPairs   = 2_000  // pairs along paths
)

// A search looks for the best set of actions where units reach others beside their
// path: each set is played, with the same plays. Where sets are few all are tried; else
// what adds most for its money, or most, is taken first (Leskovec and others, KDD 2007),
// single units or two along a path, since of two offices in a row each alone may add
// nothing, and then exchanged as long as that helps.
type search struct {
	*placer
	world  *world
	base   cascade.Problem
	plays  int
	values map[string][]float64 // of each set, by play
	tried  int
}

// bySets finds the best set.
func (p *placer) bySets(ctx context.Context) (report.PlaceAnswer, error) {
	p.begin(model.NewNote("effort-place-sets", int64(min(p.scenario.Trials, searchPlays))))
	var best *search
	var choice []int
	value, whole := math.Inf(-1), true
	var tops []float64
	for _, w := range p.worlds {
		s := &search{placer: p, world: w, base: w.problems[0], plays: min(p.scenario.Trials, searchPlays), values: map[string][]float64{}}
		s.base.Question.By = nil
		x, all, err := s.run(ctx)
		if err != nil {
			return report.PlaceAnswer{}, err
		}
		if v := mean(s.values[key(x)]); v > value {
			best, choice, value = s, x, v
		}
		whole = whole && all
		if whole {
			tops = s.tops(tops)
		}
	}
	if best == nil { // interrupted before one set was played
		return report.PlaceAnswer{}, context.Cause(ctx)
	}
	a := report.PlaceAnswer{Budget: p.budget, Measure: p.measure, Method: "sets", Total: best.world.total, Trials: p.scenario.Trials, Bound: math.NaN(), Partial: ctx.Err() != nil}
	if whole && len(tops) == placeSets {
		a.Bound = boundOf(tops) / best.world.total
	}
	return a, p.told(ctx, &a, best, choice)
}

// told tells of the set by fresh plays.
func (p *placer) told(ctx context.Context, a *report.PlaceAnswer, s *search, choice []int) error {
	ctx = context.WithoutCancel(ctx) // the best so far is told
	trials := p.scenario.Trials
	if a.Partial {
		trials = min(trials, searchPlays)
	}
	value := func(w *world, choice []int) float64 {
		one := &search{placer: p, world: w, base: w.problems[0], plays: trials}
		v, err := one.play(ctx, choice, searchPlays)
		if err != nil {
			return math.NaN()
		}
		return mean(v) / w.total
	}
	one := &search{placer: p, world: s.world, base: s.base, plays: trials}
	v, err := one.play(ctx, choice, searchPlays)
	if err != nil {
		return err
	}
	a.Reach = montecarlo.MeanOf(v, s.world.total)
	a.Trials = trials
	nothing := make([]int, len(choice))
	a.Nothing = value(p.worlds[0], nothing)
	a.Curve = []report.PlacePoint{{Budget: 0, Value: a.Nothing}, {Budget: p.budget, Value: a.Reach.Value}}
	p.rows(a, found{world: s.world, placed: &study.Placed{Choice: choice}}, value)
	if !math.IsNaN(a.Bound) {
		a.Bound = max(a.Bound, a.Reach.Value)
	}
	return nil
}

func mean(x []float64) float64 { return stat.Mean(x, nil) }

// key names a set.
func key(choice []int) string {
	var out []byte
	for u, c := range choice {
		if c > 0 {
			out = binary.AppendUvarint(binary.AppendUvarint(out, uint64(u)), uint64(c))
		}
	}
	return string(out)
}

// tops adds to each set of plays the best that is reached in it.
func (s *search) tops(tops []float64) []float64 {
	size := s.plays / placeSets
	if size == 0 {
		return nil
	}
	if tops == nil {
		tops = slices.Repeat([]float64{math.Inf(-1)}, placeSets)
	}
	for _, values := range s.values {
		for k := range tops {
			tops[k] = max(tops[k], mean(values[k*size:(k+1)*size]))
		}
	}
	return tops
}

// run searches; all tells that every set was tried.
func (s *search) run(ctx context.Context) (choice []int, all bool, err error) {
	if sets := s.every(); sets != nil {
		if err := s.playAll(ctx, sets); err != nil {
			return nil, false, err
		}
		return s.top(sets), ctx.Err() == nil, nil
	}
	byMoney, err := s.greedy(ctx, func(gain float64, cost int64) float64 { return gain / math.Max(float64(cost), 1e-9) })
	if err != nil {
		return nil, false, err
	}
	byGain, err := s.greedy(ctx, func(gain float64, _ int64) float64 { return gain })
	if err != nil {
		return nil, false, err
	}
	choice, err = s.exchange(ctx, s.top([][]int{byMoney, byGain}))
	return choice, false, err
}

// top is the best of sets that were played: the first of equal ones.
func (s *search) top(sets [][]int) []int {
	out, value := sets[0], math.Inf(-1)
	for _, x := range sets {
		if v, ok := s.values[key(x)]; ok && mean(v) > value {
			out, value = x, mean(v)
		}
	}
	return out
}

// every is every set that the budget allows, or nil where they are too many.
func (s *search) every() [][]int {
	m := s.world.menu
	out := [][]int{make([]int, len(m.Parent))}
	for u, l := range m.Level {
		if l < 0 {
			continue
		}
		for _, x := range out[:len(out):len(out)] {
			for c := 1; c < len(m.Costs[l]); c++ {
				more := slices.Clone(x)
				more[u] = c
				if m.Cost(more) <= s.budget-s.world.cost {
					out = append(out, more)
				}
				if len(out) > mostSets {
					return nil
				}
			}
		}
	}
	return out
}

// playAll plays sets that were not played yet, several at a time.
func (s *search) playAll(ctx context.Context, sets [][]int) error {
	var todo [][]int
	for _, x := range sets {
		if _, ok := s.values[key(x)]; !ok {
			todo = append(todo, x)
		}
	}
	values, errs := make([][]float64, len(todo)), make([]error, len(todo))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(cmp.Or(s.Workers, runtime.GOMAXPROCS(0)), len(todo)) {
		wg.Go(func() {
			for k := int(next.Add(1)) - 1; k < len(todo); k = int(next.Add(1)) - 1 {
				if k > 0 && ctx.Err() != nil {
					return
				}
				values[k], errs[k] = s.play(ctx, todo[k], 0)
			}
		})
	}
	wg.Wait()
	for k, x := range todo {
		if errs[k] != nil {
			return errs[k]
		}
		if values[k] != nil {
			s.values[key(x)] = values[k]
			s.tried++
		}
	}
	if s.Progress != nil {
		s.Progress(s.tried, max(s.tried+1, mostTried/20))
	}
	return nil
}

// A candidate is what one, or two along a path, may be given more.
type candidate struct {
	units   []model.Unit
	choices []int
	cost    int64
}

// candidates are what may be added to a set: another choice of one unit, or of one and
// one above it.
func (s *search) candidates(choice []int) []candidate {
	m := s.world.menu
	var out []candidate
	for u, l := range m.Level {
		for c := 0; l >= 0 && c < len(m.Costs[l]); c++ {
			if c != choice[u] {
				out = append(out, candidate{[]model.Unit{model.Unit(u)}, []int{c}, m.Costs[l][c] - m.Costs[l][choice[u]]})
			}
		}
	}
	single := len(out)
	for _, a := range out[:single] {
		for v := m.Parent[a.units[0]]; v >= 0; v = m.Parent[v] {
			l := m.Level[v]
			for c := 0; l >= 0 && c < len(m.Costs[l]); c++ {
				if c != choice[v] {
					out = append(out, candidate{[]model.Unit{a.units[0], v}, []int{a.choices[0], c}, a.cost + m.Costs[l][c] - m.Costs[l][choice[v]]})
				}
			}
		}
		if len(out) > single+mostPairs {
			return out[:single]
		}
	}
	return out
}

// with is a set with a candidate added.
func (c *candidate) with(choice []int) []int {
	out := slices.Clone(choice)
	for k, u := range c.units {
		out[u] = c.choices[k]
	}
	return out
}

// greedy adds what is worth most, again and again. What a candidate added to a smaller
// set is tried first as a guess of what it adds now.
func (s *search) greedy(ctx context.Context, worth func(gain float64, cost int64) float64) ([]int, error) {
	choice := make([]int, len(s.world.menu.Parent))
	if err := s.playAll(ctx, [][]int{choice}); err != nil {
		return nil, err
	}
	guess := map[string]float64{}
	for ctx.Err() == nil && s.tried < mostTried {
		left := s.budget - s.world.cost - s.world.menu.Cost(choice)
		all := slices.DeleteFunc(s.candidates(choice), func(c candidate) bool { return c.cost > left || c.cost < 0 })
		name := func(c candidate) string { return key(c.with(make([]int, len(choice)))) }
		var fresh [][]int
		for _, c := range all {
			if _, ok := guess[name(c)]; !ok {
				fresh = append(fresh, c.with(choice))
			}
		}
		if err := s.playAll(ctx, fresh); err != nil {
			return nil, err
		}
		was := mean(s.values[key(choice)])
		for _, c := range all {
			if v, ok := s.values[key(c.with(choice))]; ok {
				guess[name(c)] = worth(mean(v)-was, c.cost)
			}
		}
		slices.SortStableFunc(all, func(a, b candidate) int { return cmp.Compare(guess[name(b)], guess[name(a)]) })
		best, most := -1, 0.0
		for k, c := range all {
			if guess[name(c)] <= most {
				break // none of the others is worth as much
			}
			if err := s.playAll(ctx, [][]int{c.with(choice)}); err != nil {
				return nil, err
			}
			v, ok := s.values[key(c.with(choice))]
			if !ok {
				break
			}
			if guess[name(c)] = worth(mean(v)-was, c.cost); guess[name(c)] > most {
				best, most = k, guess[name(c)]
			}
		}
		if best < 0 {
			break
		}
		choice = all[best].with(choice)
	}
	return choice, nil
}

// exchange takes one away and adds another as long as that helps.
func (s *search) exchange(ctx context.Context, choice []int) ([]int, error) {
	for ctx.Err() == nil && s.tried < mostTried {
		var sets [][]int
		for u, c := range choice {
			if c == 0 {
				continue
			}
			without := slices.Clone(choice)
			without[u] = 0
			left := s.budget - s.world.cost - s.world.menu.Cost(without)
			for _, x := range s.candidates(without) {
				if len(x.units) == 1 && x.cost <= left && int(x.units[0]) != u {
					sets = append(sets, x.with(without))
				}
			}
		}
		if len(sets) > mostTried-s.tried {
			return choice, nil
		}
		if err := s.playAll(ctx, sets); err != nil {
			return nil, err
		}
		best := s.top(append([][]int{choice}, sets...))
		if key(best) == key(choice) {
			return choice, nil
		}
		choice = best
	}
	return choice, nil
}

// play is what is reached in each play of a set, from play first on.
func (s *search) play(ctx context.Context, choice []int, first uint64) ([]float64, error) {
	actions := s.world.scenario.Actions
	p := changed(s.base, func(n *model.Network) *model.Network {
		n = s.chosen(n, actions, func(u model.Unit, _ int) int { return choice[u] })
		return n.WithLinks(s.links(n, choice))
	})
	how := study.PlayUnits{Sampling: montecarlo.Sampling{Trials: s.plays, Workers: 1, Public: s.Public}, Measure: s.measure, Sets: 1, First: first, Of: make([]int, len(choice))}
	how.Staff, how.StaffOf = s.staff(choice)
	out, err := how.Run(ctx, []cascade.Problem{p})
	if err != nil {
		return nil, err
	}
	if out.Played < s.plays {
		return nil, nil
	}
	return out.Totals, nil
}

// links are those between units that are linked and others below the same parent.
func (s *search) links(n *model.Network, choice []int) []model.Link {
	var out []model.Link
	for l, of := range s.levels {
		in := n.InTier(of.tier)
		for k, i := range of.actions {
			a := s.world.scenario.Actions[i]
			if !a.Links {
				continue
			}
			linked := func(u model.Unit) bool { return of.times[choice[u]][k] > 0 }
			for u := in.Lo; u < in.Hi; u++ {
				if n.Parent(u) == model.NoUnit || s.world.menu.Level[u] != int8(l) {
					continue
				}
				for _, v := range n.Children(n.Parent(u)) {
					if v != u && v >= in.Lo && v < in.Hi && (linked(u) || linked(v)) {
						out = append(out, model.Link{From: u, To: v, Over: a.Over})
					}
				}
			}
		}
	}
	return out
}

// staff are the problems that differ in how many people go out on visits, and of each
// unit which of them it is in; none where that is not for money.
func (s *search) staff(choice []int) (problems []cascade.Problem, of []int) {
	actions := s.world.scenario.Actions
	if !slices.ContainsFunc(actions, func(a scenario.Action) bool { return a.Workers > 0 }) {
		return nil, nil
	}
	codes := s.world.menu.Paths(choice)
	known := map[int]int{}
	for _, code := range codes {
		k, ok := known[code]
		if !ok {
			k = len(problems)
			known[code] = k
			choices := s.world.menu.Choices(code)
			problems = append(problems, changed(s.base, func(n *model.Network) *model.Network { return s.staffed(n, actions, choices) }))
		}
		of = append(of, k)
	}
	return problems, of
}
