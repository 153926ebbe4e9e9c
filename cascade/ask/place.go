package ask

import (
	"context"
	"fmt"
	"math"
	"slices"

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
	m, err := placeMeasure(s, q)
	if err != nil {
		return nil, err
	}
	var docs []report.Document
	for message := range s.Messages {
		answer, err := o.place(ctx, s, message, q.Budget, m)
		if err != nil && len(docs) > 0 && ctx.Err() != nil {
			return docs, nil
		}
		if err != nil {
			return nil, err
		}
		d := report.Place(About(s, o.Version), s.Network, answer)
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
		return study.Measure{}, PlaceError{fmt.Errorf("the scenario has no actions: name what could be done for money, as in actions: {train: {for: %s, cost: 8000, set: {passes_on: 0.95}}}", s.Network.Tiers()[len(s.Network.Tiers())-1])}
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
		return study.Measure{}, PlaceError{fmt.Errorf("%q: the best use of money is found for a share by a time, as in public@48h", q.Of)}
	}
	return list[0], nil
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
}

// A level is a tier with actions for its units, and all that can be chosen there.
type level struct {
	tier    int
	actions []int   // places in the scenario's actions
	times   [][]int // of each choice, how often each of them is done; the first is never
	costs   []int64
}

// without is the choice in which the kth of its actions is not done, and all else as in
// another.
func (l *level) without(choice, k int) int {
	left := slices.Clone(l.times[choice])
	left[k] = 0
	return slices.IndexFunc(l.times, func(x []int) bool { return slices.Equal(x, left) })
}

