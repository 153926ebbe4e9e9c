package report

import (
	"math"
	"strings"
	"testing"

	"harkara/cascade"
	"harkara/cascade/report/words"
	"harkara/model"
)

// A share is its mean and the range of nine plays in ten, in whole percent where
// that tells its ends apart; one of one unit, of nobody, of plays that are all
// alike or too few, or of plays that are not known, has no range. Where nine in ten
// are alike and the others are not, it is the share at which they lie.
func TestReached(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		want           string
		mean, p05, p95 float64
		units          int64
		trials         int
	}{
		{"67.5 (61–73)", 0.675, 0.612, 0.734, 900, 1000},
		{"67.5 (61–73)", 0.675, 0.612, 0.734, 900, 0},
		{"99.8 (99–100)", 0.998, 0.993, 1, 140, 1000},
		{"99.9 (99.7–100)", 0.99996, 0.9966, 1, 140, 1000},
		{"0.1 (0–0.4)", 0.001, 0, 0.0041, 140, 1000},
		{"9.9 (9.5–10.5)", 0.0993, 0.0951, 0.1054, 10000, 1000}, // not (10–11), which leaves the mean out
		{"0.2 (<0.1–0.4)", 0.002, 0.0001, 0.0041, 1e6, 1000},
		{"25.4 (25.2–25.4)", 0.254, 0.2521, 0.2544, 1e6, 1000},
		{"25.4 %", 0.254, 0.25401, 0.25404, 1e6, 1000},
		{"2.0 (0)", 0.02, 0, 0, 50, 1000},
		{"96.9 (100)", 0.969, 1, 1, 6, 1000},
		{"25.4 (25.2)", 0.254, 0.252, 0.252, 1000, 1000},
		{"100.0 %", 1, 1, 1, 6, 1000},
		{"25.4 (10–40)", 0.254, 0.1, 0.4, 1e6, 19},
		{"25.4 %", 0.254, 0.1, 0.4, 1e6, 18},
		{"25.4 %", 0.254, 0, 1, 1, 1000},
		{"25.4 %", 0.254, nan, nan, 1e6, 1000},
		{"–", nan, 0.1, 0.4, 1e6, 1000},
		{"–", 0.5, 0.1, 0.4, 0, 1000},
	} {
		x := cascade.Reach{Mean: cascade.Estimate{Value: c.mean}, P05: c.p05, P95: c.p95}
		cell := reachCell(&cascade.Result{Trials: c.trials}, &cascade.Tier{Units: c.units}, x)
		if got := words.Note(cell.Full); got != c.want {
			t.Errorf("%+v: got %q", c, got)
		}
		if got := words.Note(cell.Short); strings.Contains(got, "(") {
			t.Errorf("%+v: %q is short", c, got)
		}
	}
}

// How well means are known is said in one line, never as better than it is.
func TestHowWell(t *testing.T) {
	tiers := func(half float64) []cascade.Tier {
		return []cascade.Tier{{Reach: []cascade.Reach{
			{Mean: cascade.Estimate{Value: 0.5, Low: 0.5, High: 0.5}},
			{Mean: cascade.Estimate{Value: 0.5, Low: 0.5 - half/2, High: 0.5 + half}},
		}}, {Reach: []cascade.Reach{{Mean: cascade.Nobody()}}}}
	}
	rare := model.NewNote("precision", 3.0, int64(2000))
	wide := model.NewNote("exact-precision", 0.061)
	for _, c := range []struct {
		want string
		r    cascade.Result
	}{
		{"means are known to ±0.9 points or better; --precision 0.5% plays on", cascade.Result{Trials: 99, Tiers: tiers(0.009)}},
		{"means are known to ±1 points or better; --precision 0.5% plays on", cascade.Result{Trials: 99, Tiers: tiers(0.00901)}},
		{"means are known to ±0.1 points or better; --precision 0.05% plays on", cascade.Result{Trials: 99, Tiers: tiers(0.0001)}},
		{"means are known to ±0.9 points or better, those of parts to ±2.4; --precision 0.5% plays on",
			cascade.Result{Trials: 99, Tiers: tiers(0.009), Groups: []cascade.Group{{Tiers: tiers(0.024)}, {Tiers: tiers(0.001)}}}},
		{"means are known to ±0.9 points or better; --precision 0.5% plays on",
			cascade.Result{Trials: 99, Tiers: tiers(0.009), Groups: []cascade.Group{{Tiers: tiers(0.008)}}}},
		{"means are known to ±3 points or better; --precision 1% plays on, to about 2,000 trials",
			cascade.Result{Trials: 99, Tiers: tiers(0.03), Notes: []model.Note{rare}}},
		{"means are known to ±0.1 points or better; --precision brings them closer, and takes longer",
			cascade.Result{Solver: "exact", Tiers: tiers(0.00061), Notes: []model.Note{wide}}},
		{"", cascade.Result{Solver: "exact", Trials: 99, Tiers: tiers(0.0004)}},
		{"", cascade.Result{Trials: 99, Tiers: tiers(0)}},
		{"means are known to ±9 points or better; --precision 5% plays on; the range of nine of ten plays is shown from 19 trials on",
			cascade.Result{Trials: 18, Tiers: tiers(0.09)}},
	} {
		if got := words.Notes(howWell(&c.r)); got != c.want {
			t.Errorf("got  %q\nwant %q", got, c.want)
		}
	}
	all := notes(About{}, &cascade.Result{Trials: 99, Tiers: tiers(0.03), Notes: []model.Note{rare}}, true)
	if len(all) != 1 {
		t.Errorf("it is said twice: %v", all)
	}
}

