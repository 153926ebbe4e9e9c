package public

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"harkara/model"
)

// Each figure that does not fit is told of, from one person on; what fits is not.
func TestFigures(t *testing.T) {
	network := func(above, unserved int64, below []int64, addUp bool) *model.Network {
		s := model.Spec{
			Tiers: []string{"district", "village"}, TierRelay: []int{0, 0}, AddUp: addUp,
			Channels: []model.Channel{{Name: "wire", Delivers: 1, Delay: model.Fixed(0)}},
			Relays:   []model.Relay{{People: 1, PassesOn: 1, Notices: model.Fixed(0), Over: []int{0}}},
			Public:   &model.Public{Tier: 1, Household: 5},
		}
		add := func(tier uint8, parent int32, people int64) {
			r := &s.Rows
			r.Tier, r.Parent, r.Ordinal = append(r.Tier, tier), append(r.Parent, parent), append(r.Ordinal, int32(len(r.Tier)+1))
			r.Population, r.Households = append(r.Population, people), append(r.Households, model.Unknown)
		}
		add(0, -1, above)
		if unserved > 0 {
			add(0, -1, unserved)
		}
		for _, people := range below {
			add(1, 0, people)
		}
		n, err := model.New(s)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	for name, c := range map[string]struct {
		network *model.Network
		kinds   []string
	}{
		"fits":     {network(30, 0, []int64{10, 20}, false), nil},
		"one over": {network(29, 0, []int64{10, 20}, false), []string{"over"}},
		"shared":   {network(30, 0, []int64{10, model.Unknown}, false), []string{"even-share"}},
		"unserved": {network(30, 1, []int64{10, 20}, false), []string{"unserved"}},
		"added":    {network(31, 0, []int64{10, 20}, true), []string{"added"}},
	} {
		var kinds []string
		for _, n := range Figures(c.network) {
			kinds = append(kinds, n.Kind)
		}
		if d := cmp.Diff(c.kinds, kinds); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
}
