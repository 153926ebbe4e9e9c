package cascade

import (
	"math"
	"slices"

	"harkara/model"
)

// A Layout is what is counted of every play, and so what stands in a Result: the
// lines of its table, and the lines its goals are about. Every solver answers by
// it, so that all answers tell of the same things in the same order.
type Layout struct {
	// Lines are those of the whole (tiers, then people and households), up to
	// Whole, then those of each group, then, from Starts on, those of when units of
	// each tier started.
	Lines  []Line
	Whole  int
	Starts int
	Groups []LineGroup
	Goals  []LineGoal
}

// A Line is units of one tier, or the people or households of some served units.
type Line struct {
	Name string
	// Tier is an index of the network's tiers, or OfPeople, or OfHouseholds.
	Tier  int
	Units model.Range // of a tier
	// Served are indices of Network.Served: whose people or households.
	Served []int
	Total  int64
	// Under is the unit whose part this is; model.NoUnit where it is the whole.
	Under model.Unit
	// Starts is true where it counts when units started to pass the message on: of
	// those of the tier who have somebody to tell, who are Total.
	Starts bool
}

// What stands for a tier where a line is not one of the network's.
const (
	OfPeople     = -1
	OfHouseholds = -2
)

// A LineGroup is the lines from Lo to before Hi of one unit of Question.By: of
// the unit itself, then of what lies below it.
type LineGroup struct {
	Unit   model.Unit
	Lo, Hi int
}

// A LineGoal is a goal, the line it is about, and how many of it that takes.
type LineGoal struct {
	model.Goal
	Line   int
	Target int64
}

// Columns are the times at which the people are followed: those that a question asks for
// and those of its goals, ascending.
func Columns(q *model.Question) []model.Tick {
	columns := slices.Clone(q.At)
	for _, g := range q.Goals {
		columns = append(columns, g.By)
	}
	slices.Sort(columns)
	return slices.Compact(columns)
}

// Shares are those of a whole tier whose times are told.
var Shares = [...]float64{0.5, 0.9, 1}

// Target is how many of total make a share.
func Target(share float64, total int64) int64 {
	return int64(math.Ceil(float64(share*float64(total)) - 1e-9))
}

// NewLayout is the layout of a problem's answer.
func NewLayout(p *Problem) *Layout {
	l, n := &Layout{}, p.Network
	for t := range n.Tiers() {
		l.addUnits(n, t, n.InTier(t), model.NoUnit)
	}
	all := make([]int, len(n.Served()))
	for i := range all {
		all[i] = i
	}
	l.addServed(n, all, model.NoUnit)
	l.Whole = len(l.Lines)
	for _, g := range p.Question.Goals {
		if i := slices.IndexFunc(l.Lines, func(x Line) bool { return x.Name == g.Tier }); i >= 0 {
			l.Goals = append(l.Goals, LineGoal{g, i, Target(g.Share, l.Lines[i].Total)})
		}
	}
	for _, by := range p.Question.By {
		l.addGroups(n, by)
	}
	l.Starts = len(l.Lines)
	for t := 0; p.Question.Starts && t < len(n.Tiers()); t++ {
		if telling := int64(n.Forwarders(t)); telling > 0 {
			l.Lines = append(l.Lines, Line{Name: n.Tiers()[t], Tier: t, Units: n.InTier(t), Total: telling, Under: model.NoUnit, Starts: true})
		}
	}
	return l
}

func (l *Layout) addUnits(n *model.Network, t int, in model.Range, under model.Unit) {
	l.Lines = append(l.Lines, Line{Name: n.Tiers()[t], Tier: t, Units: in, Total: int64(in.Len()), Under: under})
}

// addServed adds the lines of people and of households.
func (l *Layout) addServed(n *model.Network, served []int, under model.Unit) {
	if len(served) == 0 {
		return
	}
	people, homes := int64(0), int64(0)
	for _, i := range served {
		people += n.People()[i]
		homes += n.Homes()[i]
	}
	l.Lines = append(l.Lines,
		Line{Name: model.PublicTier, Tier: OfPeople, Served: served, Total: people, Under: under},
		Line{Name: model.HouseholdTier, Tier: OfHouseholds, Served: served, Total: homes, Under: under})
}

func (l *Layout) addGroups(n *model.Network, by int) {
	in := n.InTier(by)
	below := make([][]model.Range, len(n.Tiers()))
	for t := by + 1; t < len(n.Tiers()); t++ {
		below[t] = n.RangesBelow(by, t)
	}
	served := make([][]int, in.Len())
	for i, u := range n.Served() {
		if up := n.Above(u, by); up != model.NoUnit {
			served[up-in.Lo] = append(served[up-in.Lo], i)
		}
	}
	for k := range served {
		u, lo := in.Lo+model.Unit(k), len(l.Lines)
		l.addUnits(n, by, model.Range{Lo: u, Hi: u + 1}, u)
		for t := by + 1; t < len(n.Tiers()); t++ {
			if r := below[t][k]; r.Len() > 0 {
				l.addUnits(n, t, r, u)
			}
		}
		l.addServed(n, served[k], u)
		l.Groups = append(l.Groups, LineGroup{u, lo, len(l.Lines)})
	}
}

// Fill puts the answer for each line, as tier tells it, into a result. Goals
// are the solver's to fill.
func (l *Layout) Fill(r *Result, n *model.Network, tier func(line int) Tier) {
	for i := range l.Whole {
		r.Tiers = append(r.Tiers, tier(i))
	}
	for i := l.Starts; i < len(l.Lines); i++ {
		r.Starts = append(r.Starts, tier(i))
	}
	unserved := n.Unserved()
	for _, g := range l.Groups {
		x := Group{Unit: g.Unit, Name: n.Name(g.Unit), Code: n.Code(g.Unit), Self: tier(g.Lo)}
		for i := g.Lo + 1; i < g.Hi; i++ {
			x.Tiers = append(x.Tiers, tier(i))
		}
		if x.Tiers == nil {
			x.Tiers = []Tier{x.Self}
		}
		if unserved != nil {
			x.Unserved = unserved[g.Unit]
		}
		r.Groups = append(r.Groups, x)
	}
}
