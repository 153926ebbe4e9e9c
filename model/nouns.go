package model

// A Channel is how a message goes from one unit to another, or to the public:
// its chance, its delay, its hours and its capacity.
type Channel struct {
	Name string
	// Delivers is the chance that one contact succeeds, 0 to 1.
	Delivers float64
	// Unreachable is the chance, 0 to 1, that no contact over the channel reaches
	// a receiver, whoever makes it and however often: a number that is dead, a
	// page that is never opened. It is drawn once in a play for each receiver: a
	// unit, or one of the people in the audience of a broadcast.
	Unreachable float64
	// Delay is from the contact to the message being in hand.
	Delay Delay
	// Calls is set where contacts are made one after another; nil where one
	// send reaches all children at once.
	Calls *Calls
	// Retry says how often, and after how long, a failed contact is tried again.
	Retry Retry
	// Hours hold back the start of each send or call; nil is always open.
	Hours *Calendar
	// Garbles is the chance, 0 to 1, that a hand-over changes what a copy says, to
	// another of Variants that are equally wrong but for the right one; 0 is so many
	// that a copy never comes right by accident.
	Garbles  float64
	Variants int
}

// Calls is the capacity of a channel on which each contact takes somebody's time.
type Calls struct {
	// Lines is how many calls one person makes at the same time; at least 1.
	Lines int
	// Each is how long one call occupies a line.
	Each Delay
	// Unanswered, where not nil, is how long a call that fails occupies the line;
	// else it takes its drawn Each, as one that succeeds.
	Unanswered Delay
	// Skips is true where those who have the message when their turn comes are
	// left out, and take no time.
	Skips bool
	// SkipsKnown is true where those are left out of whose receipt the caller's unit
	// knows when their turn comes.
	SkipsKnown bool
	// Random is true where children are called in random order, false where
	// in the order they are listed.
	Random bool
}

// ChanceOf is the chance, 0 to 1, that an attempt succeeds of one who can be
// reached; attempts are counted from 0.
func (c *Channel) ChanceOf(attempt int) float64 {
	if attempt > 0 && c.Retry.Differs {
		return c.Retry.Delivers
	}
	return c.Delivers
}

// Retry is what happens after a failed contact: up to Times further contacts,
// each Every after the one before failed.
type Retry struct {
	Every Tick
	Times int
	// Differs is true where Delivers is the chance, 0 to 1, that each of these
	// contacts succeeds; else it is that of the first one.
	Differs  bool
	Delivers float64
}

// A Relay is the people at a unit who pass messages on, and how they do it.
type Relay struct {
	// People act alone; each passes a message on once, or not at all.
	People int
	// PassesOn is the chance that a person will pass a message on, 0 to 1.
	PassesOn float64
	// Notices is from the message's arrival to the moment the person starts.
	Notices Delay
	// Alike is the chance, 0 to 1, that in a play all people of a unit act as
	// one: then either all pass the message on or nobody does, and all notice it
	// at the same moment. What each of them sends is still by itself.
	Alike float64
	// Hours hold back that start; nil is always open.
	Hours *Calendar
	// Over are the channels each person uses, as indices of Spec.Channels.
	Over []int
	// Split is true where the unit's children are divided among its people,
	// each responsible for every People-th child; false where every person
	// contacts every child.
	Split bool
	// Deputy, where above 0, is how long the parent waits for this unit to
	// start before it contacts the unit's children itself.
	Deputy Tick
	// Handles is how the people deal with messages one after another; nil is all at once.
	Handles *Handles
	// Tires is that they pass less on, the more comes; nil is that they do not.
	Tires *Tires
	// Majority is true where a unit believes the commonest of all copies it has, and of
	// as common ones the older; else the first. Corrects is the chance, 0 to 1, that one
	// who holds a wrong copy takes a right one that comes.
	Majority bool
	Corrects float64
}

// A Link is an extra way for a message from one unit to another, beside those
// from parent to child.
type Link struct {
	From, To Unit
	// Over is an index of Spec.Channels.
	Over int32
}

// An Outage is a time in which nobody at a unit notices or passes anything on.
type Outage struct {
	// Unit is the silent unit, or NoUnit where all units of Tier are meant.
	Unit Unit
	Tier int
	// Chance is how likely it is, for each unit by itself. 1 is certain.
	Chance float64
	// Whole is true where the silence lasts for the whole play; else it
	// starts at From and lasts For. Both are drawn once per unit and trial.
	Whole     bool
	From, For Delay
}

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

// A Message is what is sent: from where, when, and until when.
type Message struct {
	Name string
	// From are the units that have it at the time At.
	From []Unit
	At   Tick
	// Expires is the time after which nobody starts to pass it on; 0, or Never,
	// if it does not expire.
	Expires Tick

	// Remind are the steps by which those who do not answer are reminded.
	Remind []Reminder
	// When is what the message waits for; nil is nothing. It is then released Decides
	// after that, once in a play, or where Again is above 0 each time it holds, not
	// sooner than that after the last.
	When    *Condition
	Decides Delay
	Again   Tick
	// Series is the name of the messages of which this is one, repeated; "" is none.
	Series string
	// Priority is higher where it goes first, among what waits for a person's hands or
	// lines.
	Priority int
	// Replaces are messages of which a unit that has this one passes nothing more on, as
	// indices of the problem's.
	Replaces []int
	// Contradicts is 1 + the index of a message that a person who believes this one does
	// not believe; 0 is none.
	Contradicts int
	// Stream, where not nil, makes it many messages, of which each unit passes on each:
	// for the load they are. At is not used.
	Stream *Arrivals
}

// LastStart is the last time at which somebody may start to pass the message
// on; Never if it does not expire.
func (m *Message) LastStart() Tick {
	if m.Expires == 0 {
		return Never
	}
	return m.Expires
}

// A Question is what is asked of a play.
type Question struct {
	// Horizon is where a play ends: what happens later does not count.
	Horizon Tick
	// At are the times at which reach is told, ascending, none beyond Horizon.
	At    []Tick
	Goals []Goal
	// By are the tiers whose units are reported one by one, ascending.
	By []int
	// Ways asks by which way those who have the message had it first, and Starts
	// when units started to pass it on: both take time to count. Of units the ways are
	// counted in every WaysEach-th play, 0 being each: that is what takes the time.
	Ways, Starts bool
	WaysEach     uint64
	// Follow asks what units and people hold of the message, and through how many hands
	// it came, also where copies are never changed: all messages are then played together.
	Follow bool
	// Units are times, ascending, none beyond Horizon, by which it is told of each unit
	// by itself in what share of plays it has the message; none asks nothing of units.
	Units []Tick
}

// A Goal is a share of a tier to be reached by a time.
type Goal struct {
	// Tier is a tier's name, or PublicTier or HouseholdTier.
	Tier  string
	Share float64
	By    Tick
	// Chance is how likely the goal must be to count as met.
	Chance float64
	// Message is the name of the message, or of the series, it is about; "" is each.
	Message string
}

// The names of the two tiers that are people, not units.
const (
	PublicTier    = "public"
	HouseholdTier = "households"
)
