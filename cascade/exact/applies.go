package exact

import (
	"harkara/cascade"
	"harkara/model"
)

// Applies is nil where the solver can answer a problem, and else says in one
// sentence which part is not exact. That error wraps cascade.ErrNotApplicable.
func Applies(p cascade.Problem) error {
	r, err := newRelays(p)
	if err != nil {
		return err
	}
	_, err = newAudience(r)
	return err
}

// maxKinds keeps the work, and the memory, in bounds where hardly two units are
// alike.
const maxKinds = 1000

// check finds what is not exact in how units tell each other.
func (r *relays) check() error {
	n := r.p.Network
	for _, c := range n.Channels() {
		if len(model.Parts(c.Delay)) > 1 {
			return refuse("mixture", c.Name)
		}
	}
	for i := range n.Relays() {
		if len(model.Parts(n.Relays()[i].Notices)) > 1 {
			return refuse("mixture-notices")
		}
	}
	if len(n.Links()) > 0 {
		l := n.Links()[0]
		return refuse("links", n.Name(l.From), n.Name(l.To))
	}
	for i := range r.classes {
		if !r.senders[i] {
			continue
		}
		if err := r.checkChannels(r.classes[i].relay); err != nil {
			return err
		}
	}
	for u, k := range r.kindOf {
		u := model.Unit(u)
		if d := n.Relay(u).Deputy; d > 0 && k != never && n.Parent(u) != model.NoUnit && len(n.Children(u)) > 0 {
			return refuse("bypassed", n.Name(u))
		}
	}
	if len(r.kinds) > maxKinds {
		return refuse("many-classes", int64(len(r.kinds)), int64(maxKinds))
	}
	return nil
}

// checkChannels finds what is not exact in how one relay sends.
func (r *relays) checkChannels(relay *model.Relay) error {
	channels := r.p.Network.Channels()
	hours := 0
	for _, c := range relay.Over {
		if channels[c].Calls != nil {
			return refuse("calls", channels[c].Name)
		}
		if channels[c].Hours != nil {
			hours++
		}
	}
	if hours == 0 || len(relay.Over) == 1 {
		return nil
	}
	first := &channels[relay.Over[0]]
	for _, c := range relay.Over {
		if channels[c].Hours == first.Hours && channels[c].Retry.Times > 0 {
			return refuse("hours-and-retry", channels[c].Name)
		}
		if channels[c].Hours != first.Hours {
			return refuse("different-hours", first.Name, channels[c].Name)
		}
	}
	return nil
}
