package ask

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"harkara/cascade"
	"harkara/cascade/exact"
	"harkara/cascade/montecarlo"
	"harkara/cascade/report"
	"harkara/cascade/study"
	"harkara/model"
	"harkara/model/scenario"
)

// Place asks for the best use of a budget on a scenario's actions.
type Place struct {
	Budget int64
	// Of is the measure that is to be large (Measures): a share by a time.
	Of string
}

// A PlaceError is what is wrong with what is asked.
type PlaceError struct{ Err error }

func (e PlaceError) Error() string { return e.Err.Error() }

// Unwrap is what is wrong.
func (e PlaceError) Unwrap() error { return e.Err }

// placeSets is how many sets of plays a bound from above is taken from.
const placeSets = 10

// mostPaths is of how many combinations of choices along a path answers are asked.
const mostPaths = 2048

// Place finds the best use of a budget for each message of a scenario, whose values that
// are not known are taken as they stand.
func (o Options) Place(ctx context.Context, s *scenario.Scenario, q Place) ([]report.Document, error) {
	o = o.comparing()
	m, err := placeMeasure(s, q)
	if err != nil {
		return nil, err
	}
	var docs []report.Document
	for message := range s.Messages {
		answer, err := o.place(ctx, s, message, q.Budget, m)
		answer.Usual = whyUsual(s, q)
		if err != nil && len(docs) > 0 && ctx.Err() != nil {
			return docs, nil
		}
		if err != nil {
			return nil, err
		}
		d := report.Place(About(s, o.Version), s.Network, answer)
		d.Notes = append(d.Notes, guessed(len(s.Uncertain), true)...)
		if len(s.Messages) > 1 {
			d.OfMessage(s.Messages[message].Name)
		}
		docs = append(docs, d)
	}
	return docs, nil
}

// placeMeasure checks what is asked.
func placeMeasure(s *scenario.Scenario, q Place) (study.Measure, error) {
	if len(s.Actions) == 0 {
		return study.Measure{}, PlaceError{model.Errorf("the scenario has no actions: name what could be done for money, as in actions: {train: {for: %s, cost: 8000, set: {passes_on: 0.95}}}", s.Network.Tiers()[len(s.Network.Tiers())-1])}
	}
	var of []string
	if q.Of != "" {
		of = []string{q.Of}
	}
	list, err := Measures(s, of)
	if err != nil {
		return study.Measure{}, PlaceError{err}
	}
	if list[0].Kind != study.ShareBy {
		return study.Measure{}, PlaceError{model.Errorf("%q: the best use of money is found for a share by a time, as in public@48h", q.Of)}
	}
	return list[0], nil
}

// whyUsual says why a share is made large where none was named, as report.PlaceAnswer.Usual.
func whyUsual(s *scenario.Scenario, q Place) string {
	switch {
	case q.Of != "":
		return ""
	case len(s.Question.Goals) > 0:
		return "goal"
	}
	return "last"
}

// A placer finds the best use of a budget for one message.
type placer struct {
	Options
	scenario *scenario.Scenario
	message  int
	budget   int64
	measure  study.Measure
	levels   []level
	worlds   []*world
	changing sync.Mutex
}

func (o Options) place(ctx context.Context, s *scenario.Scenario, message int, budget int64, m study.Measure) (report.PlaceAnswer, error) {
	p := &placer{Options: o, scenario: s, message: message, budget: budget, measure: m}
	if err := cascade.OneMessage(&Problems(s)[message]); err != nil {
		return report.PlaceAnswer{}, err
	}
	p.levels = levelsOf(s)
	if err := p.openWorlds(); err != nil {
		return report.PlaceAnswer{}, err
	}
	first := p.worlds[0].problems[0]
	if p.beside() {
		return p.bySets(ctx)
	}
	if !o.Play && exact.Applies(first) == nil {
		return p.computed(ctx)
	}
	return p.played(ctx)
}

