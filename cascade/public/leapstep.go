package public

import (
	"container/heap"
	"math"

	"harkara/model"
)

// step plays from lo to hi, where q and more are as the law says.
func (g *leap) step(w *Work, lo, hi model.Tick, q, more float64) {
	stay := 1.0
	if g.q > 0 {
		stay = min(q/g.q, 1)
	}
	// What of the variance is new in this step: people of one home hear together.
	clump := 0.0 // for each person, of all
	if g.q > 0 {
		clump = max(more-float64(float64(stay*stay)*g.more), -float64(g.q*float64(stay*(1-stay)))) / float64(g.q*g.q)
	}
	g.q, g.more = q, more
	if hear := g.otherwise(stay, clump); g.people-g.a-g.b < leapKnowers {
		g.events(w, float64(lo), float64(hi), hear)
	} else {
		g.leapOn(w, float64(lo), float64(hi), hear)
	}
}

// otherwise draws how many hear without talk, of all together, as people of one home
// do, takes the others away, and returns how many of them are participants.
func (g *leap) otherwise(stay, clump float64) float64 {
	hear := g.drawn(g.a+g.b, stay, clump)
	if g.b == 0 || hear == 0 {
		return hear
	}
	// Which of them take part is a matter of chance: a hypergeometric number.
	all := g.a + g.b
	part := g.b / all
	m := moments{mean: float64(hear * part), vari: float64(float64(hear*part)*(1-part)) * (all - hear) / max(all-1, 1)}
	others := max(min(float64(m.draw(g.uniform(), int64(min(hear, g.b)))), g.b), hear-g.a)
	g.b -= others
	return hear - others
}

// leapOn plays a step at once, in which so many participants hear without talk.
//
// Those who tell at the end are not known before they are drawn; what is expected
// of them is. With hear who do without talk, come who are told, of A that are left, and
// silent as stopping has it,
//
//	ΔΛ = b·h·(I + (hear + come)/2 − silent)/N,  come = A(1 − e^−ΔΛ)
//
// which converges in two rounds to a part in a thousand, as bh is at most leapStep.
func (g *leap) leapOn(w *Work, lo, hi, hear float64) {
	// Who stops is counted from now on, not followed one by one.
	g.spill(lo)
	g.a -= hear
	rate := float64(w.law.talk*(hi-lo)) / g.people
	stop, silent := g.stopping(lo, hi)
	told := float64(rate * g.tell)
	still := decay(told)
	for range 2 {
		told = float64(rate * max(g.tell+(hear+float64(g.a*(1-still)))/2-silent, 0))
		still = decay(told)
	}
	g.press += told
	// Those who are told tell others within the step: as their number grows at a rate
	// x by itself, it varies e^x times as much as if they were told alone (Yule 1925).
	grows := float64(float64(rate*g.a) * (1 - still))
	come := g.drawn(g.a, still, float64(grows*g.people)/max(g.a, 1))
	g.a -= come
	g.tell = max(g.tell-stop+hear+come, 0)
	g.schedule(w, lo, hi, hear+come)
}

// drawn is one draw of how many of n people who do not know hear when each stays so
// with a chance, and clump is what their number varies more, for each of N, times
// N²/n².
func (g *leap) drawn(n, stay, clump float64) float64 {
	if n == 0 || stay >= 1 {
		return 0
	}
	// Alone they would be a binomial number; people of one home, and those told by one who was
	// told in the step, hear together.
	m := moments{mean: float64(n * (1 - stay)), vari: float64(float64(n*stay) * (1 - stay))}
	m.vari = max(m.vari+float64(float64(n*n)/g.people*clump), 0)
	return float64(m.draw(g.uniform(), int64(n)))
}

// events plays a step event by event: with I who tell, and A participants who do not
// know but for those left who hear without talk in this step, the next is told at the
// rate b·I·A/N. So many others hear without talk: at any time of it, or at its end
// where it is one tick. From when leapKnowers know, the rest of it is one leap.
func (g *leap) events(w *Work, lo, hi, others float64) {
	t := lo
	talk := w.law.talk / g.people
	wait := -snap(math.Log(g.uniform()))
	for left := others; ; {
		next := math.Inf(1) // the next who hears without talk: the first of those left
		if left > 0 {
			next = hi
			if hi-lo > 1 {
				// The least of so many uniform numbers on the rest of the step.
				next = t + float64((hi-t)*(1-snap(math.Pow(g.uniform(), 1/left))))
			}
		}
		for {
			rate := float64(float64(talk*g.tell) * (g.a - left))
			end := min(next, hi)
			if len(g.heap) > 0 {
				end = min(end, g.heap[0].at)
			}
			if need := wait / rate; rate > 0 && t+need < end {
				t += need
				g.press += float64(talk * float64(g.tell*need))
				g.learn(w, t)
				wait = -snap(math.Log(g.uniform()))
				continue
			}
			wait = max(wait-float64(rate*(end-t)), 0)
			g.press += float64(talk * float64(g.tell*(end-t)))
			t = end
			if len(g.heap) > 0 && g.heap[0].at <= t {
				heap.Pop(&g.heap)
				g.tell--
				continue
			}
			break
		}
		if next > hi {
			return
		}
		left--
		g.learn(w, t)
		if g.people-g.a-g.b >= leapKnowers && t < hi {
			g.leapOn(w, t, hi, left)
			return
		}
	}
}

// learn lets one participant know at t, in ticks, who tells from then on, for a time
// drawn anew.
func (g *leap) learn(w *Work, t float64) {
	g.a--
	g.tell++
	if lasts := w.law.talks[0].tells; lasts != nil {
		if x := lasts.Draw(g.stream.next()); x < model.Never {
			heap.Push(&g.heap, ending{t + float64(x), 0})
		}
	}
}
