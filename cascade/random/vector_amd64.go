//go:build !purego

package random

import (
	"golang.org/x/sys/cpu"

	"harkara/model"
)

// vectors tells whether this processor multiplies, looks up and compares eight
// numbers of 64 bits at a time (AVX-512 F and DQ).
var vectors = cpu.X86.HasAVX512F && cpu.X86.HasAVX512DQ

// leastOf writes, for each of n keys, the least of as many numbers as people, which are
// Mix of the key and each of adds; where Mix of the key and at is less than below,
// the first of them. n and people are at least one; least has room for the next multiple
// of eight.
//
//go:noescape
func leastOf(least *uint64, keys *Key, n int, adds *uint64, people int, below, at uint64)

// endsOf sets each of n times, at least one, to the end of the wait that its number
// stands for in lines, or to model.Never after until; or lowers it to that. Waits begin
// at from, of which the next eight are step bytes further on. Of later, a bit is set for
// each wait that is refined, of which the end is taken for Never.
//
//go:noescape
func endsOf(times *model.Tick, numbers *uint64, n int, from *model.Tick, step int, lines *line, until model.Tick, later *uint8, lower bool)
