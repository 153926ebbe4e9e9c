package cascade_test

import (
	"math"
	"strings"
	"testing"

	"harkara/cascade"
	"harkara/model"
)

// four is a top with three units below, asked about in a way that is right.
func four(t *testing.T) cascade.Problem {
	t.Helper()
	unknown := []int64{model.Unknown, model.Unknown, model.Unknown, model.Unknown}
	network, err := model.New(model.Spec{
		Tiers: []string{"office", "branch"},
		Rows: model.Rows{
			Tier: []uint8{0, 1, 1, 1}, Parent: []int32{-1, 0, 0, 0}, Ordinal: []int32{0, 1, 2, 3},
			Population: unknown, Households: unknown, Name: []string{"Head office"},
		},
		Channels:  []model.Channel{{Name: "sms", Delivers: 0.9, Delay: model.Fixed(60)}},
		Relays:    []model.Relay{{People: 1, PassesOn: 0.8, Notices: model.Fixed(600), Over: []int{0}}, {People: 1, Notices: model.Fixed(0)}},
		TierRelay: []int{0, 1},
	})
	if err != nil {
		t.Fatal(err)
	}
	return cascade.Problem{
		Network:  network,
		Messages: []model.Message{{Name: "alert", From: []model.Unit{0}}},
		Question: model.Question{Horizon: model.Hour, At: []model.Tick{model.Minute, model.Hour}},
	}
}

// What is wrong with a problem made by hand is said, and what is right is not:
// a message that expires at 0 never does.
func TestCheck(t *testing.T) {
	for _, x := range []struct {
		wrong string // "" where nothing is
		do    func(*cascade.Problem)
	}{
		{"", func(*cascade.Problem) {}},
		{"", func(p *cascade.Problem) { p.Messages[0].Expires = 0 }},
		{"", func(p *cascade.Problem) { p.Messages[0].From = []model.Unit{3} }},
		{"", func(p *cascade.Problem) { p.Question.By = []int{1} }},
		{"no network", func(p *cascade.Problem) { p.Network = nil }},
		{"no message", func(p *cascade.Problem) { p.Messages = nil }},
		{"starts at unit 99, and there are units 0 to 3", func(p *cascade.Problem) { p.Messages[0].From[0] = 99 }},
		{"starts at unit 4, and there are units 0 to 3", func(p *cascade.Problem) { p.Messages[0].From[0] = 4 }},
		{"starts at unit -1", func(p *cascade.Problem) { p.Messages[0].From[0] = -1 }},
		{"starts at no unit", func(p *cascade.Problem) { p.Messages[0].From = nil }},
		{"sent at -1 ticks", func(p *cascade.Problem) { p.Messages[0].At = -1 }},
		{"expires at -1 ticks", func(p *cascade.Problem) { p.Messages[0].Expires = -1 }},
		{"the horizon is 0 ticks", func(p *cascade.Problem) { p.Question.Horizon, p.Question.At = 0, nil }},
		{"before model.Never", func(p *cascade.Problem) { p.Question.Horizon = model.Never }},
		{"a time asked is 3600000001 ticks: from 0 to the horizon, 3600000000", func(p *cascade.Problem) { p.Question.At[1]++ }},
		{"a time asked is -1 ticks", func(p *cascade.Problem) { p.Question.At[0] = -1 }},
		{"not ascending", func(p *cascade.Problem) { p.Question.At[0] = model.Hour; p.Question.At[1] = 0 }},
		{"tier 2, and there are tiers 0 to 1", func(p *cascade.Problem) { p.Question.By = []int{2} }},
		{"tier -1", func(p *cascade.Problem) { p.Question.By = []int{-1} }},
		{`"village", which is no tier`, func(p *cascade.Problem) { p.Question.Goals = []model.Goal{{Tier: "village"}} }},
		{"share (NaN)", func(p *cascade.Problem) { p.Question.Goals = []model.Goal{{Tier: "branch", Share: math.NaN()}} }},
		{"share (-0.1)", func(p *cascade.Problem) { p.Question.Goals = []model.Goal{{Tier: "branch", Share: -0.1}} }},
		{"chance (1.1)", func(p *cascade.Problem) { p.Question.Goals = []model.Goal{{Tier: "branch", Chance: 1.1}} }},
		{"met by 3600000001 ticks", func(p *cascade.Problem) { p.Question.Goals = []model.Goal{{Tier: "branch", By: model.Hour + 1}} }},
	} {
		p := four(t)
		x.do(&p)
		err := p.Check()
		switch {
		case x.wrong == "" && err != nil:
			t.Errorf("refused: %v", err)
		case x.wrong != "" && (err == nil || !strings.Contains(err.Error(), x.wrong)):
			t.Errorf("%v, not %q", err, x.wrong)
		}
	}
}

// All that is wrong is said at once.
func TestCheckSaysAll(t *testing.T) {
	p := four(t)
	p.Messages[0].From[0] = 99
	p.Question.At[1]++
	err := p.Check()
	if err == nil || !strings.Contains(err.Error(), "unit 99") || !strings.Contains(err.Error(), "3600000001") {
		t.Errorf("%v", err)
	}
}
