package cascade

import (
	"context"
	"slices"

	"harkara/model"
)

// A Problem is the messages played through one network, and what is asked of them.
type Problem struct {
	// Network is that of all plays, or, where circumstances make plays unlike, of
	// those of the first of Circumstances.Variants.
	Network *model.Network
	// Circumstances may hold in a play, which then goes through another network of
	// the same units; nil, or one variant, is the same network in every play.
	Circumstances *model.Circumstances
	// Messages are played together, in the order of the file, and About is the index
	// of the one that is asked about.
	Messages []model.Message
	About    int
	// Answers are what goes up, to any message.
	Answers  []model.Answer
	Question model.Question
	// Seed is what all random numbers derive from: the same seed gives the same plays.
	Seed uint64
	// Cache, where given, is shared with problems that are compared with this one.
	Cache *Cache
}

// Message is the message that is asked about.
func (p *Problem) Message() *model.Message { return &p.Messages[p.About] }

// Variants are the networks of a problem's plays where circumstances make them
// unlike; nil where all plays go through Network.
func (p *Problem) Variants() []model.Variant {
	if p.Circumstances == nil || len(p.Circumstances.Variants) < 2 {
		return nil
	}
	return p.Circumstances.Variants
}

// Where is the problem of plays that all go through the network of one of Variants.
func (p Problem) Where(v *model.Variant) Problem {
	p.Network, p.Circumstances = v.Network, nil
	return p
}

// Networks are those of a problem's plays.
func (p *Problem) Networks() []*model.Network {
	out := []*model.Network{p.Network}
	for _, v := range p.Variants()[min(1, len(p.Variants())):] { // the first is Network
		out = append(out, v.Network)
	}
	return out
}

// WithNetworks is a problem with the same change made to the networks of all its plays.
func (p Problem) WithNetworks(change func(*model.Network) *model.Network) Problem {
	p.Network = change(p.Network)
	if p.Circumstances == nil || len(p.Circumstances.Variants) == 0 {
		return p
	}
	all := *p.Circumstances
	all.Variants = slices.Clone(all.Variants)
	for i := range all.Variants {
		all.Variants[i].Network = change(all.Variants[i].Network)
	}
	p.Circumstances, p.Network = &all, all.Variants[0].Network
	return p
}

// An Outcome is what happened in one trial. It is used for trials of one problem:
// an engine may leave in it what is the same in all of them.
type Outcome struct {
	// Arrival is, for each unit, when it first had the message; model.Never
	// where that is not within the horizon.
	Arrival []model.Tick
	// Start is, for each unit, when the first of its people who pass the
	// message on started to; model.Never where nobody did, and where nobody
	// asks: at units of a tier that neither tell units nor serve people.
	Start []model.Tick
	// By is, for each unit, who told it first and over what. It is kept where it has
	// an entry a unit, and costs time; nil asks for nothing.
	By []Told
	// Together is what happened to all messages and answers; nil where the problem has
	// but one message and nothing that needs it (Problem.Together).
	Together *Together
}

// Told is who told a unit first, and over which channel: an index of the
// network's channels. From is model.NoUnit, and Channel −1, for an origin of the
// message and for a unit that does not have it.
type Told struct {
	From    model.Unit
	Channel int32
	Way     WayKind
}

// WayKind tells ways from unit to unit apart.
type WayKind uint8

// The ways: from the unit above, over an extra link, or by people of the unit above
// that, who stand in for one that has not started.
const (
	FromParent WayKind = iota
	OverLink
	ByDeputy
)

// wayNames are the ways from unit to unit, for programs.
var wayNames = [...]string{FromParent: "parent", OverLink: "link", ByDeputy: "deputy"}

// String is "parent", "link" or "deputy".
func (k WayKind) String() string { return wayNames[k] }

// NewOutcome is an outcome for a network of n units, in which nothing happened.
func NewOutcome(n int) *Outcome {
	o := &Outcome{Arrival: make([]model.Tick, n), Start: make([]model.Tick, n)}
	for u := range n {
		o.Arrival[u], o.Start[u] = model.Never, model.Never
	}
	return o
}

// An Engine plays trials of one problem. What it plays is a function of the
// problem's seed and the trial's number alone: two engines that apply to a
// problem give the same outcome, unit by unit. An Engine is used by one
// goroutine at a time; Fork makes another.
type Engine interface {
	// Name is the engine's name on the command line.
	Name() string
	// Play plays a trial into out, whose slices have one entry a unit.
	Play(trial uint64, out *Outcome)
	// Fork is an engine for the same problem with working memory of its own.
	Fork() Engine
}

// A Step is one thing that happened in a trial that is traced.
type Step struct {
	At   model.Tick
	Kind StepKind
	Unit model.Unit // whom it happened to
	By   model.Unit // who told, or model.NoUnit
	// Person counts the people of By (or of Unit) from 1.
	Person  int
	Channel int // index of the network's channels, or -1
	Attempt int // counted from 1
	// First is true for the delivery that was the unit's first.
	First bool
	// Answer is the name of the answer that it is about; "" where it is the message.
	Answer string
	// Due is when it would have been, had nothing held it back: a person would
	// have noticed, an attempt could first have been made. Turn is, for a
	// contact, when it was its turn: a line was free, hours not yet looked at.
	Due, Turn model.Tick
}

// StepKind tells steps apart.
type StepKind uint8

// The kinds of step, in the order in which those of one moment are told.
const (
	Released    StepKind = iota // the unit is an origin of the message
	Failed                      // a contact failed
	Unreachable                 // a contact failed: the unit cannot be reached over this channel in this play
	Delivered                   // a contact succeeded; At is when the message is in hand
	DidNotPass                  // a person will not pass the message on
	Expired                     // a person would have started after the message expired
	Silent                      // a person never starts: the unit is silent for the rest of the play
	Closed                      // a person, or a contact, finds no open hours within the horizon
	Started                     // a person starts to pass the message on
	Bypassed                    // By's people take over for Unit, which has not started
	AnswerGiven                 // Unit gives an answer
	AnswerKnown                 // Unit has an answer that By gave
	AnswerAsked                 // By's person asks Unit, of whose answer it does not know
)

// A Tracer is an Engine that can tell what happened, in order of time. It
// returns an outcome identical to Play's.
type Tracer interface {
	Engine
	Trace(trial uint64, out *Outcome) []Step
}

// A Solver answers problems.
type Solver interface {
	// Solve answers p. When ctx ends first, the answer so far is returned,
	// marked Partial, where there is one. ErrNotApplicable is wrapped by the
	// error of a solver that cannot answer this kind of problem.
	Solve(ctx context.Context, p Problem) (*Result, error)
}
