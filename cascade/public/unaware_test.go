package public

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"harkara/cascade"
	"harkara/model"
)

// villageLaw is the law of one unit's people who hear in some ways.
func villageLaw(t *testing.T, pub *model.Public, horizon model.Tick) *Direct {
	t.Helper()
	slow, err := model.NewLogNormal(3600, 20000)
	if err != nil {
		t.Fatal(err)
	}
	n, err := model.New(model.Spec{
		Tiers: []string{"village"}, Channels: channelsOf(slow, slow), Relays: []model.Relay{{People: 1, PassesOn: 1, Notices: model.Fixed(0)}}, TierRelay: []int{0},
		Rows:   model.Rows{Tier: []uint8{0}, Parent: []int32{-1}, Ordinal: []int32{1}, Population: []int64{2000}, Households: []int64{450}},
		Public: pub,
	})
	if err != nil {
		t.Fatal(err)
	}
	d, err := NewDirect(cascade.Problem{Network: n, Messages: []model.Message{{From: []model.Unit{0}, Expires: model.Never}}, Question: model.Question{Horizon: horizon, At: []model.Tick{horizon}}})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// The product over ways is the sum over sets of ways, for people, for homes of any size
// and for sizes that are given, with closed doors and homes of which a part hears.
func TestUnawareIsTheSumOfLayers(t *testing.T) {
	t.Parallel()
	page := model.Source{Name: "page", Kind: model.Broadcast, Channel: 0, Share: 0.2}
	group := model.Source{Name: "group", Kind: model.Broadcast, PerHome: true, Channel: 1, Share: 0.4, Unheard: 0.43}
	doors := model.Source{Name: "doors", Kind: model.Visits, Workers: 3, PerHour: 7, Closed: 0.7, Again: 2, Unheard: 0.2}
	all := doors
	all.Unheard = 0
	const horizon = 5 * model.Day
	for name, pub := range map[string]*model.Public{
		"in part":  {Household: 4, Hears: []model.Source{page, group, doors}},
		"whole":    {Household: 4, Hears: []model.Source{group, all}},
		"sizes":    {Household: 2.5, Sizes: []float64{0.25, 0.25, 0.25, 0.25}, Hears: []model.Source{page, group, doors}},
		"segments": {Household: 4, Segments: []model.Segment{{Name: "a", Share: 0.3}, {Name: "b", Share: 0.7}}, Hears: []model.Source{page, group, doors}},
	} {
		d, g := villageLaw(t, pub, horizon), rand.New(rand.NewPCG(1, 5))
		for range 400 {
			homes, size := []int64{1, 7, 450, 800}[g.IntN(4)], []int64{0, 1, 4, keptSizes - 1, 60}[g.IntN(5)]
			starts := make([]model.Tick, len(d.Senders()))
			for i := range starts {
				starts[i] = model.Tick(g.Int64N(int64(horizon)))
			}
			d.Turn(starts, model.Tick(g.Int64N(int64(horizon))))
			got := d.Unaware(homes, size)
			u, z := d.SharesOf(homes)
			for k, want := range [3]float64{u * z, u * d.None(size), u * d.None(size+1)} {
				if math.Abs(got[k]-want) > 1e-13 {
					t.Fatalf("%s: of %d homes of %d: %v, the layers say %v", name, homes, size, got, want)
				}
			}
		}
	}
}

// Visits are where they are said to be: what has become of people changes from one to the
// next at a visit and at no other moment, on every day, and no visit is left out.
func TestKnocks(t *testing.T) {
	t.Parallel()
	const horizon = 3 * model.Day
	daily := model.Hours{Name: "daily", From: 9 * 60, To: 17 * 60, Days: [7]bool{true, true, true, true, true, true, true}}
	hours, err := model.NewCalendar(daily, time.Date(2024, 11, 4, 9, 0, 0, 0, time.UTC), horizon)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		hours *model.Calendar
		start model.Tick
		many  int64
	}{{nil, model.Hour, 71 * 21}, {hours, 0, 24 * 21}, {hours, 50 * model.Minute, 24*21 - 18}, {hours, 12 * model.Hour, 16 * 21}, {hours, model.Never, 0}} {
		d := villageLaw(t, &model.Public{Household: 4, Hears: []model.Source{{Name: "doors", Kind: model.Visits, Workers: 3, PerHour: 7, Hours: x.hours}}}, horizon)
		by := func(at model.Tick) float64 {
			d.Turn([]model.Tick{x.start}, at)
			return d.Unaware(1<<30, 1)[0]
		}
		by(horizon)
		many := int64(0)
		for _, k := range d.Knocks(horizon) {
			many += k.Many
			for n := range k.Many - 1 {
				early, late, next := by(k.At(n, 0.001)), by(k.At(n, 0.999)), by(k.At(n+1, 0.001))
				if early != late || next >= late || n == 0 && by(k.First-1) <= early {
					t.Fatalf("from %v: visits %d and after of %+v: %v, %v, %v", x.start, n, k, early, late, next)
				}
			}
		}
		if many != x.many {
			t.Errorf("from %v: %d visits, want %d", x.start, many, x.many)
		}
	}
}
