package exact

import (
	"math"
	"slices"
	"sort"

	"harkara/cascade"
	"harkara/model"
)

// timeLaw is when something happens that may never happen, up to the horizon.
//
// by is non-decreasing up to rounding, from 0 to chance. The law is defective: with 1
// − chance it does not happen by the horizon.
type timeLaw struct {
	chance float64                    // that it happens by the horizon
	moment float64                    // the mean of its time in seconds, times that chance
	by     func(t model.Tick) float64 // the chance that it happens by t
	sharp  *sharpLaw                  // by, where that is only about right; else nil
}

// weighted is so many of a law.
type weighted struct {
	timeLaw
	n float64
}

// delayOf is the delay of all that happens by a horizon: means add up, and a
// quantile is the first tick by which that share of it has happened.
//
// With laws F_i and numbers n_i, the mean is Σ n_i·moment_i / Σ n_i·chance_i, and the
// quantile of share q the least tick t with
//
//	Σ n_i·F_i(t) ≥ q · Σ n_i·chance_i.
//
// Results are in seconds, NaN where nothing happens. Bisection finds t, as the sum
// does not fall.
//
// Where laws are sharp, one that was found on another grid, if there is any, is where the
// quantiles are looked for.
func delayOf(laws []weighted, horizon model.Tick, known cascade.Delay) cascade.Delay {
	chance, moment := 0.0, 0.0
	for _, l := range laws {
		chance += l.n * l.chance
		moment += l.n * l.moment
	}
	if chance <= 0 {
		return cascade.Delay{Mean: cascade.Nobody(), Median: cascade.Nobody(), P90: cascade.Nobody()}
	}
	met := func(s float64) cascade.Estimate { return cascade.Estimate{Value: s, Low: s, High: s} }
	sharp := slices.IndexFunc(laws, func(l weighted) bool { return l.sharp != nil })
	at := func(share float64, known cascade.Estimate) cascade.Estimate {
		if sharp >= 0 && known.Value > 0 {
			return met(sharpened(laws, horizon, share, model.TicksOf(known.Value)).Seconds())
		}
		guess := model.Tick(sort.Search(int(horizon), func(t int) bool {
			sum := 0.0
			for _, l := range laws {
				sum += l.n * l.by(model.Tick(t))
			}
			return sum >= share*chance*(1-1e-12)
		}))
		if sharp < 0 {
			return met(guess.Seconds())
		}
		return met(sharpened(laws, horizon, share, guess).Seconds())
	}
	return cascade.Delay{Mean: met(moment / chance), Median: at(0.5, known.Median), P90: at(0.9, known.P90)}
}

// sharpened is the quantile of a share about which a guess is known, of laws of which some
// are known better than by the curves the guess may come from.
func sharpened(laws []weighted, horizon model.Tick, share float64, guess model.Tick) model.Tick {
	first := slices.IndexFunc(laws, func(l weighted) bool { return l.sharp != nil })
	by := func(t model.Tick) float64 {
		sum := 0.0
		for _, l := range laws {
			if l.sharp != nil {
				sum += float64(l.n * l.sharp.by(t))
			} else {
				sum += float64(l.n * l.by(t))
			}
		}
		return sum
	}
	return sharpen(by, laws[first].sharp.grid(guess), guess, horizon, share*by(horizon)*(1-1e-12))
}

