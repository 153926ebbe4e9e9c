package report

import (
	"strings"
	"testing"

	"harkara/cascade/report/words"
	"harkara/cascade/study"
	"harkara/model"
)

// What an action adds is told in points and in units, whose name heads the column; neither
// few units nor parts of one are rounded to nothing.
func TestWhatAnActionAdds(t *testing.T) {
	p := PlaceAnswer{Total: 12, Measure: study.Measure{Tier: "village", At: model.Day}}
	for adds, want := range map[string]float64{
		"3.04 points (0.36)": 0.0304, "90.00 points (11)": 0.9, "82.92 points (10)": 0.8292, "-0.40 points (-0.048)": -0.004, "0.00 points (0)": 0,
	} {
		if got := words.Note(p.adds(want)); got != adds {
			t.Errorf("%v is %q, not %q", want, got, adds)
		}
	}
	for tier, want := range map[string]string{"village": "adds (village units)", model.PublicTier: "adds (people)", model.HouseholdTier: "adds (households)"} {
		p.Measure.Tier = tier
		if got := words.Note(p.addsName()); got != want {
			t.Errorf("of %s: %q, not %q", tier, got, want)
		}
	}
}

// Where no share was named, a note says which is made large, and why.
func TestWhichShareIsMadeLarge(t *testing.T) {
	for usual, want := range map[string]string{
		"":     "",
		"goal": "no share was named, so the share of the last goal is made as large as possible: village by 24 h",
		"last": "no share was named and there is no goal, so the share at the last time is made as large as possible: village by 24 h",
	} {
		p := PlaceAnswer{Usual: usual, Measure: study.Measure{Tier: "village", At: model.Day}}
		got := ""
		for _, n := range p.notes(nil) {
			if s := words.Note(n); strings.HasPrefix(s, "no share was named") {
				got = s
			}
		}
		if got != want {
			t.Errorf("%q: %q, not %q", usual, got, want)
		}
	}
}
