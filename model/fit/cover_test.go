package fit

import (
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
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
			rows = append(rows, NotBy(until))
		}
	}
	return rows
}

// Bounds hold the truth about as often as they say, for every family, with all,
// most and few of the delays seen, in small logs and, for as many as
// HARKARA_PROBLEMS asks for, larger ones.
func TestBoundsCover(t *testing.T) {
	logs, sizes, kinds := 60, []int{50}, families
	if testing.Short() {
		logs, kinds = 30, families[:1]
	}
	if n, err := strconv.Atoi(os.Getenv("HARKARA_PROBLEMS")); err == nil {
		logs, sizes = n, []int{50, 500}
	}
	shapes := map[string]float64{"exponential": 1, "gamma": 0.7, "loglogistic": 1.5, "lognormal": 1.2, "pareto": 2, "weibull": 0.8}
	for _, f := range kinds {
		for _, unseen := range []float64{0, 0.3, 0.7} {
			for _, n := range sizes {
				r := rand.New(rand.NewPCG(uint64(n), uint64(100*unseen)))
				k := shapes[f.name]
				median, p90 := 600*f.quantile(0.5, k), 600*f.quantile(0.9, k)
				within, within90, fitted := 0, 0, 0
				logs := max(logs*50/n, 1)
				for range logs {
					rows := drawn(f, 600, k, unseen, n, r)
					all, err := Fits(rows, Options{Families: []string{f.name}, Never: NeverNo})
					if err != nil || len(all) == 0 {
						continue
					}
					fitted++
					if b := all[0].Median; b.Low <= median && median <= b.High {
						within++
					}
					if b := all[0].P90; b.Low <= p90 && p90 <= b.High {
						within90++
					}
				}
				// 4.4 standard errors of a share of 95 %, beside 2 points that small logs may
				// be off by.
				slack := 4.4*math.Sqrt(0.95*0.05/float64(logs)) + 0.02
				for what, got := range map[string]int{"median": within, "p90": within90} {
					if share := float64(got) / float64(logs); math.Abs(share-0.95) > slack {
						t.Errorf("%s, %g not seen, %d rows: bounds of the %s hold it in %.1f %% of %d", f.name, unseen, n, what, 100*share, fitted)
					}
				}
			}
		}
	}
}

// A log of the family agrees with its fit, one of another kind does not.
func TestAgree(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	weibull := families[len(families)-1]
	rows := drawn(weibull, 600, 0.8, 0.3, 200, r)
	good := one(t, rows, "weibull", NeverNo)
	if a := good.Agree(99, 1); a.P < 0.05 {
		t.Errorf("a log of the family: %+v", a)
	}
	// Half answer at once, half a day later: no family with one peak.
	var two []Row
	for range 100 {
		two = append(two, Exact(60+60*r.Float64()), Exact(86400+3600*r.Float64()))
	}
	bad := one(t, two, "weibull", NeverNo)
	if a := bad.Agree(99, 1); a.P > 0.05 {
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
