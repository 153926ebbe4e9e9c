package trace

import (
	"fmt"
	"slices"
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest"
	"harkara/model"
)

// A play without chance, told line by line.
func TestStoryByHand(t *testing.T) {
	p := cascadetest.Sketch(t, 2, func(s *model.Spec, _ *cascade.Problem) {
		s.Relays[0].People = 2
		s.Relays[0].Notices = hours(1)
		s.Relays[1].Notices, s.Relays[1].Over = hours(2), []int{1}
		s.Channels[1].Delivers, s.Channels[1].Retry = 0, model.Retry{Every: model.Hour, Times: 1}
	})
	timeline, err := (Story{Trial: 0, Scope: Scope{}}).Run(p)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range timeline.Events {
		got = append(got, l.At.Duration().String()+" "+told(&l))
	}
	want := []string{
		"0s top Top released, first",
		"1h0m0s top Top started, person 1",
		"1h0m0s top Top started, person 2",
		"1h0m0s mid Mid delivered by top Top, person 1 over post, attempt 1, first",
		"1h0m0s mid Mid delivered by top Top, person 2 over post, attempt 1",
		"3h0m0s mid Mid started, person 1",
		"3h0m0s leaf LeafA failed by mid Mid, person 1 over phone, attempt 1",
		"3h0m0s leaf LeafB failed by mid Mid, person 1 over phone, attempt 1",
		"4h0m0s leaf LeafA failed by mid Mid, person 1 over phone, attempt 2",
		"4h0m0s leaf LeafB failed by mid Mid, person 1 over phone, attempt 2",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	first := timeline.Events[3]
	if first.Path != "Top/Mid" || first.By != "Top" || first.Channel != "post" || first.Person != 1 || first.Attempt != 1 || !first.First || first.Kind != "delivered" || first.Tier != "mid" {
		t.Errorf("got %+v", first)
	}
}

// told is a line with all that it has.
func told(l *Event) string {
	text := l.Tier + " " + l.Unit + " " + l.Kind
	if l.By != "" {
		text += " by " + l.ByTier + " " + l.By
	}
	if l.Person > 0 {
		text += fmt.Sprintf(", person %d", l.Person)
	}
	if l.Channel != "" {
		text += fmt.Sprintf(" over %s, attempt %d", l.Channel, l.Attempt)
	}
	if l.First {
		text += ", first"
	}
	if l.Late {
		text += ", late"
	}
	return text
}

// The other kinds of line.
func TestStoryTellsWhatDoesNotHappen(t *testing.T) {
	for want, change := range map[string]func(*model.Spec, *cascade.Problem){
		"mid Mid not-passed, person 1": func(s *model.Spec, _ *cascade.Problem) { s.Relays[1].PassesOn = 0 },
		"mid Mid silent, person 1": func(s *model.Spec, _ *cascade.Problem) {
			s.Outages = []model.Outage{{Unit: 1, Tier: 1, Chance: 1, Whole: true}}
		},
		"mid Mid closed, person 1": func(s *model.Spec, _ *cascade.Problem) { s.Relays[1].Hours = from(t, 24) },
		"mid Mid closed by top Top, person 1 over post, attempt 1": func(s *model.Spec, _ *cascade.Problem) {
			s.Channels[0].Hours = from(t, 24)
		},
		"mid Mid expired, person 1": func(s *model.Spec, p *cascade.Problem) {
			s.Relays[1].Notices, p.Message().Expires = hours(2), model.Hour
		},
		"mid Mid bypassed by top Top, person 1": func(s *model.Spec, _ *cascade.Problem) {
			s.Relays[1].PassesOn, s.Relays[1].Deputy = 0, model.Hour
		},
		"mid Mid delivered by top Top, person 1 over post, attempt 1, late": func(s *model.Spec, _ *cascade.Problem) { s.Channels[0].Delay = hours(25) },
	} {
		timeline, err := Story{}.Run(cascadetest.Sketch(t, 1, change))
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(timeline.Events, func(l Event) bool { return told(&l) == want }) {
			t.Errorf("no line %q in %+v", want, timeline.Events)
		}
	}
}

func TestStoryScope(t *testing.T) {
	p := cascadetest.Sketch(t, 5, func(*model.Spec, *cascade.Problem) {})
	about := func(s Scope) (*Timeline, []string) {
		timeline, err := (Story{Trial: 3, Scope: s}).Run(p)
		if err != nil {
			t.Fatal(err)
		}
		var units []string
		for _, l := range timeline.Events {
			if !slices.Contains(units, l.Unit) {
				units = append(units, l.Unit)
			}
		}
		slices.Sort(units)
		return timeline, units
	}
	all, _ := about(Scope{})
	if few, _ := about(Scope{Limit: 4}); len(few.Events) != 4 || few.Omitted != len(all.Events)-4 || !slices.Equal(few.Events, all.Events[:4]) {
		t.Errorf("4 lines of %d: %+v", len(all.Events), few)
	}
	if _, units := about(Scope{Units: []model.Unit{4}}); !slices.Equal(units, []string{"LeafC", "Mid", "Top"}) {
		t.Errorf("the way to LeafC is told by %v", units)
	}
	if below := Below(p.Network, 1); !slices.Equal(below, []model.Unit{1, 2, 3, 4, 5, 6}) {
		t.Errorf("below Mid are %v", below)
	}
	if whole, _ := about(Scope{Units: Below(p.Network, 1)}); !slices.Equal(whole.Events, all.Events) {
		t.Errorf("all units of the tree are told otherwise")
	}
	if _, err := (Story{Trial: 0, Scope: Scope{Units: []model.Unit{77}}}).Run(p); err == nil {
		t.Error("told of a unit that is not there")
	}
}