// computed finds the best where answers can be computed.
func (p *placer) computed(ctx context.Context) (report.PlaceAnswer, error) {
	if err := p.fit(2); err != nil {
		return report.PlaceAnswer{}, err
	}
	codes, n := len(p.worlds[0].problems), p.scenario.Network.Len()
	total := len(p.worlds) * codes
	p.begin(model.NewNote("effort-place-exact", int64(total)))
	of, done, err := study.PlayRows(ctx, total, 2*n, p.sampling(0), func(row uint64, out []float64) error {
		r, err := exact.Solver{}.Solve(ctx, p.worlds[int(row)/codes].problems[int(row)%codes])
		if err == nil {
			err = ctx.Err()
		}
		if err == nil {
			p.read(r, out[:n], out[n:])
		}
		return err
	})
	if err == nil && done < total {
		err = ctx.Err()
	}
	if err != nil {
		return report.PlaceAnswer{}, err
	}
	for k, row := range of {
		w := p.worlds[k/codes]
		w.menu.Value, w.high = append(w.menu.Value, row[:n]), append(w.high, row[n:])
	}
	return p.best(ctx), nil
}

// read reads what each unit adds off an answer by unit.
func (p *placer) read(r *cascade.Result, value, high []float64) {
	for _, g := range r.Groups {
		tier := &g.Self
		if p.measure.Tier == model.PublicTier || p.measure.Tier == model.HouseholdTier {
			k := slices.IndexFunc(g.Tiers, func(t cascade.Tier) bool { return t.Name == p.measure.Tier })
			if k < 0 {
				continue
			}
			tier = &g.Tiers[k]
		}
		if x := tier.Reach[0].Mean; tier.Units > 0 && !math.IsNaN(x.Value) {
			value[g.Unit], high[g.Unit] = x.Value*float64(tier.Units), x.High*float64(tier.Units)
		}
	}
}

// found is the best of all worlds.
type found struct {
	world  *world
	placed *study.Placed
	value  float64
	bound  float64
	curve  []report.PlacePoint
}

// plan finds the best of all worlds on their menus; further also the best for less money,
// and the best that differs.
func (p *placer) plan(ctx context.Context, menu func(w *world) *study.Menu, further bool) found {
	out := found{value: math.Inf(-1), bound: math.Inf(-1)}
	var at []int64
	if further {
		at = p.moneys()
	}
	best := make([]report.PlacePoint, len(at))
	for k := range best {
		best[k] = report.PlacePoint{Budget: at[k], Value: math.Inf(-1)}
	}
	for _, w := range p.worlds {
		s := study.Place{Menu: menu(w), Budget: p.budget - w.cost, High: w.high, Alternative: further}
		for _, b := range at {
			s.At = append(s.At, max(b-w.cost, 0))
		}
		x := s.Run(ctx)
		if x.Value > out.value {
			out.world, out.placed, out.value = w, x, x.Value
		}
		out.bound = max(out.bound, x.Bound)
		for k, c := range x.Curve {
			if at[k] >= w.cost && c.Value > best[k].Value {
				best[k].Value, best[k].Choice, best[k].Once = c.Value, c.Choice, w.once
			}
		}
	}
	out.curve = best
	return out
}

// moneys are the budgets of the curve: in tenths, or each step where there are fewer.
func (p *placer) moneys() []int64 {
	costs := [][]int64{{}}
	for _, a := range p.scenario.Actions {
		costs[0] = append(costs[0], a.Cost)
	}
	step := study.Place{Menu: &study.Menu{Costs: costs}, Budget: p.budget, Most: 10}.Step()
	var out []int64
	for b := int64(0); b < p.budget; b += step {
		out = append(out, b)
	}
	return append(out, p.budget)
}

// best finds the best of what was computed, and what there is to say of it.
func (p *placer) best(ctx context.Context) report.PlaceAnswer {
	f := p.plan(ctx, func(w *world) *study.Menu { return w.menu }, true)
	w := f.world
	total := w.total
	sure := w.menu.With(w.high).Sum(f.placed.Choice) - f.value
	a := report.PlaceAnswer{
		Budget: p.budget, Measure: p.measure, Method: "computed", Priced: f.placed.Priced,
		Reach: cascade.Estimate{Value: f.value / total, Low: (f.value - sure) / total, High: (f.value + sure) / total},
		Bound: f.bound / total, Total: total,
	}
	base := p.worlds[0].menu
	a.Nothing = base.Sum(make([]int, len(base.Parent))) / total
	for _, c := range f.curve {
		c.Value /= total
		a.Curve = append(a.Curve, c)
	}
	p.rows(&a, f, func(w *world, choice []int) float64 { return w.menu.Sum(choice) / total })
	return a
}

