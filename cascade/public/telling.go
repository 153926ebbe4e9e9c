package public

import "math"

// spill goes over from events to steps: it puts those who stop one by one where
// others are counted.
func (g *leap) spill(now float64) {
	next := g.stretchAfter(now)
	for _, e := range g.heap {
		g.end(next, e.at, 1)
	}
	g.heap = g.heap[:0]
}

// stretchAfter is the first stretch that has not begun at a time.
func (g *leap) stretchAfter(now float64) int { return int(now/g.stretch) + 1 }

// end adds so many who stop telling at t to the stretch of that time, or to the next
// that has not begun.
func (g *leap) end(next int, t, n float64) {
	if x := t / g.stretch; x < float64(len(g.ends)) && next < len(g.ends) {
		g.ends[max(int(x), next)] += n
	}
}

// stopping is how many stop telling between lo and hi, evenly within a stretch, and
// for what part of that time, on average over all of them, they do not tell any more.
func (g *leap) stopping(lo, hi float64) (stop, silent float64) {
	from, to := lo/g.stretch, hi/g.stretch
	first, last := int(from), int(math.Ceil(to))-1
	for k := first; k <= last; k++ {
		begin, end, n := float64(k), float64(k)+1, g.ends[k]
		if k == first || k == last { // which may begin before, or end after
			begin, end = max(from, begin), min(to, end)
			n = float64(n * (end - begin))
		}
		stop += n
		silent += float64(n * (to - (begin+end)/2))
	}
	return stop, silent / (to - from)
}

// fewTellers is up to how many are drawn one by one for how long they tell. Of more, n,
// as many durations stand for all: drawn alone, with the weight √(n/m) each, which has
// the variance of n alone; and evenly spread over their law, with what is left.
const fewTellers = 4

// schedule draws for how long those tell who heard in a step: they begin at any time
// of it.
func (g *leap) schedule(w *Work, lo, hi, n float64) {
	lasts := w.law.talks[0].tells
	if lasts == nil || n <= 0 {
		return
	}
	next := g.stretchAfter(hi)
	begin := func() float64 { return lo + float64((hi-lo)*g.uniform()) }
	if n <= fewTellers {
		for range int(n) {
			g.end(next, begin()+float64(lasts.Draw(g.stream.next())), 1)
		}
		return
	}
	alone := math.Sqrt(n / fewTellers)
	shift := g.stream.next()
	for k := range uint64(fewTellers) {
		g.end(next, begin()+float64(lasts.Draw(g.stream.next())), alone)
		g.end(next, begin()+float64(lasts.Draw(shift+k<<(64-2))), n/fewTellers-alone)
	}
}
