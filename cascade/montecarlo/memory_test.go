package montecarlo_test

import (
	"context"
	"runtime"
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest"
	"harkara/cascade/cascadetest/effort"
	"harkara/cascade/montecarlo"
	"harkara/model/scenario"
	"harkara/scenarios"
)

// What is taken is within a factor of two of what is estimated: for a tree and
// a graph, for people, for groups; of three workers, who may not all come to play
// on a busy machine, it is no more than that.
func TestEstimate(t *testing.T) {
	effort.NotShort(t, "takes the memory that is told")
	by := func(p cascade.Problem, tier int) cascade.Problem {
		p.Question.By = []int{tier}
		return p
	}
	jharkhand := problem(t, "jharkhand")
	talk := problem(t, "jharkhand", "public.hears.talk={talk: {rate: 0.5/d}}")
	for name, p := range map[string]cascade.Problem{
		"tree":       cascadetest.IndiaTree(t),
		"graph":      cascadetest.RandomGraph(t, 50_000, 10),
		"pakur":      problem(t, "pakur"),
		"by block":   by(problem(t, "pakur"), 2),
		"by blocks":  by(jharkhand, 2),
		"by states":  by(problem(t, "india"), 1),
		"talk":       talk,
		"everything": problem(t, "india"),
	} {
		if large := name != "pakur" && name != "by block"; large && !effort.Thorough() {
			continue
		}
		for _, workers := range []int{1, 3} {
			s := montecarlo.Solver{Trials: 4, Workers: workers}
			want, got := s.Estimate(p), taken(t, s, p)
			t.Logf("%s, %d workers: %.1f MB estimated, %.1f MB taken, ratio %.2f", name, workers, float64(want)/1e6, float64(got)/1e6, float64(want)/float64(got))
			if got > 2*want || workers == 1 && want > 2*got {
				t.Errorf("%s, %d workers: %d bytes estimated, %d taken", name, workers, want, got)
			}
		}
	}
}

// The same of what is played together: answers, reminders, several messages and streams.
func TestEstimateTogether(t *testing.T) {
	receipts := []string{
		"answers={read: {kind: receipt, from: panchayat, to: state}, issues: {kind: report, of: panchayat, rate: 0.1/d, during: [0s, 10d], to: state}}",
		"up={panchayat: {passes_on: 0.7, over: [whatsapp]}, block: {passes_on: 0.9, over: [whatsapp], sends: {every: 4h}}}",
	}
	for name, p := range map[string]cascade.Problem{
		"feedback": together(t, "feedback"), "duty-roster": together(t, "duty-roster"), "two-messages": together(t, "two-messages"),
		"pakur": together(t, "pakur", receipts...), "jharkhand": together(t, "jharkhand", receipts...),
	} {
		if testing.Short() && name != "duty-roster" {
			continue
		}
		for _, workers := range []int{1, 3} {
			s := montecarlo.Solver{Trials: 12, Workers: workers}
			want, got := s.Estimate(p), taken(t, s, p)
			t.Logf("%s, %d workers: %.1f MB estimated, %.1f MB taken, ratio %.2f", name, workers, float64(want)/1e6, float64(got)/1e6, float64(want)/float64(got))
			if got > 2*want || workers == 1 && want > 2*got {
				t.Errorf("%s, %d workers: %d bytes estimated, %d taken", name, workers, want, got)
			}
		}
	}
}

// together is a shipped scenario with all of its messages and answers.
func together(t *testing.T, name string, set ...string) cascade.Problem {
	t.Helper()
	s, err := scenario.LoadFS(scenarios.FS, name+".yaml", scenario.Options{Set: set})
	if err != nil {
		t.Fatal(err)
	}
	return cascade.Problem{Network: s.Network, Messages: s.Messages, Answers: s.Answers, Question: s.Question, Seed: s.Seed}
}

// Ten times as many trials take hardly more memory, where nobody talks: talk by counts
// takes some for each play, and lets it go.
func TestMemoryDoesNotGrowWithTrials(t *testing.T) {
	effort.NotShort(t, "plays a district a thousand times")
	p := problem(t, "pakur", "public.hears.neighbours.talk.rate=0/d")
	few, many := taken(t, montecarlo.Solver{Trials: 100, Workers: 1}, p), taken(t, montecarlo.Solver{Trials: 1000, Workers: 1}, p)
	if float64(many) > 1.2*float64(few)+1e6 {
		t.Errorf("100 trials take %d bytes, 1,000 take %d", few, many)
	}
}

// taken is how many bytes were allocated in all, those let go included.
func taken(t *testing.T, s montecarlo.Solver, p cascade.Problem) int64 {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, err := s.Solve(context.Background(), p); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	return int64(after.TotalAlloc - before.TotalAlloc)
}

func problem(tb testing.TB, name string, set ...string) cascade.Problem {
	tb.Helper()
	s, err := scenario.LoadFS(scenarios.FS, name+".yaml", scenario.Options{Set: set})
	if err != nil {
		tb.Fatal(err)
	}
	return cascade.Problem{Network: s.Network, Messages: s.Messages[:1], Question: s.Question, Seed: s.Seed}
}
