package trace

import (
	"fmt"

	"harkara/cascade"
	"harkara/cascade/engine"
	"harkara/model"
)

// A Timeline is what happened in one trial, in order of time.
type Timeline struct {
	Trial  uint64
	Engine string
	Events []Event
	// Omitted is how many events were left out at the end, for Scope.Limit.
	Omitted int
}

// An Event is one thing that happened, with everything named.
type Event struct {
	At   model.Tick
	Kind string // "released", "delivered", "failed", …
	// Unit is whom it happened to; Code, Tier and Path (names from the top,
	// with slashes) tell it from others of its name.
	Unit, Code, Tier, Path string
	// By is who told, or tried to, or ""; ByCode and ByTier are of it.
	By, ByCode, ByTier string
	// Person counts the people of By, or of Unit where By is "", from 1.
	Person  int
	Channel string // or ""
	Attempt int    // counted from 1; 0 where nothing was attempted
	// First is true where the unit has the message by this.
	First bool
	// Answer is the name of the answer that it is about, or "".
	Answer string
	// Late is true for what comes after the horizon.
	Late bool
}

// A Scope is how much of a trial is told.
type Scope struct {
	// Units, where given, limit what is told to what happens to them and to
	// those from whom the message may come to them. See Below.
	Units []model.Unit
	// Limit, where above 0, is how many lines are told at most.
	Limit int
}

// Below are a unit and all units below it.
func Below(n *model.Network, u model.Unit) []model.Unit {
	out := []model.Unit{u}
	for i := 0; i < len(out); i++ {
		out = append(out, n.Children(out[i])...)
	}
	return out
}

// Story tells what happens in one trial.
type Story struct {
	Trial uint64
	Scope
}

// Run plays the trial and tells it.
func (about Story) Run(p cascade.Problem) (*Timeline, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	e, _, err := engine.New("auto", p)
	if err != nil {
		return nil, err
	}
	for _, u := range about.Units {
		if u < 0 || int(u) >= p.Network.Len() {
			return nil, fmt.Errorf("story: there is no unit %d", u)
		}
	}
	if len(about.Units) > 0 {
		e = engine.Toward(e, about.Units...)
	}
	steps := e.Trace(about.Trial, cascade.NewOutcome(p.Network.Len()))
	t := &Timeline{Trial: about.Trial, Engine: e.Name()}
	if about.Limit > 0 && len(steps) > about.Limit {
		t.Omitted = len(steps) - about.Limit
		steps = steps[:about.Limit]
	}
	for i := range steps {
		t.Events = append(t.Events, eventOf(&p, &steps[i]))
	}
	return t, nil
}

// kindNames are the kinds of step in a word.
var kindNames = [...]string{
	cascade.Released: "released", cascade.Failed: "failed", cascade.Unreachable: "unreachable", cascade.Delivered: "delivered",
	cascade.DidNotPass: "not-passed", cascade.Expired: "expired", cascade.Silent: "silent",
	cascade.Closed: "closed", cascade.Started: "started", cascade.Bypassed: "bypassed",
	cascade.AnswerGiven: "answered", cascade.AnswerKnown: "known", cascade.AnswerAsked: "reminded",
}

func eventOf(p *cascade.Problem, s *cascade.Step) Event {
	n := p.Network
	l := Event{
		At: s.At, Kind: kindNames[s.Kind], Unit: n.Name(s.Unit), Code: n.Code(s.Unit), Tier: n.Tiers()[n.TierOf(s.Unit)],
		Path: n.Path(s.Unit), Person: s.Person, Attempt: s.Attempt, First: s.First, Answer: s.Answer,
		Late: s.At > p.Question.Horizon,
	}
	if s.By != model.NoUnit {
		l.By, l.ByCode, l.ByTier = n.Name(s.By), n.Code(s.By), n.Tiers()[n.TierOf(s.By)]
	}
	if s.Channel >= 0 {
		l.Channel = n.Channels()[s.Channel].Name
	}
	return l
}
