package model

// AnswerKind tells answers apart.
type AnswerKind uint8

// The kinds of answer: a receipt says that a message came, a report that somebody has
// noticed something.
const (
	Receipt AnswerKind = iota
	Report
)

// answerKinds are the kinds of answer, for programs.
var answerKinds = [...]string{Receipt: "receipt", Report: "report"}

// String is "receipt" or "report".
func (k AnswerKind) String() string { return answerKinds[k] }

// AnswerOrigin tells who answers.
type AnswerOrigin uint8

// Who answers: the units of a tier, all units without children, the households or the
// people of served units; or units of a tier by a stream of their own, whether or not
// they have a message.
const (
	FromTier AnswerOrigin = iota
	FromLeaves
	FromHouseholds
	FromPublic
	OfTier
)

// An Answer is what goes up: from those who have a message (From), or from units that
// notice something by themselves (OfTier). It climbs from unit to parent, as Climb
// says, up to tier To; every unit on the way then knows of its origin.
type Answer struct {
	Name string
	Kind AnswerKind
	// From is who answers; Tier is theirs where that is a tier.
	From AnswerOrigin
	Tier int
	// To is the tier up to which it climbs.
	To int
	// Chance is that of one who could answer to do so, 0 to 1, and After the wait from
	// having the message to it. Not used by OfTier.
	Chance float64
	After  Delay
	// PerDay is how many reports a unit makes in a day, at random moments (a Poisson
	// stream), and During the time in which it does; only for OfTier.
	PerDay float64
	During [2]Tick
}

// A Climb is how the people of a unit pass on what comes from below, or begins there,
// to the unit above. They are the same persons as those of its relay: person 1 calls
// up and down on the same lines.
type Climb struct {
	// People act alone; each passes an item on once, or not at all.
	People int
	// PassesOn is the chance that a person will pass an item on, 0 to 1.
	PassesOn float64
	// Notices is from having the item in hand to the moment the person starts.
	Notices Delay
	// Hours hold back that start; nil is always open.
	Hours *Calendar
	// Over are the channels each person uses, as indices of Spec.Channels.
	Over []int
	// Alike is the chance, 0 to 1, that all people of a unit act as one on an item.
	Alike float64
	// Once is true where a person decides once in a play for all items of one answer
	// whether to pass them on; else for each by itself.
	Once bool
	// Sends is how items wait for each other; nil sends each at once.
	Sends *Bundle
	// Merges, where above 0, is for how long after a report no further one of the same
	// answer is passed on.
	Merges Tick
}

// A Bundle is when items that wait at a unit go on as one: exactly one of Every, At, Of
// and All is set.
type Bundle struct {
	// Every sends what is in hand at each whole multiple of it after release.
	Every Tick
	// At are the moments since release, ascending, at which what is in hand is sent.
	At []Tick
	// Of sends when so many wait.
	Of int
	// All sends when every child unit that can answer has, or Latest after the unit's
	// own arrival, whichever is first. Later items go at once.
	All    bool
	Latest Tick
}

// HandleOrder tells in which order a person deals with what waits.
type HandleOrder uint8

// The orders: the longest waiting first, the newest first, or by Message.Priority
// (higher first, and of one priority the longest waiting).
const (
	FirstIn HandleOrder = iota
	NewestFirst
	ByPriority
)

// Handles is how a relay's people deal with messages one after another, once they have
// noticed them, before they pass them on.
type Handles struct {
	// Each is how long one message takes.
	Each  Delay
	Order HandleOrder
	// AtMost, where above 0, is how many may wait and be in hand at the same time, for
	// each person (Shared: for the unit). Of more, one is dropped: it is not passed on.
	AtMost int
	// DropOldest throws out the longest waiting; else the newcomer is refused.
	DropOldest bool
	// Hands is how many messages a person deals with at the same time; 0 is 1.
	Hands int
	// Shared is true where the unit takes a message, and the first free of its people
	// deals with it, once; else each person takes it.
	Shared bool
}

// Tires is that a relay's people pass less on, the more comes: the chance is
// multiplied by By for every other message that came to the unit less than Per before.
type Tires struct {
	Per Tick
	By  float64
}

// Attends is how many messages a person takes in: who has taken in AtMost within Per
// misses what reaches them then.
type Attends struct {
	AtMost int
	Per    Tick
}

// A Reminder is one step by which a unit that passed a message on asks those below it
// of whose answer it does not know.
type Reminder struct {
	// Unless is the answer that makes it needless: an index of the problem's answers.
	Unless int
	// By is the tier whose units remind, and After how long after they first started to
	// pass the message on.
	By    int
	After Tick
	// Over are the channels it goes over; nil is those of the relay.
	Over []int
}

// A Condition is what a message waits for: reports that are in hand where an answer
// climbs to.
type Condition struct {
	// Answer is an index of the problem's answers, and Count how many of it there must be.
	Answer, Count int
	// FromCount, where above 0, is from how many units of tier FromTier they must be,
	// counted where they began.
	FromTier, FromCount int
	// Within, where above 0, counts only those that came in the last so long.
	Within Tick
}

// Arrivals is a stream of messages like one: at random moments, so many a day on
// average (a Poisson stream), up to a time.
type Arrivals struct {
	PerDay float64
	Until  Tick
}
