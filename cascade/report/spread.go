package report

import (
	"cmp"
	"math"
	"slices"

	"harkara/cascade"
	"harkara/cascade/report/schema"
	"harkara/model"
)

// spreadJSON adds to tiers what of their spread is luck and what is not known.
func spreadJSON(r *cascade.Result, tiers []schema.Tier) []schema.Tier {
	for i, t := range r.Tiers {
		for j, x := range t.Reach {
			if x.Parts == nil || t.Units == 0 {
				continue
			}
			to := &tiers[i].Reach[j]
			to.Luck, to.Unknown = numbers(x.Parts.Luck), numbers(x.Parts.Unknown)
			to.Matters = map[string]*float64{}
			for k, matters := range x.Matters {
				to.Matters[r.Ranges[k]] = number(matters)
			}
		}
	}
	return tiers
}

func numbers(e cascade.Estimate) *schema.Estimate {
	out := estimateJSON(e)
	return &out
}

// spreadNote is the line that says which part of the spread is what is not known, and
// what most of that is: of the share that the last goal is about, or else of the
// public or the last tier at the last time. It says what to find out first.
func spreadNote(r *cascade.Result) []model.Note {
	t, x := spreadOf(r)
	if x == nil || x.Parts == nil {
		return nil
	}
	luck, unknown := x.Parts.Luck.Value, max(x.Parts.Unknown.Value, 0)
	if !(luck+unknown > 0) {
		return nil
	}
	share := unknown / (luck + unknown)
	first := findOutFirst(r, x)
	parts := []any{t.Name, x.At, math.Round(share * 100), math.Round((1 - share) * 100)}
	switch {
	case x.Parts.Unknown.Low <= 0 && x.Parts.Unknown.High > 0.1*(luck+unknown):
		return []model.Note{note("spread-untold", parts...)}
	case x.Parts.Unknown.Value > 0 && len(first) > 0:
		return []model.Note{note("spread-most", append(parts, first)...)}
	case share >= 0.1 && len(x.Matters) > 1:
		return []model.Note{note("spread-which", parts...)}
	}
	return []model.Note{note("spread", parts...)}
}

// findOutFirst are the ranges that may explain most of what is not known of a share: the
// one that does by the plays, and those after it that so few points do not tell from it,
// three at most; none where chance alone may make the first of them. Of n points a
// correlation, the root of what is explained, has a standard error of about 1/√n (Fisher,
// Biometrika 10, 1915). Ranges that move together explain the same, and are named once.
func findOutFirst(r *cascade.Result, x *cascade.Reach) []string {
	if len(x.Matters) == 0 || slices.Max(x.Matters) < leastPart(len(x.Matters), r.Points) {
		return nil
	}
	order := make([]int, len(x.Matters))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(x.Matters[b], x.Matters[a]) })
	root := func(i int) float64 { return math.Sqrt(max(x.Matters[i], 0)) }
	apart := 1.96 * math.Sqrt(2/float64(r.Points))
	out := []string{r.Ranges[order[0]]}
	for k, i := range order[1:] {
		if len(out) == 3 || root(order[0])-root(i) >= apart {
			break
		}
		if x.Matters[i] != x.Matters[order[k]] {
			out = append(out, r.Ranges[i])
		}
	}
	return out
}

// leastPart is what part of the spread of points' means a range must explain to be named: a
// tenth, and more than the largest of so many ranges would explain by chance in 95 % of
// answers. A parabola that has nothing to do with n means explains more than x of their
// variance with a chance of (1 − x)^((n−3)/2): R² is then beta with 1 and (n−3)/2.
func leastPart(ranges, points int) float64 {
	if points <= 3 {
		return math.Inf(1)
	}
	return max(0.1, 1-math.Pow(0.05/float64(ranges), 2/float64(points-3)))
}

// spreadOf is the share whose spread is told.
func spreadOf(r *cascade.Result) (*cascade.Tier, *cascade.Reach) {
	at := func(t *cascade.Tier, when model.Tick) *cascade.Reach {
		k := slices.IndexFunc(t.Reach, func(x cascade.Reach) bool { return x.At == when })
		if k < 0 {
			return nil
		}
		return &t.Reach[k]
	}
	for k := len(r.Goals) - 1; k >= 0; k-- {
		for i := range r.Tiers {
			if t := &r.Tiers[i]; t.Name == r.Goals[k].Tier {
				if x := at(t, r.Goals[k].By); x != nil {
					return t, x
				}
			}
		}
	}
	last := len(r.Tiers) - 1
	for i := range r.Tiers {
		if r.Tiers[i].Name == model.PublicTier {
			last = i
		}
	}
	if last < 0 || len(r.Tiers[last].Reach) == 0 {
		return nil, nil
	}
	t := &r.Tiers[last]
	return t, &t.Reach[len(t.Reach)-1]
}
