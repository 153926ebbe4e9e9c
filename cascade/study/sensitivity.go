package study

import (
	"cmp"
	"context"
	"math/bits"
	"slices"

	"harkara/cascade"
	"harkara/cascade/montecarlo"
	"harkara/cascade/random"
)

// Sensitivity asks which of the values that are not known matters most: what part of
// the variance of an answer's mean each explains by itself (its first index) and
// together with the others (its total index).
//
// Rows are pairs A, B of scrambled Sobol' points; A with the coordinate of one value
// from B is one hybrid for each value. A row has plays of its own, the same for all its
// points. With ȳᵒ and ȳᵉ the means of its odd and its even plays, c the mean of all and
// d the differences, play by play, between A and a hybrid H:
//
//	variance            V = mean (ȳᵒ − c)(ȳᵉ − c) over A and B
//	first index · V     ½ mean [(ȳᵒ(B) − c)(ȳᵉ(H) − ȳᵉ(A)) + the same, odd and even exchanged]
//	total index · V     ½ mean (d̄² − s²_d/M)
//
// The sides of the first have different plays, and so no bias; those of the total have
// the same, whose noise, small, is subtracted: a value that is used nowhere has exactly
// 0. (Saltelli and others, Computer Physics Communications 181, 2010; Jansen, ibid. 117,
// 1999; the parts of odd and even plays are our own.)
type Sensitivity struct {
	// Names are those of the values: their coordinates are drawn by them, so that a
	// further value, behind the others, moves none of theirs.
	Names []string
	// Rows is how many: a power of two, 2 or more. Plays is how many plays each has:
	// even, 2 or more; 0 is 8.
	Rows, Plays int
	// Measures is how many numbers an answer has.
	Measures int
	Answer   Answer
	Seed     uint64
	// Shapley also shares the variance out, so that the parts add up to all of it: of
	// at most MostShapley values.
	Shapley bool
	// Workers and Progress, of rows, are those of montecarlo.Sampling.
	Workers  int
	Progress func(done, total int)
}

// MostShapley is how many values Shapley shares may be of: each row plays all 2^d
// hybrids. MostValues is how many values indices may be of.
const (
	MostShapley = 8
	MostValues  = random.MostDimensions / 2
)

// usualPlays is how many plays a row has.
const usualPlays = 8

// Indices tell how much each value matters for one measure.
type Indices struct {
	// Mean is the measure over all that is not known, and Variance what is not known of
	// its mean, in the measure's unit squared: not above 0 where nothing is found.
	Mean     float64
	Variance cascade.Estimate
	Values   []Index // in the order of Names
}

// An Index is how much one value matters. Bounds are not cut at 0 or 1: where they hold
// 0 the index is not told apart from it. All are NaN where the variance is not above 0.
type Index struct {
	First, Total cascade.Estimate
	// Shapley is NaN where it is not asked.
	Shapley cascade.Estimate
	// Rank is the place by the total index, from 1.
	Rank int
}

// A SensitivityAnswer has the indices of each measure, from so many rows.
type SensitivityAnswer struct {
	Rows, Plays int // of each row
	Partial     bool
	Of          []Indices
}

// Effort is how many plays a sensitivity needs, points those of a row.
func (s Sensitivity) Effort() (plays int) { return s.Rows * s.plays() * len(s.hybrids()) }

func (s Sensitivity) plays() int {
	if s.Plays == 0 {
		return usualPlays
	}
	return s.Plays
}

// hybrids are the points of a row, as the values that are taken from B: none (A), all
// (B), and each alone; for Shapley shares every set of them. Of more than 64 values
// sets are not numbers of 64 bits: each is a list.
func (s Sensitivity) hybrids() [][]bool {
	d := len(s.Names)
	all := make([]bool, d)
	for i := range all {
		all[i] = true
	}
	out := [][]bool{make([]bool, d), all}
	if !s.Shapley {
		for i := range d {
			one := make([]bool, d)
			one[i] = true
			out = append(out, one)
		}
		return out
	}
	for set := 1; set < 1<<d-1; set++ {
		one := make([]bool, d)
		for i := range d {
			one[i] = set>>i&1 == 1
		}
		out = append(out, one)
	}
	return out
}

