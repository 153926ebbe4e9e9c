package model_test

import (
	"fmt"
	"slices"
	"strconv"
	"testing"

	"github.com/cespare/xxhash/v2"
	"pgregory.net/rapid"

	"harkara/model"
)

// forest makes up units in any order: tiers, parents, names, and children that
// are only numbered.
func forest(t *rapid.T) model.Spec {
	tiers := rapid.IntRange(1, 5).Draw(t, "tiers")
	count := rapid.IntRange(1, 40).Draw(t, "units")
	s := model.Spec{Relays: []model.Relay{{People: 1, PassesOn: 1, Notices: model.Fixed(0)}}}
	for i := range tiers {
		s.Tiers = append(s.Tiers, fmt.Sprint("tier", i))
	}
	s.TierRelay = make([]int, tiers)
	r := &s.Rows
	for range count {
		r.Tier = append(r.Tier, uint8(rapid.IntRange(0, tiers-1).Draw(t, "tier")))
		r.Population = append(r.Population, int64(rapid.IntRange(-1, 300).Draw(t, "population")))
		r.Households = append(r.Households, int64(rapid.IntRange(-1, 60).Draw(t, "households")))
	}
	named := rapid.IntRange(0, count).Draw(t, "named")
	ordinals := map[int32]int32{}
	for i := range count {
		parent := int32(rapid.IntRange(-1, count-1).Draw(t, "parent"))
		if parent >= 0 && r.Tier[parent] >= r.Tier[i] {
			parent = -1
		}
		r.Parent = append(r.Parent, parent)
		r.Ordinal = append(r.Ordinal, 0)
		if i < named {
			r.Name = append(r.Name, fmt.Sprint("name", i))
			r.Code = append(r.Code, rapid.SampledFrom([]string{"", fmt.Sprint("code", i)}).Draw(t, "code"))
			continue
		}
		ordinals[parent]++
		r.Ordinal[i] = ordinals[parent]
	}
	return s
}

// code is the code of a row, straight from what it should be.
func code(r *model.Rows, row int32) string {
	own := strconv.Itoa(int(r.Ordinal[row]))
	if int(row) < len(r.Name) {
		if own = r.Name[row]; r.Code[row] != "" {
			return r.Code[row]
		}
	}
	if p := r.Parent[row]; p >= 0 {
		return code(r, p) + "/" + own
	}
	return own
}

// above is the row of a tier that is a row or above it, or -1.
func above(r *model.Rows, row int32, tier int) int32 {
	for row >= 0 && int(r.Tier[row]) != tier {
		row = r.Parent[row]
	}
	return row
}

// A network holds the rows it was made of, each once and below the same parent,
// and what lies below a unit is one range in every tier.
func TestNetworkIsItsRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := forest(t)
		n, err := model.New(s)
		if err != nil {
			t.Fatal(err)
		}
		r := &s.Rows
		unit := make([]model.Unit, n.Len())
		for u := range model.Unit(n.Len()) {
			unit[n.Row(u)] = u
		}
		if n.Len() != len(r.Tier) {
			t.Fatalf("%d units of %d rows", n.Len(), len(r.Tier))
		}
		for u := range model.Unit(n.Len()) {
			row := n.Row(u)
			if unit[row] != u || n.TierOf(u) != int(r.Tier[row]) || n.Population(u) != r.Population[row] || n.Households(u) != r.Households[row] {
				t.Fatalf("unit %d is not row %d", u, row)
			}
			want := model.NoUnit
			if p := r.Parent[row]; p >= 0 {
				want = unit[p]
			}
			if n.Parent(u) != want || n.Parents()[u] != want {
				t.Fatalf("unit %d is below %d, want %d", u, n.Parent(u), want)
			}
			if c := code(r, row); n.Code(u) != c || n.Key(u) != xxhash.Sum64String(c) {
				t.Fatalf("unit %d has the code %s, want %s", u, n.Code(u), c)
			}
			var children []model.Unit
			for v := range model.Unit(n.Len()) {
				if n.Parent(v) == u {
					children = append(children, v)
				}
			}
			if !slices.Equal(n.Children(u), children) {
				t.Fatalf("unit %d has the children %v, want %v", u, n.Children(u), children)
			}
		}
	})
}

