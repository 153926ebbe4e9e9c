package model

import "testing"

// What is kept is made once for a network and a key; a variant has its own.
func TestKept(t *testing.T) {
	t.Parallel()
	n, err := New(Spec{
		Tiers: []string{"a"}, Channels: []Channel{{Name: "c", Delivers: 1, Delay: Fixed(0)}},
		Relays: []Relay{{People: 1, PassesOn: 1, Notices: Fixed(0), Over: []int{0}}}, TierRelay: []int{0},
		Rows: Rows{Tier: []uint8{0}, Parent: []int32{-1}, Ordinal: []int32{0}, Population: []int64{Unknown}, Households: []int64{Unknown}, Name: []string{"A"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	made := 0
	make := func() any { made++; return made }
	if a, b, c := n.Kept("x", make), n.Kept("x", make), n.Kept("y", make); a != 1 || b != 1 || c != 2 {
		t.Errorf("%v, %v, %v", a, b, c)
	}
	if got := n.WithRelay(0, *n.Relay(0)).Kept("x", make); got != 3 {
		t.Errorf("a variant: %v", got)
	}
}
