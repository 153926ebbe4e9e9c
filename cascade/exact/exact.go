// Package exact answers a problem without playing it. Where every unit has one
// way in, a relay is a tree, and when a unit has the message is a distribution
// that follows from its parent's: chance and time together. Units that hear in
// the same way share it, so the cost grows with the kinds of units and not with
// units.
//
// Distributions are kept on a grid of time with a bound of their error (package
// lattice) that every step carries on, so that Low and High of a reach hold for
// certain; the grid is refined until they are as close as asked. What cannot be
// computed is refused, with the reason.
//
// Times are of the clock, in ticks of a microsecond; chances and reaches are shares
// of 1. The law of a unit's arrival is that of a first passage down a tree,
//
//	A_child = A_parent + W,   P(W > τ) = (1 − p·(N ∗ R)(τ))^n,
//
// with n people who each pass on with chance p, notices N and replies R, where
// nothing depends on the clock; hours and outages are applied to the laws of starts.
// Spreads use the covariances of siblings, and have no bounds.
package exact
