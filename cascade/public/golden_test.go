package public

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest"
	"harkara/model"
)

// What people hear, given when their units start, is what it was: how many by a time,
// when shares of them have heard, what is drawn, and how many of whom in each unit.
func TestHearingIsWhatItWas(t *testing.T) {
	t.Parallel()
	var lines []string
	for seed := range uint64(24) {
		people := []int64{40, 350, 6000}[seed%3]
		w := newWorld(seed, people)
		p := w.problem(t, seed)
		c, err := New(p, p.Question.At, Cohorts)
		if err != nil {
			t.Fatal(err)
		}
		work, cell := c.Fork(), c.NewCell(c.All(), 0)
		share := make([]float64, len(p.Network.Served()))
		g := rand.New(rand.NewPCG(seed, 17))
		for trial := range uint64(3) {
			work.Play(trial, someStarts(g, p))
			work.Begin(cell)
			line := fmt.Sprintf("%d %d", seed, trial)
			for _, at := range p.Question.At {
				people, homes := work.Ask(cell, at)
				line += fmt.Sprintf(" %.12g %d %.12g %d", people.Expected, people.Drawn, homes.Expected, homes.Drawn)
			}
			work.Heard(p.Question.At[1], share)
			sum := 0.0
			for i, x := range share {
				sum += x * float64(i+1)
			}
			lines = append(lines, line+fmt.Sprintf(" heard %.12g times %.12g %.12g", sum,
				work.TimeTo(cell, 0.3, false).Seconds(), work.TimeTo(cell, 0.5, true).Seconds()))
			lines = append(lines, poolLine(work, cell))
		}
	}
	cascadetest.Golden(t, "testdata/hearing.txt", lines)
}

// someStarts is an outcome in which units start at random times, or never.
func someStarts(g *rand.Rand, p cascade.Problem) *cascade.Outcome {
	out := cascade.NewOutcome(p.Network.Len())
	for u := range out.Start {
		out.Start[u] = model.Tick(g.Int64N(int64(p.Question.Horizon / 2)))
		if g.IntN(5) == 0 {
			out.Start[u] = model.Never
		}
		out.Arrival[u] = out.Start[u]
	}
	return out
}

// poolLine is how many people and households the pool tells of, and when.
func poolLine(w *Work, cell *Cell) string {
	out := "pool"
	var n int64
	seconds := 0.0
	add := func(t model.Tick, weight int64) {
		if t < model.Never {
			n += weight
			seconds += float64(weight) * t.Seconds()
		}
	}
	w.Pool(cell, add, func(model.Tick, int64) {})
	out += fmt.Sprintf(" %d %.12g", n, seconds)
	n, seconds = 0, 0
	w.Pool(cell, func(model.Tick, int64) {}, add)
	return out + fmt.Sprintf(" %d %.12g", n, seconds)
}
