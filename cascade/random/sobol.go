package random

import (
	_ "embed"
	"fmt"
	"math/bits"
	"strings"
	"sync"
)

// MostDimensions is how many dimensions Sobol' points may have.
const MostDimensions = 256

// sobolBits is how finely a coordinate is known, and the exponent of how many
// points a sequence has.
const sobolBits = 32

//go:embed joe-kuo.txt
var joeKuo string

// directions are the direction numbers of each dimension, the one of the most
// significant bit first, as fractions of 2^32.
//
// The first dimension is van der Corput's; of the others the file has a primitive
// polynomial of degree s, whose coefficients between the ends are the bits of a, and
// the numbers m_1 to m_s. The rest follow by Bratley and Fox's recurrence (Algorithm
// 659, ACM Transactions on Mathematical Software 14, 1988):
// v_i = v_{i−s} ⊕ (v_{i−s} / 2^s) ⊕ a_1 v_{i−1} ⊕ … ⊕ a_{s−1} v_{i−s+1}.
var directions = sync.OnceValue(func() *[MostDimensions][sobolBits]uint32 {
	all := new([MostDimensions][sobolBits]uint32)
	for i := range sobolBits {
		all[0][i] = 1 << (sobolBits - 1 - i)
	}
	for line := range strings.Lines(joeKuo) {
		var d, s, a int
		if _, err := fmt.Sscan(line, &d, &s, &a); err != nil {
			continue // what is said at the top
		}
		v := &all[d-1]
		for i, text := range strings.Fields(line)[3:] {
			var m uint32
			_, _ = fmt.Sscan(text, &m) // a test reads every line
			v[i] = m << (sobolBits - 1 - i)
		}
		for i := s; i < sobolBits; i++ {
			v[i] = v[i-s] ^ v[i-s]>>s
			for k := 1; k < s; k++ {
				if a>>(s-1-k)&1 == 1 {
					v[i] ^= v[i-k]
				}
			}
		}
	}
	return all
})

// Sobol is coordinate dimension (from 0) of a point (from 0) of the unscrambled Sobol'
// sequence, in the order of Gray's code, as a fraction of 2^32: any 2^k points from a
// multiple of 2^k on lie evenly.
func Sobol(point uint32, dimension int) uint32 {
	v := &directions()[dimension]
	x := uint32(0)
	for gray := point ^ point>>1; gray != 0; gray &= gray - 1 {
		x ^= v[bits.TrailingZeros32(gray)]
	}
	return x
}

// ScrambledSobol is a coordinate of a point of the sequence, scrambled by the numbers
// of an address: each binary digit is flipped, or not, by a coin of the digits before
// it (A. B. Owen, Randomly permuted (t,m,s)-nets and (t,s)-sequences, 1995). Each point
// is then uniform over (0, 1), and 2^k of them lie as evenly as before.
func ScrambledSobol(k Key, point uint32, dimension int) float64 {
	x := Sobol(point, dimension)
	out := uint32(0)
	for digit := range sobolBits {
		before := uint64(x) >> (sobolBits - digit)
		flip := uint32(k.Fold(uint64(digit)).At(before) >> 63)
		out = out<<1 | x>>(sobolBits-1-digit)&1 ^ flip
	}
	return (float64(out) + 0.5) / (1 << sobolBits)
}
