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
