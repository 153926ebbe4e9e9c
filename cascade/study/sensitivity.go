package study

import (
	"context"
	"math"
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
	Points      int // of each row: how often its plays are played
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
	of, played, err := playRows(ctx, s.Rows, wide*s.Measures, montecarlo.Sampling{Workers: s.Workers, Progress: s.Progress}, func(row uint64, out []float64) error {
		return s.row(row, plays, hybrids, out)
	})
	if err != nil {
		return nil, err
	}
	a := &SensitivityAnswer{Rows: played, Plays: plays, Points: len(hybrids), Partial: played < s.Rows}
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

// A moment is what one row adds to the sums that indices are made of.
type moment struct {
	products, sum float64   // ȳᵒȳᵉ and ȳᵒ + ȳᵉ, over A and B
	first, moved  []float64 // of each value: the products of its first index, and what c goes with
	total         []float64 // of each hybrid
}

// moments are those of rows, with answers counted from c0, so that no digits are lost.
func (s Sensitivity) moments(of [][]float64, hybrids [][]bool, c0 float64) []moment {
	alone := make([]int, len(s.Names)) // the hybrid in which only that value is B's
	for h, fromB := range hybrids {
		if n := count(fromB); n == 1 {
			alone[slices.Index(fromB, true)] = h
		}
	}
	out := make([]moment, len(of))
	for k, r := range of {
		oA, eA, oB, eB := r[0]-c0, r[1]-c0, r[3]-c0, r[4]-c0
		m := &out[k]
		m.products, m.sum = float64(oA*eA)+float64(oB*eB), oA+eA+oB+eB
		for _, h := range alone {
			o, e := r[3*h]-r[0], r[3*h+1]-r[1]
			m.first = append(m.first, float64(oB*e)+float64(eB*o))
			m.moved = append(m.moved, o+e)
		}
		for h := range hybrids {
			m.total = append(m.total, r[3*h+2])
		}
	}
	return out
}

func count(set []bool) (n int) {
	for _, in := range set {
		if in {
			n++
		}
	}
	return n
}

// resamples is how many samples of rows bounds are percentiles of.
const resamples = 1000

// indices are those of one measure, with bounds: percentiles of as many rows drawn again
// from those played (bootstrap: Efron, Annals of Statistics 7, 1979).
func (s Sensitivity) indices(of [][]float64, hybrids [][]bool) Indices {
	c0 := 0.0
	for _, r := range of {
		c0 += (r[0] + r[1] + r[3] + r[4]) / 4 / float64(len(of))
	}
	moments := s.moments(of, hybrids, c0)
	every := make([]int, len(of))
	for i := range every {
		every[i] = i
	}
	value := s.estimate(moments, every, hybrids)
	again := make([][]float64, len(value))
	draws := random.NewKey(s.Seed).Fold(wordRows)
	for b := range resamples {
		for i := range every {
			every[i] = int(random.Uniform(draws.At(uint64(b*len(every)+i))) * float64(len(every)))
		}
		for i, x := range s.estimate(moments, every, hybrids) {
			again[i] = append(again[i], x)
		}
	}
	estimates := make([]cascade.Estimate, len(value))
	for i := range value {
		estimates[i] = percentiles(value[i], again[i])
	}
	d := len(s.Names)
	out := Indices{Mean: c0 + value[1], Variance: estimates[0], Values: make([]Index, d)}
	for i := range out.Values {
		out.Values[i] = Index{First: estimates[2+i], Total: estimates[2+d+i], Shapley: cascade.Nobody()}
		if s.Shapley {
			out.Values[i].Shapley = estimates[2+2*d+i]
		}
	}
	rank(out.Values)
	return out
}

// estimate is, of some rows: the variance, what the mean lies above c0, the first and
// the total index of each value, and Shapley shares where they are asked.
func (s Sensitivity) estimate(moments []moment, of []int, hybrids [][]bool) []float64 {
	n, d := float64(len(of)), len(s.Names)
	var products, sum float64
	first, moved, total := make([]float64, d), make([]float64, d), make([]float64, len(hybrids))
	for _, k := range of {
		m := &moments[k]
		products += m.products
		sum += m.sum
		for i := range first {
			first[i] += m.first[i]
			moved[i] += m.moved[i]
		}
		for h := range total {
			total[h] += m.total[h]
		}
	}
	c := sum / (4 * n)
	variance := products/(2*n) - float64(c*c)
	out := []float64{variance, c}
	over := variance
	if !(over > 0) {
		over = math.NaN() // of nothing there is no part
	}
	for i := range d {
		out = append(out, (first[i]-float64(c*moved[i]))/(2*n)/over)
	}
	for i := range d {
		for h, fromB := range hybrids {
			if count(fromB) == 1 && fromB[i] {
				out = append(out, total[h]/(2*n)/over)
				break
			}
		}
	}
	if s.Shapley {
		out = append(out, shapley(total, hybrids)...)
	}
	return out
}

// shapley shares out what the total indices of all sets of values say, so that the
// shares add up to 1: the value of a set is its total index (Song, Nelson and Staum,
// SIAM/ASA Journal on Uncertainty Quantification 4, 2016).
func shapley(total []float64, hybrids [][]bool) []float64 {
	d := len(hybrids[0])
	of := make([]float64, 1<<d)
	for h, fromB := range hybrids {
		set := 0
		for i, in := range fromB {
			if in {
				set |= 1 << i
			}
		}
		of[set] = total[h]
	}
	out := make([]float64, d)
	for i := range out {
		for set := range of {
			if set>>i&1 == 0 {
				// |u|! (d−|u|−1)! / d! is one in d·C(d−1, |u|).
				size := bits.OnesCount(uint(set))
				out[i] += (of[set|1<<i] - of[set]) / float64(d*choose(d-1, size))
			}
		}
		out[i] /= of[len(of)-1]
	}
	return out
}

// choose is the number of ways to choose k of n.
func choose(n, k int) int {
	out := 1
	for i := range k {
		out = out * (n - i) / (i + 1)
	}
	return out
}

// percentiles is a value with the bounds between which 95 % of others lie; NaN where the
// value is.
func percentiles(value float64, others []float64) cascade.Estimate {
	others = slices.DeleteFunc(others, math.IsNaN)
	if math.IsNaN(value) || len(others) == 0 {
		return cascade.Nobody()
	}
	slices.Sort(others)
	n := float64(len(others))
	return cascade.Estimate{Value: value, Low: others[int(n*0.025)], High: others[int(n*0.975)]}
}

// rank numbers values by their total indices, the largest first; of equal ones the one
// that stands before.
func rank(values []Index) {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch x, y := values[a].Total.Value, values[b].Total.Value; {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	for place, i := range order {
		values[i].Rank = place + 1
	}
}
