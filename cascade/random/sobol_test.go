package random

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

// The first points in four dimensions, as published with the direction numbers.
func TestSobolKnownAnswers(t *testing.T) {
	for k, want := range [][4]float64{
		{}, {0.5, 0.5, 0.5, 0.5}, {0.75, 0.25, 0.25, 0.25}, {0.25, 0.75, 0.75, 0.75},
		{0.375, 0.375, 0.625, 0.875}, {0.875, 0.875, 0.125, 0.375},
	} {
		for d, x := range want {
			if got := float64(Sobol(uint32(k), d)) / (1 << 32); got != x {
				t.Errorf("point %d, dimension %d: %g, want %g", k, d, got, x)
			}
		}
	}
}

// Every dimension has its line, with as many numbers as its polynomial's degree, each
// odd and below 2^i; the polynomials are primitive, so that their period is 2^s − 1.
func TestDirectionNumbers(t *testing.T) {
	next := 2
	for line := range strings.Lines(joeKuo) {
		var d, s, a int
		if _, err := fmt.Sscan(line, &d, &s, &a); err != nil {
			continue
		}
		fields := strings.Fields(line)
		if d != next || len(fields) != 3+s {
			t.Fatalf("line %q: dimension %d is next", line, next)
		}
		next++
		for i, text := range fields[3:] {
			var m uint32
			if _, err := fmt.Sscan(text, &m); err != nil || m%2 == 0 || m >= 1<<(i+1) {
				t.Errorf("dimension %d: m%d is %s", d, i+1, text)
			}
		}
		// x^k modulo the polynomial comes back to 1 at k = 2^s − 1, not before.
		poly, x, period := uint(1<<s|a<<1|1), uint(1), 0
		for period == 0 || x != 1 {
			if x <<= 1; x>>s&1 == 1 {
				x ^= poly
			}
			period++
		}
		if period != 1<<s-1 {
			t.Errorf("dimension %d: the polynomial's period is %d", d, period)
		}
	}
	if next != MostDimensions+1 {
		t.Errorf("%d dimensions, want %d", next-1, MostDimensions)
	}
}

// 2^k points, scrambled or not, have one in each of 2^k intervals, in every dimension;
// other addresses scramble otherwise; the mean of a smooth function is closer than that
// of random points.
func TestScrambledSobol(t *testing.T) {
	const n = 256
	for _, d := range []int{0, 1, 2, 17, 100, MostDimensions - 1} {
		seen := make([]bool, n)
		for k := range uint32(n) {
			seen[int(ScrambledSobol(NewKey(uint64(d)), k, d)*n)] = true
		}
		if slices.Contains(seen, false) {
			t.Errorf("dimension %d: an interval has no point", d)
		}
	}
	mean, squares := 0.0, 0.0
	const seeds = 200
	for seed := range uint64(seeds) {
		sum := 0.0
		for k := range uint32(n) {
			x, y := ScrambledSobol(NewKey(seed).Fold(0), k, 0), ScrambledSobol(NewKey(seed).Fold(1), k, 1)
			sum += x * y * 4 / n
		}
		mean += sum / seeds
		squares += (sum - 1) * (sum - 1) / seeds
	}
	// 256 random points would miss by .055.
	if off := math.Sqrt(squares); off > 0.005 || math.Abs(mean-1) > 4.4*off/math.Sqrt(seeds) {
		t.Errorf("mean of xy/4: %g, off by %g", mean, off)
	}
}
