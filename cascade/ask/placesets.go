package ask

import (
	"context"
	"math"
	"slices"

	"harkara/cascade/report"
	"harkara/cascade/study"
	"harkara/model"
)

// searchPlays is of how many plays those are by which sets are compared. What is told of
// a set comes from plays after them.
const searchPlays = 200

// searched finds the best set where what is done at a unit may change what others reach that
// are not below it: sets are played as a whole, in each baseline by a search of its own.
func (p *placer) searched(ctx context.Context) (report.PlaceAnswer, error) {
	plays := min(p.scenario.Trials, searchPlays)
	p.begin(model.NewNote("effort-place-sets", int64(plays), int64(p.atLeast())))
	var all []*search
	var best *search
	var choice []int
	value := math.Inf(-1)
	for _, w := range p.baselines {
		s := newSearch(p, w, plays)
		x, err := s.run(ctx)
		if err != nil {
			return report.PlaceAnswer{}, err
		}
		all = append(all, s)
		if v := s.mean(x); v > value {
			best, choice, value = s, x, v
		}
	}
	if best == nil { // interrupted before one set was played
		return report.PlaceAnswer{}, context.Cause(ctx)
	}
	total := best.base.total
	f := found{base: best.base, placed: &study.PlaceAnswer{Choice: choice, Next: best.next(choice)}, curve: p.byMoney(all)}
	a := report.PlaceAnswer{Budget: p.budget, Measure: p.measure, Method: "sets", Total: total, Bound: math.NaN(), Partial: ctx.Err() != nil}
	if tops := upperBounds(ctx, all); tops != nil {
		a.Bound = boundOf(tops) / total
	}
	a.Partial = ctx.Err() != nil
	return a, p.evaluate(ctx, &a, f)
}

// atLeast is how many sets a search plays at least: of each baseline the empty one, and all
// with one choice of one unit, or every set where they are few.
func (p *placer) atLeast() int {
	sum := 0
	for _, w := range p.baselines {
		s := newSearch(p, w, 0)
		if sets := s.every(); sets != nil {
			sum += len(sets)
			continue
		}
		sum += 1 + len(s.singles(make([]int, len(w.menu.Parent)), s.money))
	}
	return sum
}

// upperBounds is, of each set of plays, what no use of the budget exceeds in it; nil where
// that is not known.
func upperBounds(ctx context.Context, all []*search) []float64 {
	tops := slices.Repeat([]float64{math.Inf(-1)}, placeSets)
	for _, s := range all {
		here := s.upperBounds(ctx)
		if here == nil || ctx.Err() != nil {
			return nil
		}
		for k, x := range here {
			tops[k] = max(tops[k], x)
		}
	}
	return tops
}

// byMoney are the best of all sets that were played by the money there is, without what
// they reach.
func (p *placer) byMoney(all []*search) []report.PlacePoint {
	var out []report.PlacePoint
	for _, money := range p.budgets() {
		point := report.PlacePoint{Budget: money, Choice: make([]int, len(p.baselines[0].menu.Parent))}
		value := math.Inf(-1)
		for _, s := range all {
			for _, x := range s.order {
				if v := s.mean(x); v > value && s.base.menu.Cost(x)+s.base.cost <= money {
					value, point.Choice, point.Once = v, x, s.base.once
				}
			}
		}
		out = append(out, point)
	}
	return out
}
