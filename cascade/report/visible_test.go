package report

import (
	"math"
	"slices"
	"strings"
	"testing"

	"harkara/cascade"
	"harkara/cascade/report/words"
	"harkara/model"
)

func TestOneLine(t *testing.T) {
	for in, want := range map[string]string{
		"Pakur":             "Pakur",
		"a\nb\tc":           "a b c",
		"\x1b[31mred":       "[31mred",
		"abc\u202Egnp.exe":  `abc\u202egnp.exe`,
		"zero\u200bwidth":   `zero\u200bwidth`,
		"no\u200dlatin":     `no\u200dlatin`,
		"\ufeffmark":        `\ufeffmark`,
		"र्\u200dक":         "र्\u200dक",
		"می\u200cخواهم":     "می\u200cخواهم",
		"soft\u00adhyphen":  `soft\u00adhyphen`,
		"line\u2028feed":    "line feed",
		"\u2066isolated":    `\u2066isolated`,
		"tag\U000E0041last": `tag\U000e0041last`,
	} {
		if got := oneLine(in); got != want {
			t.Errorf("oneLine(%q) = %q, want %q", in, got, want)
		}
	}
	if got := Visible("a\nb\x1b\u202e"); got != "a\nb\\x1b\\u202e" {
		t.Errorf("got %q", got)
	}
}

// Names that a spreadsheet would run get an apostrophe; numbers do not, nor
// anything where that is asked for.
func TestCSVHasNoFormulas(t *testing.T) {
	d := Document{Records: [][]string{{"name", "value"}, {"=cmd()", "-1.5"}, {"+91 98", "-"}, {"@x", "1e3"}, {"\tx", "2"}, {"Pakur", "+2"}}}
	want := "name,value\n'=cmd(),-1.5\n'+91 98,'-\n'@x,1e3\n'\tx,2\nPakur,+2\n"
	if got := written(t, CSV, 0, d); got != want {
		t.Errorf("got\n%s", got)
	}
	var b strings.Builder
	if err := Write(&b, CSV, Style{Raw: true}, d); err != nil || !strings.Contains(b.String(), "\n=cmd(),-1.5\n") {
		t.Errorf("%v\n%s", err, b.String())
	}
	if d.Records[1][0] != "=cmd()" {
		t.Error("the records themselves were changed")
	}
}

// Colour only where it is asked for, and only for what went well or badly.
func TestColour(t *testing.T) {
	d := Document{Notes: []model.Note{
		note("goal-met", 60.0, verbatim("x"), model.Hour, verbatim("y"), model.Note{}, model.Note{}),
		note("goal-missed", 60.0, verbatim("x"), model.Hour, verbatim(strings.Repeat("y ", 60)), model.Note{}, model.Note{}), note("quick"),
	}}
	var b strings.Builder
	if err := Write(&b, Text, Style{Colour: true}, d); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.Trim(b.String(), "\n"), "\n")
	if len(lines) != 4 || !strings.HasPrefix(lines[0], green) || !strings.HasPrefix(lines[1], red) || !strings.HasPrefix(lines[2], red) || strings.Contains(lines[3], "\x1b") {
		t.Errorf("%q", lines)
	}
	for _, line := range lines[:3] {
		if !strings.HasSuffix(line, plain) {
			t.Errorf("colour goes on after %q", line)
		}
	}
	if got := written(t, Text, 0, d); strings.Contains(got, "\x1b") {
		t.Errorf("%q", got)
	}
}

// group is a unit of a tier whose people (or whatever below says) are reached
// as far as share.
func group(tier, name, below string, units int64, share float64, unserved int64) cascade.Group {
	reach := []cascade.Reach{{At: model.Hour, Mean: cascade.Estimate{Value: share, Low: share, High: share}, P05: share, P95: share}}
	own := []cascade.Reach{{At: model.Hour, Mean: cascade.Estimate{Value: 1, Low: 1, High: 1}}}
	g := cascade.Group{Name: name, Self: cascade.Tier{Name: tier, Units: 1, Reach: own}, Unserved: unserved}
	if units > 0 {
		g.Tiers = []cascade.Tier{{Name: below, Units: units, Reach: reach}}
	} else {
		g.Tiers = []cascade.Tier{g.Self}
	}
	return g
}

