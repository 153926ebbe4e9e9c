package montecarlo

import (
	"io"
	"io/fs"
	"strings"
	"testing"
	"time"

	"harkara/cascade"
	"harkara/model"
	"harkara/model/scenario"
)

// shut is a scenario in which everything keeps office hours, over a month of
// closed days, with everything that waits and tries again.
const shut = `name: shut
timezone: Europe/Berlin
start: 2025-03-01 START
network:
  tiers: [head, office, branch]
  tree: {Head: {A: {children: 3}, B: {children: 3}, C: {children: 3}}}
  links: [{among: office, over: wire}]
hours:
  office: {days: all, from: "09:00", to: "17:00", closed: [CLOSED]}
channels:
  wire: {delivers: 0.5, hours: office, retry: {every: 1s, times: 1000}}
  phone: {delivers: 0.5, hours: office, calls: {lines: 2, each: {fixed: 0s}}, retry: {every: 0s, times: 1000}}
relays:
  head: {over: [wire, phone]}
  office: {people: 2, hours: office, over: [wire, phone], bypassed_after: 1h}
  branch: {hours: office}
public:
  population: 300
  hears:
    radio: {broadcast: {over: wire, share: 0.5}}
    doors: {visits: {workers: 1, each: 20/h, hours: office}}
    neighbours: {talk: {rate: 1/d}}
outages:
  - {tier: office, chance: 0.5, from: {exponential: {mean: 2d}}, for: {exponential: {mean: 2d}}}
questions: {horizon: HORIZON}
`

func shutFor(t *testing.T, start string, closed int, horizon string) cascade.Problem {
	t.Helper()
	var days []string
	for d := range closed {
		days = append(days, time.Date(2025, 3, 1+d, 0, 0, 0, 0, time.UTC).Format(time.DateOnly))
	}
	text := strings.NewReplacer("START", start, "CLOSED", strings.Join(days, ", "), "HORIZON", horizon).Replace(shut)
	none := func(string) (io.ReadCloser, error) { return nil, fs.ErrNotExist }
	s, err := scenario.Parse("shut.yaml", []byte(text), none, scenario.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return cascade.Problem{Network: s.Network, Messages: s.Messages[:1], Question: s.Question, Seed: 1}
}

// While all is closed nothing moves, on either engine, for the people too; and
// no trial waits for ever.
func TestNothingMovesWhileAllIsClosed(t *testing.T) {
	for _, start := range []string{"09:00", "20:00"} {
		r := solve(t, Solver{Trials: 50, Engine: "event"}, shutFor(t, start, 31, "30d"))
		for _, x := range r.Tiers[1:] {
			if last := x.Reach[len(x.Reach)-1]; last.Mean.Value != 0 || x.TimeTo[0].Met != 0 {
				t.Errorf("from %s: %s reaches %v in a closed month", start, x.Name, last.Mean.Value)
			}
		}
	}
}

// Once doors open, all moves: nothing before the first opening, which the clock
// going forward has brought an hour nearer, and from then on the message
// spreads.
func TestDoorsOpen(t *testing.T) {
	p := shutFor(t, "09:00", 31, "40d")
	opening := 31*model.Day - model.Hour
	p.Question.At = []model.Tick{opening - 1, opening, 40 * model.Day}
	r := solve(t, Solver{Trials: 20}, p)
	for _, x := range r.Tiers[1:] {
		first, last := x.Reach[0].Mean.Value, x.Reach[2].Mean.Value
		if first != 0 || last < 0.9 {
			t.Errorf("%s: %v just before the opening and %v in the end", x.Name, first, last)
		}
	}
	if x := r.Tiers[1].Reach[1].Mean.Value; x < 0.3 {
		t.Errorf("offices: %v as doors open", x)
	}
	inside := shutFor(t, "09:00", 0, "5d")
	inside.Question.At = []model.Tick{0, 5 * model.Day}
	if x := solve(t, Solver{Trials: 20}, inside).Tiers[1].Reach[0].Mean.Value; x < 0.3 {
		t.Errorf("offices: %v at once, in office hours", x)
	}
	outside := shutFor(t, "20:00", 0, "5d")
	outside.Question.At = []model.Tick{13*model.Hour - 1, 13 * model.Hour}
	if x := solve(t, Solver{Trials: 20}, outside).Tiers[1].Reach; x[0].Mean.Value != 0 || x[1].Mean.Value < 0.3 {
		t.Errorf("offices: %v and %v around nine in the morning", x[0].Mean.Value, x[1].Mean.Value)
	}
}
