package public

import (
	"container/heap"
	"math"
	"slices"

	"harkara/cascade/random"
	"harkara/model"
)

// leap plays word of mouth in one unit where a curve does not follow it: some take no
// part, or stop telling, or people hear home by home. It keeps counts only, and draws
// them: at first event by event, until leapKnowers know, then step by step
// (Gillespie, Journal of Chemical Physics 115, 2001).
//
// In a step from t to t + h, with q what the law says is the share who have not heard
// without talk, and I who tell, of N people, each of the participants who do not know
// stays so with chance
//
//	q(t+h)/q(t) · e^(−ΔΛ),  ΔΛ = b·h·(I(t) + I(t+h))/2N
//
// alone, but for those who hear home by home: their number varies more, by what the
// law says.
type leap struct {
	people float64 // N
	a, b   float64 // participants, and others, who do not know
	tell   float64 // how many tell
	press  float64 // Λ, how much has been told in all: e^−Λ of participants were not told
	stream source

	// What the law says: the share who have not heard without talk, and what the
	// variance of their number is more than if they were alone, for each person.
	q, more float64
	// ends is when those who tell stop: one by one at first, then how many in each
	// stretch of so many ticks, from the one in hand on.
	heap    endings
	ends    []float64
	stretch float64
}

// leaps tells whether talk is played by leaps where it is not person by person.
func (l *law) leaps() bool {
	return l.talk > 0 && (l.fades() || l.homely()) && !l.byPersonOnly
}

// setLeaps finds how talk that leaps can be followed: one talk, whose people tell for
// long enough, against the play, for steps to be shorter.
func (l *law) setLeaps(horizon model.Tick) {
	l.longest = leapStep / l.talk
	for _, t := range l.talks {
		if t.tells == nil {
			continue
		}
		short := float64(model.TicksOf(t.lasts.Quantile(0.5)))
		l.longest = min(l.longest, short/4)
		l.byPersonOnly = l.byPersonOnly || short < float64(horizon)/shortTelling
	}
	l.byPersonOnly = l.byPersonOnly || l.fades() && len(l.talks) > 1
}

// leapStep is the longest step, in mean times of telling; shortTelling is the part of
// a play, as 1 in so many, that half of those who tell must tell for to be followed by
// steps; stretches is into how many a play is cut to count who stops; smallLeap is up
// to how many people of a unit are played one by one all the same; and leapUneven
// how many more may hear without talk in a step, as a share of all. Below leapKnowers
// what becomes of talk is chance, event by event.
const (
	leapStep     = 0.15
	shortTelling = 100
	stretches    = 1024
	smallLeap    = 600
	leapUneven   = 0.05
	leapKnowers  = 50
)

// leapError is how far the share expected of people may be from that of talk played
// person by person (TestLeapsAreIndividuals).
const leapError = 1e-3

// small is up to how many people of a unit talk is played person by person.
func (l *law) small() int64 {
	switch {
	case l.leaps():
		return smallLeap
	case l.fades() || l.homely():
		return math.MaxInt64
	}
	return smallTalk
}

// leaping is what talk has made of a unit at a time of the grid: the share who do not
// know, that which the law says without chance, and of that the part that is talk's.
type leaping struct{ share, expected, talked float64 }

func (g *leap) uniform() float64 { return random.Uniform(g.stream.next()) }

// begin is the i-th unit before anybody knows.
func (g *leap) begin(c *Crowd, i int, trial uint64) {
	t := &c.law.talks[0]
	g.people = float64(c.people[i])
	g.stream = source{state: c.keys[i].Shift(wordGrowth).At(trial)}
	g.a, g.b, g.tell, g.press, g.q, g.more = g.people, 0, 0, 0, 1, 0
	if t.silent > 0 {
		m := moments{mean: float64(g.people * t.silent), vari: float64(float64(g.people*t.silent) * (1 - t.silent))}
		g.b = float64(m.draw(g.uniform(), c.people[i]))
		g.a -= g.b
	}
	g.heap = g.heap[:0]
	g.stretch = float64(c.horizon) / stretches
	g.ends = slices.Grow(g.ends[:0], stretches+2)[:stretches+2]
	clear(g.ends)
}

// law takes what the law says of the i-th unit at the moment turned to.
func (g *leap) law(w *Work, i int) (q, more float64) {
	h := w.Crowd.homes[i]
	s := w.law.state(&w.now, w.begun, h)
	q = float64(s.u * s.z)
	each := g.people / float64(max(h, 1)) // people a home
	z2 := float64(s.z * s.z)
	more = float64(float64(s.v*z2)*each) - float64(float64(s.u*(1-s.u))*z2)
	if s.part != nil {
		more += float64(float64(s.u*s.together()) * w.pairsOf(i))
		more -= float64(float64(float64(s.u*s.u)*s.part.less(itself)) * each)
	}
	return q, more
}

// pairsOf is how many others live with a person of the i-th unit, on average.
func (w *Work) pairsOf(i int) float64 {
	m, sum := w.membersOf(i), 0.0
	for k := m.lo; k < m.hi; k++ {
		size := w.classes[k]
		sum += float64(m.homes[k] * float64(size*(size-1)))
	}
	return sum / max(m.people, 1)
}

