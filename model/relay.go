package model

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
