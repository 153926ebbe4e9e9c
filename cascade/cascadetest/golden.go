package cascadetest

import (
	"flag"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write files of numbers anew")

// Golden compares lines of words and numbers with those of a file, numbers to one
// part in a thousand million, as machines differ in their last digits. Numbers that
// no closed form gives, as how wide bounds are, do not move unnoticed; -update
// writes the file anew.
func Golden(tb testing.TB, file string, lines []string) {
	tb.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			tb.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")+"\n"), 0o644); err != nil {
			tb.Fatal(err)
		}
		return
	}
	text, err := os.ReadFile(file)
	if err != nil {
		tb.Fatal(err)
	}
	want := strings.Split(strings.TrimSpace(string(text)), "\n")
	if len(lines) != len(want) {
		tb.Errorf("%s: %d lines, want %d", file, len(lines), len(want))
	}
	for i := range min(len(lines), len(want)) {
		if !sameLine(lines[i], want[i]) {
			tb.Errorf("%s:%d:\n got %s\nwant %s\nif the change is meant: go test -update", file, i+1, lines[i], want[i])
			return
		}
	}
}

// sameLine tells whether two lines have the same words and nearly the same numbers.
func sameLine(a, b string) bool {
	x, y := strings.Fields(a), strings.Fields(b)
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if x[i] == y[i] {
			continue
		}
		p, err := strconv.ParseFloat(x[i], 64)
		q, err2 := strconv.ParseFloat(y[i], 64)
		if err != nil || err2 != nil || !(math.Abs(p-q) <= 1e-9*max(math.Abs(p), math.Abs(q))+1e-12) {
			return false
		}
	}
	return true
}
