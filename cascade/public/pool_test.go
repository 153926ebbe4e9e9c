package public

import (
	"math"
	"testing"

	"harkara/cascade"
	"harkara/model"
)

// pooled is the mean and the distribution at a time of what Pool tells over so
// many trials of one unit that starts at once.
func pooled(w *Work, cell *Cell, trials uint64, at model.Tick) (mean, upTo float64) {
	all, sum, before := 0.0, 0.0, 0.0
	tell := func(t model.Tick, weight int64) {
		all += float64(weight)
		sum += float64(weight) * t.Seconds()
		if t <= at {
			before += float64(weight)
		}
	}
	for k := range trials {
		w.Play(k, &cascade.Outcome{Arrival: []model.Tick{0}, Start: []model.Tick{0}})
		w.Begin(cell)
		w.Pool(cell, tell, func(model.Tick, int64) {})
	}
	return sum / all, before / all
}

// listeners is one unit of people who hear from it after a delay.
func listeners(t *testing.T, d model.Delay, horizon model.Tick, at ...model.Tick) (*Work, *Cell) {
	t.Helper()
	n, err := model.New(model.Spec{
		Tiers: []string{"village"},
		Rows: model.Rows{Tier: []uint8{0}, Parent: []int32{-1}, Ordinal: []int32{0}, Population: []int64{1000}, Households: []int64{250},
			Name: []string{"village"}, Code: []string{""}},
		Channels:  []model.Channel{{Name: "air", Delivers: 1, Delay: d}},
		TierRelay: []int{0},
		Relays:    []model.Relay{{People: 1, PassesOn: 1, Notices: model.Fixed(0)}},
		Public:    &model.Public{Household: 4, Hears: []model.Source{{Name: "air", Kind: model.Broadcast, From: -1, Share: 1}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	c, err := New(cascade.Problem{Network: n, Messages: []model.Message{{Expires: model.Never}}, Question: model.Question{Horizon: horizon}}, at, Cohorts)
	if err != nil {
		t.Fatal(err)
	}
	return c.Fork(), c.NewCell(c.All(), 0)
}

// The delays of people are those of the law, whatever columns are asked for: all
// at one moment where that is fixed, else with the mean and the shares of an
// exponential wait that is cut at the horizon.
func TestPoolIsTheLaw(t *testing.T) {
	w, cell := listeners(t, model.Fixed(6660), 12*model.Hour)
	if mean, upTo := pooled(w, cell, 3, model.TicksOf(6660)-1); mean != 6660 || upTo != 0 {
		t.Errorf("everybody hears after 6660 s: %v on average, %v of them before", mean, upTo)
	}
	wait, err := model.NewExponential(3600)
	if err != nil {
		t.Fatal(err)
	}
	const hours = 3.0
	trials, most := uint64(10000), 8e-4
	if testing.Short() {
		trials, most = 2000, 1.8e-3
	}
	none := math.Exp(-hours)
	want := 3600 * (1 - (1+hours)*none) / (1 - none)
	var first [2]float64
	for k, columns := range [][]model.Tick{nil, {model.Minute, model.Hour}} {
		w, cell := listeners(t, wait, 3*model.Hour, columns...)
		mean, upTo := pooled(w, cell, trials, model.Hour)
		if math.Abs(mean/want-1) > most {
			t.Errorf("%v s on average, want %v", mean, want)
		}
		if share := (1 - math.Exp(-1)) / (1 - none); math.Abs(upTo-share) > most {
			t.Errorf("a share of %v hears within an hour, want %v", upTo, share)
		}
		if k > 0 && first != [2]float64{mean, upTo} {
			t.Errorf("%v with columns, %v without", [2]float64{mean, upTo}, first)
		}
		first = [2]float64{mean, upTo}
	}
}
