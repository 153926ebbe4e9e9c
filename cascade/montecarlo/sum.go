package montecarlo

import (
	"math"
	"math/big"
	"math/bits"
)

// Whole is a share of 1 as shares are added up, in whole parts, so that sums
// do not depend on their order. Rounding moves a mean by less than 2^-33.
// A square of it is at most 2^64, of which 2^64 fit a sum of 128 bits: no number
// of trials overflows one.
const Whole = 1 << 32

// Parts is a share, within 0 and 1, in parts of Whole.
// It is a whole number from 0 to 2^32, rounded half away from zero.
func Parts(share float64) int64 {
	return int64(math.Round(min(max(share, 0), 1) * Whole))
}

// A Sum adds up whole numbers and their squares, exactly up to 2^128: sums merge
// to the same in any order.
type Sum struct {
	// n is how many; sum and squares are unsigned numbers of 128 bits.
	n            uint64
	sum, squares [2]uint64 // high and low
}

// Add counts v.
func (s *Sum) Add(v uint64) {
	s.n++
	plus(&s.sum, 0, v)
	hi, lo := bits.Mul64(v, v)
	plus(&s.squares, hi, lo)
}

// Merge adds what another counted.
// What two have counted apart, merged, is what one counts of both.
func (s *Sum) Merge(o *Sum) {
	s.n += o.n
	plus(&s.sum, o.sum[0], o.sum[1])
	plus(&s.squares, o.squares[0], o.squares[1])
}

// without takes away what was counted of some of the same.
func (s *Sum) without(o *Sum) {
	s.n -= o.n
	minus(&s.sum, &o.sum)
	minus(&s.squares, &o.squares)
}

// minus takes o from w, which is not less.
func minus(w, o *[2]uint64) {
	var borrow uint64
	w[1], borrow = bits.Sub64(w[1], o[1], 0)
	w[0], _ = bits.Sub64(w[0], o[0], borrow)
}

// plus adds hi·2^64 + lo to w, modulo 2^128.
func plus(w *[2]uint64, hi, lo uint64) {
	var carry uint64
	w[1], carry = bits.Add64(w[1], lo, 0)
	w[0], _ = bits.Add64(w[0], hi, carry)
}

// Count is how many were counted.
func (s *Sum) Count() int { return int(s.n) }

// MeanVariance is the mean and the variance (over n−1) of what was counted,
// computed from whole numbers and rounded once; NaN where nothing was.
// In floating point the difference of two large sums would lose most digits
// where plays vary little; in whole numbers it loses none.
func (s *Sum) MeanVariance() (mean, variance float64) {
	if s.n == 0 {
		return math.NaN(), math.NaN()
	}
	n := new(big.Int).SetUint64(s.n)
	total, squares := wide(s.sum), wide(s.squares)
	mean = quotient(total, n)
	// One value has no variance over n−1: 0 stands for it.
	if s.n == 1 {
		return mean, 0
	}
	// (n Σk² − (Σk)²) / (n(n−1))
	spread := new(big.Int).Sub(new(big.Int).Mul(n, squares), new(big.Int).Mul(total, total))
	return mean, quotient(spread, new(big.Int).Mul(n, new(big.Int).SetUint64(s.n-1)))
}

// Share is the mean and the variance of shares that were added in parts of Whole.
func (s *Sum) Share() (mean, variance float64) {
	mean, variance = s.MeanVariance()
	return mean / Whole, variance / Whole / Whole
}

// wide is a number of 128 bits without a bound.
func wide(w [2]uint64) *big.Int {
	hi := new(big.Int).SetUint64(w[0])
	return hi.Add(hi.Lsh(hi, 64), new(big.Int).SetUint64(w[1]))
}

// quotient is a/b rounded to the nearest float64.
func quotient(a, b *big.Int) float64 {
	f, _ := new(big.Rat).SetFrac(a, b).Float64()
	return f
}
