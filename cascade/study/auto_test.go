package study

import (
	"context"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"harkara/cascade"
	"harkara/cascade/report/words"
	"harkara/model"
)

// fake is a solver that answers as it is told.
type fake func(ctx context.Context, p cascade.Problem) (*cascade.Result, error)

func (f fake) Solve(ctx context.Context, p cascade.Problem) (*cascade.Result, error) {
	return f(ctx, p)
}

func answers(r *cascade.Result) fake {
	return func(context.Context, cascade.Problem) (*cascade.Result, error) { return r, nil }
}

func fails(err error) fake {
	return func(context.Context, cascade.Problem) (*cascade.Result, error) { return nil, err }
}

// answer is a result with one tier of one column, one time to a share and one
// goal, in which x stands for what needs the joint law.
func answer(solver string, trials int, mean cascade.Estimate, x float64) *cascade.Result {
	tiers := func() []cascade.Tier {
		return []cascade.Tier{{
			Name: "leaf", Units: 5,
			Reach:  []cascade.Reach{{At: model.Hour, Mean: mean, SD: 0.1, P05: x, P95: x}},
			TimeTo: []cascade.TimeTo{{Share: 0.5, Median: cascade.Estimate{Value: x, Low: x, High: x}, Met: x}},
		}}
	}
	return &cascade.Result{
		Solver: solver, Trials: trials, Tiers: tiers(), Groups: []cascade.Group{{Unit: 1, Self: tiers()[0], Tiers: tiers()}},
		Goals: []cascade.Goal{{Goal: model.Goal{Tier: "leaf", By: model.Hour}, Probability: cascade.Estimate{Value: x, Low: x, High: x}, Met: x > 0.5}},
	}
}

func TestAutoSamplesWhereExactDoesNotApply(t *testing.T) {
	sampled := answer("montecarlo", 100, cascade.Estimate{Value: 0.5, Low: 0.4, High: 0.6}, 0.7)
	engine := model.NewNote("engine-no-cycle", "layered")
	reason := cascade.Refuse("exact-calls", "phone")
	for _, refusal := range []error{reason, fmt.Errorf("message appeal: %w", reason)} {
		sampled.Engine, sampled.Why = "layered", []model.Note{engine}
		r, err := Auto{Exact: fails(refusal), Sampled: answers(sampled)}.Solve(context.Background(), cascade.Problem{})
		if err != nil || r.Solver != "montecarlo" {
			t.Fatal(r, err)
		}
		if want := []model.Note{reason.Note, engine}; !reflect.DeepEqual(r.Why, want) {
			t.Errorf("got  %v\nwant %v", r.Why, want)
		}
	}
	other := cascade.Refuse("exact-talk")
	sampled.Why = []model.Note{engine}
	r, err := Auto{Exact: fails(errors.Join(reason, other)), Sampled: answers(sampled)}.Solve(context.Background(), cascade.Problem{})
	if want := []model.Note{reason.Note, other.Note, engine}; err != nil || !reflect.DeepEqual(r.Why, want) {
		t.Errorf("of two reasons: %v, %v", r.Why, err)
	}
	broken := errors.New("broken")
	if _, err := (Auto{Exact: fails(broken), Sampled: answers(sampled)}).Solve(context.Background(), cascade.Problem{}); err != broken {
		t.Errorf("another error is %v", err)
	}
}

func TestAutoFillsInWhatIsMissing(t *testing.T) {
	exactly := cascade.Estimate{Value: 0.52, Low: 0.52, High: 0.52}
	sampled := answer("montecarlo", 100, cascade.Estimate{Value: 0.5, Low: 0.4, High: 0.6}, 0.7)
	sampled.Tiers[0].Reach[0].SD = 0.3
	sampled.Notes = []model.Note{model.NewNote("precision", 3.0, int64(500)), model.NewNote("even-share", int64(3), "leaf", []string{"root"})}
	r, err := Auto{Exact: answers(answer("exact", 0, exactly, math.NaN())), Sampled: answers(sampled)}.Solve(context.Background(), cascade.Problem{})
	if err != nil {
		t.Fatal(err)
	}
	if r.Solver != "exact" || r.Trials != 100 || len(r.Notes) != 1 || r.Notes[0].Kind != "even-share" {
		t.Errorf("got %+v", r)
	}
	for _, tier := range []cascade.Tier{r.Tiers[0], r.Groups[0].Tiers[0], r.Groups[0].Self} {
		if x := tier.Reach[0]; x.Mean != exactly || x.SD != 0.1 || x.P05 != 0.7 || x.P95 != 0.7 || !x.Sampled {
			t.Errorf("reach %+v", x)
		}
		if x := tier.TimeTo[0]; x.Median.Value != 0.7 || x.Met != 0.7 || !x.Sampled {
			t.Errorf("time to %+v", x)
		}
	}
	if g := r.Goals[0]; g.Probability.Value != 0.7 || !g.Met || !g.Sampled {
		t.Errorf("goal %+v", g)
	}
	// Nothing is missing: nothing is sampled.
	r, err = Auto{Exact: answers(answer("exact", 0, exactly, 0.9)), Sampled: fails(errors.New("asked"))}.Solve(context.Background(), cascade.Problem{})
	if err != nil || r.Trials != 0 || r.Tiers[0].Reach[0].Sampled {
		t.Errorf("got %+v, %v", r, err)
	}
}

func TestAutoInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	a := Auto{
		Exact: answers(answer("exact", 0, cascade.Estimate{}, math.NaN())),
		Sampled: fake(func(ctx context.Context, _ cascade.Problem) (*cascade.Result, error) {
			cancel()
			return nil, ctx.Err()
		}),
	}
	if r, err := a.Solve(ctx, cascade.Problem{}); err != nil || !r.Partial || r.Solver != "exact" {
		t.Errorf("got %+v, %v", r, err)
	}
	sampled := answer("montecarlo", 7, cascade.Estimate{}, 0.5)
	sampled.Partial = true
	a.Sampled = answers(sampled)
	if r, err := a.Solve(context.Background(), cascade.Problem{}); err != nil || !r.Partial || r.Trials != 7 {
		t.Errorf("got %+v, %v", r, err)
	}
}

// Where computed bounds are wider than those of plays, the plays are the answer,
// unless it was asked to compute.
func TestAutoSamplesWhereBoundsAreWide(t *testing.T) {
	wide := func() *cascade.Result {
		r := answer("exact", 0, cascade.Estimate{Value: 0.5, Low: 0.1, High: 0.9}, math.NaN())
		r.Notes = []model.Note{model.NewNote("exact-precision", 40.0)}
		return r
	}
	sampled := func(low, high float64) *cascade.Result {
		return answer("montecarlo", 100, cascade.Estimate{Value: 0.5, Low: low, High: high}, 0.7)
	}
	for _, x := range []struct {
		low, high float64
		computed  bool
		want      string
	}{{0.4, 0.6, false, "montecarlo"}, {0.4, 0.6, true, "exact"}, {0, 1, false, "exact"}} {
		a := Auto{Exact: answers(wide()), Sampled: answers(sampled(x.low, x.high)), Computed: x.computed}
		r, err := a.Solve(context.Background(), cascade.Problem{})
		if err != nil || r.Solver != x.want {
			t.Errorf("%+v: answered by %v, %v", x, r.Solver, err)
		}
		if told := len(r.Why) > 0 && r.Why[0].Kind == "exact-wide"; told != (x.want == "montecarlo") {
			t.Errorf("%+v: why %v", x, r.Why)
		}
	}
}

// A spread that knows what plays did not show is noted.
func TestAutoNotesSpreadsThatPlaysDidNotShow(t *testing.T) {
	exactly := cascade.Estimate{Value: 0.5, Low: 0.5, High: 0.5}
	for _, played := range []float64{0.09, 0.01} {
		s := answer("montecarlo", 100, exactly, 0.7)
		s.Tiers[0].Reach[0].SD = played
		r, err := Auto{Exact: answers(answer("exact", 0, exactly, math.NaN())), Sampled: answers(s)}.Solve(context.Background(), cascade.Problem{})
		if err != nil {
			t.Fatal(err)
		}
		noted := slices.ContainsFunc(r.Notes, func(n model.Note) bool { return n.Kind == "spread-unseen" })
		if noted != (played < 0.05) {
			t.Errorf("sampled sd %v: notes %v", played, r.Notes)
		}
	}
	// One below a unit is noted as well, and several are counted.
	for whole, want := range map[float64]string{
		0.09: "leaf below Block by 1 h: some plays lie",
		0.01: "leaf by 1 h, and 1 more share: some plays lie so far off, and are so rare, that they are not among the 100 from which the range (p05, p95) is taken; the computed spread (sd) is ±10 points, that of those plays ±1",
	} {
		e, s := answer("exact", 0, exactly, math.NaN()), answer("montecarlo", 100, exactly, 0.7)
		e.Groups[0].Name = "Block"
		s.Tiers[0].Reach[0].SD, s.Groups[0].Tiers[0].Reach[0].SD = whole, 0.01
		r, err := Auto{Exact: answers(e), Sampled: answers(s)}.Solve(context.Background(), cascade.Problem{})
		if err != nil || len(r.Notes) != 1 || !strings.HasPrefix(words.Note(r.Notes[0]), want) {
			t.Errorf("got %q, want %q", words.Notes(r.Notes), want)
		}
	}
}
