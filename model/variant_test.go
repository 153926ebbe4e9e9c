package model

import (
	"reflect"
	"testing"
)

// A variant differs in one relay, shares the rest, and leaves the network alone.
func TestWithRelay(t *testing.T) {
	n, err := New(Spec{
		Tiers:    []string{"top", "end"},
		Rows:     Rows{Tier: []uint8{0, 1}, Parent: []int32{-1, 0}, Ordinal: []int32{1, 1}, Population: []int64{Unknown, 9}, Households: []int64{Unknown, 3}},
		Channels: []Channel{{Name: "a", Delivers: 1, Delay: Fixed(0)}}, TierRelay: []int{0, 0},
		Relays: []Relay{{People: 1, PassesOn: 0.5, Notices: Fixed(0), Over: []int{0}}},
		Links:  []Link{{From: 0, To: 1}}, Outages: []Outage{{Unit: NoUnit, Tier: 1, Chance: 0.5, Whole: true}},
		Public: &Public{Tier: 1, Household: 3},
	})
	if err != nil {
		t.Fatal(err)
	}
	v := n.WithRelay(0, Relay{People: 7, Notices: Fixed(0), Over: []int{1}}, Channel{Name: "b", Delivers: 1, Delay: Fixed(0)})
	if v.Relay(0).People != 7 || v.Relay(1).People != 1 || n.Relay(0).People != 1 || len(n.Channels()) != 1 || v.Channels()[1].Name != "b" {
		t.Errorf("relays %+v and %+v, channels %v", v.Relay(0), n.Relay(0), v.Channels())
	}
	a, b := reflect.ValueOf(n).Elem(), reflect.ValueOf(v).Elem()
	for i := range a.NumField() {
		switch name := a.Type().Field(i).Name; name {
		case "channels", "relays", "relay", "backward":
		default:
			if x, y := a.Field(i), b.Field(i); x.Kind() == reflect.Slice && (x.Len() != y.Len() || x.Len() > 0 && x.Pointer() != y.Pointer()) || x.Kind() != reflect.Slice && x.CanInt() && x.Int() != y.Int() {
				t.Errorf("%s is not shared", name)
			}
		}
	}
}
