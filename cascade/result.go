package cascade

import (
	"math"

	"harkara/model"
)

// An Estimate is a value with the bounds it is known to lie in: with 95 %
// confidence when sampled, for certain when exact. When exact and free of
// rounding, the bounds meet.
type Estimate struct{ Value, Low, High float64 }

// Half is how far the farther bound lies from the value.
func (e Estimate) Half() float64 { return max(e.High-e.Value, e.Value-e.Low) }

// Nobody is the estimate of what is asked about nobody: no number.
func Nobody() Estimate { return Estimate{math.NaN(), math.NaN(), math.NaN()} }

// Result is the answer to a Problem.
type Result struct {
	Solver string // "montecarlo" or "exact"
	Engine string // the engine that played, or ""
	// Why says why this engine and this solver: where the exact solver refused
	// the problem, its reason comes first.
	Why    []model.Note
	Trials int // trials played; 0 when exact
	Points int // with other values in Ranges, which are not known; 0 without such
	Ranges []string
	// Enough is true where fewer trials were played than might have been, as what
	// was asked of them is known closely.
	Enough  bool
	Seed    uint64
	Partial bool // ended before all trials were played
	Message string

	Horizon model.Tick
	At      []model.Tick
	Tiers   []Tier
	Goals   []Goal
	// Groups are the units of Question.By, each with what lies below it, in the network's order.
	Groups []Group
	// Circumstances are those of the problem, in its order.
	Circumstances []CircumstancePlays
	// Starts are, where Question.Starts asks, when units of each tier started to
	// pass the message on, of those who have somebody to tell: Reach is the share
	// that has started. FirstBy, where Question.Ways asks, is by which ways those who
	// have it had it first.
	Starts  []Tier
	FirstBy []FirstBy
	// Units are the answers for single units, where Question.Units asks; nil else.
	Units *UnitAnswers
	// Answers are what became of the answers to the message, and of streams; Release is
	// nil where it waits for nothing. Loads are of all messages. Right and
	// HandOvers are what became of what it says.
	Answers   []Answered
	Release   *Release
	Loads     []Load
	Right     []Right
	HandOvers []HandOvers
	// Notes are what a reader of the numbers must know.
	Notes []model.Note
}

// FirstBy is by which ways the units, or people, of a tier had the message first.
type FirstBy struct {
	Tier string
	Ways []Way
}

// Way is one way to have the message: of units, from whom and over which channel; of
// people, the name of what they hear from, Over being "".
type Way struct {
	Name, Over string
	// Shares are, at each of Result.At, of those who have the message by then the
	// share that had it first by this way; NaN where nobody has it. Those of all ways
	// add up to 1.
	Shares []Estimate
	// Sampled is true where an exact answer had to play this.
	Sampled bool
}

// CircumstancePlays is in what share of plays a circumstance holds.
type CircumstancePlays struct {
	Name string
	// Chance is that of a play, 0 to 1; where it is asked what comes of plays in
	// which it holds, or does not, 1 or 0.
	Chance float64
	// Plays is the share of those that were played; NaN where none were.
	Plays float64
}

// A Tier is the answer for one tier: of units, of people or of households.
type Tier struct {
	Name string
	// Units is how many units, people or households there are.
	Units  int64
	Reach  []Reach  // one for each of Result.At
	TimeTo []TimeTo // shares 0.5, 0.9 and 1
	Delay  Delay
}

// Reach is how much of a tier has the message by At.
type Reach struct {
	At model.Tick
	// Mean is the expected share, 0 to 1.
	Mean Estimate
	// SD, P05 and P95 tell how the share varies from one play to the next.
	SD, P05, P95 float64
	// Sampled is true where the mean is exact but some of these are sampled.
	Sampled bool
	// Parts is nil without Ranges. Matters is about what part of Parts.Unknown each of
	// Ranges explains.
	Parts   *Parts
	Matters []float64
}

// Parts split a variance from play to play: luck, and values that are not known
// (below 0 where it is small, by chance).
type Parts struct{ Luck, Unknown Estimate }

// TimeTo is when a share of a whole tier has the message.
type TimeTo struct {
	Share float64
	// Median is over trials, in seconds; +Inf where fewer than half of the
	// trials get there within the horizon.
	Median Estimate
	// Met is the share of trials that get there within the horizon.
	Met float64
	// Sampled is true where an exact answer had to play this.
	Sampled bool
}

// Delay is the arrival times, in seconds, of whatever was reached within the
// horizon, all trials pooled. NaN where nothing was reached.
type Delay struct{ Mean, Median, P90 Estimate }

// Goal is the answer for one goal.
type Goal struct {
	model.Goal
	// Probability is the chance of a trial to meet it.
	Probability Estimate
	// Met is true where that chance is at least the goal's own.
	Met bool
	// Sampled is true where an exact answer had to play this.
	Sampled bool
	// Open is true where an exact answer left out what had to be played: then
	// nothing is known of the goal, and Met says nothing.
	Open bool
}

// A Group is the answer for what lies below one unit.
type Group struct {
	Unit model.Unit
	Name string
	Code string
	// Self is the unit alone, Tiers what lies below it; a unit with nothing
	// below it is its own and only tier.
	Self  Tier
	Tiers []Tier
	// Unserved is how many people there are at or below it whom no unit serves;
	// they are in none of the tiers.
	Unserved int64
}

// UnitAnswers is what a Result tells of single units. It is kept by row, of which
// units that are alike share one, since there may be millions of units.
type UnitAnswers struct {
	// At is Question.Units.
	At []model.Tick
	// Row is the row of each unit; nil where every unit has its own, of its number.
	Row []int32
	// Has are, of each row and each of At, the share of plays in which the unit has the
	// message by then, 0 to 1, one row after another.
	Has []float32
	// Mean is, of each row, the mean time at which the unit has the message, in seconds,
	// of plays in which it has it within the horizon; NaN where there are none.
	Mean []float64
	// First is who told each unit first most often, and FirstShare in what share of the
	// plays in which anybody did; model.NoUnit, and NaN, where nobody did. Of Told, the
	// channel is not kept and −1.
	First      []Told
	FirstShare []float32
}

// Share is in what share of plays a unit has the message by the jth of At.
func (a *UnitAnswers) Share(u model.Unit, j int) float64 {
	return float64(a.Has[a.row(u)*len(a.At)+j])
}

// MeanArrival is the mean of when a unit has the message, in seconds, of plays in
// which it does within the horizon; NaN where there are none.
func (a *UnitAnswers) MeanArrival(u model.Unit) float64 { return a.Mean[a.row(u)] }

func (a *UnitAnswers) row(u model.Unit) int {
	if a.Row == nil {
		return int(u)
	}
	return int(a.Row[u])
}
