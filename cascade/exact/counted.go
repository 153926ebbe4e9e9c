package exact

import (
	"math"
	"slices"

	"harkara/cascade"
	"harkara/cascade/exact/internal/lattice"
	"harkara/model"
)

// counted is the lines of an answer, and what is known of them.
//
// share has a row for each line and in it an estimate for each column, the mean share
// reached, 0 to 1; unaware has a row for each group and an entry for each column.
type counted struct {
	*relays
	*cascade.Layout
	audience *audience
	lines    []line      // of each of Layout.Lines, then of what is known of those who answer
	unaware  [][]unaware // of each group of listeners, by column
	share    [][]cascade.Estimate
}

// line is one line of the table: units of a tier by kind, or people or
// households by group of listeners.
//
// One of units and crowd is filled in, by what the line counts. sd is the standard
// deviation of the share, 0 to 1/2.
type line struct {
	*cascade.Line
	units []count
	crowd []crowd
	start []starters
	sd    []float64  // by column
	laws  []weighted // when those it counts have it
	delay cascade.Delay
}

// count is how many units are of a kind.
type count struct {
	kind int32
	n    int64
}

// starters are so many units of a kind and a class who have somebody to tell.
type starters struct {
	kind, class int32
	n           int64
}

// crowd is how many people and households are of a group of listeners.
//
// Numbers are sums over the served units of the group. A unit's households are of two
// sizes that differ by one, small and large being how many there are of each.
type crowd struct {
	group                int32
	people, small, large int64
	// squares are the sums of the squares of those of each unit, cross that of
	// the products of the last two, ratio that of people² over households.
	squares      [3]float64
	cross, ratio float64
	// pairs is how many times two live at one home, in order.
	pairs float64
}

// newCounted lays the lines out and counts who is in them; nothing is computed yet.
func newCounted(r *relays, a *audience) *counted {
	b := &counted{relays: r, audience: a, Layout: cascade.NewLayout(&r.p)}
	for i := range b.Lines {
		l := line{Line: &b.Lines[i]}
		switch {
		case l.Starts:
			l.start = r.starters(l.Line)
		case l.Tier == cascade.OfPeople:
			l.crowd = a.crowds(l.Served)
		case l.Tier == cascade.OfHouseholds: // of the same units as the line before
			l.crowd = b.lines[i-1].crowd
		default:
			l.units = r.counts(l.Units)
		}
		b.lines = append(b.lines, l)
	}
	b.addKnown()
	return b
}

// counts is how many of some units are of each kind.
func (r *relays) counts(in model.Range) []count {
	var out []count
	last := -1
	for u := in.Lo; u < in.Hi; u++ {
		k := r.kindOf[u]
		if last < 0 || out[last].kind != k {
			last = slices.IndexFunc(out, func(c count) bool { return c.kind == k })
			if last < 0 {
				last = len(out)
				out = append(out, count{kind: k})
			}
		}
		out[last].n++
	}
	return out
}

// starters are the units of a line who have somebody to tell. Where the line's total
// is that of all its units, all of them have.
func (r *relays) starters(l *cascade.Line) []starters {
	n := r.p.Network
	all := l.Total == int64(l.Units.Len())
	var out []starters
	for u := l.Units.Lo; u < l.Units.Hi; u++ {
		if !all && len(n.Children(u)) == 0 && len(n.LinksFrom(u)) == 0 {
			continue
		}
		x := starters{r.kindOf[u], r.classOf[u], 1}
		i := slices.IndexFunc(out, func(o starters) bool { return o.kind == x.kind && o.class == x.class })
		if i < 0 {
			out = append(out, x)
		} else {
			out[i].n++
		}
	}
	return out
}

// crowds are the people and households of some served units by group.
func (a *audience) crowds(which []int) []crowd {
	n := a.p.Network
	var out []crowd
	place := map[int32]int{}
	for _, i := range which {
		g := a.group[i]
		k, ok := place[g]
		if !ok {
			k = len(out)
			place[g] = k
			out = append(out, crowd{group: g})
		}
		_, more := a.people.HomeSizes(i)
		out[k].add(n.People()[i], n.Homes()[i]-more, more)
		out[k].pairs += a.people.Pairs(i)
	}
	return out
}

// add adds one unit's.
//
// Sums of squares are needed since what all of a unit's people share has a variance
// in proportion to the square of their number.
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

