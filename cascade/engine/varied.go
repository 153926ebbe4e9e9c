package engine

import (
	"slices"

	"harkara/cascade"
	"harkara/cascade/random"
	"harkara/model"
)

// varied plays each trial with an engine of the network that the trial's
// circumstances make. All are of one kind, so that one name tells how it plays.
type varied struct {
	// which draws the variant of a trial.
	which   *random.Circumstances
	engines []cascade.Tracer // of each variant
	last    int              // the variant played last
}

// newVaried makes an engine for each variant of a problem, whose units have the
// same addresses among random numbers in all of them.
func newVaried(name string, p cascade.Problem) (cascade.Tracer, model.Note, error) {
	if key := p.Together(); key != "" {
		return variedTogether(name, key, p)
	}
	// Addresses are those of the first variant: what circumstances do not touch is played
	// with the same numbers.
	var plans []*plan
	for i := range p.Variants() {
		var like *plan
		if i > 0 {
			like = plans[0]
		}
		plans = append(plans, newPlanLike(p.Where(&p.Variants()[i]), like))
	}
	v := &varied{which: random.NewCircumstances(p.Seed, p.Circumstances)}
	why := model.Note{}
	for _, pl := range plans {
		e, reason, err := choose(name, pl)
		if err != nil {
			return nil, reason, err
		}
		// The reason why one must be played in order of time is the reason for all.
		if why.Kind == "" || e.Name() == "event" {
			why = reason
		}
		v.engines = append(v.engines, e)
	}
	// Where one network is for the event engine, all are played by it.
	if slices.ContainsFunc(v.engines, func(e cascade.Tracer) bool { return e.Name() == "event" }) {
		for i, pl := range plans {
			v.engines[i] = newEvent(pl)
		}
	}
	return v, why, nil
}

// variedTogether is newVaried where messages and answers are played together.
func variedTogether(name, key string, p cascade.Problem) (cascade.Tracer, model.Note, error) {
	v, why := &varied{which: random.NewCircumstances(p.Seed, p.Circumstances)}, model.Note{}
	for i := range p.Variants() {
		e, reason, err := newTogether(name, key, p.Where(&p.Variants()[i]))
		if err != nil {
			return nil, reason, err
		}
		why = reason
		v.engines = append(v.engines, e)
	}
	return v, why, nil
}

// Name is that of the engines.
func (v *varied) Name() string { return v.engines[0].Name() }

// Fork is an engine for the same problem.
func (v *varied) Fork() cascade.Engine {
	f := &varied{which: v.which}
	for _, e := range v.engines {
		f.engines = append(f.engines, e.Fork().(cascade.Tracer))
	}
	return f
}

// Play plays a trial through the network of its circumstances.
func (v *varied) Play(trial uint64, out *cascade.Outcome) { v.of(trial).Play(trial, out) }

// Trace plays a trial and tells what happened.
func (v *varied) Trace(trial uint64, out *cascade.Outcome) []cascade.Step {
	return v.of(trial).Trace(trial, out)
}

// of is the engine of a trial.
func (v *varied) of(trial uint64) cascade.Tracer {
	v.last = v.which.Variant(trial)
	return v.engines[v.last]
}

// toward is Toward for each of the engines.
func (v *varied) toward(units []model.Unit) *varied {
	f := &varied{which: v.which}
	for _, e := range v.engines {
		f.engines = append(f.engines, Toward(e, units...))
	}
	return f
}
