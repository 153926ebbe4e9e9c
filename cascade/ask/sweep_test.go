package ask_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"harkara/cascade/ask"
	"harkara/cascade/study"
	"harkara/model"
	"harkara/model/scenario"
	"harkara/scenarios"
)

// What varies is read as people write it: lists, ranges with both ends in and steps
// that are exact, columns of a table.
func TestVariations(t *testing.T) {
	open := func(file string) (io.ReadCloser, error) {
		if file != "d.csv" {
			return nil, fs.ErrNotExist
		}
		return io.NopCloser(strings.NewReader("name,Share\na,0.1\nb,0.25\n")), nil
	}
	for text, want := range map[string]string{
		"p=0.5:1:0.1":         "0.5 0.6 0.7 0.8 0.9 1",
		"p=1:0.7:-0.1":        "1 0.9 0.8 0.7",
		"p=0.1:0.35:0.1":      "0.1 0.2 0.3",
		"p=3:3:1":             "3",
		"n=1,2, 4":            "1 2 4",
		"d=10m:1h:20m":        "10m 30m 50m",
		"r=0.5/h:1.5/h:0.5/h": "0.5/h 1/h 1.5/h",
		"p=50%:70%:10%":       "50% 60% 70%",
		"o=[a, b],[c]":        "[a, b] [c]",
		`t="1:2:3"`:           `"1:2:3"`,
		"s=d.csv:share":       "0.1 0.25",
	} {
		v, err := ask.ParseVariation(text, open)
		if got := strings.Join(v.Values, " "); err != nil || got != want || v.Path != text[:1] {
			t.Errorf("%s: %s is %q, %v; want %q", text, v.Path, got, err, want)
		}
	}
	for text, want := range map[string]string{
		"p": "write PATH=", "p=": "write PATH=", "=1": "write PATH=", "p=1,,2": "a value is empty",
		"p=0:1:0": "never lead", "p=0:1:-0.1": "never lead", "p=1h:2:1": "not of one kind", "p=a:b:c": "neither a number",
		"p=d.csv:none": "no column", "p=e.csv:share": "not exist", "p=0:1:0.000001": "more than",
	} {
		if _, err := ask.ParseVariation(text, open); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}

// Several variations give every combination, the last fastest; zipped they go in step.
func TestPoints(t *testing.T) {
	vary := []ask.Variation{{Path: "a", Values: []string{"1", "2"}}, {Path: "b", Values: []string{"x", "y"}}}
	for zip, want := range map[bool]string{false: "[{a 1} {b x}] [{a 1} {b y}] [{a 2} {b x}] [{a 2} {b y}]", true: "[{a 1} {b x}] [{a 2} {b y}]"} {
		points, err := ask.Points(vary, zip)
		if got := strings.Trim(fmt.Sprint(points), "[]"); err != nil || got != strings.Trim(want, "[]") {
			t.Errorf("zip %v: %s, %v", zip, got, err)
		}
	}
	if _, err := ask.Points([]ask.Variation{vary[0], {Path: "b", Values: []string{"x"}}}, true); err == nil {
		t.Error("lists of two lengths went in step")
	}
	if _, err := ask.Points([]ask.Variation{vary[0], vary[0]}, false); err == nil {
		t.Error("one path varied twice")
	}
}

func shipped(t *testing.T, name string) *scenario.File {
	t.Helper()
	f, err := scenario.OpenFS(scenarios.FS, name+".yaml", scenario.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// Every row of a sweep is what the scenario with those values answers by itself, to
// the last bit, whether it is computed or sampled.
func TestSweepIsRun(t *testing.T) {
	ctx := context.Background()
	for name, path := range map[string]string{"pakur": "relays.block.passes_on", "one-chain": "relays.district.passes_on"} {
		if testing.Short() && name == "pakur" {
			continue // each row takes a tenth of a second
		}
		f := shipped(t, name)
		few := func(s *scenario.Scenario) { s.Trials = 6 }
		points, err := ask.Points([]ask.Variation{{Path: path, Values: []string{"0.9", "0", "0.35"}}}, false)
		if err != nil {
			t.Fatal(err)
		}
		docs, err := ask.Options{Workers: 2}.Sweep(ctx, f, scenario.Options{}, ask.Sweep{Points: points, Adjust: few})
		if err != nil {
			t.Fatal(err)
		}
		header := docs[0].Records[0]
		for k, row := range docs[0].Records[1:] {
			s, err := f.With(scenario.Options{Set: []string{path + "=" + row[slices.Index(header, path)]}})
			if err != nil {
				t.Fatal(err)
			}
			few(s)
			of, err := ask.Measures(s, nil)
			if err != nil {
				t.Fatal(err)
			}
			results, err := ask.Options{Workers: 1}.Reach(ctx, s)
			if err != nil {
				t.Fatal(err)
			}
			want := of[0].In(results[0])
			for column, value := range map[string]float64{"value": want.Value, "low": want.Low, "high": want.High, "p05": want.P05, "p95": want.P95} {
				if got := row[slices.Index(header, column)]; got != digits(value) {
					t.Errorf("%s, row %d: %s is %s, run says %s", name, k, column, got, digits(value))
				}
			}
		}
	}
}

// digits is a number as CSV has it.
func digits(x float64) string {
	return strings.TrimSpace(fmt.Sprintf("%.10g", x))
}

// A point that the scenario refuses is named, and nothing is answered.
func TestSweepNamesThePoint(t *testing.T) {
	points, _ := ask.Points([]ask.Variation{{Path: "relays.block.passes_on", Values: []string{"0.9", "1.1"}}}, false)
	_, err := ask.Options{}.Sweep(context.Background(), shipped(t, "pakur"), scenario.Options{}, ask.Sweep{Points: points})
	var wrong *ask.PointError
	if !errors.As(err, &wrong) || !strings.Contains(err.Error(), "point 2 of 2: relays.block.passes_on=1.1") {
		t.Error(err)
	}
}

// Measures are named by tier, singular or plural, in any case, with a time, a share
// or the number of a goal.
func TestMeasures(t *testing.T) {
	s, err := shipped(t, "pakur").With(scenario.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]study.Measure{
		"public@72h":          {Kind: study.ShareBy, Tier: model.PublicTier, At: 72 * model.Hour},
		"Blocks@1d":           {Kind: study.ShareBy, Tier: "block", At: model.Day},
		"time:households:0.9": {Kind: study.TimeTo, Tier: model.HouseholdTier, Share: 0.9},
		"goal2":               {Kind: study.GoalMet, Goal: 1},
		" panchayat@30m ":     {Kind: study.ShareBy, Tier: "panchayat", At: 30 * model.Minute},
	} {
		got, err := ask.Measures(s, []string{text})
		want.Text = strings.TrimSpace(text)
		if err != nil || got[0] != want {
			t.Errorf("%s is %+v, %v", text, got, err)
		}
	}
	for text, want := range map[string]string{
		"goal0": "has 2 goals", "goal3": "has 2 goals", "time:public": "write public@72h", "time:public:0.7": "0.5, 0.9 and 1",
		"public": "write public@72h", "nobody@1h": "no tier is called", "public@soon": "duration", "public@1000w": "horizon",
	} {
		if _, err := ask.Measures(s, []string{text}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}
