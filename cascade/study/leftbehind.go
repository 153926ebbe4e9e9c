package study

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"

	"harkara/cascade"
	"harkara/cascade/engine"
	"harkara/cascade/montecarlo"
	"harkara/cascade/public"
	"harkara/cascade/trace"
	"harkara/model"
)

// LeftBehind are the served units with the most people whom the message does
// not reach by the horizon.
type LeftBehind struct {
	Trials  int
	Partial bool
	// People is how many people there are in all, Unreached how many of them
	// are expected not to be reached, and Unserved how many of those there is
	// no unit to serve.
	People    int64
	Unreached float64
	Unserved  int64
	// Loss is where they go in the whole, and Hops where the message breaks off
	// for those in Loss.NotTold, from the top.
	Loss Loss
	Hops []LostHop
	// Units are the worst, most people first.
	Units []Left
}

// Left is one unit that is left behind.
type Left struct {
	Unit       model.Unit
	Name, Path string
	People     int64
	// Unreached is how many of them are expected not to be reached, with 95 %
	// bounds.
	Unreached cascade.Estimate
	Loss      Loss
	// Told is the chance that the unit's source (see Loss) has the message by
	// the horizon, Started that somebody there starts to pass it on.
	Told, Started cascade.Estimate
	// Because is the reason. Where no unit serves its people it says so, and
	// Loss, Told and Started are zero.
	Because model.Note
}

// Loss is where the people go whom a message does not reach, in expected
// people; the four add up to Left.Unreached. They are told with respect to the
// source of a unit: of the units its people hear from, the one nearest to them
// (most often the unit itself).
type Loss struct {
	// Audience are the people who would not hear by the horizon even if every
	// source had started when the message was released.
	Audience float64
	// NotTold, NotPassed and Late are those whom the relay loses beyond that:
	// where the source never has the message, where it has and nobody there
	// starts to pass it on, and where somebody starts, only later than at once.
	NotTold, NotPassed, Late float64
}

// A LostHop is how many people are lost because the message breaks off between two
// tiers: the last unit above them that has it is of tier From, the first below
// that does not of tier To. From is "" where that first unit has nobody above.
type LostHop struct {
	From, To string
	// Lost is how many of the people below would have heard by the horizon had
	// their source started at release: to be expected, with 95 % bounds. (Those who
	// would not are in Loss.Audience; cascade.Hop.Stopped counts them too.)
	Lost cascade.Estimate
}

// FindLeftBehind asks for the served units (at most Most) with the most people
// who are not reached by the horizon, and why.
type FindLeftBehind struct {
	Most int
	montecarlo.Sampling
}

// Run plays. Where ctx ends first, the trials played are told, marked Partial.
func (s FindLeftBehind) Run(ctx context.Context, p cascade.Problem) (*LeftBehind, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	e, _, err := engine.New("auto", p)
	if err != nil {
		return nil, err
	}
	crowd, err := public.New(p, nil, s.Public)
	if err != nil {
		return nil, err
	}
	if crowd == nil {
		return nil, errors.New("left behind: nobody is served: the scenario has no public")
	}
	seg := s.Segment()
	all, played, err := montecarlo.Play(ctx, seg, s.Sampling, func() *unreached { return newUnreached(p, e, crowd) })
	if err != nil {
		return nil, err
	}
	out := all.leftBehind(int(played), s.Most)
	out.Partial = played < seg.Len()
	for i := range out.Units {
		left := &out.Units[i]
		if left.Because.Kind != "" {
			continue // nobody serves its people
		}
		ask := trace.Why{Unit: all.sources[all.place(left.Unit)], Engine: e, Sampling: s.Sampling}
		if err := left.explain(ctx, p, ask); err != nil {
			out.Partial = true // interrupted: the numbers stand, the reasons are shorter
		}
	}
	return out, nil
}

// leftBehind finds the worst units of so many trials.
func (c *unreached) leftBehind(played, most int) *LeftBehind {
	n := c.problem.Network
	out := &LeftBehind{Trials: played, Unserved: n.Spread().Unserved}
	out.People, out.Unreached = out.Unserved, float64(out.Unserved)
	order := make([]int, len(c.missed))
	mean := make([]float64, len(c.missed))
	people := func(i int) float64 { return mean[i] * float64(n.People()[i]) }
	for i := range order {
		order[i] = i
		mean[i], _ = c.missed[i].Share()
		out.People += n.People()[i]
		out.Unreached += people(i)
		l := c.loss(i, played)
		out.Loss.Audience += l.Audience
		out.Loss.NotTold += l.NotTold
		out.Loss.NotPassed += l.NotPassed
		out.Loss.Late += l.Late
	}
	out.Hops = c.lostAt()
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(people(b), people(a)), cmp.Compare(a, b)) })
	for _, i := range order[:min(max(most, 0), len(order))] {
		if mean[i] > 0 && n.People()[i] > 0 {
			out.Units = append(out.Units, c.left(i, played))
		}
	}
	out.Units = append(out.Units, unserved(n)...)
	slices.SortStableFunc(out.Units, func(a, b Left) int { return cmp.Compare(b.Unreached.Value, a.Unreached.Value) })
	out.Units = out.Units[:min(max(most, 0), len(out.Units))]
	return out
}

