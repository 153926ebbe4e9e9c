package cascade

import (
	"errors"
	"fmt"
	"slices"

	"harkara/model"
)

// Check finds everything that is wrong with a problem made by hand, joined to
// one error; nil where nothing is. Every solver and study calls it. It promises
// that units, tiers and times are in range: what a play would otherwise stumble
// over.
func (p *Problem) Check() error {
	if p.Network == nil {
		return errors.New("problem: it has no network")
	}
	var wrong []error
	say := func(format string, a ...any) { wrong = append(wrong, fmt.Errorf("problem: "+format, a...)) }
	if len(p.Messages) == 0 {
		say("it has no message")
	} else if p.About < 0 || p.About >= len(p.Messages) {
		return fmt.Errorf("problem: it is about message %d, and there are %d", p.About, len(p.Messages))
	}
	for i := range p.Messages {
		p.checkMessage(&p.Messages[i], say)
	}
	for i := range p.Answers {
		p.checkAnswer(&p.Answers[i], say)
	}
	p.checkQuestion(say)
	if p.Circumstances != nil {
		p.Circumstances.Check(p.Network, say)
	}
	return errors.Join(wrong...)
}

func (p *Problem) checkMessage(m *model.Message, say func(string, ...any)) {
	for _, u := range m.From {
		if u < 0 || int(u) >= p.Network.Len() {
			say("message %q starts at unit %d, and there are units 0 to %d", m.Name, u, p.Network.Len()-1)
		}
	}
	if len(m.From) == 0 {
		say("message %q starts at no unit", m.Name)
	}
	if m.At < 0 {
		say("message %q is sent at %d ticks: at 0 or later", m.Name, m.At)
	}
	if m.Expires < 0 {
		say("message %q expires at %d ticks: after 0, or 0 for never", m.Name, m.Expires)
	}
	p.checkWaits(m, say)
}

// checkAnswer looks at an answer, and at the tiers it names.
func (p *Problem) checkAnswer(a *model.Answer, say func(string, ...any)) {
	tiers := len(p.Network.Tiers())
	if a.To < 0 || a.To >= tiers || a.Tier < 0 || a.Tier >= tiers {
		say("answer %q names tiers %d and %d, and there are tiers 0 to %d", a.Name, a.Tier, a.To, tiers-1)
	}
	if !(a.Chance >= 0 && a.Chance <= 1) || !(a.PerDay >= 0) {
		say("answer %q has the chance %g and %g a day: a chance is 0 to 1, a number not below 0", a.Name, a.Chance, a.PerDay)
	}
	if a.From != model.OfTier && a.After == nil {
		say("answer %q needs a delay after which it is given", a.Name)
	}
	if people := a.From == model.FromHouseholds || a.From == model.FromPublic; people && p.Network.Public() == nil {
		say("answer %q is given by people, and there are none", a.Name)
	}
}

// checkWaits looks at what a message says of answers and other messages.
func (p *Problem) checkWaits(m *model.Message, say func(string, ...any)) {
	for _, r := range m.Remind {
		if r.Unless < 0 || r.Unless >= len(p.Answers) || r.By < 0 || r.By >= len(p.Network.Tiers()) || r.After < 0 {
			say("message %q reminds of answer %d by tier %d after %d ticks", m.Name, r.Unless, r.By, r.After)
		}
	}
	if w := m.When; w != nil && (w.Answer < 0 || w.Answer >= len(p.Answers) || w.Count < 1 || w.FromTier < 0 || w.FromTier >= len(p.Network.Tiers()) || m.Decides == nil) {
		say("message %q waits for %d of answer %d, and needs a delay to decide", m.Name, w.Count, w.Answer)
	}
	for _, k := range append([]int{m.Contradicts - 1}, m.Replaces...) {
		if k < -1 || k >= len(p.Messages) {
			say("message %q names message %d, and there are messages 0 to %d", m.Name, k, len(p.Messages)-1)
		}
	}
}

func (p *Problem) checkQuestion(say func(string, ...any)) {
	q := &p.Question
	if q.Horizon <= 0 || q.Horizon >= model.Never {
		say("the horizon is %d ticks: above 0 and before model.Never", q.Horizon)
	}
	if !slices.IsSorted(q.At) {
		say("the times asked are not ascending: %d", q.At)
	}
	for _, at := range q.At {
		if at < 0 || at > q.Horizon {
			say("a time asked is %d ticks: from 0 to the horizon, %d", at, q.Horizon)
		}
	}
	if !slices.IsSorted(q.Units) || len(q.Units) > 0 && (q.Units[0] < 0 || q.Units[len(q.Units)-1] > q.Horizon) {
		say("the times at which units are told are not ascending from 0 to the horizon: %d", q.Units)
	}
	for _, g := range q.Goals {
		p.checkGoal(g, say)
	}
	for _, t := range q.By {
		if t < 0 || t >= len(p.Network.Tiers()) {
			say("units are asked for by tier %d, and there are tiers 0 to %d", t, len(p.Network.Tiers())-1)
		}
	}
}

func (p *Problem) checkGoal(g model.Goal, say func(string, ...any)) {
	if g.Tier != model.PublicTier && g.Tier != model.HouseholdTier && p.Network.TierIndex(g.Tier) < 0 {
		say("a goal is about %q, which is no tier of the network", g.Tier)
	}
	if !(g.Share >= 0 && g.Share <= 1) || !(g.Chance >= 0 && g.Chance <= 1) {
		say("a goal's share (%g) and chance (%g) are 0 to 1", g.Share, g.Chance)
	}
	if g.By < 0 || g.By > p.Question.Horizon {
		say("a goal is to be met by %d ticks: from 0 to the horizon, %d", g.By, p.Question.Horizon)
	}
}

// OneMessage checks a problem and refuses what has to be played together: for solvers
// that compute one message. The refusal names the key that is the reason.
func OneMessage(p *Problem) error {
	if err := p.Check(); err != nil {
		return err
	}
	if key := p.Together(); key != "" {
		return Refuse("together", key)
	}
	return nil
}
