package ask

import (
	"math"
	"slices"

	"harkara/cascade/report"
	"harkara/model"
)

// rows tell what was chosen, and what each adds: value is that of choices in a baseline.
func (p *placer) rows(a *report.PlaceAnswer, f found, value func(w *baseline, choice []int) float64) {
	all := value(f.base, f.placed.Choice)
	for _, i := range f.base.once {
		without := p.baselineOf(slices.DeleteFunc(slices.Clone(f.base.once), func(k int) bool { return k == i }))
		a.Rows = append(a.Rows, p.row(i, model.NoUnit, 1, all-value(without, f.placed.Choice)))
	}
	choice := slices.Clone(f.placed.Choice)
	for u, c := range f.placed.Choice {
		l := f.base.menu.Level[u]
		if l < 0 || c == 0 {
			continue
		}
		of := p.levels[l]
		for k, i := range of.actions {
			times := of.times[c][k]
			if times == 0 {
				continue
			}
			choice[u] = of.without(c, k)
			a.Rows = append(a.Rows, p.row(i, model.Unit(u), times, all-value(f.base, choice)))
			choice[u] = c
		}
	}
	slices.SortStableFunc(a.Rows, func(x, y report.PlaceRow) int { return x.Order - y.Order })
	p.sums(a, f, func(w *baseline, choice []int) float64 { return all - value(w, choice) })
	if f.placed.Next == nil {
		return
	}
	a.Next = &report.PlaceNext{Reach: value(f.base, f.placed.Next)}
	for u, c := range f.placed.Next {
		if before := f.placed.Choice[u]; before != c {
			of := p.levels[f.base.menu.Level[u]]
			for k, i := range of.actions {
				if times := of.times[c][k] - of.times[before][k]; times != 0 {
					a.Next.Changes = append(a.Next.Changes, p.row(i, model.Unit(u), times, math.NaN()))
				}
			}
		}
	}
}

// sums tell of each action at how many units it is done, what that costs, and what it all
// adds: what is less without it.
func (p *placer) sums(a *report.PlaceAnswer, f found, less func(w *baseline, choice []int) float64) {
	for i := range p.scenario.Actions {
		sum := report.PlaceRow{Order: i, Action: p.scenario.Actions[i].Name, Unit: model.NoUnit}
		for _, r := range a.Rows {
			if r.Order == i {
				sum.Units, sum.Times, sum.Cost, sum.Adds = sum.Units+1, sum.Times+r.Times, sum.Cost+r.Cost, r.Adds
			}
		}
		if sum.Units == 0 {
			continue
		}
		if sum.Units > 1 {
			choice := slices.Clone(f.placed.Choice)
			for u, c := range choice {
				l := f.base.menu.Level[u]
				if l < 0 || p.levels[l].tier != p.scenario.Actions[i].Tier {
					continue
				}
				choice[u] = p.levels[l].without(c, slices.Index(p.levels[l].actions, i))
			}
			sum.Adds = less(f.base, choice)
		}
		sum.Tier = p.scenario.Actions[i].Tier
		a.Sums = append(a.Sums, sum)
	}
}

// row is a row of what was chosen.
func (p *placer) row(action int, u model.Unit, times int, adds float64) report.PlaceRow {
	a := &p.scenario.Actions[action]
	r := report.PlaceRow{Order: action, Action: a.Name, Times: times, Cost: int64(times) * a.Cost, Adds: adds, Unit: u}
	if u != model.NoUnit {
		r.Path, r.Code = p.scenario.Network.Path(u), p.scenario.Network.Code(u)
	}
	return r
}
