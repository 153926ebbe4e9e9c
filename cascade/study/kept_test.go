package study_test

import (
	"context"
	"fmt"
	"path/filepath"
	"reflect"
	"testing"

	"harkara/cascade"
	"harkara/cascade/cluster"
	"harkara/cascade/laws"
	"harkara/cascade/montecarlo"
	"harkara/cascade/study"
	"harkara/model"
)

// A coverage test whose samples are kept by some, and answered from what they kept,
// says what one that keeps nothing does.
func TestCoverageIsKept(t *testing.T) {
	cases, err := laws.Cases()
	if err != nil {
		t.Fatal(err)
	}
	run := func(ctx context.Context) ([]study.Covered, error) {
		s := study.Coverage{Seeds: 7, Plays: []int{20}, Long: 100}
		return s.Run(ctx, study.CoverageCase{Name: cases[0].Name, Base: cases[0].Base, Plan: cases[0].Plan})
	}
	want, err := run(t.Context())
	if err != nil || len(want) == 0 {
		t.Fatal(want, err)
	}
	job, err := cluster.Create(filepath.Join(t.TempDir(), "job"), cluster.Spec{Version: "1", Pieces: cluster.Cut{Of: "items", To: 8, Each: 3}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for share := range uint64(2) {
		_, err := run(montecarlo.Keeping(t.Context(), &cluster.Store{Mode: cluster.Help, Index: share, Of: 2, Find: func() (*cluster.Job, error) { return job, nil }}))
		if err != cluster.ErrElsewhere {
			t.Fatal(err)
		}
	}
	for _, m := range []cluster.Mode{cluster.ReadOnly, cluster.Run} {
		got, err := run(montecarlo.Keeping(t.Context(), &cluster.Store{Mode: m, Find: func() (*cluster.Job, error) { return job, nil }}))
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("mode %d: %v\n%v\nwant\n%v", m, err, got, want)
		}
	}
}

// What is kept of a point has every measure, to its last bit, and is short.
func TestPoint(t *testing.T) {
	cases, err := laws.Cases()
	if err != nil {
		t.Fatal(err)
	}
	r, err := montecarlo.Solver{Trials: 30}.Solve(t.Context(), cases[0].Base)
	if err != nil {
		t.Fatal(err)
	}
	last := r.Tiers[len(r.Tiers)-1]
	r.Goals = []cascade.Goal{{Goal: model.Goal{Tier: last.Name}, Probability: cascade.Estimate{Value: 0.1, Low: 0.05, High: 1. / 3}, Sampled: true}}
	want := study.NewPoint(r, []study.Measure{
		{Kind: study.ShareBy, Tier: last.Name, At: last.Reach[0].At},
		{Kind: study.TimeTo, Tier: last.Name, Share: cascade.Shares[1]},
		{Kind: study.GoalMet},
	})
	kept := montecarlo.Items{State: func(c *montecarlo.Codec, _ int) { want.State(c) }}
	data, err := kept.Marshal(0)
	if err != nil || len(data) > 250 {
		t.Fatal(len(data), err)
	}
	var got study.Point
	into := montecarlo.Items{State: func(c *montecarlo.Codec, _ int) { got.State(c) }}
	if err := into.Unmarshal(0, data); err != nil {
		t.Fatal(err)
	}
	// Printed, NaN is NaN.
	if a, b := fmt.Sprintf("%#v", got), fmt.Sprintf("%#v", want); a != b || got.Answers[0].Of != last.Units || !got.Answers[2].Sampled {
		t.Errorf("%s\nwant\n%s", a, b)
	}
	for n := range data {
		if into.Unmarshal(0, data[:n]) == nil {
			t.Errorf("%d of %d bytes are read", n, len(data))
		}
	}
}
