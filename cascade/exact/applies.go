package exact

import (
	"errors"

	"harkara/cascade"
	"harkara/model"
)

// Applies is nil where the solver can answer a problem. Else it is a
// cascade.Refusal, or several joined, for each reason why it is not exact.
func Applies(p cascade.Problem) error {
	if p.Variants() != nil {
		if err := p.Check(); err != nil {
			return err
		}
		if len(p.Answers) > 0 || p.Network.Garbles() || p.Question.Follow {
			return cascade.Refuse("exact-answers-circumstances")
		}
		return appliesToAll(p)
	}
	_, _, err := sorted(p)
	return err
}

// sorted is a problem's units sorted by how they hear, and its people by how they
// do, who are nil where nobody is served.
//
// Refusals are joined, so that all reasons are told at once; other errors end it.
func sorted(p cascade.Problem) (*relays, *audience, error) {
	if err := p.Check(); err != nil {
		return nil, nil, err
	}
	if key := p.Interact(); key != "" {
		return nil, nil, cascade.Refuse("together", key)
	}
	r := newRelays(p)
	a, err := newAudience(r)
	if err != nil {
		return nil, nil, err
	}
	return r, a, errors.Join(r.refused...)
}

// refuse adds a reason why a problem is not exact: of each kind the first that is
// found, since what holds for one unit may hold for thousands.
func (r *relays) refuse(kind string, args ...any) {
	kind = "exact-" + kind
	for _, err := range r.refused {
		if cascade.Reasons(err)[0].Kind == kind {
			return
		}
	}
	r.refused = append(r.refused, cascade.Refuse(kind, args...))
}

// maxKinds keeps the work, and the memory, in bounds where hardly two units are
// alike.
const maxKinds = 1000

// check finds what is not exact in how units tell each other.
//
// The conditions are those on which the formulas rest: one way in for each unit, so
// that laws follow down the tree; independence of relays given their parents'
// arrivals; and delays whose densities have one mode, which mixtures may not have and
// the bounds of a smooth law need.
func (r *relays) check() {
	n := r.p.Network
	for _, c := range n.Channels() {
		if len(model.Parts(c.Delay)) > 1 {
			r.refuse("mixture", c.Name)
		}
	}
	for i := range n.Relays() {
		if len(model.Parts(n.Relays()[i].Notices)) > 1 {
			r.refuse("mixture-notices")
		}
	}
	if len(n.Links()) > 0 {
		l := n.Links()[0]
		r.refuse("links", n.Name(l.From), n.Name(l.To))
	}
	for i := range r.classes {
		if r.senders[i] {
			r.checkChannels(r.classes[i].relay)
		}
	}
	for u, k := range r.kindOf {
		u := model.Unit(u)
		if d := n.Relay(u).Deputy; d > 0 && k != never && n.Parent(u) != model.NoUnit && len(n.Children(u)) > 0 {
			r.refuse("bypassed", n.Name(u))
		}
	}
}

// checkChannels finds what is not exact in how one relay sends.
//
// Channels with different hours open at different times, so there is no one moment
// from which the waits of all channels run.
func (r *relays) checkChannels(relay *model.Relay) {
	channels := r.p.Network.Channels()
	hours := 0
	if n := r.uncertain(relay); n > maxUncertain {
		r.refuse("unreachable-over-many", int64(n), int64(maxUncertain))
	}
	for _, c := range relay.Over {
		if channels[c].Calls != nil {
			r.refuse("calls", channels[c].Name)
		}
		if channels[c].Hours != nil {
			hours++
		}
	}
	if hours == 0 || len(relay.Over) == 1 {
		return
	}
	first := &channels[relay.Over[0]]
	for _, c := range relay.Over {
		if channels[c].Hours == first.Hours && channels[c].Retry.Times > 0 {
			r.refuse("hours-and-retry", channels[c].Name)
		}
		if channels[c].Hours != first.Hours {
			r.refuse("different-hours", first.Name, channels[c].Name)
		}
	}
}
