package main

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"harkara/cascade/cascadetest/effort"
)

// receiptsStar is one who tells twenty, each of whom surely has the message and answers:
// with hops of a mean of one hour, who is known of by t is E2(t), by 2 h 0.593994.
const receiptsStar = `name: star
network: {tiers: [hq, unit], fan_out: {hq: 1, unit: 20}}
channels: {c: {delay: {exponential: {mean: 1h}}}}
relays: {hq: {over: [c]}}
up: {unit: {passes_on: 1, over: [c]}}
answers: {read: {kind: receipt, from: unit, to: hq}}
uncertain: {up.unit.passes_on: {low: 0.5, high: 1}}
questions: {horizon: 40h, at: [2h]}
trials: 2000
`

const knownByTwo = 0.593994

// What the sender knows can be looked for, swept and split up by what is not known, and
// comes to its closed form.
func TestMeasuresOfWhatIsKnown(t *testing.T) {
	effort.NotShort(t, "asks three studies")
	file := write(t, receiptsStar)
	var found struct {
		Found []struct{ Value, Low, High float64 }
	}
	// 20,000 answers of sd √(x(1−x)): the value is known to 0.005/0.594, as passes_on is.
	read(t, &found, "seek", file, "--certain", "--goal", "40% of known:unit by 2h", "--vary", "up.unit.passes_on")
	if len(found.Found) != 1 || math.Abs(found.Found[0].Value-0.4/knownByTwo) > 4.4*0.0035/knownByTwo {
		t.Errorf("sought %+v, want %.4f", found.Found, 0.4/knownByTwo)
	}
	var swept struct {
		Points []struct {
			Answers []struct {
				Of    string
				Value float64
			}
		}
	}
	read(t, &swept, "sweep", file, "--certain", "--vary", "up.unit.passes_on=0.5,1", "--of", "known:unit@2h", "--of", "time:known:read:0.5", "--of", "known:units:hq@30m")
	for k, p := range []float64{0.5, 1} {
		x := swept.Points[k].Answers
		if x[0].Of != "known:unit@2h" || x[2].Of != "known:units:hq@30m" || x[1].Of != "time:known:read:0.5" {
			t.Errorf("of %+v", x)
		}
		if math.Abs(x[0].Value-p*knownByTwo) > 4.4*0.0035 {
			t.Errorf("at %v known %v, want %.4f", p, x[0].Value, p*knownByTwo)
		}
	}
	// The tenth of twenty comes in half of the plays by when a Binomial(20, E2(t)) is ten or
	// more in half: at E2 = 0.475420, t = 1.6011 h, with a standard error of 0.010 h.
	if x := swept.Points[1].Answers[1].Value / 3600; math.Abs(x-1.6011) > 4.4*0.010 {
		t.Errorf("half known by %.4f h", x)
	}
	var split struct {
		Answers []struct {
			Of   string
			Mean float64
		}
	}
	read(t, &split, "sensitivity", file, "--rows", "128", "--of", "known:unit@2h")
	if x := split.Answers[0]; x.Of != "known:unit@2h" || math.Abs(x.Mean-0.75*knownByTwo) > 0.01 {
		t.Errorf("split up %+v, want a mean of %.4f", x, 0.75*knownByTwo)
	}
	for of, want := range map[string]string{
		"known:nobody@1h": "there are unit", "known:unit:unit@1h": "do not climb to unit", "time:known:0.5": "write public@72h", "known:unit:abc@1h": "no tier is called",
	} {
		if got := harkara(t, "sweep", file, "--vary", "up.unit.passes_on=0.5,1", "--of", of); got.status != exitUsage || !strings.Contains(got.errOut, want) {
			t.Errorf("--of %s: status %d, %s", of, got.status, got.errOut)
		}
	}
}

// read runs a command and reads its JSON.
func read(t *testing.T, to any, args ...string) {
	t.Helper()
	got := harkara(t, append(args, "--format", "json")...)
	if err := json.Unmarshal([]byte(got.out), to); err != nil {
		t.Fatalf("%v: status %d, %v\n%s%s", args, got.status, err, got.out, got.errOut)
	}
}

