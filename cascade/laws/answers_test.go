package laws

import (
	"context"
	"math"
	"strings"
	"testing"

	"harkara/cascade"
	"harkara/cascade/montecarlo"
	"harkara/model"
)

// known is an exact solver that gives the same answer to everything.
type known struct{ result cascade.Result }

func (k known) Solve(context.Context, cascade.Problem) (*cascade.Result, error) {
	return &k.result, nil
}

// An exact answer is asked for once and held to a part in a million and its
// own bounds.
func TestExactAnswersAreHeldClosely(t *testing.T) {
	law := slowest()
	law.Claims = law.Claims[:1]
	c := law.Claims[0]
	for _, x := range []struct {
		off, width float64
		holds      bool
	}{{0, 0, true}, {5e-7, 0, true}, {3e-6, 0, false}, {3e-6, 4e-6, true}, {-1e-3, 1e-5, false}} {
		v := c.Expected + x.off
		r := cascade.Result{Solver: "exact", Tiers: []cascade.Tier{{Name: "reader", Units: 128, Reach: []cascade.Reach{
			{At: c.At, Mean: cascade.Estimate{Value: v, Low: v - x.width, High: v + x.width}},
		}}}}
		rows, err := law.Check(context.Background(), known{r}, 1, 0)
		if err != nil || len(rows) != 1 || rows[0].Holds() != x.holds {
			t.Errorf("%g off with bounds of %g: %+v, %v", x.off, x.width, rows, err)
		}
	}
}

// What an exact answer had to play is judged by its bounds, as sampled.
func TestSampledPartsOfExactAnswers(t *testing.T) {
	law := slowest()
	law.Claims = law.Claims[1:2]
	c := law.Claims[0]
	for off, holds := range map[float64]bool{0: true, 0.03: true, 0.06: false} {
		v := c.Expected + off
		r := cascade.Result{Solver: "exact", Goals: []cascade.Goal{{
			Goal: model.Goal{Tier: c.Tier, Share: c.Share, By: c.At}, Sampled: true,
			Probability: cascade.Estimate{Value: v, Low: v - 0.02, High: v + 0.02},
		}}}
		rows, err := law.Check(context.Background(), known{r}, 1, 0)
		if err != nil || rows[0].Holds() != holds {
			t.Errorf("%v off: %+v, %v", off, rows, err)
		}
	}
}

// What an exact answer says it does not know is left out, and only that.
func TestUnknownPartsOfExactAnswers(t *testing.T) {
	law := slowest()
	law.Claims = law.Claims[:2]
	c, d := law.Claims[0], law.Claims[1]
	r := cascade.Result{Solver: "exact",
		Tiers: []cascade.Tier{{Name: c.Tier, Units: 128, Reach: []cascade.Reach{{At: c.At, Mean: cascade.Estimate{Value: c.Expected, Low: c.Expected, High: c.Expected}}}}},
		Goals: []cascade.Goal{{Goal: model.Goal{Tier: d.Tier, Share: d.Share, By: d.At}, Probability: cascade.Estimate{Value: math.NaN()}}},
	}
	rows, err := law.Check(context.Background(), known{r}, 1, 0)
	if err != nil || len(rows) != 1 || !rows[0].Holds() || rows[0].What != c.What {
		t.Errorf("%+v, %v", rows, err)
	}
}

// An answer that lacks what is claimed holds nothing, and a run that is cut
// short is an error.
func TestMissingAnswers(t *testing.T) {
	rows, err := slowest().Check(context.Background(), known{}, 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if r.Holds() {
			t.Errorf("%s holds without an answer", r.What)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := slowest().Check(ctx, montecarlo.Solver{}, 1, 0); err == nil || !strings.Contains(err.Error(), "slowest") {
		t.Errorf("cut short: %v", err)
	}
}

// A solver that plays fewer trials than are wanted is asked again.
func TestAnswersArePooled(t *testing.T) {
	l := slowest()
	rows, err := l.Check(context.Background(), montecarlo.Solver{Trials: 50, Workers: 1}, 9, 400)
	if err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	for seed := range uint64(8) {
		p, err := l.Problem(9 + seed)
		if err != nil {
			t.Fatal(err)
		}
		r, err := montecarlo.Solver{Trials: 50, Workers: 1}.Solve(context.Background(), p)
		if err != nil {
			t.Fatal(err)
		}
		sum += l.Claims[0].at(r, l.Claims[0].At).Mean.Value
	}
	if got := rows[0].Got; math.Abs(got-sum/8) > 1e-12 {
		t.Errorf("eight answers together say %v, want %v", got, sum/8)
	}
	if want := math.Hypot(l.Claims[0].Spread/math.Sqrt(400), rounding/Limit); math.Abs(rows[0].SE-want) > 1e-12 {
		t.Errorf("the standard error is %v, want %v", rows[0].SE, want)
	}
}
