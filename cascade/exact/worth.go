package exact

import (
	"slices"

	"harkara/cascade"
	"harkara/cascade/exact/internal/lattice"
	"harkara/model"
)

// worthKey names units that are worth the same to each of an ending.
type worthKey struct{ kind, end int32 }

// units is what each unit is worth, from the last ones up. A unit's silence
// costs those below it what their own unit's start gives them. Were it perfect,
// its children would have the message when it does, and below them all would go
// on as it does.
//
// Values are numbers of people, or of units of the last tier: each ending's chance is
// counted as often as people depend on it. They are sorted by what perfection would
// gain, the most first; units that are equal keep the order of the network.
func (t *losses) units() []cascade.Worth {
	n := t.p.Network
	below := make([]weights, n.Len())
	for u, e := range t.endOf {
		if t.kindOf[u] != never {
			below[u] = weights{{e, t.countAt(u)}}
		}
	}
	known := map[worthKey][2]cascade.Estimate{}
	var out []cascade.Worth
	for u := n.Len() - 1; u >= 0; u-- {
		unit := model.Unit(u)
		if t.kindOf[u] == never || below[u] == nil {
			continue
		}
		w := cascade.Worth{Unit: unit}
		for _, x := range below[u] {
			key := worthKey{t.kindOf[u], x.f}
			v, ok := known[key]
			if !ok {
				v[0], v[1] = t.worth(unit, &t.ends[x.f])
				known[key] = v
			}
			addTimes(&w.Lost, v[0], x.w)
			addTimes(&w.Gained, v[1], x.w)
		}
		out = append(out, w)
		if up := n.Parent(unit); up != model.NoUnit && t.kindOf[u] != origin {
			for _, x := range below[u] {
				below[up] = below[up].add(x.f, x.w)
			}
		}
	}
	slices.Reverse(out)
	slices.SortStableFunc(out, cascade.MostGained)
	return out
}

// countAt is how many depend on a unit as their own.
func (t *losses) countAt(u model.Unit) float64 {
	if t.audience == nil {
		return 1
	}
	i, _ := slices.BinarySearch(t.p.Network.Served(), u)
	return float64(t.p.Network.People()[i])
}

// worth is what a unit is worth to one of an ending at or below it.
//
// lost is the chance to miss it were the unit silent less the chance as things are;
// gained is the latter less the chance were it perfect. Neither is below 0 in truth,
// so cutting off at 0 keeps the bounds valid. The bounds are differences of opposite
// bounds.
func (t *losses) worth(u model.Unit, e *ending) (lost, gained cascade.Estimate) {
	here := e.kinds[len(e.kinds)-1] == t.kindOf[u] && len(e.kinds)-1 == t.depth(u, e)
	if here && e.group == never {
		return lost, gained // it has the message itself
	}
	silent := e.passes*e.without[1] + (1-e.passes)*e.without[0]
	if e.top && t.kindOf[u] == origin {
		silent = e.without[0]
	}
	lost = cascade.Estimate{Value: max(0, silent-e.missed.Value), Low: max(0, silent-e.missed.High), High: max(0, silent-e.missed.Low)}
	better := t.perfect(u, e)
	gained = cascade.Estimate{Value: max(0, e.missed.Value-better.Value), Low: max(0, e.missed.Low-better.High), High: max(0, e.missed.High-better.Low)}
	return lost, gained
}

// depth is the place of a unit on the way to an ending.
func (t *losses) depth(u model.Unit, e *ending) int {
	return slices.Index(e.tiers, t.p.Network.TierOf(u))
}

// atOnce is when somebody at a perfect unit starts: when it has the message,
// outages aside.
//
// A perfect unit notices at once, has somebody who passes on and keeps no hours; its
// outages are not its people's doing, and stay.
func (t *losses) atOnce(kind, class int32) *lattice.Dist {
	key := [3]int32{kind, class, never}
	if t.below[key] == nil {
		a := t.c.arrivals[kind]
		t.below[key] = t.c.overStates(&t.classes[class], func(s *state) *lattice.Dist { return a.NextOpen(s.anyHour) })
	}
	return t.below[key]
}

// arrivalBelow is when the last of some kinds on the way down has it, the first
// being perfect: then the second has it when somebody at the first starts.
//
// Below the perfect unit every step is the hop it always is, so the law is found by
// recursion up the way.
func (t *losses) arrivalBelow(kinds []int32) *lattice.Dist {
	last := kinds[len(kinds)-1]
	class := t.kinds[last].class
	if len(kinds) == 2 {
		return t.atOnce(kinds[0], class)
	}
	key := [3]int32{kinds[0], last, 0}
	if t.below[key] == nil {
		t.below[key] = t.c.hop(t.arrivalBelow(kinds[:len(kinds)-1]), &t.classes[class])
	}
	return t.below[key]
}

// perfect is the chance of one of an ending to miss it were a unit perfect.
//
// The units on the way above stay as they are: the law of the perfect unit's own
// arrival is unchanged, and only what follows it differs.
func (t *losses) perfect(u model.Unit, e *ending) cascade.Estimate {
	at := t.depth(u, e)
	if e.group == never {
		f := within(t.arrivalBelow(e.kinds[at:]).CDF(t.at, false))
		return cascade.Estimate{Value: 1 - f.Value, Low: 1 - f.High, High: 1 - f.Low}
	}
	var start *lattice.Dist
	if at == len(e.kinds)-1 {
		start = t.atOnce(e.kind, e.class)
	} else {
		start = t.c.startsAfter(t.arrivalBelow(e.kinds[at:]), e.class)
	}
	if at == 0 && e.top {
		return t.ask.askPerfect(&t.audience.groups[e.group], start, &t.classes[t.classOf[u]])
	}
	return t.ask.askOf(&t.audience.groups[e.group], start)
}
