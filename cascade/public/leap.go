package public

import (
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
	h, s := w.Crowd.homes[i], &w.toldNow
	w.law.setState(s, &w.now, w.begun, h)
	q = float64(s.u * s.z)
	each := g.people / float64(max(h, 1)) // people a home
	z2 := float64(s.z * s.z)
	more = float64(float64(s.v*z2)*each) - float64(float64(s.u*(1-s.u))*z2)
	if s.part != nil {
		more += float64(float64(s.u*s.together()) * w.membersOf(i).pairs)
		more -= float64(float64(float64(s.u*s.u)*s.part.less(itself)) * each)
	}
	return q, more
}

// leapOver follows talk in the i-th unit, whose sources started at starts, and tells
// what it has made of the unit at each time of the grid.
func (w *Work) leapOver(starts []model.Tick, i int, out func(m int, s leaping)) {
	c, g := w.Crowd, &w.leap
	at := slices.Min(starts)
	w.begun = c.law.begin(w.begun[:0], starts, c.audienceOf(i))
	m := 0
	for ; m < c.followed && c.grid[m] < at; m++ {
		out(m, leaping{1, 1, 1})
	}
	if m == c.followed {
		return
	}
	g.begin(c, i, w.trial)
	w.setBreaks(at)
	w.law.at(&w.now, at) // who hears at once hears in the tick before
	q, more := g.law(w, i)
	g.step(w, at-1, at, q, more)
	// Steps end at each time of the grid, and in between as often as they may be long;
	// where many hear without talk at once, as when a round of visits begins, they are
	// halved until few enough do. Once everybody knows nothing is left to draw.
	for ; m < c.followed; m++ {
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
		// Of those who do not hear otherwise the silent are never told, of the others e^−Λ are not.
		t := 1 - float64((1-c.law.talks[0].silent)*(1-decay(g.press)))
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
