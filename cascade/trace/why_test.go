package trace

import (
	"context"
	"errors"
	"math"
	"reflect"
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest"
	"harkara/cascade/cascadetest/effort"
	"harkara/cascade/engine"
	"harkara/cascade/montecarlo"
	"harkara/model"
)

// Where nothing is left to chance, one reason has all trials. Times in the
// comments are what the reason follows from.
func TestWhyByHand(t *testing.T) {
	closed := from(t, 24)
	for _, c := range []struct {
		name   string
		leaf   model.Unit // 2 is the first
		by     model.Tick
		want   Cause
		change func(*model.Spec, *cascade.Problem)
	}{
		{"all well", 2, 0, Cause{InTime, -1}, func(*model.Spec, *cascade.Problem) {}},
		{"mid does not pass", 2, 0, Cause{NotPassed, 1}, func(s *model.Spec, _ *cascade.Problem) { s.Relays[1].PassesOn = 0 }},
		{"nor does top: the first from the top", 2, 0, Cause{NotPassed, 0}, func(s *model.Spec, _ *cascade.Problem) {
			s.Relays[0].PassesOn, s.Relays[1].PassesOn = 0, 0
		}},
		{"outage", 2, 0, Cause{Silent, 1}, func(s *model.Spec, _ *cascade.Problem) {
			s.Outages = []model.Outage{{Unit: 1, Tier: 1, Chance: 1, Whole: true}}
		}},
		{"outage beyond the horizon", 2, 0, Cause{Silent, 1}, func(s *model.Spec, _ *cascade.Problem) {
			s.Outages = []model.Outage{{Unit: 1, Tier: 1, Chance: 1, From: hours(0), For: hours(30)}}
		}},
		{"closed", 2, 0, Cause{RelayClosed, 1}, func(s *model.Spec, _ *cascade.Problem) { s.Relays[1].Hours = closed }},
		{"expired", 2, 0, Cause{Expired, 1}, func(s *model.Spec, p *cascade.Problem) {
			s.Relays[1].Notices, p.Message().Expires = hours(2), model.Hour
		}},
		{"channel closed", 2, 0, Cause{ChannelClosed, 0}, func(s *model.Spec, _ *cascade.Problem) { s.Channels[0].Hours = closed }},
		{"fails at mid", 2, 0, Cause{Failed, 1}, func(s *model.Spec, _ *cascade.Problem) {
			s.Channels[1].Delivers, s.Relays[1].Over = 0, []int{1}
		}},
		{"failing comes nearer than a closed channel", 2, 0, Cause{Failed, 1}, func(s *model.Spec, _ *cascade.Problem) {
			s.Channels = append(s.Channels, model.Channel{Name: "shut", Delivers: 1, Delay: hours(0), Hours: closed})
			s.Channels[1].Delivers, s.Relays[1].Over = 0, []int{2, 1}
		}},
		// Calls end at 10, 20, 30 h: the third begins at 20 and is late, the
		// fourth has its turn at 30.
		{"second call", 3, 0, Cause{InTime, -1}, calls(10)},
		{"third call waits 20 h and is under way for 10", 4, 0, Cause{WaitForCalls, 1}, calls(10)},
		{"fourth call", 5, 0, Cause{Queued, 1}, calls(10)},
		{"second call by 1 h: waits 2 h, takes 2 h, the first of equals", 3, model.Hour, Cause{WaitForCalls, 1}, calls(2)},
		{"first call by 1 h", 2, model.Hour, Cause{SlowDelivery, 1}, calls(2)},
		{"slow to notice", 2, model.Hour, Cause{SlowNotice, 1}, func(s *model.Spec, _ *cascade.Problem) {
			s.Relays[0].Notices, s.Relays[1].Notices = hours(1), hours(2)
		}},
		{"notices after the horizon", 2, 0, Cause{SlowNotice, 1}, func(s *model.Spec, _ *cascade.Problem) { s.Relays[1].Notices = hours(30) }},
		{"on the way at the horizon", 2, 0, Cause{SlowDelivery, 0}, func(s *model.Spec, _ *cascade.Problem) { s.Channels[0].Delay = hours(30) }},
		{"waits for hours", 2, model.Hour, Cause{WaitForHours, 1}, func(s *model.Spec, _ *cascade.Problem) {
			s.Relays[1].Hours, s.Relays[1].Notices = from(t, 10), hours(4) // 4 h, then 6
		}},
		{"waits for the channel's hours", 2, model.Hour, Cause{WaitForHours, 0}, func(s *model.Spec, _ *cascade.Problem) {
			s.Channels[0].Hours = from(t, 10)
		}},
		{"waits for an outage to end", 2, model.Hour, Cause{WaitForOutage, 1}, func(s *model.Spec, _ *cascade.Problem) {
			s.Outages = []model.Outage{{Unit: 1, Tier: 1, Chance: 1, From: hours(0), For: hours(5)}}
		}},
		{"waits for deputies", 2, model.Hour, Cause{WaitForDeputy, 0}, func(s *model.Spec, _ *cascade.Problem) {
			s.Relays[1].PassesOn, s.Relays[1].Deputy = 0, 3*model.Hour
		}},
		{"deputies in time", 2, 4 * model.Hour, Cause{InTime, -1}, func(s *model.Spec, _ *cascade.Problem) {
			s.Relays[1].PassesOn, s.Relays[1].Deputy = 0, 3*model.Hour
		}},
		{"sent later", 2, model.Hour, Cause{Unsent, -1}, func(_ *model.Spec, p *cascade.Problem) { p.Message().At = 2 * model.Hour }},
		{"the way begins below", 0, 0, Cause{NoWay, 0}, func(_ *model.Spec, p *cascade.Problem) { p.Message().From = []model.Unit{1} }},
		{"a neighbour's call fails where the parent is silent", 3, 0, Cause{Failed, 2}, func(s *model.Spec, p *cascade.Problem) {
			s.Relays[1].PassesOn, s.Channels[1].Delivers = 0, 0
			s.Links, p.Message().From = []model.Link{{From: 2, To: 3, Over: 1}}, []model.Unit{0, 2}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := cascadetest.Sketch(t, 5, c.change)
			r, err := Why{Unit: c.leaf, By: c.by, Sampling: montecarlo.Sampling{Trials: 50, Workers: 2}}.Run(context.Background(), p)
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range r.Rows {
				if (row.Cause == c.want) != (row.Count == 50) || row.Count != 0 && row.Count != 50 {
					t.Errorf("%d of 50 trials: %s (want %v)", row.Count, row.Kind, c.want)
				}
			}
		})
	}
}

