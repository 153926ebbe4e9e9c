package cascade

import (
	"cmp"

	"harkara/model"
)

// Bottlenecks tell where a message goes wrong: what each hop, and each unit,
// costs in people who do not have it by a time. Where nobody is served, units of
// the last tier are counted in their place.
type Bottlenecks struct {
	Solver string // "montecarlo" or "exact"
	Trials int    // trials played; 0 when exact
	// Of is the tier counted: PublicTier, or the name of the last tier; Total
	// is how many there are.
	Of    string
	Total int64
	At    model.Tick
	// Missed is the expected share that does not have the message by At.
	Missed Estimate
	// Hops are the steps on the way down in order; what stopped at them adds up
	// to Missed.
	Hops []Hop
	// Units are those that matter, worst first: by what is gained were they
	// perfect.
	Units []Worth
	// Answers are where what comes back stops on its way up; nil where nothing does.
	Answers []AnswerLosses
}

// AnswerLosses tell where answers of one name stop on their way up, in mean numbers in a
// play.
type AnswerLosses struct {
	Name string
	Kind model.AnswerKind
	// From is who answers, To the tier that it goes to (Answered).
	From, To string
	// Total is how many could answer, or of people and streams how many reports are made;
	// None of them give no answer by the time (NaN where only those made are counted), and
	// Known are known at To. What stopped at the hops is all the rest.
	Total, None, Known Estimate
	// Hops are the steps up in order; Stopped is a number here.
	Hops []Hop
	// Units are those that matter, worst first: how many more would be known at To did the
	// unit surely pass each answer on at once, one by one, and how many fewer did it none.
	Units []Worth
}

// Hop is one step on the way down: from a tier to the next, or to the people.
type Hop struct {
	From, To string
	// Stopped is the share of all for whom the message stopped at this hop: the
	// unit above had it by At, the one below had not, and they did not hear of
	// it otherwise. Many of them would not have heard by then had it not stopped:
	// study.LeftBehind counts only those who would (its Hop.Lost).
	Stopped Estimate
	// Delay is how much later, in seconds, the message is below the hop than
	// above it, on average over those whose own unit has it by At; for the last
	// hop, how much later people hear, over those who do. NaN where nobody does.
	Delay float64
}

// Worth is what one unit means for the whole.
type Worth struct {
	Unit model.Unit
	// Lost is how many people fewer would have the message were the unit
	// silent, and Gained how many more were it perfect: somebody there surely
	// passes it on at once, at any hour, and the copies surely arrive at once.
	// Outages that may befall it stay.
	Lost, Gained Estimate
}

// MostGained orders units by what is gained were they perfect, then by what is lost were
// they silent, the most first.
func MostGained(a, b Worth) int {
	return cmp.Or(cmp.Compare(b.Gained.Value, a.Gained.Value), cmp.Compare(b.Lost.Value, a.Lost.Value))
}
