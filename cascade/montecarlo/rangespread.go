package montecarlo

import (
	"math"

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
	// Cells are numbered as the points have them: tier by tier, column by column, then
	// goals.
	cell := 0
	for i := range r.Tiers {
		for j := range r.Tiers[i].Reach {
			x := &r.Tiers[i].Reach[j]
			if !math.IsNaN(x.Mean.Value) {
				x.Mean = joined(x.Mean, clusterBounds(x.Mean.Value, played, cell))
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
			// A goal is met or not in each play: coins, of which those of one point fall
			// alike.
			coins := worth(played, cell+k, c.of.Plays)
			*p = wilson(p.Value, coins, Deviate(len(played)))
		}
	}
}

// clusterBounds are those of a share by the means of points: Wilson's at the number of
// coins that would vary as much (as in Share), each point being one play of them.
func clusterBounds(mean float64, points []pointCount, cell int) cascade.Estimate {
	means := make([]float64, len(points))
	for k := range points {
		means[k] = points[k].mean(cell)
	}
	// The variance of the mean of points: what they differ by is luck and values, both.
	of := stat.Variance(means, nil) / float64(len(points))
	if mean = min(max(mean, 0), 1); of <= 0 || mean == 0 || mean == 1 {
		return cascade.Estimate{Value: mean, Low: mean, High: mean}
	}
	return wilson(mean, mean*(1-mean)/of, Deviate(len(points)))
}

// worth is how many independent plays those of points are worth for a chance: as many as
// there are where those of a point differ as if it had no values of its own, and one for
// each point where they agree (the design effect: Kish, Survey Sampling, 1965, chapter 8).
// Points of which none, or few, showed anything may still agree: one more, of which all
// plays show what is rarer, is counted among them.
func worth(points []pointCount, cell, plays int) float64 {
	n, sum, squares := float64(len(points)), 0.0, 0.0
	for k := range points {
		m := points[k].mean(cell)
		sum, squares = sum+m, squares+float64(m*m)
	}
	// The rarer of met and missed, of which none may have shown.
	if 2*sum < n {
		sum, squares = sum+1, squares+1
	}
	n++
	mean := sum / n
	of := (squares - float64(n*mean*mean)) / (n - 1)
	n--
	return min(max(mean*(1-mean)/of, 1), float64(plays)) * n
}

// mean is that of all plays of a point.
func (p *pointCount) mean(cell int) float64 {
	return float64(p.odd[cell]+p.even[cell]) / (2 * Whole)
}

// joined is an estimate with the wider of two pairs of bounds.
func joined(e, other cascade.Estimate) cascade.Estimate {
	e.Low, e.High = min(e.Low, other.Low), max(e.High, other.High)
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
	// Bounds close in with the root of how many plays there are.
	factor := math.Sqrt(float64(plays))
	if !math.IsInf(e.Value, 0) {
		e.Low, e.High = max(e.Value-(e.Value-e.Low)*factor, 0), e.Value+(e.High-e.Value)*factor
	}
	return e
}

// parts splits the variance of a share: luck, the mean of the variances within
// points, and what is not known, the covariance of the means of their halves. Bounds
// are by samples of as many points, drawn again from those played (Studentized).
func parts(points []pointCount, cell int, seed uint64) *cascade.Parts {
	x := newHalves(points, cell)
	all := make([]int, len(points))
	for i := range all {
		all[i] = i
	}
	value, se := x.split(all)
	// Of many points fewer samples say as much, and take no longer than the plays.
	again := min(max(2_000_000/len(points), 100), 1000)
	var values, errors [2][]float64
	draws := random.NewKey(seed).Fold(wordBootstrap).Fold(uint64(cell))
	for b := range again {
		for i := range all {
			all[i] = int(random.Uniform(draws.At(uint64(b*len(all)+i))) * float64(len(all)))
		}
		v, e := x.split(all)
		for i := range v {
			values[i], errors[i] = append(values[i], v[i]), append(errors[i], e[i])
		}
	}
	out := &cascade.Parts{Luck: Studentized(value[0], se[0], values[0], errors[0]), Unknown: Studentized(value[1], se[1], values[1], errors[1])}
	x.minded(out)
	return out
}

// wordBootstrap tells the addresses of samples of points from others.
const wordBootstrap = 0x424f_4f54

// mostVariance is that of a share that is 0 or 1 by halves.
const mostVariance = 0.25

// halves are, of points, the means of a share over odd and over even plays, and the
// variance within the point.
type halves struct{ odd, even, within []float64 }

func newHalves(points []pointCount, cell int) *halves {
	x := &halves{}
	for k := range points {
		p := &points[k]
		x.odd = append(x.odd, float64(p.odd[cell])/Whole)
		x.even = append(x.even, float64(p.even[cell])/Whole)
		x.within = append(x.within, float64(p.within[cell])/Whole)
	}
	return x
}

// split is, of some points, luck and then what is not known, as variances, and the
// standard error of each: it is a mean over points, of variances or of products of how far
// both halves are from their means.
func (x *halves) split(of []int) (value, se [2]float64) {
	n, odd, even, luck := float64(len(of)), 0.0, 0.0, 0.0
	for _, k := range of {
		odd += x.odd[k]
		even += x.even[k]
		luck += x.within[k]
	}
	odd, even, luck = odd/n, even/n, luck/n
	products, squares, spread := 0.0, 0.0, 0.0
	for _, k := range of {
		z := float64((x.odd[k] - odd) * (x.even[k] - even))
		products += z
		squares += float64(z * z)
		spread += float64((x.within[k] - luck) * (x.within[k] - luck))
	}
	mean := products / n
	value = [2]float64{luck, products / (n - 1)}
	se = [2]float64{math.Sqrt(spread / (n - 1) / n), math.Sqrt(max(squares/n-float64(mean*mean), 0) / (n - 1))}
	return value, se
}

// minded minds what few points show: plays of a point that differ much, or both halves of
// a point far from the rest, may be too rare to have come up.
func (x *halves) minded(p *cascade.Parts) {
	n := len(x.odd)
	odd, even := stat.Mean(x.odd, nil), stat.Mean(x.even, nil)
	luck, far, farOdd, farEven, most := 0.0, 0.0, 0.0, 0.0, 0.0
	for k := range n {
		luck, most = luck+x.within[k], max(most, x.within[k])
		far += max(float64((x.odd[k]-odd)*(x.even[k]-even)), 0)
		farOdd, farEven = max(farOdd, math.Abs(x.odd[k]-odd)), max(farEven, math.Abs(x.even[k]-even))
	}
	p.Luck = NotSeen(p.Luck, luck, most, n, mostVariance)
	p.Luck.Low = max(p.Luck.Low, 0)
	p.Unknown = NotSeen(p.Unknown, far, farOdd*farEven, n, mostVariance)
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
