package exact

import (
	"harkara/cascade"
	"harkara/model"
)

// In a tree the first copy of a unit is the only one that counts, and whether a hand-over
// changes it does not depend on when it is made. So of the units of a kind a share has the
// message right that follows from the kind above,
//
//	q = q_above·(1 − ε) + (1 − q_above)·ε/(K − 1),
//
// where ε is the chance of the channels to change what they carry, to another of K
// variants; and through how many hands it went is how deep the kind lies.

// copied is what units of a kind hold: the chance that it is right, and its hands.
type copied struct{ right, hands float64 }

// copies are what units of each kind of the ways down hold.
func (r *relays) copies() []copied {
	out := make([]copied, len(r.kinds))
	out[origin].right = 1
	for i, k := range r.kinds {
		if i == origin || r.classes[k.class].made || int(k.class) >= len(r.senders) {
			continue
		}
		above := out[k.parent]
		out[i] = copied{above.right, above.hands + 1}
		if over := r.classes[k.class].relay.Over; len(over) > 0 {
			c := &r.p.Network.Channels()[over[0]]
			out[i].right = above.right * (1 - c.Garbles)
			if c.Variants > 1 {
				out[i].right += (1 - above.right) * c.Garbles / float64(c.Variants-1)
			}
		}
	}
	return out
}

// checkCopies refuses channels of one relay that change what they carry unlike: then it
// matters which was first.
func (r *relays) checkCopies() {
	if !r.p.Network.Garbles() {
		return
	}
	channels := r.p.Network.Channels()
	for i := range r.classes {
		if !r.senders[i] {
			continue
		}
		over := r.classes[i].relay.Over
		for _, c := range over {
			x, y := &channels[over[0]], &channels[c]
			if x.Garbles != y.Garbles || x.Garbles > 0 && x.Variants != y.Variants {
				r.refuse("garbles-unlike", x.Name, y.Name)
			}
		}
	}
}

// contents fills in who of each tier has the message as it was sent, and through how
// many hands, where that is followed.
func (b *counted) contents(out *cascade.Result, c *computer) {
	if !b.p.Network.Garbles() && !b.p.Question.Follow {
		return
	}
	holds := b.copies()
	for i := range b.lines[:b.Whole] {
		l := &b.lines[i]
		right, hands := cascade.Right{Tier: l.Name}, cascade.HandOvers{Tier: l.Name}
		for _, at := range b.p.Question.At {
			h := l.held(c, holds, at)
			right.Right, right.Wrong = append(right.Right, ordered(h.right)), append(right.Wrong, ordered(h.wrong))
			not := cascade.Estimate{Value: 1 - h.all.Value, Low: 1 - h.all.High, High: 1 - h.all.Low}
			right.Not = append(right.Not, ordered(not))
			right.OfThose = append(right.OfThose, share(h.right, h.wrong))
			hands.Mean = append(hands.Mean, quotient(h.hands, h.all))
		}
		out.Right, out.HandOvers = append(out.Right, right), append(out.HandOvers, hands)
	}
}

// holding is the shares of a line that have a message, have it right and wrong, and its
// hands, per unit of the line.
type holding struct{ all, right, wrong, hands cascade.Estimate }

// held is what those of a line hold by a time.
func (l *line) held(c *computer, holds []copied, at model.Tick) holding {
	var h holding
	for _, x := range l.units {
		if x.kind == never {
			continue
		}
		f := within(c.arrivals[x.kind].CDF(at, false))
		w := float64(x.n) / float64(l.Total)
		addTimes(&h.all, f, w)
		addTimes(&h.right, f, w*holds[x.kind].right)
		addTimes(&h.wrong, f, w*(1-holds[x.kind].right))
		addTimes(&h.hands, f, w*holds[x.kind].hands)
	}
	return h
}

// share is a of a and b together; no number where there is nothing.
func share(a, b cascade.Estimate) cascade.Estimate {
	of := func(a, b float64) float64 {
		if a+b <= 0 {
			return 0
		}
		return a / (a + b)
	}
	if a.Value+b.Value <= 0 {
		return cascade.Nobody()
	}
	return ordered(cascade.Estimate{Value: of(a.Value, b.Value), Low: of(a.Low, b.High), High: of(a.High, b.Low)})
}

// quotient is a sum over a number; no number where that is nothing.
func quotient(a, n cascade.Estimate) cascade.Estimate {
	if n.Value <= 0 {
		return cascade.Nobody()
	}
	e := cascade.Estimate{Value: a.Value / n.Value, Low: a.Low / n.High, High: a.High / max(n.Low, n.Value*1e-9)}
	return ordered(e)
}