// ranges is an answer whose table is wide.
func ranges(solver string) *cascade.Result {
	tier := func(name string, units int64) cascade.Tier {
		x := cascade.Reach{Mean: cascade.Estimate{Value: 0.175, Low: 0.17, High: 0.18}, P05: 0.11, P95: 0.23, Sampled: true}
		half := cascade.TimeTo{Share: 0.5, Median: cascade.Estimate{Value: 5000}, Sampled: true}
		return cascade.Tier{Name: name, Units: units, Reach: []cascade.Reach{x, x, x}, TimeTo: []cascade.TimeTo{half, half}}
	}
	return &cascade.Result{
		Solver: solver, Trials: 1000, Seed: 1, At: []model.Tick{6 * model.Hour, 24 * model.Hour, 72 * model.Hour},
		Tiers: []cascade.Tier{tier("panchayat", 3965), tier(model.PublicTier, 32_988_134)},
	}
}

// The heading says what brackets hold where there are any; a table that is too
// wide is broken before its times, and only a narrower one has means alone.
func TestBracketsAreExplained(t *testing.T) {
	const said = "in brackets: nine of ten plays"
	docs := Reach(About{Name: "x"}, []*cascade.Result{ranges("montecarlo")})
	for _, c := range []struct {
		width, tables, ranges int
		told                  bool
	}{{100, 1, 6, true}, {80, 1, 6, true}, {70, 2, 6, true}, {50, 2, 0, false}} {
		got := written(t, Text, c.width, docs...)
		if strings.Contains(got, said) != c.told || strings.Count(got, "(11–23)") != c.ranges || strings.Count(got, " tier ") != c.tables {
			t.Errorf("%d wide:\n%s", c.width, got)
		}
		for line := range strings.Lines(got) {
			if n := len([]rune(strings.TrimRight(line, "\n"))); n > c.width {
				t.Errorf("%d wide: %q", c.width, line)
			}
		}
	}
	if got := written(t, Markdown, 0, docs...); !strings.Contains(got, said) || !strings.Contains(got, "| 17.5 (11–23) |") {
		t.Error(got)
	}
	exact := Reach(About{Name: "x"}, []*cascade.Result{ranges("exact")})
	if got := written(t, Text, 100, exact...); !strings.Contains(got, "marked *: 1,000 trials · seed 1 · in brackets*: nine of ten plays") {
		t.Error(got)
	}
	bare := ranges("montecarlo")
	bare.Tiers = bare.Tiers[:1]
	bare.Tiers[0].Units = 1
	for _, f := range []Format{Text, Markdown} {
		if got := written(t, f, 100, Reach(About{Name: "x"}, []*cascade.Result{bare})...); strings.Contains(got, "brackets") {
			t.Error(got)
		}
	}
	if d := (Document{Brackets: note("nine-of-ten")}); len(d.under(true)) != 1 || len(d.under(false)) != 0 {
		t.Error("a document without lines under its title")
	}
}
