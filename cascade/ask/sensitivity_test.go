package ask_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"testing"

	"harkara/cascade"
	"harkara/cascade/ask"
	"harkara/cascade/cascadetest/effort"
	"harkara/cascade/report"
	"harkara/model/scenario"
)

// hops3 is three hops in a row, each with a chance of its own, before ten leaves; a
// channel that nobody uses; and, where it is asked for, two that move together.
const hops3 = `name: hops
network: {tiers: [a, b, c, d], fan_out: {a: 1, b: 1, c: 1, d: 10}}
channels: {first: {delivers: 0.75}, second: {delivers: 0.9}, third: {delivers: 0.75}, none: {delivers: 0.5}}
relays: {a: {over: [first]}, b: {over: [second]}, c: {over: [third]}}
questions: {horizon: 1h, at: [1h], goals: [{tier: d, share: 0.5, by: 1h}]}
uncertain:
  channels.first.delivers: {low: 0.5, high: 1, because: guessed}
  channels.second.delivers: {low: 0.8, high: 1}
  channels.third.delivers: {low: 0.6, high: 0.9}
  channels.none.delivers: {low: 0.1, high: 0.9}
`

func scenarioOf(t *testing.T, text string) *scenario.Scenario {
	t.Helper()
	s, err := scenario.Parse("x.yaml", []byte(text), nil, scenario.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// studied is the JSON of a study of the first measure.
type studied struct {
	Format, Study string
	Partial       bool
	Answers       []struct {
		Of     string
		Mean   float64
		Guess  float64 `json:"at_guess"`
		Values []struct {
			Paths         []string
			Rank          int
			First, Total  cascade.Estimate
			Shapley, Size cascade.Estimate
			AtLow         float64          `json:"at_low"`
			AtHigh        float64          `json:"at_high"`
			Effect        cascade.Estimate `json:"mu_star"`
			SE            float64          `json:"mu_star_se"`
			Low, High     []string
		}
	}
}

func toldBy(t *testing.T, docs []report.Document) (x studied) {
	t.Helper()
	var b bytes.Buffer
	if err := report.Write(&b, report.JSON, report.Style{}, docs...); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b.Bytes(), &x); err != nil {
		t.Fatalf("%v\n%s", err, b.String())
	}
	return x
}

// A scenario's indices are those of the product of its chances; a value that is used
// nowhere has exactly 0; the answers at the ends of ranges are computed.
func TestLawsOfSensitivity(t *testing.T) {
	docs, err := ask.Options{}.Sensitivity(context.Background(), scenarioOf(t, hops3), ask.Sensitivity{Rows: effort.Of(32, 64, 64), Shapley: true})
	if err != nil {
		t.Fatal(err)
	}
	x := toldBy(t, docs)
	a := x.Answers[0]
	if x.Format != "harkara.study/v1" || x.Study != "sensitivity" || a.Of != "d@1h" || math.Abs(a.Guess-0.50625) > 1e-9 {
		t.Errorf("%+v", x)
	}
	want := map[string][5]float64{ // first, total, Shapley, at low, at high
		"channels.first.delivers":  {0.671098, 0.682844, 0.676965, 0.3375, 0.675},
		"channels.second.delivers": {0.074566, 0.078359, 0.076457, 0.45, 0.5625},
		"channels.third.delivers":  {0.241595, 0.251574, 0.246579, 0.405, 0.6075},
		"channels.none.delivers":   {0, 0, 0, 0.50625, 0.50625},
	}
	sum := 0.0
	for _, v := range a.Values {
		w := want[v.Paths[0]]
		for i, e := range []cascade.Estimate{v.First, v.Total, v.Shapley} {
			if wide := (e.High - e.Low) / 2; math.Abs(e.Value-w[i]) > 2.3*wide {
				t.Errorf("%s: index %d is %.4f ± %.4f, want %.4f", v.Paths[0], i, e.Value, wide, w[i])
			}
		}
		sum += v.Shapley.Value
		if math.Abs(v.AtLow-w[3]) > 1e-9 || math.Abs(v.AtHigh-w[4]) > 1e-9 {
			t.Errorf("%s: from %g to %g", v.Paths[0], v.AtLow, v.AtHigh)
		}
	}
	if math.Abs(sum-1) > 1e-8 {
		t.Errorf("shares add up to %g", sum)
	}
	if last := a.Values[3]; last.Paths[0] != "channels.none.delivers" || last.Total != (cascade.Estimate{}) || last.First != (cascade.Estimate{}) {
		t.Errorf("the channel that nobody uses: %+v", last)
	}
}

// Values that move together are one; answers are the same bytes for any number of
// workers; screening tells effects in points.
func TestSensitivityOfGroups(t *testing.T) {
	s := scenarioOf(t, hops3+"  together: [[channels.second.delivers, channels.third.delivers]]\n")
	for _, q := range []ask.Sensitivity{{Rows: 16, Of: []string{"d@1h", "goal1", "time:d:0.5"}}, {Screen: true}} {
		first := ""
		for _, workers := range []int{1, 2, 7} {
			docs, err := ask.Options{Workers: workers}.Sensitivity(context.Background(), s, q)
			if err != nil {
				t.Fatal(err)
			}
			text := ""
			for _, f := range report.Formats() {
				var b bytes.Buffer
				if err := report.Write(&b, report.Format(f), report.Style{}, docs...); err != nil {
					t.Fatal(err)
				}
				text += b.String()
			}
			if first == "" {
				first = text
				if x := toldBy(t, docs); len(x.Answers[0].Values) != 3 || len(x.Answers) != max(len(q.Of), 1) {
					t.Errorf("%d values, %d answers", len(x.Answers[0].Values), len(x.Answers))
				}
			}
			if text != first {
				t.Errorf("%d workers: %s\nwant %s", workers, text, first)
			}
		}
	}
}

// Without ranges there is nothing to ask; where values clash the error is that of the
// scenario; interrupted before the first row, that of the context.
func TestSensitivityOfNothing(t *testing.T) {
	s := scenarioOf(t, hops3)
	s.Uncertain = nil
	if _, err := (ask.Options{}).Sensitivity(context.Background(), s, ask.Sensitivity{}); len(cascade.Reasons(err)) != 1 {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := (ask.Options{}).Sensitivity(ctx, scenarioOf(t, hops3), ask.Sensitivity{}); err == nil {
		t.Error("interrupted, it answers")
	}
}

// Interrupted, the rows that were played are told.
func TestSensitivityInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	o := ask.Options{Workers: 1, Progress: func(done, _ int) {
		if done == 10 {
			cancel()
		}
	}}
	docs, err := o.Sensitivity(ctx, scenarioOf(t, hops3), ask.Sensitivity{Rows: 64})
	if err != nil {
		t.Fatal(err)
	}
	if x := toldBy(t, docs); !x.Partial || len(x.Answers[0].Values) != 4 {
		t.Errorf("%+v", x)
	}
}

// Which value matters most, of a scenario with ranges.
func ExampleOptions_Sensitivity() {
	s, err := scenario.Parse("hops.yaml", []byte(hops3), nil, scenario.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	docs, err := ask.Options{}.Sensitivity(context.Background(), s, ask.Sensitivity{Rows: 64})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, record := range docs[0].Records[:2] { // the header, and the value that matters most
		fmt.Println(record[1], record[4])
	}
	// Output:
	// value rank
	// channels.first.delivers 1
}
