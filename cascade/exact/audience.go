package exact

import (
	"math"
	"slices"

	"harkara/cascade/exact/internal/lattice"
	"harkara/cascade/public"
	"harkara/model"
)

// audience is the people of the served units, sorted by how they hear.
//
// Groups are an equivalence of served units: the people of two units of a group hear
// with the same chances, though not together.
type audience struct {
	*relays
	people  *public.Direct
	sources []sources
	groups  []listeners
	group   []int32 // of each served unit: its group
	// alike is, of each group, the first that differs from it by nothing but
	// some hundredths in the number of homes: for spreads and delays they are
	// taken as one.
	alike []int32
}

// sources is whom people hear from beside their own unit: units that start to pass
// on at a certain time, or never. What may happen is a few cases.
//
// own and ofTops have an entry for each start that the law of the people asks for, in
// the order of Direct.Senders. The chances of the cases add up to 1.
type sources struct {
	own   []bool // for each start the law asks for: it is the unit's own
	cases []sourcesCase
	// top is true where one of the senders is the origin above the people: then
	// whether it starts, and whether their own unit does, are not independent.
	top    bool
	ofTops []bool // for each start: it is that origin's
}

// sourcesCase is one case. Its chance is given that the origin above does what it
// says, if that matters.
//
// Starts are times of the clock in ticks, model.Never for a sender that does not
// start.
type sourcesCase struct {
	chance float64
	starts []model.Tick // Never for the own unit's, to be filled in
	passes bool         // the origin above passes on
}

// listeners are people who hear in the same way.
//
// It is comparable, and is the key by which served units are grouped.
type listeners struct {
	kind, class int32 // of their unit; kind never where it never hears
	sources     int32
	homes       int64 // in each unit, where that matters; else 0
	size        int64 // of the smaller households; 0 where sizes are given
}

// newAudience sorts the people, and adds to what is not exact; nil where nobody
// is served.
//
// Served units come in order of the units, so neighbours mostly have the same
// senders: those found last are compared before their sources are looked up again.
// Origins are taken afresh, as their own start is certain and belongs to the sources.
func newAudience(r *relays) (*audience, error) {
	people, err := public.NewDirect(r.p)
	if err != nil || people == nil {
		return nil, err
	}
	if people.Talks() {
		r.refuse("talk")
	}
	if !people.SizesHold() {
		r.refuse("household-sizes")
	}
	for _, s := range r.p.Network.Public().Hears {
		if len(s.Shares) > 0 {
			r.refuse("audience-by-unit", s.Name)
		}
	}
	a := &audience{relays: r, people: people}
	served, homes := r.p.Network.Served(), r.p.Network.Homes()
	a.group = make([]int32, len(served))
	groups := map[listeners]int32{}
	senders := people.Senders()
	last, lastID := make([]model.Unit, len(senders)), int32(never)
	now := make([]model.Unit, len(senders))
	known := map[string]int32{}
	for i, u := range served {
		for d := range senders {
			if now[d] = senders[d][i]; now[d] == u {
				now[d] = ownSender
			}
		}
		if lastID < 0 || !slices.Equal(now, last) || r.kindOf[u] == origin {
			lastID = a.sourcesOf(u, now, known)
			copy(last, now)
		}
		l := listeners{kind: r.kindOf[u], class: r.classOf[u], sources: lastID}
		l.size, _ = people.HomeSizes(i)
		if people.Visits() {
			l.homes = homes[i]
		}
		g, ok := groups[l]
		if !ok {
			g = int32(len(a.groups))
			groups[l] = g
			a.groups = append(a.groups, l)
		}
		if len(a.groups) > maxGroups {
			r.refuse("many-audiences", int64(maxGroups))
			break
		}
		a.group[i] = g
		if r.kindOf[u] == origin {
			lastID = never
		}
	}
	a.setAlike()
	return a, nil
}

// fork is the same audience for another goroutine: what is asked of the people
// has a working memory of its own.
func (a *audience) fork() *audience {
	b := *a
	b.people, _ = public.NewDirect(a.p) // which could be made before
	return &b
}

// setAlike finds the groups that are taken as one.
//
// Numbers of homes are rounded on a logarithmic scale, to within a factor of
// 2^(1/32), some 2 %; means and their bounds are computed for every group by itself.
func (a *audience) setAlike() {
	same := map[listeners]int32{}
	for g, l := range a.groups {
		if l.homes > 0 {
			l.homes = int64(math.Round(math.Log2(float64(l.homes)) * homeOctave))
		}
		first, ok := same[l]
		if !ok {
			first = int32(g)
			same[l] = first
		}
		a.alike = append(a.alike, first)
	}
}

// homeOctave is how many numbers of homes are told apart in each doubling.
const homeOctave = 16

// maxGroups keeps the work in bounds where people are visited in units of very
// many sizes.
const maxGroups = 600

// ownSender stands for the serving unit itself among senders.
const ownSender model.Unit = -2

