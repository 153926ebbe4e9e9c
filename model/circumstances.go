package model

import (
	"math"
	"slices"
)

// A Circumstance is something that may hold in a whole play, and then changes how
// units and people do: a holiday, a strike, an urgent message. It is drawn once a
// play, alone of all other circumstances.
type Circumstance struct {
	Name string
	// Chance is that of a play in which it holds, 0 to 1.
	Chance float64
	// Sets are the paths of what it changes in a scenario, for people to read.
	Sets []string
}

// A Variant is a network as it is in plays in which certain circumstances hold.
type Variant struct {
	// Holds has bit i set where the i-th circumstance holds.
	Holds uint
	// Chance is that of such a play, above 0.
	Chance  float64
	Network *Network
}

// Circumstances are those of a scenario, and what each combination of them makes
// of its network.
type Circumstances struct {
	List []Circumstance
	// Variants are the combinations that have a chance, ascending by Holds; their
	// chances add up to 1, and their networks have the same units, people and
	// channels (Network.Variant).
	Variants []Variant
}

// Check says what is wrong with circumstances made by hand, for plays through n.
func (c *Circumstances) Check(n *Network, say func(format string, args ...any)) {
	sum := 0.0
	for i, v := range c.Variants {
		sum += v.Chance
		switch {
		case v.Network == nil || v.Network.Len() != n.Len():
			say("a variant has not the units of the network")
		case !(v.Chance > 0) || v.Holds>>len(c.List) > 0:
			say("a variant has the chance %g, and circumstances %b of %d: a chance above 0, and circumstances that are listed", v.Chance, v.Holds, len(c.List))
		case i == 0 && v.Network != n:
			say("the network is not that of the first variant")
		}
	}
	if math.Abs(sum-1) > 1e-9 {
		say("the chances of the variants add up to %g, not to 1", sum)
	}
}

// MaxCircumstances is how many circumstances there may be: combinations are as
// many as 2 to that power.
const MaxCircumstances = 8

// CombinationChance is the chance of a play in which those of list hold whose bit is set in
// holds, and no others: the product of their chances, and of the others' to fail.
func CombinationChance(list []Circumstance, holds uint) float64 {
	p := 1.0
	for i, c := range list {
		if holds>>i&1 == 1 {
			p *= c.Chance
		} else {
			p *= 1 - c.Chance
		}
	}
	return p
}

// Variant is the network with the same units and people and other channels,
// relays, outages and shares of audiences, as a specification of the same rows
// says; arrays of units are shared. It refuses a specification of other channels
// by name, of other ways to hear, or of other links.
func (n *Network) Variant(s Spec) (*Network, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	if len(s.Rows.Tier) != n.Len() || !slices.Equal(s.Tiers, n.tiers) {
		return nil, Errorf("units are added or removed")
	}
	unitOf := n.unitsOfRows()
	c := n.unitsAndPeople()
	c.channels, c.relays, c.public = s.Channels, s.Relays, s.Public
	c.setRelays(&s, unitOf)
	c.setClimbs(&s)
	c.setOutages(s.Outages, unitOf)
	c.setLinks(s.allLinks(), unitOf)
	c.setShares(unitOf)
	return c, n.sameWays(c)
}

// sameWays refuses a variant in which messages have other ways to go.
func (n *Network) sameWays(c *Network) error {
	sameChannel := func(a, b Channel) bool { return a.Name == b.Name }
	sameSource := func(a, b Source) bool { return a.Name == b.Name && a.Kind == b.Kind && a.From == b.From }
	switch {
	case !slices.EqualFunc(n.channels, c.channels, sameChannel):
		return Errorf("channels are added, removed or in another order: only what they do may change (delivers: 0 closes one)")
	case !slices.Equal(n.links, c.links):
		return Errorf("units are linked otherwise: only what goes over links may change")
	case (n.public == nil) != (c.public == nil):
		return Errorf("there is a public in some plays only")
	case n.public != nil && !slices.EqualFunc(n.public.Hears, c.public.Hears, sameSource):
		return Errorf("ways to hear are added, removed or from other units: only what they do may change (share: 0 closes a broadcast)")
	}
	return nil
}

// unitsAndPeople is a network of the same units and people, with no relays, channels,
// outages or links yet.
func (n *Network) unitsAndPeople() *Network {
	return &Network{
		tiers: n.tiers, tiersLocal: n.tiersLocal, main: n.main, addUp: n.addUp, start: n.start,
		parent: n.parent, childStart: n.childStart, child: n.child, label: n.label, key: n.key, row: n.row,
		names: n.names, codes: n.codes, locals: n.locals,
		population: n.population, households: n.households, people: n.people, homes: n.homes, served: n.served, spread: n.spread,
	}
}
