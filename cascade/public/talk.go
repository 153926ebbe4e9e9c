package public

import (
	"math"
	"slices"

	"harkara/model"
)

// word of mouth in a unit of N people, x·N of whom know, is a jump process:
// the next person is told at rate b·N·x(1−x), while others hear from elsewhere.
// For large N it follows (van Kampen, Stochastic Processes in Physics and
// Chemistry, chapter X: the linear noise approximation, with the mean's first
// correction)
//
//	x' = b·x(1−x)         the share who know
//	D' = 2b(1−2x)·D + b·x(1−x)   N times its variance
//	δ' = b(1−2x)·δ − b·D         N times what the mean differs from x
//
// each with a closed form or nearly so along the logistic curve. Between steps
// of talk people hear alone: a share of those who do not know is thinned out.
// The two take turns, half a step of hearingTimes, one of talk, half a step of
// hearingTimes (Strang splitting), so an error falls with the square of the step.
// Against the jump process itself, mean and spread differ by less than the
// amounts bounded in TestTalkIsClose; units for which N is too small are played
// person by person (Crowd.talkIsChance).

// talkStep is the longest step of talk, in mean times of telling.
const talkStep = 0.25

// maxTalkSteps bounds the steps between two times of the grid.
const maxTalkSteps = 64

// gridTimes is how many times talk is followed at, besides the columns and the
// hours' edges: times in between are interpolated.
const gridTimes = 192

