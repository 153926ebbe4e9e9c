package scenario

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"harkara/model"
)

// A duration names each unit once, the longer first.
func TestParseDuration(t *testing.T) {
	for text, want := range map[string]model.Tick{
		"0": 0, "45s": 45 * model.Second, "1d12h": 36 * model.Hour, "2w": 14 * model.Day, "1.5h": 90 * model.Minute, "250ms": 250 * model.Millisecond,
		"1w1d1h1m1s1ms": model.Week + model.Day + model.Hour + model.Minute + model.Second + model.Millisecond,
		"1h1h":          -1, "1m1h": -1, "1h1m1m": -1, "": -1, "1": -1, "h": -1, "-1h": -1, "1y": -1, "1hh": -1,
		"0.0s": 0, "0.0004ms": -1, "0.0014ms": -1, "0.0000025s": -1, "0.0504ms": 50, "0.000002s": 2, "1.0000004s": model.Second,
	} {
		got, err := ParseDuration(text)
		if (err != nil) != (want < 0) || err == nil && got != want {
			t.Errorf("%q is %d (%v), want %d", text, got, err, want)
		}
	}
}

// Whole numbers go up to 2^53, up to which every one is told from the next.
func TestLargestWholeNumber(t *testing.T) {
	for text, want := range map[string]bool{"9007199254740992.0": true, "9007199254740994.0": false, "2.5": false} {
		x, ok := parseWhole(&node{kind: scalar, tag: "!!float", text: text})
		if ok != want || ok && x != 1<<53 {
			t.Errorf("%s is %d, %v", text, x, ok)
		}
	}
}

// Where sizes of households are given, their mean says how many there are.
func TestHouseholdsOfSizes(t *testing.T) {
	s := parseGood(t, "name: x\nnetwork: {tiers: [village], fan_out: {village: 1}}\npublic: {population: 250, household: {sizes: [0.5, 0, 0.25, 0.25]}, hears: {talk: {talk: {rate: 1/d}}}}")
	if homes := s.Network.Homes(); len(homes) != 1 || homes[0] != 111 { // 250 / 2.25
		t.Errorf("%v homes of 250 people, want 111", homes)
	}
}

// Rates are counted by any unit of time, a year being 365 days.
func TestRates(t *testing.T) {
	const text = "name: x\nnetwork: {tiers: [village], fan_out: {village: 1}}\n" +
		"public: {population: 250, household: 5, hears: {talk: {talk: {rate: %s}}, doors: {visits: {workers: 1, each: %[1]s}}}}"
	for rate, perDay := range map[string]float64{
		"365/y": 1, "182.5 / year": 0.5, "1/min": 1440, "0.5/m": 720, "60/h": 1440, "0.5/d": 0.5, "14/w": 2, "2/week": 2. / 7, "3/s": 3 * 86400,
	} {
		s := parseGood(t, fmt.Sprintf(text, rate))
		hears := s.Network.Public().Hears
		if talk, doors := hears[0].Rate, hears[1].PerHour*24; math.Abs(talk/perDay-1) > 1e-12 || math.Abs(doors/perDay-1) > 1e-12 {
			t.Errorf("%s is %g and %g a day, want %g", rate, talk, doors, perDay)
		}
	}
	for _, rate := range []string{"1/month", "1/", "1/365d", "-1/y", "y"} {
		_, err := parse("t.yaml", []byte(fmt.Sprintf(text, rate)), memory(nil), Options{}, small)
		if err == nil || !strings.Contains(err.Error(), "is not a rate: give a number per min, h, d, w or y") {
			t.Errorf("%s: %v", rate, err)
		}
	}
}
