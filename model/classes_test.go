package model

import (
	"reflect"
	"testing"
)

// Units are of one class where relay and outages are the same, whatever their
// tier; outages of one unit, of one tier and of both are told apart.
func TestClasses(t *testing.T) {
	s := Spec{
		Tiers:     []string{"top", "mid", "leaf"},
		Channels:  []Channel{{Name: "wire", Delivers: 1, Delay: Fixed(0)}},
		Relays:    []Relay{{People: 1, PassesOn: 1, Notices: Fixed(0), Over: []int{0}}, {People: 2, PassesOn: 1, Notices: Fixed(0), Over: []int{0}}},
		TierRelay: []int{0, 0, 1},
		RowRelay:  map[int32]int{2: 1},
	}
	for _, x := range []struct {
		tier   uint8
		parent int32
	}{{0, -1}, {1, 0}, {1, 0}, {1, 0}, {2, 1}, {2, 1}, {2, 1}, {2, 1}} {
		r := &s.Rows
		r.Tier, r.Parent, r.Ordinal = append(r.Tier, x.tier), append(r.Parent, x.parent), append(r.Ordinal, int32(len(r.Tier)+1))
		r.Population, r.Households = append(r.Population, Unknown), append(r.Households, Unknown)
	}
	s.Outages = []Outage{
		{Unit: NoUnit, Tier: 2, Chance: 0.5, Whole: true}, {Unit: 5, Tier: 2, Chance: 0.5, Whole: true},
		{Unit: NoUnit, Tier: 2, Chance: 0.1, Whole: true}, {Unit: 6, Tier: 2, Chance: 0.5, Whole: true},
	}
	n, err := New(s)
	if err != nil {
		t.Fatal(err)
	}
	classes, of := n.Classes()
	want := []Class{{First: 0, Relay: 0}, {First: 2, Relay: 1}, {4, 1, []int{0, 2}}, {5, 1, []int{0, 2, 1}}, {6, 1, []int{0, 2, 3}}}
	for i := range classes {
		if len(classes[i].Outages) == 0 {
			classes[i].Outages = nil
		}
	}
	if !reflect.DeepEqual(classes, want) {
		t.Errorf("got  %+v\nwant %+v", classes, want)
	}
	if want := []int32{0, 0, 1, 0, 2, 3, 4, 2}; !reflect.DeepEqual(of, want) {
		t.Errorf("got %v, want %v", of, want)
	}
}
