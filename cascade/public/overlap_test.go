package public

import (
	"fmt"
	"math"
	"testing"

	"harkara/cascade"
	"harkara/model"
)

// Two audiences that are one and the same are half of the people, however many
// broadcasts come before theirs.
func TestOverlapAfterManyBroadcasts(t *testing.T) {
	pub := &model.Public{Household: 5, Overlaps: []model.Overlap{{A: 70, B: 71, Share: 0.5}}}
	for i := range 72 {
		s := model.Source{Name: fmt.Sprint("cast ", i), Kind: model.Broadcast, From: -1}
		if i >= 70 {
			s.Share = 0.5
		}
		pub.Hears = append(pub.Hears, s)
	}
	n, err := model.New(model.Spec{
		Tiers: []string{"village"},
		Rows: model.Rows{
			Tier: []uint8{0}, Parent: []int32{-1}, Ordinal: []int32{1},
			Population: []int64{10_000}, Households: []int64{2000},
		},
		Channels:  []model.Channel{{Name: "wire", Delivers: 1, Delay: model.Fixed(0)}},
		TierRelay: []int{0},
		Relays:    []model.Relay{{People: 1, PassesOn: 1, Notices: model.Fixed(0)}},
		Public:    pub,
	})
	if err != nil {
		t.Fatal(err)
	}
	p := cascade.Problem{Network: n, Messages: []model.Message{{Expires: model.Never}}, Question: model.Question{Horizon: model.Hour}}
	c, err := New(p, nil, Cohorts)
	if err != nil {
		t.Fatal(err)
	}
	w, cell := c.Fork(), c.NewCell(c.All(), 0)
	w.Play(0, &cascade.Outcome{Arrival: []model.Tick{0}, Start: []model.Tick{0}})
	w.Begin(cell)
	if people, _ := w.Ask(cell, model.Hour); math.Abs(people.Expected-5000) > 1e-6 {
		t.Errorf("%.1f of 10,000 people have heard, want 5,000", people.Expected)
	}
}
