package main

import (
	"fmt"
	"testing"
)

// Little address space is told from enough, and from no limit.
func TestLittleSpace(t *testing.T) {
	t.Parallel()
	const line = "Limit                     Soft Limit           Hard Limit           Units\nMax address space         %s           unlimited            bytes\n"
	for limit, want := range map[string]int64{"unlimited": 0, "1024000000": 1_024_000_000, "2048000000": 0} {
		if got := littleSpace(fmt.Appendf(nil, line, limit)); got != want {
			t.Errorf("%s: %d, want %d", limit, got, want)
		}
	}
}
