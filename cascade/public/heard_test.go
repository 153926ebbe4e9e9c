package public

import (
	"fmt"
	"math"
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest/effort"
)

// What is told unit by unit adds up to what is told of all, however they are
// played: directly, by a profile, person by person.
func TestHeardAddsUp(t *testing.T) {
	profiled, worlds := 0, effort.Of[uint64](2, 6, 6)
	for seed := range worlds {
		w := newWorld(seed, 60)
		if seed%2 == 0 { // so many units below one district that they are profiled
			r := &w.spec.Rows
			for i := range 2500 {
				r.Tier, r.Parent, r.Ordinal = append(r.Tier, 2), append(r.Parent, 1), append(r.Ordinal, 0)
				r.Population, r.Households = append(r.Population, int64(400+i%7)), append(r.Households, int64(90+i%3))
				r.Name, r.Code = append(r.Name, fmt.Sprint("more ", i)), append(r.Code, fmt.Sprint("more ", i))
			}
		}
		p := w.problem(t, seed)
		e, err := EngineOf(p)
		if err != nil {
			t.Fatal(err)
		}
		out := cascade.NewOutcome(p.Network.Len())
		for _, mode := range []Mode{Auto, Cohorts} {
			c, err := New(p, p.Question.At, mode)
			if err != nil {
				t.Fatal(err)
			}
			for i := range c.groups {
				if c.groups[i].profiled {
					profiled++
				}
			}
			work, cell := c.Fork(), c.NewCell(c.All(), 0)
			share := make([]float64, len(c.served))
			for trial := range uint64(2) {
				e.Play(trial, out)
				work.Play(trial, out)
				work.Begin(cell)
				for _, at := range p.Question.At {
					work.Heard(at, share)
					sum := 0.0
					for i, x := range share {
						sum += x * float64(c.people[i])
					}
					if people, _ := work.Ask(cell, at); math.Abs(sum-people.Expected) > 1e-6*float64(cell.People) {
						t.Errorf("world %d, %s, trial %d at %v: units add up to %.4f, not %.4f", seed, mode, trial, at.Duration(), sum, people.Expected)
					}
				}
			}
		}
	}
	if profiled < int(worlds)/2 {
		t.Errorf("only %d groups were profiled", profiled)
	}
}
