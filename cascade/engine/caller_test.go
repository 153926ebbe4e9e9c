package engine_test

import (
	"slices"
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest/reference"
	"harkara/model"
	"harkara/model/scenario"
)

// What is decided at one moment, by hand: times in minutes, by unit.
func TestCallsByHand(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []model.Tick
	}{
		// Whoever has the message at the very moment of their turn is left out:
		// the second and third by letter at 12; so the last is called then.
		{"skips at the moment", `name: skips
network:
  tiers: [a, b]
  tree: {Office: {children: 3}}
  organisations:
    - {name: last, tiers: [last], tree: {Last: }, joins: [{from: a, to: last, over: phone}]}
channels:
  phone: {calls: {lines: 1, each: 12m, order: listed, skips: has}}
  letter: {delay: 12m}
relays: {a: {over: [phone, letter]}}
questions: {horizon: 5h}
`, []model.Tick{0, 12, 12, 12, 24}},
		{"skips nobody", `name: skips
network: {tiers: [a, b], fan_out: {a: 1, b: 4}}
channels: {phone: {calls: {lines: 2, each: 10m, order: listed, skips: has}}}
questions: {horizon: 5h}
`, []model.Tick{0, 10, 10, 20, 20}},
		// Both offices are told by 20 and tell by letter; they are not silent
		// before they could have been called.
		{"no deputy before the call", `name: deputies
network: {tiers: [a, b, c], fan_out: {a: 1, b: 2, c: 1}}
channels:
  phone: {calls: {lines: 1, each: 10m, order: listed}}
  letter: {delay: 3h}
relays: {a: {over: phone}, b: {over: letter, bypassed_after: 1m}}
questions: {horizon: 5h}
`, []model.Tick{0, 10, 20, 190, 200}},
		// Nobody in b passes anything on: own calls until 20, then those of b 1
		// (taken over at 15), of b 2 (at 20).
		{"taken over in order of time", `name: deputies
network: {tiers: [a, b, c], fan_out: {a: 1, b: 2, c: 2}}
channels: {phone: {calls: {lines: 1, each: 10m, order: listed}}}
relays: {a: {over: phone}, b: {passes_on: 0, bypassed_after: 15m}}
questions: {horizon: 5h}
`, []model.Tick{0, 10, 20, 30, 40, 50, 60}},
	} {
		s, err := scenario.Parse("hand.yaml", []byte(c.text), nil, scenario.Options{})
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		p := cascade.Problem{Network: s.Network, Messages: s.Messages, Question: s.Question, Seed: 1}
		out := cascade.NewOutcome(p.Network.Len())
		e, err := open("auto")(p)
		if err != nil {
			t.Fatal(err)
		}
		e.Play(0, out)
		want := slices.Clone(c.want)
		for i := range want {
			want[i] *= model.Minute
		}
		by := reference.Units(p, reference.NewByAddress(p))
		if !slices.Equal(out.Arrival, want) || !slices.Equal(by.Arrival, want) {
			t.Errorf("%s: %v, by the reference %v, want %v", c.name, out.Arrival, by.Arrival, want)
		}
	}
}
