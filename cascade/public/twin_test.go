package public

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"gonum.org/v1/gonum/stat"

	"harkara/cascade"
	"harkara/cascade/cascadetest/effort"
	"harkara/model"
)

// world is a random little relay with a public: a state, two districts and a
// few panchayats of a few hundred people.
type world struct {
	*rand.Rand
	spec    model.Spec
	horizon model.Tick
}

func newWorld(seed uint64, people int64) *world {
	w := &world{Rand: rand.New(rand.NewPCG(seed, 3)), horizon: 4 * model.Day}
	s := &w.spec
	s.Tiers = []string{"state", "district", "panchayat"}
	add := func(tier int, parent int32, people, homes int64) {
		r := &s.Rows
		r.Tier, r.Parent, r.Ordinal = append(r.Tier, uint8(tier)), append(r.Parent, parent), append(r.Ordinal, 0)
		r.Population, r.Households = append(r.Population, people), append(r.Households, homes)
		r.Name = append(r.Name, fmt.Sprint("unit ", len(r.Name)))
	}
	add(0, -1, -1, -1)
	add(1, 0, -1, -1)
	add(1, 0, -1, -1)
	for d := range int32(2) {
		for range 1 + w.IntN(2) {
			n := people/2 + w.Int64N(people)
			add(2, d+1, n, n*10/int64(30+w.IntN(30)))
		}
	}
	for i := range s.Rows.Tier {
		s.Rows.Code = append(s.Rows.Code, s.Rows.Name[i])
	}
	s.Channels = []model.Channel{{Name: "wire", Delivers: 0.95, Delay: w.delay(2)}}
	s.TierRelay = []int{0, 0, 0}
	s.Relays = []model.Relay{{People: 2, PassesOn: 0.8, Notices: w.delay(4), Over: []int{0}}}
	w.public()
	return w
}

func (w *world) delay(hours float64) model.Delay {
	x := hours * 3600 * (0.3 + w.Float64())
	switch w.IntN(4) {
	case 0:
		return model.Fixed(math.Round(x))
	case 1:
		d, _ := model.NewExponential(x)
		return d
	case 2:
		d, _ := model.NewDiscrete([]float64{0, math.Round(x), math.Round(3 * x)}, []float64{1, 1, 2})
		return d
	}
	d, _ := model.NewLogNormal(x, 5*x)
	return d
}

func (w *world) calendar() *model.Calendar {
	if w.IntN(2) == 0 {
		return nil
	}
	h := model.Hours{Name: "hours", From: 8 * 60, To: 17 * 60, Days: [7]bool{true, true, true, true, true, true, true}}
	c, err := model.NewCalendar(h, time.Date(2024, 10, 12, 9, 0, 0, 0, time.UTC), w.horizon)
	if err != nil {
		panic(err)
	}
	return c
}

func (w *world) public() {
	pub := &model.Public{Tier: 2, Household: 5}
	w.spec.Public = pub
	segments := w.IntN(3) == 0
	if segments {
		pub.Segments = []model.Segment{{Name: "a", Share: 0.3}, {Name: "b", Share: 0.7}}
	}
	for i := range 1 + w.IntN(3) {
		c := model.Channel{Name: fmt.Sprint("cast ", i), Delivers: 0.5 + w.Float64()/2, Delay: w.delay(6), Hours: w.calendar()}
		if w.IntN(2) == 0 {
			c.Retry = model.Retry{Every: 3 * model.Hour, Times: 2}
		}
		w.spec.Channels = append(w.spec.Channels, c)
		s := model.Source{Name: c.Name, Kind: model.Broadcast, From: w.IntN(3), Channel: i + 1, Share: 0.1 + 0.4*w.Float64()}
		if i == 2 || w.IntN(4) == 0 {
			s.Shares = []model.UnitShare{{Unit: 1, Share: w.Float64()}, {Unit: 3, Share: w.Float64()}}
		}
		if segments && w.IntN(2) == 0 {
			s.Among = 1
		}
		pub.Hears = append(pub.Hears, s)
	}
	if len(pub.Hears) > 1 && len(pub.Hears[0].Shares)+len(pub.Hears[1].Shares) == 0 && w.IntN(2) == 0 {
		pub.Overlaps = []model.Overlap{{A: 0, B: 1, Share: 0.9 * min(pub.Hears[0].Share, pub.Hears[1].Share)}}
	}
	for range w.IntN(3) {
		pub.Hears = append(pub.Hears, model.Source{Name: "doors", Kind: model.Visits, From: 1 + w.IntN(2), Workers: 1, PerHour: 1 + 3*w.Float64(), Hours: w.calendar()})
	}
	if w.IntN(2) == 0 {
		pub.Hears = append(pub.Hears, model.Source{Name: "talk", Kind: model.Talk, Rate: 0.3 + w.Float64()})
	}
}