// A world is the scenario in which some of the actions were done that are done once.
type world struct {
	scenario *scenario.Scenario
	once     []int // places in the scenario's actions
	cost     int64
	menu     *study.Menu
	high     [][]float64
	total    float64 // of what is measured
	played   *study.PlayedUnits
	problems []cascade.Problem
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

// beside tells whether what is done at a unit may change what units reach that are not
// below it: over links, or since whoever contacts them waits until a call has ended that
// the unit caused, by keeping silent (where it then is passed over) or by not answering
// (where it then is reminded).
func (p *placer) beside() bool {
	if slices.ContainsFunc(p.scenario.Actions, func(a scenario.Action) bool { return a.Links }) {
		return true
	}
	return slices.ContainsFunc(p.worlds, func(w *world) bool {
		return slices.ContainsFunc(w.problems, func(q cascade.Problem) bool {
			networks := []*model.Network{q.Network}
			if q.Circumstances != nil {
				for _, v := range q.Circumstances.Variants {
					networks = append(networks, v.Network)
				}
			}
			return slices.ContainsFunc(networks, func(n *model.Network) bool { return joined(n, q.Message()) })
		})
	})
}

// joined tells whether units of a network depend on others beside their path.
func joined(n *model.Network, m *model.Message) bool {
	more := len(m.Remind) > 0 || slices.ContainsFunc(n.Relays(), func(r model.Relay) bool { return r.Deputy > 0 })
	calls := slices.ContainsFunc(n.Channels(), func(c model.Channel) bool { return c.Calls != nil })
	return len(n.Links()) > 0 || more && calls
}

// levelsOf are the tiers with actions, and what can be chosen there.
func levelsOf(s *scenario.Scenario) []level {
	var out []level
	for t := range s.Network.Tiers() {
		l := level{tier: t, times: [][]int{{}}, costs: []int64{0}}
		for i, a := range s.Actions {
			if a.Tier != t {
				continue
			}
			l.actions = append(l.actions, i)
			var times [][]int
			var costs []int64
			for k := range l.times {
				for n := range a.AtMost + 1 {
					times = append(times, append(slices.Clone(l.times[k]), n))
					costs = append(costs, l.costs[k]+int64(n)*a.Cost)
				}
				if len(times) > mostPaths {
					break
				}
			}
			l.times, l.costs = times, costs
		}
		if len(l.actions) > 0 {
			out = append(out, l)
		}
	}
	return out
}

// openWorlds makes a world for each set of the actions that are done once which the
// budget allows.
func (p *placer) openWorlds() error {
	var once []int
	for i, a := range p.scenario.Actions {
		if a.Tier < 0 {
			once = append(once, i)
		}
	}
	paths := 1
	for _, l := range p.levels {
		if paths *= len(l.times); paths > mostPaths {
			return cascade.Refuse("place-many-choices", int64(mostPaths))
		}
	}
	for set := range 1 << len(once) {
		w := &world{scenario: p.scenario}
		var names []string
		for k, i := range once {
			if set>>k&1 == 1 {
				w.once = append(w.once, i)
				w.cost += p.scenario.Actions[i].Cost
				names = append(names, p.scenario.Actions[i].Name)
			}
		}
		if w.cost > p.budget {
			continue
		}
		if len(names) > 0 {
			var err error
			if w.scenario, err = p.scenario.Do(names); err != nil {
				return PlaceError{err}
			}
			w.scenario.Messages = p.scenario.Messages
		}
		p.open(w)
		p.worlds = append(p.worlds, w)
	}
	return nil
}

// open makes the problems of a world, by the code of choices along a path, and its menu
// without values.
func (p *placer) open(w *world) {
	n := w.scenario.Network
	w.menu = &study.Menu{Parent: n.Parents(), Level: make([]int8, n.Len())}
	for u := range w.menu.Level {
		w.menu.Level[u] = -1
	}
	for l, of := range p.levels {
		w.menu.Costs = append(w.menu.Costs, of.costs)
		for u := n.InTier(of.tier).Lo; u < n.InTier(of.tier).Hi; u++ {
			w.menu.Level[u] = int8(l)
		}
	}
	base := Problems(w.scenario)[p.message]
	base.Question = model.Question{Horizon: base.Question.Horizon, At: []model.Tick{p.measure.At}}
	if s := n.TierIndex(p.measure.Tier); s >= 0 {
		base.Question.By = []int{s}
		w.total = float64(n.InTier(s).Len())
	} else {
		base.Question.By = servingTiers(n)
		for i, people := range n.People() {
			if p.measure.Tier == model.HouseholdTier {
				people = n.Homes()[i]
			}
			w.total += float64(people)
		}
	}
	for code := range w.menu.Codes() {
		w.problems = append(w.problems, p.uniform(base, w.scenario.Actions, w.menu.Choices(code)))
	}
}

// servingTiers are the tiers of units that have people.
func servingTiers(n *model.Network) []int {
	var out []int
	for _, u := range n.Served() {
		if t := n.TierOf(u); !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	slices.Sort(out)
	return out
}

// uniform is the problem in which every unit of a level has the same choice: in a tree
// what reaches a unit depends on what was chosen along its path, and on nothing else.
func (p *placer) uniform(base cascade.Problem, actions []scenario.Action, choices []int) cascade.Problem {
	return changed(base, func(n *model.Network) *model.Network {
		return p.staffed(p.chosen(n, actions, func(_ model.Unit, l int) int { return choices[l] }), actions, choices)
	})
}

// changed is a problem in all of whose networks something is otherwise.
func changed(p cascade.Problem, change func(*model.Network) *model.Network) cascade.Problem {
	p.Network = change(p.Network)
	if p.Circumstances != nil {
		c := *p.Circumstances
		c.Variants = slices.Clone(c.Variants)
		for i := range c.Variants {
			c.Variants[i].Network = change(c.Variants[i].Network)
		}
		if len(c.Variants) > 0 {
			p.Network = c.Variants[0].Network
		}
		p.Circumstances = &c
	}
	return p
}

// chosen is a network in which the people of each unit of a level have a choice.
func (p *placer) chosen(n *model.Network, actions []scenario.Action, choice func(u model.Unit, l int) int) *model.Network {
	levelOf := map[int]int{}
	picked := make([]int, n.Len())
	for l, of := range p.levels {
		levelOf[of.tier] = l
		in := n.InTier(of.tier)
		for u := in.Lo; u < in.Hi; u++ {
			picked[u] = choice(u, l)
		}
	}
	return n.WithChoices(func(u model.Unit) int { return picked[u] }, func(tier int, r model.Relay, choice int) model.Relay {
		of := p.levels[levelOf[tier]]
		for k, i := range of.actions {
			r = actions[i].Relay(r, of.times[choice][k])
		}
		return r
	})
}

// staffed is a network in which more people go out on visits: as many as choices say, one
// of each level.
func (p *placer) staffed(n *model.Network, actions []scenario.Action, choices []int) *model.Network {
	return n.WithWorkers(func(source int) int {
		more := 0
		for l, of := range p.levels {
			for k, i := range of.actions {
				if a := actions[i]; a.Workers > 0 && a.Visits == source {
					more += a.Workers * of.times[choices[l]][k]
				}
			}
		}
		return more
	})
}

// fit refuses what takes more memory than it may: so many tables of all units for each
// combination of choices, and playing.
func (p *placer) fit(tables int) error {
	first := p.worlds[0].problems[0]
	rows := int64(len(p.worlds)*len(p.worlds[0].problems)) * int64(tables)
	return p.fits(8*rows*int64(first.Network.Len()) + montecarlo.Solver{Workers: p.Workers}.Estimate(first))
}

// computed finds the best where answers can be computed.
func (p *placer) computed(ctx context.Context) (report.PlaceAnswer, error) {
	if err := p.fit(2); err != nil {
		return report.PlaceAnswer{}, err
	}
	p.begin(model.NewNote("effort-place-exact", int64(len(p.worlds)*len(p.worlds[0].problems))))
	done, total := 0, len(p.worlds)*len(p.worlds[0].problems)
	for _, w := range p.worlds {
		n := w.scenario.Network
		for _, problem := range w.problems {
			r, err := exact.Solver{}.Solve(ctx, problem)
			if err != nil {
				return report.PlaceAnswer{}, err
			}
			if ctx.Err() != nil {
				return report.PlaceAnswer{}, ctx.Err()
			}
			value, high := make([]float64, n.Len()), make([]float64, n.Len())
			p.read(r, value, high)
			w.menu.Value, w.high = append(w.menu.Value, value), append(w.high, high)
			if done++; p.Progress != nil {
				p.Progress(done, total)
			}
		}
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

// rows tell what was chosen, and what each adds: value is that of choices in a world.
func (p *placer) rows(a *report.PlaceAnswer, f found, value func(w *world, choice []int) float64) {
	all := value(f.world, f.placed.Choice)
	for _, i := range f.world.once {
		without := p.worldOf(slices.DeleteFunc(slices.Clone(f.world.once), func(k int) bool { return k == i }))
		a.Rows = append(a.Rows, p.row(i, model.NoUnit, 1, all-value(without, f.placed.Choice)))
	}
	choice := slices.Clone(f.placed.Choice)
	for u, c := range f.placed.Choice {
		l := f.world.menu.Level[u]
		if l < 0 || c == 0 {
			continue
		}
		of := p.levels[l]
		for k, i := range of.actions {
			times := of.times[c][k]
			if times == 0 {
				continue
			}
			choice[u] = of.without(c, k)
			a.Rows = append(a.Rows, p.row(i, model.Unit(u), times, all-value(f.world, choice)))
			choice[u] = c
		}
	}
	slices.SortStableFunc(a.Rows, func(x, y report.PlaceRow) int { return x.Order - y.Order })
	p.sums(a, f, func(w *world, choice []int) float64 { return all - value(w, choice) })
	if f.placed.Next == nil {
		return
	}
	a.Next = &report.PlaceNext{Reach: value(f.world, f.placed.Next)}
	for u, c := range f.placed.Next {
		if before := f.placed.Choice[u]; before != c {
			of := p.levels[f.world.menu.Level[u]]
			for k, i := range of.actions {
				if times := of.times[c][k] - of.times[before][k]; times != 0 {
					a.Next.Changes = append(a.Next.Changes, p.row(i, model.Unit(u), times, math.NaN()))
				}
			}
		}
	}
}

// sums tell of each action at how many units it is done, what that costs, and what it all
// adds: what is less without it.
func (p *placer) sums(a *report.PlaceAnswer, f found, less func(w *world, choice []int) float64) {
	for i := range p.scenario.Actions {
		sum := report.PlaceRow{Order: i, Action: p.scenario.Actions[i].Name, Unit: model.NoUnit}
		for _, r := range a.Rows {
			if r.Order == i {
				sum.Units, sum.Times, sum.Cost, sum.Adds = sum.Units+1, sum.Times+r.Times, sum.Cost+r.Cost, r.Adds
			}
		}
		if sum.Units == 0 {
			continue
		}
		if sum.Units > 1 {
			choice := slices.Clone(f.placed.Choice)
			for u, c := range choice {
				l := f.world.menu.Level[u]
				if l < 0 || p.levels[l].tier != p.scenario.Actions[i].Tier {
					continue
				}
				choice[u] = p.levels[l].without(c, slices.Index(p.levels[l].actions, i))
			}
			sum.Adds = less(f.world, choice)
		}
		sum.Tier = p.scenario.Actions[i].Tier
		a.Sums = append(a.Sums, sum)
	}
}

// row is a row of what was chosen.
func (p *placer) row(action int, u model.Unit, times int, adds float64) report.PlaceRow {
	a := &p.scenario.Actions[action]
	r := report.PlaceRow{Order: action, Action: a.Name, Times: times, Cost: int64(times) * a.Cost, Adds: adds, Unit: u}
	if u != model.NoUnit {
		r.Path, r.Code = p.scenario.Network.Path(u), p.scenario.Network.Code(u)
	}
	return r
}

// worldOf is the world in which just these actions were done once.
func (p *placer) worldOf(once []int) *world {
	k := slices.IndexFunc(p.worlds, func(w *world) bool { return slices.Equal(w.once, once) })
	return p.worlds[k]
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
	for k, w := range p.worlds {
		plays.Progress, plays.Of = p.part(len(p.worlds)+k, 2*len(p.worlds)), nil
		if w == f.world {
			plays.Of = w.menu.Paths(f.placed.Choice)
		}
		fresh, err := plays.Run(ctx, w.problems)
		if err != nil {
			return report.PlaceAnswer{}, err
		}
		if w == f.world {
			a.Reach = montecarlo.MeanOf(fresh.Totals, w.total)
		}
		a.Partial = a.Partial || fresh.Played < placeSets*trials
		w.menu.Value = fresh.All
	}
	value := func(w *world, choice []int) float64 {
		if a.Partial {
			return math.NaN()
		}
		return w.menu.Sum(choice) / w.total
	}
	a.Nothing = value(p.worlds[0], make([]int, len(f.placed.Choice)))
	for _, c := range f.curve {
		c.Value = value(p.worldOf(c.Once), c.Choice)
		a.Curve = append(a.Curve, c)
	}
	a.Bound = max(a.Bound, a.Reach.Value)
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

// part is the progress of one part of several.
func (p *placer) part(k, of int) func(done, total int) {
	if p.Progress == nil {
		return nil
	}
	return func(done, total int) { p.Progress(k*total+done, of*total) }
}
