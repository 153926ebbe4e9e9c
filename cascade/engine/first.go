package engine

import (
	"cmp"
	"slices"

	"harkara/cascade"
	"harkara/model"
)

// nobodyTold stands for origins, and for units that do not have the message.
var nobodyTold = cascade.Told{From: model.NoUnit, Channel: -1}

// firsts finds who told each unit first, while a trial is played for an outcome that
// asks for it (Outcome.By).
//
// Several may tell a unit at one moment. The first then is the one that had the message
// first; of those that had it at that very moment too, the one over the fewest steps
// of no time, so that nobody is told by whom it told; then a parent before a link, and
// that before a deputy; then the channel and the unit that come first. So it does not
// matter in which order they are played.
type firsts struct {
	// arrival is the outcome's, by unit, and by what is found out: who told it, over what.
	arrival []model.Tick
	by      []cascade.Told
	origins []model.Unit
	// same are deliveries at the very moment at which their tellers had the message.
	same []sameMoment
	open map[model.Unit]bool // told, and not known by whom
}

// sameMoment is that a unit was told at a time at which its teller had the message.
type sameMoment struct {
	to   model.Unit
	at   model.Tick
	told cascade.Told
}

// track makes ready to find who told whom in the trial that begins, where an outcome
// asks for that.
func (r *run) track(out *cascade.Outcome) {
	r.firsts = nil
	if out.By == nil {
		return
	}
	r.firsts = &firsts{arrival: out.Arrival, by: out.By, origins: r.message.From}
	for u := range out.By {
		out.By[u] = nobodyTold
	}
}

// heard takes note of a delivery, before it becomes an arrival. A teller's arrival is
// final when it tells.
func (r *run) heard(from *sender, v model.Unit, c int, way cascade.WayKind, t model.Tick) {
	f := r.firsts
	if f == nil || t > r.horizon || t > f.arrival[v] {
		return
	}
	// One who stands in for a unit below is told of as a deputy.
	if from.bypassed {
		way = cascade.ByDeputy
	}
	told := cascade.Told{From: from.unit, Channel: int32(c), Way: way}
	switch {
	// The teller had it at this very moment: who told whom is found at the end, when all
	// of it is known.
	case f.arrival[from.unit] == t:
		f.same = append(f.same, sameMoment{v, t, told})
		if t < f.arrival[v] {
			f.by[v] = nobodyTold
		}
	case t < f.arrival[v] || f.by[v] == nobodyTold || f.before(told, f.by[v]):
		f.by[v] = told
	}
}

// before tells whether of two that told a unit at one moment, both of which had the
// message before, one counts as first.
func (f *firsts) before(a, b cascade.Told) bool {
	return cmp.Or(cmp.Compare(f.arrival[a.From], f.arrival[b.From]), rank(a, b)) < 0
}

// rank orders two that told a unit and had the message at one moment.
func rank(a, b cascade.Told) int {
	return cmp.Or(cmp.Compare(a.Way, b.Way), cmp.Compare(a.Channel, b.Channel), cmp.Compare(a.From, b.From))
}

// settleFirsts ends a trial: it finds who told the units that were told only by others who
// had the message at the same moment, from those that are known outwards, step by
// step of no time.
func (r *run) settleFirsts() {
	f := r.firsts
	r.firsts = nil
	if f == nil {
		return
	}
	for _, u := range f.origins {
		// A unit that has it from the beginning was told by nobody.
		if f.arrival[u] == r.released {
			f.by[u] = nobodyTold
		}
	}
	f.keepFirst()
	// From step to step of no time, outwards: a search by breadth.
	known, next := f.tellers(), []model.Unit(nil)
	for len(known) > 0 {
		next = next[:0]
		for _, w := range known {
			next = f.tellOf(w, next)
		}
		for _, u := range next {
			delete(f.open, u)
		}
		known, next = next, known
	}
}

// keepFirst keeps the deliveries that were a unit's first, and of which it is not
// known who told it, by teller.
func (f *firsts) keepFirst() {
	f.open = map[model.Unit]bool{}
	f.same = slices.DeleteFunc(f.same, func(s sameMoment) bool {
		origin := slices.Contains(f.origins, s.to)
		return origin || s.at > f.arrival[s.to] || f.by[s.to] != nobodyTold
	})
	slices.SortStableFunc(f.same, func(a, b sameMoment) int { return cmp.Compare(a.told.From, b.told.From) })
	for _, s := range f.same {
		f.open[s.to] = true
	}
}

// tellers are the units that told others at once, and are not open themselves.
func (f *firsts) tellers() []model.Unit {
	var known []model.Unit
	for _, s := range f.same {
		if w := s.told.From; !f.open[w] && (len(known) == 0 || known[len(known)-1] != w) {
			known = append(known, w)
		}
	}
	return known
}

// tellOf looks at whom a unit told at once, and adds those who are told now for the
// first time.
func (f *firsts) tellOf(w model.Unit, next []model.Unit) []model.Unit {
	// Deliveries are sorted by teller.
	i, _ := slices.BinarySearchFunc(f.same, w, func(s sameMoment, w model.Unit) int { return cmp.Compare(s.told.From, w) })
	for ; i < len(f.same) && f.same[i].told.From == w; i++ {
		u, told := f.same[i].to, f.same[i].told
		switch {
		case !f.open[u]:
		case f.by[u] == nobodyTold:
			f.by[u] = told
			next = append(next, u)
		// Another in the same step, which counts as first.
		case rank(told, f.by[u]) < 0:
			f.by[u] = told
		}
	}
	return next
}