// fill computes every line at every column.
//
// By linearity of expectation the mean share of a line is the weighted mean of the
// chances of the kinds, or groups, in it, however they depend on each other.
func (b *counted) fill(c *computer) {
	at := b.p.Question.At
	reach := make([][]cascade.Estimate, len(b.kinds)) // by kind, by column
	for k := range b.kinds {
		for _, t := range at {
			f, eps := c.arrivals[k].CDF(t, false)
			reach[k] = append(reach[k], within(f, eps))
		}
	}
	if b.audience != nil {
		b.fillUnaware(c)
	}
	b.share = make([][]cascade.Estimate, len(b.lines))
	for i := range b.lines {
		for j := range at {
			if b.lines[i].Starts {
				b.share[i] = append(b.share[i], b.started(&b.lines[i], at[j], c))
				continue
			}
			b.share[i] = append(b.share[i], b.reachOf(&b.lines[i], j, reach))
		}
	}
}

// fillUnaware asks the people of every group, for half of the columns on another
// core: columns have nothing in common but the starts, which are found before.
//
// The laws of first starts are cached in the computer, which is not safe for
// concurrent writing: they are all made before the second goroutine begins.
func (b *counted) fillUnaware(c *computer) {
	groups, at := b.audience.groups, b.p.Question.At
	b.unaware = make([][]unaware, len(groups))
	for g := range groups {
		b.unaware[g] = make([]unaware, len(at))
		c.firstStart(groups[g].kind, groups[g].class)
	}
	columns := func(a *audience, from, to int) {
		for j := from; j < to; j++ {
			q := &query{audience: a, c: c, t: at[j], z: map[int32]*lattice.Function{}}
			for g := range groups {
				b.unaware[g][j] = q.ask(&groups[g])
			}
		}
	}
	half := len(at) / 2
	wait := beside(func() { columns(b.audience.fork(), 0, half) })
	columns(b.audience, half, len(at))
	wait()
}

// beside does something on another core. The function it gives back waits for
// the end, and panics where that did.
func beside(do func()) (wait func()) {
	done := make(chan any, 1)
	go func() {
		defer func() { done <- recover() }()
		do()
	}()
	return func() {
		if p := <-done; p != nil {
			panic(p)
		}
	}
}

// within is an estimate of a share with its error.
//
// A chance lies in 0 … 1, so bounds are cut off there and still hold.
func within(x, eps float64) cascade.Estimate {
	x = min(max(x, 0), 1)
	return cascade.Estimate{Value: x, Low: max(0, x-eps), High: min(1, x+eps)}
}

// reachOf is the reach of one line at one column.
//
// Bounds are weighted with the same shares as values. A chance to have heard is 1
// less that of being unaware, so the upper bound of the latter is the lower bound
// here.
func (b *counted) reachOf(l *line, j int, reach [][]cascade.Estimate) cascade.Estimate {
	var e cascade.Estimate
	if l.Total == 0 {
		return e
	}
	add := func(n int64, value, low, high float64) {
		w := float64(n) / float64(l.Total)
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
		if l.Tier == cascade.OfPeople {
			add(c.people, 1-h.person.Value, 1-h.person.High, 1-h.person.Low)
			continue
		}
		add(c.small, 1-h.small.Value, 1-h.small.High, 1-h.small.Low)
		add(c.large, 1-h.large.Value, 1-h.large.High, 1-h.large.Low)
	}
	// The value goes to the nearest multiple, and bounds away from it, so that they
	// still hold.
	e.Value = snap(min(max(e.Value, 0), 1), math.Round)
	e.Low = min(snap(max(e.Low, 0), math.Floor), e.Value)
	e.High = max(snap(min(e.High, 1), math.Ceil), e.Value)
	return e
}

// started is the share of a line's units that have started by a time: the mean of
// the chances of their kinds and classes.
func (b *counted) started(l *line, t model.Tick, c *computer) cascade.Estimate {
	var e cascade.Estimate
	for _, x := range l.start {
		f, eps := c.firstStart(x.kind, x.class).CDF(t, false)
		chance, w := within(f, eps), float64(x.n)/float64(l.Total)
		e.Value += float64(w * chance.Value)
		e.Low += float64(w * chance.Low)
		e.High += float64(w * chance.High)
	}
	return ordered(e)
}

// snap rounds away the last bits of a share, in which machines differ.
//
// The multiples are of 2⁻³⁶, about 1.5e-11.
func snap(x float64, to func(float64) float64) float64 {
	const fine = 1 << 36
	return to(x*fine) / fine
}

// widest is how far a bound of a reach is from its value at most.
//
// It is a share of 1, over all lines and columns, and is what refining aims to bring
// below the precision.
func (b *counted) widest() float64 {
	w := 0.0
	for _, line := range b.share {
		for _, e := range line {
			w = max(w, e.Half())
		}
	}
	return w
}
