package model

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
