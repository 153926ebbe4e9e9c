package montecarlo

import (
	"bytes"
	"testing"

	"harkara/cascade"
	"harkara/cascade/public"
	"harkara/model/scenario"
	"harkara/scenarios"
)

// What a point takes over from another is what it would have made: plays are counted alike,
// whatever of units, people and ways to hear the two have in common.
func TestLike(t *testing.T) {
	for _, x := range []struct {
		name string
		set  [][]string
	}{
		{"india", [][]string{
			{"relays.block.passes_on=0.5", "channels.group.delay.lognormal.median=10m", "public.hears.page.broadcast.share=0.01"},
			{"public.hears.page.broadcast.from=state"}, // other units above
			{"public.hears.groups.broadcast.over=page"},
			{"public.hears.groups={visits: {workers: 3, each: 6/h}}"}, // numbers of homes matter
			{"network.tree.India.Bihar.population=1000000"},
			{"seed=2"},
		}},
		{"pakur", [][]string{{"public.hears.neighbours.talk.rate=0/d"}, {"relays.block.passes_on=0.5"}}},
	} {
		guess, err := scenario.LoadFS(scenarios.FS, x.name+".yaml", scenario.Options{})
		if err != nil {
			t.Fatal(err)
		}
		like, err := newSetup(whole(guess), "", public.Auto)
		if err != nil {
			t.Fatal(err)
		}
		for _, set := range x.set {
			v, err := guess.Vary(set)
			if err != nil {
				t.Fatal(err)
			}
			var counted [2][]byte
			for k, like := range []*setup{nil, like} {
				s, err := newPoint(whole(v), "", public.Auto, like)
				if err != nil {
					t.Fatal(err)
				}
				c := s.counting()
				c.Play(3)
				if counted[k], err = Marshal(c); err != nil {
					t.Fatal(err)
				}
			}
			if !bytes.Equal(counted[0], counted[1]) {
				t.Errorf("%s with %v is counted otherwise like another", x.name, set)
			}
		}
	}
}

func whole(s *scenario.Scenario) cascade.Problem {
	q := s.Question
	q.Goals = nil
	return cascade.Problem{Network: s.Network, Circumstances: s.Circumstances, Messages: s.Messages[:1], Question: q, Seed: s.Seed}
}
