package montecarlo

import (
	"slices"
	"testing"

	"harkara/cascade"
	"harkara/model"
	"harkara/model/scenario"
)

// A contact that is made again makes a unit late by all its tries, where it fails as
// seldom as plays need not show, or seldomer; one that never fails makes nobody late.
func TestContactsThatAreMadeAgain(t *testing.T) {
	const text = `name: x
network: {tiers: [a, b], fan_out: {a: 1, b: 1}}
channels: {post: {delivers: 0.75, retry: {every: 1h, times: 2}}, sure: {retry: {every: 1h, times: 2}}, once: {delivers: 0.75}}
relays: {a: {over: [post, sure, once]}}
questions: {horizon: 9h}
`
	s, err := scenario.Parse("x.yaml", []byte(text), nil, scenario.Options{})
	if err != nil {
		t.Fatal(err)
	}
	x := &setup{problem: cascade.Problem{Network: s.Network, Messages: s.Messages, Question: s.Question}}
	again := []rarity{{0.25, 2 * float64(model.Hour)}}
	for limit, want := range map[float64][]rarity{0.25: again, 0.3: again, 0.24: nil} {
		if got := x.delaysOf(1, limit); !slices.Equal(got, want) {
			t.Errorf("chances up to %v: %v, want %v", limit, got, want)
		}
	}
	if got := x.delaysOf(0, 0.3); len(got) > 0 {
		t.Errorf("of the first unit: %v", got)
	}
}
