package fit

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"harkara/cascade/cascadetest/effort"
)

// drawn is a log of n delays of a family, of which about a share is not seen
// within the time of its follow-up, the same for all.
func drawn(f family, scale, k, unseen float64, n int, r *rand.Rand) (rows []Row) {
	until := math.Inf(1)
	if unseen > 0 {
		until = scale * f.quantile(1-unseen, k)
	}
	for range n {
		t := scale * f.quantile(r.Float64(), k)
		if t <= until {
			rows = append(rows, Exact(t))
		} else {
			rows = append(rows, Censored(until))
		}
	}
	return rows
}

// covered counts how often bounds hold the truth.
type covered struct {
	logs                int
	median, p90, shares int
	bias                float64 // of the logarithm of the median, summed
}

// cover fits logs of a family and counts; never is the share of each that never comes.
func cover(f family, k, unseen, never float64, n, logs int, r *rand.Rand) (c covered) {
	median, p90 := 600*f.quantile(0.5, k), 600*f.quantile(0.9, k)
	o := Options{Families: []string{f.name}, Never: NeverNo}
	if never > 0 {
		o.Never = NeverYes
	}
	in := func(b Bound, x float64) int {
		if b.Low <= x && x <= b.High {
			return 1
		}
		return 0
	}
	for range logs {
		rows := drawn(f, 600, k, unseen, n, r)
		for i := range rows {
			if never > 0 && r.Float64() < never {
				rows[i] = Censored(600 * f.quantile(1-unseen, k))
			}
		}
		all, err := Fits(rows, o)
		if err != nil || len(all) == 0 {
			continue
		}
		c.logs++
		c.median, c.p90, c.shares = c.median+in(all[0].Median, median), c.p90+in(all[0].P90, p90), c.shares+in(all[0].Never, never)
		c.bias += math.Log(all[0].Median.Value / median)
	}
	return c
}

// Bounds hold the truth about as often as they say, for every family, with all, most and
// few of the delays seen, in small logs; with as many logs as HARKARA_PROBLEMS asks for
// also in larger ones, of which 20,000 rows are tried a twentieth as often, and numbers
// are logged.
func TestBoundsCover(t *testing.T) {
	logs, sizes, kinds := effort.Of(30, 30, 60), []int{50}, families[:effort.Of(1, len(families), len(families))]
	many, err := strconv.Atoi(os.Getenv("HARKARA_PROBLEMS"))
	if err == nil {
		logs, sizes = many, []int{50, 500, 20_000}
	}
	shapes := map[string]float64{"exponential": 1, "gamma": 0.7, "loglogistic": 1.5, "lognormal": 1.2, "pareto": 2, "weibull": 0.8}
	for _, f := range kinds {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			for _, n := range sizes {
				logs := logs
				if n == 20_000 {
					logs = max(logs/20, 1)
				}
				for _, unseen := range []float64{0, 0.3, 0.7} {
					r := rand.New(rand.NewPCG(uint64(n), uint64(100*unseen)))
					c := cover(f, shapes[f.name], unseen, 0, n, logs, r)
					c.check(t, fmt.Sprintf("%s, %d rows, %g not seen", f.name, n, unseen), err == nil)
				}
				if n < 20_000 && err == nil {
					// Followed until nine in ten of those who come had, a share of whom never do.
					for _, never := range []float64{0.02, 0.2, 0.6} {
						c := cover(f, shapes[f.name], 0.1, never, n, max(logs/4, 1), rand.New(rand.NewPCG(uint64(n), uint64(100*never))))
						c.check(t, fmt.Sprintf("%s, %d rows, %g never", f.name, n, never), true)
						if share := float64(c.shares) / float64(c.logs); share < 0.95-4.4*math.Sqrt(0.95*0.05/float64(c.logs))-0.03 {
							t.Errorf("%s, %d rows, %g never: bounds of the share hold it in %.1f %%", f.name, n, never, 100*share)
						}
					}
				}
			}
		})
	}
}

// check holds shares against 95 %: 4.4 standard errors, beside 2 points that small logs
// may be off by.
func (c covered) check(t *testing.T, what string, tell bool) {
	t.Helper()
	n := float64(c.logs)
	slack := 4.4*math.Sqrt(0.95*0.05/n) + 0.02
	median, p90 := float64(c.median)/n, float64(c.p90)/n
	if tell {
		t.Logf("%s: of %d logs bounds hold the median in %.1f %%, p90 in %.1f %%, the share that never comes in %.1f %%; the median is off by %.1f %% on average",
			what, c.logs, 100*median, 100*p90, 100*float64(c.shares)/n, 100*c.bias/n)
	}
	for name, share := range map[string]float64{"median": median, "p90": p90} {
		if math.Abs(share-0.95) > slack {
			t.Errorf("%s: bounds of the %s hold it in %.1f %% of %d", what, name, 100*share, c.logs)
		}
	}
}

// A log of the family agrees with its fit, one of another kind does not.
func TestAgree(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	weibull := families[len(families)-1]
	rows := drawn(weibull, 600, 0.8, 0.3, 200, r)
	good := one(t, rows, "weibull", NeverNo)
	if a := good.GoodnessOfFit(99, 1); a.P < 0.05 {
		t.Errorf("a log of the family: %+v", a)
	}
	// Half answer at once, half a day later: no family with one peak.
	var two []Row
	for range 100 {
		two = append(two, Exact(60+60*r.Float64()), Exact(86400+3600*r.Float64()))
	}
	bad := one(t, two, "weibull", NeverNo)
	if a := bad.GoodnessOfFit(99, 1); a.P > 0.05 {
		t.Errorf("a log of two kinds: %+v", a)
	}
}

// Calls tell the chance of an answer and the share that never answers.
func TestAttempts(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	const p, u, n = 0.4, 0.2, 5000
	var contacts []Contact
	for range n {
		c := Contact{}
		silent := r.Float64() < u
		for c.Attempts < 6 && !c.Answered {
			c.Attempts++
			c.Answered = !silent && r.Float64() < p
		}
		contacts = append(contacts, c)
	}
	a, err := FitAttempts(contacts)
	if err != nil || !(a.Delivers.Low < p && p < a.Delivers.High && a.Unreachable.Low < u && u < a.Unreachable.High) || a.Delivers.High-a.Delivers.Low > 0.05 {
		t.Errorf("%+v, %v", a, err)
	}
	once, err := FitAttempts([]Contact{{1, true}, {1, true}, {1, false}, {1, true}})
	if err != nil || !near(once.Delivers.Value, 0.75) || once.Unreachable.Value != 0 {
		t.Errorf("%+v, %v", once, err)
	}
	if sure, err := FitAttempts([]Contact{{1, true}, {1, true}}); err != nil || sure.Delivers.Value != 1 || !near(sure.Delivers.Low, math.Sqrt(0.025)) {
		t.Errorf("%+v, %v", sure, err)
	}
	if _, err := FitAttempts([]Contact{{3, false}}); err == nil {
		t.Error("nobody answered")
	}
}
