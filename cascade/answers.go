package cascade

import (
	"cmp"

	"harkara/model"
)

// Together is what happened in one trial to all messages and answers of a problem that
// are played together.
type Together struct {
	// Messages are in the order of Problem.Messages, Answers as Problem.Answered.
	Messages []MessagePlay
	Answers  []AnswerPlay
	Desks    []DeskPlay
	Ledger   Ledger
}

// MessagePlay is what happened to one message.
type MessagePlay struct {
	// Arrival and Start are as in an Outcome.
	Arrival, Start []model.Tick
	// Released is when it first was, Never where it was not, and Cause when the first
	// report was made of those that released it.
	Released, Cause model.Tick
	// Held is what each unit held of the message from when on, and Anew when units that
	// were corrected started to pass it on again; nil where copies are not followed.
	Held     [][]Holding
	Restarts []Restart
}

// Holding is what a unit holds of a message from a time on: Content is 0 where it is
// right, and HandOvers is after how many hand-overs it came from the source.
type Holding struct {
	At                 model.Tick
	Content, HandOvers int32
}

// Restart is when the first of a unit's people starts to pass a message on again.
type Restart struct {
	Unit model.Unit
	At   model.Tick
}

// AnswerPlay is what happened to one answer about one message, or to one stream.
type AnswerPlay struct {
	// Made is when each origin first answered; where they are people, households or
	// streams, when each report was made, in no order.
	Made []model.Tick
	// Known is, by tier of the network, when each origin was first known of at the unit
	// of that tier above it; or when each report was in hand there. Nil for a tier that
	// it does not come to. Of households it is when each receipt was in hand.
	Known [][]model.Tick
	// Complete is when the count of a condition first held; Never else.
	Complete model.Tick
	// Sent are the reminders for want of this answer, Needless those to units that had the message
	// when it was made, and News those by which it first came.
	Sent, Needless, News int
}

// DeskPlay is what the people of a tier's units had to deal with (model.Handles), all of
// one number at a desk together; number 0 is the unit, where they share the work.
type DeskPlay struct {
	Tier, Person int
	// Message is which one is told of, an index of Problem.Messages; −1 is all together.
	Message int
	// Busy is how much time was worked, and Open how much there was.
	Busy, Open model.Tick
	// Waits are the times from noticing to beginning, of those that began.
	Waits []model.Tick
	// Came, Handled and Dropped are how many.
	Came, Handled, Dropped int
}

// Ledger counts contacts: each that was due to be made is in exactly one other number,
//
//	Sent = Delivered + Lost + Dropped + UnderWay + Expired
type Ledger struct {
	Sent int64
	// Delivered were in hand by the horizon, and Lost failed at each attempt.
	Delivered, Lost int64
	// Dropped were not made, as somebody had the message or the answer was known when
	// their turn came, or what they were about was thrown out or replaced; Expired, as the message had expired.
	Dropped, Expired int64
	// UnderWay had not been made, or had not arrived, by the horizon.
	UnderWay int64
}

// Balanced tells whether nothing is lost or counted twice.
func (l *Ledger) Balanced() bool {
	return l.Sent == l.Delivered+l.Lost+l.Dropped+l.UnderWay+l.Expired
}

// FromName is who gives an answer, as programs are told: a tier of tiers, HouseholdTier,
// PublicTier or leaves.
func FromName(a *model.Answer, tiers []string) string {
	switch a.From {
	case model.FromHouseholds:
		return model.HouseholdTier
	case model.FromPublic:
		return model.PublicTier
	case model.FromLeaves:
		return "leaves"
	}
	return tiers[a.Tier]
}

// An Asked is one answer as it is given to one message: indices of Problem.Answers and
// of Problem.Messages; Message is −1 for a stream, which needs none.
type Asked struct{ Answer, Message int }

// Answered is what became of one answer to the message that is asked about.
type Answered struct {
	Name string
	Kind model.AnswerKind
	// From is who answers: a tier's name, HouseholdTier, PublicTier or "leaves"; To is a
	// tier's name.
	From, To string
	// Known is, of receipts, what each tier that they climb to knows: Name is that tier,
	// Units how many could answer, and Reach the share of them of whom the unit above them
	// in that tier knows. The tiers are in order from the origins up.
	Known []Tier
	// Groups are what each unit of Question.By knows of those below it, worst first at
	// the last of Result.At; units of which nobody could answer are left out.
	Groups []Group
	// Reminders is nil where this answer is not reminded of.
	Reminders *Reminders
	// Reports is nil for receipts.
	Reports *Reports
}

// Reminders are mean numbers in a play: how many were sent, of them to units that had
// the message already, and how many brought it.
type Reminders struct{ Sent, Needless, News Estimate }

// Reports are numbers of reports.
type Reports struct {
	Made []Amount // at each of Result.At
	// Known are those in hand at each tier, in order from the origins up.
	Known []KnownReports
	// Complete is when the count that a message waits for was in hand; nil where none does.
	Complete *TimeTo
}

// KnownReports are the reports in hand at one tier.
type KnownReports struct {
	Tier    string
	Amounts []Amount
}

// Amount is a number at a time: Mean is that expected, and SD, P05 and P95 tell how it
// varies from one play to the next.
type Amount struct {
	At           model.Tick
	Mean         Estimate
	SD, P05, P95 float64
}

// Release is when a message that waits for reports was released.
type Release struct {
	// Plays is the share of plays in which it was.
	Plays Estimate
	// Time is when, over all plays, and Complete when its condition first held: Share is 1.
	Time, Complete TimeTo
	// FromCause is how long it is from the first report of those that released it to a
	// share of each tier having the message; one entry for each of Result.Tiers.
	FromCause [][]TimeTo
}

// Load is what the people of a tier have to deal with.
type Load struct {
	Tier string
	// Person counts from 1; 0 is the unit as a whole, where its people share the work.
	Person int
	// Message is the one that is told of, where several share the desk; "" is all together.
	Message string
	// Busy is the share of open time in which they work, 0 to 1.
	Busy Estimate
	// Wait is the mean time in seconds from noticing to beginning, NaN where nothing
	// began, and Wait90 what nine of ten wait at most.
	Wait   Estimate
	Wait90 float64
	// Handled and Dropped are mean numbers in a play at one unit of the tier; Lost is the
	// share dropped of what came.
	Handled, Dropped, Lost Estimate
	// Overloaded is true where more comes than can be dealt with, of a message by itself and
	// those more urgent: waiting grows for ever, and has no mean.
	Overloaded bool
}

// Right is how many of a tier have a message as it was sent, one entry for each of
// Result.At: the shares of all with a right copy, a wrong one and none add up to 1.
type Right struct {
	Tier string
	// Against is the message of which people believe only one, this or that: Wrong are
	// then those who believe that one. "" is copies that were garbled.
	Against           string
	Right, Wrong, Not []Estimate
	// OfThose is the share with a right copy of those who have one; NaN where nobody has.
	OfThose []Estimate
}

// HandOvers is the mean number of hand-overs from the source to those of a tier who have the
// message by each of Result.At; NaN where nobody has.
type HandOvers struct {
	Tier string
	Mean []Estimate
}

// WorseKnown orders units of one tier by how little they know in the end.
func WorseKnown(a, b Group) int {
	last := func(g Group) float64 {
		if k := len(g.Self.Reach); k > 0 {
			return g.Self.Reach[k-1].Mean.Value
		}
		return 0
	}
	if a.Self.Name != b.Self.Name {
		return 0
	}
	return cmp.Compare(last(a), last(b))
}
