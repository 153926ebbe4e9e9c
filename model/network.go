package model

import (
	"slices"
	"sync"
)

// Unit is the index of an office or group of people at one place. Units are
// numbered tier by tier from the top, within a tier in the order in which a
// walk down the hierarchy meets them: what lies below one unit is, in every
// tier, one unbroken range.
type Unit = int32

// NoUnit is no unit: the parent of a unit at the top.
const NoUnit Unit = -1

// Range is the units from Lo up to, not including, Hi.
type Range struct{ Lo, Hi Unit }

// Len is how many units are in the range.
func (r Range) Len() int { return int(r.Hi - r.Lo) }

// Unknown is a figure that is not given.
const Unknown int64 = -1

// Network is who can tell whom, and how: checked once, never changed after.
// It is kept in arrays, about 60 bytes a unit beside the names.
type Network struct {
	kept sync.Map // by Kept

	tiers []string
	// tiersLocal may be shorter.
	tiersLocal []string
	main       int
	addUp      bool
	start      []Unit // first unit of each tier, and the end

	parent     []Unit
	childStart []int32 // of unit u: child[childStart[u]:childStart[u+1]]
	child      []Unit
	label      []int32 // of names, or −ordinal
	key        []uint64
	row        []int32
	relay      []uint16

	names, codes, locals []string

	population, households figures
	people, homes          []int64 // of served units, after spreading
	served                 []Unit
	spread                 Spread

	channels  []Channel
	relays    []Relay
	climbs    []Climb
	climb     []int16 // of each unit; nil where there are none
	links     []Link  // ascending by From
	linkStart []int32
	incoming  incoming
	outages   []Outage
	public    *Public
}

// MaxTiers and MaxUnits are the limits of a network.
const (
	MaxTiers = 64
	MaxUnits = 200_000_000
)

// New checks a specification and orders its units. It reports everything that
// is wrong, joined.
func New(s Spec) (*Network, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	n := &Network{tiers: s.Tiers, tiersLocal: s.TiersLocal, main: s.mainTiers(), addUp: s.AddUp, channels: s.Channels, relays: s.Relays, public: s.Public,
		names: s.Rows.Name, codes: s.Rows.Code, locals: s.Rows.LocalName}
	var unitOf []Unit
	same := s.Reuse != nil && s.sameUnits(s.Reuse)
	if same {
		unitOf = n.takeUnits(s.Reuse)
	} else {
		unitOf = n.order(&s.Rows)
	}
	n.setRelays(&s, unitOf)
	n.setClimbs(&s)
	n.setLinks(s.allLinks(), unitOf)
	n.setOutages(s.Outages, unitOf)
	n.setShares(unitOf)
	if same && s.samePeople(s.Reuse) {
		n.takePeople(s.Reuse)
	} else {
		n.setPeople()
	}
	return n, nil
}

// Len is the number of units.
func (n *Network) Len() int { return len(n.parent) }

// TierLocal is a tier's name in the local script, or "".
func (n *Network) TierLocal(t int) string { return at(n.tiersLocal, int32(t)) }

// Tiers are the names of the tiers from the top.
func (n *Network) Tiers() []string { return n.tiers }

// TierIndex is the index of the tier of that name, or -1.
func (n *Network) TierIndex(name string) int {
	return slices.Index(n.tiers, name)
}

// Main is how many tiers, from the first, are the hierarchy that serves the
// public.
func (n *Network) Main() int { return n.main }

// InTier are the units of a tier.
func (n *Network) InTier(t int) Range { return Range{n.start[t], n.start[t+1]} }

// TierOf is the tier of a unit.
func (n *Network) TierOf(u Unit) int {
	for t := range n.tiers {
		if u < n.start[t+1] {
			return t
		}
	}
	return -1
}

// Parent is the unit above u, or NoUnit.
func (n *Network) Parent(u Unit) Unit { return n.parent[u] }

// Parents is the parent of every unit. It must not be changed.
func (n *Network) Parents() []Unit { return n.parent }

// Children are the units directly below u, ascending. They must not be changed.
func (n *Network) Children(u Unit) []Unit { return n.child[n.childStart[u]:n.childStart[u+1]] }

// Above is the unit of tier t that is u or lies above it, or NoUnit.
func (n *Network) Above(u Unit, t int) Unit {
	for u != NoUnit && u >= n.start[t+1] {
		u = n.parent[u]
	}
	if u != NoUnit && u >= n.start[t] {
		return u
	}
	return NoUnit
}

// RangesBelow are, for every unit of tier above, the units of tier t that lie
// below it: one range each, which may be empty. For above == t it is each unit
// itself.
func (n *Network) RangesBelow(above, t int) []Range {
	top, in := n.InTier(above), n.InTier(t)
	out := make([]Range, top.Len())
	for v := in.Lo; v < in.Hi; v++ {
		u := n.Above(v, above)
		if u == NoUnit {
			continue
		}
		r := &out[u-top.Lo]
		if r.Len() == 0 {
			r.Lo = v
		}
		r.Hi = v + 1
	}
	return out
}

// Key is the hash of a unit's code: its address among random numbers, the same
// in every network in which the code occurs.
func (n *Network) Key(u Unit) uint64 { return n.key[u] }

// Row is the row of the specification from which the unit was made.
func (n *Network) Row(u Unit) int32 { return n.row[u] }

// Relay is how the people at a unit pass messages on.
func (n *Network) Relay(u Unit) *Relay { return &n.relays[n.relay[u]] }

// Kept is what make returns, made once for this network and a key and kept with it:
// tables that all who play a network share. Make may be called more than once where
// several ask at the same time; one result is kept.
func (n *Network) Kept(key any, make func() any) any {
	if v, ok := n.kept.Load(key); ok {
		return v
	}
	v, _ := n.kept.LoadOrStore(key, make())
	return v
}

// RelayKind is the index of a unit's relay among Relays.
func (n *Network) RelayKind(u Unit) int { return int(n.relay[u]) }

// Relays are the kinds of relay in the network.
func (n *Network) Relays() []Relay { return n.relays }

// Channels are the channels of the network, by the indices used elsewhere.
func (n *Network) Channels() []Channel { return n.channels }

// LinksFrom are the extra links that leave a unit.
func (n *Network) LinksFrom(u Unit) []Link { return n.links[n.linkStart[u]:n.linkStart[u+1]] }

// Links are all extra links, ascending by the unit they leave.
func (n *Network) Links() []Link { return n.links }

// Outages are the outages that may happen.
func (n *Network) Outages() []Outage { return n.outages }

// Public is how the people hear, or nil.
func (n *Network) Public() *Public { return n.public }
