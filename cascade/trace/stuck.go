package trace

import (
	"cmp"
	"slices"

	"harkara/cascade"
	"harkara/cascade/engine"
	"harkara/cascade/montecarlo"
	"harkara/model"
)

// Stuck is where the answers of a unit to the message are by a time, and why, over many
// trials: of receipts and reports that the unit itself gives each trial counts in exactly
// one row; where its people answer, or it reports whatever it has heard, each report that
// was made by then does.
type Stuck struct {
	Answer string
	Kind   model.AnswerKind
	// To is the tier that it goes to, Each whether single reports are counted.
	To   string
	Each bool
	// Of is how many are counted: trials, or reports.
	Of   int
	Rows []Reason
}

// asked is an answer that the unit gives: a place in Problem.Asked, and in counts.
type asked struct {
	index  int
	to     int
	each   bool
	counts []uint64 // by kind, and by tier within
}

// askedOf are the answers that a unit gives to the message, and its streams.
func askedOf(p *cascade.Problem, u model.Unit, kinds int) []asked {
	var out []asked
	for k, x := range p.Asked() {
		a := &p.Answers[x.Answer]
		if !p.Tells(x) || !slices.Contains(p.Origins(x.Answer), u) || p.Network.TierOf(u) == a.To {
			continue
		}
		each := x.Message < 0 || a.From == model.FromHouseholds || a.From == model.FromPublic
		out = append(out, asked{k, a.To, each, make([]uint64, kinds)})
	}
	return out
}

// countAnswers counts where the answers of the unit are in this trial.
func (s *causes) countAnswers() {
	if len(s.asked) == 0 {
		return
	}
	steps := engine.UpSteps(s.engine)
	for i := range s.asked {
		a := &s.asked[i]
		if !a.each {
			c := s.stuck(a, steps, nil)
			a.counts[s.index(c)]++
			continue
		}
		var seen []uint64
		for k := range steps {
			r := &steps[k]
			if r.Ask == a.index && r.Kind == engine.UpHeld && r.At <= s.by && r.Unit == s.unit && !slices.Contains(seen, r.Item) {
				seen = append(seen, r.Item)
			}
		}
		for k := range seen {
			a.counts[s.index(s.stuck(a, steps, &seen[k]))]++
		}
	}
}

// stuck is where an answer is by the time asked for, and what it waits for there; of one
// item, or of all that the unit gives.
func (s *causes) stuck(a *asked, steps []engine.UpStep, item *uint64) Cause {
	about := func(r *engine.UpStep) bool { return r.Ask == a.index && (item == nil || r.Item == *item) }
	at := model.NoUnit
	for k := range steps {
		// The higher a unit, the lower its number.
		if r := &steps[k]; about(r) && r.Kind == engine.UpHeld && r.At <= s.by && (at == model.NoUnit || r.Unit < at) {
			at = r.Unit
		}
	}
	own := s.net.TierOf(s.unit)
	switch {
	case at == model.NoUnit && s.out.Together.Messages[s.about].Arrival[s.unit] > s.by:
		return Cause{NoMessage, own}
	case at == model.NoUnit:
		return Cause{NotAnswered, own}
	case s.net.TierOf(at) <= a.to:
		return Cause{InTime, nowhere}
	}
	near := nearest{rank: 1, cause: Cause{NoWay, s.net.TierOf(at)}}
	tier := s.net.TierOf(at)
	together, gone := model.Never, model.Never
	calls, tried := 0, false // calls that still wait, and whether one was made and failed
	for k := range steps {
		r := &steps[k]
		if !about(r) || r.Unit != at {
			continue
		}
		switch r.Kind {
		case engine.UpTogether:
			together = min(together, r.At)
		case engine.UpGone:
			gone = min(gone, r.At)
		case engine.UpQueued:
			if r.Start <= s.by {
				calls++
			}
		case engine.UpTried:
			tried = tried || r.At <= s.by
		case engine.UpSent, engine.UpFailed:
			if r.Call && r.Made <= s.by {
				calls--
			}
		}
		if rank, kind := s.rank(r); rank > 0 {
			near.offer(rank, 0, func() Cause { return Cause{kind, tier} })
		}
	}
	if together <= s.by && gone > s.by {
		near.offer(upTogether, 0, func() Cause { return Cause{Together, tier} })
	}
	switch {
	case calls > 0 && tried:
		near.offer(upRetries, 0, func() Cause { return Cause{Retries, tier} })
	case calls > 0:
		near.offer(upQueued, 0, func() Cause { return Cause{Queued, tier} })
	}
	return near.cause
}