// setGrid lays out the times at which talk is followed: closer together early.
func (c *Crowd) setGrid() {
	grid := []model.Tick{0, c.horizon}
	for k := range gridTimes {
		x := float64(k+1) / gridTimes
		grid = append(grid, model.Tick(math.Round(float64(c.horizon)*x*x)))
	}
	grid = append(grid, c.columns...)
	if edges := c.edges(); len(edges) <= gridTimes {
		grid = append(grid, edges...)
	}
	slices.Sort(grid)
	grid = slices.Compact(grid)
	for len(grid) > 0 && grid[len(grid)-1] > c.horizon {
		grid = grid[:len(grid)-1]
	}
	c.grid = grid
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

// cohort is the people of one unit followed in time as a curve.
type cohort struct {
	state
	q         float64 // survival without talk
	unvisited float64 // u as the law of visits has it
	between   float64 // and v
}

// follow fills in the states at the grid's times of a unit whose sources
// started at starts, with audiences of a kind. The first growth of the i-th unit
// is played, where i is not negative; else all is a curve.
func (w *Work) follow(starts []model.Tick, homes int64, kind int32, i int, out func(m int, s state)) {
	c := w.Crowd
	at := slices.Min(starts)
	w.begun = c.law.begin(w.begun[:0], starts, kind)
	m := 0
	for ; m < len(c.grid) && c.grid[m] < at; m++ {
		out(m, state{u: 1, z: 1})
	}
	if m == len(c.grid) {
		return
	}
	w.setBreaks(at)
	c.law.at(&w.now, at)
	growing := i >= 0
	h := newCohort(c.law.state(&w.now, w.begun, homes))
	if growing {
		w.growth.begin(c, i, w.trial)
		w.growth.hear(1 - h.z)
		w.growth.z = h.z
	}
	for ; m < len(c.grid); m++ {
		for at < c.grid[m] {
			hi := w.stepEnd(at, c.grid[m])
			if growing {
				hi, growing = w.grow(at, hi, &h)
			} else {
				h.step(w, homes, at, hi)
			}
			at = hi
		}
		if growing {
			out(m, w.growth.state())
		} else {
			out(m, h.state)
		}
	}
}

// grow plays from lo to hi, or to when a curve takes over as h; it returns the
// time and whether the unit still grows.
func (w *Work) grow(lo, hi model.Tick, h *cohort) (model.Tick, bool) {
	w.law.at(&w.now, lo)
	w.openAt = append(w.openAt[:0], w.now.open...)
	w.law.at(&w.now, hi)
	at := w.growth.step(w, lo, hi)
	if !w.growth.over() {
		return at, true
	}
	*h = w.growth.handOver()
	return at, false
}

// setBreaks finds the moments from at on at which a broadcast begins, or many
// hear it at once. Steps of talk end at each of them, and the tick before.
func (w *Work) setBreaks(at model.Tick) {
	w.breaks, w.next = w.breaks[:0], 0
	add := func(t model.Tick) {
		if t > at && t <= w.horizon {
			w.breaks = append(w.breaks, t-1, t)
		}
	}
	for i := range w.law.broadcasts {
		b, t := &w.law.broadcasts[i], w.begun[i]
		for k := 0; k <= b.retry.Times && t <= w.horizon && len(w.breaks) < maxBreaks; k++ {
			add(t)
			if len(b.curve.steps) <= fewSteps {
				for _, wait := range b.curve.steps {
					add(t + wait)
				}
			}
			t = b.hours.Next(t + b.retry.Every)
		}
	}
	slices.Sort(w.breaks)
}

// maxBreaks bounds the moments that steps of talk are made to end at; fewSteps is
// up to how many values a delay is taken at each of them.
const (
	maxBreaks = 256
	fewSteps  = 16
)

// stepEnd is when a step of talk that begins at lo ends, on the way to end.
func (w *Work) stepEnd(lo, end model.Tick) model.Tick {
	for w.next < len(w.breaks) && w.breaks[w.next] <= lo {
		w.next++
	}
	if w.next < len(w.breaks) {
		end = min(end, w.breaks[w.next])
	}
	gap := end - lo
	steps := min(model.Tick(math.Ceil(float64(float64(gap)*w.law.talk)/talkStep)), maxTalkSteps)
	return lo + max(gap/max(steps, 1), 1)
}

func newCohort(s state) cohort {
	return cohort{state: s, q: s.z, unvisited: s.u, between: s.v}
}

// step takes the state from lo to hi.
func (h *cohort) step(w *Work, homes int64, lo, hi model.Tick) {
	w.law.at(&w.now, lo+(hi-lo)/2)
	h.thin(w.law.state(&w.now, w.begun, homes))
	h.talk(float64(w.law.talk * float64(hi-lo)))
	w.law.at(&w.now, hi)
	h.thin(w.law.state(&w.now, w.begun, homes))
}

// thin lets people hear alone and homes be visited, until as many as next says.
func (h *cohort) thin(next state) {
	if h.q > 0 && next.z < h.q {
		r := next.z / h.q
		h.d = float64(float64(r*r)*h.d) + float64(h.z*float64(r*(1-r)))
		h.z *= r
		h.delta *= r
		h.q = next.z
	}
	if h.unvisited > 0 && next.u < h.unvisited {
		r := next.u / h.unvisited
		h.d = float64(r*h.d) + float64((1-r)*float64(h.z*(1-h.z)))
		h.delta *= r
		h.uneven = float64(float64(r*r)*h.uneven) + float64(h.u*float64(r*(1-r)))
		h.v = max(float64(float64(r*r)*h.v)+next.v-float64(float64(r*r)*h.between), 0)
		h.u *= r
		h.unvisited, h.between = next.u, next.v
	}
}

// nobody is a share of people so small that no unit has one person of it; its
// inverse squared is still a number.
const nobody = 1e-100

// talk lets people tell each other for bh mean times of telling.
func (h *cohort) talk(bh float64) {
	y := h.u * h.z
	x := 1 - y
	if x <= 0 || y <= nobody {
		return
	}
	e := snap(math.Exp(bh))
	sum := y + float64(x*e)
	x1, y1 := x*e/sum, y/sum
	slope := e / float64(sum*sum) // of the share after, by the share before
	g := x1 * y1
	before := h.u * h.d
	after := float64(float64(slope*slope)*before) +
		float64(float64(g*g)*(2*bh+(1/x-1/x1)+(1/y1-1/y)))
	h.delta = float64(slope*h.delta) - float64(bh*(float64(slope*before)+after))/2
	h.z = y1 / h.u
	h.d = after / h.u
}
