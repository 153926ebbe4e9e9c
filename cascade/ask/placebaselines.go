package ask

import (
	"slices"

	"harkara/cascade"
	"harkara/cascade/montecarlo"
	"harkara/cascade/study"
	"harkara/model"
	"harkara/model/scenario"
)

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

// A baseline is the scenario in which some of the actions were done that are done once.
type baseline struct {
	scenario *scenario.Scenario
	once     []int // places in the scenario's actions
	cost     int64
	menu     *study.Menu
	high     [][]float64
	total    float64 // of what is measured
	played   *study.PlayedUnits
	problems []cascade.Problem
}

// dependsBeside tells whether what is done at a unit may change what units reach that are not
// below it: over links, or since whoever contacts them waits until a call has ended that
// the unit caused, by keeping silent (where it then is passed over) or by not answering
// (where it then is reminded).
func (p *placer) dependsBeside() bool {
	if slices.ContainsFunc(p.scenario.Actions, func(a scenario.Action) bool { return a.Links }) {
		return true
	}
	return slices.ContainsFunc(p.baselines, func(w *baseline) bool {
		return slices.ContainsFunc(w.problems, func(q cascade.Problem) bool {
			return slices.ContainsFunc(q.Networks(), func(n *model.Network) bool { return dependBeside(n, q.Message()) })
		})
	})
}

// dependBeside tells whether units of a network depend on others beside their path.
func dependBeside(n *model.Network, m *model.Message) bool {
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

// openBaselines makes a baseline for each set of the actions that are done once which the
// budget allows.
func (p *placer) openBaselines() error {
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
		w := &baseline{scenario: p.scenario}
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
				return InvalidError{err}
			}
			w.scenario.Messages = p.scenario.Messages
		}
		p.open(w)
		p.baselines = append(p.baselines, w)
	}
	return nil
}

// open makes the problems of a baseline, by the code of choices along a path, and its menu
// without values.
func (p *placer) open(w *baseline) {
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
	base := p.problems(w.scenario)[p.message]
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
	return base.WithNetworks(func(n *model.Network) *model.Network {
		return p.staffed(p.chosen(n, actions, func(_ model.Unit, l int) int { return choices[l] }), actions, choices)
	})
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
	first := p.baselines[0].problems[0]
	rows := int64(len(p.baselines)*len(p.baselines[0].problems)) * int64(tables)
	return p.fits(8*rows*int64(first.Network.Len()) + montecarlo.Solver{Workers: p.Workers}.Estimate(first))
}

// baselineOf is the baseline in which just these actions were done once.
func (p *placer) baselineOf(once []int) *baseline {
	k := slices.IndexFunc(p.baselines, func(w *baseline) bool { return slices.Equal(w.once, once) })
	return p.baselines[k]
}
