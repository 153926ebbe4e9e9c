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
// Between two times they are followed in steps, in which people who hear
// otherwise do so at an even rate (cohort.hearAndTalk): so an error falls with
// the square of how much that rate changes within a step. Against the jump process
// itself, mean and spread differ by less than the amounts that
// TestTalkIsTheJumpProcess allows; the first growth in units in which few are
// first to know is played (growth).

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

// cohort is the people of one unit followed in time as a curve.
type cohort struct {
	state
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
	for ; m < c.followed && c.grid[m] < at; m++ {
		out(m, state{u: 1, z: 1, q: 1})
	}
	if m == c.followed {
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
	for ; m < c.followed; m++ {
		for at < c.grid[m] {
			if hi := w.stepEnd(at, c.grid[m]); growing {
				hi = w.evenEnd(w.growth.z, at, hi)
				at, growing = w.grow(at, hi, &h)
			} else {
				hi = w.evenEnd(h.q, at, hi)
				h.step(w, homes, at, hi)
				at = hi
			}
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
	steps := model.Tick(math.Ceil(float64(float64(gap)*w.law.talk) / talkStep))
	return lo + max(gap/max(steps, 1), 1)
}

// uneven is how far, half-way through a step, the share who have not heard without
// talk may be from where an even rate would have it.
const uneven = 5e-4

// evenEnd is hi, or sooner, so that from lo, where a share q has not heard without
// talk, people hear so at about an even rate.
func (w *Work) evenEnd(q float64, lo, hi model.Tick) model.Tick {
	w.law.at(&w.now, hi)
	next := w.law.survival(&w.now, w.begun)
	for hi-lo > 1 && q-next > 2*uneven {
		half := lo + (hi-lo)/2
		w.law.at(&w.now, half)
		mid := w.law.survival(&w.now, w.begun)
		if math.Abs(mid-math.Sqrt(q*next)) <= uneven {
			break
		}
		hi, next = half, mid
	}
	return hi
}

// newCohort is a curve that begins in a state: unvisited is the share u of homes not
// visited, and between their variance v, both as the law has them at this moment.
func newCohort(s state) cohort {
	return cohort{state: s, unvisited: s.u, between: s.v}
}

// step takes the state from lo to hi: some of the homes that are visited
// meanwhile, then everything else, then the others (Strang, SIAM J. Numer. Anal. 5,
// 1968), so many of them that their mean time is that of the visits.
func (h *cohort) step(w *Work, homes int64, lo, hi model.Tick) {
	if len(w.law.rounds) > 0 {
		w.law.at(&w.now, lo)
		w.openAt = append(w.openAt[:0], w.now.open...)
	}
	w.law.at(&w.now, hi)
	next := w.law.state(&w.now, w.begun, homes)
	visited := h.unvisited > 0 && next.u < h.unvisited
	r, first := 1.0, 1.0
	if visited {
		r = next.u / h.unvisited
		first = 1 - (1-r)*(1-w.visitsMean())
		h.visit(first)
	}
	if hi-lo == 1 || next.z <= 0 {
		h.hear(next.z)
	} else {
		h.hearAndTalk(next.z, float64(w.law.talk*float64(hi-lo)))
	}
	if !visited {
		return
	}
	// The law has the variance of homes from the beginning of the play; here it begins
	// where growth handed over, with how many were visited known.
	v := max(float64(float64(r*r)*(h.v-h.between))+next.v, 0)
	if first > 0 {
		h.visit(r / first)
	}
	h.v, h.unvisited, h.between = v, next.u, next.v
}

// visitsMean is where in a step, from 0 at its beginning (openAt) to 1 at its end
// (now), visits are made on average: the k-th after k/perTick of open time.
func (w *Work) visitsMean() float64 {
	sum, all := 0.0, 0.0
	for r := range w.law.rounds {
		v, began := &w.law.rounds[r], w.begun[len(w.law.broadcasts)+r]
		open, length := w.openAt[r]-began, float64(w.now.open[r]-w.openAt[r])
		before, after := v.made(open), v.made(w.now.open[r]-began)
		if n := float64(after - before); n > 0 {
			mean := float64(before+1+after) / 2 / v.perTick
			sum += float64(n * min(max((mean-float64(open))/length, 0), 1))
			all += n
		}
	}
	if all == 0 {
		return 0.5
	}
	return sum / all
}

// visit leaves a share r of the homes not visited. Who lives in them is a sample
// of who lived in all.
// With z the share of people in them who do not know,
//
//	u becomes ru,  d becomes rd + (1−r)z(1−z),  delta becomes r·delta
func (h *cohort) visit(r float64) {
	h.d = float64(r*h.d) + float64((1-r)*float64(h.z*(1-h.z)))
	h.delta *= r
	h.uneven = float64(float64(r*r)*h.uneven) + float64(h.u*float64(r*(1-r)))
	h.u *= r
}

// hear lets people hear without talk, at one moment, until q is next: each of
// those who do not know stays so with the same chance.
// With r = next/q,
//
//	z becomes rz,  d becomes r²d + r(1−r)z,  delta becomes r·delta
func (h *cohort) hear(next float64) {
	if h.q <= 0 || next >= h.q {
		return
	}
	r := next / h.q
	h.d = float64(float64(r*r)*h.d) + float64(h.z*float64(r*(1-r)))
	h.z *= r
	h.delta *= r
	h.q = next
}

// nobody is a share of people so small that no unit has one person of it; its
// inverse squared is still a number.
const nobody = 1e-100

// hearAndTalk lets people hear without talk until q is next, and tell each other
// for b mean times of telling meanwhile. With a = ln(q/next), spread evenly,
// c = a + b and E = e^−c, the share y of people who do not know becomes
//
//	y₁ = cyE/(c − by(1−E))      (Bass, Management Science 15, 1969)
//
// and the slope of that, y₁' = c²E/(c − by(1−E))², carries variance and mean
// correction on; what they gain in between is added up by Simpson's rule.
func (h *cohort) hearAndTalk(next, b float64) {
	a := 0.0
	if next < h.q {
		a = snap(math.Log(h.q / next))
		h.q = next
	}
	y := h.u * h.z
	if y <= nobody {
		return
	}
	c := a + b
	half := snap(math.Exp(-c / 2))
	all := half * half
	gain := func(y float64) float64 { return y * (a + float64(b*(1-y))) }
	// Shares after the step and half-way, and how a small difference in y has grown
	// by then.
	den, denHalf := c-float64(float64(b*y)*(1-all)), c-float64(float64(b*y)*(1-half))
	y1, mid := min(c*y*all/den, y), min(c*y*half/denHalf, y)
	slope, toMid := c*c*all/float64(den*den), c*c*half/float64(denHalf*denHalf)
	fromMid := slope / toMid
	g, gMid := gain(y), gain(mid)
	// Variances for each of all people; h.d is for each of those not visited.
	d := h.u * h.d
	dMid := float64(float64(toMid*toMid)*(d+g/4)) + gMid/4
	d1 := float64(float64(slope*slope)*(d+g/6)) + float64(float64(4*fromMid)*float64(fromMid*gMid))/6 + gain(y1)/6
	h.delta = float64(slope*h.delta) - float64(b*(float64(slope*d)+float64(4*float64(fromMid*dMid))+d1))/6
	h.z, h.d = y1/h.u, d1/h.u
}