// How near each thing comes to having an answer in hand above by a time: what may still
// succeed is nearer than what has failed.
const (
	upNoWay = 1 + iota
	upNotPassed
	upMerged
	upSilent
	upClosed
	upChannelClosed
	upFailed
	upSlow
	upTogether
	upHours
	upQueued
	upRetries
	upUnderWay
)

// rank is how near a thing that happened comes by the time asked for, and what the answer
// then waits for; 0 is nothing.
func (s *causes) rank(r *engine.UpStep) (int, Kind) {
	switch r.Kind {
	case engine.UpSent:
		switch {
		case r.Call && r.Made > s.by:
			return 0, InTime // it waits for its turn
		case r.Start > s.by:
			return upSlow, SlowNotice
		case r.Made > s.by:
			return upHours, WaitForHours
		}
		return upUnderWay, SlowDelivery
	case engine.UpQueued:
		if r.Start > s.by {
			return upSlow, SlowNotice
		}
		return 0, InTime
	case engine.UpSlow:
		return upSlow, SlowNotice
	case engine.UpFailed:
		if r.Call && r.Made > s.by {
			return 0, InTime
		}
		if r.Start > s.by {
			return upSlow, SlowNotice
		}
		return upFailed, Failed
	case engine.UpChannelClosed:
		return upChannelClosed, ChannelClosed
	case engine.UpClosed:
		return upClosed, RelayClosed
	case engine.UpSilent:
		return upSilent, Silent
	case engine.UpMerged:
		return upMerged, Merged
	case engine.UpNotPassed:
		return upNotPassed, NotPassed
	case engine.UpNoWay:
		return upNoWay, NoWay
	}
	return 0, InTime
}

// stuckRows fills what became of the answers.
func (s *causes) stuckRows(p *cascade.Problem, r *Reasons) {
	list := p.Asked()
	for i := range s.asked {
		a := &s.asked[i]
		x := &p.Answers[list[a.index].Answer]
		out := Stuck{Answer: x.Name, Kind: x.Kind, To: p.Network.Tiers()[x.To], Each: a.each, Of: r.Trials}
		if a.each {
			out.Of = 0
			for _, n := range a.counts {
				out.Of += int(n)
			}
		}
		out.Rows = s.counted(a.counts, out.Of)
		slices.SortStableFunc(out.Rows, func(x, y Reason) int { return cmp.Compare(s.place(y), s.place(x)) })
		r.Answers = append(r.Answers, out)
	}
}

// place is how far up the answers of a row have come: rows are told from the unit's own
// tier up; those in time come first, and then those that were never given.
func (s *causes) place(r Reason) int {
	switch r.Kind {
	case InTime:
		return len(s.net.Tiers()) + 1
	case NoMessage, NotAnswered:
		return len(s.net.Tiers())
	}
	return r.Tier
}

// counted are the rows of counts, of so many.
func (s *causes) counted(counts []uint64, of int) (rows []Reason) {
	for k := range kinds {
		for tier := nowhere; tier < len(s.net.Tiers()); tier++ {
			c := Cause{k, tier}
			n := int(counts[s.index(c)])
			if n > 0 || k == InTime && tier == nowhere {
				rows = append(rows, Reason{c, n, montecarlo.Chance(n, of)})
			}
		}
	}
	return rows
}

// StuckNote is a row of Stuck in words.
func (c Cause) StuckNote(tiers []string, answer model.AnswerKind, to string) model.Note {
	kind := "its-" + answer.String()
	switch c.Kind {
	case InTime:
		return model.NewNote("stuck-known", model.NewNote(kind), to)
	case NoMessage, NotAnswered:
		return model.NewNote("stuck-"+c.Kind.String(), model.NewNote(kind))
	}
	return model.NewNote("stuck-at", model.NewNote(kind), tiers[c.Tier], model.NewNote("stuck-"+c.Kind.String()))
}
