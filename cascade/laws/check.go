package laws

import (
	"context"
	"fmt"
	"io"
	"math"
	"slices"

	"harkara/cascade"
	"harkara/model"
	"harkara/model/scenario"
)

// Limit is how many standard errors an answer may be away from a law: by
// chance alone, one in 90,000 is.
const Limit = 4.4

// rounding is how far, beside all else, an answer may be off, as a part of
// itself (or of 1 where it is smaller): times are whole microseconds.
const rounding = 1e-6

// A Row is what became of a claim.
type Row struct {
	Law                  int
	Name                 string // of the law
	Title, What, Formula string
	// Expected is what the law says, and Got what the solver does.
	Expected, Got float64
	// SE is the standard error of Got, and Z how many of them it is away from
	// Expected, beyond the claim's slack.
	SE, Z float64
}

// Holds tells whether the solver agrees with the law.
func (r Row) Holds() bool { return math.Abs(r.Z) < Limit }

// Check lets a solver answer the law's scenario and compares. A solver that
// plays fewer trials at a time than are wanted (0 is as many as the law says)
// is asked again, with the next seed, until so many are played. One that
// plays none is exact, and asked once; claims of what it says it does not know
// have no row.
func (l Law) Check(ctx context.Context, s cascade.Solver, seed uint64, trials int) ([]Row, error) {
	p, err := l.Problem(seed)
	if err != nil {
		return nil, err
	}
	if trials <= 0 {
		trials = l.Trials
	}
	got := make([]pooled, len(l.Claims))
	for played := 0; played < trials; p.Seed++ {
		r, err := s.Solve(ctx, p)
		if err != nil {
			return nil, fmt.Errorf("law %d, %s: %w", l.Number, l.Name, err)
		}
		if r.Partial {
			return nil, fmt.Errorf("law %d, %s: ended before all trials were played: %w", l.Number, l.Name, context.Cause(ctx))
		}
		for i := range l.Claims {
			got[i].add(&l.Claims[i], r)
		}
		if played += r.Trials; r.Trials == 0 {
			break
		}
	}
	var rows []Row
	for i, c := range l.Claims {
		if !got[i].unknown {
			rows = append(rows, l.row(c, got[i]))
		}
	}
	return rows, nil
}

// Problem is the law's scenario, with its claims as the questions.
func (l Law) Problem(seed uint64) (cascade.Problem, error) {
	none := func(name string) (io.ReadCloser, error) {
		return nil, fmt.Errorf("law %s has no file %s", l.Name, name)
	}
	s, err := scenario.Parse(l.Name+".yaml", []byte(l.Scenario), none, scenario.Options{})
	if err != nil {
		return cascade.Problem{}, fmt.Errorf("law %d, %s: %w", l.Number, l.Name, err)
	}
	p := cascade.Problem{Network: s.Network, Circumstances: s.Circumstances, Messages: s.Messages, Answers: s.Answers, About: l.About, Question: s.Question, Seed: seed}
	q := &p.Question
	q.At, q.Goals = nil, nil
	for _, c := range l.Claims {
		q.Ways = q.Ways || c.Of == FirstBy
		q.At = append(q.At, c.columns()...)
		for _, by := range c.deadlines() {
			q.Goals = append(q.Goals, model.Goal{Tier: c.Tier, Share: c.Share, By: by, Chance: 0.5})
		}
	}
	if len(q.At) == 0 {
		q.At = []model.Tick{q.Horizon}
	}
	slices.Sort(q.At)
	q.At = slices.Compact(q.At)
	return p, nil
}

// columns are the times at which a claim needs the reach.
func (c *Claim) columns() []model.Tick {
	switch c.Of {
	case Reach, CountVariance, FirstBy, Right, Wrong, OfThose, Hands, Known, KnownSpread, Reports:
		return []model.Tick{c.At}
	case DelayVariance:
		return append([]model.Tick{c.Grid.From}, c.Grid.times()...)
	}
	return nil
}

// deadlines are the times by which a claim needs a chance.
func (c *Claim) deadlines() []model.Tick {
	switch c.Of {
	case Chance:
		return []model.Tick{c.At}
	case MeanTime:
		return c.Grid.times()
	}
	return nil
}

// pooled is a reading averaged over answers, by their trials.
type pooled struct {
	trials          float64 // 0 is exact
	sum             float64 // of readings, each times its trials
	variance, width float64 // of the bounds; the sum is over (trials × half-width)²
	// Of an answer that is otherwise exact:
	sampled, unknown bool
}

func (p *pooled) add(c *Claim, r *cascade.Result) {
	value, half := c.read(r)
	if r.Trials == 0 {
		*p = pooled{sum: value, width: half}
		p.sampled, p.unknown = c.sampled(r)
		return
	}
	n := float64(r.Trials)
	p.trials += n
	p.sum += n * value
	p.variance += n * n * half * half
}

// row judges a claim by what was read.
func (l Law) row(c Claim, p pooled) Row {
	r := Row{Law: l.Number, Name: l.Name, Title: l.Title, What: c.What, Formula: l.Formula, Expected: c.Expected, Got: p.sum}
	scale := max(1, math.Abs(c.Expected))
	se, slack := 0.0, c.Slack
	switch {
	case p.sampled:
		se = p.width / confidence
	case p.trials == 0:
		slack += p.width
		if c.Of == MeanDelay {
			slack += gridError * math.Abs(c.Expected)
		}
	case c.Spread == Measured:
		r.Got /= p.trials
		se = math.Sqrt(p.variance) / p.trials / confidence
	default:
		r.Got /= p.trials
		se = c.Spread / math.Sqrt(p.trials)
	}
	r.SE = math.Hypot(se, rounding*scale/Limit)
	off := r.Got - r.Expected
	r.Z = math.Copysign(max(math.Abs(off)-slack, 0)/r.SE, off)
	if math.IsNaN(off) {
		r.Z = math.Inf(1)
	}
	return r
}

// confidence is how many standard errors from the middle an answer's bounds
// are: 95 % of a normal distribution lie between.
const confidence = 1.959963984540054
