package laws

import (
	"context"
	"flag"
	"math"
	"os"
	"slices"
	"strconv"
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest/effort"
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
			trials := max(times*l.Trials/effort.Of(16, 4, 1), min(l.Trials, effort.Of(25, 50, 50)))
			hold(t, l, montecarlo.Solver{Trials: trials, Workers: 1}, seed, trials)
		})
	}
}

// The people played one by one meet the same laws.
func TestIndividualsMeetTheLaws(t *testing.T) {
	effort.NotShort(t, "plays people one by one; package public compares them with cohorts")
	seed, times := plays(t)
	for _, l := range All() {
		if p, err := l.Problem(1); err != nil || p.Network.Public() == nil || l.Name == "bass" {
			continue // so many people would take a while
		}
		t.Run(l.Name, func(t *testing.T) {
			t.Parallel()
			trials := times * fewer(t, l)
			hold(t, l, montecarlo.Solver{Trials: trials, Workers: 1, Public: public.Individuals}, seed, trials)
		})
	}
}

// fewer is how often people are played one by one: the less often the more there are.
func fewer(t *testing.T, l Law) int {
	t.Helper()
	if effort.Thorough() {
		return l.Trials / 4
	}
	p, err := l.Problem(1)
	if err != nil {
		t.Fatal(err)
	}
	people := 1
	for _, n := range p.Network.People() {
		people += int(n)
	}
	return min(max(l.Trials/16, min(l.Trials/4, 125)), max(60, 2_500_000/people))
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

// faulty is a solver with a fault.
type faulty struct {
	montecarlo.Solver
	ask    func(*model.Question)
	answer func(*cascade.Result)
}

func (b faulty) Solve(ctx context.Context, p cascade.Problem) (*cascade.Result, error) {
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
	r.At = asked.At
	for i := range r.Goals {
		r.Goals[i].Goal = asked.Goals[i]
	}
	b.answer(r)
	return r, nil
}

// late is a solver whose clock is a tenth slow.
func late(trials int) faulty {
	return faulty{
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
				x.Delay.Mean.Value *= 1.1
				for j := range x.TimeTo {
					x.TimeTo[j].Median.Value *= 1.1
				}
			}
			for i := range r.Answers {
				for k := range r.Answers[i].Known {
					r.Answers[i].Known[k].Delay.Mean.Value *= 1.1
				}
			}
			for i := range r.Loads {
				r.Loads[i].Wait.Value *= 1.1
			}
		},
	}
}

// lossy is a solver that loses one message in eight.
func lossy(trials int) faulty {
	return faulty{
		Solver: montecarlo.Solver{Trials: trials, Workers: 1},
		ask:    func(*model.Question) {},
		answer: func(r *cascade.Result) {
			for i := range r.Tiers {
				for j := range r.Tiers[i].Reach {
					r.Tiers[i].Reach[j].Mean.Value *= 0.875
				}
			}
			for i := range r.Answers {
				x := &r.Answers[i]
				for _, t := range x.Known {
					for j := range t.Reach {
						t.Reach[j].Mean.Value *= 0.875
						t.Reach[j].SD *= 0.875
					}
				}
				if x.Reports != nil {
					for _, k := range x.Reports.Known {
						for j := range k.Amounts {
							k.Amounts[j].Mean.Value *= 0.875
						}
					}
				}
			}
			for i := range r.Loads {
				r.Loads[i].Busy.Value *= 0.875
			}
			for _, x := range r.Right {
				for _, list := range [][]cascade.Estimate{x.Right, x.Wrong, x.OfThose} {
					for j := range list {
						list[j].Value *= 0.875
					}
				}
			}
			for _, f := range r.FirstBy {
				for _, w := range f.Ways {
					for j := range w.Shares {
						w.Shares[j].Value *= 0.875
					}
				}
			}
		},
	}
}

// early are laws without times, of which shares before the end show a slow clock.
var early = map[string]bool{"talk-for-a-time": true, "two-exclusive": true, "tellers-stop": true, "reports": true, "receipt-offices": true}

// Each law would notice a clock that is a tenth slow, in a time, and one
// message in eight lost, in a share.
func TestLawsNotice(t *testing.T) {
	effort.OnlyThorough(t, "plays each law with two faults, which changes only with the laws")
	for _, l := range All() {
		t.Run(l.Name, func(t *testing.T) {
			t.Parallel()
			// A town's claims are of the end alone; the same clock is held by the talk
			// of twenty.
			if l.Name != "talk-of-a-town" && !noticed(t, l, late, func(o Reading) bool { return o.Temporal() || early[l.Name] }) {
				t.Error("a slow solver passes")
			}
			if !noticed(t, l, lossy, func(o Reading) bool { return !o.Temporal() }) {
				t.Error("a lossy solver passes")
			}
		})
	}
}

// noticed tells whether some claim of a law does not hold for a solver with a fault,
// played as often as the law says, or already played less often.
func noticed(t *testing.T, l Law, fault func(trials int) faulty, counts func(Reading) bool) bool {
	t.Helper()
	for _, part := range []int{16, 4, 1} {
		trials := max(l.Trials/part, min(l.Trials, 50))
		rows, err := l.Check(context.Background(), fault(trials), 7, trials)
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range rows {
			if !r.Holds() && counts(l.Claims[i].Of) {
				return true
			}
		}
	}
	return false
}

// Temporal tells whether a reading is about time; else it is about shares.
func (r Reading) Temporal() bool {
	switch r {
	case Chance, MeanTime, MedianTime, MeanDelay, DelayVariance, KnownDelay, KnownAll, Released, Waits:
		return true
	}
	return false
}
