package public

import (
	"math"
	"testing"
	"time"

	"gonum.org/v1/gonum/stat"

	"harkara/cascade"
	"harkara/cascade/cascadetest/effort"
	"harkara/model"
)

// Talk that leaps is talk played person by person: in the mean and the spread of
// people and of households, and in when a share of them has heard.
func TestLeapsAreIndividuals(t *testing.T) {
	day := func(mean float64) model.Delay {
		d, err := model.NewExponential(86400 * mean)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	long, err := model.NewLogNormal(86400, 4*86400)
	if err != nil {
		t.Fatal(err)
	}
	cast := model.Source{Kind: model.Broadcast, From: -1, Channel: 1, Share: 0.03}
	group := model.Source{Kind: model.Broadcast, From: -1, Channel: 1, Share: 0.2, PerHome: true, Unheard: 0.5}
	whole := model.Source{Kind: model.Broadcast, From: -1, Share: 0.1, PerHome: true}
	doors := model.Source{Kind: model.Visits, From: -1, Workers: 1, PerHour: 2, Closed: 0.6, Again: 1}
	hours, err := model.NewCalendar(model.Hours{Name: "hours", From: 540, To: 1020, Days: [7]bool{true, true, true, true, true, true, true}},
		time.Date(2024, 10, 12, 9, 0, 0, 0, time.UTC), 8*model.Day)
	if err != nil {
		t.Fatal(err)
	}
	doors.Hours = hours
	for name, x := range map[string]struct {
		people int64
		hears  []model.Source
	}{
		"fades":          {1500, []model.Source{cast, {Kind: model.Talk, Rate: 1.8, Tells: day(1)}}},
		"fades slowly":   {1000, []model.Source{cast, {Kind: model.Talk, Rate: 0.8, Tells: long, Silent: 0.2}}},
		"for half a day": {2000, []model.Source{whole, {Kind: model.Talk, Rate: 3, Tells: model.Fixed(43200)}}},
		"some":           {900, []model.Source{cast, {Kind: model.Talk, Rate: 1, Silent: 0.4}}},
		"homes":          {1200, []model.Source{group, doors, {Kind: model.Talk, Rate: 0.5}}},
		"all":            {1200, []model.Source{group, doors, {Kind: model.Talk, Rate: 0.9, Silent: 0.1, Tells: day(2)}}},
		"half of all":    {1200, []model.Source{group, whole, {Kind: model.Talk, Rate: 1.2, Silent: 0.5, Tells: day(1)}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			trials := effort.Of(30, 300, 1200)
			holdLeaps(t, x.people, x.hears, day(0.3), trials)
		})
	}
}

func holdLeaps(t *testing.T, people int64, hears []model.Source, air model.Delay, trials int) {
	t.Helper()
	for k := range hears {
		hears[k].Name = string(rune('a' + k))
	}
	n, err := model.New(model.Spec{
		Tiers: []string{"village"},
		Rows: model.Rows{Tier: []uint8{0}, Parent: []int32{-1}, Ordinal: []int32{0}, Population: []int64{people}, Households: []int64{people * 2 / 9},
			Name: []string{"village"}, Code: []string{""}},
		Channels:  []model.Channel{{Name: "wire", Delivers: 1, Delay: model.Fixed(0)}, {Name: "air", Delivers: 0.9, Delay: air}},
		TierRelay: []int{0},
		Relays:    []model.Relay{{People: 1, PassesOn: 1, Notices: model.Fixed(0)}},
		Public:    &model.Public{Household: 4.5, Hears: hears},
	})
	if err != nil {
		t.Fatal(err)
	}
	p := cascade.Problem{Network: n, Messages: []model.Message{{From: []model.Unit{0}, Expires: model.Never}}, Seed: 1,
		Question: model.Question{Horizon: 8 * model.Day, At: []model.Tick{model.Day / 3, model.Day, 2 * model.Day, 8 * model.Day}}}
	works, cells := both(t, p)
	if works[0].played != nil {
		t.Fatal("nothing leaps")
	}
	var counts [2][9][]float64 // by mode: people at each time, homes, time to a third
	for trial := range uint64(trials) {
		for k := range works {
			works[k].Play(trial, &cascade.Outcome{Arrival: []model.Tick{0}, Start: []model.Tick{0}})
			works[k].Begin(cells[k])
			for j, at := range p.Question.At {
				people, homes := works[k].Ask(cells[k], at)
				counts[k][j] = append(counts[k][j], float64(people.Drawn))
				counts[k][4+j] = append(counts[k][4+j], float64(homes.Drawn))
			}
			when := min(works[k].TimeTo(cells[k], 0.25, false), p.Question.Horizon)
			counts[k][8] = append(counts[k][8], when.Seconds()/3600)
		}
	}
	names := []string{"people at 8 h", "people at 1 d", "people at 2 d", "people at 8 d", "homes at 8 h", "homes at 1 d", "homes at 2 d", "homes at 8 d", "hours to a quarter"}
	for j, what := range names {
		a, sa := stat.MeanStdDev(counts[0][j], nil)
		b, sb := stat.MeanStdDev(counts[1][j], nil)
		se := math.Hypot(sa, sb) / math.Sqrt(float64(trials))
		if math.Abs(a-b) > 4.4*se+1e-3*b {
			t.Errorf("%s: %.2f by leaps, %.2f person by person (standard error %.3f)", what, a, b, se)
		}
		if never := p.Question.Horizon.Seconds() / 3600 * 0.99; j == 8 && b > never {
			continue // hardly ever
		}
		if math.Abs(sa-sb) > 4.4*max(sa, sb)/math.Sqrt(float64(trials))+0.03*sb+0.3 {
			t.Errorf("%s: standard deviation %.2f by leaps, %.2f person by person", what, sa, sb)
		}
		t.Logf("%s: %.2f (%.2f) by leaps, %.2f (%.2f) person by person", what, a, sa, b, sb)
	}
}
