package public

import (
	"math"
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest/effort"
	"harkara/model"
)

// waysTold is by which of a public's sources people heard first, by some time: shares,
// pooled over trials, of one unit of people that starts at 0.
func waysTold(t *testing.T, pub *model.Public, channels []model.Channel, people int64, horizon model.Tick, by []model.Tick, mode Mode, trials uint64) [][]float64 {
	t.Helper()
	n, err := model.New(model.Spec{
		Tiers: []string{"village"}, Channels: channels, Relays: []model.Relay{{People: 1, PassesOn: 1, Notices: model.Fixed(0)}}, TierRelay: []int{0},
		Rows:   model.Rows{Tier: []uint8{0}, Parent: []int32{-1}, Ordinal: []int32{1}, Population: []int64{people}, Households: []int64{model.Unknown}},
		Public: pub,
	})
	if err != nil {
		t.Fatal(err)
	}
	p := cascade.Problem{Network: n, Messages: []model.Message{{From: []model.Unit{0}, Expires: model.Never}}, Question: model.Question{Horizon: horizon}, Seed: 1}
	c, err := New(p, by, mode)
	if err != nil {
		t.Fatal(err)
	}
	w, cell := c.Fork(), c.NewCell(c.All(), 0)
	sums, all := make([][]float64, len(by)), make([]float64, len(by))
	for j := range sums {
		sums[j] = make([]float64, len(pub.Hears))
	}
	w.TellWays(func(at model.Tick, weight int64, shares []float64) {
		for j := range by {
			if at <= by[j] {
				all[j] += float64(weight)
				for k, x := range shares {
					sums[j][k] += x * float64(weight)
				}
			}
		}
	})
	out := cascade.NewOutcome(1)
	out.Arrival[0], out.Start[0] = 0, 0
	for trial := range trials {
		w.Play(trial, out)
		w.Begin(cell)
		w.Pool(cell, func(model.Tick, int64) {}, func(model.Tick, int64) {})
	}
	for j := range sums {
		for k := range sums[j] {
			sums[j][k] /= all[j]
		}
	}
	return sums
}

func channelsOf(delays ...model.Delay) []model.Channel {
	var out []model.Channel
	for _, d := range delays {
		out = append(out, model.Channel{Name: string(rune('a' + len(out))), Delivers: 1, Delay: d})
	}
	return out
}

func exponential(seconds float64) model.Delay {
	d, err := model.NewExponential(seconds)
	if err != nil {
		panic(err)
	}
	return d
}

// What is known of who is first: of two exponential waits, at any time; of word of
// mouth beside a broadcast, (1/N) Σ (bn/N)/(a + bn/N) in the end; of equal fixed waits
// the first in the scenario.
func TestWaysAreKnown(t *testing.T) {
	day := float64(86400)
	casts := []model.Source{{Name: "first", From: 0, Channel: 0, Share: 1}, {Name: "second", From: 0, Channel: 1, Share: 1}}
	half := []model.Source{{Name: "first", From: 0, Channel: 0, Share: 0.5}, {Name: "second", From: 0, Channel: 1, Share: 0.8}}
	told := func(n float64) float64 {
		sum := 0.0
		for k := 0.0; k < n; k++ {
			sum += 0.38 * k / n / (0.03 + 0.38*k/n) / n
		}
		return sum
	}
	radio := []model.Source{{Name: "radio", From: 0, Channel: 0, Share: 1}, {Name: "talk", Kind: model.Talk, Rate: 0.38}}
	for _, c := range []struct {
		name    string
		hears   []model.Source
		delays  []model.Delay
		people  int64
		horizon model.Tick
		want    float64 // of the first source
		slack   float64
		trials  uint64
	}{
		{"two waits", casts, []model.Delay{exponential(3600), exponential(10800)}, 400, 40 * model.Hour, 0.75, 5e-4, 500},
		{"equal waits", casts, []model.Delay{model.Fixed(600), model.Fixed(600)}, 400, model.Hour, 1, 1e-6, 50},
		{"an audience that takes half", half, []model.Delay{model.Fixed(600), model.Fixed(600)}, 400, model.Hour, 0.5 / 0.9, 5e-4, 200},
		{"ten people talk", radio, []model.Delay{exponential(day / 0.03)}, 10, 400 * model.Day, 1 - told(10), 0, 4000},
		{"a thousand talk", radio, []model.Delay{exponential(day / 0.03)}, 1000, 400 * model.Day, 1 - told(1000), 5e-4, 2000},
	} {
		for _, mode := range []Mode{Cohorts, Individuals} {
			trials := max(c.trials*effort.Of[uint64](1, 4, 8)/8, 50)
			if mode == Individuals {
				trials = max(trials*16/uint64(c.people), 40)
			}
			pub := &model.Public{Tier: 0, Household: 4, Hears: c.hears}
			got := waysTold(t, pub, channelsOf(c.delays...), c.people, c.horizon, []model.Tick{c.horizon / 8, c.horizon}, mode, trials)
			told := float64(trials) * float64(c.people)
			if mode == Cohorts && c.people > smallTalk {
				told = float64(trials) * poolPeople
			}
			se := math.Sqrt(c.want * (1 - c.want) / told)
			if d := math.Abs(got[1][0] - c.want); d > 4.4*se+c.slack {
				t.Errorf("%s, %s: %.5f by the first, want %.5f ± %.5f", c.name, mode, got[1][0], c.want, se)
			}
			if sum := got[1][0] + got[1][1]; math.Abs(sum-1) > 1e-9 {
				t.Errorf("%s, %s: shares add up to %g", c.name, mode, sum)
			}
		}
	}
}

