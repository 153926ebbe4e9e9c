package cascade

import (
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
	if p.Circumstances != nil {
		for _, v := range p.Circumstances.Variants {
			if key := networkTogether(v.Network); key != "" {
				return key
			}
		}
	}
	if key := networkTogether(p.Network); key != "" {
		return key
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

// networkTogether is the key of what a network has for it.
func networkTogether(n *model.Network) string {
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
	for _, c := range n.Channels() {
		if c.Garbles > 0 {
			return "garbles"
		}
	}
	return publicTogether(n.Public())
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
	calls := slices.ContainsFunc(n.Channels(), func(c model.Channel) bool { return c.Calls != nil })
	return calls || networkTogether(n) != ""
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
