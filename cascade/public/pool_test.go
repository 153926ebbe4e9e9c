package public

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/floats"

	"harkara/cascade"
	"harkara/cascade/cascadetest/effort"
	"harkara/model"
)

// pooled is, over so many trials of one unit that starts at once, the mean of what
// Pool tells, in seconds, and the share of it up to a time, each with its standard
// error: those of ratios of sums over trials.
func pooled(w *Work, cell *Cell, trials int, at model.Tick) (mean, upTo, meanError, upToError float64) {
	all, sum, before := make([]float64, trials), make([]float64, trials), make([]float64, trials)
	for k := range trials {
		tell := func(t model.Tick, weight int64) {
			all[k] += float64(weight)
			sum[k] += float64(weight) * t.Seconds()
			if t <= at {
				before[k] += float64(weight)
			}
		}
		w.Play(uint64(k), &cascade.Outcome{Arrival: []model.Tick{0}, Start: []model.Tick{0}})
		w.Begin(cell)
		w.Pool(cell, tell, func(model.Tick, int64) {})
	}
	mean, meanError = ratio(sum, all)
	upTo, upToError = ratio(before, all)
	return mean, upTo, meanError, upToError
}

// ratio is the ratio of two sums, and its standard error (Cochran, Sampling
// Techniques, 1977, section 6.3).
func ratio(a, b []float64) (r, se float64) {
	r = floats.Sum(a) / floats.Sum(b)
	square := 0.0
	for k := range a {
		d := a[k] - r*b[k]
		square += d * d
	}
	return r, math.Sqrt(square) / floats.Sum(b)
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
	if mean, upTo, _, _ := pooled(w, cell, 3, model.TicksOf(6660)-1); mean != 6660 || upTo != 0 {
		t.Errorf("everybody hears after 6660 s: %v on average, %v of them before", mean, upTo)
	}
	wait, err := model.NewExponential(3600)
	if err != nil {
		t.Fatal(err)
	}
	const hours = 3.0
	trials := effort.Of(1000, 4000, 10_000)
	none := math.Exp(-hours)
	want := 3600 * (1 - (1+hours)*none) / (1 - none)
	var first [2]float64
	for k, columns := range [][]model.Tick{nil, {model.Minute, model.Hour}} {
		w, cell := listeners(t, wait, 3*model.Hour, columns...)
		mean, upTo, meanError, upToError := pooled(w, cell, trials, model.Hour)
		if math.Abs(mean-want) > 4.4*meanError+1e-4*want {
			t.Errorf("%v s on average, want %v", mean, want)
		}
		if share := (1 - math.Exp(-1)) / (1 - none); math.Abs(upTo-share) > 4.4*upToError+1e-4 {
			t.Errorf("a share of %v hears within an hour, want %v", upTo, share)
		}
		if k > 0 && first != [2]float64{mean, upTo} {
			t.Errorf("%v with columns, %v without", [2]float64{mean, upTo}, first)
		}
		first = [2]float64{mean, upTo}
	}
}
