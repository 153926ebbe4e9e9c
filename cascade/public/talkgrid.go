package public

import (
	"math"
	"slices"

	"harkara/model"
)

// talkStep is the longest step of talk, in mean times of telling, and talkTimes how
// many times it is followed at in each of them, besides the columns and the
// hours' edges: at least leastTimes in a play, and mostTimes at most, or fewestTimes
// in each where the play is so long; mostTimes is also up to how many edges are. At
// times in between, what talk adds is interpolated.
const (
	talkStep   = 0.25
	talkTimes  = 12
	leastTimes = 24
	mostTimes  = 192

	fewestTimes = 4
)

// TalkTimes is at how many times talk is followed in a play up to a horizon, where
// one who knows tells so many people a day, besides columns and edges of hours.
func TalkTimes(horizon model.Tick, perDay float64) int {
	tellings := float64(horizon) / float64(model.Day) * perDay
	return int(max(min(max(math.Ceil(tellings*talkTimes), leastTimes), mostTimes), math.Ceil(tellings*fewestTimes)))
}

// setGrid lays out the times at which talk is followed.
func (c *Crowd) setGrid() {
	n := float64(TalkTimes(c.horizon, c.law.talk*float64(model.Day)))
	edges := c.edges()
	if c.law.leaps() { // what the law says in between is known, edges and all
		n = min(max(math.Ceil(float64(c.horizon)/c.law.longest), leastTimes), mostTimes)
		edges = nil
	}
	grid := []model.Tick{0, c.horizon}
	for k := 1.0; k < n; k++ {
		grid = append(grid, model.Tick(math.Round(float64(c.horizon)*k/n)))
	}
	grid = append(grid, c.columns...)
	if len(edges) <= mostTimes {
		grid = append(grid, edges...)
	}
	slices.Sort(grid)
	grid = slices.Compact(grid)
	for len(grid) > 0 && grid[len(grid)-1] > c.horizon {
		grid = grid[:len(grid)-1]
	}
	c.grid, c.followed = grid, len(grid)
	// How far rounds of visits are at each time is the same for all units and plays.
	if len(c.law.rounds) == 0 {
		return
	}
	c.gridAt = make([]instant, len(grid))
	for m, t := range grid {
		c.law.at(&c.gridAt[m], t)
	}
}

// ColumnsOnly has talk followed up to the last of the columns: nothing is asked of later
// times. It is called before plays, and changes nothing that is asked.
func (c *Crowd) ColumnsOnly() {
	if c.varied != nil {
		for _, one := range c.varied.crowds {
			one.ColumnsOnly()
		}
		return
	}
	if c.minds != nil || len(c.grid) == 0 || len(c.columns) == 0 {
		return
	}
	last, found := slices.BinarySearch(c.grid, c.columns[len(c.columns)-1])
	if c.followed = last; found {
		c.followed++
	}
}

// edges are the moments at which the hours of any source open or close.
func (c *Crowd) edges() []model.Tick {
	var edges []model.Tick
	add := func(h *model.Calendar) {
		if h == nil {
			return
		}
		for _, w := range h.Windows() {
			edges = append(edges, w.Open, w.Close)
		}
	}
	for i := range c.law.broadcasts {
		add(c.law.broadcasts[i].hours)
	}
	for i := range c.law.rounds {
		add(c.law.rounds[i].hours)
	}
	slices.Sort(edges)
	return slices.Compact(edges)
}
