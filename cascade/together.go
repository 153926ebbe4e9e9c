package cascade

import (
	"cmp"
	"slices"

	"harkara/model"
)

// Together is the key of a scenario for which a problem's messages and answers must be
// played together, event by event; "" where one message is all there is, or all that
// are share nothing.
func (p *Problem) Together() string {
	if len(p.Answers) > 0 {
		return "answers"
	}
	for _, n := range p.Networks() {
		if key := networkTogether(n); key != "" {
			return key
		}
	}
	if p.Question.Follow {
		return "follow"
	}
	for i := range p.Messages {
		if key := messageTogether(&p.Messages[i]); key != "" {
			return key
		}
	}
	if len(p.Messages) > 1 {
		return "messages"
	}
	return ""
}

// Interact is the key for which more has to be played than the way of each message down
// and of its answers up: messages, people or copies of one message have something to do
// with each other. It is "" where each goes as it would alone.
func (p *Problem) Interact() string {
	if key := cmp.Or(relaysTogether(p.Network), publicTogether(p.Network.Public())); key != "" {
		return key
	}
	if p.Question.Follow && p.Network.Public() != nil {
		return "follow"
	}
	if p.Network.Garbles() && p.Network.Public() != nil {
		return "garbles"
	}
	if key := messageTogether(p.Message()); key != "" {
		return key
	}
	for i := range p.Messages {
		switch m := &p.Messages[i]; {
		case m.Contradicts == p.About+1:
			return "contradicts"
		case slices.Contains(m.Replaces, p.About):
			return "replaces"
		}
	}
	return ""
}

// networkTogether is the key of what a network has for it.
func networkTogether(n *model.Network) string {
	garbles := slices.ContainsFunc(n.Channels(), func(c model.Channel) bool { return c.Garbles > 0 })
	if key := relaysTogether(n); key != "" || !garbles {
		return cmp.Or(key, publicTogether(n.Public()))
	}
	return "garbles"
}

// relaysTogether is the key of what people of units do that depends on other messages, or
// on several copies of one.
func relaysTogether(n *model.Network) string {
	for _, r := range n.Relays() {
		switch {
		case r.Handles != nil:
			return "handles"
		case r.Tires != nil:
			return "tires"
		case r.Majority:
			return "believes"
		case r.Corrects > 0:
			return "corrects"
		}
	}
	return ""
}

// publicTogether is the key of what the people have for it.
func publicTogether(pub *model.Public) string {
	if pub == nil {
		return ""
	}
	if pub.Attends != nil {
		return "attends"
	}
	for _, s := range pub.Hears {
		switch {
		case s.Garbles > 0:
			return "garbles"
		case s.Stops > 0:
			return "stops"
		case s.Kind == model.Tell:
			return "tell"
		case s.Carries != nil:
			return "carries"
		}
	}
	return ""
}

// messageTogether is the key of what a message has for it.
func messageTogether(m *model.Message) string {
	switch {
	case len(m.Remind) > 0:
		return "remind"
	case m.When != nil:
		return "when"
	case m.Stream != nil:
		return "arrives"
	case m.Contradicts > 0:
		return "contradicts"
	case len(m.Replaces) > 0:
		return "replaces"
	}
	return ""
}

// InCommon tells whether messages that are played through a network have anything in
// common beside it: lines of callers, or what Together tells of.
func InCommon(n *model.Network) bool {
	return networkTogether(n) != "" || slices.ContainsFunc(n.Channels(), func(c model.Channel) bool { return c.Calls != nil })
}

// Asked are the answers as they are given to each message, in the order of messages and
// of answers, then the streams.
func (p *Problem) Asked() []Asked {
	var out []Asked
	for m := range p.Messages {
		for a := range p.Answers {
			if p.Answers[a].From != model.OfTier && p.Messages[m].Stream == nil {
				out = append(out, Asked{a, m})
			}
		}
	}
	for a := range p.Answers {
		if p.Answers[a].From == model.OfTier {
			out = append(out, Asked{a, -1})
		}
	}
	return out
}

// Tells tells whether an answer is told of beside the message that is asked about: those
// that are given to it, and streams beside the first message that waits for them, or else
// beside the first of all.
func (p *Problem) Tells(x Asked) bool {
	if x.Message >= 0 {
		return x.Message == p.About
	}
	waits := func(m model.Message) bool { return m.When != nil && m.When.Answer == x.Answer }
	return p.About == max(slices.IndexFunc(p.Messages, waits), 0)
}

// Origins are the units that give an answer, or serve the people who do, in order: those
// below the tier that it goes to, or in it.
func (p *Problem) Origins(answer int) []model.Unit {
	a, n := &p.Answers[answer], p.Network
	var out []model.Unit
	switch a.From {
	case model.FromTier, model.OfTier:
		for u := n.InTier(a.Tier).Lo; u < n.InTier(a.Tier).Hi; u++ {
			out = append(out, u)
		}
	case model.FromLeaves:
		for u := range model.Unit(n.Len()) {
			if len(n.Children(u)) == 0 {
				out = append(out, u)
			}
		}
	case model.FromHouseholds, model.FromPublic:
		out = slices.Clone(n.Served())
	}
	return slices.DeleteFunc(out, func(u model.Unit) bool { return n.Above(u, a.To) == model.NoUnit })
}

// Desks are those where the people of each tier deal with messages, with how much time is
// open there between two moments, for all hands (model.Handles.Hands) together. After
// each, where there are several messages, comes one for each message at it.
func (p *Problem) Desks(from, to model.Tick) []DeskPlay {
	var out []DeskPlay
	add := func(tier, person int, open model.Tick) {
		known := false
		for i := range out {
			if out[i].Tier == tier && out[i].Person == person {
				out[i].Open += open
				known = true
			}
		}
		if known {
			return
		}
		out = append(out, DeskPlay{Tier: tier, Person: person, Message: -1, Open: open})
		for m := range p.Messages {
			if len(p.Messages) > 1 {
				out = append(out, DeskPlay{Tier: tier, Person: person, Message: m, Open: open})
			}
		}
	}
	for t := range p.Network.Tiers() {
		for u := p.Network.InTier(t).Lo; u < p.Network.InTier(t).Hi; u++ {
			r := p.Network.Relay(u)
			if r.Handles == nil {
				continue
			}
			open := r.Hours.OpenTime(from, to) * model.Tick(max(r.Handles.Hands, 1))
			if r.Handles.Shared {
				add(t, 0, open*model.Tick(r.People))
				continue
			}
			for i := range r.People {
				add(t, i+1, open)
			}
		}
	}
	return out
}

// Counted is when loads are counted: in the whole play, or, where messages come in
// streams, in the second half of the time in which they do, as queues begin empty.
func (p *Problem) Counted() model.Window {
	w := model.Window{Close: p.Question.Horizon}
	for i := range p.Messages {
		if s := p.Messages[i].Stream; s != nil {
			until := min(s.Until, p.Question.Horizon)
			w = model.Window{Open: max(w.Open, until/2), Close: min(w.Close, until)}
		}
	}
	return w
}
