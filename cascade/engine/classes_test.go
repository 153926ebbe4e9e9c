package engine

import (
	"testing"

	"harkara/cascade"
	"harkara/model"
)

// Outages of their own make each of 70,000 offices a class of its own. The second
// half are silent, and their readers are not told.
func TestManyClasses(t *testing.T) {
	const offices = 70_000
	s := model.Spec{
		Tiers:     []string{"origin", "office", "reader"},
		Channels:  []model.Channel{{Name: "wire", Delivers: 1, Delay: model.Fixed(0)}},
		Relays:    []model.Relay{{People: 1, PassesOn: 1, Notices: model.Fixed(0), Over: []int{0}}},
		TierRelay: []int{0, 0, 0},
	}
	add := func(tier uint8, parent, ordinal int32) {
		r := &s.Rows
		r.Tier, r.Parent, r.Ordinal = append(r.Tier, tier), append(r.Parent, parent), append(r.Ordinal, ordinal)
		r.Population, r.Households = append(r.Population, model.Unknown), append(r.Households, model.Unknown)
	}
	add(0, -1, 1)
	for i := range int32(offices) {
		add(1, 0, i+1)
		s.Outages = append(s.Outages, model.Outage{Unit: i + 1, Tier: 1, Chance: float64(i / (offices / 2)), Whole: true})
	}
	for i := range int32(offices) {
		add(2, i+1, 1)
	}
	n, err := model.New(s)
	if err != nil {
		t.Fatal(err)
	}
	e, _, err := New("layered", cascade.Problem{
		Network:  n,
		Messages: []model.Message{{From: []model.Unit{0}, Expires: model.Never}},
		Question: model.Question{Horizon: model.Hour},
	})
	if err != nil {
		t.Fatal(err)
	}
	out := cascade.NewOutcome(n.Len())
	e.Play(0, out)
	in := n.InTier(2)
	for i := range in.Len() {
		if told := out.Arrival[in.Lo+model.Unit(i)] < model.Never; told == (i >= offices/2) {
			t.Fatalf("the reader of office %d: told is %v", i, told)
		}
	}
}
