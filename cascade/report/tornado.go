package report

import "harkara/model"

// A Tornado is what each value that is not known does to a share by a time: at the low
// end of its range and at the high end (the quantiles 5 % and 95 %).
type Tornado struct {
	Tier string
	At   model.Tick
	// Base is the share with every value as it stands in the file, P05 and P95 the range
	// of nine plays of ten about it: luck.
	Base, P05, P95 float64
	Swings         []Swing
}

// A Swing is what one value does.
type Swing struct {
	Path    string
	Values  [2]string  // at the low and at the high end
	Answers [2]float64 // the shares with them
}