func (w *world) problem(t *testing.T, seed uint64) cascade.Problem {
	t.Helper()
	n, err := model.New(w.spec)
	if err != nil {
		t.Fatal(err)
	}
	return cascade.Problem{
		Network: n, Messages: []model.Message{{Name: "m", From: []model.Unit{0}, Expires: model.Never}},
		Question: model.Question{Horizon: w.horizon, At: []model.Tick{w.horizon / 8, w.horizon / 3, w.horizon}}, Seed: seed,
	}
}

// sample is what is counted of both ways to play, in the same trials.
type sample struct{ expected, drawn, counted []float64 }

// Cohorts and people played one by one are the same public: in the mean, in
// the spread, and in what of the spread is the people's own.
func TestCohortsAreIndividuals(t *testing.T) {
	trials, worlds := effort.Of(100, 200, 450), effort.Of[uint64](2, 5, 16)
	for seed := range worlds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			w := newWorld(seed, 350)
			p := w.problem(t, seed)
			e, err := EngineOf(p)
			if err != nil {
				t.Fatal(err)
			}
			works, cells := both(t, p)
			out := cascade.NewOutcome(p.Network.Len())
			samples := make([][2]sample, len(p.Question.At))
			for trial := range uint64(trials) {
				e.Play(trial, out)
				for k := range works {
					works[k].Play(trial, out)
					works[k].Begin(cells[k])
				}
				for j, at := range p.Question.At {
					cp, ch := works[0].Ask(cells[0], at)
					ip, ih := works[1].Ask(cells[1], at)
					for k, c := range [][2]Count{{cp, ip}, {ch, ih}} {
						s := &samples[j][k]
						s.expected = append(s.expected, c[0].Expected)
						s.drawn = append(s.drawn, float64(c[0].Drawn))
						s.counted = append(s.counted, float64(c[1].Drawn))
					}
				}
			}
			for j := range samples {
				for k, what := range []string{"people", "homes"} {
					samples[j][k].compare(t, works[0].law.talk == 0, fmt.Sprintf("%s at %v", what, p.Question.At[j].Duration()))
				}
			}
		})
	}
}

// both is the public as cohorts and as individuals, ready to be asked.
func both(t *testing.T, p cascade.Problem) (works [2]*Work, cells [2]*Cell) {
	t.Helper()
	for k, mode := range []Mode{Cohorts, Individuals} {
		c, err := New(p, p.Question.At, mode)
		if err != nil {
			t.Fatal(err)
		}
		works[k], cells[k] = c.Fork(), c.NewCell(c.All(), 0)
	}
	return works, cells
}

// compare holds one way to the other. What of the spread is the people's own is
// the same only where nobody talks: early talk is part of what cohorts expect.
func (s *sample) compare(t *testing.T, own bool, what string) {
	t.Helper()
	n := math.Sqrt(float64(len(s.counted)))
	differs, rest := make([]float64, len(s.counted)), make([]float64, len(s.counted))
	for i := range s.counted {
		differs[i] = s.counted[i] - s.expected[i]
		rest[i] = s.drawn[i] - s.expected[i]
	}
	mean, sd := stat.MeanStdDev(differs, nil)
	grid := 2e-4 * stat.Mean(s.counted, nil)
	if math.Abs(mean) > 4.4*sd/n+grid {
		t.Errorf("%s: individuals have %.3f more on average, with a standard error of %.3f", what, mean, sd/n)
	}
	for name, pair := range map[string][2]float64{
		"all": {stat.StdDev(s.drawn, nil), stat.StdDev(s.counted, nil)},
		"own": {stat.StdDev(rest, nil), sd},
	} {
		if name == "own" && !own {
			continue
		}
		if a, b := pair[0], pair[1]; math.Abs(a-b) > 4.4*max(a, b)/n+0.3 {
			t.Errorf("%s: the spread (%s) is %.2f for cohorts and %.2f for individuals", what, name, a, b)
		}
	}
}
