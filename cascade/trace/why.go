package trace

import (
	"context"
	"fmt"

	"harkara/cascade"
	"harkara/cascade/engine"
	"harkara/cascade/montecarlo"
	"harkara/model"
)

// Reasons are why a unit has the message late or never, over many trials.
// Every trial counts in exactly one row, so that the shares add up to one.
type Reasons struct {
	Unit    model.Unit
	By      model.Tick // in time is by then
	Trials  int
	Partial bool
	// Rows are in the order of Kind, then from the top tier down. InTime is
	// always there; other reasons where they occurred.
	Rows []Reason
	// Answers are, for each answer that the unit gives to the message, where it is by then.
	Answers []Stuck
}

// A Reason is one row of Reasons.
type Reason struct {
	Cause
	// Count is in how many trials it is the reason, Share in what part of all
	// trials, with Wilson's 95 % bounds.
	Count int
	Share cascade.Estimate
}

// Why asks, for each trial in which a unit does not have the message by a time,
// the one reason why.
//
// Never: the hop that broke is the lowest one above which somebody had the
// message. On a tree that is the first broken hop from the top. Where several
// people, channels or units could have told the next unit, the one that came
// nearest to it decides: failed contacts before contacts over channels on which
// the unit cannot be reached, before a queue, before a closed channel, before expiry, before closed hours, before an outage, before people
// who do not pass it on.
//
// Late: from the release to the unit's arrival, by the way on which it came,
// each moment is part of one wait at one tier; the longest of these decides,
// and of equal ones that nearest to the top. Time in which a channel is closed
// counts as hours, whatever else was waited for. A unit which the message
// reaches only after the horizon is late, too.
type Why struct {
	Unit model.Unit
	By   model.Tick // 0, or beyond the horizon, is the horizon
	// Engine, where given, is one made for the problem before.
	Engine cascade.Tracer
	montecarlo.Sampling
}

// Run plays. Where ctx ends first, the trials played are told, marked Partial.
func (w Why) Run(ctx context.Context, p cascade.Problem) (*Reasons, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	if w.Unit < 0 || int(w.Unit) >= p.Network.Len() {
		return nil, fmt.Errorf("why: there is no unit %d", w.Unit)
	}
	if w.By <= 0 || w.By > p.Question.Horizon {
		w.By = p.Question.Horizon
	}
	if w.Engine == nil {
		var err error
		if w.Engine, _, err = engine.New("auto", p); err != nil {
			return nil, err
		}
	}
	e, links := engine.Toward(w.Engine, w.Unit), linksTo(p.Network)
	seg := w.Segment()
	all, played, err := montecarlo.Play(ctx, seg, w.Sampling, func() *causes {
		return newCauses(&p, newHistory(p, e.Fork(), links), w.Unit, w.By)
	})
	if err != nil {
		return nil, err
	}
	r := &Reasons{Unit: w.Unit, By: w.By, Trials: int(played), Partial: played < seg.Len()}
	r.Rows = all.counted(all.counts, r.Trials)
	all.stuckRows(&p, r)
	return r, nil
}

// causes counts in how many trials each cause was the reason.
type causes struct {
	*history
	unit   model.Unit
	by     model.Tick
	counts []uint64 // by kind, and by tier within
	about  int      // the message
	asked  []asked  // what the unit answers
}

func newCauses(p *cascade.Problem, h *history, unit model.Unit, by model.Tick) *causes {
	size := int(kinds) * (len(h.net.Tiers()) + 1)
	s := &causes{history: h, unit: unit, by: by, counts: make([]uint64, size), about: p.About}
	if engine.Watch(h.engine, unit) {
		s.asked = askedOf(p, unit, size)
	}
	return s
}

// index is the place of a cause in counts.
func (s *causes) index(c Cause) int {
	return int(c.Kind)*(len(s.net.Tiers())+1) + c.Tier - nowhere
}

// Play plays a trial and counts its cause.
func (s *causes) Play(trial uint64) {
	s.play(trial)
	s.countAnswers()
	s.counts[s.index(s.cause(s.unit, s.by))]++
}

// Kind is that of causes.
func (s *causes) Kind() (string, uint64) { return "why", 3 }

// State tells what was counted.
func (s *causes) State(c *montecarlo.Codec) {
	c.Uints(s.counts)
	for k := range s.asked {
		c.Uints(s.asked[k].counts)
	}
}

// Main is the reason that decides most often, InTime left out; false where the
// unit is always told in time.
func (r *Reasons) Main() (Reason, bool) {
	best := Reason{}
	for _, row := range r.Rows {
		if row.Kind != InTime && row.Count > best.Count {
			best = row
		}
	}
	return best, best.Count > 0
}
