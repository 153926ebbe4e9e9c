package ask

import (
	"context"
	"harkara/cascade"
	"harkara/cascade/exact"
	"harkara/cascade/report"
	"harkara/cascade/study"
	"harkara/model"
	"math"
	"slices"
)

// computed finds the best where answers can be computed.
func (p *placer) computed(ctx context.Context) (report.PlaceAnswer, error) {
	if err := p.fit(2); err != nil {
		return report.PlaceAnswer{}, err
	}
	codes, n := len(p.baselines[0].problems), p.scenario.Network.Len()
	total := len(p.baselines) * codes
	p.begin(model.NewNote("effort-place-exact", int64(total)))
	of, done, err := study.PlayRows(ctx, total, 2*n, p.sampling(0), func(row uint64, out []float64) error {
		r, err := exact.Solver{}.Solve(ctx, p.baselines[int(row)/codes].problems[int(row)%codes])
		if err == nil {
			err = ctx.Err()
		}
		if err == nil {
			p.read(r, out[:n], out[n:])
		}
		return err
	})
	if err == nil && done < total {
		err = ctx.Err()
	}
	if err != nil {
		return report.PlaceAnswer{}, err
	}
	for k, row := range of {
		w := p.baselines[k/codes]
		w.menu.Value, w.high = append(w.menu.Value, row[:n]), append(w.high, row[n:])
	}
	return p.best(ctx), nil
}

// read reads what each unit adds off an answer by unit.
func (p *placer) read(r *cascade.Result, value, high []float64) {
	for _, g := range r.Groups {
		tier := &g.Self
		if p.measure.Tier == model.PublicTier || p.measure.Tier == model.HouseholdTier {
			k := slices.IndexFunc(g.Tiers, func(t cascade.Tier) bool { return t.Name == p.measure.Tier })
			if k < 0 {
				continue
			}
			tier = &g.Tiers[k]
		}
		if x := tier.Reach[0].Mean; tier.Units > 0 && !math.IsNaN(x.Value) {
			value[g.Unit], high[g.Unit] = x.Value*float64(tier.Units), x.High*float64(tier.Units)
		}
	}
}

// found is the best of all baselines.
type found struct {
	base   *baseline
	placed *study.PlaceAnswer
	value  float64
	bound  float64
	curve  []report.PlacePoint
}

// plan finds the best of all baselines on their menus; further also the best for less money,
// and the best that differs.
func (p *placer) plan(ctx context.Context, menu func(w *baseline) *study.Menu, further bool) found {
	out := found{value: math.Inf(-1), bound: math.Inf(-1)}
	var at []int64
	if further {
		at = p.budgets()
	}
	best := make([]report.PlacePoint, len(at))
	for k := range best {
		best[k] = report.PlacePoint{Budget: at[k], Value: math.Inf(-1)}
	}
	for _, w := range p.baselines {
		s := study.Place{Menu: menu(w), Budget: p.budget - w.cost, High: w.high, Alternative: further}
		for _, b := range at {
			s.At = append(s.At, max(b-w.cost, 0))
		}
		x := s.Run(ctx)
		if x.Value > out.value {
			out.base, out.placed, out.value = w, x, x.Value
		}
		out.bound = max(out.bound, x.Bound)
		for k, c := range x.Curve {
			if at[k] >= w.cost && c.Value > best[k].Value {
				best[k].Value, best[k].Choice, best[k].Once = c.Value, c.Choice, w.once
			}
		}
	}
	out.curve = best
	return out
}

// budgets are the budgets of the curve: in tenths, or each step where there are fewer.
func (p *placer) budgets() []int64 {
	costs := [][]int64{{}}
	for _, a := range p.scenario.Actions {
		costs[0] = append(costs[0], a.Cost)
	}
	step := study.Place{Menu: &study.Menu{Costs: costs}, Budget: p.budget, Most: 10}.Step()
	var out []int64
	for b := int64(0); b < p.budget; b += step {
		out = append(out, b)
	}
	return append(out, p.budget)
}

// best finds the best of what was computed, and what there is to say of it.
func (p *placer) best(ctx context.Context) report.PlaceAnswer {
	f := p.plan(ctx, func(w *baseline) *study.Menu { return w.menu }, true)
	w := f.base
	total := w.total
	sure := w.menu.With(w.high).Sum(f.placed.Choice) - f.value
	a := report.PlaceAnswer{
		Budget: p.budget, Measure: p.measure, Method: "computed", Priced: f.placed.Priced,
		Reach: cascade.Estimate{Value: f.value / total, Low: (f.value - sure) / total, High: (f.value + sure) / total},
		Bound: f.bound / total, Total: total,
	}
	base := p.baselines[0].menu
	a.Nothing = base.Sum(make([]int, len(base.Parent))) / total
	for _, c := range f.curve {
		c.Value /= total
		a.Curve = append(a.Curve, c)
	}
	p.rows(&a, f, func(w *baseline, choice []int) float64 { return w.menu.Sum(choice) / total })
	return a
}