// calls lets mid call its leaves one by one, in the order of the list.
func calls(each float64) func(*model.Spec, *cascade.Problem) {
	return func(s *model.Spec, _ *cascade.Problem) {
		s.Channels[1].Calls = &model.Calls{Lines: 1, Each: hours(each)}
		s.Relays[1].Over = []int{1}
	}
}

// Shares against their closed form. Two people at the top pass the message on
// with chance 0.9 each; a contact succeeds with 0.8 and is tried twice, so that
// one person who passes it on gets through with 0.96:
//
//	nobody at the top passes   0.1²                         = 0.01
//	all contacts of the top    2·0.9·0.1·0.04 + 0.81·0.04²  = 0.008496
//	one person at mid does not 0.3 of the rest
//	contacts of mid            0.7·0.04 of the rest
//
// and of those that arrive, the first attempt of the hop from mid decides
// whether by 30 min it is late for the retry an hour later.
func TestWhySharesFollowTheirFormula(t *testing.T) {
	p := cascadetest.Sketch(t, 2, func(s *model.Spec, _ *cascade.Problem) {
		s.Relays[0].People, s.Relays[0].PassesOn = 2, 0.9
		s.Relays[1].PassesOn = 0.7
		s.Channels[0].Delivers, s.Channels[0].Retry = 0.8, model.Retry{Every: model.Hour, Times: 1}
	})
	const trials = 40_000
	r, err := (Why{Unit: 2, By: 0, Sampling: montecarlo.Sampling{Trials: trials, Workers: 2}}).Run(context.Background(), p)
	if err != nil {
		t.Fatal(err)
	}
	top := 0.01 + 2*0.9*0.1*0.04 + 0.81*0.04*0.04
	want := map[Cause]float64{
		{NotPassed, 0}: 0.01, {Failed, 0}: top - 0.01,
		{NotPassed, 1}: (1 - top) * 0.3, {Failed, 1}: (1 - top) * 0.7 * 0.04, {InTime, -1}: (1 - top) * 0.7 * 0.96,
	}
	checkShares(t, r, want, trials)
	// By half an hour: both hops at the first attempt. At the top one of two
	// people, if both pass, is enough: 0.96.
	first := 2*0.9*0.1*0.8 + 0.81*0.96
	r, err = (Why{Unit: 2, By: 30 * model.Minute, Sampling: montecarlo.Sampling{Trials: trials, Workers: 2}}).Run(context.Background(), p)
	if err != nil {
		t.Fatal(err)
	}
	want[Cause{InTime, -1}] = first * 0.7 * 0.8
	want[Cause{Retries, 0}] = (1 - top - first) * 0.7 * 0.96 // the first of equals
	want[Cause{Retries, 1}] = first * 0.7 * 0.16
	checkShares(t, r, want, trials)
}

