package ask

import (
	"cmp"
	"context"
	"encoding/binary"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"

	"harkara/cascade"
	"harkara/cascade/study"
)

// The most of everything that is tried in a search.
const (
	mostSets  = 256    // sets that are all tried
	mostTried = 20_000 // sets that are played
	mostPairs = 2_000  // pairs along paths
	atOnce    = 8      // sets that are played again together, whatever the workers
)

// A search looks for the best set of actions of a baseline: each set is played, with the same
// plays. Where sets are few all are tried; else what adds most for its money, or most, is
// taken first (Leskovec and others, KDD 2007), single units or two along a path, since of
// two offices in a row each alone may add nothing, and then exchanged as long as that
// helps.
type search struct {
	*placer
	base        *baseline
	problem     cascade.Problem
	plays       int
	money       int64                // what is left of the budget in this baseline
	values      map[string][]float64 // of each set, by play
	order       [][]int              // the sets that were played, in that order
	triedAll    bool                 // every set was tried
	diminishing bool                 // what is done at one unit adds less, the more is done at others
	best        []int
}

func newSearch(p *placer, w *baseline, plays int) *search {
	s := &search{placer: p, base: w, problem: w.problems[0], plays: plays, money: p.budget - w.cost, values: map[string][]float64{}}
	s.problem.Question.By = nil
	return s
}

// run searches.
func (s *search) run(ctx context.Context) (choice []int, err error) {
	if sets := s.every(); sets != nil {
		if err := s.playAll(ctx, sets); err != nil {
			return nil, err
		}
		s.triedAll = ctx.Err() == nil
		s.best = s.top(sets)
		return s.best, nil
	}
	s.diminishing = s.diminishingReturns()
	byMoney, err := s.greedy(ctx, func(gain float64, cost int64) float64 { return gain / math.Max(float64(cost), 1e-9) })
	if err != nil {
		return nil, err
	}
	byGain, err := s.greedy(ctx, func(gain float64, _ int64) float64 { return gain })
	if err != nil {
		return nil, err
	}
	s.best, err = s.exchange(ctx, s.top([][]int{byMoney, byGain}))
	return s.best, err
}

// mean is what a set reaches on average; below everything where it was not played.
func (s *search) mean(choice []int) float64 {
	if v, ok := s.values[key(choice)]; ok {
		return stat.Mean(v, nil)
	}
	return math.Inf(-1)
}

// top is the best of sets that were played: the first of equal ones.
func (s *search) top(sets [][]int) []int {
	return slices.MaxFunc(sets, func(a, b []int) int { return cmp.Compare(s.mean(a), s.mean(b)) })
}

// next is the best of what was played that does not choose somewhere what the best does,
// or nil.
func (s *search) next(best []int) []int {
	var out []int
	for _, x := range s.order {
		differs := false
		for u, c := range best {
			differs = differs || c > 0 && x[u] != c
		}
		if differs && s.base.menu.Cost(x) <= s.money && (out == nil || s.mean(x) > s.mean(out)) {
			out = x
		}
	}
	return out
}

// every is every set that the budget allows, or nil where they are too many.
func (s *search) every() [][]int {
	m := s.base.menu
	out := [][]int{make([]int, len(m.Parent))}
	for u, l := range m.Level {
		if l < 0 {
			continue
		}
		for _, x := range out[:len(out):len(out)] {
			for c := 1; c < len(m.Costs[l]); c++ {
				more := slices.Clone(x)
				more[u] = c
				if m.Cost(more) <= s.money {
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

// playAll plays sets that were not played yet. Where ctx ends, the first of them were.
func (s *search) playAll(ctx context.Context, sets [][]int) error {
	var todo [][]int
	asked := map[string]bool{}
	for _, x := range sets {
		if name := key(x); s.values[name] == nil && !asked[name] {
			asked[name] = true
			todo = append(todo, x)
		}
	}
	if len(todo) == 0 {
		return nil
	}
	how, before := s.sampling(0), len(s.order)
	if s.Progress != nil {
		how.Progress = func(done, _ int) { s.Progress(before+done, max(before+len(todo)+1, mostTried/20)) }
	}
	of, _, err := study.PlayRows(ctx, len(todo), s.plays, how, func(row uint64, out []float64) error {
		return s.play(todo[row], 0, out)
	})
	if err != nil && !interrupted(ctx, err) {
		return err
	}
	for k, v := range of {
		s.values[key(todo[k])] = v
		s.order = append(s.order, todo[k])
	}
	return nil
}

// exchange adds, or takes one away and adds another, as long as that helps.
func (s *search) exchange(ctx context.Context, choice []int) ([]int, error) {
	for ctx.Err() == nil && len(s.order) < mostTried {
		sets := s.neighbours(choice, s.candidates)
		if len(sets) > mostPairs {
			sets = s.neighbours(choice, s.singles)
		}
		if len(sets) > mostTried-len(s.order) {
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

// neighbours are the sets with something more, and those with one unit's choice taken
// away and something else instead.
func (s *search) neighbours(choice []int, more func([]int, int64) []candidate) (sets [][]int) {
	from := [][]int{choice}
	for u, c := range choice {
		if c > 0 {
			without := slices.Clone(choice)
			without[u] = 0
			from = append(from, without)
		}
	}
	for _, x := range from {
		for _, c := range more(x, s.money-s.base.menu.Cost(x)) {
			sets = append(sets, c.with(x))
		}
	}
	return sets
}

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
