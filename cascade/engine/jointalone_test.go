package engine_test

import (
	"slices"
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest"
	"harkara/cascade/engine"
	"harkara/model"
)

// A message that is answered, and whose answers disturb nobody, goes as it goes alone:
// unit by unit, step by step, and by whom each was told.
func TestAnswersMoveNobody(t *testing.T) {
	for seed := range problemsToPlay(t) {
		f := cascadetest.Everything()
		f.Circles, f.Round, f.Organisations, f.Public = seed%3 == 0, seed%2 == 0, seed%5 == 0, seed%4 == 0
		f.People, f.Skips, f.Circumstances = f.Public, seed%7 < 3, seed%6 == 1
		p := cascadetest.Problem(t, 5000+seed, f)
		answered := p
		answered.Answers = []model.Answer{{Name: "read", From: model.FromTier, Tier: 0, To: 0, Chance: 1, After: model.Fixed(0)}}
		alone, _, err := engine.New("event", p)
		if err != nil {
			t.Fatal(err)
		}
		joint, _, err := engine.New("event", answered)
		if err != nil {
			t.Fatal(err)
		}
		n := p.Network.Len()
		want, got := cascade.NewOutcome(n), cascade.NewOutcome(n)
		want.By, got.By = make([]cascade.Told, n), make([]cascade.Told, n)
		for trial := range uint64(3) {
			steps, its := alone.Trace(trial, want), joint.Trace(trial, got)
			if !slices.Equal(want.Arrival, got.Arrival) || !slices.Equal(want.By, got.By) {
				t.Fatalf("problem %d, trial %d: answers move who has the message, and when", 5000+seed, trial)
			}
			its = slices.DeleteFunc(its, func(s cascade.Step) bool { return s.Answer != "" })
			if len(steps) != len(its) {
				t.Fatalf("problem %d, trial %d: %d steps, alone %d", 5000+seed, trial, len(its), len(steps))
			}
			for i := range steps {
				// Of several deliveries at one moment either may be marked.
				if steps[i].First, its[i].First = false, false; steps[i] != its[i] {
					t.Fatalf("problem %d, trial %d: step %d is %+v, alone %+v", 5000+seed, trial, i, its[i], steps[i])
				}
			}
			if l := &got.Together.Ledger; !l.Balanced() {
				t.Fatalf("problem %d, trial %d: %+v", 5000+seed, trial, *l)
			}
		}
	}
}

// Messages that share nothing go as each goes alone.
func TestMessagesThatShareNothingGoAsAlone(t *testing.T) {
	for seed := range problemsToPlay(t) / 4 {
		f := cascadetest.Everything()
		f.Calls, f.Skips, f.Circles, f.Round = false, false, seed%3 == 0, seed%2 == 0
		p := cascadetest.Problem(t, 7000+seed, f)
		other := p.Messages[0]
		other.Name, other.From = "other", []model.Unit{0}
		both := p
		both.Messages = []model.Message{p.Messages[0], other}
		joint, _, err := engine.New("event", both)
		if err != nil {
			t.Fatal(err)
		}
		out := cascade.NewOutcome(p.Network.Len())
		for m := range both.Messages {
			one := p
			one.Messages = both.Messages[m : m+1]
			alone, _, err := engine.New("event", one)
			if err != nil {
				t.Fatal(err)
			}
			want := cascade.NewOutcome(p.Network.Len())
			for trial := range uint64(3) {
				alone.Play(trial, want)
				joint.Play(trial, out)
				if !slices.Equal(out.Together.Messages[m].Arrival, want.Arrival) {
					t.Fatalf("problem %d, trial %d: message %d goes otherwise than alone", 7000+seed, trial, m)
				}
			}
		}
	}
}
