package public

import (
	"math"
	"math/bits"
	"slices"

	"harkara/cascade/random"
	"harkara/model"
)

// poolPeople is how many people, and how many households, of a cell stand for
// the delays of all in one trial: a power of two.
const poolPeople = 16

// Pool hands over the times at which people and households of a cell heard, in
// ticks, as weighted samples whose distribution over trials is that of everybody's
// (weights are whole, and sum to all people, or households, who ever hear, as
// expected over trials). Each unit played person by person tells all. Of the
// others poolPeople tell, at times found in their law itself, to one part in
// 10,000, whatever columns are asked for: they are spread evenly over the people
// and over the ranks in which those hear, by a lattice with a random shift
// (Cranley and Patterson, SIAM J. Numer. Anal. 13, 1976).
func (w *Work) Pool(cell *Cell, people, homes func(t model.Tick, weight int64)) {
	if w.works != nil {
		one, its := w.in(cell)
		one.Pool(its, people, homes)
		return
	}
	for _, i := range cell.exact {
		for _, t := range w.played[i].people {
			people(t, 1)
		}
		w.tellPlayed(i)
		for _, t := range w.played[i].homes {
			homes(t, 1)
		}
	}
	w.poolOf(cell, cell.upTo, wordPool, func(s state, _ int) float64 { return float64(s.u * s.z) }, func(i int, v float64, t model.Tick, weight int64) {
		people(t, weight)
		w.waysOf(i, v, t, weight)
	})
	w.poolOf(cell, cell.upToHomes, wordHomes, w.homeUnaware, func(_ int, _ float64, t model.Tick, weight int64) { homes(t, weight) })
}

// homeUnaware is the chance that nobody in a household of a unit has heard.
func (w *Work) homeUnaware(s state, i int) float64 {
	sum, z, pow, m := 0.0, 1.0, int64(0), w.membersOf(i)
	if s.part != nil {
		s.part.start()
	}
	for k := m.lo; k < m.hi; k++ {
		size := w.classes[k]
		for ; pow < size && s.part == nil; pow++ {
			z *= s.z
		}
		if s.part != nil {
			z, pow = s.part.raise(size-pow), size
		}
		sum += float64(m.homes[k] * z)
	}
	return float64(s.u*sum) / max(m.total(), 1)
}

// poolOf samples the cell's integrated units systematically, by the sums of
// what they count, and finds when one of each heard by inversion in time.
func (w *Work) poolOf(cell *Cell, upTo []int64, word uint64, unaware func(s state, i int) float64, tell func(i int, v float64, t model.Tick, weight int64)) {
	if len(upTo) == 0 || upTo[len(upTo)-1] == 0 {
		return
	}
	total := upTo[len(upTo)-1]
	key := cell.key.Fold(word)
	samples := min(total, poolPeople)
	first, shift := random.Uniform(key.At(w.trial)), random.Uniform(key.Fold(1).At(w.trial))
	for k := range samples {
		at := int64((float64(k) + first) / float64(samples) * float64(total))
		n, _ := slices.BinarySearch(upTo, min(at, total-1)+1)
		i := cell.integrated[n]
		_, v := math.Modf(shift + latticeOf(k))
		if t, ok := w.timeOf(i, v, unaware); ok {
			tell(i, v, t, total*(k+1)/samples-total*k/samples)
		}
	}
}

// latticeOf is the k-th number of van der Corput's sequence: the bits of k, read
// backwards behind the point.
func latticeOf(k int64) float64 {
	return float64(bits.Reverse64(uint64(k))>>12) * 0x1p-52
}

// timeOf is when one of the i-th unit hears whom a share v precede: as closely
// as grainOf says where delays come in steps, else to one part in 10,000.
func (w *Work) timeOf(i int, v float64, unaware func(s state, i int) float64) (model.Tick, bool) {
	w.begun = w.law.begin(w.begun[:0], w.startsOf(i), w.audienceOf(i))
	s := search{lo: -1, hi: w.horizon, reach: 1 - w.unawareOf(i, w.horizon, unaware), target: v, grain: grainOf(w.horizon)}
	if s.reach < v {
		return 0, false
	}
	for s.width() > s.grain && (w.steps() || s.width() > s.hi>>14) {
		t := s.next()
		s.told(t, 1-w.unawareOf(i, t, unaware))
	}
	return s.found(), true
}

// unawareOf is the chance that one of the i-th unit, whose sources began as
// w.begun says, has not heard by t.
func (w *Work) unawareOf(i int, t model.Tick, unaware func(s state, i int) float64) float64 {
	w.turnTo(t)
	group := int(w.groupOf[i])
	g := &w.groups[group]
	if w.talkTable != nil && g.profiled {
		return w.onLine(g, i, func(row int) float64 { return unaware(w.stateIn(group, row, w.begun, 0), i) })
	}
	row := 0
	if w.talkTable != nil {
		row = w.rowOf(i)
	}
	return unaware(w.stateIn(group, row, w.begun, w.Crowd.homes[i]), i)
}
