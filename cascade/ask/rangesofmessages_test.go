package ask_test

import (
	"fmt"
	"math"
	"testing"

	"harkara/cascade/ask"
	"harkara/cascade/cascadetest/effort"
	"harkara/model/scenario"
)

// When a message is sent and how often units report may be of ranges: a message sent at a
// time that is log-uniform from 1 h to 4 h is there by 2 h with a chance of ln 2 / ln 4,
// and of a rate that is log-uniform from l to h the mean is (h − l) / ln(h/l). What is
// certain of another message stays so.
func TestRangesOfMessagesAndAnswers(t *testing.T) {
	effort.NotShort(t, "draws a thousand networks")
	const text = `name: x
network: {tiers: [a, b], fan_out: {a: 1, b: 5}}
up: {b: {}}
answers: {seen: {kind: report, of: b, rate: 2/d, during: [0s, 1d], to: a}}
messages:
  - {name: late, at: 2h}
  - {name: sure, at: 1h}
  - {name: reply, when: {answer: seen, count: 1}, decides: {fixed: 1d}}
questions: {horizon: 2d, at: [2h, 2d]}
trials: %d
uncertain:
  messages.0.at: {low: 1h, high: 4h}
  answers.seen.rate: {low: 1/d, high: 8/d}
  messages.2.decides.fixed: {values: [1h, 1d]}
`
	s, err := scenario.Parse("x.yaml", fmt.Appendf(nil, text, effort.Of(0, 1000, 1000)), nil, scenario.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s.Messages[1].Name = "renamed in memory"
	results, err := ask.Options{}.Reach(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	points := float64(results[0].Points)
	if x := results[0].Tiers[1].Reach[0]; math.Abs(x.Mean.Value-0.5) > 4.4*0.5/math.Sqrt(points) || x.Parts.Unknown.Value < 0.2 || x.Parts.Luck.Value > 1e-9 {
		t.Errorf("sent from 1 h to 4 h: by 2 h %+v, %+v", x.Mean, x.Parts)
	}
	if x := results[1].Tiers[1].Reach[0]; x.Mean.Value != 1 || x.Parts.Unknown.Value != 0 {
		t.Errorf("sent at 1 h: by 2 h %+v", x.Mean)
	}
	// Five units in a day, then none: of reports a mean, with the spread of a mixture of
	// Poisson numbers.
	low, high := 5.0, 40.0
	mean := (high - low) / math.Log(high/low)
	square := (high*high - low*low) / 2 / math.Log(high/low)
	made := results[0].Answers[0].Reports.Made[1].Mean.Value
	if se := math.Sqrt((square - mean*mean + mean) / points); math.Abs(made-mean) > 4.4*se {
		t.Errorf("%g reports are made, want %g ± %g", made, mean, se)
	}
	// A reply that is decided in an hour is there by 2 h with the chance that a report is
	// made in the first: one of the mixture 1 − exp(−rate).
	early := 0.0
	const parts = 1000
	for i := range parts {
		rate := low * math.Pow(high/low, (float64(i)+0.5)/parts) / 24
		early += (1 - math.Exp(-rate)) / parts / 2
	}
	if x := results[2].Tiers[1].Reach[0]; math.Abs(x.Mean.Value-early) > 4.4*math.Sqrt(early*(1-early)/points) {
		t.Errorf("replied to by 2 h: %+v, want %g", x.Mean, early)
	}
}
