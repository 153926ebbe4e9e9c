package montecarlo

import (
	"context"
	"math"
	"slices"

	"harkara/cascade"
	"harkara/cascade/random"
)

// Ranges is a problem some of whose values are not known: it is played at many
// points, each with other values and plays of its own.
//
// With ȳ the mean and s² the variance of the M plays of a point, the variance of a
// share from play to play is luck, E[s²], and what is not known, which is the
// covariance of the means of a point's odd plays and of its even ones: both without
// bias at any M ≥ 2. The bounds of means are those of a sample of points, since the
// plays of one point share its values (cluster sampling: Cochran, Sampling
// Techniques, 1977, chapter 9).
type Ranges struct {
	Solver
	// Points is how many; Plays how many plays each has: even, at least 2.
	Points, Plays int
	// Problem is the problem at a point, with the positions, from 0 to 1, of its
	// values in their ranges. It may be called by several goroutines.
	Problem func(point int) (cascade.Problem, []float64, error)
	// Names are those of the ranges, in the order of positions.
	Names []string
}

// Solve plays all points of the ranges. The guess is the problem with every value as it
// stands in the file: its layout is that of the answer. Where ctx ends first, the
// points played are told, marked Partial.
func (s Ranges) Solve(ctx context.Context, guess cascade.Problem) (*cascade.Result, error) {
	if err := s.Check(guess); err != nil {
		return nil, err
	}
	set, err := newSetup(guess, s.Engine, s.Public)
	if err != nil {
		return nil, err
	}
	set.sharesOnly = s.SharesOnly
	how := Sampling{Trials: s.Points, Workers: s.Workers}
	if s.Progress != nil {
		how.Progress = func(done, total int) { s.Progress(done*s.Plays, total*s.Plays) }
	}
	all, played, err := Play(ctx, how.Segment(), how, func() *pointCounts { return newPointCounts(&s, set) })
	if err != nil {
		return nil, err
	}
	if all.err != nil {
		return nil, all.err
	}
	r := set.answer(all.counts, Segment{0, uint64(s.Points * s.Plays)})
	r.Partial = int(played) < s.Points
	r.Points, r.Ranges = int(played), s.Names
	all.spread(r)
	return r, nil
}

// pointCounts is the Accumulator of points: all of their plays counted, and of each
// point what its plays say of each share.
type pointCounts struct {
	*counts
	of     *Ranges
	points []pointCount // nil where not played
	err    error
	failed uint64 // the point of err
}

// pointCount is what the plays of one point say: of each line and column (and then of
// each goal) the mean of its odd and its even plays and the variance of all, in parts
// of 2^32; and the positions of its values.
type pointCount struct {
	odd, even, within []int64
	at                []int64
}

func newPointCounts(s *Ranges, set *setup) *pointCounts {
	return &pointCounts{counts: newCounts(set), of: s, points: make([]pointCount, s.Points)}
}

// Play plays the plays of a point: those with the numbers from point·Plays on.
func (c *pointCounts) Play(point uint64) {
	if c.err != nil && c.failed < point {
		return
	}
	p, at, err := c.of.Problem(int(point))
	var set *setup
	if err == nil {
		set, err = newSetup(p, c.of.Engine, c.of.Public)
	}
	if err != nil {
		c.err, c.failed = err, point
		return
	}
	set.sharesOnly, set.fine = c.sharesOnly, c.fine
	halves := [2]*counts{set.counting(), newCounts(set)}
	played := halves[0]
	for k := range uint64(c.of.Plays) {
		trial := point*uint64(c.of.Plays) + k
		if k == uint64(c.of.Plays)/2 {
			// The second half of the plays stands for the even ones: plays are
			// independent, whichever are taken together.
			halves[1].Merge(played)
			played.clear()
		}
		played.Play(trial)
	}
	x := pointCount{odd: played.means(), even: halves[1].means()}
	halves[1].Merge(played)
	x.within = halves[1].variances()
	for _, u := range at {
		x.at = append(x.at, Parts(u))
	}
	c.points[point] = x
	c.counts.Merge(halves[1])
}

// clear forgets what was counted.
func (t *counts) clear() {
	fresh := newCounts(t.setup)
	t.trials, t.lines, t.met, t.held, t.ways, t.people = 0, fresh.lines, fresh.met, fresh.held, fresh.ways, fresh.people
}

// means are the mean share of each whole line at each column as drawn, then the
// share of plays that meets each goal, in parts of 2^32.
func (t *counts) means() []int64 {
	var out []int64
	t.eachShare(func(mean, _ float64) { out = append(out, Parts(mean)) })
	return out
}

