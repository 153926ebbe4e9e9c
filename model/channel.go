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