// Plans are compared by what is known too, on shared luck: of a star of twenty with half
// of those who answer, a plan by which all do adds half of E2(t), with the spread of the
// twenty who answer only then, and times come sooner by the difference of their laws. A
// plan that changes nothing differs by exactly 0.
func TestCompareWhatIsKnown(t *testing.T) {
	half := strings.Replace(receiptsStar, "passes_on: 1,", "passes_on: 0.5,", 1)
	file := write(t, half+`plans:
  all: {set: {up.unit.passes_on: 1}}
  same: {set: {questions.horizon: 40h}}
`)
	var got struct {
		Trials int
		Rows   []struct{ Difference, Low, High float64 }
		Known  []struct {
			Plan, Answer, From, Tier               string
			Base, With_plan, Difference, Low, High float64
			SD, P05, P95                           float64
			Trials_better, Trials_worse            int
		}
		Times []struct {
			Plan, Answer, From, Tier string
			Share                    float64
			Base_median_s            *float64
			With_plan_median_s       *float64
			Difference_s             *float64
			Trials_earlier           int
		} `json:"known_times"`
	}
	read(t, &got, "compare", file)
	if len(got.Known) != 2 || len(got.Times) != 4 {
		t.Fatalf("%+v", got)
	}
	// A coin of each unit in each play: of twenty, sd √(x(1−x)/20), x = E2/2.
	x, n := knownByTwo/2, float64(got.Trials)
	sd := math.Sqrt(x * (1 - x) / 20)
	k := got.Known[0]
	if k.Answer != "read" || k.From != "unit" || k.Tier != "hq" || k.Trials_worse != 0 || math.Abs(k.Difference-x) > 4.4*sd/math.Sqrt(n) || math.Abs(k.SD-sd) > 0.05*sd {
		t.Errorf("%+v, want %.4f with sd %.4f", k, x, sd)
	}
	if wide := k.High - k.Difference; wide < 1.96*k.SD/math.Sqrt(n) || wide > 2.5*k.SD/math.Sqrt(n) {
		t.Errorf("%.5f wide, of a standard error of %.5f", wide, k.SD/math.Sqrt(n))
	}
	// With all it is the tenth of twenty (TestMeasuresOfWhatIsKnown).
	if a := got.Times[0]; a.With_plan_median_s == nil || math.Abs(*a.With_plan_median_s/3600-1.6011) > 4.4*0.010 || a.Trials_earlier < got.Trials/2 {
		t.Errorf("%+v", a)
	}
	if k := got.Known[1]; k.Difference != 0 || k.Low != 0 || k.High != 0 || *got.Times[2].Difference_s != 0 {
		t.Errorf("a plan that changes nothing: %+v", k)
	}
	for _, r := range got.Rows {
		if r.Difference != 0 || r.Low != 0 || r.High != 0 {
			t.Errorf("who has the message does not depend on who answers: %+v", r)
		}
	}
	if text := harkara(t, "compare", file); !strings.Contains(text.out, "what is known of unit, by receipts (read)") || !strings.Contains(text.out, "plan same: changes nothing") {
		t.Errorf("%s", text.out)
	}
}

// What is believed is compared where that is asked for: rows of both messages, which
// change in opposite ways on the same plays.
func TestCompareWhatIsBelieved(t *testing.T) {
	effort.NotShort(t, "plays a state of two messages")
	got := harkara(t, "compare", "two-messages", "--plan", "vans", "--at", "24h", "--trials", "4", "--right")
	for _, want := range []string{"who believes which, of all", "public: appeal", "public: rumour"} {
		if !strings.Contains(got.out, want) {
			t.Errorf("%q is not in\n%s", want, got.out)
		}
	}
	if plain := harkara(t, "compare", "two-messages", "--plan", "vans", "--at", "24h", "--trials", "4"); strings.Contains(plain.out, "believes") {
		t.Errorf("%s", plain.out)
	}
}
