package study

import (
	"context"
	"iter"
	"math"
	"reflect"
	"slices"

	"harkara/cascade"
	"harkara/cascade/montecarlo"
	"harkara/model"
)

// Auto answers exactly where that is possible, and by sampling where it is
// not. Where the exact answer leaves out what needs the joint law of units (it
// has NaN there: quantiles of reach, the time to a share, goals), these numbers
// are sampled and marked so; Result.Trials is then how many trials they rest
// on. Where the bounds of the exact answer are wider than those of plays, the
// plays are the answer. Result.Why says which solver answered, and why.
type Auto struct {
	// Sampled plays what Exact leaves out; nil where that stays unknown.
	Exact, Sampled cascade.Solver
	// First, where given, is told the exact answer before anything is played for it.
	First func(*cascade.Result)
	// Enough has a montecarlo.Solver play no more than what Exact leaves out needs.
	Enough bool
	// Computed keeps exact means however wide their bounds are.
	Computed bool
}

// Solve answers p. Interrupted while it samples what the exact answer leaves
// out, it returns the exact answer, marked Partial.
func (a Auto) Solve(ctx context.Context, p cascade.Problem) (*cascade.Result, error) {
	exact, err := a.Exact.Solve(ctx, p)
	if reasons := cascade.Reasons(err); reasons != nil {
		return a.sample(ctx, p, reasons)
	}
	if err != nil {
		return nil, err
	}
	wide := !a.Computed && slices.ContainsFunc(exact.Notes, func(n model.Note) bool { return n.Kind == "exact-precision" })
	if complete(exact) && !wide && (exact.Units != nil || len(p.Question.Units) == 0) {
		return exact, nil
	}
	leaveOpen(exact)
	if a.Sampled == nil {
		return exact, nil
	}
	if a.First != nil && !wide {
		a.First(exact)
	}
	play := a.Sampled
	if s, ok := play.(montecarlo.Solver); ok && a.Enough && !wide {
		s.Enough = enough
		play = s
	}
	sampled, err := play.Solve(ctx, p)
	if err != nil && ctx.Err() != nil {
		exact.Partial = true
		return exact, nil
	}
	if err != nil {
		return nil, err
	}
	if computed, played := widest(exact), widest(sampled); wide && computed > played {
		sampled.Why = append([]model.Note{model.NewNote("exact-wide", computed*100, played*100)}, sampled.Why...)
		return sampled, nil
	}
	fill(exact, sampled)
	return exact, nil
}

// leaveOpen marks the goals of which an exact answer says nothing, but those about
// nobody.
func leaveOpen(r *cascade.Result) {
	for i := range r.Goals {
		g := &r.Goals[i]
		k := slices.IndexFunc(r.Tiers, func(t cascade.Tier) bool { return t.Name == g.Tier })
		if g.Open = lacksChance(*g) && k >= 0 && r.Tiers[k].Units > 0; g.Open {
			g.Probability = cascade.Nobody()
		}
	}
}

// widest is half the width of the widest bounds of a reach.
func widest(r *cascade.Result) float64 {
	w := 0.0
	for t := range eachTier(r) {
		for _, x := range t.Reach {
			w = max(w, (x.Mean.High-x.Mean.Low)/2)
		}
	}
	return w
}

// eachTier is each tier of a result, then each of its groups.
func eachTier(r *cascade.Result) iter.Seq[*cascade.Tier] {
	return func(yield func(*cascade.Tier) bool) {
		parts := [][]cascade.Tier{r.Tiers}
		for _, g := range r.Groups {
			parts = append(parts, g.Tiers)
		}
		for _, tiers := range parts {
			for i := range tiers {
				if !yield(&tiers[i]) {
					return
				}
			}
		}
	}
}

func (a Auto) sample(ctx context.Context, p cascade.Problem, reasons []model.Note) (*cascade.Result, error) {
	r, err := a.Sampled.Solve(ctx, p)
	if err != nil {
		return nil, err
	}
	r.Why = append(slices.Clone(reasons), r.Why...)
	return r, nil
}

// has tells whether a note is among others.
func has(notes []model.Note, n model.Note) bool {
	return slices.ContainsFunc(notes, func(o model.Note) bool { return reflect.DeepEqual(o, n) })
}

// complete tells whether an answer leaves nothing out.
func complete(r *cascade.Result) bool {
	whole := func(t *cascade.Tier) bool {
		return !slices.ContainsFunc(t.Reach, lacksSpread) && !slices.ContainsFunc(t.TimeTo, lacksTime)
	}
	for t := range eachTier(r) {
		if !whole(t) {
			return false
		}
	}
	for _, a := range r.Answers {
		if slices.ContainsFunc(a.Known, func(t cascade.Tier) bool { return !whole(&t) }) {
			return false
		}
	}
	started := !slices.ContainsFunc(r.Starts, func(t cascade.Tier) bool { return !whole(&t) })
	told := !slices.ContainsFunc(r.FirstBy, func(f cascade.FirstBy) bool { return len(f.Ways) == 0 })
	return started && told && !slices.ContainsFunc(r.Goals, lacksChance)
}

func lacksSpread(r cascade.Reach) bool {
	return math.IsNaN(r.SD) || math.IsNaN(r.P05) || math.IsNaN(r.P95)
}

func lacksTime(t cascade.TimeTo) bool { return math.IsNaN(t.Median.Value) || math.IsNaN(t.Met) }

func lacksChance(g cascade.Goal) bool { return math.IsNaN(g.Probability.Value) }

