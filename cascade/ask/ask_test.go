package ask_test

import (
	"context"
	"errors"
	"testing"

	"harkara/cascade"
	"harkara/cascade/ask"
	"harkara/cascade/cascadetest/effort"
	"harkara/model"
	"harkara/model/scenario"
	"harkara/scenarios"
)

func load(t *testing.T, name string) *scenario.Scenario {
	t.Helper()
	s, err := scenario.LoadFS(scenarios.FS, name+".yaml", scenario.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s.Trials = 50
	return s
}

func TestReachChoosesTheSolver(t *testing.T) {
	for _, c := range []struct {
		scenario string
		o        ask.Options
		solver   string
	}{
		{"one-chain", ask.Options{Certain: true}, "exact"},
		{"one-chain", ask.Options{Solver: "exact", Certain: true}, "exact"},
		{"one-chain", ask.Options{Play: true}, "montecarlo"},
		{"one-chain", ask.Options{Solver: "montecarlo"}, "montecarlo"},
		{"pakur", ask.Options{}, "montecarlo"},
		{"pakur", ask.Options{Memory: 1 << 40}, "montecarlo"},
	} {
		s := load(t, c.scenario)
		s.Trials = 5
		results, err := c.o.Reach(context.Background(), s)
		if err != nil {
			t.Errorf("%s %+v: %v", c.scenario, c.o, err)
			continue
		}
		if results[0].Solver != c.solver {
			t.Errorf("%s %+v: answered by %s, want %s", c.scenario, c.o, results[0].Solver, c.solver)
		}
	}
}

func TestReachRefuses(t *testing.T) {
	ctx, pakur := context.Background(), load(t, "pakur")
	if _, err := (ask.Options{Solver: "exact"}).Reach(ctx, pakur); !errors.Is(err, cascade.ErrNotApplicable) {
		t.Errorf("pakur exactly: %v", err)
	}
	if _, err := (ask.Options{Solver: "best"}).Reach(ctx, pakur); err == nil {
		t.Error("a solver that is not there answered")
	}
	var memory *ask.MemoryError
	if _, err := (ask.Options{Memory: 1000}).Reach(ctx, pakur); !errors.As(err, &memory) || memory.Takes <= memory.May {
		t.Errorf("pakur in 1,000 bytes: %v", err)
	}
	over, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := (ask.Options{}).Reach(over, pakur); !errors.Is(err, context.Canceled) {
		t.Errorf("over before it began: %v", err)
	}
}

// There is a document for each message.
func TestEveryMessageIsAnswered(t *testing.T) {
	effort.NotShort(t, "asks four studies of a district")
	s, ctx := load(t, "pakur"), context.Background()
	s.Trials = 3
	second := s.Messages[0]
	second.Name, second.At = "second", model.Hour
	s.Messages = append(s.Messages, second)
	o := ask.Options{}
	results, err := o.Reach(ctx, s)
	if err != nil || len(results) != 2 {
		t.Errorf("reach: %d results, %v", len(results), err)
	}
	for name, answer := range map[string]func() (int, error){
		"why":         func() (int, error) { d, err := o.Why(ctx, s, 1, s.Question.Horizon); return len(d), err },
		"left behind": func() (int, error) { d, err := o.LeftBehind(ctx, s, model.Day, 3); return len(d), err },
		"bottlenecks": func() (int, error) { d, err := o.Bottlenecks(ctx, s, model.Day, 3); return len(d), err },
		"compare": func() (int, error) {
			d, err := o.Compare(ctx, s, "as it is", []*scenario.Scenario{s}, []string{"same"})
			return len(d), err
		},
	} {
		if n, err := answer(); n != 2 || err != nil {
			t.Errorf("%s: %d documents, %v", name, n, err)
		}
	}
}

func TestVerifyAgrees(t *testing.T) {
	s := load(t, "one-chain")
	s.Trials = 400
	if docs, agree, err := (ask.Options{}).Verify(context.Background(), s); len(docs) != 1 || !agree || err != nil {
		t.Errorf("%d documents, agree %v, %v", len(docs), agree, err)
	}
}