func TestRangesBelow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := forest(t)
		n, err := model.New(s)
		if err != nil {
			t.Fatal(err)
		}
		for top := range s.Tiers {
			for tier := top; tier < len(s.Tiers); tier++ {
				ranges := n.RangesBelow(top, tier)
				if len(ranges) != n.InTier(top).Len() {
					t.Fatalf("%d ranges for %d units", len(ranges), n.InTier(top).Len())
				}
				for v := n.InTier(tier).Lo; v < n.InTier(tier).Hi; v++ {
					want := above(&s.Rows, n.Row(v), top)
					got := n.Above(v, top)
					if (got == model.NoUnit) != (want < 0) || got != model.NoUnit && n.Row(got) != want {
						t.Fatalf("above %d in tier %d is %d, want row %d", v, top, got, want)
					}
					for i, r := range ranges {
						if inside := r.Lo <= v && v < r.Hi; inside != (got == n.InTier(top).Lo+model.Unit(i)) {
							t.Fatalf("range %v of tier %d below unit %d: unit %d is below %d", r, tier, i, v, got)
						}
					}
				}
			}
		}
	})
}

// The order of rows in which units are given does not move the codes, nor what
// has which people.
func TestNamesOfGeneratedUnits(t *testing.T) {
	n, err := model.New(model.Spec{
		Tiers: []string{"state", "block", "panchayat"}, TierRelay: []int{0, 0, 0},
		Relays: []model.Relay{{Notices: model.Fixed(0)}},
		Rows: model.Rows{
			Tier: []uint8{0, 1, 0, 1, 2, 2}, Parent: []int32{-1, 0, -1, 2, 1, 3}, Ordinal: []int32{0, 1, 3, 2, 1, 4},
			Population: make([]int64, 6), Households: make([]int64, 6), Name: []string{"North"}, Code: []string{"N"}, LocalName: []string{"उत्तर"},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	for row, want := range []struct{ name, code, local string }{
		{"North", "N", "उत्तर"}, {"North 1", "N/1", ""}, {"state 3", "3", ""}, {"state 3 2", "3/2", ""}, {"North 1.1", "N/1/1", ""}, {"state 3 2.4", "3/2/4", ""},
	} {
		for u := range model.Unit(n.Len()) {
			if n.Row(u) != int32(row) {
				continue
			}
			if n.Name(u) != want.name || n.Code(u) != want.code || n.LocalName(u) != want.local {
				t.Errorf("row %d is %q, %q, %q; want %+v", row, n.Name(u), n.Code(u), n.LocalName(u), want)
			}
		}
	}
}

func TestSpecsThatAreNoNetwork(t *testing.T) {
	good := func() model.Spec {
		return model.Spec{
			Tiers: []string{"a", "b"}, TierRelay: []int{0, 0}, Relays: []model.Relay{{Notices: model.Fixed(0)}},
			Channels: []model.Channel{{Name: "post", Delivers: 1, Delay: model.Fixed(0)}},
			Rows:     model.Rows{Tier: []uint8{0, 1}, Parent: []int32{-1, 0}, Ordinal: []int32{1, 1}, Population: []int64{-1, -1}, Households: []int64{-1, -1}},
		}
	}
	if _, err := model.New(good()); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(s *model.Spec){
		"no tiers":             func(s *model.Spec) { s.Tiers, s.TierRelay = nil, nil },
		"no units":             func(s *model.Spec) { s.Rows = model.Rows{} },
		"columns that differ":  func(s *model.Spec) { s.Rows.Ordinal = s.Rows.Ordinal[:1] },
		"a relay too few":      func(s *model.Spec) { s.TierRelay = []int{0} },
		"no such tier":         func(s *model.Spec) { s.Rows.Tier[1] = 2 },
		"no such parent":       func(s *model.Spec) { s.Rows.Parent[1] = 2 },
		"a parent below":       func(s *model.Spec) { s.Rows.Parent[0] = 1 },
		"its own parent":       func(s *model.Spec) { s.Rows.Parent[1] = 1 },
		"a link to nobody":     func(s *model.Spec) { s.Links = []model.Link{{From: 0, To: 2}} },
		"a link over nothing":  func(s *model.Spec) { s.Links = []model.Link{{From: 0, To: 1, Over: 1}} },
		"a relay over nothing": func(s *model.Spec) { s.Relays[0].Over = []int{1} },
		"a chance above 1":     func(s *model.Spec) { s.Relays[0].PassesOn = 1.5 },
		"no delay":             func(s *model.Spec) { s.Channels[0].Delay = nil },
	} {
		s := good()
		spoil(&s)
		if _, err := model.New(s); err == nil {
			t.Errorf("%s: nobody complains", name)
		}
	}
}
