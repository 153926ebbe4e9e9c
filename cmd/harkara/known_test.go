package main

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
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
		if x[0].Of != "known:unit@2h" || x[2].Of != "known:unit:hq@30m" || x[1].Of != "time:known:read:0.5" {
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
