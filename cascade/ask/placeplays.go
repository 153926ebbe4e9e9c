package ask

import (
	"slices"

	"harkara/cascade"
	"harkara/cascade/study"
	"harkara/model"
	"harkara/model/scenario"
)

// play puts what is reached in each play of a set, from play first on, into out.
func (s *search) play(choice []int, first uint64, out []float64) error {
	p := s.changed(choice)
	how := study.PlayUnits{Measure: s.measure, First: first}
	how.Trials, how.Public = len(out), s.Public
	how.Staff, how.StaffOf = s.staff(choice)
	return how.Totals(p, out)
}

// changed is the problem in which a set was done.
func (s *search) changed(choice []int) cascade.Problem {
	s.changing.Lock() // actions are not for several goroutines
	defer s.changing.Unlock()
	return s.problem.WithNetworks(func(n *model.Network) *model.Network {
		n = s.chosen(n, s.base.scenario.Actions, func(u model.Unit, _ int) int { return choice[u] })
		return n.WithLinks(s.links(n, choice))
	})
}

// links are those between units that are linked and others below the same parent.
func (s *search) links(n *model.Network, choice []int) []model.Link {
	var out []model.Link
	for l, of := range s.levels {
		in := n.InTier(of.tier)
		for k, i := range of.actions {
			a := s.base.scenario.Actions[i]
			if !a.Links {
				continue
			}
			linked := func(u model.Unit) bool { return of.times[choice[u]][k] > 0 }
			for u := in.Lo; u < in.Hi; u++ {
				if n.Parent(u) == model.NoUnit || s.base.menu.Level[u] != int8(l) {
					continue
				}
				for _, v := range n.Children(n.Parent(u)) {
					if v != u && v >= in.Lo && v < in.Hi && (linked(u) || linked(v)) {
						out = append(out, model.Link{From: u, To: v, Over: int32(a.Over)})
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
	actions := s.base.scenario.Actions
	if !slices.ContainsFunc(actions, func(a scenario.Action) bool { return a.Workers > 0 }) {
		return nil, nil
	}
	codes := s.base.menu.Paths(choice)
	known := map[int]int{}
	for _, code := range codes {
		k, ok := known[code]
		if !ok {
			k = len(problems)
			known[code] = k
			choices := s.base.menu.Choices(code)
			problems = append(problems, s.problem.WithNetworks(func(n *model.Network) *model.Network { return s.staffed(n, actions, choices) }))
		}
		of = append(of, k)
	}
	return problems, of
}
