package ask

import (
	"cmp"
	"context"
	"harkara/cascade/montecarlo"
	"harkara/cascade/report"
	"harkara/cascade/study"
	"harkara/model"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// played finds the best where answers are played: on average over all plays for what is
// chosen, and in each of several sets of plays for a bound, since the best in plays looks
// better in them than it is (the optimum of a sample average: Mak, Morton and Wood,
// Operations Research Letters 24, 1999). What is told of the set comes from fresh plays.
func (p *placer) played(ctx context.Context) (report.PlaceAnswer, error) {
	trials := max(p.scenario.Trials/placeSets, 2)
	plays := study.PlayUnits{Sampling: p.sampling(trials), Measure: p.measure, Sets: placeSets}
	problems := len(p.baselines) * len(p.baselines[0].problems)
	if err := p.fit(placeSets + 1); err != nil {
		return report.PlaceAnswer{}, err
	}
	p.begin(model.NewNote("effort-place-played", int64(problems), int64(placeSets*trials)))
	for k, w := range p.baselines {
		plays.Progress = p.part(k, 2*len(p.baselines))
		var err error
		if w.played, err = plays.Run(ctx, w.problems); err != nil {
			return report.PlaceAnswer{}, err
		}
		if ctx.Err() != nil {
			return report.PlaceAnswer{}, ctx.Err()
		}
		w.menu.Value = w.played.All
	}
	f := p.plan(ctx, func(w *baseline) *study.Menu { return w.menu }, true)
	var tops []float64
	for set := range placeSets {
		top := p.plan(ctx, func(w *baseline) *study.Menu { return w.menu.With(w.played.Mean[set]) }, false)
		tops = append(tops, top.bound)
	}
	// What was found is told of plays of its own.
	plays.First = uint64(placeSets * trials)
	a := report.PlaceAnswer{Budget: p.budget, Measure: p.measure, Method: "played", Trials: placeSets * trials, Total: f.base.total, Bound: boundOf(tops) / f.base.total, Priced: f.placed.Priced}
	// The chosen one goes first, so that it is told where ctx ends.
	baselines, half := slices.Clone(p.baselines), 0.0
	slices.SortStableFunc(baselines, func(x, y *baseline) int {
		return cmp.Compare(slices.Index([]*baseline{f.base}, y), slices.Index([]*baseline{f.base}, x))
	})
	for k, w := range baselines {
		plays.Progress, plays.Of = p.part(len(baselines)+k, 2*len(baselines)), nil
		if w == f.base {
			plays.Of = w.menu.Paths(f.placed.Choice)
		}
		fresh, err := plays.Run(ctx, w.problems)
		if err != nil && (w == f.base || !interrupted(ctx, err)) {
			return report.PlaceAnswer{}, err
		}
		if a.Partial = a.Partial || err != nil || fresh.Played < placeSets*trials; err != nil {
			break
		}
		if w == f.base {
			a.Reach = montecarlo.MeanOf(fresh.Totals, w.total)
		}
		w.menu.Value = fresh.All
		if w == p.baselines[0] {
			half = halfWidth(w, fresh)
		}
	}
	value := func(w *baseline, choice []int) float64 {
		if a.Partial {
			return math.NaN()
		}
		return w.menu.Sum(choice) / w.total
	}
	a.Nothing = value(p.baselines[0], make([]int, len(f.placed.Choice)))
	a.NothingHalf = half
	for _, c := range f.curve {
		c.Value = value(p.baselineOf(c.Once), c.Choice)
		a.Curve = append(a.Curve, c)
	}
	monotone(a.Curve, a.Reach.Value)
	a.Bound = max(a.Bound, a.Reach.High) // it may be as good as its own plays leave room for
	p.rows(&a, f, value)
	return a, nil
}

// boundOf is what the true best does not exceed with 95 % confidence, of the best in each
// of several sets of plays: each of these is too high on average, not too low.
func boundOf(tops []float64) float64 {
	mean, sd := stat.MeanStdDev(tops, nil)
	sets := float64(len(tops))
	return mean + distuv.StudentsT{Mu: 0, Sigma: 1, Nu: sets - 1}.Quantile(0.95)*sd/math.Sqrt(sets)
}

// halfWidth is how far what a baseline reaches without anything done may lie from its mean, as a
// share, with 95 % confidence: by how its sets of plays differ.
func halfWidth(w *baseline, of *study.PlayedUnits) float64 {
	var means []float64
	for _, set := range of.Mean {
		means = append(means, w.menu.With(set).Sum(make([]int, len(w.menu.Parent))))
	}
	if len(means) < 2 {
		return 0
	}
	return montecarlo.Deviate(len(means)) * stat.StdDev(means, nil) / math.Sqrt(float64(len(means))) / w.total
}
