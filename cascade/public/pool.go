package public

import (
	"slices"

	"harkara/cascade/random"
	"harkara/model"
)

// poolPeople is how many people, and how many households, of a cell stand for
// the delays of all in one trial.
const poolPeople = 16

// Pool hands over the times at which people and households of a cell heard, as
// weighted samples whose distribution over trials is that of everybody's: each
// unit played person by person tells all, and of the others so many people,
// evenly spread over units, tell when they heard.
func (w *Work) Pool(cell *Cell, people, homes func(t model.Tick, weight int64)) {
	for _, i := range cell.exact {
		for _, t := range w.played[i].people {
			people(t, 1)
		}
		for _, t := range w.played[i].homes {
			homes(t, 1)
		}
	}
	w.poolOf(cell, cell.upTo, wordPool, func(s state, _ int) float64 { return float64(s.u * s.z) }, people)
	w.poolOf(cell, cell.upToHomes, wordHomes, w.homeUnaware, homes)
}

// homeUnaware is the chance that nobody in a household of a unit has heard.
func (w *Work) homeUnaware(s state, i int) float64 {
	if w.sizes != nil {
		b, _, _, _ := w.mixed(s.z)
		return float64(s.u * b)
	}
	q, more := w.homeSizes(i)
	b := Power(s.z, q)
	part := float64(more) / float64(w.Crowd.homes[i])
	return float64(s.u * (b - float64(part*(b-float64(b*s.z)))))
}

// Power is q^n by squaring: the same on every machine, unlike math.Pow. It is 1
// where n is not above 0.
func Power[N int | int64](q float64, n N) float64 {
	p := 1.0
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			p *= q
		}
		q *= q
	}
	return p
}

// poolOf samples the cell's integrated units systematically, by the sums of
// what they count, and draws when one of each heard by inversion in time.
func (w *Work) poolOf(cell *Cell, upTo []int64, word uint64, unaware func(s state, i int) float64, tell func(t model.Tick, weight int64)) {
	if len(upTo) == 0 || upTo[len(upTo)-1] == 0 {
		return
	}
	total := upTo[len(upTo)-1]
	key := cell.key.Fold(word)
	samples := min(total, poolPeople)
	first := random.Uniform(key.At(w.trial))
	for k := range samples {
		at := int64((float64(k) + first) / float64(samples) * float64(total))
		n, _ := slices.BinarySearch(upTo, min(at, total-1)+1)
		i := cell.integrated[n]
		v := random.Uniform(key.Fold(uint64(k) + 1).At(w.trial))
		if t, ok := w.drawOne(i, v, unaware); ok {
			// Weights are whole and sum to the total.
			tell(t, total*(k+1)/samples-total*k/samples)
		}
	}
}

// drawOne is when one of the i-th unit hears whom a share v precede.
func (w *Work) drawOne(i int, v float64, unaware func(s state, i int) float64) (model.Tick, bool) {
	w.begun = w.law.begin(w.begun[:0], w.startsOf(i), w.audienceOf(i))
	heard := func(t model.Tick) float64 { return 1 - unaware(w.stateOf(i, t), i) }
	if heard(w.horizon) <= v {
		return 0, false
	}
	lo, hi := model.Tick(-1), w.horizon
	for grain := w.grain(hi); hi-lo > min(grain, max(1, hi>>10)); {
		if mid := lo + (hi-lo)/2; heard(mid) > v {
			hi = mid
		} else {
			lo = mid
		}
	}
	return hi, true
}
