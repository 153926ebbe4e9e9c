package montecarlo

import (
	"context"

	"gonum.org/v1/gonum/stat"

	"harkara/cascade"
)

// A Pilot is some plays of a problem, few, and how much their answers vary: from it
// follows how many plays would know the answer how closely.
type Pilot struct {
	*cascade.Result
	// Shares are the variances of the shares of Result.Tiers at each of Result.At, Goals
	// those of the goals that were counted, in their order.
	Shares [][]Variance
	Goals  []Variance
}

// A Variance is how one play of a number differs from the next: by luck, and by values
// that are not known, which plays of one point share (0 where there are none). The
// mean of n plays, M a point, has the variance (Luck + M·Unknown) / n (cluster
// sampling: Cochran, Sampling Techniques, 1977, chapter 9).
type Variance struct{ Luck, Unknown float64 }

// PerPlay is what, divided by n, is the variance of the mean of n plays, so many of
// each point.
func (v Variance) PerPlay(each int) float64 { return v.Luck + float64(float64(each)*v.Unknown) }

// Pilot plays the first trials of a problem. Where ctx ends first, it is of those that
// were played, and its answer is marked Partial.
func (s Solver) Pilot(ctx context.Context, p cascade.Problem) (*Pilot, error) {
	set, err := s.setup(p)
	if err != nil {
		return nil, err
	}
	set.setSharesOnly(s.SharesOnly)
	how := Sampling{Trials: s.Trials, Workers: s.Workers, Progress: s.Progress}
	all, _, err := Play(ctx, how.Segment(), how, set.counting)
	if err != nil {
		return nil, err
	}
	out := &Pilot{Result: set.answer(all, how.Segment())}
	for i := range out.Tiers {
		var of []Variance
		for j := range out.Tiers[i].Reach {
			of = append(of, Variance{Luck: all.variance(i, j)})
		}
		out.Shares = append(out.Shares, of)
	}
	for _, met := range all.met {
		p := float64(met) / float64(all.trials)
		out.Goals = append(out.Goals, Variance{Luck: p * (1 - p)})
	}
	return out, nil
}

// variance is that of the share of a line at a column, from play to play: of people that
// of what is expected of them, of which the mean is taken.
func (t *counts) variance(line, column int) float64 {
	l, c := &t.Lines[line], &t.lines[line].reach[column]
	if l.Total == 0 {
		return 0
	}
	if l.Tier < 0 {
		_, variance := c.expected.Share()
		return variance
	}
	_, variance := c.drawn.MeanVariance()
	return variance / float64(l.Total) / float64(l.Total)
}

// Pilot plays points of a problem some of whose values are not known, as
// Solver.Pilot does.
func (s Ranges) Pilot(ctx context.Context, guess cascade.Problem) (*Pilot, error) {
	r, all, err := s.solve(ctx, guess)
	if err != nil {
		return nil, err
	}
	out, played := &Pilot{Result: r}, all.inOrder()
	cell := 0
	for i := range r.Tiers {
		var of []Variance
		for range r.Tiers[i].Reach {
			of = append(of, varianceOf(played, cell, s.Plays))
			cell++
		}
		out.Shares = append(out.Shares, of)
	}
	for range all.met {
		out.Goals = append(out.Goals, varianceOf(played, cell, s.Plays))
		cell++
	}
	return out, nil
}

// varianceOf splits the variance of one number by points: what the means of points vary
// by beyond their luck is what is not known.
func varianceOf(points []pointCount, cell, plays int) Variance {
	means, luck := make([]float64, len(points)), 0.0
	for k := range points {
		means[k] = points[k].mean(cell)
		luck += float64(points[k].within[cell]) / Whole / float64(len(points))
	}
	if len(points) < 2 {
		return Variance{Luck: luck}
	}
	between := stat.Variance(means, nil)
	return Variance{luck, max(between-luck/float64(plays), 0)}
}
