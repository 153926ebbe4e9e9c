package public

import (
	"math"
	"slices"
	"testing"

	"harkara/cascade"
	"harkara/model"
)

// Homes come in the given shares, hold everybody there is room for, and none is
// empty.
func TestRoomsOfHomes(t *testing.T) {
	sizes := []float64{0.1, 0.2, 0.3, 0.4}
	for _, x := range []struct {
		n, h int64
		want []int64 // homes of each size from 1
	}{
		{30, 10, []int64{1, 2, 3, 4}},
		{1200, 400, []int64{40, 80, 120, 160}},
		{40, 10, []int64{0, 1, 2, 3, 4}}, // more people than room
		{43, 10, []int64{0, 0, 1, 5, 4}},
		{28, 10, []int64{1, 2, 5, 2}}, // fewer
		{12, 10, []int64{8, 2, 0, 0}},
		{10, 10, []int64{10, 0, 0, 0}},
		{3, 1, []int64{0, 0, 1, 0}},
		{0, 0, []int64{0, 0, 0, 0}},
	} {
		got, people := make([]int64, len(x.want)), int64(0)
		for _, r := range roomsOf(sizes, x.n, x.h) {
			got[r.size-1] += r.homes
			people += r.size * r.homes
		}
		if !slices.Equal(got, x.want) || people != x.n {
			t.Errorf("%d people in %d homes: %v of each size, want %v", x.n, x.h, got, x.want)
		}
	}
}

// Visits are timed to the millisecond, few homes as closely as many, and the last of
// all: the k-th of a hundred homes is reached when k visits have been made, at
// twenty an hour by one or by several units, and at fourteen.
func TestTimeToOfVisits(t *testing.T) {
	for _, perHour := range []float64{10, 7, 6.7} {
		_, w, cell := village(t, 500, nil, perHour)
		for _, share := range []float64{0.01, 0.5, 0.9, 0.99, 1} {
			visits := 100 * share / (2 * perHour) // in hours
			want := model.Tick(math.Ceil(visits * float64(model.Hour) * (1 - 1e-14)))
			for _, homes := range []bool{false, true} {
				if got := w.TimeTo(cell, share, homes); got < want || got >= want+model.Millisecond {
					t.Errorf("%v of a hundred homes, %v visits an hour: reached at %d, want %d", share, 2*perHour, got, want)
				}
			}
		}
	}
}

// Half of a hundred homes have been visited after 2½ hours. How many people
// live there varies as the sum of a sample without replacement does: 50·50/100
// times the variance of the size of a home (Cochran, Sampling Techniques, 1977,
// theorem 2.2).
func TestPeopleOfVisitedHomes(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		people int64
		sizes  []float64
		want   float64
	}{
		{500, nil, 0},
		{550, nil, 25 * 0.25 * 100 / 99},
		{330, nil, 25 * 0.21 * 100 / 99},
		{500, []float64{0.2, 0, 0, 0, 0, 0.8}, 25 * 4 * 100 / 99},
	} {
		c, w, cell := village(t, x.people, x.sizes, 10)
		const trials = 20000
		sum, square := 0.0, 0.0
		for k := range uint64(trials) {
			w.Play(k, &cascade.Outcome{Arrival: []model.Tick{0}, Start: []model.Tick{0}})
			w.Begin(cell)
			people, _ := w.Ask(cell, 150*model.Minute)
			d := float64(people.Drawn - c.people[0]/2)
			sum, square = sum+d, square+d*d
		}
		mean := sum / trials
		got := square/trials - mean*mean
		if math.Abs(got-x.want) > 4.4*math.Sqrt(2.0/trials)*x.want+1e-9 {
			t.Errorf("%d people: those visited vary by %.3f, want %.3f", x.people, got, x.want)
		}
		if math.Abs(mean) > 4.4*math.Sqrt(x.want/trials)+1e-9 {
			t.Errorf("%d people: visited are %.3f more than half", x.people, mean)
		}
	}
}

// village is a hundred homes, to whom two visitors come, in a trial in
// which the visitors set out at once.
func village(t *testing.T, people int64, sizes []float64, perHour float64) (*Crowd, *Work, *Cell) {
	t.Helper()
	n, err := model.New(model.Spec{
		Tiers: []string{"village"},
		Rows: model.Rows{
			Tier: []uint8{0}, Parent: []int32{-1}, Ordinal: []int32{0}, Population: []int64{people}, Households: []int64{100},
			Name: []string{"village"}, Code: []string{""},
		},
		Channels:  []model.Channel{{Name: "wire", Delivers: 1, Delay: model.Fixed(0)}},
		TierRelay: []int{0},
		Relays:    []model.Relay{{People: 1, PassesOn: 1, Notices: model.Fixed(0)}},
		Public:    &model.Public{Household: 5, Sizes: sizes, Hears: []model.Source{{Name: "doors", Kind: model.Visits, From: -1, Workers: 2, PerHour: perHour}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	p := cascade.Problem{
		Network: n, Messages: []model.Message{{From: []model.Unit{0}, Expires: model.Never}},
		Question: model.Question{Horizon: 12 * model.Hour}, Seed: 1,
	}
	c, err := New(p, nil, Cohorts)
	if err != nil {
		t.Fatal(err)
	}
	w, cell := c.Fork(), c.NewCell(c.All(), 0)
	w.Play(0, &cascade.Outcome{Arrival: []model.Tick{0}, Start: []model.Tick{0}})
	w.Begin(cell)
	return c, w, cell
}
