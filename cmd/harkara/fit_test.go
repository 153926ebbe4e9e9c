package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"harkara/cascade/cascadetest/effort"
)

// fitNetwork is a scenario of one state, four blocks and eight villages, with hours.
const fitNetwork = `name: net
timezone: Asia/Kolkata
start: 2024-10-12 09:00
network:
  tiers: [state, block, village]
  tree: {S: {B1: {V1: {}, V2: {}}, B2: {V3: {}, V4: {}}, B3: {V5: {}, V6: {}}, "B4: x": {V7: {}, V8: {}}}}
channels:
  phone: {delivers: 0.9, delay: 5m}   # guess
hours:
  daytime: {days: all, from: "08:00", to: "20:00"}
relays:
  state: {passes_on: 1, notices: 1h}
  block:   # who passes it on
    passes_on: 0.5    # guess
    notices: 1h       # guess
`

// changed is a scenario after fit wrote into it.
func changed(t *testing.T, log string, flags ...string) string {
	t.Helper()
	file := written(t, "net.yaml", fitNetwork)
	for i := range flags {
		flags[i] = strings.ReplaceAll(flags[i], "FILE", file)
	}
	if got := harkara(t, append([]string{"fit", written(t, "log.csv", log)}, flags...)...); got.status != 0 {
		t.Fatalf("%q: %+v", flags, got)
	}
	if got := harkara(t, "check", file); got.status != 0 {
		t.Errorf("%q: %+v", flags, got)
	}
	after, _ := os.ReadFile(file)
	return string(after)
}

// Groups become units of the relay, moved towards each other; what was there stays.
func TestFitWritesGroups(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	var b strings.Builder
	b.WriteString("office,delay_min\n")
	for k, office := range []string{"B1", "B2", "B3", "B4: x"} {
		for i := range 30 {
			if i%6 == 0 {
				fmt.Fprintf(&b, "%s,\n", office)
				continue
			}
			fmt.Fprintf(&b, "%s,%.3f\n", office, float64(20*(k+1))*r.ExpFloat64())
		}
	}
	after := changed(t, b.String(), "--by", "office", "--until", "20h", "--family", "exponential", "--write", "FILE:relays.block.notices")
	for _, want := range []string{"    units: {\"B1\": {notices: {exponential: {mean: ", "\"B4: x\": {notices: {exponential: {mean: 1h", "passes_on: 0.8333}", "relays.block.notices.exponential.mean: {low: ", ", because: \"fit of log.csv, 120 rows, exponential, AICc "} {
		if !strings.Contains(after, want) {
			t.Errorf("no %q in\n%s", want, after)
		}
	}
	shares := changed(t, "office,passed,of\nB1,9,10\nB2,3,12\nB3,14,20\n", "--write", "FILE:relays.block.passes_on")
	if !strings.Contains(shares, `units: {"B1": {passes_on: 0.`) || !strings.Contains(shares, "    notices: 1h       # guess\n") {
		t.Errorf("%s", shares)
	}
}

// Of who told whom, units of the tier count that have others below them in the network.
func TestFitTakesTellersFromTheNetwork(t *testing.T) {
	log := "unit,from,at\nS,,2024-10-12 09:00\nB1,S,2024-10-12 09:10\nV1,B1,2024-10-12 09:40\nB2,S,2024-10-12 09:20\nV3,B2,2024-10-12 10:20\nB3,S,2024-10-12 09:30\nV2,B1,2024-10-12 11:00\n"
	after := changed(t, log, "--never", "yes", "--family", "exponential", "--write", "FILE:relays.block.notices", "--until", "2024-10-13 09:00")
	if !strings.Contains(after, "fit of log.csv, 3 rows, 2024-10-13, exponential") || !strings.Contains(after, "passes_on: 0.6667") || !strings.Contains(after, "mean: 45m}") {
		t.Errorf("%s", after)
	}
}

// With the scenario's hours time counts while they are open; a log that all took as long
// in is a fixed delay.
func TestFitOnTheOpenClock(t *testing.T) {
	// The second is an instant after 18:30 in Kolkata, where it is open until 20:00.
	for flags, log := range map[string]string{
		"--hours 08:00-20:00":       "sent,seen\n2024-10-12 17:30,2024-10-12 19:30\n2024-10-12 18:30,2024-10-13 08:30\n",
		"--hours FILE:daytime":      "sent,seen\n2024-10-12T12:00:00Z,2024-10-12T14:00:00Z\n2024-10-12T13:00:00Z,2024-10-13T03:00:00Z\n",
		"--hours FILE:Daytime":      "",
		"--hours nights":            "",
		"--hours daytime --by x":    "",
		"--hours FILE:daytime --as": "",
	} {
		file := written(t, "net.yaml", fitNetwork)
		args := append([]string{"fit", written(t, "log.csv", log)}, strings.Fields(strings.ReplaceAll(flags, "FILE", file))...)
		got := harkara(t, args...)
		if (log != "") != (got.status == 0 && strings.Contains(got.out, "{fixed: 2h}")) {
			t.Errorf("%s: %+v", flags, got)
		}
	}
	log := "sent,seen\n2024-10-12 17:30,2024-10-12 19:30\n2024-10-12 18:30,2024-10-13 08:30\n"
	if after := changed(t, log, "--hours", "daytime", "--write", "FILE:relays.block.notices"); !strings.Contains(after, "notices: {fixed: 2h}   # fit of log.csv, 2 rows, 2024-10-13, all alike") {
		t.Errorf("%s", after)
	}
}

