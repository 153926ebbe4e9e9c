// Package public is the people below the last tier: when they, and their
// households, hear, given when the units that they hear from started. The relay
// above them is played unit by unit; here nobody is drawn who need not be. What a
// unit's people do is a law of its own, which is integrated out (Cohorts) or played
// person by person (Individuals), the naive twin.
//
// # What is asked
//
// New makes a Crowd of a problem, which all workers share. Each forks a Work, and
// for each set of units that is counted together a Cell:
//
//	Work.Play(trial, outcome)   the starts of this trial, and its talk
//	Work.Begin(cell)            the cell's units, sorted by when they began
//	Work.Ask(cell, t)           people and households who have heard by t
//	Work.TimeTo(cell, share)    when a share has
//	Work.Pool(cell, …)          when people heard, as a weighted sample
//	Work.Error(cell, t)         how far what is expected may be off
//	Work.Heard(t, shares)       the share of each unit's people
//
// A count has two values. Expected is the conditional expectation given the relay
// (and the first growth of talk), which varies less than the count and has the same
// mean (Rao and Blackwell). Drawn is one count that may happen, by one uniform
// number for a cell and trial, so that it grows with time.
//
// Direct is the same law for those who compute: one start at a time, and delays'
// own distribution functions in place of tables.
//
// # Nouns
//
// Times are ticks, microseconds since release; rates are per tick; shares are of 1.
//
//	source      a way to hear: a broadcast, a round of visits, or talk
//	dimension   a tier of sending units; a served unit hears from one unit of each
//	begun       when each broadcast was first on air, and how much open time had
//	            passed before each round of visits began
//	survival    z, the chance that a person has not heard from any broadcast;
//	            segments are mixed, two audiences may overlap
//	unvisited   u, the share of homes that no round of visits has come to, and v,
//	            the variance of their number for each home
//	state       u, v, z, and with talk the variance and the correction of the mean
//	members     how many people, and homes of each size, are in one state
//	kind        served units with as many people and as many homes
//	group       served units that hear from the same units above: only their own
//	            start and their number of homes tell their laws apart
//	profile     the people of a large group, gathered at the points of a grid of
//	            starts and of homes, where the law is asked
//	growth      the first of talk in a unit, event by event
//	cohort      a unit's people followed by a curve
//
// # How talk is computed
//
// With K of N people who know, and q the survival without talk, the next person
// hears at rate (N−K)(−q'/q + bK/N): a pure birth process. Where few know, chance
// decides what becomes of it, and it is played (growth.go). From curveKnowers on,
// or where so many are first to know in every trial, its mean, its variance and the
// mean's first correction for finite N follow three equations (van Kampen,
// Stochastic Processes in Physics and Chemistry, chapter X), solved step by step
// (talk.go). Both meet the process's own equations in TestTalkIsTheJumpProcess.
//
// Where some take no part in talk, or stop telling, or people hear home by home, counts
// are drawn step by step instead (leap.go, leapstep.go, telling.go), and households are what is expected given
// how much was told and how many people have heard (Crowd.count).
//
// # Home by home
//
// A broadcast per household, and a round of visits, is drawn once for a home. Where
// all at home hear at once it multiplies u (law.unvisited); where some may not, homes
// are sorted by what has come to them, and the people of one are alone given that
// (inPart). So all that households share is in u and in inPart. knock.go has how many
// homes rounds of visits have met of which some do not answer.
//
// Whether somebody can be reached over a channel is one draw for a person and all
// that is broadcast over it (unreachable.go): a factor of what is heard where one
// broadcast is, and else z is mixed over the channels that do not reach them. A
// household that is told as a whole has a draw of its own.
package public