// unserved are the units with people of their own whom no unit serves.
func unserved(n *model.Network) []Left {
	people := n.Unserved()
	var out []Left
	for u := range model.Unit(n.Len()) {
		own := people[u]
		for _, v := range n.Children(u) {
			own -= people[v]
		}
		if own > 0 {
			out = append(out, Left{
				Unit: u, Name: n.Name(u), Path: n.Path(u), People: own,
				Unreached: cascade.Estimate{Value: float64(own), Low: float64(own), High: float64(own)},
				Because:   model.NewNote("left-unserved"),
			})
		}
	}
	return out
}

// left is what is known of the i-th served unit after so many trials.
func (c *unreached) left(i, played int) Left {
	n := c.problem.Network
	u, total := n.Served()[i], float64(n.People()[i])
	mean, variance := c.missed[i].Share()
	share := montecarlo.Share(mean, variance, played, 1)
	return Left{
		Unit: u, Name: n.Name(u), Path: n.Path(u), People: n.People()[i],
		Unreached: scaled(share, total),
		Loss:      c.loss(i, played), Told: montecarlo.Chance(int(c.told[i]), played),
		Started: montecarlo.Chance(int(c.started[i]), played),
	}
}

// loss is where the people of the i-th served unit go.
func (c *unreached) loss(i, played int) Loss {
	people := float64(c.problem.Network.People()[i])
	per := func(sum int64) float64 { return float64(float64(sum) / montecarlo.Whole / float64(played) * people) }
	mean, _ := c.missed[i].Share()
	audience, notTold, silent := per(c.audience[i]), per(c.notTold[i]), per(c.silent[i])
	return Loss{
		Audience: audience, NotTold: notTold, NotPassed: silent,
		Late: max(float64(mean*people)-audience-notTold-silent, 0),
	}
}

// lostAt are the hops at which somebody is lost.
func (c *unreached) lostAt() []LostHop {
	names := c.problem.Network.Tiers()
	var out []LostHop
	for h := range c.hops {
		mean, variance := c.hops[h].Share()
		if mean == 0 {
			continue
		}
		hop := LostHop{To: names[h%len(names)]}
		if from := h/len(names) - 1; from >= 0 {
			hop.From = names[from]
		}
		hop.Lost = scaled(montecarlo.Share(mean, variance, c.hops[h].Count(), 1), c.total)
		out = append(out, hop)
	}
	return out
}

// scaled is an estimate of a share in people.
func scaled(e cascade.Estimate, people float64) cascade.Estimate {
	return cascade.Estimate{Value: e.Value * people, Low: e.Low * people, High: e.High * people}
}

// explain says why a unit is left behind, and asks why its source is not told
// where that costs the most people.
func (l *Left) explain(ctx context.Context, p cascade.Problem, ask trace.Why) error {
	source := ask.Unit
	it := model.NewNote("left-unit")
	if source != l.Unit && source != model.NoUnit {
		it = model.NewNote("left-source", p.Network.Name(source))
	}
	most := max(l.Loss.Audience, l.Loss.NotTold, l.Loss.NotPassed, l.Loss.Late)
	switch most {
	case l.Loss.NotTold:
		l.Because = model.NewNote("left-not-told", it, 1-l.Told.Value)
		why, err := ask.Run(ctx, p)
		if err != nil {
			return err
		}
		if r, ok := why.Main(); ok {
			l.Because = model.NewNote("left-not-told-because", it, 1-l.Told.Value, r.Reason(p.Network.Tiers()))
		}
	case l.Loss.NotPassed:
		l.Because = model.NewNote("left-not-passed", it, l.Told.Value, l.Started.Value)
	case l.Loss.Late:
		l.Because = model.NewNote("left-late", it, l.Told.Value, int64(math.Round(l.Loss.Late)))
	default:
		l.Because = model.NewNote("left-audience", 1-l.Loss.Audience/float64(l.People))
	}
	return nil
}