// Check refuses what has no answer.
func (s Sensitivity) Check() error {
	switch d := len(s.Names); {
	case d == 0:
		return cascade.Refuse("sensitivity-none")
	case s.Rows < 2 || bits.OnesCount(uint(s.Rows)) != 1:
		return cascade.Refuse("sensitivity-rows", int64(s.Rows))
	case s.plays() < 2 || s.plays()%2 != 0:
		return cascade.Refuse("sensitivity-plays", int64(s.Plays))
	case s.Shapley && d > MostShapley:
		return cascade.Refuse("sensitivity-shapley", int64(d), int64(MostShapley))
	case d > MostValues:
		return cascade.Refuse("sensitivity-values", int64(d), int64(MostValues))
	}
	return nil
}

// Position is where a value lies in its range at a row of a design, from 0 to 1: the
// row's coordinate of a scrambled Sobol' sequence, in A (side 0) or B (side 1). The
// place is that of the value among the others, from 0.
func Position(seed uint64, name string, place, row, side int) float64 {
	key := random.NewKey(seed).Fold(wordDesign).Named(name).Fold(uint64(side))
	return random.ScrambledSobol(key, uint32(row), 2*place+side)
}

// Words that tell the addresses of studies' random numbers from others.
const (
	wordDesign = 0x44_4553_4947_4e
	wordRows   = 0x52_4f57_53
	wordMorris = 0x4d_4f52_5249_53
)

// Run plays all rows. Where ctx ends first, the rows played are told, marked Partial.
func (s Sensitivity) Run(ctx context.Context) (*SensitivityAnswer, error) {
	if err := s.Check(); err != nil {
		return nil, err
	}
	hybrids := s.hybrids()
	plays := s.plays()
	wide := 3 * len(hybrids) // of each measure
	of, played, err := PlayRows(ctx, s.Rows, wide*s.Measures, montecarlo.Sampling{Workers: s.Workers, Progress: s.Progress}, func(row uint64, out []float64) error {
		return s.row(row, plays, hybrids, out)
	})
	if err != nil {
		return nil, err
	}
	a := &SensitivityAnswer{Rows: played, Plays: plays, Partial: played < s.Rows}
	for m := range s.Measures {
		cut := make([][]float64, len(of))
		for k := range of {
			cut[k] = of[k][m*wide : (m+1)*wide]
		}
		a.Of = append(a.Of, s.indices(cut, hybrids))
	}
	return a, nil
}

// row plays one row: of each measure and hybrid, the means of odd and of even plays, and
// the squared difference from A without its noise.
func (s Sensitivity) row(row uint64, plays int, hybrids [][]bool, out []float64) error {
	at := make([]float64, len(s.Names))
	var a [][]float64
	for h, fromB := range hybrids {
		for i, name := range s.Names {
			side := 0
			if fromB[i] {
				side = 1
			}
			at[i] = Position(s.Seed, name, i, int(row), side)
		}
		y, err := s.Answer(at, row*uint64(plays), plays)
		if err != nil {
			return err
		}
		if h == 0 {
			a = y
		}
		for m := range s.Measures {
			to := out[3*(m*len(hybrids)+h):]
			for k, x := range y[m] {
				to[k%2] += x / float64(plays/2)
			}
			to[2] = squareWithoutNoise(a[m], y[m])
		}
	}
	return nil
}

// squareWithoutNoise estimates the square of the expected difference of two series of
// plays that share their numbers: the square of the mean less what its noise adds.
func squareWithoutNoise(a, b []float64) float64 {
	n, mean := float64(len(a)), 0.0
	for k := range a {
		mean += (b[k] - a[k]) / n
	}
	noise := 0.0
	for k := range a {
		noise += float64((b[k] - a[k] - mean) * (b[k] - a[k] - mean))
	}
	return float64(mean*mean) - noise/(n-1)/n
}

// rank numbers values by their total indices, the largest first; of equal ones the one
// that stands before.
func rank(values []Index) {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(values[b].Total.Value, values[a].Total.Value) })
	for place, i := range order {
		values[i].Rank = place + 1
	}
}
