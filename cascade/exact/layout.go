package exact

import (
	"math"
	"slices"

	"harkara/cascade"
	"harkara/cascade/exact/internal/lattice"
	"harkara/model"
)

// layout is the lines of an answer, and what is known of them.
type layout struct {
	*relays
	audience *audience
	lines    []line // of the whole, then of each group
	whole    int    // lines of the whole
	groups   []span
	unaware  [][]unaware // of each group of listeners, by column
	share    [][]cascade.Estimate
}

// line is one line of the table: units of a tier by kind, or people or
// households by group of listeners.
type line struct {
	name  string
	tier  int // index of the network's tiers, or ofPeople or ofHomes
	total int64
	units []count
	crowd []crowd
	sd    []float64 // by column
	delay cascade.Delay
	under model.Unit // the unit whose part this is, or NoUnit
}

const (
	ofPeople = -1
	ofHomes  = -2
)

// count is how many units are of a kind.
type count struct {
	kind int32
	n    int64
}

// crowd is how many people and households are of a group of listeners.
type crowd struct {
	group                int32
	people, small, large int64
	// squares are the sums of the squares of those of each unit, cross that of
	// the products of the last two, ratio that of people² over households.
	squares      [3]float64
	cross, ratio float64
}

// span is the lines of one unit of Question.By.
type span struct {
	unit   model.Unit
	lo, hi int
}

func newLayout(r *relays, a *audience) *layout {
	b := &layout{relays: r, audience: a}
	n := r.p.Network
	for t := range n.Tiers() {
		b.addUnits(t, n.InTier(t), model.NoUnit)
	}
	if a != nil {
		all := make([]int, len(n.Served()))
		for i := range all {
			all[i] = i
		}
		b.addCrowd(all, model.NoUnit)
	}
	b.whole = len(b.lines)
	for _, by := range r.p.Question.By {
		b.addGroups(by)
	}
	return b
}

// addUnits adds the line of a range of units of a tier.
func (b *layout) addUnits(t int, in model.Range, under model.Unit) {
	l := line{name: b.p.Network.Tiers()[t], tier: t, total: int64(in.Len()), under: under}
	last := -1
	for u := in.Lo; u < in.Hi; u++ {
		k := b.kindOf[u]
		if last < 0 || l.units[last].kind != k {
			last = slices.IndexFunc(l.units, func(c count) bool { return c.kind == k })
			if last < 0 {
				last = len(l.units)
				l.units = append(l.units, count{kind: k})
			}
		}
		l.units[last].n++
	}
	b.lines = append(b.lines, l)
}

// addCrowd adds the lines of people and households of some served units.
func (b *layout) addCrowd(which []int, under model.Unit) {
	n := b.p.Network
	people := line{name: model.PublicTier, tier: ofPeople, under: under}
	homes := line{name: model.HouseholdTier, tier: ofHomes, under: under}
	place := map[int32]int{}
	for _, i := range which {
		g := b.audience.group[i]
		k, ok := place[g]
		if !ok {
			k = len(people.crowd)
			place[g] = k
			people.crowd = append(people.crowd, crowd{group: g})
		}
		_, more := b.audience.people.HomeSizes(i)
		c := &people.crowd[k]
		c.add(n.People()[i], n.Homes()[i]-more, more)
		people.total += n.People()[i]
		homes.total += n.Homes()[i]
	}
	homes.crowd = people.crowd
	b.lines = append(b.lines, people, homes)
}

// add adds one unit's.
func (c *crowd) add(people, small, large int64) {
	c.people += people
	c.small += small
	c.large += large
	for k, x := range [3]int64{people, small, large} {
		c.squares[k] += float64(x) * float64(x)
	}
	c.cross += float64(small) * float64(large)
	c.ratio += float64(people) * float64(people) / max(float64(small+large), 1)
}

