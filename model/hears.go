package model

// SourceKind tells the ways in which people hear apart.
type SourceKind uint8

// The ways in which people hear.
const (
	// Broadcast reaches an audience at once: each person is in it, or not.
	Broadcast SourceKind = iota
	// Visits go from household to household.
	Visits
	// Talk spreads from the people who know to those who do not.
	Talk
	// Tell is that some people, drawn at random, know when their unit starts.
	Tell
)

// A Source is one way in which the people of a unit hear.
type Source struct {
	Name string
	Kind SourceKind
	// From is the tier of the sending unit: the one above the people in that
	// tier. Not used by Talk.
	From int
	// Channel is an index of Spec.Channels; only for Broadcast.
	Channel int
	// Share is the chance that a person is in the audience; only for Broadcast.
	Share float64
	// Shares are those of units that differ, for their people and those of the
	// units below them; of several the nearest counts. Only for Broadcast.
	Shares []UnitShare
	// PerHome is true where households, not persons, are in the audience: each with
	// chance Share, alone, and delivery is drawn once for it. Only for Broadcast.
	PerHome bool
	// Unheard is the chance, 0 to 1, that a person does not hear what was delivered
	// to the household, each person alone. Only for Visits, and Broadcast per home.
	Unheard float64
	// Workers go out, each visiting PerHour households an hour while Hours
	// are open; only for Visits.
	Workers int
	PerHour float64
	Hours   *Calendar
	// Closed is the chance, 0 to 1, that a visit finds nobody at home. Homes not
	// met are visited again, in up to Again further rounds, each in new random order
	// after the one before; only for Visits.
	Closed float64
	Again  int
	// Rate, per day, is the hazard at which a person who does not know hears,
	// times the share of the unit's people who know and tell; only for Talk.
	Rate float64
	// Silent is the chance, 0 to 1, that a person takes no part in talk: neither
	// hears by it nor tells. Tells is for how long one who knows tells others; nil
	// is for ever. Both are drawn for each person, and only for Talk.
	Silent float64
	Tells  Delay
	// Garbles and Variants are those of a channel, for each who is told, and Stops is
	// the chance, 0 to 1, that one who tells somebody who knows stops telling for good;
	// only for Talk.
	Garbles  float64
	Variants int
	Stops    float64
	// TellPeople is how many know, or TellShare which share of a unit's people; exactly
	// one is above 0. Only for Tell.
	TellPeople int64
	TellShare  float64
	// Carries are the messages that are heard by it, as indices of the problem's; nil
	// is all.
	Carries []int
	// Among are the segments of the public it reaches, bit i for segment i;
	// 0 is everybody.
	Among uint64
}

// A UnitShare is the share of a broadcast's audience at and below a unit.
type UnitShare struct {
	Unit  Unit
	Share float64
}

// A Segment is a named group of people within every served unit.
type Segment struct {
	Name  string
	Share float64
}

// An Overlap is the share of people who are in the audiences of two broadcasts
// at once, where they are not independent. A broadcast is in one at most: two
// would not tell how many are in all three audiences.
type Overlap struct {
	A, B  int // indices of Public.Hears
	Share float64
}

// Public is the people below the last tier, and how they hear.
type Public struct {
	// Tier is the tier whose units have people; -1 means every unit without
	// children.
	Tier int
	// PerUnit is the people of a unit where the network gives no figure.
	PerUnit int64
	// Household is the people per household where the network gives no figure.
	Household float64
	// Sizes, where given, are the shares of households of 1, 2, 3, … people;
	// else households are as even in size as whole people allow.
	Sizes []float64
	Hears []Source
	// Segments add up to 1; none is one segment of everybody.
	Segments []Segment
	Overlaps []Overlap
	// Attends is how many messages a person takes in; nil is all.
	Attends *Attends
	// Corrects is the chance, 0 to 1, that one who believes a message which contradicts
	// another takes the other when it comes.
	Corrects float64
}