// Where a public hears in all ways at once, cohorts say what is counted person by
// person: by several times, of each source.
func TestWaysAreThoseOfPersons(t *testing.T) {
	by := []model.Tick{2 * model.Hour, 8 * model.Hour, 2 * model.Day}
	channels := channelsOf(exponential(7200), model.Fixed(3600), exponential(20000))
	channels[0].Delivers, channels[2].Delivers = 0.8, 0.6
	channels[2].Retry = model.Retry{Every: 3 * model.Hour, Times: 2}
	sources := []model.Source{
		{Name: "page", From: 0, Channel: 0, Share: 0.5},
		{Name: "doors", Kind: model.Visits, From: 0, Workers: 2, PerHour: 5},
		{Name: "siren", From: 0, Channel: 1, Share: 0.2},
		{Name: "sms", From: 0, Channel: 2, Share: 0.4},
	}
	segments := []model.Segment{{Name: "few", Share: 0.3}, {Name: "many", Share: 0.7}}
	for name, pub := range map[string]*model.Public{
		"plain":        {Hears: sources},
		"overlap":      {Hears: sources, Overlaps: []model.Overlap{{A: 0, B: 3, Share: 0.3}}},
		"segments":     {Hears: among(sources, 0, 1), Segments: segments},
		"by household": {Hears: homely(sources)},
		"talk":         {Hears: append(among(sources), model.Source{Name: "talk", Kind: model.Talk, Rate: 1.5})},
	} {
		pub.Household = 4
		const people = 600
		trials := effort.Of[uint64](24, 200, 600)
		a := waysTold(t, pub, channels, people, 3*model.Day, by, Cohorts, 8*trials)
		b := waysTold(t, pub, channels, people, 3*model.Day, by, Individuals, trials)
		for j := range by {
			for k := range a[j] {
				// Of few who have heard by the first time, fewer are sampled.
				se := math.Sqrt(b[j][k]*(1-b[j][k])/float64(8*trials)/4) + math.Sqrt(b[j][k]*(1-b[j][k])/float64(people/4*trials))
				if d := math.Abs(a[j][k] - b[j][k]); d > 4.4*se+2e-3 {
					t.Errorf("%s, %s by %v: %.4f, person by person %.4f ± %.4f", name, pub.Hears[k].Name, by[j].Duration(), a[j][k], b[j][k], se)
				}
			}
		}
	}
}

// among are sources of which some are for the first segment only.
func among(sources []model.Source, only ...int) []model.Source {
	out := append([]model.Source(nil), sources...)
	for _, k := range only {
		if out[k].Kind == model.Broadcast {
			out[k].Among = 1
		}
	}
	return out
}

// homely are sources of which the first comes home by home.
func homely(sources []model.Source) []model.Source {
	out := append([]model.Source(nil), sources...)
	out[0].PerHome, out[0].Unheard = true, 0.3
	out[1].Closed, out[1].Again = 0.4, 1
	return out
}
