package scenarios_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"harkara/cascade/cascadetest/effort"
	"harkara/scenarios"
)

// owners are the shares of homes that own what a way to hear needs, by scenario, plan
// and way: a telephone, the internet. Ways that need nothing (visits, sirens,
// loudspeakers, neighbours) are not among them.
var owners = map[string]map[string]map[string]float64{
	// Homes in which somebody uses the internet: men of 15 to 49, NFHS-5.
	"pakur": {
		"": {"groups": 0.532, "page": 0.532},
		// Homes with a mobile phone in 2011: by block, weighted by its homes.
		"phones-of-2011": {"groups": phones2011(), "page": phones2011()},
		"trained-blocks": {"groups": 0.532, "page": 0.532}, "more-visitors": {"groups": 0.532, "page": 0.532},
	},
	"jharkhand":        {"": {"groups": 0.580, "page": 0.580}},
	"india":            {"": {"groups": 0.571, "page": 0.571}},
	"before-and-after": {"": {"groups": 0.532}, "before": {"groups": 0.532}, "after": {"groups": 0.532}},
	"flood-warning":    {"": {"texts": 0.49}, "day": {"texts": 0.49}, "night": {"texts": 0.49}},
	"feedback":         {"": {"groups": 0.532}, "one-report": {"groups": 0.532}, "at-once": {"groups": 0.532}},
	"two-messages":     {"": {}, "at-once": {}, "vans": {}},
	"duty-roster":      {"": {}, "no-reminders": {}, "texts-first": {}},
	"one-chain":        {"": {}},
}

// needNothing are ways for which a home needs nothing of its own.
var needNothing = map[string]bool{"doors": true, "neighbours": true, "sirens": true, "loudspeakers": true, "crier": true, "lanes": true, "first": true}

// phones2011 is the share of Pakur's homes that had a mobile phone in 2011.
func phones2011() float64 {
	with, all := 0.0, 0.0
	for _, block := range [][2]float64{{13390, 0.123}, {16212, 0.231}, {21702, 0.125}, {44703, 0.203}, {63318, 0.271}, {22992, 0.194}} {
		with, all = with+block[0]*block[1], all+block[0]
	}
	return with / all
}

// No way to hear reaches more homes than own what it needs, where nothing is lost and
// the horizon is a month: 21 homes with a telephone in a hundred never make 70 hear.
func TestNoWayReachesMoreHomesThanOwnWhatItNeeds(t *testing.T) {
	effort.NotShort(t, "answers every plan of every scenario, with each way to hear alone")
	harkara := build(t)
	for _, name := range scenarios.Names() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ownersOf(t, harkara, name)
		})
	}
}

// ownersOf holds each way to hear of a scenario and of its plans to who owns what it needs.
func ownersOf(t *testing.T, harkara, name string) {
	t.Helper()
	var file struct {
		Public struct {
			Hears map[string]any `yaml:"hears"`
		} `yaml:"public"`
	}
	load(t, name, &file)
	for _, plan := range append([]string{""}, plans(t, name)...) {
		for way := range file.Public.Hears {
			owned, listed := owners[name][plan][way]
			if !listed {
				if !needNothing[way] {
					t.Errorf("%s, plan %q: nobody says how many homes own what %s needs", name, plan, way)
				}
				continue
			}
			if got := homesReached(t, harkara, alone(t, name, way), plan); got > owned+1e-6 {
				t.Errorf("%s, plan %q: %s alone reaches %.1f %% of homes, and %.1f %% own what it needs", name, plan, way, got*100, owned*100)
			}
		}
	}
}

// alone is a file of a scenario in which people hear in one way, and nothing is lost
// on any other: all offices pass everything on, and all that is sent arrives.
func alone(t *testing.T, name, way string) string {
	t.Helper()
	var s struct {
		Public    map[string]any            `yaml:"public"`
		Relays    map[string]map[string]any `yaml:"relays"`
		Channels  map[string]map[string]any `yaml:"channels"`
		Plans     map[string]map[string]any `yaml:"plans"`
		Rest      map[string]any            `yaml:",inline"`
		Questions map[string]any            `yaml:"questions"`
	}
	load(t, name, &s)
	s.Public["hears"] = map[string]any{way: s.Public["hears"].(map[string]any)[way]}
	for _, r := range s.Relays {
		r["passes_on"] = 1
		delete(r, "alike")
	}
	for _, c := range s.Channels {
		c["delivers"] = 1
		delete(c, "unreachable")
	}
	for _, p := range s.Plans {
		set := p["set"].(map[string]any)
		for key := range set {
			if strings.HasPrefix(key, "public.hears.") && !strings.HasPrefix(key, "public.hears."+way+".") {
				delete(set, key)
			}
		}
		set["seed"] = 2 // a plan that changes nothing is refused
	}
	delete(s.Rest, "circumstances")
	delete(s.Rest, "uncertain")
	delete(s.Rest, "actions")
	s.Questions = map[string]any{"horizon": "30d", "at": []string{"30d"}}
	text, err := yaml.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "alone.yaml")
	if err := os.WriteFile(file, text, 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

// homesReached is the expected share of homes in which somebody knows after a month.
func homesReached(t *testing.T, harkara, file, plan string) float64 {
	t.Helper()
	args := []string{"run", file, "--trials", "1", "--format", "json"}
	if plan != "" {
		args = append(args, "--plan", plan)
	}
	out, err := exec.Command(harkara, args...).Output()
	if err != nil {
		t.Fatalf("harkara %v: %v", args, err)
	}
	var answer struct {
		Tiers []struct {
			Tier  string
			Reach []struct{ Mean float64 }
		}
	}
	if err := json.Unmarshal(out, &answer); err != nil {
		t.Fatal(err)
	}
	for _, tier := range answer.Tiers {
		if tier.Tier == "households" {
			return tier.Reach[0].Mean
		}
	}
	t.Fatalf("%s: no households", file)
	return 0
}
