package laws

import (
	"context"
	"flag"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"harkara/cascade"
	"harkara/cascade/montecarlo"
	"harkara/cascade/public"
	"harkara/model"
)

var seedFlag = flag.Uint64("laws.seed", 0, "play the laws with this seed, and twenty times as often; also HARKARA_LAWS_SEED")

// plays is the seed, and how many times its own number of trials a law is
// played: a fixed seed and once, unless another seed is asked for.
func plays(t *testing.T) (seed uint64, times int) {
	t.Helper()
	seed = *seedFlag
	if text := os.Getenv("HARKARA_LAWS_SEED"); seed == 0 && text != "" {
		var err error
		if seed, err = strconv.ParseUint(text, 10, 64); err != nil {
			t.Fatalf("HARKARA_LAWS_SEED: %v", err)
		}
	}
	if seed != 0 {
		return seed, 20
	}
	return 2024, 1
}

// Every law is there, told in full, and says a share and a time.
func TestAllLawsAreTold(t *testing.T) {
	numbers, names := map[int]bool{}, map[string]bool{}
	for _, l := range All() {
		numbers[l.Number] = true
		if names[l.Name] {
			t.Errorf("two laws are called %s", l.Name)
		}
		names[l.Name] = true
		if l.Title == "" || l.Formula == "" || l.Source == "" || l.Trials == 0 {
			t.Errorf("law %s is not told in full", l.Name)
		}
		share := func(c Claim) bool { return !c.Of.Temporal() }
		time := func(c Claim) bool { return c.Of.Temporal() }
		if !slices.ContainsFunc(l.Claims, share) || !slices.ContainsFunc(l.Claims, time) {
			t.Errorf("law %s claims no share or no time", l.Name)
		}
		for _, c := range l.Claims {
			if math.IsNaN(c.Expected) || math.IsNaN(c.Spread) || c.What == "" {
				t.Errorf("law %s claims %+v", l.Name, c)
			}
		}
	}
	for n := 1; n <= 16; n++ {
		if !numbers[n] {
			t.Errorf("law %d is missing", n)
		}
	}
}

func TestMonteCarloMeetsTheLaws(t *testing.T) {
	seed, times := plays(t)
	for _, l := range All() {
		t.Run(l.Name, func(t *testing.T) {
			t.Parallel()
			trials := times * l.Trials
			hold(t, l, montecarlo.Solver{Trials: trials, Workers: 1}, seed, trials)
		})
	}
}

// The people played one by one meet the same laws.
func TestIndividualsMeetTheLaws(t *testing.T) {
	seed, times := plays(t)
	for _, l := range All() {
		if p, err := l.Problem(1); err != nil || p.Network.Public() == nil || l.Name == "bass" {
			continue // a million people would take a while
		}
		t.Run(l.Name, func(t *testing.T) {
			t.Parallel()
			trials := times * l.Trials / 4
			hold(t, l, montecarlo.Solver{Trials: trials, Workers: 1, Public: public.Individuals}, seed, trials)
		})
	}
}

// hold logs every row and fails for those that do not hold.
func hold(t *testing.T, l Law, s cascade.Solver, seed uint64, trials int) {
	t.Helper()
	rows, err := l.Check(context.Background(), s, seed, trials)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		tell := t.Logf
		if !r.Holds() {
			tell = t.Errorf
		}
		tell("%s: %.6f, the law says %.6f (z = %.2f)", r.What, r.Got, r.Expected, r.Z)
	}
}

// bent is a solver with a fault.
type bent struct {
	montecarlo.Solver
	ask    func(*model.Question)
	answer func(*cascade.Result)
}

func (b bent) Solve(ctx context.Context, p cascade.Problem) (*cascade.Result, error) {
	asked := p.Question
	q := &p.Question
	q.At, q.Goals = slices.Clone(q.At), slices.Clone(q.Goals)
	b.ask(q)
	r, err := b.Solver.Solve(ctx, p)
	if err != nil {
		return nil, err
	}
	for i := range r.Tiers {
		for j := range r.Tiers[i].Reach {
			r.Tiers[i].Reach[j].At = asked.At[j]
		}
	}
	for i := range r.Goals {
		r.Goals[i].Goal = asked.Goals[i]
	}
	b.answer(r)
	return r, nil
}

// late is a solver whose clock is a tenth slow.
func late(trials int) bent {
	return bent{
		Solver: montecarlo.Solver{Trials: trials, Workers: 1},
		ask: func(q *model.Question) {
			for i := range q.At {
				q.At[i] = q.At[i] * 10 / 11
			}
			for i := range q.Goals {
				q.Goals[i].By = q.Goals[i].By * 10 / 11
			}
		},
		answer: func(r *cascade.Result) {
			for i := range r.Tiers {
				x := &r.Tiers[i]
				x.Delay.Mean *= 1.1
				for j := range x.TimeTo {
					x.TimeTo[j].Median.Value *= 1.1
				}
			}
		},
	}
}

// lossy is a solver that loses one message in eight.
func lossy(trials int) bent {
	return bent{
		Solver: montecarlo.Solver{Trials: trials, Workers: 1},
		ask:    func(*model.Question) {},
		answer: func(r *cascade.Result) {
			for i := range r.Tiers {
				for j := range r.Tiers[i].Reach {
					r.Tiers[i].Reach[j].Mean.Value *= 0.875
				}
			}
		},
	}
}

// Each law would notice a clock that is a tenth slow, in a time, and one
// message in eight lost, in a share.
func TestLawsNotice(t *testing.T) {
	for _, l := range All() {
		t.Run(l.Name, func(t *testing.T) {
			t.Parallel()
			for name, s := range map[string]bent{"slow": late(l.Trials), "lossy": lossy(l.Trials)} {
				rows, err := l.Check(context.Background(), s, 7, l.Trials)
				if err != nil {
					t.Fatal(err)
				}
				noticed := 0
				for i, r := range rows {
					if !r.Holds() && l.Claims[i].Of.Temporal() == (name == "slow") {
						noticed++
					}
				}
				if noticed == 0 {
					t.Errorf("a %s solver passes: %+v", name, rows)
				}
			}
		})
	}
}

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
