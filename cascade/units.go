package cascade

import "harkara/model"

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
