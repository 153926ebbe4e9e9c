package laws

import (
	"fmt"
	"io"
	"io/fs"
	"strings"

	"harkara/cascade"
	"harkara/model/scenario"
)

// A Case is a small scenario, with a change, by which bounds are tried: how often
// they hold the true value.
type Case struct {
	Name       string
	Base, Plan cascade.Problem
	Slow       bool // takes many times as long as others
}

// relayed is the scenario of most cases: an office, units below it, people.
const relayed = `name: coverage
timezone: UTC
start: 2024-01-01 08:00
network: {tiers: [top, mid, end], fan_out: {top: 1, mid: 3, end: 2}}
hours: {day: {days: all, from: "08:00", to: "18:00"}}
channels:
  post: {delivers: DELIVERS, delay: {exponential: {mean: 2h}}}
  phone: {delivers: 0.8, calls: {lines: 1, each: {exponential: {mean: 20m}}, order: random}, retry: {every: 1h, times: 1}}
relays:
  top: {over: [OVER]}
  mid: {passes_on: PASSES, notices: {exponential: {mean: 1h}}, over: [post]EXTRA}
  end: {}
OUTAGES
public: {population: PEOPLE, household: 4, hears: {group: {broadcast: {share: 0.3, over: post}}HEARS}}
questions: {horizon: 48h, at: [6h, 48h], goals: [{tier: end, share: 0.8, by: 24h}]}
plans: {other: {set: {CHANGE}}}
`

// cases are the words that differ from the usual.
var cases = []struct {
	name string
	set  map[string]string
}{
	{"usual", nil},
	{"rare outage at the top", map[string]string{"OUTAGES": "outages: [{unit: top 1, chance: 0.01}]", "CHANGE": "outages.0.chance: 0.012"}},
	{"rarer outage at the top", map[string]string{"OUTAGES": "outages: [{unit: top 1, chance: 0.003}]", "CHANGE": "outages.0.chance: 0.01"}},
	{"common outages", map[string]string{"OUTAGES": "outages: [{tier: mid, chance: 0.3}]", "CHANGE": "outages.0.chance: 0.2"}},
	{"near 0", map[string]string{"PASSES": "0.02", "CHANGE": "relays.mid.passes_on: 0.03"}},
	{"near 1", map[string]string{"PASSES": "0.99", "DELIVERS": "0.99", "CHANGE": "relays.mid.passes_on: 0.98"}},
	{"talk in small units", map[string]string{"PEOPLE": "60", "HEARS": ", near: {talk: {rate: 0.1/h}}"}},
	{"talk in large units", map[string]string{"PEOPLE": "20000", "HEARS": ", near: {talk: {rate: 0.1/h}}"}},
	{"calls", map[string]string{"OVER": "phone", "CHANGE": "channels.phone.delivers: 0.9"}},
	{"visits", map[string]string{"HEARS": ", doors: {visits: {workers: 1, each: 2/h}}", "PEOPLE": "400"}},
	{"hours", map[string]string{"EXTRA": ", hours: day", "CHANGE": "relays.mid.passes_on: 0.9"}},
	{"deputies", map[string]string{"EXTRA": ", bypassed_after: 6h", "CHANGE": "relays.mid.passes_on: 0.7"}},
	{"several people", map[string]string{"EXTRA": ", people: 3", "CHANGE": "relays.mid.people: 2"}},
}

// Cases are the scenarios by which bounds are tried.
func Cases() ([]Case, error) {
	none := func(string) (io.ReadCloser, error) { return nil, fs.ErrNotExist }
	var out []Case
	for _, c := range cases {
		words := map[string]string{
			"DELIVERS": "0.9", "OVER": "post", "PASSES": "0.8", "EXTRA": "", "OUTAGES": "", "PEOPLE": "500", "HEARS": "",
			"CHANGE": "relays.mid.passes_on: 0.85",
		}
		for k, v := range c.set {
			words[k] = v
		}
		text := relayed
		for k, v := range words {
			text = strings.ReplaceAll(text, k, v)
		}
		x := Case{Name: c.name, Slow: strings.HasPrefix(c.name, "talk") || c.name == "visits"}
		for plan, to := range map[string]*cascade.Problem{"": &x.Base, "other": &x.Plan} {
			s, err := scenario.Parse("coverage.yaml", []byte(text), none, scenario.Options{Plan: plan})
			if err != nil {
				return nil, fmt.Errorf("%s: %w", c.name, err)
			}
			*to = cascade.Problem{Network: s.Network, Messages: s.Messages[:1], Question: s.Question}
		}
		out = append(out, x)
	}
	return out, nil
}
