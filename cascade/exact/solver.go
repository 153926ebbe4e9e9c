package exact

import (
	"context"
	"math"

	"harkara/cascade"
	"harkara/cascade/public"
	"harkara/model"
)

// Solver computes. The zero value answers to within 0.05 % of a reach.
type Solver struct {
	// Precision is how far the bounds of a reach may be from its value, as a
	// share; 0 is 0.0005, or somewhat more where that would take long.
	Precision float64
	// Most is the largest number of cells of time that is tried; 0 is 65,536.
	// Where it does not do the bounds are wider, and a warning says so.
	Most int
}

var _ cascade.Solver = Solver{}

// usualPrecision is a share of 1, the others are numbers of cells or parts.
const (
	usualPrecision = 0.0005
	usualMost      = 1 << 16
	firstCells     = 2048 // over the whole horizon
	firstParts     = 16
)

// Solve computes the answer, or tells which part is not exact. What needs the
// joint law of many units (quantiles of a tier of several, their times and
// goals) is left NaN. When ctx ends before the first answer there is none;
// later, the bounds are as they are by then, and the answer is partial.
//
// The mean reaches are refined first; spreads are then worked out once, on the finest
// grid, while delays are found beside both, on a grid of their own.
func (s Solver) Solve(ctx context.Context, p cascade.Problem) (*cascade.Result, error) {
	if p.Variants() != nil {
		if err := Applies(p); err != nil {
			return nil, err
		}
		return s.solveMixture(ctx, p)
	}
	a, err := s.solve(ctx, p)
	if err != nil {
		return nil, err
	}
	a.result.Circumstances, a.result.FirstBy = held(&p), firstBy(&p, a.result)
	return a.result, nil
}

// answer is a result, and what it was read from: lines with their laws, on grids.
type answer struct {
	result  *cascade.Result
	counted *counted
	grids   []*computer
}

// solve computes the answer of a problem whose plays all go through one network.
func (s Solver) solve(ctx context.Context, p cascade.Problem) (*answer, error) {
	r, a, err := sorted(p)
	if err != nil {
		return nil, err
	}
	b := newCounted(r, a)
	delays := beside(b.setDelays)
	coarse := newComputer(r, p.Question.Horizon, min(firstCells, s.most()), firstParts, true)
	b.fill(coarse)
	out := &cascade.Result{Solver: "exact", Why: []model.Note{model.NewNote("exact-one-way")}, Seed: p.Seed, Message: p.Message().Name,
		Horizon: p.Question.Horizon, At: p.Question.At}
	fine := s.refine(ctx, b, coarse)
	if ctx.Err() != nil {
		out.Partial = true
	}
	b.spread(fine)
	delays()
	grids := b.grids(coarse, fine)
	b.answer(out, grids)
	out.Answers = b.answers(grids)
	b.contents(out, fine)
	out.Units = b.unitAnswers(grids)
	if w := b.widest(); w > s.precision()*1.001 {
		out.Notes = append(out.Notes, model.NewNote("exact-precision", w*100))
	}
	out.Notes = append(out.Notes, public.Figures(p.Network)...)
	return &answer{out, b, grids}, nil
}

func (s Solver) precision() float64 {
	if s.Precision > 0 {
		return s.Precision
	}
	return usualPrecision
}

func (s Solver) most() int {
	if s.Most > 0 {
		return s.Most
	}
	return usualMost
}

// refine computes on finer grids, up to the last column, until the bounds are
// close enough. The error falls with the square of the step, and of a part's
// length; the next grid is chosen by that.
//
// For an error e ~ C·h² a factor √(e/precision) in the number of cells is just
// enough; 15 % are added as the constant is only roughly known. It stops when the
// bounds are close enough, the budget is used up, or a finer grid hardly helps, as
// where rounding or rough cells remain.
func (s Solver) refine(ctx context.Context, b *counted, c *computer) *computer {
	end := model.Tick(0)
	for _, t := range b.p.Question.At {
		end = max(end, t)
	}
	cells := float64(c.N) * min(1, float64(end)/float64(b.p.Question.Horizon))
	parts := float64(c.parts)
	most, follow := s.budget(len(b.kinds))
	for w := b.widest(); w > s.precision() && ctx.Err() == nil; {
		by := min(math.Sqrt(w/s.precision())*1.15, 16)
		cells = min(max(cells*by, 512), most)
		// Following costs cells × parts × laws; both are raised together within the
		// budget.
		if c.followed > 0 {
			by = min(by, 2)
			parts *= by
			cells = min(cells, follow/parts/float64(c.followed))
		}
		finer := newComputer(b.relays, end, int(cells), int(parts), true)
		b.fill(finer)
		c = finer
		next := b.widest()
		if next > w*0.95 || cells >= most || c.followed > 0 && cells*parts*float64(c.followed) >= follow*0.99 {
			break
		}
		w = next
	}
	return c
}

// budget is how many cells of time are tried at most, with so many kinds; and
// how many cells of parts, where these have to be followed.
func (s Solver) budget(kinds int) (cells, followed float64) {
	cells = float64(s.most())
	followed = 3 * cells
	if s.Precision > 0 {
		followed = 16 * cells
	}
	return min(cells, mostTogether/float64(kinds)), followed
}

// mostTogether is how many cells the laws of all kinds have together at most:
// some 150 MB.
const mostTogether = 1 << 21

// grids are those from which delays are read: most arrivals may come long
// before the horizon, so that a finer one near the release is put before them.
func (b *counted) grids(coarse, fine *computer) []*computer {
	out := []*computer{coarse}
	if fine != coarse && fine.until < coarse.until {
		out = []*computer{fine, coarse}
	} else if fine != coarse {
		out[0] = fine
	}
	return b.withNear(out)
}

// withNear are grids, and one near the release before them where units of some
// kind mostly have the message within few cells of the first.
//
// A median within nearCells cells of the release would be read off a few straight
// lines; the near grid ends at four times that distance and has cells some twenty
// times finer.
func (b *counted) withNear(grids []*computer) []*computer {
	if end := b.nearEnd(grids[0]); end > 0 {
		return append([]*computer{newComputer(b.relays, end, nearGrid, firstParts, false)}, grids...)
	}
	return grids
}

// nearEnd is where that grid ends; 0 where none is needed.
func (b *counted) nearEnd(first *computer) model.Tick {
	near := first.From + nearCells*first.Step
	for k := range b.kinds {
		if l := first.arrivals[k]; k != origin && l.Quantile(0.5*l.Total(), 0) < near.Seconds() {
			return first.From + 4*nearCells*first.Step
		}
	}
	return 0
}

// nearGrid is the cells of that grid.
const nearGrid = 1024

// Check tells, without computing, what Solve would refuse.
func (s Solver) Check(p cascade.Problem) error { return Applies(p) }
