package cascadetest

import (
	"testing"

	"harkara/cascade"
	"harkara/model"
)

// Sketch is a small network: one top, one mid below it, and leaves below that.
// One person at each passes everything on at once over one channel that always
// delivers at once, until a test says otherwise.
func Sketch(t testing.TB, leaves int, change func(*model.Spec, *cascade.Problem)) cascade.Problem {
	t.Helper()
	s := model.Spec{
		Tiers:     []string{"top", "mid", "leaf"},
		Channels:  []model.Channel{{Name: "post", Delivers: 1, Delay: model.Fixed(0)}, {Name: "phone", Delivers: 1, Delay: model.Fixed(0)}},
		TierRelay: []int{0, 1, 2},
	}
	for range 3 {
		s.Relays = append(s.Relays, model.Relay{People: 1, PassesOn: 1, Notices: model.Fixed(0), Over: []int{0}})
	}
	addRow(&s.Rows, 0, -1, "Top")
	addRow(&s.Rows, 1, 0, "Mid")
	for i := range leaves {
		addRow(&s.Rows, 2, 1, "Leaf"+string(rune('A'+i)))
	}
	p := cascade.Problem{
		Messages: []model.Message{{Name: "m", From: []model.Unit{0}, Expires: model.Never}},
		Question: model.Question{Horizon: 24 * model.Hour, At: []model.Tick{6 * model.Hour, 24 * model.Hour}},
		Seed:     1,
	}
	change(&s, &p)
	n, err := model.New(s)
	if err != nil {
		t.Fatal(err)
	}
	p.Network = n
	return p
}

// addRow adds a unit of that name, and returns its place.
func addRow(r *model.Rows, tier int, parent int32, name string) int32 {
	r.Tier, r.Parent, r.Ordinal = append(r.Tier, uint8(tier)), append(r.Parent, parent), append(r.Ordinal, 0)
	r.Population, r.Households = append(r.Population, model.Unknown), append(r.Households, model.Unknown)
	r.Name, r.Code = append(r.Name, name), append(r.Code, "")
	return int32(len(r.Tier) - 1)
}
