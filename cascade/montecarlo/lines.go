package montecarlo

import (
	"math"
	"slices"

	"harkara/cascade"
	"harkara/cascade/public"
	"harkara/model"
)

// sheet is what is counted in every trial: lines of the reach table.
type sheet struct {
	problem cascade.Problem
	crowd   *public.Crowd
	lines   []line // tiers, public and households of the whole, then of each group
	cells   []*public.Cell
	groups  []group
	goals   []goal
	fine    uint // of the histograms of times
}

// line is one line of the table: a range of units of one tier, or the people
// or households of one cell.
type line struct {
	name  string
	tier  int // index of the network's tiers, or one of the kinds below
	units model.Range
	cell  int // index of cells
	total int64
}

// kinds of line that are not tiers of the network.
const (
	ofPeople = -1
	ofHomes  = -2
)

// group is the lines of one unit of Question.By.
type group struct {
	unit   model.Unit
	lo, hi int // lines
}

// goal is a goal and the line it is about.
type goal struct {
	model.Goal
	line   int
	target int64
}

// shares are those of a whole tier whose times are told.
var shares = [...]float64{0.5, 0.9, 1}

func newSheet(p cascade.Problem, mode public.Mode) (*sheet, error) {
	s := &sheet{problem: p}
	columns := slices.Clone(p.Question.At)
	for _, g := range p.Question.Goals {
		columns = append(columns, g.By)
	}
	slices.Sort(columns)
	var err error
	if s.crowd, err = public.New(p, slices.Compact(columns), mode); err != nil {
		return nil, err
	}
	n := p.Network
	for t, name := range n.Tiers() {
		in := n.InTier(t)
		s.lines = append(s.lines, line{name: name, tier: t, units: in, total: int64(in.Len())})
	}
	if s.crowd != nil {
		s.addCell(s.crowd.All(), 0)
	}
	s.setGoals()
	for _, by := range p.Question.By {
		s.setGroups(by)
	}
	s.fine = fineFor(len(s.lines))
	return s, nil
}

// fineFor is how finely quantiles are kept for so many lines: to one part in
// 1,024, in 64 for more lines than a page has, in 16 for thousands, so that all
// histograms together stay within some hundred megabytes a worker.
func fineFor(lines int) uint {
	switch {
	case lines <= 256:
		return 10
	case lines <= 4096:
		return 6
	}
	return 4
}

// addCell adds the lines of people and households of some served units.
func (s *sheet) addCell(which []int, name uint64) {
	people, homes := s.crowd.Total(which)
	cell := len(s.cells)
	s.cells = append(s.cells, s.crowd.NewCell(which, name))
	s.lines = append(s.lines,
		line{name: model.PublicTier, tier: ofPeople, cell: cell, total: people},
		line{name: model.HouseholdTier, tier: ofHomes, cell: cell, total: homes})
}

func (s *sheet) setGoals() {
	for _, g := range s.problem.Question.Goals {
		for i, l := range s.lines {
			if l.name == g.Tier {
				s.goals = append(s.goals, goal{Goal: g, line: i, target: target(g.Share, l.total)})
				break
			}
		}
	}
}

// target is how many of total make a share.
func target(share float64, total int64) int64 {
	return int64(math.Ceil(share*float64(total) - 1e-9))
}

// setGroups adds the lines of each unit of a tier: of the unit itself, then of
// what lies below it.
func (s *sheet) setGroups(by int) {
	n := s.problem.Network
	in := n.InTier(by)
	groups := make([]group, in.Len())
	below := make([][]model.Range, len(n.Tiers()))
	for t := by + 1; t < len(n.Tiers()); t++ {
		below[t] = n.RangesBelow(by, t)
	}
	served := s.servedBelow(by)
	for k := range groups {
		u := in.Lo + model.Unit(k)
		g := &groups[k]
		g.unit, g.lo = u, len(s.lines)
		s.lines = append(s.lines, line{name: n.Tiers()[by], tier: by, units: model.Range{Lo: u, Hi: u + 1}, total: 1})
		for t := by + 1; t < len(n.Tiers()); t++ {
			if r := below[t][k]; r.Len() > 0 {
				s.lines = append(s.lines, line{name: n.Tiers()[t], tier: t, units: r, total: int64(r.Len())})
			}
		}
		if len(served[k]) > 0 {
			s.addCell(served[k], n.Key(u))
		}
		g.hi = len(s.lines)
	}
	s.groups = append(s.groups, groups...)
}

// servedBelow are, for each unit of a tier, the indices of the served units
// that are it or lie below it.
func (s *sheet) servedBelow(by int) [][]int {
	n := s.problem.Network
	in := n.InTier(by)
	out := make([][]int, in.Len())
	for i, u := range n.Served() {
		if up := n.Above(u, by); up != model.NoUnit {
			out[up-in.Lo] = append(out[up-in.Lo], i)
		}
	}
	return out
}

// sure tells whether a line is nothing but origins of the message that have it
// by t in every trial.
func (s *sheet) sure(l *line, t model.Tick) bool {
	m := s.problem.Message()
	if l.tier < 0 || t < m.At {
		return false
	}
	for u := l.units.Lo; u < l.units.Hi; u++ {
		if !slices.Contains(m.From, u) {
			return false
		}
	}
	return true
}
