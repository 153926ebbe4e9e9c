package engine_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"harkara/cascade"
	"harkara/cascade/engine"
	"harkara/model"
)

// Events that are played together have the outcome of those played one by one, as they are
// where the story is told: with ties, delays of nothing, several people, people who do not
// pass on, and a message that may not be passed on after a while.
func TestTogetherIsOneByOne(t *testing.T) {
	exponential, err := model.NewExponential(600)
	if err != nil {
		t.Fatal(err)
	}
	for i, delay := range []model.Delay{exponential, model.Fixed(60), model.Fixed(0)} {
		for _, people := range []int{1, 3} {
			for _, notices := range []model.Delay{model.Fixed(0), exponential} {
				t.Run(fmt.Sprint(i, people, notices), func(t *testing.T) {
					p := linked(t, 2000, 8, model.Relay{People: people, PassesOn: 0.9, Alike: 0.1, Notices: notices}, delay)
					p.Messages[0].Expires = 75 * model.Minute
					p.Question.Horizon = 90 * model.Minute
					playsAlike(t, p)
				})
			}
		}
	}
}

// linked is a message among units of one tier, each linked to so many others.
func linked(t *testing.T, units, each int, relay model.Relay, delay model.Delay) cascade.Problem {
	t.Helper()
	s := model.Spec{Tiers: []string{"unit"}, TierRelay: []int{0}, Relays: []model.Relay{relay},
		Channels: []model.Channel{{Name: "link", Delivers: 0.4, Delay: delay}}}
	g := rand.New(rand.NewPCG(3, 4))
	for u := range units {
		s.Rows.Tier, s.Rows.Parent, s.Rows.Ordinal = append(s.Rows.Tier, 0), append(s.Rows.Parent, -1), append(s.Rows.Ordinal, int32(u+1))
		s.Rows.Population, s.Rows.Households = append(s.Rows.Population, model.Unknown), append(s.Rows.Households, model.Unknown)
		for range g.IntN(2 * each) {
			s.Links = append(s.Links, model.Link{From: model.Unit(u), To: model.Unit(g.IntN(units))})
		}
	}
	n, err := model.New(s)
	if err != nil {
		t.Fatal(err)
	}
	return cascade.Problem{Network: n, Messages: []model.Message{{Name: "message", From: []model.Unit{0, 1}}},
		Question: model.Question{At: []model.Tick{model.Hour}}, Seed: 5}
}

// playsAlike plays some trials with the story and without.
func playsAlike(t *testing.T, p cascade.Problem) {
	t.Helper()
	e, _, err := engine.New("event", p)
	if err != nil {
		t.Fatal(err)
	}
	n := p.Network.Len()
	quick, told := cascade.NewOutcome(n), cascade.NewOutcome(n)
	reached := 0
	for trial := range uint64(3) {
		e.Play(trial, quick)
		e.Trace(trial, told)
		for u := range n {
			if quick.Arrival[u] != told.Arrival[u] || quick.Start[u] != told.Start[u] {
				t.Fatalf("trial %d, unit %d: has it at %d and starts at %d, one by one at %d and %d", trial, u,
					quick.Arrival[u], quick.Start[u], told.Arrival[u], told.Start[u])
			}
		}
		reached += n - len(slices.DeleteFunc(slices.Clone(told.Arrival), func(a model.Tick) bool { return a < model.Never }))
	}
	if reached < n/2 {
		t.Errorf("%d units reached in all: too few to show anything", reached)
	}
}
