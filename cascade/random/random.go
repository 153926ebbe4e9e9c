// Package random gives random numbers addresses instead of an order: a number is
// a function of the seed, the trial, who it is for and what for. So it does
// not matter who asks first, how many workers ask, or whom else a network
// contains.
//
// The generator is SplitMix64 (Steele, Lea and Flood, "Fast splittable
// pseudorandom number generators", OOPSLA 2014, which reports its TestU01 and
// PractRand results), used as a counter-based generator: an address is hashed
// to the seed of a stream, and the trial's number is the position in it.
package random

import "github.com/cespare/xxhash/v2"

// gamma is SplitMix64's increment, the odd number nearest 2^64/φ.
const gamma = 0x9e3779b97f4a7c15

// Key is an address among random numbers: the seed of a stream with one number
// for each trial.
type Key uint64

// Mix is SplitMix64's output function (David Stafford's variant 13): a
// bijection in which every input bit flips every output bit half of the time.
func Mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// NewKey is the address from which all others of a seed are derived.
func NewKey(seed uint64) Key { return Key(Mix(seed + gamma)) }

// Fold is the address within k that word names. Folding is not commutative:
// from a to b is not from b to a.
func (k Key) Fold(word uint64) Key {
	return Key(Mix(uint64(k)*0xd1342543de82ef95 ^ Mix(word+gamma)))
}

// Shift is an address apart from k by what Fold would be too slow for: the
// offset is a Key of its own, made once, and the two are added.
func (k Key) Shift(by Key) Key { return k + by }

// At is the number at address k in a trial: uniform over all 64-bit integers.
// It is SplitMix64 seeded with k, at position trial.
func (k Key) At(trial uint64) uint64 { return Mix(uint64(k) + (trial+1)*gamma) }

// Trial is what At adds to a key for a trial, for loops that do so many times:
// At(trial) == Mix(uint64(k) + Trial(trial)).
func Trial(trial uint64) uint64 { return (trial + 1) * gamma }

// Named is the key of what has a name.
func (k Key) Named(name string) Key { return k.Fold(xxhash.Sum64String(name)) }

// Uniform turns a number into a float64 in the open interval (0, 1).
func Uniform(u uint64) float64 { return (float64(u>>12) + 0.5) * 0x1p-52 }

// A Coin falls heads with a fixed chance.
type Coin struct {
	below uint64 // heads where a number is below this
	sure  bool   // heads always
}

// NewCoin is a coin with chance p of heads, held to 0 … 1.
func NewCoin(p float64) Coin {
	if p >= 1 {
		return Coin{sure: true}
	}
	return Coin{below: threshold(p)}
}

// Heads is whether number u is heads.
func (c Coin) Heads(u uint64) bool { return c.sure || u < c.below }

// threshold is p·2^64 for p in [0, 1).
func threshold(p float64) uint64 {
	if p <= 0 {
		return 0
	}
	if p >= 1-0x1p-53 {
		return 1<<64 - 1<<11
	}
	return uint64(p*0x1p32)<<32 + uint64((p*0x1p32-float64(uint64(p*0x1p32)))*0x1p32)
}
