package cascadetest

import (
	"math/rand/v2"
	"slices"
	"testing"

	"harkara/cascade"
	"harkara/model"
)

// Together is a random problem of one to three messages and up to three answers, with
// whatever they may share: bundles, reminders, replies, hands, priority, tiring, copies
// that change, streams and second releases. It has no deputies and no people.
func Together(tb testing.TB, seed uint64) cascade.Problem {
	tb.Helper()
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 11)), horizon: 3 * model.Day}
	f := Features{Calls: true, Retries: true, Hours: g.IntN(3) == 0, Outages: g.IntN(3) == 0, Split: true, Links: g.IntN(3) == 0, Unanswered: true, Unreachable: g.IntN(2) == 0, Alike: true, Skips: g.IntN(3) == 0}
	var spec model.Spec
	p := Changed(tb, seed, f, func(s *model.Spec) {
		g.shareMore(tb, s)
		spec = *s
	})
	tiers := len(spec.Tiers)
	p.Answers = g.answers(tb, tiers)
	p.Messages = g.messages(tb, &p, tiers)
	for i := range spec.Channels {
		if c := spec.Channels[i].Calls; c != nil && len(p.Answers) > 0 && p.Answers[0].Kind == model.Receipt && g.IntN(3) == 0 {
			c.SkipsKnown = true
		}
	}
	p.Question.At = []model.Tick{p.Question.Horizon / 6, p.Question.Horizon}
	if err := p.Check(); err != nil {
		tb.Fatal(err)
	}
	return p
}

// shareMore gives a network what messages and answers share.
func (g *generator) shareMore(tb testing.TB, s *model.Spec) {
	for i := range s.Relays {
		r := &s.Relays[i]
		if g.IntN(4) == 0 {
			r.Handles = &model.Handles{Each: g.delay(tb, 1800), Order: model.HandleOrder(g.IntN(3)), AtMost: g.IntN(4), DropOldest: g.IntN(2) == 0, Hands: 1 + g.IntN(2), Shared: g.IntN(2) == 0}
		}
		if g.IntN(4) == 0 {
			r.Tires = &model.Tires{Per: model.Tick(g.IntN(int(model.Day))) + 1, By: g.Float64()}
		}
		switch {
		case g.IntN(4) == 0:
			r.Majority = true
		case r.Tires == nil && g.IntN(2) == 0:
			r.Corrects = g.Float64()
		}
	}
	for i := range s.Channels {
		if g.IntN(2) == 0 {
			s.Channels[i].Garbles, s.Channels[i].Variants = g.share(), []int{0, 2, 5}[g.IntN(3)]
		}
	}
	s.TierClimb = slices.Repeat([]int{-1}, len(s.Tiers))
	for t := 1; t < len(s.Tiers); t++ {
		if g.IntN(4) == 0 {
			continue
		}
		s.TierClimb[t] = len(s.Climbs)
		c := model.Climb{People: 1 + g.IntN(2), PassesOn: g.chance(0.5), Notices: g.delay(tb, 3600), Once: g.IntN(3) == 0}
		for k := range s.Channels {
			// Channels of links that differ have the name, and the numbers, of another.
			same := func(x model.Channel) bool { return x.Name == s.Channels[k].Name }
			if slices.IndexFunc(s.Channels, same) == k && (k == 0 || g.IntN(2) == 0) {
				c.Over = append(c.Over, k)
			}
		}
		if g.IntN(4) == 0 {
			c.Over = nil // those by which the unit above tells it
		}
		switch g.IntN(6) {
		case 0:
			c.Sends = &model.Bundle{Every: model.Tick(1+g.IntN(8)) * model.Hour}
		case 1:
			c.Sends = &model.Bundle{Of: 2 + g.IntN(2)}
		case 2:
			c.Sends = &model.Bundle{All: true, Latest: model.Tick(1+g.IntN(24)) * model.Hour}
		case 3:
			c.Sends = &model.Bundle{At: []model.Tick{5 * model.Hour, 20 * model.Hour, 50 * model.Hour}}
		case 4:
			c.Merges = model.Tick(1+g.IntN(8)) * model.Hour
		}
		if g.IntN(3) == 0 {
			c.Alike = g.Float64()
		}
		s.Climbs = append(s.Climbs, c)
	}
	if len(s.Climbs) == 0 {
		s.TierClimb = nil
	}
}

func (g *generator) answers(tb testing.TB, tiers int) []model.Answer {
	whole := [2]model.Tick{0, g.horizon}
	last := tiers - 1
	out := []model.Answer{{Name: "read", Tier: last, To: g.IntN(last), Chance: 1, After: model.Fixed(0), During: whole}}
	if g.IntN(2) == 0 {
		out = append(out, model.Answer{Name: "seen", Kind: model.Report, Tier: last, To: g.IntN(last), Chance: g.chance(0.3), After: g.delay(tb, 3600), During: whole})
	}
	if g.IntN(2) == 0 {
		out = append(out, model.Answer{Name: "trend", Kind: model.Report, From: model.OfTier, Tier: last, To: 0, Chance: 1, After: model.Fixed(0), PerDay: 0.2 + g.Float64(), During: [2]model.Tick{0, g.horizon / 2}})
	}
	return out
}

func (g *generator) messages(tb testing.TB, p *cascade.Problem, tiers int) []model.Message {
	out := []model.Message{{Name: "first", From: []model.Unit{0}, Expires: model.Never}}
	a := &p.Answers[0]
	if g.IntN(2) == 0 && a.To < tiers-1 {
		by := a.To + g.IntN(tiers-1-a.To)
		for i := range 1 + g.IntN(3) {
			out[0].Remind = append(out[0].Remind, model.Reminder{By: by, After: model.Tick(i+1) * 4 * model.Hour})
		}
	}
	if g.IntN(2) == 0 {
		out = append(out, model.Message{Name: "second", From: []model.Unit{0}, At: g.time(6 * model.Hour), Expires: model.Never, Priority: g.IntN(3)})
		if g.IntN(3) == 0 {
			out[1].Replaces = []int{0}
		}
	}
	for k := 1; k < len(p.Answers); k++ {
		if g.IntN(2) == 0 {
			w := &model.Condition{Answer: k, Count: 1 + g.IntN(3)}
			if g.IntN(2) == 0 {
				w.Within = model.Tick(1+g.IntN(24)) * model.Hour
			}
			if w.Count > 1 && g.IntN(2) == 0 {
				w.FromTier, w.FromCount = tiers-1, 2
			}
			again := model.Tick(g.IntN(2)) * g.time(12*model.Hour)
			out = append(out, model.Message{Again: again, Name: "reply " + p.Answers[k].Name, From: []model.Unit{0}, Expires: model.Never, When: w, Decides: g.delay(tb, 3600)})
		}
	}
	if g.IntN(4) == 0 {
		rate := []float64{2, 8}[g.IntN(2)]
		out = append(out, model.Message{Name: "requests", From: []model.Unit{0}, Expires: model.Never, Stream: &model.Arrivals{PerDay: rate, Until: p.Question.Horizon / 2}})
	}
	return out
}
