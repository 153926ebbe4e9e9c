package montecarlo

import (
	"math/bits"
	"slices"

	"harkara/cascade"
	"harkara/cascade/public"
	"harkara/model"
)

// Estimate is about how many bytes solving a problem takes, beside its network:
// within a factor of two of what is taken (TestEstimate). It does not depend on
// the number of trials: what is counted goes into histograms whose bins are
// opened when first met, and everything else is written over from trial to
// trial.
//
//	shared    20 a unit, 20 a link, 150 a served unit; 64 KB a table of delays
//	a worker  16 a unit: when it has the message, and when it starts
//	          8 a unit of the largest tier, while that is counted
//	          60 a unit in the event engine, for what comes up
//	          8 a source and served unit; 56 a moment of talk and kind of unit
//	          28 a unit, and 4 for each time, where single units are asked for
//	          21 a unit and message, and 8 a tier and 150 an answer on its way up, where
//	          messages and answers are played together
//	          24 a bin of the histograms of each line, for each column and share
//
// There are as many workers as cores where Solver.Workers is 0, and one set of
// histograms more, to which theirs are added.
// It follows from the sizes of arrays, in bytes, and from how many of each
// there are; no trial is played.
func (s Solver) Estimate(p cascade.Problem) int64 {
	n := p.Network
	units, links, served := int64(n.Len()), int64(len(n.Links())), int64(0)
	if n.Public() != nil {
		served = int64(len(n.Served()))
	}
	shared := 20*units + 20*links + 150*served + tableBytes*int64(len(n.Channels())+len(n.Relays()))
	counts := countBytes(p)
	worker := 16*units + 8*largestTier(n) + scanBytes*int64(scanPlace(p.Question.Horizon)) + counts
	// Links may lead in a circle: whether they do is not looked into here.
	if s.Engine == "event" || links > 0 && s.Engine != "layered" {
		worker += 60 * units
	}
	// Each variant that circumstances make has an engine and a public of its own.
	variants := int64(max(len(p.Variants()), 1))
	people := int64(0)
	if served > 0 {
		people = s.peopleBytes(n, p.Question.Horizon)
	}
	worker += variants * people
	shared += (variants - 1) * (shared - 16*units)
	if p.Question.Ways {
		worker += 12 * units // who told each first
	}
	common, play, lines := togetherBytes(&p)
	shared, worker, counts = shared+common, worker+play+lines, counts+lines
	each := unitBytes(&p)
	worker, shared = worker+each, shared+3*each // the sum of all, and the answer
	workers := int64(Sampling{Workers: s.Workers}.workers())
	// No more workers begin than there are trials to play.
	if s.Trials > 0 {
		workers = min(workers, int64(s.Trials))
	}
	return shared + counts + workers*worker
}

// Estimate is about how many bytes playing all points takes: a point's own counts
// beside those of all, and the numbers that are kept of each point.
func (s Ranges) Estimate(p cascade.Problem) int64 {
	cells := int64(len(p.Network.Tiers())+2)*int64(len(p.Question.At)) + int64(len(p.Question.Goals))
	return 2*s.Solver.Estimate(p) + int64(s.Points)*(pointBytes+24*cells+8*int64(len(s.Names)))
}

// Sizes in bytes: what a point takes beside its numbers; a table of delays, a bin of a histogram, and a bin of a
// scan.
const (
	pointBytes = 200
	tableBytes = 64 << 10
	binBytes   = 24
	jointBytes = 32 // more, for delays
	scanBytes  = 16
	talkEdges  = 20 // moments of talk at columns, and at the edges of hours
	// What talk takes for each moment and kind of unit.
	stateBytes = 72
	talkStarts = 450 // about as many starts of units with many like them
)

// Of messages and answers that are played together: a message at a unit, an answer on its
// way up with what comes up for it, and somebody who hears several messages.
const (
	messageBytes = 21
	itemBytes    = 150
	mindBytes    = 300
)

