package report

import (
	"math"

	"harkara/cascade"
	"harkara/model"
)

// reachCell is how much of a tier has the message by a time: the mean of all plays,
// and in brackets the range in which nine of ten lie, or the share at which they
// do. A tier of one unit has the message or has not, and its chance is all there is
// to say. A dash is nobody.
func reachCell(r *cascade.Result, t *cascade.Tier, x cascade.Reach) Cell {
	if t.Units == 0 || math.IsNaN(x.Mean.Value) {
		return cell("dash")
	}
	mean := note("share", x.Mean.Value)
	// Whole percents may leave the mean out of a range that holds it.
	m := printed(x.Mean.Value) / 10
	fine := x.P05 <= x.Mean.Value && x.Mean.Value <= x.P95 && (math.Round(x.P05*100) > m || math.Round(x.P95*100) < m)
	from, to := rangeEnd(x.P05, x.P95, fine), rangeEnd(x.P95, x.P05, fine)
	switch {
	case t.Units == 1 || few(r) || math.IsNaN(x.P05) || math.IsNaN(x.P95):
		return cellOf(mean)
	case printed(x.P05) != printed(x.P95):
		return Cell{note("share-range", x.Mean.Value, from, to), mean}
	case printed(x.P05) != printed(x.Mean.Value):
		return Cell{note("share-at", x.Mean.Value, from), mean}
	}
	return cellOf(mean)
}

// fewestPlays is how many plays it takes to tell the range of nine in ten: of all
// others (n − 1)/(n + 1) are expected between the least and the most of n.
const fewestPlays = 19

// few tells whether an answer rests on too few plays for their range to be told.
func few(r *cascade.Result) bool { return r.Trials > 0 && r.Trials < fewestPlays }

// rangeEnd is an end of a range of shares: in whole percent where that tells it from the
// other end and is not too coarse, or where it is nothing or everything; else with a
// digit.
func rangeEnd(share, other float64, fine bool) model.Note {
	if share == 0 || share == 1 || !fine && math.Round(share*100) != math.Round(other*100) {
		return note("round-percent", share*100)
	}
	return note("share-bare", share)
}

// printed is a share as a table prints it, in tenths of a percent.
func printed(share float64) float64 { return math.Round(share * 1000) }

// shareCell is a share in percent with the bounds that it is known to lie in, where
// they are not closer than the last digit shown.
func shareCell(e cascade.Estimate) Cell {
	half := e.Half()
	switch short := note("share", e.Value); {
	case math.IsNaN(e.Value):
		return cell("dash")
	case math.IsNaN(half) || half < 0.0005:
		return cellOf(short)
	case half >= 0.01 && asymmetric(e):
		return Cell{note("share-from-to", e.Value, e.Low, e.High), short}
	default:
		return Cell{note("share-bounds", e.Value, half*100), short}
	}
}

// asymmetric tells whether an estimate's bounds are so unlike on its two sides
// that one half-width would mislead.
func asymmetric(e cascade.Estimate) bool {
	above, below := e.High-e.Value, e.Value-e.Low
	return min(above, below) < max(above, below)/2
}

// timeCell is when a share of a tier has it, marked where an exact answer had to
// simulate it; a dash is nobody, or what was not computed.
func timeCell(t *cascade.Tier, x cascade.TimeTo, exact, awaited bool) Cell {
	switch {
	case t.Units > 0 && math.IsNaN(x.Median.Value) && awaited:
		return cell("ellipsis")
	case t.Units == 0 || math.IsNaN(x.Median.Value):
		return cell("dash")
	case x.Sampled && exact:
		return cell("time-simulated", x.Median.Value)
	}
	return cell("time", x.Median.Value)
}