// Where no family describes a log it is written as it was measured, beside the scenario.
func TestFitWritesAsMeasured(t *testing.T) {
	effort.NotShort(t, "fits some hundred logs")
	r := rand.New(rand.NewPCG(7, 8))
	var b strings.Builder
	b.WriteString("delay_s,to\n")
	for range 30 {
		fmt.Fprintf(&b, "%.3f,a\n%.3f,b\n", 60+60*r.Float64(), 86400+3600*r.Float64())
	}
	b.WriteString(strings.Repeat(",c\n", 15))
	file := written(t, "net.yaml", fitNetwork)
	args := []string{"fit", written(t, "log.csv", b.String()), "--until", "100h", "--write", file + ":relays.block.notices"}
	if got := harkara(t, args...); got.status != 0 || !strings.Contains(got.out, "use it as measured") {
		t.Fatalf("%+v", got)
	}
	after, _ := os.ReadFile(file)
	beside, err := os.ReadFile(filepath.Join(filepath.Dir(file), "log-measured.csv"))
	if err != nil || strings.Count(string(beside), "\n") != 61 || !strings.Contains(string(after), `{measured: {file: "log-measured.csv", column: seconds, weight: weight}}`) || !strings.Contains(string(after), "passes_on: 0.8 ") {
		t.Errorf("%v\n%s\n%s", err, after, beside)
	}
	if got := harkara(t, "check", file); got.status != 0 {
		t.Errorf("%+v", got)
	}
	// Another log of that name is not written over it.
	args[1] = written(t, "log.csv", b.String()+"70,d\n")
	if got := harkara(t, args...); got.status == 0 || !strings.Contains(got.errOut, "there already") {
		t.Errorf("%+v", got)
	}
	if now, _ := os.ReadFile(file); string(now) != string(after) {
		t.Error("a refused value was written")
	}
}

// Other formats have the same numbers.
func TestFitFormats(t *testing.T) {
	log := written(t, "log.csv", "delay_s\n60\n70\n90\n200\n300\n500\n")
	got := harkara(t, "fit", log, "--family", "exponential", "--format", "json")
	var data struct {
		Format   string
		Families []struct{ Scale, AICc float64 }
	}
	if err := json.Unmarshal([]byte(got.out), &data); err != nil || data.Format != "harkara.fit/v1" || len(data.Families) != 1 || data.Families[0].Scale < 203.33 || data.Families[0].Scale > 203.34 {
		t.Errorf("%v %+v", err, got)
	}
	for format, want := range map[string]string{"csv": "exponential,scale,203.333,,\n", "markdown": "| exponential | 2m21s ", "table": "  exponential  2m21s ("} {
		if got := harkara(t, "fit", log, "--family", "exponential", "--format", format); !strings.Contains(got.out, want) {
			t.Errorf("%s: no %q in %s", format, want, got.out)
		}
	}
}

// One delay, or one again and again, says nothing about how much delays differ: families with
// a shape have no place, and bounds of no width are not told.
func TestFitOfOneDelay(t *testing.T) {
	for _, log := range []string{"delay_s\n30\n", "delay_s,count\n30,7\n", "from_s,to_s\n30,30\n30,30\n5,\n"} {
		file := written(t, "log.csv", log)
		if got := harkara(t, "fit", file, "--family", "lognormal"); got.status != exitInvalid || !strings.Contains(got.errOut, "nothing tells how much delays differ, as lognormal needs") {
			t.Errorf("%q: %+v", log, got)
		}
		if got := harkara(t, "fit", file); got.status != 0 || strings.Contains(got.out, "lognormal") || !strings.Contains(got.out, "exponential") && !strings.Contains(got.out, "fixed") {
			t.Errorf("%q: %+v", log, got)
		}
	}
}

// A value that a range of the file leaves out is written with its own bounds in the place of
// that range; where they are of another parameter nothing is written, and what to do is said.
func TestFitBeyondARange(t *testing.T) {
	const log = "delay_s\n30000\n40000\n90000\n4000\n16000\n70000\n"
	text := strings.Replace(fitNetwork, "notices: 1h       # guess", "notices: {lognormal: {median: 10m, p90: 1h}}", 1)
	for of, status := range map[string]int{"exponential.mean": 0, "lognormal.p90": exitInvalid} {
		family, _, _ := strings.Cut(of, ".")
		before, low := text, "30m"
		if family == "exponential" {
			low = "9m"
			before = strings.Replace(text, "lognormal: {median: 10m, p90: 1h}", "exponential: {mean: 10m}", 1)
		}
		before += "uncertain:\n  relays.block.notices." + of + ": {low: " + low + ", high: 2h}\n"
		file := written(t, "net.yaml", before)
		got := harkara(t, "fit", written(t, "log.csv", log), "--family", family, "--write", file+":relays.block.notices")
		after, _ := os.ReadFile(file)
		if got.status != status || (string(after) == before) != (status != 0) || (status != 0) != strings.Contains(got.errOut, "change or remove it, and fit again") {
			t.Errorf("%s: %+v\n%s", of, got, after)
		}
		if check := harkara(t, "check", file); check.status != 0 {
			t.Errorf("%s: %+v", of, check)
		}
	}
}
