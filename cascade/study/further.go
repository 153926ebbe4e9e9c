package study

import (
	"reflect"
	"slices"

	"harkara/cascade"
	"harkara/cascade/montecarlo"
	"harkara/model"
)

// A KnownDifference is what a plan changes of what one tier (its Tier) knows by receipts:
// of the share of those who can answer who are known of there.
type KnownDifference struct {
	Answer string
	// From is who answers: a tier, households or leaves.
	From string
	Difference
}

// A KnownTimeDifference is that of when a share of them is known of.
type KnownTimeDifference struct {
	Answer, From string
	TimeDifference
}

// A RightDifference is what a plan changes of who of a tier holds the message right, or
// wrong, as shares of all. Believes is the message that those believe where it is one of
// two that contradict each other; "" is of copies that may be changed on the way.
type RightDifference struct {
	Wrong    bool
	Believes string
	Difference
}

// further is a line of one side that tells of something else than who has the message:
// what a tier knows, or, where answer is "", what it holds.
type further struct {
	answer, from, tier string
	believes           string
	wrong              bool
	known              inHand
	of                 int   // the tier's index; −1 is the public
	total              int64 // of those who hold it
}

// key tells the line from all others, and is the same on both sides.
func (f *further) key() string {
	switch {
	case f.answer != "":
		return "\x00known\x00" + f.answer + "\x00" + f.tier
	case f.wrong:
		return "\x00wrong\x00" + f.tier
	}
	return "\x00right\x00" + f.tier
}

// furtherLines are those of a problem: of each tier to which receipts climb, from who
// answers up, then of what is held where that is followed.
func furtherLines(p *cascade.Problem, minds bool) []further {
	var out []further
	if p.Together() == "" {
		return nil
	}
	tiers := p.Network.Tiers()
	for k, asked := range p.Asked() {
		a := &p.Answers[asked.Answer]
		if asked.Message != p.About || a.Kind != model.Receipt {
			continue
		}
		x := inHand{answer: k, total: answering(p, asked.Answer)}
		for _, tier := range climbedTo(p, asked.Answer) {
			x.tier = tier
			out = append(out, further{answer: a.Name, from: cascade.FromName(a, tiers), tier: tiers[tier], known: x})
		}
	}
	for _, c := range montecarlo.Held(p, minds) {
		right := further{tier: c.Tier, of: p.Network.TierIndex(c.Tier), total: c.Total}
		wrong := right
		wrong.wrong = true
		if c.Against != "" {
			right.believes, wrong.believes = p.Message().Name, c.Against
		}
		out = append(out, right, wrong)
	}
	return out
}

// climbedTo are the tiers to which receipts climb, from who answers up.
func climbedTo(p *cascade.Problem, answer int) []int {
	a, lowest := &p.Answers[answer], 0
	for _, u := range p.Origins(answer) {
		lowest = max(lowest, p.Network.TierOf(u))
	}
	if lowest > a.To && a.From != model.FromHouseholds {
		lowest-- // who answers knows of itself
	}
	var out []int
	for t := max(lowest, a.To); t >= a.To; t-- {
		out = append(out, t)
	}
	return out
}

// setFurther adds the further lines of a side. Any unit, above all one that knows, may be
// what all of them hang on.
func (s *side) setFurther() {
	s.plain = len(s.names)
	s.further = furtherLines(&s.problem, s.crowd != nil && s.crowd.Minds())
	for i := range s.further {
		s.names = append(slices.Clip(s.names), s.further[i].key())
		s.common = append(s.common, 1)
	}
}

// changedFurther adds of each further line whether anything is not what it is in base.
func (s *side) changedFurther(base *cascade.Problem) {
	part := 1.0
	if sameForAnswers(base, &s.problem) {
		part = 0
	}
	for range s.further {
		s.changed = append(s.changed, part)
	}
}

// sameForAnswers tells whether nothing differs on which what is known may depend.
func sameForAnswers(a, b *cascade.Problem) bool {
	if (a.Variants() != nil || b.Variants() != nil) && !sameCircumstances(a, b) {
		return false
	}
	if !reflect.DeepEqual(a.Messages, b.Messages) || !reflect.DeepEqual(a.Answers, b.Answers) {
		return false
	}
	x, y := byVariant(a), byVariant(b)
	for i := range x {
		if !sameNetwork(x[i].Network, y[i].Network) {
			return false
		}
	}
	return true
}

// sameNetwork tells whether two networks are alike in all that is played.
func sameNetwork(a, b *model.Network) bool {
	units := changedUnits(a, b)
	if units == nil || slices.Contains(units, true) || !reflect.DeepEqual(a.Climbs(), b.Climbs()) || !reflect.DeepEqual(a.Channels(), b.Channels()) {
		return false
	}
	for u := range units {
		if a.ClimbKind(model.Unit(u)) != b.ClimbKind(model.Unit(u)) {
			return false
		}
	}
	return reflect.DeepEqual(a.Public(), b.Public()) && slices.Equal(a.People(), b.People())
}

// answersMatter tells whether what comes back may change who has a message: where those
// who did not answer are reminded, a message waits for reports, or calls up and down wait
// for the same lines.
func answersMatter(p *cascade.Problem) bool {
	calls := func(c model.Channel) bool { return c.Calls != nil }
	matters := func(m model.Message) bool { return len(m.Remind) > 0 || m.When != nil }
	return len(p.Answers) > 0 && (slices.ContainsFunc(p.Messages, matters) || slices.ContainsFunc(p.Network.Channels(), calls))
}

// readFurther reads the further lines of a play.
func (p *player) readFurther() {
	for i := range p.further {
		f, line := &p.further[i], p.plain+i
		if f.answer != "" {
			for j, at := range p.at {
				p.put(line, j, float64(f.known.by(p.out, at)), float64(f.known.total))
			}
			f.known.when(p.out, comparedShares, p.whenOf(line))
			continue
		}
		for j, at := range p.at {
			held := montecarlo.HeldBy(p.out, &p.problem, f.of, p.work, at)
			if f.wrong {
				p.put(line, j, float64(held.Wrong), float64(f.total))
			} else {
				p.put(line, j, float64(held.Right), float64(f.total))
			}
		}
	}
}

// note puts the difference of a further line where it belongs.
func (c *Change) note(f *further, d Difference) {
	d.Tier = f.tier
	if f.answer != "" {
		c.Known = append(c.Known, KnownDifference{f.answer, f.from, d})
	} else {
		c.Right = append(c.Right, RightDifference{f.wrong, f.believes, d})
	}
}

// noteTime puts that of a time where it belongs.
func (c *Change) noteTime(f *further, d TimeDifference) {
	if d.Tier = f.tier; f.answer != "" {
		c.KnownTimes = append(c.KnownTimes, KnownTimeDifference{f.answer, f.from, d})
	}
}
