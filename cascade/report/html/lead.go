package html

import (
	"cmp"
	"math"
	"slices"

	"harkara/model"
)

// goalsInOrder are the goals whose chance is known: those that are missed first, of each
// kind the last first, which is what the sentence at the top is about.
func (v *view) goalsInOrder() (out []*goal) {
	for i := len(v.a.Goals) - 1; i >= 0; i-- {
		if v.a.Goals[i].Chance != nil {
			out = append(out, &v.a.Goals[i])
		}
	}
	slices.SortStableFunc(out, func(a, b *goal) int { return cmp.Compare(rank(a), rank(b)) })
	return out
}

// rank is 0 for a goal that is missed, and 1 for one that is met.
func rank(g *goal) int {
	if isMet(g) {
		return 1
	}
	return 0
}

func isMet(g *goal) bool { return g.Met != nil && *g.Met }

// leadGoal says how likely a goal is to be met, what was asked, and which of the two it is;
// whom it is about and when only where the sentence before does not say so.
func (v *view) leadGoal(g *goal, sameTier, sameTime bool) model.Note {
	chance, asked := apart(*g.Chance, g.Asked)
	verdict := say("page-lead-missed", asked)
	if isMet(g) {
		verdict = say("page-lead-met", asked)
	}
	switch {
	case !sameTier:
		return say("page-lead-goal-of", g.Share, tierName(g.Tier), v.moment(g.By), likely(*g.Chance), chance, verdict)
	case !sameTime:
		return say("page-lead-goal-by", g.Share, v.moment(g.By), likely(*g.Chance), chance, verdict)
	}
	return say("page-lead-goal", g.Share, likely(*g.Chance), chance, verdict)
}

// apart are two chances in whole percent, or in as many digits as tell them apart.
func apart(x, y float64) (model.Note, model.Note) {
	whole := say("page-whole", x)
	if x == y || math.Round(x*100) != math.Round(y*100) {
		return whole, say("page-whole", y)
	}
	for ten := 1000.0; ten < 1e6; ten *= 10 {
		if a, b := math.Round(x*ten), math.Round(y*ten); a != b {
			return say("page-digits", a/ten*100), say("page-digits", b/ten*100)
		}
	}
	return whole, say("page-whole", y)
}
