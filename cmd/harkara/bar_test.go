package main

import (
	"strings"
	"testing"
	"time"

	"github.com/vbauerster/mpb/v8/decor"

	"harkara/cascade/report/words"
)

// The line of a long run leaves some of 80 cells free in every language, so that it is
// drawn in place; and what stands beside the bar is as wide as a terminal shows it.
func TestBarFits(t *testing.T) {
	for _, l := range words.Languages() {
		a := &app{language: language{asked: words.Language(l)}}
		p := &progress{app: a}
		counts := a.spoken().Text("bar-trials", int64(19_999), int64(1_000_000))
		left := func(done, total int64) string { return p.left(time.Hour, done, total) }
		_, before := beside(func(int64, int64) string { return counts }).Decor(decor.Statistics{})
		_, after := beside(left).Decor(decor.Statistics{Current: 19_999, Total: 1_000_000})
		if all := before + 1 + barCells + 1 + after; all > 76 || after == 0 {
			t.Errorf("%s: %q and %q take %d cells", l, counts, left(19_999, 1_000_000), all)
		}
		if l == string(words.Hindi) && (before < 23 || strings.ContainsAny(counts+left(19_999, 1_000_000), "hmsdt")) {
			t.Errorf("%q and %q take %d and %d cells", counts, left(19_999, 1_000_000), before, after)
		}
	}
	if p := (&progress{app: &app{}}); p.left(time.Hour, 0, 10) != "" || p.left(time.Hour, 10, 10) != "" {
		t.Error("time is left where nothing is done, or all")
	}
}
