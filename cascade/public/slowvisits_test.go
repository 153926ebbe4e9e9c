package public

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat"

	"harkara/cascade"
	"harkara/cascade/cascadetest/effort"
	"harkara/model"
)

// slow is one unit whose homes are visited one by one, ten minutes apart, while its
// people talk and some hear a broadcast.
func slow(t *testing.T, people int64) cascade.Problem {
	t.Helper()
	wait, err := model.NewExponential(2 * 3600)
	if err != nil {
		t.Fatal(err)
	}
	n, err := model.New(model.Spec{
		Tiers: []string{"village"}, TierRelay: []int{0},
		Rows: model.Rows{
			Tier: []uint8{0}, Parent: []int32{-1}, Ordinal: []int32{0},
			Population: []int64{people}, Households: []int64{people / 4}, Name: []string{"V"}, Code: []string{"V"},
		},
		Relays:   []model.Relay{{People: 1, PassesOn: 1, Notices: model.Fixed(0)}},
		Channels: []model.Channel{{Name: "radio", Delivers: 1, Delay: wait}},
		Public: &model.Public{Tier: 0, Household: 4, Hears: []model.Source{
			{Name: "radio", Kind: model.Broadcast, From: -1, Share: 0.1},
			{Name: "doors", Kind: model.Visits, From: -1, Workers: 1, PerHour: 6},
			{Name: "talk", Kind: model.Talk, Rate: 3},
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return cascade.Problem{
		Network: n, Messages: []model.Message{{Name: "m", From: []model.Unit{0}}}, Seed: 5,
		Question: model.Question{Horizon: model.Day, At: []model.Tick{model.Hour, 4 * model.Hour}},
	}
}

// Visits that are few and far between are felt one by one also where people talk,
// at columns and between them: what is expected, and when shares have heard, is
// that of people played one by one.
func TestSlowVisitsWithTalk(t *testing.T) {
	trials := effort.Of(300, 1600, 6000)
	for _, people := range []int64{300, 600} {
		p := slow(t, people)
		works, cells := both(t, p)
		out := cascade.NewOutcome(1)
		out.Arrival[0], out.Start[0] = 0, 0
		times := []model.Tick{model.Hour, model.Hour + 9*model.Minute, 4 * model.Hour, 4*model.Hour + 25*model.Minute}
		differs := make([][]float64, len(times))
		half := [2][]float64{}
		for trial := range uint64(trials) {
			for k := range works {
				works[k].Play(trial, out)
				works[k].Begin(cells[k])
				half[k] = append(half[k], works[k].TimeTo(cells[k], 0.5, false).Seconds())
			}
			for j, at := range times {
				curve, _ := works[0].Ask(cells[0], at)
				counted, _ := works[1].Ask(cells[1], at)
				differs[j] = append(differs[j], float64(counted.Drawn)-curve.Expected)
			}
		}
		for j := range times {
			mean, sd := stat.MeanStdDev(differs[j], nil)
			if se := sd / math.Sqrt(float64(trials)); math.Abs(mean) > 4.4*se+2e-4*float64(people) {
				t.Errorf("%d people by %v: one by one %.3f more, with a standard error of %.3f", people, times[j].Duration(), mean, se)
			}
		}
		// The median lies between the ranks that 4.4 standard errors allow.
		for k := range half {
			slices.Sort(half[k])
		}
		n := float64(trials)
		lo, hi := int(n/2-2.2*math.Sqrt(n)), int(n/2+2.2*math.Sqrt(n))
		if m := half[0][trials/2]; m < half[1][lo]*0.99 || m > half[1][hi]*1.01 {
			t.Errorf("%d people: half by %.0f s, one by one %.0f to %.0f s", people, m, half[1][lo], half[1][hi])
		}
	}
}
