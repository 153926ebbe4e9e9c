package montecarlo

import (
	"math"
	"slices"

	"harkara/cascade"
)

// Studentized are the bounds of an estimate by the estimates of samples drawn again from
// the same rows (bootstrap-t: Efron, The Jackknife, the Bootstrap and Other Resampling
// Plans, 1982, chapter 10; Hall, Annals of Statistics 16, 1988). How many of its own
// standard errors a sample's estimate lies away from the value is how many of its the
// value may lie away from the truth. Where few rows are large, the truth is above the
// value more often than below: percentiles of the samples alone miss it there, since a
// sample without the large rows is small, and looks sure.
//
// se is the standard error of value; values and errors are those of the samples, of which
// those that are no number do not count. The unit is that of value.
func Studentized(value, se float64, values, errors []float64) cascade.Estimate {
	e := cascade.Estimate{Value: value, Low: value, High: value}
	if !(se > 0) {
		return e
	}
	var away []float64
	for i, x := range values {
		switch t := (x - value) / errors[i]; {
		case !math.IsNaN(t):
			away = append(away, t)
		case x == value:
			away = append(away, 0) // no sample's error: all of its rows are alike
		}
	}
	if len(away) == 0 {
		return e
	}
	slices.Sort(away)
	// Of n samples the k-th leaves k/(n+1) below it.
	k := max(int((1-confidence)/2*float64(len(away)+1)), 1)
	e.Low = min(value-float64(away[len(away)-k]*se), value)
	e.High = max(value-float64(away[k-1]*se), value)
	return e
}

// FewLarge is how far a mean over so many rows may lie above what was found, where rows
// may be as large as largest, and sum is that of what lies above 0: the score interval of
// a Poisson number of such rows. few is true where the rows found come to less than four
// of the largest: then the rows tell little of what they may be.
func FewLarge(sum, largest float64, rows int) (above float64, few bool) {
	if !(largest > 0) {
		return 0, false
	}
	z, n := normal(), sum/largest
	return (z*z/2 + z*math.Sqrt(n+z*z/4)) * largest / float64(rows), n < 4
}

// NotSeen is an estimate of a mean of rows, with bounds by samples of them, whose upper
// bound minds what few rows show (FewLarge): it is no lower than rows of the largest size
// allow where there are few of them, and there where samples give none. Its bounds stay
// within most of 0.
func NotSeen(e cascade.Estimate, sum, largest float64, rows int, most float64) cascade.Estimate {
	above, few := FewLarge(sum, largest, rows)
	if few && e.High < e.Value+above || math.IsInf(e.High, 1) {
		e.High = e.Value + above
	}
	e.Low, e.High = max(e.Low, -most), min(e.High, most)
	return e
}
