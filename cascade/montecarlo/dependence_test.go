package montecarlo

import (
	"fmt"
	"strings"
	"testing"

	"harkara/cascade"
	"harkara/model/scenario"
)

// What part of those counted hangs on one unit that chance may keep from the message:
// half of a tier below two offices, all of it below one or in a play that circumstances
// change, nothing where nothing is left to chance, and nothing of a single unit.
func TestWhatHangsOnOneUnit(t *testing.T) {
	const text = `name: x
network: {tiers: [a, b, c], fan_out: {a: 1, b: %d, c: 10}}
channels: {p: {delivers: %s}}
relays: {a: {over: [p]}, b: {over: [p]}}
questions: {horizon: 1h, at: [1h]}
%s`
	const storm = "circumstances: {storm: {chance: 0.1, set: {channels.p.delivers: 0.2}}}\n"
	for _, c := range []struct {
		offices  int
		delivers string
		more     string
		want     []float64 // of a, b, c
	}{
		{2, "0.9", "", []float64{0, 0.5, 0.5}},
		{1, "0.9", "", []float64{0, 0, 1}},
		{2, "1", "", []float64{0, 0, 0}},
		{2, "1", storm, []float64{0, 1, 1}},
		{1, "0.9", storm, []float64{0, 0, 1}},
	} {
		s, err := scenario.Parse("x.yaml", fmt.Appendf(nil, text, c.offices, c.delivers, c.more), nil, scenario.Options{})
		if err != nil {
			t.Fatal(err)
		}
		p := cascade.Problem{Network: s.Network, Circumstances: s.Circumstances, Messages: s.Messages, Question: s.Question}
		p.Question.By = []int{0}
		layout := cascade.NewLayout(&p)
		common := NewCommon(&p)
		for i := range layout.Lines {
			l := &layout.Lines[i]
			got, want := common.Of(l), c.want[max(strings.Index("abc", l.Name), 0)]
			if l.Tier >= 0 && l.Total > 1 && got > 0 && l.Under >= 0 {
				want = 1 // a group is taken as a whole
			}
			if got != want {
				t.Errorf("%d offices, delivers %s, %q: %s (below %d, %d in all) hangs on one unit with %v, want %v", c.offices, c.delivers, c.more, l.Name, l.Under, l.Total, got, want)
			}
		}
	}
}

// Quantiles are kept to one part in 1,024 for as many lines as a page has.
func TestHowFinely(t *testing.T) {
	for lines, want := range map[int]uint{1: 10, 256: 10, 257: 6, 4096: 6, 4097: 4, 1 << 20: 4} {
		if got := fineFor(lines); got != want {
			t.Errorf("%d lines: %d bits, want %d", lines, got, want)
		}
	}
}

// One pair of plays tells nothing of how far differences lie apart, unless nothing is
// left to chance.
func TestDifferenceOfOnePair(t *testing.T) {
	for _, c := range []struct{ mean, common, low, high float64 }{{0.2, 0, -1, 1}, {0, 0.5, -1, 1}, {0, 0, 0, 0}} {
		if e := Difference(c.mean, 0, 1, c.common, 1, 1); e != (cascade.Estimate{Value: c.mean, Low: c.low, High: c.high}) {
			t.Errorf("a difference of %v, of which %v hang on one unit: %v", c.mean, c.common, e)
		}
	}
}
