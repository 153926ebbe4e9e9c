package cascade

import "harkara/model"

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