// fill puts what an exact answer leaves out in from a sampled one.
func fill(r, sampled *cascade.Result) {
	var rare rareSpreads
	fillTiers(r.Tiers, sampled.Tiers, &rare, func(tier string) model.Note { return model.NewNote("verbatim", tier) })
	for i := range r.Groups {
		if i < len(sampled.Groups) && r.Groups[i].Unit == sampled.Groups[i].Unit {
			fillGroup(&r.Groups[i], &sampled.Groups[i], &rare)
		}
	}
	for i := range r.Goals {
		if i < len(sampled.Goals) && lacksChance(r.Goals[i]) {
			r.Goals[i] = sampled.Goals[i]
			r.Goals[i].Sampled = true
		}
	}
	if len(r.Starts) == len(sampled.Starts) {
		fillTiers(r.Starts, sampled.Starts, &rareSpreads{}, nil)
		for i := range r.Starts {
			r.Starts[i].Delay = sampled.Starts[i].Delay
		}
	}
	fillAnswers(r.Answers, sampled.Answers, &rare)
	fillWays(r, sampled)
	if r.Units == nil {
		r.Units = sampled.Units
	}
	if rare.count > 0 {
		r.Notes = append(r.Notes, rare.note(sampled.Trials))
	}
	for i := range r.Circumstances {
		r.Circumstances[i].Plays = sampled.Circumstances[i].Plays
	}
	r.Enough = sampled.Enough
	r.Trials, r.Engine, r.Partial = sampled.Trials, sampled.Engine, r.Partial || sampled.Partial
	for _, w := range sampled.Notes {
		if w.Kind != "precision" && !has(r.Notes, w) { // the bounds of the means are exact
			r.Notes = append(r.Notes, w)
		}
	}
}

// fillWays puts in by which ways those who have the message had it first: of a tier of
// which an exact answer does not tell.
func fillWays(r, sampled *cascade.Result) {
	for i, f := range sampled.FirstBy {
		if i < len(r.FirstBy) && len(r.FirstBy[i].Ways) > 0 {
			continue
		}
		for k := range f.Ways {
			f.Ways[k].Sampled = true
		}
		if i < len(r.FirstBy) {
			r.FirstBy[i] = f
		} else {
			r.FirstBy = append(r.FirstBy, f)
		}
	}
}

// fillAnswers fills in what is known of those who answer.
func fillAnswers(answers, sampled []cascade.Answered, rare *rareSpreads) {
	for i := range answers {
		k := slices.IndexFunc(sampled, func(a cascade.Answered) bool { return a.Name == answers[i].Name })
		if k < 0 {
			continue
		}
		fillTiers(answers[i].Known, sampled[k].Known, rare, func(tier string) model.Note { return model.NewNote("verbatim", tier) })
		for g := range answers[i].Groups {
			of := &answers[i].Groups[g]
			s := slices.IndexFunc(sampled[k].Groups, func(x cascade.Group) bool { return x.Unit == of.Unit })
			if s >= 0 {
				fillGroup(of, &sampled[k].Groups[s], rare)
			}
		}
	}
}

// fillGroup fills in a group: the unit itself too, which is also the only one of
// its tiers where nothing lies below it.
func fillGroup(g, sampled *cascade.Group, rare *rareSpreads) {
	fillTiers(g.Tiers, sampled.Tiers, rare, func(tier string) model.Note { return model.NewNote("below-unit", tier, g.Name) })
	self := []cascade.Tier{g.Self}
	fillTiers(self, []cascade.Tier{sampled.Self}, &rareSpreads{}, nil) // a single unit's spread is exact
	g.Self = self[0]
}

// rareSpreads counts the reaches whose exact spread knows rare plays that the sampled
// ones, of which their quantiles are, did not show; it keeps the first.
type rareSpreads struct {
	count      int64
	name       model.Note
	at         model.Tick
	sd, played float64
}

func (u *rareSpreads) note(trials int) model.Note {
	more := model.Note{}
	if u.count > 1 {
		more = model.NewNote("spread-unseen-more", u.count-1)
	}
	return model.NewNote("spread-unseen", u.name, u.at, u.sd*100, int64(trials), u.played*100, more)
}

// fillTiers fills in tiers, and counts the spreads that plays contradict: by half
// or more, which with common plays does not happen.
func fillTiers(tiers, sampled []cascade.Tier, rare *rareSpreads, name func(tier string) model.Note) {
	for i := range tiers {
		t := &tiers[i]
		k := slices.IndexFunc(sampled, func(s cascade.Tier) bool { return s.Name == t.Name })
		if k < 0 {
			continue
		}
		s := &sampled[k]
		for j := range t.Reach {
			if j < len(s.Reach) && lacksSpread(t.Reach[j]) {
				if sd, played := t.Reach[j].SD, s.Reach[j].SD; played < sd/2 {
					if rare.count++; rare.count == 1 && name != nil {
						rare.name, rare.at, rare.sd, rare.played = name(t.Name), t.Reach[j].At, sd, played
					}
				}
				fillReach(&t.Reach[j], &s.Reach[j])
			}
		}
		for j := range t.TimeTo {
			if j < len(s.TimeTo) && lacksTime(t.TimeTo[j]) {
				t.TimeTo[j] = s.TimeTo[j]
				t.TimeTo[j].Sampled = true
			}
		}
	}
}

func fillReach(r, s *cascade.Reach) {
	for _, x := range []struct {
		to   *float64
		from float64
	}{{&r.SD, s.SD}, {&r.P05, s.P05}, {&r.P95, s.P95}} {
		if math.IsNaN(*x.to) {
			*x.to = x.from
		}
	}
	r.Sampled = true
}
