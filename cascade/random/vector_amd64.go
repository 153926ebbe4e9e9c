//go:build !purego

package random

import (
	"golang.org/x/sys/cpu"

	"harkara/model"
)

// vectors tells whether this processor multiplies, looks up and compares eight
// numbers of 64 bits at a time (AVX-512 F and DQ).
var vectors = cpu.X86.HasAVX512F && cpu.X86.HasAVX512DQ

// endsOf sets each of n times, at least one, to the end of a wait, or to model.Never
// after until; or lowers it to that. The wait is that for which a number stands in lines:
// the least of as many as people, at least one, which are Mix of the key and each of adds;
// where Mix of the key and at is less than below, the first of them. Waits begin at from,
// of which the next eight are step bytes further on. Of later, a bit is set for each wait
// that is refined: its end is taken for Never.
//
//go:noescape
func endsOf(times *model.Tick, keys *Key, n int, adds *uint64, people int, below, at uint64, from *model.Tick, step int, until model.Tick, lines *line, later *uint8, lower bool)
