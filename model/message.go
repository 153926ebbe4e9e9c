package model

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
	// NoDelays leaves out how long those who have the message took to have it: of people
	// that takes as much time as all else together, and tables do not print it.
	NoDelays bool
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
