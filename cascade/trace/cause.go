package trace

import "harkara/model"

// A Kind tells reasons apart.
type Kind uint8

// The kinds of reason. A unit that does not get the message within the horizon
// has one of those from NoWay to Failed, which name the hop that broke. A unit
// that gets it after the time asked, or to which it was still on its way at the
// horizon, has one of those from SlowNotice on, which name the longest wait.
const (
	// InTime is no reason: the unit has it by the time asked.
	InTime Kind = iota
	// Unsent: the message is released only after the time asked.
	Unsent
	// Unreleased: it waits for reports, and is not released.
	Unreleased
	// NoWay: nobody who may have the message tells the unit, or that one of the
	// units above it at which the way ends.
	NoWay
	// NotPassed: of the people who would tell the next unit nobody passes it on.
	NotPassed
	// Silent: an outage keeps them silent until the horizon.
	Silent
	// RelayClosed: they notice it, and find no open hours before the horizon.
	RelayClosed
	// Expired: the message expires before one of them starts.
	Expired
	// ChannelClosed: somebody starts, and the channel does not open again.
	ChannelClosed
	// Queued: calls are made, and the next unit's turn does not come before
	// the horizon.
	Queued
	// Unreachable: contacts are made, and nobody can reach the next unit over
	// their channels in this play.
	Unreachable
	// Failed: every contact that was made fails.
	Failed
	// SlowNotice: the longest wait is for somebody to notice the message.
	SlowNotice
	// WaitForHours: it is for somebody's hours, or a channel's, to begin.
	WaitForHours
	// WaitForOutage: it is for the end of an outage.
	WaitForOutage
	// WaitForDeputy: it is how long deputies wait before they bypass a unit.
	WaitForDeputy
	// Retries: it is for contacts that fail and the time until the next.
	Retries
	// WaitForCalls: it is for a line, while others are called.
	WaitForCalls
	// SlowDelivery: it is the call itself and the delay of the channel.
	SlowDelivery

	// Those of answers on their way up only (Stuck). NoMessage: who would answer does not
	// have the message. NotAnswered: has it, and does not answer. Together: the answer waits
	// to go with others. Merged: another went so shortly before that it does not.
	NoMessage
	NotAnswered
	Together
	Merged

	kinds
)

// Late tells whether the message is on its way, only too late.
func (k Kind) Late() bool { return k >= SlowNotice && k <= SlowDelivery }

// A Cause is why a unit was not told in time in one trial: what happened, and
// at units of which tier.
type Cause struct {
	Kind Kind
	// Tier is an index of the network's tiers; -1 for InTime, Unsent and Unreleased.
	Tier int
}

// nowhere is a cause at no tier.
const nowhere = -1

// Note is a cause as a line of its own, with that it is never or late; tiers are
// the network's.
func (c Cause) Note(tiers []string) model.Note {
	switch {
	case c.Kind == InTime || c.Kind == Unsent || c.Kind == Unreleased:
		return c.Reason(tiers)
	case c.Kind.Late():
		return model.NewNote("why-late", c.Reason(tiers))
	}
	return model.NewNote("why-never", c.Reason(tiers))
}

// Reason is a cause as part of a sentence: of kind cause- and the kind's word,
// with the tier where there is one.
func (c Cause) Reason(tiers []string) model.Note {
	if c.Tier == nowhere {
		return model.NewNote("cause-" + c.Kind.String())
	}
	return model.NewNote("cause-"+c.Kind.String(), tiers[c.Tier])
}

var reasonNames = [...]string{
	InTime: "in-time", Unsent: "unsent", Unreleased: "unreleased", NoWay: "no-way", NotPassed: "not-passed", Silent: "silent", RelayClosed: "relay-closed",
	Expired: "expired", ChannelClosed: "channel-closed", Queued: "queued", Unreachable: "unreachable", Failed: "failed", SlowNotice: "slow-notice",
	WaitForHours: "wait-for-hours", WaitForOutage: "wait-for-outage", WaitForDeputy: "wait-for-deputy", Retries: "retries",
	WaitForCalls: "wait-for-calls", SlowDelivery: "slow-delivery",
	NoMessage: "no-message", NotAnswered: "not-answered", Together: "together", Merged: "merged",
}

// String is a word for other programs, such as not-passed.
func (k Kind) String() string {
	if int(k) < len(reasonNames) {
		return reasonNames[k]
	}
	return "unknown"
}
