package montecarlo

import (
	"slices"

	"harkara/cascade"
	"harkara/cascade/engine"
	"harkara/cascade/public"
	"harkara/cascade/random"
	"harkara/model"
)

// setup is what all workers share: what is played, and what is counted of it.
// It is made once and only read while trials are played, so that workers need
// no lock.
type setup struct {
	*cascade.Layout
	problem cascade.Problem
	which   *random.Circumstances // which hold in a trial; nil where there are none
	engine  cascade.Engine
	why     model.Note // why this engine
	crowd   *public.Crowd
	cells   []*public.Cell
	// cellOf is the number of the cell in cells; lines of units have none.
	cellOf []int     // of each line of people and households
	fine   uint      // of the histograms of times
	common []float64 // of each line: Common.Of
	chancy bool      // something is left to chance
	errors []float64 // of each line of people: how far cohorts may be off, as a share
	// sharesOnly leaves out times to a share and delays.
	sharesOnly bool

	// unitWays are what is counted where it is asked by which ways units had the
	// message first; tracked is true where engines have to find that.
	unitWays []unitWays
	tracked  bool
	// linksTo is given where units are asked for that others than their parents may
	// tell: engines have to find who did, in every trial (trackedUnits).
	linksTo *linksTo
	// followed is true where it is known what units and people hold.
	followed     bool
	trackedUnits bool
}

// columns are all times at which people are asked about: those of the question
// and by which goals are to be met, ascending and each once.
func newSetup(p cascade.Problem, engineName string, mode public.Mode) (*setup, error) {
	s, err := newPoint(p, engineName, mode, nil)
	if err == nil {
		s.setBounds()
	}
	return s, err
}

// newPoint is newSetup of one of many points, of which only what is counted matters: its
// bounds are those of all. What does not depend on the values of the point is that of like,
// where one is given.
func newPoint(p cascade.Problem, engineName string, mode public.Mode, like *setup) (*setup, error) {
	if like == nil {
		like = &setup{}
	}
	s := &setup{Layout: cascade.NewLayout(&p), problem: p}
	if p.Circumstances != nil {
		s.which = random.NewCircumstances(p.Seed, p.Circumstances)
	}
	var err error
	if s.engine, s.why, err = engine.NewLike(engineName, p, like.engine); err != nil {
		return nil, err
	}
	if mode != noPeople {
		if s.crowd, err = public.NewLike(p, cascade.Columns(&p.Question), mode, like.crowd); err != nil {
			return nil, err
		}
	}
	s.followed = p.Together() != ""
	s.setWays()
	s.setUnits()
	s.setCells(like.cells)
	s.fine = fineFor(len(s.Lines))
	return s, nil
}

// setSharesOnly leaves out times to a share and delays, or does not.
func (s *setup) setSharesOnly(yes bool) {
	s.sharesOnly = yes
	if yes && s.crowd != nil && !s.problem.Question.Ways && len(s.problem.Answers) == 0 {
		s.crowd.ColumnsOnly()
	}
}

// noPeople is how people are played where they are not (Solver.UnitsOnly).
const noPeople public.Mode = "none"

// setBounds finds what makes bounds wider than the plays do.
// These are what no play showed (Share) and what cohorts approximate.
func (s *setup) setBounds() {
	s.common, s.errors = make([]float64, len(s.Lines)), make([]float64, len(s.Lines))
	common := NewCommon(&s.problem)
	s.chancy = common.anybody
	for i := range s.Lines {
		s.common[i] = common.Of(&s.Lines[i])
	}
	if s.crowd == nil {
		return
	}
	work := s.crowd.Fork()
	for i := range s.Lines {
		if l := &s.Lines[i]; l.Tier == cascade.OfPeople {
			// Numbers of people and of households, here made shares of their
			// lines.
			people, homes := work.Error(s.cells[s.cellOf[i]], s.problem.Question.Horizon)
			s.errors[i] = people / float64(max(l.Total, 1))
			s.errors[i+1] = homes / float64(max(s.Lines[i+1].Total, 1))
		}
	}
}

// setCells makes a cell of each line of people, and of the line of their
// households that follows it.
// A cell is named by its unit's key, so that its draws do not depend on how
// many other cells there are. Those of another setup may be the same.
func (s *setup) setCells(like []*public.Cell) {
	if s.crowd == nil {
		return
	}
	s.cellOf = make([]int, len(s.Lines))
	for i := range s.Lines {
		l := &s.Lines[i]
		if l.Tier != cascade.OfPeople {
			continue
		}
		name := uint64(0)
		if l.Under != model.NoUnit {
			name = s.problem.Network.Key(l.Under)
		}
		s.cellOf[i], s.cellOf[i+1] = len(s.cells), len(s.cells)
		var same *public.Cell
		if k := len(s.cells); k < len(like) {
			same = like[k]
		}
		s.cells = append(s.cells, s.crowd.NewCellLike(l.Served, name, same))
	}
}

// fineFor is how finely quantiles are kept for so many lines: to one part in
// 1,024, in 64 for more lines than a page has, in 16 for thousands, so that all
// histograms together stay within some hundred megabytes a worker.
// The answer is an exponent: 10, 6 or 4 bits. Means and chances do not depend
// on it, only quantiles do.
func fineFor(lines int) uint {
	switch {
	case lines <= 256:
		return 10
	case lines <= 4096:
		return 6
	}
	return 4
}

// sure tells whether a line is nothing but origins of the message that have it
// by t in every trial.
func (s *setup) sure(l *cascade.Line, t model.Tick) bool {
	m := s.problem.Message()
	if l.Tier < 0 || l.Starts || t < m.At || m.When != nil || m.Stream != nil {
		return false
	}
	for u := l.Units.Lo; u < l.Units.Hi; u++ {
		if !slices.Contains(m.From, u) {
			return false
		}
	}
	return true
}
