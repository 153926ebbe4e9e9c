package study

import "fmt"

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

	kinds
)

// phrases are how reasons are told, %s standing for the tier.
var phrases = [kinds]string{
	InTime:        "in time",
	Unsent:        "never by then: the message is sent later",
	NoWay:         "never: nobody tells the %s",
	NotPassed:     "never: nobody at the %s passes it on",
	Silent:        "never: the %s is silent (outage)",
	RelayClosed:   "never: the %s is closed until the horizon",
	Expired:       "never: the message expires before anybody at the %s starts",
	ChannelClosed: "never: the channels of the %s are closed until the horizon",
	Queued:        "never: the calls of the %s do not come to it before the horizon",
	Failed:        "never: every contact of the %s fails",
	SlowNotice:    "late: the longest wait is for the %s to notice",
	WaitForHours:  "late: the longest wait is for open hours at the %s",
	WaitForOutage: "late: the longest wait is for an outage of the %s to end",
	WaitForDeputy: "late: the longest wait is how long deputies at the %s wait",
	Retries:       "late: the longest wait is for the %s to try again",
	WaitForCalls:  "late: the longest wait is in the queue of calls of the %s",
	SlowDelivery:  "late: the longest wait is on the way from the %s",
}

// Late tells whether the message is on its way, only too late.
func (k Kind) Late() bool { return k >= SlowNotice }

// A Cause is why a unit was not told in time in one trial: what happened, and
// at units of which tier.
type Cause struct {
	Kind Kind
	// Tier is an index of the network's tiers; -1 for InTime and Unsent.
	Tier int
}

// nowhere is a cause at no tier.
const nowhere = -1

// text says a cause in words.
func (c Cause) text(tiers []string) string {
	if c.Tier == nowhere {
		return phrases[c.Kind]
	}
	return fmt.Sprintf(phrases[c.Kind], tiers[c.Tier])
}

var reasonNames = [...]string{
	InTime: "in-time", Unsent: "unsent", NoWay: "no-way", NotPassed: "not-passed", Silent: "silent", RelayClosed: "relay-closed",
	Expired: "expired", ChannelClosed: "channel-closed", Queued: "queued", Failed: "failed", SlowNotice: "slow-notice",
	WaitForHours: "wait-for-hours", WaitForOutage: "wait-for-outage", WaitForDeputy: "wait-for-deputy", Retries: "retries",
	WaitForCalls: "wait-for-calls", SlowDelivery: "slow-delivery",
}

// String is a word for other programs, such as not-passed.
func (k Kind) String() string {
	if int(k) < len(reasonNames) {
		return reasonNames[k]
	}
	return "unknown"
}
