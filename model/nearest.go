package model

import (
	"iter"
	"strings"
	"unicode/utf8"
)

// Nearest is the name closest to what was written, or "" where none is close:
// at most a third of the letters may differ, and at least one may.
func Nearest(got string, names iter.Seq[string]) string {
	const longest = 64
	n := utf8.RuneCountInString(got)
	if n == 0 || n > longest {
		return ""
	}
	from := []rune(strings.ToLower(got))
	best, limit := "", max(1, n/3)
	for name := range names {
		m := utf8.RuneCountInString(name)
		if m > longest || m-n > limit || n-m > limit {
			continue
		}
		if d := distance(from, []rune(strings.ToLower(name))); d <= limit {
			best, limit = name, d-1
		}
		if limit < 0 {
			break
		}
	}
	return best
}

// distance is the least number of letters to add, drop, change or swap with
// their neighbour that makes one word of the other.
func distance(a, b []rune) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range a {
		row[0] = i + 1
		for j := range b {
			change := last[j]
			if a[i] != b[j] {
				change++
			}
			row[j+1] = min(change, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
