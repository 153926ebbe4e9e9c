package model

import (
	"slices"
	"strconv"
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

// Rows are the units of a network before they are checked and ordered: one
// entry a unit in each column, in any order.
type Rows struct {
	// Tier is an index of Spec.Tiers.
	Tier []uint8
	// Parent is the row of the unit's parent, or -1. It is of a higher tier.
	Parent []int32
	// Ordinal is n where the unit is the nth of the generated children of its
	// parent, which are named after it, and 0 where it has a name of its own.
	Ordinal []int32
	// Population and Households are whole numbers or Unknown.
	Population, Households []int64
	// Name, Code and LocalName may be shorter than the other columns: units
	// beyond their end are generated. An empty Code stands for the path of
	// names from the top.
	Name, Code, LocalName []string
}

// Spec is everything a Network is made of.
type Spec struct {
	Tiers []string
	// TiersLocal are their names in the local script, each of them or none; "" is none.
	TiersLocal []string
	// Main is how many of the tiers, from the first, are the hierarchy that
	// serves the public; tiers beyond are organisations beside it. 0 is all.
	Main int
	// AddUp makes what the served units below a figure have add up to it also
	// where their own figures are less: each has more in proportion.
	AddUp    bool
	Rows     Rows
	Channels []Channel
	// Relays are kinds of relay; TierRelay is the kind of each tier, and
	// RowRelay that of single rows that differ from their tier.
	Relays    []Relay
	TierRelay []int
	RowRelay  map[int32]int
	// Climbs are kinds of passing on upwards; TierClimb is the kind of each tier, or -1,
	// and RowClimb that of single rows. Where a unit has none, one person passes all on
	// at once, over the channels by which its parent tells it. Nil is none.
	Climbs    []Climb
	TierClimb []int
	RowClimb  map[int32]int
	// Links, Outages and the shares of Public name rows of Rows where Network
	// names units. LinkParts are links before those of Links, in parts, as they are read.
	Links     []Link
	LinkParts []LinkPart
	Outages   []Outage
	// Public is nil where nobody is served.
	Public *Public
	// Reuse, where given, is a network whose units, or whose people, may be the same, as
	// where networks differ in a chance or a delay: they are then shared, not made anew.
	Reuse *Network
}

// mainTiers is Main, or all.
func (s *Spec) mainTiers() int {
	if s.Main == 0 {
		return len(s.Tiers)
	}
	return s.Main
}

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

// Name is the unit's name; a generated unit is called after its parent.
func (n *Network) Name(u Unit) string {
	if l := n.label[u]; l >= 0 && int(l) < len(n.names) {
		return n.names[l]
	}
	ordinal := strconv.Itoa(int(-n.label[u]))
	if p := n.parent[u]; p != NoUnit {
		if n.label[p] < 0 && n.parent[p] != NoUnit {
			return n.Name(p) + "." + ordinal
		}
		return n.Name(p) + " " + ordinal
	}
	return n.tiers[n.TierOf(u)] + " " + ordinal
}

// Ordinal is n where the unit is the nth generated child of its parent, after which it
// is called, and 0 where it has a name of its own.
func (n *Network) Ordinal(u Unit) int32 { return max(-n.label[u], 0) }

// LocalName is the unit's name in the local script, or "".
func (n *Network) LocalName(u Unit) string {
	if l := n.label[u]; l >= 0 && int(l) < len(n.locals) {
		return n.locals[l]
	}
	return ""
}

// Path is the names of the unit and all above it, from the top, with slashes.
func (n *Network) Path(u Unit) string {
	if p := n.parent[u]; p != NoUnit {
		return n.Path(p) + "/" + n.Name(u)
	}
	return n.Name(u)
}

// Code is what tells the unit from all others: the code given for it, or the
// path of names from the top.
func (n *Network) Code(u Unit) string { return string(n.appendCode(nil, u)) }

func (n *Network) appendCode(b []byte, u Unit) []byte {
	l := n.label[u]
	if l >= 0 && int(l) < len(n.codes) && n.codes[l] != "" {
		return append(b, n.codes[l]...)
	}
	if p := n.parent[u]; p != NoUnit {
		b = append(n.appendCode(b, p), '/')
	}
	if l < 0 {
		return strconv.AppendInt(b, int64(-l), 10)
	}
	return append(b, n.names[l]...)
}

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