// played finds the best where answers are played: on average over all plays for what is
// chosen, and in each of several sets of plays for a bound, since the best in plays looks
// better in them than it is (the optimum of a sample average: Mak, Morton and Wood,
// Operations Research Letters 24, 1999). What is told of the set comes from fresh plays.
func (p *placer) played(ctx context.Context) (report.PlaceAnswer, error) {
	trials := max(p.scenario.Trials/placeSets, 2)
	plays := study.PlayUnits{Sampling: p.sampling(trials), Measure: p.measure, Sets: placeSets}
	problems := len(p.worlds) * len(p.worlds[0].problems)
	if err := p.fit(placeSets + 1); err != nil {
		return report.PlaceAnswer{}, err
	}
	p.begin(model.NewNote("effort-place-played", int64(problems), int64(placeSets*trials)))
	for k, w := range p.worlds {
		plays.Progress = p.part(k, 2*len(p.worlds))
		var err error
		if w.played, err = plays.Run(ctx, w.problems); err != nil {
			return report.PlaceAnswer{}, err
		}
		if ctx.Err() != nil {
			return report.PlaceAnswer{}, ctx.Err()
		}
		w.menu.Value = w.played.All
	}
	f := p.plan(ctx, func(w *world) *study.Menu { return w.menu }, true)
	var tops []float64
	for set := range placeSets {
		top := p.plan(ctx, func(w *world) *study.Menu { return w.menu.With(w.played.Mean[set]) }, false)
		tops = append(tops, top.bound)
	}
	// What was found is told of plays of its own.
	plays.First = uint64(placeSets * trials)
	a := report.PlaceAnswer{Budget: p.budget, Measure: p.measure, Method: "played", Trials: placeSets * trials, Total: f.world.total, Bound: boundOf(tops) / f.world.total, Priced: f.placed.Priced}
	// The chosen one goes first, so that it is told where ctx ends.
	worlds, half := slices.Clone(p.worlds), 0.0
	slices.SortStableFunc(worlds, func(x, y *world) int {
		return cmp.Compare(slices.Index([]*world{f.world}, y), slices.Index([]*world{f.world}, x))
	})
	for k, w := range worlds {
		plays.Progress, plays.Of = p.part(len(worlds)+k, 2*len(worlds)), nil
		if w == f.world {
			plays.Of = w.menu.Paths(f.placed.Choice)
		}
		fresh, err := plays.Run(ctx, w.problems)
		if err != nil && (w == f.world || !interrupted(ctx, err)) {
			return report.PlaceAnswer{}, err
		}
		if a.Partial = a.Partial || err != nil || fresh.Played < placeSets*trials; err != nil {
			break
		}
		if w == f.world {
			a.Reach = montecarlo.MeanOf(fresh.Totals, w.total)
		}
		w.menu.Value = fresh.All
		if w == p.worlds[0] {
			half = halfOf(w, fresh)
		}
	}
	value := func(w *world, choice []int) float64 {
		if a.Partial {
			return math.NaN()
		}
		return w.menu.Sum(choice) / w.total
	}
	a.Nothing = value(p.worlds[0], make([]int, len(f.placed.Choice)))
	a.NothingHalf = half
	for _, c := range f.curve {
		c.Value = value(p.worldOf(c.Once), c.Choice)
		a.Curve = append(a.Curve, c)
	}
	rising(a.Curve, a.Reach.Value)
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

// halfOf is how far what a world reaches without anything done may lie from its mean, as a
// share, with 95 % confidence: by how its sets of plays differ.
func halfOf(w *world, of *study.PlayedUnits) float64 {
	var means []float64
	for _, set := range of.Mean {
		means = append(means, w.menu.With(set).Sum(make([]int, len(w.menu.Parent))))
	}
	if len(means) < 2 {
		return 0
	}
	sets := float64(len(means))
	return distuv.StudentsT{Mu: 0, Sigma: 1, Nu: sets - 1}.Quantile(0.975) * stat.StdDev(means, nil) / math.Sqrt(sets) / w.total
}

// part is the progress of one part of several.
func (p *placer) part(k, of int) func(done, total int) {
	if p.Progress == nil {
		return nil
	}
	return func(done, total int) { p.Progress(k*total+done, of*total) }
}
