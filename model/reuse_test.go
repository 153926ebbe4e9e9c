package model

import (
	"reflect"
	"slices"
	"testing"
)

// A network that is made like another is the one that is made without, whatever differs
// between the two; what is the same is shared.
func TestLike(t *testing.T) {
	relay := Relay{People: 1, PassesOn: 1, Notices: Fixed(0)}
	base := func() Spec {
		return Spec{
			Tiers: []string{"a", "b", "c"}, TierRelay: []int{0, 0, 0}, Relays: []Relay{relay},
			Rows: Rows{
				Tier: []uint8{2, 0, 1, 1, 2, 2, 2}, Parent: []int32{2, -1, 1, 1, 3, 2, 3}, Ordinal: []int32{0, 0, 0, 0, 0, 1, 1},
				Population: []int64{10, Unknown, 100, 70, Unknown, Unknown, 30}, Households: []int64{2, Unknown, 30, Unknown, Unknown, Unknown, Unknown},
				Name: []string{"x", "top", "y", "z", "w"}, Code: []string{"", "T"}, LocalName: []string{"", "", "ya"},
			},
			Public: &Public{Tier: 2, PerUnit: 5, Household: 4.5},
		}
	}
	first, err := New(base())
	if err != nil {
		t.Fatal(err)
	}
	for name, x := range map[string]struct {
		change        func(*Spec)
		units, people bool
	}{
		"nothing":     {func(*Spec) {}, true, true},
		"a relay":     {func(s *Spec) { s.Relays = []Relay{{People: 3, PassesOn: 0.5, Notices: Fixed(60)}} }, true, true},
		"a household": {func(s *Spec) { s.Public.Household = 3 }, true, false},
		"per unit":    {func(s *Spec) { s.Public.PerUnit = 6 }, true, false},
		"served":      {func(s *Spec) { s.Public.Tier = 1 }, true, false},
		"adding up":   {func(s *Spec) { s.AddUp = true }, true, false},
		"no public":   {func(s *Spec) { s.Public = nil }, true, false},
		"people":      {func(s *Spec) { s.Rows.Population[0] = 11 }, false, false},
		"homes":       {func(s *Spec) { s.Rows.Households[0] = 3 }, false, false},
		"a parent":    {func(s *Spec) { s.Rows.Parent[0] = 3 }, false, false},
		"an ordinal":  {func(s *Spec) { s.Rows.Ordinal[6] = 2 }, false, false},
		"a name":      {func(s *Spec) { s.Rows.Name[0] = "v" }, false, false},
		"a code":      {func(s *Spec) { s.Rows.Code[1] = "U" }, false, false},
		"a script":    {func(s *Spec) { s.Rows.LocalName[2] = "" }, false, false},
		"a tier":      {func(s *Spec) { s.Rows.Tier[4] = 1; s.Rows.Parent[4] = 1 }, false, false},
		"tiers":       {func(s *Spec) { s.Tiers[1] = "d" }, false, false},
		"the main":    {func(s *Spec) { s.Main, s.Public.Tier = 2, 1 }, false, false},
		"a unit less": {func(s *Spec) {
			for _, c := range []*[]int32{&s.Rows.Parent, &s.Rows.Ordinal} {
				*c = (*c)[:6]
			}
			s.Rows.Tier, s.Rows.Population, s.Rows.Households = s.Rows.Tier[:6], s.Rows.Population[:6], s.Rows.Households[:6]
		}, false, false},
		"two rows in turn": {func(s *Spec) {
			s.Rows.Parent[4], s.Rows.Parent[5] = s.Rows.Parent[5], s.Rows.Parent[4]
		}, false, false},
	} {
		spec := base()
		x.change(&spec)
		want, err := New(spec)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		spec.Reuse = first
		got, err := New(spec)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: another network than without, %v", name, err)
		}
		if units := &got.key[0] == &first.key[0]; units != x.units {
			t.Errorf("%s: units are shared: %v", name, units)
		}
		if people := len(got.people) > 0 && &got.people[0] == &first.people[0]; people != x.people {
			t.Errorf("%s: people are shared: %v", name, people)
		}
	}
	if again, err := New(base()); err != nil || !slices.Equal(again.people, first.people) {
		t.Errorf("what was shared was changed, %v", err)
	}
}
