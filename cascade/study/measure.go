package study

import (
	"math"
	"slices"
	"strings"

	"harkara/cascade"
	"harkara/model"
)

// MeasureKind says what a Measure measures.
type MeasureKind uint8

// The kinds of measure.
const (
	ShareBy MeasureKind = iota // the share of a tier that has the message by a time
	TimeTo                     // when a share of a tier has it, in seconds
	GoalMet                    // the chance of a play to meet a goal
)

// A Measure is the one number of an answer that a study looks at.
type Measure struct {
	Kind MeasureKind
	// Tier is a tier of units, or model.PublicTier or model.HouseholdTier.
	Tier string
	// At is the time of ShareBy.
	At model.Tick
	// Share is the one of TimeTo: one of cascade.Shares.
	Share float64
	// Goal is a place in the question's goals.
	Goal int
	// Answer, where it is not "", has ShareBy and TimeTo measure what is known, not who has
	// the message: the share of those who give the answer of that name of whom units of
	// Tier know. Of is who that is, as it was asked: a tier, "households", or the answer.
	Answer, Of string
	// Text is how a person wrote it, or "".
	Text string
}

// Measured is the value of a measure: its mean (of TimeTo the median over plays,
// +Inf where fewer than half get there) with bounds, and how it varies from play to
// play, which is NaN where that is not told.
type Measured struct {
	cascade.Estimate
	SD, P05, P95 float64
	// Sampled is true where an exact answer had to play some of this.
	Sampled bool
}

// Ask adds the times of measures to those a question asks, and asks of the whole
// alone. The other times stay: how finely answers are computed depends on all.
func Ask(q model.Question, measures []Measure) model.Question {
	q.At, q.By = slices.Clone(q.At), nil
	for _, m := range measures {
		if m.Kind == ShareBy {
			q.At = append(q.At, m.At)
		}
	}
	slices.Sort(q.At)
	q.At = slices.Compact(q.At)
	return q
}

// Times tells whether some measure is a time, which plays of shares only do not
// tell.
func Times(measures []Measure) bool {
	return slices.ContainsFunc(measures, func(m Measure) bool { return m.Kind == TimeTo })
}

// People tells whether some measure is about people or homes, of whom plays of units
// alone tell nothing.
func People(measures []Measure, goals []model.Goal) bool {
	return slices.ContainsFunc(measures, func(m Measure) bool {
		tier := m.Tier
		if m.Kind == GoalMet && m.Goal < len(goals) {
			tier = goals[m.Goal].Tier
		}
		return tier == model.PublicTier || tier == model.HouseholdTier
	})
}

// In is the value of a measure in an answer to Ask's question; NaN where the answer
// does not tell it.
func (m Measure) In(r *cascade.Result) Measured {
	none := Measured{Estimate: cascade.Nobody(), SD: math.NaN(), P05: math.NaN(), P95: math.NaN()}
	if m.Kind == GoalMet {
		if m.Goal >= len(r.Goals) {
			return none
		}
		g := r.Goals[m.Goal]
		none.Estimate, none.Sampled = g.Probability, g.Sampled
		return none
	}
	t := m.TierOf(r)
	if t == nil {
		return none
	}
	switch m.Kind {
	case ShareBy:
		for _, x := range t.Reach {
			if x.At == m.At {
				return Measured{x.Mean, x.SD, x.P05, x.P95, x.Sampled}
			}
		}
	case TimeTo:
		for _, x := range t.TimeTo {
			if x.Share == m.Share {
				none.Estimate, none.Sampled = x.Median, x.Sampled
			}
		}
	}
	return none
}

// TierOf is what an answer tells of the tier that is measured, or of what it knows; nil
// where it tells nothing.
func (m Measure) TierOf(r *cascade.Result) *cascade.Tier {
	tiers := r.Tiers
	if m.Answer != "" {
		a := slices.IndexFunc(r.Answers, func(a cascade.Answered) bool { return a.Name == m.Answer })
		if a < 0 {
			return nil
		}
		tiers = r.Answers[a].Known
	}
	k := slices.IndexFunc(tiers, func(t cascade.Tier) bool { return t.Name == m.Tier })
	if k < 0 {
		return nil
	}
	return &tiers[k]
}

// Who is of whom what is known is measured.
func (m Measure) Who() string {
	who, _, _ := strings.Cut(m.Of, ":")
	return who
}
