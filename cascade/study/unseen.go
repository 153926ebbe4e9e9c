package study

import (
	"math"
	"reflect"
	"slices"

	"harkara/cascade"
	"harkara/model"
)

// The bounds of a difference allow for what no play showed: a play of a chance of up to
// 3.84/n may be unlike all of n, and differ by as much as all people. Where a plan
// changes only how people hear, that is too much by far. Each play of the plan then goes
// through the offices as that of the base does, start by start, so that a play that was
// not seen differs by what other starts of the same offices make of the change: which is
// asked of the people themselves, at starts from release to the last time. What luck among
// people adds is as large in such a play as in others, and the largest seen stands for it.

// samePlays tells whether each play of a problem is that of base up to when its units
// start to pass the message on, so that they differ in what the same people make of it.
func samePlays(base, p *cascade.Problem) bool {
	a, b := base.Network, p.Network
	if base.Variants() != nil || p.Variants() != nil || len(p.Messages) != 1 || !reflect.DeepEqual(base.Messages, p.Messages) ||
		answersMatter(base) || answersMatter(p) {
		return false
	}
	units := changedUnits(a, b)
	return units != nil && !slices.Contains(units, true) &&
		slices.Equal(a.Served(), b.Served()) && slices.Equal(a.People(), b.People()) && slices.Equal(a.Homes(), b.Homes())
}

// startParts are where, from release to a time that is asked, units start on the grid.
var startParts = []float64{0, 0.25, 0.5, 0.75}

// askedCells is into how many parts the served units are cut, of which each is asked by
// itself: a play may be one in which those start that gain, and not those that lose.
const askedCells = 64

// startGrid is plays in which all units that serve people start at one time, and all
// others at release, or all at that time, or the others alone.
func (s *side) startGrid() (out []*cascade.Outcome) {
	n, release := s.problem.Network, s.problem.Message().At
	var starts []model.Tick
	for _, at := range s.at {
		for _, part := range startParts {
			starts = append(starts, release+model.Tick(math.Round(part*float64(max(at-release, 0)))))
		}
	}
	slices.Sort(starts)
	for _, start := range slices.Compact(starts) {
		ways := [][2]model.Tick{{release, start}, {start, start}, {start, model.Never}}
		if start == release {
			ways = ways[1:] // the first two are one
		}
		for _, x := range ways {
			o := cascade.NewOutcome(n.Len())
			for u := range n.Len() {
				o.Arrival[u], o.Start[u] = x[0], x[0]
			}
			for _, u := range n.Served() {
				o.Arrival[u], o.Start[u] = x[1], x[1]
			}
			out = append(out, o)
		}
	}
	return out
}

// asked are how many people and households of each cell have heard at each time that is
// asked, play by play of a grid: by play, cell, time, and people before households.
func (s *side) asked(grid []*cascade.Outcome) (out []float64) {
	work, all := s.crowd.Fork(), s.crowd.All()
	for k, o := range grid {
		work.Play(uint64(k), o)
		for which := range slices.Chunk(all, max((len(all)+askedCells-1)/askedCells, 1)) {
			cell := s.crowd.NewCell(which, 0)
			work.Begin(cell)
			for _, at := range s.at {
				people, homes := work.Ask(cell, at)
				out = append(out, people.Expected, homes.Expected)
			}
		}
	}
	return out
}

// unseenDifferences is, of people and then of households, at each time that is asked, how much
// less and how much more of all a play of a plan may reach than that of base, for any
// starts: the sum of the most that each cell loses, and gains, on a grid of so many plays.
func (s *side) unseenDifferences(base, plan []float64, grid int) (less, more []float64) {
	width := 2 * len(s.at)
	cells := len(base) / grid / width
	less, more = make([]float64, width), make([]float64, width)
	people, homes := s.crowd.Total(s.crowd.All())
	for cell := range cells {
		for k := range width {
			lost, gained := 0.0, 0.0 // nothing, where nobody starts
			for play := range grid {
				i := (play*cells+cell)*width + k
				lost, gained = max(lost, base[i]-plan[i]), max(gained, plan[i]-base[i])
			}
			// Asked are people and households in turn; lines have one after the other.
			line := k%2*len(s.at) + k/2
			of := float64(max([]int64{people, homes}[k%2], 1))
			less[line] += lost / of
			more[line] += gained / of
		}
	}
	return less, more
}

// playsToAsk is how many plays there are for each of the grid: with fewer, to ask would
// take as long as to play, and bounds are wide for other reasons.
const playsToAsk = 4

// setUnseen finds what a play that was not seen may reach less, and more, of the plans that
// are compared with base in so many plays.
func (s *side) setUnseen(plans []*side, plays uint64) {
	if s.crowd == nil || !slices.ContainsFunc(plans, func(x *side) bool { return s.peopleAlone(x) }) {
		return
	}
	grid := s.startGrid()
	if plays < uint64(playsToAsk*len(grid)) {
		return
	}
	base := s.asked(grid)
	for _, x := range plans {
		if s.peopleAlone(x) {
			x.less, x.more = s.unseenDifferences(base, x.asked(grid), len(grid))
		}
	}
}

// peopleAlone tells whether a plan changes what people hear, and that alone.
func (s *side) peopleAlone(x *side) bool {
	people := len(s.problem.Network.Tiers())
	return x.crowd != nil && x.changed[people] > 0 && samePlays(&s.problem, &x.problem)
}

// unseenBounds is how far below and above the mean of some plays of the i-th number of people a
// play that was not seen may lie, which is nowhere more than down and up.
func (s *side) unseenBounds(seen *paired, i int, down, up float64) (below, above float64) {
	mean, _ := difference(&seen.sum, 0, 0, 0)
	least, most := min(-s.less[i], seen.quantile(0)), max(s.more[i], seen.quantile(1))
	return min(max(mean.Value-least, 0), down), min(max(most-mean.Value, 0), up)
}
