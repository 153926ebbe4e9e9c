package montecarlo

import (
	"math"
	"math/bits"
	"slices"

	"harkara/cascade"
	"harkara/cascade/public"
	"harkara/model"
)

// tally is what one worker has counted, and its memory to count more. All
// counts are whole numbers, so that tallies merge to the same in any order.
type tally struct {
	*sheet
	trials uint64
	counts []lineTally
	met    []uint64 // of each goal

	work  *public.Work
	cells []*public.Cell
	times []model.Tick
	scan  *scan
}

// lineTally is what is counted of one line.
type lineTally struct {
	reach  []reachTally // of each column
	timeTo [len(shares)]histogram
	delay  histogram
	delays sum // of all delays; squares unused
}

type reachTally struct {
	// expected adds up shares, in parts of 2^32, as the relay alone makes
	// them; drawn adds up counts.
	expected, drawn sum
	spread          histogram
}

// wholeShare is a share of 1 as expected adds it up.
const wholeShare = 1 << 32

// newTally is a tally to add others to.
func newTally(s *sheet) *tally {
	t := &tally{sheet: s, counts: make([]lineTally, len(s.lines)), met: make([]uint64, len(s.goals))}
	for i := range t.counts {
		l := &t.counts[i]
		l.delay.fine = min(s.fine, 8)
		for j := range l.timeTo {
			l.timeTo[j].fine = s.fine
		}
		l.reach = make([]reachTally, len(s.problem.Question.At))
		for j := range l.reach {
			l.reach[j].spread.fine = s.fine
		}
	}
	return t
}

// counting is a tally with the working memory to count trials.
func (s *sheet) counting() *tally {
	t := newTally(s)
	times := slices.Clone(s.problem.Question.At)
	for _, g := range s.goals {
		times = append(times, g.By)
	}
	t.scan = newScan(s.problem.Question.Horizon, times)
	if s.crowd != nil {
		t.work = s.crowd.Fork()
		for _, c := range s.cells {
			t.cells = append(t.cells, c.Fork())
		}
	}
	return t
}

// play counts one trial.
func (t *tally) play(trial uint64, out *cascade.Outcome) {
	t.trials++
	for i := range t.lines {
		if l := &t.lines[i]; l.tier >= 0 {
			t.countUnits(i, out.Arrival[l.units.Lo:l.units.Hi])
		}
	}
	if t.work == nil {
		return
	}
	t.work.Play(trial, out)
	for i := range t.lines {
		if l := &t.lines[i]; l.tier == ofPeople {
			t.countPeople(i, t.cells[l.cell])
		}
	}
}

// fewUnits is up to how many units are sorted; the arrivals of more are
// scanned instead.
const fewUnits = 512

// countUnits counts a line of units. Its goals are about the same arrivals.
func (t *tally) countUnits(i int, arrival []model.Tick) {
	if len(arrival) <= fewUnits {
		t.sorted(i, arrival)
	} else {
		t.scanned(i, arrival)
	}
}

// sorted counts a line of few units.
func (t *tally) sorted(i int, arrival []model.Tick) {
	l := &t.counts[i]
	t.times = t.times[:0]
	for _, a := range arrival {
		if a < model.Never {
			t.times = append(t.times, a)
			l.delay.add(uint64(a), 1)
			l.delays.add(uint64(a))
		}
	}
	slices.Sort(t.times)
	upTo := func(at model.Tick) int64 {
		n, _ := slices.BinarySearch(t.times, at+1)
		return int64(n)
	}
	for j, at := range t.problem.Question.At {
		l.reach[j].add(upTo(at), int64(len(arrival)))
	}
	for j, share := range shares {
		// Of no units no share has it, ever.
		if k := int(target(share, int64(len(arrival)))); 0 < k && k <= len(t.times) {
			l.timeTo[j].add(uint64(t.times[k-1]), 1)
		}
	}
	for k, g := range t.goals {
		if g.line == i && upTo(g.By) >= g.target {
			t.met[k]++
		}
	}
}

// scanned counts a line of many units.
func (t *tally) scanned(i int, arrival []model.Tick) {
	l, total := &t.counts[i], int64(len(arrival))
	t.scan.count(arrival)
	var ranks [len(shares)]uint64
	var found [len(shares)]rankBin
	for j, share := range shares {
		ranks[j] = uint64(max(target(share, total), 1))
	}
	t.scan.settle(l, ranks[:], found[:])
	for j, f := range found {
		if f.ok {
			l.timeTo[j].add(uint64(t.scan.pick(arrival, ranks[j], f)), 1)
		}
	}
	for j := range t.problem.Question.At {
		l.reach[j].add(t.scan.moments[j].upTo, total)
	}
	for k, g := range t.goals {
		if g.line == i && t.scan.moments[len(t.problem.Question.At)+k].upTo >= g.target {
			t.met[k]++
		}
	}
}

// add counts that k of total have it.
func (r *reachTally) add(k, total int64) {
	if total == 0 {
		return
	}
	r.drawn.add(uint64(k))
	r.spread.add(uint64(k), 1)
}

// countPeople counts the two lines of a cell: people, then households.
func (t *tally) countPeople(i int, cell *public.Cell) {
	w := t.work
	w.Begin(cell)
	people, homes := &t.counts[i], &t.counts[i+1]
	for j, at := range t.problem.Question.At {
		p, h := w.Ask(cell, at)
		people.reach[j].addPublic(p, cell.People)
		homes.reach[j].addPublic(h, cell.Homes)
	}
	for k, g := range t.goals {
		if g.line != i && g.line != i+1 {
			continue
		}
		if p, h := w.Ask(cell, g.By); g.line == i && p.Drawn >= g.target || g.line == i+1 && h.Drawn >= g.target {
			t.met[k]++
		}
	}
	for j, share := range shares {
		if at := w.TimeTo(cell, share, false); at < model.Never {
			people.timeTo[j].add(uint64(at), 1)
		}
		if at := w.TimeTo(cell, share, true); at < model.Never {
			homes.timeTo[j].add(uint64(at), 1)
		}
	}
	w.Pool(cell, people.pool, homes.pool)
}

func (l *lineTally) pool(at model.Tick, weight int64) {
	hi, lo := bits.Mul64(uint64(at), uint64(weight))
	l.delay.addMany(uint64(at), uint64(weight), hi, lo)
	l.delays.n += uint64(weight)
	plus(&l.delays.sum, hi, lo)
}

func (r *reachTally) addPublic(c public.Count, total int64) {
	if total == 0 {
		return
	}
	share := min(max(c.Expected/float64(total), 0), 1)
	r.expected.add(uint64(math.Round(share * wholeShare)))
	r.drawn.add(uint64(c.Drawn))
	r.spread.add(uint64(c.Drawn), 1)
}

// merge adds what another worker counted.
func (t *tally) merge(o *tally) {
	t.trials += o.trials
	for i := range t.counts {
		a, b := &t.counts[i], &o.counts[i]
		for j := range a.reach {
			a.reach[j].expected.merge(&b.reach[j].expected)
			a.reach[j].drawn.merge(&b.reach[j].drawn)
			a.reach[j].spread.merge(&b.reach[j].spread)
		}
		for j := range a.timeTo {
			a.timeTo[j].merge(&b.timeTo[j])
		}
		a.delay.merge(&b.delay)
		a.delays.merge(&b.delays)
	}
	for k := range t.met {
		t.met[k] += o.met[k]
	}
}
