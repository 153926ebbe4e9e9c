package montecarlo

import (
	"context"
	"maps"
	"math"
	"slices"

	"harkara/cascade"
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
	r, _, err := s.solve(ctx, guess)
	return r, err
}

// solve is Solve, and what was counted.
func (s Ranges) solve(ctx context.Context, guess cascade.Problem) (*cascade.Result, *pointCounts, error) {
	if err := s.Check(guess); err != nil {
		return nil, nil, err
	}
	if s.UnitsOnly {
		s.Public = noPeople
	}
	set, err := newSetup(guess, s.Engine, s.Public)
	if err != nil {
		return nil, nil, err
	}
	set.setSharesOnly(s.SharesOnly)
	how := Sampling{Trials: s.Points, Workers: s.Workers}
	if s.Progress != nil {
		how.Progress = func(done, total int) { s.Progress(done*s.Plays, total*s.Plays) }
	}
	all, played, err := Play(ctx, how.Segment(), how, func() *pointCounts { return newPointCounts(&s, set) })
	if err != nil {
		return nil, nil, err
	}
	if all.err != nil {
		return nil, nil, all.err
	}
	r := set.answer(all.counts, Segment{0, uint64(s.Points * s.Plays)})
	r.Partial = int(played) < s.Points
	r.Points, r.Ranges = int(played), s.Names
	all.spread(r)
	return r, all, nil
}

// pointCounts is the Accumulator of points: all of their plays counted, and of each
// point what its plays say of each share.
type pointCounts struct {
	*counts
	of     *Ranges
	points map[uint64]pointCount // those played: there may be many more
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
	return &pointCounts{counts: newCounts(set), of: s, points: map[uint64]pointCount{}}
}

// Play plays the plays of a point: those with the numbers from point·Plays on.
func (c *pointCounts) Play(point uint64) {
	if c.err != nil && c.failed < point {
		return
	}
	p, at, err := c.of.Problem(int(point))
	var set *setup
	if err == nil {
		set, err = newPoint(p, c.of.Engine, c.of.Public, c.setup)
	}
	if err != nil {
		c.err, c.failed = err, point
		return
	}
	set.setSharesOnly(c.sharesOnly)
	set.fine = c.fine
	played := set.counting()
	var first shareSums
	for k := range uint64(c.of.Plays) {
		if k == uint64(c.of.Plays)/2 {
			// The first half of the plays stands for the even ones: plays are
			// independent, whichever are taken together.
			first = played.shareSums()
		}
		played.Play(point*uint64(c.of.Plays) + k)
	}
	all := played.shareSums()
	x := pointCount{odd: all.without(first).means(), even: first.means(), within: all.variances()}
	for _, u := range at {
		x.at = append(x.at, Parts(u))
	}
	c.points[point] = x
	Merge(c.counts, played)
}

// shareSums are what some plays say of shares: how many had the message, as drawn, of each
// whole line at each column, and how many plays met each goal.
type shareSums struct {
	lines  []cascade.Line
	drawn  []Sum // line by line, column by column
	met    []uint64
	trials uint64
}

// shareSums are those of all plays up to now.
func (t *counts) shareSums() shareSums {
	x := shareSums{lines: t.Lines[:t.Whole], met: slices.Clone(t.met), trials: t.trials}
	for i := range x.lines {
		for j := range t.lines[i].reach {
			x.drawn = append(x.drawn, t.lines[i].reach[j].drawn)
		}
	}
	return x
}

// without is what the plays but some of them say.
func (t shareSums) without(some shareSums) shareSums {
	x := shareSums{lines: t.lines, drawn: slices.Clone(t.drawn), met: slices.Clone(t.met), trials: t.trials - some.trials}
	for k := range x.drawn {
		x.drawn[k].without(&some.drawn[k])
	}
	for k := range x.met {
		x.met[k] -= some.met[k]
	}
	return x
}

// means are the mean share of each whole line at each column, then the
// share of plays that meets each goal, in parts of 2^32.
func (t shareSums) means() []int64 {
	var out []int64
	t.eachShare(func(mean, _ float64) { out = append(out, Parts(mean)) })
	return out
}

// variances are those from play to play.
func (t shareSums) variances() []int64 {
	var out []int64
	t.eachShare(func(_, variance float64) { out = append(out, Parts(variance)) })
	return out
}

func (t shareSums) eachShare(tell func(mean, variance float64)) {
	for k := range t.drawn {
		mean, variance := 0.0, 0.0
		of := t.lines[k/(len(t.drawn)/len(t.lines))].Total
		if of > 0 {
			mean, variance = t.drawn[k].MeanVariance()
		}
		total := float64(max(of, 1))
		tell(mean/total, variance/total/total)
	}
	for _, met := range t.met {
		share := float64(met) / float64(t.trials)
		tell(share, share*(1-share)*float64(t.trials)/math.Max(float64(t.trials)-1, 1))
	}
}

// add adds the points that another played.
func (c *pointCounts) add(o *pointCounts) {
	if o.err != nil && (c.err == nil || o.failed < c.failed) {
		c.err, c.failed = o.err, o.failed
	}
	maps.Copy(c.points, o.points)
}

// inOrder are the points played, by their numbers.
func (c *pointCounts) inOrder() []pointCount {
	out := make([]pointCount, 0, len(c.points))
	for _, number := range slices.Sorted(maps.Keys(c.points)) {
		out = append(out, c.points[number])
	}
	return out
}

// Kind is that of answers at many points.
func (c *pointCounts) Kind() (string, uint64) { return "points", 2 }

// State tells what was counted: the plays, and the numbers of each point that was
// played. Where a point has no problem nothing can be written.
func (c *pointCounts) State(x *Codec) {
	c.counts.State(x)
	Part(x, c, c.add, func() { c.tell(x) })
}

// tell tells of the points that were played.
func (c *pointCounts) tell(x *Codec) {
	if x.doing == writing && c.err != nil {
		x.err = c.err
		return
	}
	cells := len(newCounts(c.setup).shareSums().means())
	played := slices.Sorted(maps.Keys(c.points))
	n := x.number(uint64(len(played)))
	if n > uint64(c.of.Points) {
		x.fail()
		return
	}
	if x.doing == reading {
		played, c.points = make([]uint64, n), map[uint64]pointCount{}
	}
	for _, number := range played {
		p := c.points[number]
		number = x.number(number)
		for _, list := range []struct {
			of *[]int64
			n  int
		}{{&p.odd, cells}, {&p.even, cells}, {&p.within, cells}, {&p.at, len(c.of.Names)}} {
			if x.doing == reading {
				*list.of = make([]int64, list.n)
			}
			x.Ints(*list.of)
		}
		if number >= uint64(c.of.Points) || x.err != nil {
			x.fail()
			return
		}
		c.points[number] = p
	}
}
