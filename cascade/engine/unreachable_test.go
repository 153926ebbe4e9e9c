package engine_test

import (
	"math"
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest"
	"harkara/model"
)

// Who cannot be reached over a channel is reached over it by nobody: not by the
// unit above, not over a link, not by a deputy; over another channel all the same.
func TestUnreachableIsForEverybody(t *testing.T) {
	p := cascadetest.Sketch(t, 2, func(s *model.Spec, p *cascade.Problem) {
		s.Channels[0].Unreachable = 0.5
		s.Channels[0].Retry = model.Retry{Every: model.Minute, Times: 3}
		s.Channels[1].Delay = model.Fixed(36000) // the telephone takes ten hours
		// Mid is silent for an hour in half of all plays, and bypassed after a minute.
		s.Relays[1].Deputy = model.Minute
		s.Outages = []model.Outage{{Unit: 1, Chance: 0.5, From: model.Fixed(0), For: model.Fixed(3600)}}
		s.Relays[1].People, s.Relays[1].Over = 2, []int{0, 1}
		s.Links = []model.Link{{From: 0, To: 2, Over: 0}}
		s.Relays[0].Over = []int{0}
		s.Channels = append(s.Channels, model.Channel{Name: "wire", Delivers: 1, Delay: model.Fixed(0)})
		s.Links = append(s.Links, model.Link{From: 0, To: 1, Over: 2}) // Mid always has it
	})
	for _, name := range []string{"layered", "event"} {
		e, err := open(name)(p)
		if err != nil {
			t.Fatal(err)
		}
		out := cascade.NewOutcome(p.Network.Len())
		const trials = 4000
		var late [2]int
		for trial := range uint64(trials) {
			e.Play(trial, out)
			for leaf := range late {
				switch a := out.Arrival[2+leaf]; {
				case a >= 10*model.Hour: // by telephone alone
					late[leaf]++
				case a > model.Minute:
					t.Fatalf("%s, trial %d: leaf %d has it at %d", name, trial, leaf, a)
				}
			}
		}
		for leaf, n := range late {
			if z := (float64(n) - trials/2) / math.Sqrt(trials/4); math.Abs(z) > 4.4 {
				t.Errorf("%s: leaf %d is unreachable in %d of %d plays", name, leaf, n, trials)
			}
		}
	}
}

// Calls to those who cannot be reached take as long as any that is not answered, are
// made again, and are told as what they are.
func TestCallsToTheUnreachable(t *testing.T) {
	p := cascadetest.Sketch(t, 2, func(s *model.Spec, p *cascade.Problem) {
		ch := &s.Channels[1]
		ch.Unreachable = 1
		ch.Calls = &model.Calls{Lines: 1, Each: model.Fixed(240), Unanswered: model.Fixed(60)}
		ch.Retry = model.Retry{Every: 10 * model.Minute, Times: 1}
		s.Relays[1].Over = []int{1}
	})
	for _, name := range []string{"layered", "event"} {
		e, err := open(name)(p)
		if err != nil {
			t.Fatal(err)
		}
		var at []model.Tick
		for _, s := range e.Trace(0, cascade.NewOutcome(p.Network.Len())) {
			if s.Kind == cascade.Unreachable {
				at = append(at, s.At/model.Minute)
			}
			if s.Kind == cascade.Failed || s.Unit > 1 && s.Kind == cascade.Delivered {
				t.Errorf("%s: %+v", name, s)
			}
		}
		// The first is called again ten minutes after its call, the other after that.
		if len(at) != 4 || at[0] != 1 || at[1] != 2 || at[2] != 12 || at[3] != 13 {
			t.Errorf("%s: calls end after %d minutes", name, at)
		}
	}
}

// People who always act as one start together or not at all; who never do, do not.
func TestAlike(t *testing.T) {
	for _, alike := range []float64{0, 0.4, 1} {
		p := cascadetest.Sketch(t, 1, func(s *model.Spec, p *cascade.Problem) {
			d, err := model.NewExponential(3600)
			if err != nil {
				t.Fatal(err)
			}
			s.Relays[1].People, s.Relays[1].PassesOn, s.Relays[1].Notices, s.Relays[1].Alike = 3, 0.6, d, alike
		})
		e, err := open("layered")(p)
		if err != nil {
			t.Fatal(err)
		}
		const trials = 4000
		together := 0
		for trial := range uint64(trials) {
			starts := map[model.Tick]int{}
			for _, s := range e.Trace(trial, cascade.NewOutcome(p.Network.Len())) {
				switch {
				case s.Unit != 1:
				case s.Kind == cascade.Started:
					starts[s.At]++
				case s.Kind == cascade.DidNotPass:
					starts[-1]++
				}
			}
			if len(starts) == 1 {
				together++
			}
		}
		// Alone, all three pass nothing on with chance 0.4³; they never start at one tick.
		want := alike + (1-alike)*0.064
		if z := (float64(together)/trials - want) / math.Sqrt(want*(1-want)/trials+1e-12); math.Abs(z) > 4.4 {
			t.Errorf("alike %v: as one in %d of %d plays, want %v", alike, together, trials, want)
		}
	}
}
