package montecarlo

import (
	"slices"

	"harkara/cascade"
	"harkara/model"
)

// fewUnits is up to how many units are sorted; the arrivals of more are
// scanned instead.
const fewUnits = 512

// countUnits counts a line of units. Its goals are about the same arrivals.
func (t *counts) countUnits(i int, arrival []model.Tick) {
	if len(arrival) <= fewUnits {
		t.sorted(i, arrival)
	} else {
		t.scanned(i, arrival)
	}
}

// sorted counts a line of few units.
// Sorting takes n log n steps but leaves every question a binary search.
func (t *counts) sorted(i int, arrival []model.Tick) {
	had := t.tally(&t.lines[i], t.Lines[i].Total, arrival)
	for j, at := range had {
		t.answered.had(i, j, at)
	}
	for k, g := range t.Goals {
		if g.Line == i && t.upTo(g.By) >= g.Target {
			t.met[k]++
		}
	}
}

// upTo is how many of the times that were tallied last are at most at.
func (t *counts) upTo(at model.Tick) int64 {
	// Times are whole, so that those up to at are those before at+1.
	n, _ := slices.BinarySearch(t.times, at+1)
	return int64(n)
}

// tally counts arrivals of so many, and tells when each share of them had it.
func (t *counts) tally(l *lineCounts, total int64, arrival []model.Tick) [len(cascade.Shares)]model.Tick {
	t.times = t.times[:0]
	for _, a := range arrival {
		if a < model.Never {
			t.times = append(t.times, a)
		}
	}
	slices.Sort(t.times)
	// Each arrival is a delay since release.
	l.delays.begin(uint64(len(t.times)))
	for _, a := range t.times {
		l.delays.add(uint64(a), 1, 0, uint64(a))
	}
	l.delays.end()
	for j, at := range t.problem.Question.At {
		l.reach[j].add(t.upTo(at), total)
	}
	var had [len(cascade.Shares)]model.Tick
	for j, share := range cascade.Shares {
		had[j] = model.Never
		// Of no units no share has it, ever.
		if k := int(cascade.Target(share, total)); 0 < k && k <= len(t.times) {
			had[j] = t.times[k-1]
			l.timeTo[j].Add(uint64(had[j]), 1)
		}
	}
	return had
}

// scanned counts a line of many units.
func (t *counts) scanned(i int, arrival []model.Tick) {
	had := t.scanAll(&t.lines[i], t.Lines[i].Total, arrival)
	for j, at := range had {
		t.answered.had(i, j, at)
	}
	for k, g := range t.Goals {
		if g.Line == i && t.scan.moments[len(t.problem.Question.At)+k].upTo >= g.Target {
			t.met[k]++
		}
	}
}

// scanAll is tally for many.
// One pass over the arrivals puts them into bins, and one more for each share
// that is reached sorts those in the bin of its rank.
func (t *counts) scanAll(l *lineCounts, total int64, arrival []model.Tick) [len(cascade.Shares)]model.Tick {
	t.scan.count(arrival)
	var ranks [len(cascade.Shares)]uint64
	var found [len(cascade.Shares)]rankBin
	var had [len(cascade.Shares)]model.Tick
	for j, share := range cascade.Shares {
		// The share is reached with the arrival of this rank, counted from 1.
		ranks[j] = uint64(max(cascade.Target(share, total), 1))
	}
	t.scan.read(&l.delays, ranks[:], found[:])
	for j, f := range found {
		had[j] = model.Never
		if f.ok {
			had[j] = t.scan.pick(arrival, ranks[j], f)
			l.timeTo[j].Add(uint64(had[j]), 1)
		}
	}
	for j := range t.problem.Question.At {
		l.reach[j].add(t.scan.moments[j].upTo, total)
	}
	return had
}
