package ask_test

import (
	"context"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"harkara/cascade/ask"
	"harkara/cascade/report"
	"harkara/model/scenario"
)

// unsure has two values that are not known, which move together, and one more.
const unsure = `name: unsure
network: {tiers: [a, b, c], fan_out: {a: 1, b: 3, c: 2}}
channels: {up: {delivers: 0.8}, post: {delivers: 0.7}}
relays: {a: {over: [up]}, b: {over: [post], passes_on: 0.6}}
questions: {horizon: 1h, at: [1h], goals: [{tier: c, share: 0.5, by: 1h}]}
trials: 40
plans: {sure: {set: {relays.b.passes_on: 1}}}
actions: {train: {for: b, cost: 5, set: {passes_on: 0.9}}}
uncertain:
  channels.up.delivers: {low: 0.6, high: 0.9}
  channels.post.delivers: {low: 0.5, high: 0.9}
  relays.b.passes_on: {low: 0.5, high: 0.9}
  together: [[channels.up.delivers, channels.post.delivers]]
`

func textOf(t *testing.T, docs []report.Document, err error) string {
	t.Helper()
	var b strings.Builder
	if err == nil {
		err = report.Write(&b, report.Text, report.Style{}, docs...)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Each table says whether what is not known is taken as it stands or over all that it
// may be, and of how many values.
func TestTablesSayWhatIsNotKnown(t *testing.T) {
	ctx, s := context.Background(), scenarioOf(t, unsure)
	f, err := scenario.Read("x.yaml", []byte(unsure), nil, scenario.Options{})
	if err != nil {
		t.Fatal(err)
	}
	point, err := ask.Points([]ask.Variation{{Path: "relays.b.passes_on", Values: []string{"0.7"}}}, false)
	if err != nil {
		t.Fatal(err)
	}
	const stands, over, two = "3 values that are not known are taken as they stand", "3 values are not known; answers are over all they may be", "2 values are not known; answers are over all they may be"
	o := ask.Options{}
	seek := ask.Seek{Goal: "50% of c by 1h", Vary: "relays.b.passes_on"}
	for name, c := range map[string]struct {
		want   string
		answer func() ([]report.Document, error)
	}{
		"compare": {stands, func() ([]report.Document, error) {
			return o.Compare(ctx, s, "as it is", []*scenario.Scenario{s}, []string{"x"})
		}},
		"bottlenecks": {stands, func() ([]report.Document, error) { return o.Bottlenecks(ctx, s, s.Question.At[0], 3) }},
		"place":       {stands, func() ([]report.Document, error) { return o.Place(ctx, s, ask.Place{Budget: 10, Of: "c@1h"}) }},
		"seek":        {two, func() ([]report.Document, error) { d, _, err := o.Seek(ctx, s, seek); return d, err }},
		"seek, certain": {"2 values that are not known are taken as they stand", func() ([]report.Document, error) {
			d, _, err := ask.Options{Certain: true}.Seek(ctx, s, seek)
			return d, err
		}},
		"sweep": {two, func() ([]report.Document, error) {
			return o.Sweep(ctx, f, scenario.Options{}, ask.Sweep{Points: point, Of: []string{"c@1h"}})
		}},
		"sweep, against": {"2 values that are not known are taken as they stand", func() ([]report.Document, error) {
			return o.Sweep(ctx, f, scenario.Options{}, ask.Sweep{Points: point, Of: []string{"c@1h"}, Against: true})
		}},
		"sensitivity": {"3 values not known, in 2 groups that each move as one", func() ([]report.Document, error) {
			return o.Sensitivity(ctx, s, ask.Sensitivity{Of: []string{"c@1h"}, Rows: 2})
		}},
		"screen": {"3 values not known, in 2 groups that each move as one", func() ([]report.Document, error) {
			return o.Sensitivity(ctx, s, ask.Sensitivity{Of: []string{"c@1h"}, Screen: true, Trajectories: 2})
		}},
		"precision": {"guesses at what is not known", func() ([]report.Document, error) {
			d, _, err := o.PlaysNeeded(ctx, s, ask.Precision{Half: 0.01, Of: []string{"c@1h"}})
			return d, err
		}},
	} {
		docs, err := c.answer()
		if got := strings.Join(strings.Fields(textOf(t, docs, err)), " "); !strings.Contains(got, c.want) || c.want != over && strings.Contains(got, over) {
			t.Errorf("%s: no %q in\n%s", name, c.want, got)
		}
	}
}

// A table of sensitivity has parts of the spread as they can be: from nothing to all, and
// by itself no more than in all, which few rows do not give; it says so where they do not.
func TestSensitivityIsShownAsItCanBe(t *testing.T) {
	cell := regexp.MustCompile(`(-?\d+) \[(-?\d+) to (-?\d+)\]\s+(?:~ )?(-?\d+) \[(-?\d+) to (-?\d+)\]`)
	outside := 0
	for seed := range 6 {
		s := scenarioOf(t, unsure+"seed: "+strconv.Itoa(seed)+"\n")
		docs, err := ask.Options{}.Sensitivity(context.Background(), s, ask.Sensitivity{Of: []string{"c@1h"}, Rows: 4, Plays: 2})
		text := textOf(t, docs, err)
		for _, row := range cell.FindAllStringSubmatch(text, -1) {
			var x [7]int
			for i := 1; i < 7; i++ {
				x[i], _ = strconv.Atoi(row[i])
				if x[i] < 0 || x[i] > 100 {
					t.Errorf("seed %d: %s", seed, row[0])
				}
			}
			if x[4] > x[1] || x[6] > x[3] || x[5] > x[2] || x[2] > x[1] || x[1] > x[3] || x[5] > x[4] || x[4] > x[6] {
				t.Errorf("seed %d: %s", seed, row[0])
			}
		}
		if strings.Contains(text, "parts are cut to 0 to 100 %") {
			outside++
		}
	}
	if outside == 0 {
		t.Error("no seed puts a part outside, or none is told to")
	}
}
