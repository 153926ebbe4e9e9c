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
	}
	for i := range p.Messages {
		p.checkMessage(&p.Messages[i], say)
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

// OneMessage checks a problem and refuses one of several messages: for solvers
// and studies that cannot play them together.
func OneMessage(p *Problem) error {
	if err := p.Check(); err != nil {
		return err
	}
	if len(p.Messages) != 1 {
		return Refuse("several-messages", int64(len(p.Messages)))
	}
	return nil
}
