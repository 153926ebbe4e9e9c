// Package laws is what is known of relays without a simulator: closed forms
// from probability, each with a scenario that shows it. A solver is believed
// when it agrees with them. Law says what is known and Law.Check holds a
// solver to it; the package's test and the command line run the same laws.
//
// It also explains how each mechanism of a relay works: its equation in words
// and symbols, its source, and the laws that hold it. The texts are the files
// of the folder mechanisms, one a mechanism; Mechanisms and Find hand them out,
// and `harkara explain` prints them.
package laws

import (
	"math"
	"slices"
	"sync"

	"harkara/model"
)

// A Law is a closed form that a feature of a scenario must agree with.
type Law struct {
	// Number is the law's place in the list of laws; a law that takes several
	// scenarios to show has several entries of one number.
	Number int
	// Name tells entries apart: lower case letters, digits and dashes.
	Name string
	// Title is one line for people, Formula the law in plain text, and Source
	// the paper, the book or the reasoning it is from.
	Title, Formula, Source string
	// Scenario is a scenario file without its questions: those are the claims.
	Scenario string
	// About is the index of the message that the claims are about.
	About int
	// Trials is how many plays show the law to a few parts in a thousand.
	Trials int
	Claims []Claim
}

// A Claim is one number that a law knows of its scenario.
type Claim struct {
	// What the number is, in words, with its unit where it has one.
	What string
	// Of tells how the number is read off an answer.
	Of Reading
	// Tier is whose: a tier of the scenario, public or households.
	Tier string
	// Way is the name of a way, for FirstBy, or of an answer.
	Way string
	// Less is, for MeanDelay, a tier whose mean is taken off; or "".
	Less string
	// At is when, for Reach, CountVariance and Chance.
	At model.Tick
	// Share is how much of the tier, for Chance and MeanTime (any, above 0)
	// and MedianTime (0.5, 0.9 or 1).
	Share float64
	// Grid is where a distribution is read, for MeanTime and DelayVariance.
	Grid Grid
	// In is the unit of a time: an hour for hours; 0 is seconds.
	In model.Tick
	// Expected is what the law says, in In (or its square, for a variance).
	Expected float64
	// Spread is the standard deviation of the reading in one play, by theory,
	// so that n plays know it to Spread/√n. Measured is where theory is not
	// at hand: the answer's own bounds are believed, for Reach only.
	Spread float64
	// Slack is by how much an answer may be off for reasons that are not
	// chance: the documented error of a table or of an approximation.
	Slack float64
}

// Measured is the Spread of a claim whose error is taken from the answer.
const Measured = -1

// A Reading is a way to read a number off an answer. All are means over plays
// (a variance is, up to a term that vanishes), so that answers of several
// seeds can be pooled.
type Reading int

// The readings.
const (
	// Reach is the expected share of a tier that has the message by At.
	Reach Reading = iota
	// CountVariance is the variance from play to play of the number of a
	// tier's units (people, households) that have it by At.
	CountVariance
	// Chance is that of Share of the tier to have it by At.
	Chance
	// MeanTime is the mean of the time at which Share of the tier has it. It
	// is the integral of the chance that it is later, by the trapezoid rule
	// over Grid.
	MeanTime
	// MedianTime is the median of that time.
	MedianTime
	// MeanDelay is the mean arrival of what was reached.
	MeanDelay
	// DelayVariance is the variance of arrivals that all lie on Grid.
	DelayVariance
	// FirstBy is, of those who have the message by At, the share that had it first by
	// Way.
	FirstBy
	// Right, Wrong and OfThose are the shares of a tier with a right copy, with a wrong
	// one (or who believe what contradicts the message), and of those with any the share
	// with a right one; Hands is the mean number of hand-overs to those who have it.
	Right
	Wrong
	OfThose
	Hands
	// Known is the share of those who answer (Way is the answer's name) of whom a tier
	// knows by At, and KnownSpread the standard deviation of it; KnownDelay is the mean
	// time of what is known, and KnownAll the chance that all are known by the horizon.
	Known
	KnownSpread
	KnownDelay
	KnownAll
	// Reminded is how many reminders are sent in a play, Reports how many reports a tier
	// has in hand by At, and Released the chance that the message is released.
	Reminded
	Reports
	Released
	// Busy is the share of time that the people of a tier work, Waits the mean wait for
	// their hands, and Dropped the share of messages that are thrown out.
	Busy
	Waits
	Dropped
)

// A Grid is times From, From+Step, … up to Until. A MeanTime never comes
// before From, nor (but for a chance that does not matter) after Until.
type Grid struct{ From, Step, Until model.Tick }

func (g Grid) times() []model.Tick {
	var out []model.Tick
	for t := g.From + g.Step; t <= g.Until; t += g.Step {
		out = append(out, t)
	}
	return out
}

// All are the laws in their order.
func All() []Law { return slices.Clone(all()) }

// all works the formulas out once, which takes a second.
var all = sync.OnceValue(func() []Law {
	return slices.Concat(
		chains(), peopleDelay(), losses(), lasts(), calls(), contacts(), notIndependent(), windows(), rumours(), fades(), homes(), circumstances(), firstWays(), copies(), believed(), receipts(), several(),
	)
})

// reach is a claim of a share, with the spread that one play of n
// independent units has.
func reach(what, tier string, at model.Tick, share float64, n int) Claim {
	return Claim{
		What: what, Of: Reach, Tier: tier, At: at, Expected: share,
		Spread: math.Sqrt(share * (1 - share) / float64(n)),
	}
}

// chance is a claim of a chance: each play is one coin.
func chance(what, tier string, share float64, at model.Tick, p float64) Claim {
	return Claim{
		What: what, Of: Chance, Tier: tier, Share: share, At: at, Expected: p,
		Spread: math.Sqrt(max(p*(1-p), 0)),
	}
}

// meanTime is a claim of the mean time, in grid steps of In, until a share of
// a tier has it; variance is that of the time. Reading it on a grid rounds it,
// which adds the variance of a uniform number one step wide.
func meanTime(what, tier string, share float64, g Grid, in model.Tick, mean, variance float64) Claim {
	step := float64(g.Step) / float64(in)
	return Claim{
		What: what, Of: MeanTime, Tier: tier, Share: share, Grid: g, In: in,
		Expected: mean, Spread: math.Sqrt(variance + step*step/12),
	}
}

// meanDelay is a claim of the mean arrival of n independent units,
// all reached; variance is that of one arrival. Tables of delays are right to
// one part in 10,000.
func meanDelay(what, tier string, in model.Tick, mean, variance float64, n int) Claim {
	return Claim{
		What: what, Of: MeanDelay, Tier: tier, In: in, Expected: mean,
		Spread: math.Sqrt(variance / float64(n)), Slack: tableError * mean,
	}
}

// The documented errors of what is tabulated: of a delay, as a share of itself
// (random.Table), and of a share of people (public, the distribution of delays).
const (
	tableError = 1e-4
	curveError = 2e-4
	// timeError is that of a time which people are found to have reached a
	// share by, as a part of itself; cohortError that of a thousand people who
	// talk and are followed by the mean and the variance of their number.
	timeError   = 1e-3
	cohortError = 1.5e-3
	// gridError is that of a mean delay that an exact answer reads off a grid
	// of times, and gives no bounds of.
	gridError = 1e-3
)
