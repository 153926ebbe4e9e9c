package reference

import (
	"slices"

	"harkara/cascade"
	"harkara/model"
)

// delivery is that a way brought the message at a time.
type delivery struct {
	at  model.Tick
	way Way
}

// deliver hands the message over and remembers by which way.
func (y *Play) deliver(w Way, at model.Tick) {
	y.told[w.To] = append(y.told[w.To], delivery{at, w})
	y.hand(w.To, at)
}

// FirstBy is who told each unit first: of those who brought the message at the moment
// of its arrival, one who had it before, and the earlier the better; where all had it
// at that moment only, one that is the fewest steps from somebody who was told by one
// who had it before. Then parents come before links and deputies, and lower channels
// and units before higher ones.
func (y *Play) FirstBy() []cascade.Told {
	n := len(y.Arrival)
	steps := make([]int, n) // of no time, since somebody had it before
	first := make([][]delivery, n)
	for u := range n {
		steps[u] = n + 1
		for _, d := range y.told[model.Unit(u)] {
			if d.at == y.Arrival[u] {
				first[u] = append(first[u], d)
			}
		}
		early := slices.ContainsFunc(first[u], func(d delivery) bool { return y.Arrival[d.way.From] < d.at })
		if early || slices.Contains(y.message.From, model.Unit(u)) {
			steps[u] = 0
		}
	}
	for range n {
		for u := range n {
			for _, d := range first[u] {
				steps[u] = min(steps[u], steps[d.way.From]+1)
			}
		}
	}
	out := make([]cascade.Told, n)
	for u := range n {
		out[u] = cascade.Told{From: model.NoUnit, Channel: -1}
		if slices.Contains(y.message.From, model.Unit(u)) || len(first[u]) == 0 {
			continue
		}
		key := func(d delivery) []int {
			w, same := d.way, 0
			if y.Arrival[w.From] == d.at {
				same = 1 + steps[w.From]
			}
			return []int{int(y.Arrival[w.From]), same, int(w.Kind), w.Channel, int(w.From)}
		}
		w := slices.MinFunc(first[u], func(a, b delivery) int { return slices.Compare(key(a), key(b)) }).way
		out[u] = cascade.Told{From: w.From, Channel: int32(w.Channel), Way: cascade.WayKind(w.Kind)}
	}
	return out
}
