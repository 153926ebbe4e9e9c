package exact

import (
	"slices"

	"harkara/cascade/exact/internal/lattice"
	"harkara/model"
)

// climbKey is what one class of ways up depends on: the class of the unit that passes on,
// its way of passing on, the relay of the unit above and that of the one above that,
// whether the unit is one that passed the message on to the origin, and whether only one
// answers there.
type climbKey struct {
	class, climb, above, higher int32
	implied, one                bool
}

// kind is the kind that follows a kind by a class.
func (w *upward) kind(parent, class int32) int32 {
	k := kind{parent, class}
	id, ok := w.kinds[k]
	if !ok {
		id = int32(len(w.relays.kinds))
		w.kinds[k] = id
		w.relays.kinds = append(w.relays.kinds, k)
	}
	return id
}

// class is how a unit passes on upwards, as a class; never where that is not exact.
func (w *upward) class(u model.Unit, implied bool) int32 {
	n := w.p.Network
	up := n.Parent(u)
	key := climbKey{class: w.classOf[u], climb: int32(n.ClimbKind(u)), above: int32(n.RelayKind(up)), higher: never, implied: implied, one: w.answering[u] == 1}
	if w.kindOf[up] > origin {
		key.higher = int32(n.RelayKind(n.Parent(up)))
	}
	if c, ok := w.climbs[key]; ok {
		return c
	}
	w.climbs[key] = never
	relay := w.relay(key)
	w.checkUp(key, relay, u)
	sends, ok := w.moments(u, key)
	if !ok || len(w.refused) > 0 {
		return never
	}
	c := w.newClass(w.of[key.class], relay, model.Never)
	c.sends = sends
	if implied {
		if c.silent = 0; len(c.states) > 1 {
			w.refuse("answers-outage", n.Name(u))
		}
	}
	w.classes = append(w.classes, c)
	w.climbs[key] = int32(len(w.classes) - 1)
	return w.climbs[key]
}

// relay is how people of a unit pass on upwards, as if they told a child.
func (w *upward) relay(key climbKey) *model.Relay {
	n := w.p.Network
	key = climbKey{climb: key.climb, above: key.above}
	if r, ok := w.relayOf[key]; ok {
		return r
	}
	r := &model.Relay{People: 1, PassesOn: 1, Notices: model.Fixed(0), Over: n.Relays()[key.above].Over}
	if key.climb >= 0 {
		c := &n.Climbs()[key.climb]
		r.People, r.PassesOn, r.Notices, r.Hours, r.Alike = c.People, c.PassesOn, c.Notices, c.Hours, c.Alike
		if len(c.Over) > 0 {
			r.Over = c.Over
		}
	}
	w.relayOf[key] = r
	return r
}

// checkUp finds what is not exact in how a unit passes on upwards.
//
// Whether the unit above can be reached over a channel is drawn once in a play: for the
// message on its way down, and the answer on its way up.
func (w *upward) checkUp(key climbKey, relay *model.Relay, u model.Unit) {
	n := w.p.Network
	w.checkChannels(relay)
	if len(model.Parts(relay.Notices)) > 1 {
		w.refuse("mixture-notices")
	}
	if key.climb >= 0 && n.Climbs()[key.climb].Merges > 0 {
		w.refuse("answers-merges", n.Name(u))
	}
	if key.higher < 0 {
		return
	}
	for _, c := range relay.Over {
		if p := n.Channels()[c].Unreachable; p > 0 && p < 1 && slices.Contains(n.Relays()[key.higher].Over, c) {
			w.refuse("answers-unreachable", n.Channels()[c].Name)
		}
	}
}

// maxMoments is at how many moments a unit may pass on upwards what it has by then.
const maxMoments = 4096

// moments are those at which a unit passes on upwards; nil is at once.
func (w *upward) moments(u model.Unit, key climbKey) (lattice.Opening, bool) {
	if key.climb < 0 || w.p.Network.Climbs()[key.climb].Sends == nil {
		return nil, true
	}
	b := w.p.Network.Climbs()[key.climb].Sends
	at := b.At
	switch {
	case b.Of == 1 || b.All && key.one:
		return nil, true
	case b.Of > 0 || b.All:
		w.refuse("answers-wait", w.p.Network.Name(u))
		return nil, false
	case b.Every > 0:
		if int64(w.p.Question.Horizon/b.Every) <= maxMoments {
			for t := w.p.Message().At + b.Every; t <= w.p.Question.Horizon; t += b.Every {
				at = append(at, t)
			}
			break
		}
		fallthrough
	case len(at) > maxMoments:
		w.refuse("answers-moments", w.p.Network.Name(u), int64(maxMoments))
		return nil, false
	}
	out := lattice.Opening{}
	for _, t := range at {
		out = append(out, model.Window{Open: t, Close: t + 1})
	}
	return out, true
}

// setAnswering counts, of each unit, its children with origins in or below them, and
// itself where it is one.
func (w *upward) setAnswering(origins []model.Unit) {
	n := w.p.Network
	w.answering = make([]int32, n.Len())
	seen := make([]bool, n.Len())
	for _, u := range origins {
		w.answering[u]++
		for v := u; !seen[v]; v = n.Parent(v) {
			seen[v] = true
			up := n.Parent(v)
			if up == model.NoUnit {
				break
			}
			w.answering[up]++
		}
	}
}