// One table a tier, worst first; who serves nobody comes first, with dashes, and
// who has nobody at all comes last.
func TestGroupTables(t *testing.T) {
	r := &cascade.Result{At: []model.Tick{model.Hour}, Groups: []cascade.Group{
		group("district", "D", model.PublicTier, 1000, 0.25, 0),
		group("block", "Good", model.PublicTier, 100, 0.9, 0), group("block", "Empty", "", 0, 0, 0),
		group("block", "Bad", model.PublicTier, 100, 0.1, 0), group("block", "Bare", "", 0, 0, 500),
	}}
	got := written(t, Text, 0, Document{Tables: groupTables(r)})
	want := `
 public below each district, worst first

 district  public     1 h  not reached  largest drop
 D          1,000  25.0 %          750  among the people

 public below each block, worst first

 block  public     1 h  not reached  largest drop
 Bare      500       –          500  no unit below serves them
 Bad       100  10.0 %           90  among the people
 Good      100  90.0 %           10  among the people
 Empty       0       –            –  –
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// Bounds that are not alike on both sides are said as they are; a share of
// nobody is a dash.
func TestBounds(t *testing.T) {
	for want, e := range map[string]cascade.Estimate{
		"88.6 [0.0–100.0]": {Value: 0.886, Low: 0, High: 1},
		"96.9 [±1.3]":      {Value: 0.969, Low: 0.956, High: 0.978},
		"50.0 %":           {Value: 0.5, Low: 0.49999, High: 0.50001},
		"99.6 [±0.6]":      {Value: 0.996, Low: 0.9898, High: 0.9984},
		"50.0 [±0.1]":      {Value: 0.5, Low: 0.4994, High: 0.5006},
		"5.0 [4.5–6.9]":    {Value: 0.05, Low: 0.045, High: 0.069},
	} {
		if got := words.Note(shareCell(e).Full); got != want {
			t.Errorf("%v: got %q, want %q", e, got, want)
		}
	}
	if got := words.Note(reachCell(&cascade.Result{}, &cascade.Tier{}, cascade.Reach{Mean: cascade.Estimate{Value: 1, Low: 1, High: 1}}).Full); got != "–" {
		t.Errorf("a share of nobody is %q", got)
	}
	for want, e := range map[string]cascade.Estimate{
		"100 [±10]": {Value: 100, Low: 92, High: 110}, "100 [95–160]": {Value: 100, Low: 95, High: 160}, "0 [0–3]": {Value: 0, Low: 0, High: 3},
	} {
		if got := words.Note(peopleCell(e).Full); got != want {
			t.Errorf("%v: got %q, want %q", e, got, want)
		}
	}
}

// Names that occur twice carry what tells them apart.
func TestDistinct(t *testing.T) {
	got := distinct([]nameAndPath{
		{"Rampur", "A/X/Rampur"}, {"Rampur", "A/Y/Rampur"}, {"Only", "A/X/Only"},
		{"Coded", "17"}, {"Coded", "18"}, {"Deep", "A/X/Deep"}, {"Deep", "B/X/Deep"},
	})
	want := []string{"X/Rampur", "Y/Rampur", "Only", "Coded (17)", "Coded (18)", "A/X/Deep", "B/X/Deep"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

// A chance to reach nobody is a dash.
func TestGoalAboutNobody(t *testing.T) {
	n := goalNote(About{}, &cascade.Result{}, cascade.Goal{Goal: model.Goal{Tier: "public", Share: 0.5, By: model.Hour}, Probability: cascade.Estimate{Value: math.NaN()}})
	if got := words.Line(n); got != "goal: 50 % of the public within 1 h: – (there is nobody to reach), missed" {
		t.Errorf("got %q", got)
	}
}

// Most is lost where the share falls most on the way down; what is won back
// below (people who hear directly) is no loss, nor is a tier without units.
func TestLostAt(t *testing.T) {
	tier := func(name string, units int64, share float64) cascade.Tier {
		return cascade.Tier{Name: name, Units: units, Reach: []cascade.Reach{{Mean: cascade.Estimate{Value: share}}}}
	}
	for _, c := range []struct {
		want  string
		below []cascade.Tier
	}{
		{"before the panchayat", []cascade.Tier{tier("panchayat", 5, 0.4), tier(model.PublicTier, 9, 0.2)}},
		{"among the people", []cascade.Tier{tier("panchayat", 5, 0.8), tier(model.PublicTier, 9, 0.3), tier(model.HouseholdTier, 9, 0)}},
		{"before the panchayat", []cascade.Tier{tier("panchayat", 5, 0.5), tier("ward", 5, 0.7), tier(model.PublicTier, 9, 0.25)}},
		{"before the block", []cascade.Tier{tier("panchayat", 0, 0)}},
	} {
		own := 0.9
		g := &cascade.Group{Self: tier("block", 1, own), Tiers: c.below}
		if got := words.Note(largestDrop(g)); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
	if got := words.Note(largestDrop(&cascade.Group{Self: tier("block", 1, 1)})); got != "–" {
		t.Errorf("nothing is lost, and %q", got)
	}
}

// A tier of nobody has no numbers in CSV and JSON; its times stay.
func TestKnown(t *testing.T) {
	tier := unknownOfNobody(cascade.Tier{Reach: []cascade.Reach{{At: model.Hour}}, TimeTo: []cascade.TimeTo{{Share: 0.5, Met: 1}}})
	if r, x := tier.Reach[0], tier.TimeTo[0]; r.At != model.Hour || !math.IsNaN(r.Mean.Value) || !math.IsNaN(r.SD) || x.Share != 0.5 || !math.IsNaN(x.Met) || !math.IsNaN(tier.Delay.Mean.Value) {
		t.Errorf("got %+v", tier)
	}
	if tier := unknownOfNobody(cascade.Tier{Units: 1, Delay: cascade.Delay{Mean: cascade.Estimate{Value: 3}}}); tier.Delay.Mean.Value != 3 {
		t.Errorf("got %+v", tier)
	}
}
