package study

import (
	"math/bits"

	"gonum.org/v1/gonum/stat/combin"
)

// shapley shares out what the total indices of all sets of values say, of a row: the value
// of a set is its total index (Song, Nelson and Staum, SIAM/ASA Journal on Uncertainty
// Quantification 4, 2016). The shares add up to that of all.
func shapley(row []float64, hybrids [][]bool) []float64 {
	d := len(hybrids[0])
	of := make([]float64, 1<<d)
	for h, fromB := range hybrids {
		set := 0
		for i, in := range fromB {
			if in {
				set |= 1 << i
			}
		}
		of[set] = row[3*h+2]
	}
	out := make([]float64, d)
	for i := range out {
		for set := range of {
			if set>>i&1 == 0 {
				// |u|! (d−|u|−1)! / d! is one in d·C(d−1, |u|).
				size := bits.OnesCount(uint(set))
				out[i] += (of[set|1<<i] - of[set]) / float64(d*combin.Binomial(d-1, size))
			}
		}
	}
	return out
}
