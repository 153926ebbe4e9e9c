package study

import (
	"context"
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"harkara/cascade"
	"harkara/cascade/montecarlo"
	"harkara/model"
)

// A Verdict is what two solvers say of one problem, side by side.
type Verdict struct {
	// A and B are their answers.
	A, B *cascade.Result
	Rows []Check
	// Limit is how many standard errors a difference may have: as many as keep
	// a false alarm in any of the rows to one verification in 10,000.
	Limit float64
	// Agree is true where every difference is within Limit.
	Agree bool
	// Partial is true where one of the answers is.
	Partial bool
	// Simulated says what both do not compute.
	Simulated []model.Note
}

// A Check is one number as both solvers have it.
type Check struct {
	Tier string
	// What is "reach" or "goal", "known" of those who give the answer Unit at the tier, or
	// "right" of who has the message as it was sent. Else Unit is the unit of Question.By
	// below which it is counted, or "".
	What, Unit string
	At         model.Tick
	A, B       cascade.Estimate
	// Difference is B's value less A's, and Z what of it lies beyond the
	// bounds of exact answers, in standard errors of sampled ones. It is 0
	// where the bounds explain all, and infinite where two exact answers, or
	// samples that do not vary, exclude each other.
	Difference, Z float64
}

// falseAlarm is how often two right solvers are called apart.
const falseAlarm = 1e-4

// rounding is how far two answers may be apart by how they compute: sampling
// adds up shares in parts of 2^32. What the public's tables leave (under 1e-4
// of a share) shows only beyond about a million trials.
const rounding = 1e-6

// Verify asks two solvers the same.
type Verify struct{ A, B cascade.Solver }

// Run solves p both ways and holds the answers against each other: the
// expected reach of every tier at every time, also below each unit of
// Question.By, and the chance of every goal that neither leaves out. Numbers
// marked Sampled in an exact answer are left out.
func (s Verify) Run(ctx context.Context, p cascade.Problem) (*Verdict, error) {
	first, err := s.A.Solve(ctx, p)
	if err != nil {
		return nil, err
	}
	second, err := s.B.Solve(ctx, p)
	if err != nil {
		return nil, err
	}
	v := &Verdict{A: first, B: second, Partial: first.Partial || second.Partial}
	if err := v.checkTiers("", first.Tiers, second.Tiers); err != nil {
		return nil, err
	}
	for i := range min(len(first.Groups), len(second.Groups)) {
		if err := v.checkTiers(first.Groups[i].Name, first.Groups[i].Tiers, second.Groups[i].Tiers); err != nil {
			return nil, err
		}
	}
	if err := v.checkAnswers(first, second); err != nil {
		return nil, err
	}
	for i := range min(len(first.Goals), len(second.Goals)) {
		g, h := first.Goals[i], second.Goals[i]
		if !lacksChance(g) && !lacksChance(h) && !g.Sampled && !h.Sampled {
			v.add(Check{Tier: g.Tier, What: "goal", At: g.By, A: g.Probability, B: h.Probability}, 0, 0)
		}
	}
	v.judge()
	return v, nil
}

func (v *Verdict) checkTiers(unit string, a, b []cascade.Tier) error {
	if len(a) != len(b) {
		return errors.New("verify: the solvers tell of different tiers")
	}
	for i := range a {
		if a[i].Name != b[i].Name || len(a[i].Reach) != len(b[i].Reach) {
			return fmt.Errorf("verify: the solvers tell different things of %s", a[i].Name)
		}
		for j, r := range a[i].Reach {
			s := b[i].Reach[j]
			v.add(Check{Tier: a[i].Name, What: "reach", Unit: unit, At: r.At, A: r.Mean, B: s.Mean}, r.SD, s.SD)
		}
	}
	return nil
}

// checkAnswers holds what is known of those who answer, and who has the message right,
// against each other.
func (v *Verdict) checkAnswers(a, b *cascade.Result) error {
	for i := range min(len(a.Answers), len(b.Answers)) {
		x, y := &a.Answers[i], &b.Answers[i]
		from := len(v.Rows)
		if err := v.checkTiers("", x.Known, y.Known); err != nil {
			return err
		}
		for k := range v.Rows[from:] {
			v.Rows[from+k].What, v.Rows[from+k].Unit = "known", x.Name
		}
	}
	for i := range min(len(a.Right), len(b.Right)) {
		x, y := &a.Right[i], &b.Right[i]
		for j, at := range a.At {
			v.add(Check{Tier: x.Tier, What: "right", At: at, A: x.Right[j], B: y.Right[j]}, 0, 0)
		}
	}
	return nil
}

// add works out the difference of a row. The spreads of reach stand in where
// bounds of a sampled answer are closer than its plays allow.
func (v *Verdict) add(c Check, spreadA, spreadB float64) {
	c.Difference = c.B.Value - c.A.Value
	up := c.Difference > 0
	a, errA := known(c.A, playedFor(v.A), up)
	b, errB := known(c.B, playedFor(v.B), !up)
	beyond := max(math.Abs(c.Difference)-a-b-rounding, 0)
	err := math.Hypot(errA, errB)
	if n := max(playedFor(v.A), playedFor(v.B)); n > 0 {
		// Plays in which a rare thing does not happen, or only in few of them,
		// look surer than they are: how they vary is known of the other answer.
		spread := 0.0
		if err == 0 || playedFor(v.A) == 0 {
			spread = orZero(spreadA)
		}
		if err == 0 || playedFor(v.B) == 0 {
			spread = max(spread, orZero(spreadB))
		}
		err = max(err, spread/math.Sqrt(float64(n)))
	}
	switch {
	case beyond == 0:
	case err == 0:
		c.Z = math.Copysign(math.Inf(1), c.Difference)
	default:
		c.Z = math.Copysign(beyond/err, c.Difference)
	}
	v.Rows = append(v.Rows, c)
}

// playedFor is on how many trials the means of an answer rest: none where they
// are exact, though what they leave out may be sampled.
func playedFor(r *cascade.Result) int {
	if r.Solver == "exact" {
		return 0
	}
	return r.Trials
}

// known is how far an estimate's bound lies from its value on the side of the
// other one: for certain where it is exact, else as a standard error.
func known(e cascade.Estimate, trials int, up bool) (certain, err float64) {
	half := e.Value - e.Low
	if up {
		half = e.High - e.Value
	}
	if trials == 0 {
		return half, 0
	}
	return 0, half / montecarlo.Deviate(trials)
}

func orZero(x float64) float64 {
	if math.IsNaN(x) {
		return 0
	}
	return x
}

// judge sets the limit for so many rows (Bonferroni) and the verdict. A number
// that is missing on one side only is a disagreement.
func (v *Verdict) judge() {
	rows := float64(max(len(v.Rows), 1))
	v.Limit = distuv.UnitNormal.Quantile(1 - falseAlarm/rows/2)
	v.Agree = len(v.Rows) > 0
	for _, c := range v.Rows {
		if !(math.Abs(c.Z) < v.Limit) || math.IsNaN(c.Difference) {
			v.Agree = false
		}
	}
}
