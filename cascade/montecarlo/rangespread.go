package montecarlo

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"

	"harkara/cascade"
	"harkara/cascade/random"
)

// spread tells, of each share of the whole, what part of its spread is luck and what
// is not known, and widens bounds to those of a sample of points.
func (c *pointCounts) spread(r *cascade.Result) {
	played := c.inOrder()
	if len(played) < 2 {
		return
	}
	cell := 0
	for i := range r.Tiers {
		for j := range r.Tiers[i].Reach {
			x := &r.Tiers[i].Reach[j]
			if !math.IsNaN(x.Mean.Value) {
				x.Mean = widened(x.Mean, clusterError(played, cell))
			}
			x.Parts = parts(played, cell, c.problem.Seed)
			x.Matters = c.matters(played, cell)
			cell++
		}
		stretchTimes(&r.Tiers[i], c.of.Plays)
	}
	// Of parts of the whole the plays are counted, not the points.
	for i := range r.Groups {
		g := &r.Groups[i]
		stretchTier(&g.Self, c.of.Plays)
		for k := range g.Tiers {
			stretchTier(&g.Tiers[k], c.of.Plays)
		}
	}
	stretchAnswers(r, c.of.Plays)
	for k := range r.Goals {
		if k < len(c.met) {
			p := &r.Goals[k].Probability
			*p = widened(*p, clusterError(played, cell+k))
			// Plays of one point may agree because of its values: near 0 and 1, where
			// points do not vary, they are no more than a coin for each point.
			coins := wilson(p.Value, float64(len(played)), Deviate(len(played)))
			p.Low, p.High = min(p.Low, coins.Low), max(p.High, coins.High)
		}
	}
}

// clusterError is how many points of a share the bounds of a mean of points lie away
// from it: Deviate times the standard error of the mean of the points' means.
func clusterError(points []pointCount, cell int) float64 {
	means := make([]float64, len(points))
	for k := range points {
		means[k] = points[k].mean(cell)
	}
	return Deviate(len(points)) * stat.StdErr(stat.StdDev(means, nil), float64(len(means)))
}

// mean is that of all plays of a point.
func (p *pointCount) mean(cell int) float64 {
	return float64(p.odd[cell]+p.even[cell]) / (2 * Whole)
}

// widened is an estimate of a share whose bounds are at least so far from it, within
// 0 and 1.
func widened(e cascade.Estimate, by float64) cascade.Estimate {
	e.Low, e.High = min(e.Low, max(e.Value-by, 0)), max(e.High, min(e.Value+by, 1))
	return e
}

// stretchTier widens all bounds of a tier for the plays of a point, which are alike:
// they count for no more than one.
func stretchTier(t *cascade.Tier, plays int) {
	for j := range t.Reach {
		m := &t.Reach[j].Mean
		*m = stretched(*m, plays)
		m.High = min(m.High, 1)
	}
	stretchTimes(t, plays)
}

func stretchTimes(t *cascade.Tier, plays int) {
	for k := range t.TimeTo {
		m := &t.TimeTo[k].Median
		*m = stretched(*m, plays)
	}
	d := &t.Delay
	d.Mean, d.Median, d.P90 = stretched(d.Mean, plays), stretched(d.Median, plays), stretched(d.P90, plays)
}

// stretched is an estimate whose bounds are as far away as those of so many times
// fewer plays.
func stretched(e cascade.Estimate, plays int) cascade.Estimate {
	factor := math.Sqrt(float64(plays))
	if !math.IsInf(e.Value, 0) {
		e.Low, e.High = max(e.Value-(e.Value-e.Low)*factor, 0), e.Value+(e.High-e.Value)*factor
	}
	return e
}

// parts splits the variance of a share: luck, the mean of the variances within
// points, and what is not known, the covariance of the means of their halves. Bounds
// are percentiles of samples of as many points, drawn again from those played
// (bootstrap: Efron, Annals of Statistics 7, 1979).
func parts(points []pointCount, cell int, seed uint64) *cascade.Parts {
	all := make([]int, len(points))
	for i := range all {
		all[i] = i
	}
	luck, unknown := split(points, all, cell)
	// Of many points fewer samples say as much, and take no longer than the plays.
	again := min(max(2_000_000/len(points), 100), 400)
	lucks, unknowns := make([]float64, again), make([]float64, again)
	draws := random.NewKey(seed).Fold(wordBootstrap).Fold(uint64(cell))
	for b := range again {
		for i := range all {
			all[i] = int(random.Uniform(draws.At(uint64(b*len(all)+i))) * float64(len(all)))
		}
		lucks[b], unknowns[b] = split(points, all, cell)
	}
	return &cascade.Parts{Luck: between(luck, lucks), Unknown: between(unknown, unknowns)}
}

// wordBootstrap tells the addresses of samples of points from others.
const wordBootstrap = 0x424f_4f54

// between is a value with the bounds between which 95 % of others lie.
func between(value float64, others []float64) cascade.Estimate {
	slices.Sort(others)
	n := float64(len(others))
	return cascade.Estimate{Value: value, Low: others[int(n*(1-confidence)/2)], High: others[int(n*(1+confidence)/2)]}
}

// split is luck and what is not known of some points, as variances.
func split(points []pointCount, of []int, cell int) (luck, unknown float64) {
	n, odd, even := float64(len(of)), 0.0, 0.0
	for _, k := range of {
		odd += float64(points[k].odd[cell])
		even += float64(points[k].even[cell])
		luck += float64(points[k].within[cell])
	}
	odd, even = odd/n, even/n
	for _, k := range of {
		unknown += float64((float64(points[k].odd[cell]) - odd) * (float64(points[k].even[cell]) - even))
	}
	return luck / n / Whole, unknown / (n - 1) / Whole / Whole
}

// matters is, of each range, about what part of what is not known of a share it
// explains by itself: the squared correlation of the points' means with a parabola of
// its positions.
func (c *pointCounts) matters(points []pointCount, cell int) []float64 {
	out := make([]float64, len(c.of.Names))
	means := make([]float64, len(points))
	for k := range points {
		means[k] = points[k].mean(cell)
	}
	for i := range out {
		at, square := make([]float64, len(points)), make([]float64, len(points))
		for k := range points {
			at[k] = float64(points[k].at[i])/Whole - 0.5
			square[k] = float64(at[k] * at[k])
		}
		// The parabola, less what a straight line already says.
		from, slope := stat.LinearRegression(at, square, nil, false)
		for k := range square {
			square[k] -= from + float64(slope*at[k])
		}
		out[i] = explained(at, means) + explained(square, means)
	}
	return out
}

// explained is the squared correlation of two rows; 0 where one is constant.
func explained(a, b []float64) float64 {
	r := stat.Correlation(a, b, nil)
	if math.IsNaN(r) {
		return 0
	}
	return r * r
}