// addGroups adds the lines of each unit of a tier: of the unit itself, then of
// what lies below it.
func (b *layout) addGroups(by int) {
	n := b.p.Network
	in := n.InTier(by)
	below := make([][]model.Range, len(n.Tiers()))
	for t := by + 1; t < len(n.Tiers()); t++ {
		below[t] = n.RangesBelow(by, t)
	}
	served := make([][]int, in.Len())
	for i, u := range n.Served() {
		if up := n.Above(u, by); up != model.NoUnit {
			served[up-in.Lo] = append(served[up-in.Lo], i)
		}
	}
	for k := range served {
		u := in.Lo + model.Unit(k)
		lo := len(b.lines)
		b.addUnits(by, model.Range{Lo: u, Hi: u + 1}, u)
		for t := by + 1; t < len(n.Tiers()); t++ {
			if r := below[t][k]; r.Len() > 0 {
				b.addUnits(t, r, u)
			}
		}
		if b.audience != nil && len(served[k]) > 0 {
			b.addCrowd(served[k], u)
		}
		b.groups = append(b.groups, span{u, lo, len(b.lines)})
	}
}

// fill computes every line at every column.
func (b *layout) fill(c *computer) {
	at := b.p.Question.At
	reach := make([][]cascade.Estimate, len(b.kinds)) // by kind, by column
	for k := range b.kinds {
		for _, t := range at {
			f, eps := c.arrivals[k].CDF(t, false)
			reach[k] = append(reach[k], within(f, eps))
		}
	}
	if b.audience != nil {
		b.unaware = make([][]unaware, len(b.audience.groups))
		for _, t := range at {
			q := &query{audience: b.audience, c: c, t: t, z: map[int32]*lattice.Function{}}
			for g := range b.audience.groups {
				b.unaware[g] = append(b.unaware[g], q.ask(&b.audience.groups[g]))
			}
		}
	}
	b.share = make([][]cascade.Estimate, len(b.lines))
	for i := range b.lines {
		for j := range at {
			b.share[i] = append(b.share[i], b.reachOf(&b.lines[i], j, reach))
		}
	}
}

// within is an estimate of a share with its error.
func within(x, eps float64) cascade.Estimate {
	x = min(max(x, 0), 1)
	return cascade.Estimate{Value: x, Low: max(0, x-eps), High: min(1, x+eps)}
}

// reachOf is the reach of one line at one column.
func (b *layout) reachOf(l *line, j int, reach [][]cascade.Estimate) cascade.Estimate {
	var e cascade.Estimate
	if l.total == 0 {
		return e
	}
	add := func(n int64, value, low, high float64) {
		w := float64(n) / float64(l.total)
		e.Value += w * value
		e.Low += w * low
		e.High += w * high
	}
	for _, c := range l.units {
		if c.kind != never {
			x := reach[c.kind][j]
			add(c.n, x.Value, x.Low, x.High)
		}
	}
	for _, c := range l.crowd {
		h := &b.unaware[c.group][j]
		if l.tier == ofPeople {
			add(c.people, 1-h.person.Value, 1-h.person.High, 1-h.person.Low)
			continue
		}
		add(c.small, 1-h.small.Value, 1-h.small.High, 1-h.small.Low)
		add(c.large, 1-h.large.Value, 1-h.large.High, 1-h.large.Low)
	}
	e.Value = snap(min(max(e.Value, 0), 1), math.Round)
	e.Low = min(snap(max(e.Low, 0), math.Floor), e.Value)
	e.High = max(snap(min(e.High, 1), math.Ceil), e.Value)
	return e
}

// snap rounds away the last bits of a share, in which machines differ.
func snap(x float64, to func(float64) float64) float64 {
	const fine = 1 << 36
	return to(x*fine) / fine
}

// widest is how far a bound of a reach is from its value at most.
func (b *layout) widest() float64 {
	w := 0.0
	for _, line := range b.share {
		for _, e := range line {
			w = max(w, e.Value-e.Low, e.High-e.Value)
		}
	}
	return w
}