// leapOver follows talk in the i-th unit, whose sources started at starts, and tells
// what it has made of the unit at each time of the grid.
func (w *Work) leapOver(starts []model.Tick, i int, out func(m int, s leaping)) {
	c, g := w.Crowd, &w.leap
	at := slices.Min(starts)
	w.begun = c.law.begin(w.begun[:0], starts, c.audienceOf(i))
	m := 0
	for ; m < len(c.grid) && c.grid[m] < at; m++ {
		out(m, leaping{1, 1, 1})
	}
	if m == len(c.grid) {
		return
	}
	g.begin(c, i, w.trial)
	w.setBreaks(at)
	w.law.at(&w.now, at) // who hears at once hears in the tick before
	q, more := g.law(w, i)
	g.step(w, at-1, at, q, more)
	for ; m < len(c.grid); m++ {
		for at < c.grid[m] && g.a+g.b > 0 {
			hi := w.leapEnd(at, c.grid[m])
			w.law.at(&w.now, hi)
			q, more := g.law(w, i)
			for hi-at > 1 && g.q-q > leapUneven {
				hi = at + (hi-at)/2
				w.law.at(&w.now, hi)
				q, more = g.law(w, i)
			}
			g.step(w, at, hi, q, more)
			at = hi
		}
		t := 1 - float64((1-c.law.talks[0].silent)*(1-snap(math.Exp(-g.press))))
		out(m, leaping{(g.a + g.b) / g.people, float64(g.q * t), t})
	}
}

// leapEnd is when a step that begins at lo ends, on the way to end.
func (w *Work) leapEnd(lo, end model.Tick) model.Tick {
	for w.next < len(w.breaks) && w.breaks[w.next] <= lo {
		w.next++
	}
	if w.next < len(w.breaks) {
		end = min(end, w.breaks[w.next])
	}
	gap := end - lo
	steps := model.Tick(math.Ceil(float64(gap) / w.law.longest))
	return lo + max(gap/max(steps, 1), 1)
}

// step plays from lo to hi, where q and more are as the law says.
func (g *leap) step(w *Work, lo, hi model.Tick, q, more float64) {
	stay := 1.0
	if g.q > 0 {
		stay = min(q/g.q, 1)
	}
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
	g.spill(lo)
	g.a -= hear
	rate := float64(w.law.talk*(hi-lo)) / g.people
	stop, silent := g.stopping(lo, hi)
	told := float64(rate * g.tell)
	still := snap(math.Exp(-told))
	for range 2 {
		told = float64(rate * max(g.tell+(hear+float64(g.a*(1-still)))/2-silent, 0))
		still = snap(math.Exp(-told))
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
	m := moments{mean: float64(n * (1 - stay)), vari: float64(float64(n*stay) * (1 - stay))}
	m.vari = max(m.vari+float64(float64(n*n)/g.people*clump), 0)
	return float64(m.draw(g.uniform(), int64(n)))
}

// events plays a step event by event: with I who tell, and A participants who do not
// know but for those left who hear without talk in this step, the next is told at the
// rate b·I·A/N. So many others hear without talk: at any time of it, or at its end
// where it is one tick.
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

// spill goes over from events to steps: it puts those who stop one by one where others are counted.
func (g *leap) spill(now float64) {
	for _, e := range g.heap {
		g.end(now, e.at, 1)
	}
	g.heap = g.heap[:0]
}

// end adds so many who stop telling at t to the stretch of that time, or to the next
// that has not begun.
func (g *leap) end(now, t, n float64) {
	if k := max(math.Floor(t/g.stretch), math.Floor(now/g.stretch)+1); k < float64(len(g.ends)) {
		g.ends[int(k)] += n
	}
}

// stopping is how many stop telling between lo and hi, evenly within a stretch, and
// for what part of that time, on average over all of them, they do not tell any more.
func (g *leap) stopping(lo, hi float64) (stop, silent float64) {
	from, to := lo/g.stretch, hi/g.stretch
	for k := int(from); float64(k) < to; k++ {
		begin, end := max(from, float64(k)), min(to, float64(k+1))
		n := float64(g.ends[k] * (end - begin))
		stop += n
		silent += float64(n * (to - (begin+end)/2))
	}
	return stop, silent / (to - from)
}

// fewTellers is up to how many are drawn one by one for how long they tell. Of more, n,
// as many durations stand for all: drawn alone, with the weight √(n/m) each, which has
// the variance of n alone; and evenly spread over their law, with what is left.
const fewTellers = 4

// schedule draws for how long those tell who heard in a step.
// Begins are even over the step.
func (g *leap) schedule(w *Work, lo, hi, n float64) {
	lasts := w.law.talks[0].tells
	if lasts == nil || n <= 0 {
		return
	}
	begin := func() float64 { return lo + float64((hi-lo)*g.uniform()) }
	if n <= fewTellers {
		for range int(n) {
			g.end(hi, begin()+float64(lasts.Draw(g.stream.next())), 1)
		}
		return
	}
	alone := math.Sqrt(n / fewTellers)
	shift := g.stream.next()
	for k := range uint64(fewTellers) {
		g.end(hi, begin()+float64(lasts.Draw(g.stream.next())), alone)
		g.end(hi, begin()+float64(lasts.Draw(shift+k<<(64-2))), n/fewTellers-alone)
	}
}
