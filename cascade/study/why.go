package study

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
}

// A Reason is one row of Reasons.
type Reason struct {
	Cause
	// Count is in how many trials it is the reason, Share in what part of all
	// trials, with Wilson's 95 % bounds.
	Count int
	Share cascade.Estimate
}

// Why plays trials and finds, for each in which the unit does not have the
// message by a time, the one reason why. A time of 0 or beyond the horizon is
// the horizon; 0 trials are 1,000; 0 workers one a core.
//
// Never: the hop that broke is the lowest one above which somebody had the
// message. On a tree that is the first broken hop from the top. Where several
// people, channels or units could have told the next unit, the one that came
// nearest to it decides: failed contacts before a queue, before a closed
// channel, before expiry, before closed hours, before an outage, before people
// who do not pass it on.
//
// Late: from the release to the unit's arrival, by the way on which it came,
// each moment is part of one wait at one tier; the longest of these decides,
// and of equal ones that nearest to the top. Time in which a channel is closed
// counts as hours, whatever else was waited for. A unit which the message
// reaches only after the horizon is late, too.
//
// Where ctx ends first, the trials played are told, marked Partial.
func Why(ctx context.Context, p cascade.Problem, unit model.Unit, by model.Tick, trials, workers int) (*Reasons, error) {
	if unit < 0 || int(unit) >= p.Network.Len() {
		return nil, fmt.Errorf("why: there is no unit %d", unit)
	}
	e, _, err := engine.New("auto", p)
	if err != nil {
		return nil, err
	}
	return why(ctx, p, e, unit, by, trials, workers)
}

// why is Why with an engine made before.
func why(ctx context.Context, p cascade.Problem, e cascade.Tracer, unit model.Unit, by model.Tick, total, workers int) (*Reasons, error) {
	if by <= 0 || by > p.Question.Horizon {
		by = p.Question.Horizon
	}
	total = atLeastOne(total)
	e = engine.Toward(e, unit)
	links := linksTo(p.Network)
	begin := func() *inquest { return newInquest(p, e.Fork(), links) }
	works, played, err := trials(ctx, total, workers, begin, func(q *inquest, trial uint64) {
		q.play(trial)
		q.counts[q.index(q.cause(unit, by))]++
	})
	if err != nil {
		return nil, err
	}
	r := &Reasons{Unit: unit, By: by, Trials: played, Partial: played < total}
	for k := range kinds {
		for tier := nowhere; tier < len(p.Network.Tiers()); tier++ {
			c := Cause{k, tier}
			n := 0
			for _, q := range works {
				n += q.counts[q.index(c)]
			}
			if n > 0 || k == InTime && tier == nowhere {
				r.Rows = append(r.Rows, Reason{c, n, montecarlo.Chance(n, played)})
			}
		}
	}
	return r, nil
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
