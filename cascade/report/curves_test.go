package report

import (
	"math"
	"strings"
	"testing"

	"github.com/olekukonko/tablewriter/pkg/twwidth"
)

// A curve that rises from nothing to all goes from the lower left to the upper right, in
// dots and in letters; no line is wider than the screen; names stand at the ends.
func TestWriteCurves(t *testing.T) {
	nan := math.NaN()
	curves := []DrawnCurve{
		{"rising", []float64{0, 100}, []float64{0, 1}},
		{"flat, and with a long name that goes on", []float64{0, 100}, []float64{0.5, 0.5}},
		{"nothing", []float64{0, 100}, []float64{nan, nan}},
		{"पाकुड़", []float64{0, 100}, []float64{1, 1}},
	}
	for _, plain := range []bool{true, false} {
		var b strings.Builder
		if err := WriteCurves(&b, Drawing{Width: 80, Plain: plain}, curves); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimRight(b.String(), "\n"), "\n")
		if len(lines) != drawnRows+2 {
			t.Fatalf("%d lines:\n%s", len(lines), b.String())
		}
		for _, l := range lines {
			if twwidth.Width(l) > 100 { // a long name may go beyond its twenty columns
				t.Errorf("%d columns: %s", twwidth.Width(l), l)
			}
		}
		for _, name := range []string{"rising", "flat", "nothing", "पाकुड़"} {
			if !strings.Contains(b.String(), name) {
				t.Errorf("no %s:\n%s", name, b.String())
			}
		}
		if plain { // but where the flat curve lies
			for row, l := range lines[:drawnRows] {
				at := strings.IndexByte(l, 'a')
				want := scaleWidth + 1 + (drawnRows-1-row)*47/16
				if row > 0 && row < drawnRows-1 && (row < 7 || row > 9) && (at < want-6 || at > want+10) {
					t.Errorf("in row %d the rising curve is at %d, not about %d", row, at, want)
				}
			}
		}
	}
	g := newDots(1, 1, false)
	g.curve(DrawnCurve{"x", []float64{0, 1}, []float64{1, 1}}, 0, 1)
	if g.row(0) != "⠉" {
		t.Errorf("a line at the top is %q", g.row(0))
	}
}