// togetherBytes are those of what is played together beside one message: shared by all
// workers, for each of them, and for each set of what is counted.
func togetherBytes(p *cascade.Problem) (shared, worker, counts int64) {
	if p.Together() == "" {
		return 0, 0, 0
	}
	n := p.Network
	units, messages, tiers := int64(n.Len()), int64(len(p.Messages)), int64(len(n.Tiers()))
	shared = 20*units*messages + 2*tableBytes*int64(len(n.Climbs()))
	worker = messageBytes * units * messages
	for _, x := range p.Asked() {
		a := &p.Answers[x.Answer]
		items := int64(len(p.Origins(x.Answer)))
		shared += 16*items + 5*units
		switch a.From {
		case model.OfTier:
			items = int64(float64(items) * a.PerDay * (min(a.During[1], p.Question.Horizon) - a.During[0]).Seconds() / model.Day.Seconds())
		case model.FromPublic, model.FromHouseholds:
			items = 0
			for _, people := range n.People() {
				items += int64(a.Chance * float64(people))
			}
		}
		worker += items * (itemBytes + 8*tiers)
		if x.Message == p.About || x.Message < 0 {
			counts += tiers * lineBytes(p, items)
		}
	}
	if public := n.Public(); public != nil && minded(p) {
		for _, people := range n.People() {
			worker += mindBytes * people * messages
		}
	}
	return shared, worker, counts
}

// minded tells whether people are played one by one over all messages.
func minded(p *cascade.Problem) bool {
	return p.Network.Public().Attends != nil || slices.ContainsFunc(p.Messages, func(m model.Message) bool { return m.Contradicts > 0 })
}

// largestTier is the number of units of the largest tier.
func largestTier(n *model.Network) int64 {
	most := 0
	for t := range n.Tiers() {
		most = max(most, n.InTier(t).Len())
	}
	return int64(most)
}

// peopleBytes is what a worker needs for the public. Talk is followed for each
// served unit, or where they are many, for some hundred starts under each of the
// units above that people hear from.
func (s Solver) peopleBytes(n *model.Network, horizon model.Tick) int64 {
	served, above, talk, rate, total := int64(len(n.Served())), 1, false, 0.0, int64(0)
	for _, source := range n.Public().Hears {
		switch {
		case source.Kind == model.Talk:
			talk = true
			rate += source.Rate
			continue
		case source.From >= 0 && source.From < n.TierOf(n.Served()[0]):
			above = max(above, n.InTier(source.From).Len())
		}
		total += 8 * served
	}
	if talk {
		times := int64(public.TalkTimes(horizon, rate)) + talkEdges
		total += stateBytes * times * min(served, int64(above)*talkStarts)
	}
	// Played one by one, people take memory each; as cohorts they do not.
	if s.Public == public.Individuals {
		for _, people := range n.People() {
			total += 48 + 32*people
		}
	}
	return total
}

// countBytes is one set of histograms. A line of units takes what its number of
// units has bins for; people, and times, some doublings' worth.
func countBytes(p cascade.Problem) int64 {
	n := p.Network
	lines := len(n.Tiers())
	if p.Question.Starts {
		lines *= 2
	}
	if n.Public() != nil {
		lines += 2
	}
	// perGroup is how many lines each unit of a tier has by which answers are grouped.
	perGroup := func(by int) int {
		if n.Public() != nil {
			return len(n.Tiers()) - by + 2
		}
		return len(n.Tiers()) - by // the unit itself, and what lies below
	}
	for _, by := range p.Question.By {
		lines += perGroup(by) * n.InTier(by).Len()
	}
	fine := fineFor(lines)
	total := int64(0)
	line := func(units int64) { total += lineOf(&p, units, fine) }
	for t := range n.Tiers() {
		line(int64(n.InTier(t).Len()))
	}
	for _, by := range p.Question.By {
		for range n.InTier(by).Len() * perGroup(by) {
			line(int64(largestTier(n) / int64(n.InTier(by).Len())))
		}
	}
	if n.Public() != nil {
		line(1 << 30)
		line(1 << 30)
	}
	return total
}

// lineBytes is one line that is not of the layout.
func lineBytes(p *cascade.Problem, units int64) int64 {
	return lineOf(p, units, fineFor(len(p.Network.Tiers())))
}

// lineOf is one line of so many units: a spread has no more bins than the numbers of units
// it counts, up to the bins of three doublings.
func lineOf(p *cascade.Problem, units int64, fine uint) int64 {
	page := int64(binBytes) << fine
	times := int64(len(cascade.Shares))*3*page + 9*((binBytes+jointBytes)<<min(fine, 8))
	return 600 + times + int64(len(p.Question.At))*min(3*page, binBytes<<bits.Len64(uint64(units)))
}