// sourcesOf is the index of the sources of a served unit's senders; known has those
// found before, by name.
//
// Every sender whose start is certain divides the cases by whether it starts; a
// sender met twice is divided by once.
func (a *audience) sourcesOf(u model.Unit, senders []model.Unit, known map[string]int32) int32 {
	top := a.top(u)
	c := sources{own: make([]bool, len(senders)), ofTops: make([]bool, len(senders))}
	c.cases = []sourcesCase{{chance: 1, starts: slices.Repeat([]model.Tick{model.Never}, len(senders)), passes: true}}
	done := map[model.Unit]bool{}
	name := ""
	for d, s := range senders {
		c.own[d] = s == ownSender
		name += " " + string(rune(s+3))
		if s == ownSender || s == model.NoUnit || a.kindOf[s] == never || done[s] {
			continue
		}
		done[s] = true
		a.addSender(&c, s, senders, s == top && s != u)
	}
	if c.top {
		name += " top"
	}
	if id, ok := known[name]; ok {
		return id
	}
	id := int32(len(a.sources))
	known[name] = id
	a.sources = append(a.sources, c)
	return id
}

// top is the origin from which a unit has the message, or NoUnit.
//
// It walks up the tree; the way ends at an origin as the unit's kind is not never.
func (a *audience) top(u model.Unit) model.Unit {
	if a.kindOf[u] == never {
		return model.NoUnit
	}
	for a.kindOf[u] != origin {
		u = a.p.Network.Parent(u)
	}
	return u
}

// addSender divides the cases by whether one sender starts.
//
// The sender is silent with chance
//
//	silent = c + (1 − c)·(1 − p)^n,
//
// with c the chance of an outage of the whole play and n people who each pass on with
// chance p, or as one (nobodyPasses). Each case is split into one in which it starts, of weight 1 − silent, and
// one in which it does not. This product form needs senders independent of the
// people's own unit; the origin above is the one exception and is followed by passes.
func (a *audience) addSender(c *sources, s model.Unit, senders []model.Unit, top bool) {
	cl := &a.classes[a.classOf[s]]
	start, certain := a.startsAt(s, cl)
	if !certain {
		a.refuse("direct-at-random", a.p.Network.Name(s))
		return
	}
	silent := cl.silent + (1-cl.silent)*nobodyPasses(cl.relay)
	if start >= model.Never {
		silent = 1
	}
	// A sender aside may be shared by people of many units, who then vary together in
	// a way that covariances of siblings leave out.
	if !top && silent > 0 && silent < 1 {
		a.refuse("direct-from-aside", a.p.Network.Name(s))
		return
	}
	c.top = c.top || top
	for d := range senders {
		c.ofTops[d] = c.ofTops[d] || top && senders[d] == s
	}
	var out []sourcesCase
	for _, x := range c.cases {
		with := sourcesCase{x.chance * (1 - silent), slices.Clone(x.starts), x.passes}
		for d := range senders {
			if senders[d] == s {
				with.starts[d] = start
			}
		}
		if silent < 1 {
			out = append(out, with)
		}
		if silent > 0 {
			out = append(out, sourcesCase{x.chance * silent, x.starts, x.passes && !top})
		}
	}
	if len(out) > maxStates {
		a.refuse("direct-from-many")
		return
	}
	c.cases = out
}

// startsAt is when the first of an origin's people starts, if any does and that
// is certain.
//
// The result is a time of the clock in ticks. It is certain only for an origin whose
// notices take one value and whose class has one state.
func (a *audience) startsAt(s model.Unit, cl *class) (model.Tick, bool) {
	values, ok := lattice.Atoms(cl.relay.Notices)
	if a.kindOf[s] != origin || !ok || len(values) != 1 || len(cl.states) != 1 {
		return 0, false
	}
	return cl.states[0].open.Next(a.p.Message().At + values[0].At), true
}

// firstStart is when the first of the people at units of a kind and class
// starts. Hours and outages hold all of them back alike, so the first to notice
// is the first to start.
//
// The law is on the grid of the computer; what mass it lacks is the chance that
// nobody there ever starts.
func (c *computer) firstStart(kind, class int32) *lattice.Dist {
	name := [2]int32{kind, class}
	if l, ok := c.firsts[name]; ok {
		return l
	}
	l := c.Never()
	if kind != never {
		l = c.startsAfter(c.arrivals[kind], class)
	}
	c.firsts[name] = l
	return l
}

// startsAfter is when the first of a class's people starts after an arrival.
//
// With notices N the first of n people who each pass on with chance p starts after
// the minimum of n waits, P(none by τ) = (1 − p·N(τ))^n, independent of the arrival;
// the opening then is applied to their sum. Next open moments keep order, so the
// minimum may be taken before them.
func (c *computer) startsAfter(arrival *lattice.Dist, class int32) *lattice.Dist {
	cl := &c.classes[class]
	if cl.relay.People == 0 {
		return c.Never()
	}
	begun := arrival.Convolve(c.firstNotice(cl.relay))
	return c.overStates(cl, func(s *state) *lattice.Dist { return begun.NextOpen(s.open) })
}
