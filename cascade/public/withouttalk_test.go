package public

import (
	"slices"
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest/effort"
	"harkara/model"
)

// Units whose people hear alone are added up to the last bit as count does it.
func TestAloneIsCount(t *testing.T) {
	asked := 0
	for seed := range effort.Of[uint64](60, 120, 120) {
		world := newWorld(seed, 60)
		pub := world.spec.Public
		pub.Sizes = nil
		pub.Hears = slices.DeleteFunc(pub.Hears, func(s model.Source) bool { return s.Kind == model.Talk })
		p := world.problem(t, seed)
		c, err := New(p, p.Question.At, Cohorts)
		if err != nil {
			t.Fatal(err)
		}
		work, cell := c.Fork(), c.NewCell(c.All(), 0)
		e, err := EngineOf(p)
		if err != nil {
			t.Fatal(err)
		}
		out := cascade.NewOutcome(p.Network.Len())
		e.Play(seed, out)
		work.Play(seed, out)
		work.Begin(cell)
		for k := range cell.parts {
			part := &cell.parts[k]
			for _, at := range p.Question.At {
				work.law.at(&work.now, at)
				var people, homes, wantPeople, wantHomes moments
				work.askWithoutTalk(part, &people, &homes)
				work.law.at(&work.now, at)
				for k, i := range part.units {
					s := work.law.state(&work.now, part.begun[k*work.law.width():], c.homes[i])
					work.count(&wantPeople, &wantHomes, work.membersOf(i), &s)
					asked++
				}
				if people != wantPeople || homes != wantHomes {
					t.Errorf("seed %d at %v: %v and %v, want %v and %v", seed, at, people, homes, wantPeople, wantHomes)
				}
			}
		}
	}
	if asked < effort.Of(400, 1000, 1000) {
		t.Errorf("only %d units were asked", asked)
	}
}
