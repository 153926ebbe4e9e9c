// Package exact answers a problem without playing it. Where every unit has one
// way in, a relay is a tree, and when a unit has the message is a distribution
// that follows from its parent's: chance and time together. Units that hear in
// the same way share it, so the cost grows with the kinds of units and not with
// units.
//
// Distributions are kept on a grid of time with a bound of their error (law.go)
// that every step carries on, so that Low and High of a reach hold for certain;
// the grid is refined until they are as close as asked. What cannot be computed
// is refused, with the reason.
package exact