func checkShares(t *testing.T, r *Reasons, want map[Cause]float64, trials float64) {
	t.Helper()
	total, shares := 0, 0.0
	for _, row := range r.Rows {
		p, ok := want[row.Cause]
		z := (row.Share.Value - p) / math.Sqrt(p*(1-p)/trials)
		if !ok || math.Abs(z) > 4.4 {
			t.Errorf("%s: %.5f, want %.5f, z = %.2f", row.Kind, row.Share.Value, p, z)
		}
		total += row.Count
		shares += row.Share.Value
	}
	if len(r.Rows) != len(want) || total != int(trials) || math.Abs(shares-1) > 1e-12 {
		t.Errorf("%d rows of %d, %d of %v trials, shares %v", len(r.Rows), len(want), total, trials, shares)
	}
}

// On random problems every trial has one reason, those in time are those of
// the whole play, and the number of workers does not matter.
func TestWhyOnRandomProblems(t *testing.T) {
	effort.NotShort(t, "plays 75 problems")
	circles, varied := cascadetest.Everything(), cascadetest.Everything()
	circles.Circles, varied.Circumstances = true, true
	met := map[Kind]int{}
	counts := []int{7, 2}[:effort.Of(1, 1, 2)] // of workers
	for i, f := range []cascadetest.Features{cascadetest.Everything(), circles, varied} {
		f.Unanswered = false // the seeds were chosen for the reasons that they show
		for seed := range uint64(25) {
			p := cascadetest.Problem(t, 500*uint64(i)+seed, f)
			u := max(0, model.Unit(p.Network.Len()-1-int(seed)%3))
			by := p.Question.Horizon
			if seed%2 == 0 {
				by /= 3
			}
			r, err := (Why{Unit: u, By: by, Sampling: montecarlo.Sampling{Trials: 40, Workers: 1}}).Run(context.Background(), p)
			if err != nil {
				t.Fatal(err)
			}
			for _, workers := range counts {
				again, _ := (Why{Unit: u, By: by, Sampling: montecarlo.Sampling{Trials: 40, Workers: workers}}).Run(context.Background(), p)
				if !reflect.DeepEqual(r, again) {
					t.Fatalf("seed %d: %d workers say otherwise", seed, workers)
				}
			}
			total := 0
			for _, row := range r.Rows {
				total += row.Count
				met[row.Kind] += row.Count
			}
			if want := inTime(t, p, u, by, 40); total != 40 || r.Rows[0].Count != want {
				t.Errorf("seed %d: %d trials, %d in time, want %d", seed, total, r.Rows[0].Count, want)
			}
		}
	}
	if len(met) < 12 {
		t.Errorf("only %d kinds of reason: the problems are too quiet to show anything", len(met))
	}
}

func inTime(t *testing.T, p cascade.Problem, u model.Unit, by model.Tick, trials int) int {
	e, _, err := engine.New("auto", p)
	if err != nil {
		t.Fatal(err)
	}
	n, out := 0, cascade.NewOutcome(p.Network.Len())
	for trial := range trials {
		e.Play(uint64(trial), out)
		if out.Arrival[u] <= by {
			n++
		}
	}
	return n
}

// Messages that two units tell each other at the same moment are followed back
// to where they came from.
func TestWhyInACircleWithoutDelay(t *testing.T) {
	p := cascadetest.Sketch(t, 3, func(s *model.Spec, p *cascade.Problem) {
		s.Relays[0].Notices = hours(2)
		s.Relays[2].Over = []int{0}
		s.Links = []model.Link{{From: 2, To: 3, Over: 0}, {From: 3, To: 2, Over: 0}, {From: 2, To: 1, Over: 0}, {From: 3, To: 4, Over: 0}}
	})
	r, err := (Why{Unit: 4, By: model.Hour, Sampling: montecarlo.Sampling{Trials: 10, Workers: 1}}).Run(context.Background(), p)
	if err != nil {
		t.Fatal(err)
	}
	if main, _ := r.Main(); main.Cause != (Cause{SlowNotice, 0}) || main.Count != 10 {
		t.Errorf("got %+v", r.Rows)
	}
}

func TestWhyInterrupted(t *testing.T) {
	p := cascadetest.Sketch(t, 1, func(*model.Spec, *cascade.Problem) {})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if r, err := (Why{Unit: 2, By: 0, Sampling: montecarlo.Sampling{Trials: 10, Workers: 1}}).Run(ctx, p); r != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, %v", r, err)
	}
	if _, err := (Why{Unit: 99, By: 0, Sampling: montecarlo.Sampling{Trials: 10, Workers: 1}}).Run(context.Background(), p); err == nil {
		t.Error("asked about a unit that is not there")
	}
}
