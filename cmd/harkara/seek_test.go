package main

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
)

// seek finds the chance of four hops that lets four in five through, says so in words and
// in JSON, and ends with status 4 where no value meets the goal.
func TestSeek(t *testing.T) {
	file := write(t, `name: hops
network: {tiers: [a, b, c, d, e], fan_out: {a: 1, b: 1, c: 1, d: 1, e: 1}}
channels: {phone: {delivers: 0.5}, bad: {delivers: 0.5}}
relays: {a: {over: [phone]}, b: {over: [phone]}, c: {over: [phone]}, d: {over: [phone], passes_on: 0.9}}
questions: {horizon: 1h, at: [1h], goals: [{tier: e, share: 1, by: 1h, chance: 0.5}]}
`)
	r := harkara(t, "seek", file, "--goal", "80% of e by 1h", "--vary", "channels.phone.delivers", "--format", "json")
	var found struct {
		Study string
		Found []struct {
			Value, Low, High float64
			Text, Side       string
		}
	}
	if err := json.Unmarshal([]byte(r.out), &found); err != nil || r.status != 0 {
		t.Fatalf("%v: %+v", err, r)
	}
	want := math.Pow(0.8/0.9, 0.25)
	if len(found.Found) != 1 || math.Abs(found.Found[0].Value-want) > 2e-6 || found.Found[0].Side != "at_least" || found.Study != "seek" {
		t.Errorf("%+v, want %.6f", found, want)
	}
	r = harkara(t, "seek", file, "--goal", "95% of e by 1h", "--vary", "channels.phone.delivers")
	if r.status != exitMissed || !strings.Contains(r.out, "no value from 0 to 1 meets the goal: the best, 1, gives 90 %") {
		t.Errorf("no value does: %+v", r)
	}
	r = harkara(t, "seek", file, "--goal", "goal1", "--vary", "channels.phone.delivers=0.5:1", "-n", "200")
	if r.status != 0 || !strings.Contains(r.out, "must be at least") || !strings.Contains(r.out, "in 50 % of plays") {
		t.Errorf("a goal of the file: %+v", r)
	}
	for want, args := range map[string][]string{
		"--goal says":    {"--vary", "channels.phone.delivers"},
		"--vary says":    {"--goal", "80% of e by 1h"},
		"write 80% of":   {"--goal", "most of e", "--vary", "channels.phone.delivers"},
		"no number":      {"--goal", "80% of e by 1h", "--vary", "channels.phone.nothing"},
		"write PATH":     {"--goal", "80% of e by 1h", "--vary", "channels.phone.delivers=1:0"},
		"has no effect":  {"--goal", "80% of e by 1h", "--vary", "channels.phone.delivers", "--at", "1h"},
		"after the scen": {"--goal", "80% of e by 2h", "--vary", "channels.phone.delivers"},
	} {
		if r := harkara(t, append([]string{"seek", file}, args...)...); r.status != exitUsage || !strings.Contains(r.errOut, want) || r.out != "" {
			t.Errorf("%v: %+v, want %q", args, r, want)
		}
	}
}