// variances are those from play to play.
func (t *counts) variances() []int64 {
	var out []int64
	t.eachShare(func(_, variance float64) { out = append(out, Parts(variance)) })
	return out
}

func (t *counts) eachShare(tell func(mean, variance float64)) {
	for i := range t.Lines[:t.Whole] {
		total := float64(max(t.Lines[i].Total, 1))
		for j := range t.lines[i].reach {
			mean, variance := 0.0, 0.0
			if t.Lines[i].Total > 0 {
				mean, variance = t.lines[i].reach[j].drawn.MeanVariance()
			}
			tell(mean/total, variance/total/total)
		}
	}
	for _, met := range t.met {
		share := float64(met) / float64(t.trials)
		tell(share, share*(1-share)*float64(t.trials)/math.Max(float64(t.trials)-1, 1))
	}
}

// Merge adds what another counted, of other points.
func (c *pointCounts) Merge(other Accumulator) {
	o := other.(*pointCounts)
	if o.err != nil && (c.err == nil || o.failed < c.failed) {
		c.err, c.failed = o.err, o.failed
	}
	c.counts.Merge(o.counts)
	for k := range o.points {
		if o.points[k].odd != nil {
			c.points[k] = o.points[k]
		}
	}
}

// state tells what was counted: the plays, and of each point whether it was played
// and its numbers.
func (c *pointCounts) state(x *Codec) {
	c.counts.state(x)
	cells := uint64(len(newCounts(c.setup).means()))
	names := uint64(len(c.of.Names))
	for k := range c.points {
		p := &c.points[k]
		played := uint64(0)
		if p.odd != nil {
			played = 1
		}
		if x.Uint(&played); played == 0 {
			*p = pointCount{}
			continue
		}
		for _, list := range []struct {
			of *[]int64
			n  uint64
		}{{&p.odd, cells}, {&p.even, cells}, {&p.within, cells}, {&p.at, names}} {
			if x.reading {
				*list.of = make([]int64, list.n)
			}
			for i := range *list.of {
				x.Int(&(*list.of)[i])
			}
		}
	}
}

// MarshalBinary writes what was counted.
func (c *pointCounts) MarshalBinary() ([]byte, error) { return Marshal("points", 1, c.state) }

// UnmarshalBinary reads what was counted.
func (c *pointCounts) UnmarshalBinary(data []byte) error {
	return Unmarshal(data, "points", 1, c.state)
}

// spread tells, of each share of the whole, what part of its spread is luck and what
// is not known, and widens bounds to those of a sample of points.
func (c *pointCounts) spread(r *cascade.Result) {
	played := slices.DeleteFunc(slices.Clone(c.points), func(p pointCount) bool { return p.odd == nil })
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
	n, sum, squares := float64(len(points)), 0.0, 0.0
	for _, p := range points {
		sum += p.mean(cell)
	}
	for _, p := range points {
		d := p.mean(cell) - sum/n
		squares += float64(d * d)
	}
	return Deviate(len(points)) * math.Sqrt(squares/(n-1)/n)
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
	y := make([]float64, len(points))
	for k := range points {
		y[k] = points[k].mean(cell)
	}
	for i := range out {
		u, v := make([]float64, len(points)), make([]float64, len(points))
		for k := range points {
			u[k] = float64(points[k].at[i])/Whole - 0.5
			v[k] = float64(u[k] * u[k])
		}
		centre(y)
		centre(u)
		centre(v)
		// The parabola, less what a straight line already says.
		orthogonal(v, u)
		out[i] = correlated(u, y) + correlated(v, y)
	}
	return out
}

// centre takes the mean away.
func centre(x []float64) {
	mean := 0.0
	for _, v := range x {
		mean += v
	}
	mean /= float64(len(x))
	for i := range x {
		x[i] -= mean
	}
}

// orthogonal takes from v what is proportional to u.
func orthogonal(v, u []float64) {
	if uu := product(u, u); uu > 0 {
		slope := product(u, v) / uu
		for i := range v {
			v[i] -= float64(slope * u[i])
		}
	}
}

// correlated is the squared correlation of two centred rows; 0 where one is constant.
func correlated(a, b []float64) float64 {
	aa, bb, ab := product(a, a), product(b, b), product(a, b)
	if aa <= 0 || bb <= 0 {
		return 0
	}
	return ab * ab / aa / bb
}

func product(a, b []float64) float64 {
	sum := 0.0
	for i := range a {
		sum += float64(a[i] * b[i])
	}
	return sum
}