// setDelays finds the delays of every line, on grids that do not depend on the
// columns that are asked.
//
// No bounds are promised for delays. What a grid makes of smooth laws is off by the
// square of its step, s²; so of a finer and a coarser grid, x and y with steps s and r,
// x + (x−y)·s²/(r²−s²) is better than x (Richardson 1911).
func (b *counted) setDelays() {
	if b.p.Question.NoDelays {
		for i := range b.lines {
			b.lines[i].delay = delayOf(nil, b.p.Question.Horizon, cascade.Delay{})
		}
		return
	}
	whole := func(cells int) *computer {
		return newComputer(b.relays, b.p.Question.Horizon, cells, firstParts, false)
	}
	fine, half := []*computer{whole(delayCells)}, []*computer{whole(delayCells / 2)}
	// Both are finer near the release, up to the same time.
	if end := b.nearEnd(fine[0]); end > 0 {
		near := func(cells int) *computer { return newComputer(b.relays, end, cells, firstParts, false) }
		fine, half = append([]*computer{near(nearGrid)}, fine...), append([]*computer{near(nearGrid / 2)}, half...)
	}
	b.delaysOn(half)
	coarse := make([]cascade.Delay, len(b.lines))
	for i := range b.lines {
		coarse[i] = b.lines[i].delay
	}
	b.delaysOn(fine)
	// better is of what happens at a time; a mean is of all, most of it on the grids
	// of the whole.
	better := func(x *cascade.Estimate, y cascade.Estimate, at float64) {
		i := 0
		for i < len(fine)-1 && at > fine[i].until.Seconds() {
			i++
		}
		ratio := float64(half[i].Step) / float64(fine[i].Step)
		if off := x.Value - y.Value; ratio > 1.3 && math.Abs(off) < 0.01*x.Value {
			v := x.Value + off/(float64(ratio*ratio)-1)
			*x = cascade.Estimate{Value: v, Low: v, High: v}
		}
	}
	for i := range b.lines {
		d, c := &b.lines[i].delay, &coarse[i]
		better(&d.Mean, c.Mean, math.Inf(1))
		better(&d.Median, c.Median, d.Median.Value)
		better(&d.P90, c.P90, d.P90.Value)
	}
}

// delaysOn finds the delays of every line on grids, of which the first may be a finer
// one near the release.
func (b *counted) delaysOn(grids []*computer) {
	c := grids[len(grids)-1]
	units := make([]timeLaw, len(b.kinds))
	for k := range units {
		units[k] = arrivalLaw(grids, int32(k), b.p.Question.Horizon)
	}
	var groups [][3]timeLaw
	var sharp [][3]*sharpLaw
	if b.audience != nil {
		a := b.audience.fork()
		groups = a.heardLaws(c, b.p.Question.Horizon)
		if q := newAsked(a, grids); len(groups) <= mostAsked {
			for g := range groups {
				sharp = append(sharp, q.sharp(int32(g)))
			}
		}
	}
	for i := range b.lines {
		l := &b.lines[i]
		// Groups of units are many: of these, quantiles are about right.
		law := func(g int32, k int) timeLaw {
			out := groups[g][k]
			if i < b.Whole && sharp != nil {
				out.sharp = sharp[g][k]
			}
			return out
		}
		var laws []weighted
		for _, u := range l.units {
			if u.kind != never {
				laws = append(laws, weighted{units[u.kind], float64(u.n)})
			}
		}
		for _, x := range l.crowd {
			g := b.audience.alike[x.group]
			if l.Tier == cascade.OfPeople {
				laws = append(laws, weighted{law(g, 0), float64(x.people)})
			} else {
				laws = append(laws, weighted{law(g, 1), float64(x.small)}, weighted{law(g, 2), float64(x.large)})
			}
		}
		l.laws, l.delay = laws, delayOf(laws, b.p.Question.Horizon, l.delay)
	}
}

// delayCells are the cells of the finer grid for delays, over the whole horizon.
const delayCells = 4096

// arrivalLaw is when units of a kind have the message: by grids of which the
// first, finer ones end earlier.
//
// The correction of the moment is integration by parts: with F(end) fixed,
//
//	∫₀^end t dF = end·F(end) − ∫₀^end F dt,
//
// so the finer grid replaces the integral of F up to its end.
func arrivalLaw(grids []*computer, kind int32, horizon model.Tick) timeLaw {
	whole := grids[len(grids)-1].arrivals[kind]
	out := timeLaw{}
	out.chance, out.moment = whole.Moment(horizon)
	if end := grids[0].until; len(grids) > 1 && end < horizon {
		// The integral of F up to there, end·F(end) less the moment, is better known.
		f, moment := grids[0].arrivals[kind].Moment(end)
		f0, moment0 := whole.Moment(end)
		out.moment += moment - moment0 - end.Seconds()*(f-f0)
	}
	lookup := make([]func(model.Tick, bool) (float64, float64), len(grids))
	for i, c := range grids {
		lookup[i] = c.arrivals[kind].Lookup()
	}
	out.by = func(t model.Tick) float64 {
		i := 0
		for i < len(grids)-1 && t > grids[i].until {
			i++
		}
		f, _ := lookup[i](t, false)
		return f
	}
	return out
}
