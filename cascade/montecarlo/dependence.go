package montecarlo

import (
	"slices"

	"harkara/cascade"
	"harkara/model"
)

// Common tells, of every line of an answer, what part of those counted depends on
// a single thing that may go wrong by chance: the units at or below the one unit
// with the most of them among those that chance may keep from having the message
// in time, or from passing it on. Share takes it for how much a play in which
// that happens may differ from all that were seen. It is 0 where nothing is left to
// chance, and for a line of a single unit, which Wilson's bounds describe as it is.
type Common struct {
	// chancy tells whether chance may keep a unit, or those of a line's tier
	// who come after it, from having the message in time.
	net     *model.Network
	chancy  func(u model.Unit, tier int) bool
	anybody bool // something is left to chance
	varied  bool // circumstances, on which everything may depend
}

// NewCommon finds what may go wrong by chance in a problem.
// One pass finds whether anything at all is chancy, so that a plan without
// chance has exact bounds.
func NewCommon(p *cascade.Problem) *Common {
	r := risks{net: p.Network, message: p.Message(), silenced: silenced(p.Network.Outages(), p.Network)}
	pub := p.Network.Public()
	talk := pub != nil && slices.ContainsFunc(pub.Hears, func(s model.Source) bool { return s.Kind == model.Talk })
	c := &Common{net: p.Network, varied: p.Variants() != nil}
	c.anybody = c.varied
	// Being told concerns the unit itself; starting concerns only those after
	// it.
	c.chancy = func(u model.Unit, tier int) bool {
		switch {
		case r.told(u):
			return true
		case p.Network.TierOf(u) == tier:
			return false // its own people come after it
		}
		return r.starts(u) || talk && tier == cascade.OfPeople
	}
	for u := model.Unit(0); int(u) < p.Network.Len() && !c.anybody; u++ {
		c.anybody = c.chancy(u, cascade.OfPeople)
	}
	return c
}

// Of is the part of a line that depends on one unit. Lines of groups, which are
// many, are taken to depend on one as a whole.
// It is a share from 0 to 1 of the line's total.
func (c *Common) Of(l *cascade.Line) float64 {
	switch {
	case c.varied && l.Total > 0 && (l.Tier < 0 || l.Total > 1):
		return 1
	case !c.anybody || l.Total == 0 || l.Tier >= 0 && l.Total == 1:
		return 0
	case l.Under != model.NoUnit:
		return 1
	}
	tier := max(l.Tier, cascade.OfPeople) // households are people here
	if l.Starts {
		tier = cascade.OfHouseholds // what its units do is of the line itself
	}
	return Largest(c.net, l, func(u model.Unit) bool { return c.chancy(u, tier) })
}

// Largest is the largest part of a line at or below one of some units.
// It takes time proportional to the units of the network.
func Largest(n *model.Network, l *cascade.Line, of func(model.Unit) bool) float64 {
	most := 0.0
	for u, w := range weights(nil, n, l) {
		if w > most && of(model.Unit(u)) {
			most = w
		}
	}
	return most
}

// weights is, for each unit, what part of a line is counted at or below it.
// An entry is a share of the line's total, from 0 to 1. Links are not
// followed: below is what hangs from a unit by parents. It is written into w, if
// that has room.
func weights(w []float64, n *model.Network, l *cascade.Line) []float64 {
	w = slices.Grow(w[:0], n.Len())[:n.Len()]
	clear(w)
	for u := l.Units.Lo; u < l.Units.Hi && l.Tier >= 0; u++ {
		// Each unit of the line counts once at itself.
		w[u] = 1
	}
	for _, i := range l.Served {
		if u := n.Served()[i]; l.Tier == cascade.OfPeople {
			w[u] = float64(n.People()[i])
		} else {
			w[u] = float64(n.Homes()[i])
		}
	}
	// Going backward each unit's sum is complete before it is added to its
	// parent's.
	for u := n.Len() - 1; u >= 0; u-- { // parents come before their children
		if up := n.Parent(model.Unit(u)); up != model.NoUnit {
			w[up] += w[u]
		}
	}
	for u := range w {
		w[u] /= float64(max(l.Total, 1))
	}
	return w
}

// risks tells what is left to chance at a unit.
// Only what is random counts: a delay that is always the same is no risk.
type risks struct {
	net      *model.Network
	message  *model.Message
	silenced func(model.Unit) bool
}

// starts tells whether chance decides if, or when, a unit's people start.
func (r *risks) starts(u model.Unit) bool {
	k := r.net.Relay(u)
	return k.PassesOn < 1 || drawn(k.Notices) || r.silenced(u)
}

// told tells whether chance decides if, or when, a unit is told by its parent.
// Roots and origins are told by nobody. One channel on which chance has a say
// is enough, even where others are sure.
func (r *risks) told(u model.Unit) bool {
	up := r.net.Parent(u)
	if up == model.NoUnit || slices.Contains(r.message.From, u) {
		return false
	}
	for _, c := range r.net.Relay(up).Over {
		ch := &r.net.Channels()[c]
		if ch.Delivers < 1 || ch.Unreachable > 0 || drawn(ch.Delay) || ch.Calls != nil && (ch.Calls.Random || drawn(ch.Calls.Each)) {
			return true
		}
	}
	return false
}

// drawn tells whether a delay is not always the same.
func drawn(d model.Delay) bool {
	_, fixed := d.(model.Fixed)
	return d != nil && !fixed
}

// silenced tells which units some outages may befall.
// An outage is of one unit, or of each unit of a tier.
func silenced(outages []model.Outage, n *model.Network) func(model.Unit) bool {
	units, tiers := map[model.Unit]bool{}, map[int]bool{}
	for _, o := range outages {
		if o.Unit != model.NoUnit {
			units[o.Unit] = true
		} else {
			tiers[o.Tier] = true
		}
	}
	return func(u model.Unit) bool { return units[u] || tiers[n.TierOf(u)] }
}
