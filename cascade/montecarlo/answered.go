package montecarlo

import (
	"slices"

	"harkara/cascade"
	"harkara/model"
)

// answered is what is counted of messages and answers that are played together
// (cascade.Together): of the message that is asked about, and of what all share.
type answered struct {
	// asks are the answers to this message and all streams; loads those who deal with
	// messages, of all and of this one; release is when it was sent.
	asks    []askCounts
	loads   []loadCounts
	release timing
	// cause is when shares of each line of the whole have the message, counted from the
	// first report of those that released it.
	cause [][len(cascade.Shares)]Histogram
	last  [][len(cascade.Shares)]model.Tick // when they had it in the trial

	// about is an index of Problem.Messages; asked are all answers of the problem, in the
	// order of Together.Answers.
	about int
	asked []cascade.Asked
	set   *setup
}

// timing is when something came about, of the trials in which it did.
type timing struct{ times Histogram }

// askCounts is what is counted of one answer to the message, or of one stream.
type askCounts struct {
	// index is of Problem.Asked; total is how many could answer: origins, or all
	// households below them.
	index int // of Problem.Asked
	total int64
	tiers []knownCounts // from the origins up
	// made are reports by column, and complete is when the count of a condition held.
	made []reachCounts
	// Of reminders sent counts all, needless those to units that had the message, news
	// those by which it came. due is true where a message waits for this answer, reminds
	// where somebody reminds for want of it.
	complete              timing
	sent, needless, news  Sum
	reports, reminds, due bool
	groups                []groupCounts
}

// knownCounts is what one tier knows: of receipts a line, of reports their number.
type knownCounts struct {
	tier    int
	line    lineCounts
	reports []reachCounts
}

// groupCounts is what one unit knows of the origins below it.
type groupCounts struct {
	unit    model.Unit
	tier    int
	origins []int32
	line    lineCounts
}

// newAnswered is nil where nothing is played together.
func newAnswered(s *setup) *answered {
	p := &s.problem
	if p.Network == nil || p.Together() == "" {
		return nil
	}
	a := &answered{about: p.About, asked: p.Asked(), set: s}
	for k, x := range a.asked {
		// Answers to other messages are told with those.
		if x.Message == p.About || x.Message < 0 {
			a.asks = append(a.asks, s.newAsk(k, x))
		}
	}
	// Only of a reply is there something to count from.
	if p.Message().When != nil {
		a.cause = make([][len(cascade.Shares)]Histogram, s.Whole)
		for i := range a.cause {
			for j := range a.cause[i] {
				a.cause[i][j].fine = s.fine
			}
		}
		a.last = make([][len(cascade.Shares)]model.Tick, s.Whole)
	}
	a.release.times.fine = s.fine
	// A desk has a place for all messages together, and one for each.
	for i, d := range p.Desks(0, p.Question.Horizon) {
		if d.Message >= 0 && d.Message != p.About {
			continue
		}
		l := loadCounts{tier: d.Tier, person: d.Person, message: d.Message, place: i}
		// Quantiles of waits to one part in 1,024.
		l.waits.fine = 10
		a.loads = append(a.loads, l)
	}
	return a
}

// newAsk is counts of one answer.
func (s *setup) newAsk(k int, asked cascade.Asked) askCounts {
	p := &s.problem
	x := &p.Answers[asked.Answer]
	a := askCounts{index: k, reports: x.Kind == model.Report}
	origins := p.Origins(asked.Answer)
	a.total = int64(len(origins))
	// Each household is one that may answer, whichever unit serves it.
	if x.From == model.FromHouseholds {
		a.total = 0
		for _, n := range p.Network.Homes() {
			a.total += n
		}
	}
	// From the tier of those who answer up to the one that is to know.
	lowest := x.To
	for _, u := range origins {
		lowest = max(lowest, p.Network.TierOf(u))
	}
	for t := lowest; t >= x.To; t-- {
		known := knownCounts{tier: t}
		if a.reports {
			known.reports = s.newReach()
		} else if t < lowest || t == x.To || x.From == model.FromHouseholds {
			known.line = s.newLine(a.total)
		} else {
			continue // who answers knows of itself
		}
		a.tiers = append(a.tiers, known)
	}
	if a.reports {
		a.made = s.newReach()
	}
	a.complete.times.fine = s.fine
	// A message that waits for an answer to itself would wait for ever.
	for m := range p.Messages {
		if w := p.Messages[m].When; w != nil && w.Answer == asked.Answer && m != asked.Message {
			a.due = true
		}
	}
	for _, r := range p.Message().Remind {
		a.reminds = a.reminds || asked.Message == p.About && r.Unless == asked.Answer
	}
	// Of what single units know only receipts of units are told: of a household nobody
	// asks who it was.
	if !a.reports && x.From != model.FromHouseholds {
		a.setGroups(s, origins)
	}
	return a
}

// setGroups makes counts for what each unit of the tiers asked for knows.
func (a *askCounts) setGroups(s *setup, origins []model.Unit) {
	n := s.problem.Network
	for _, by := range s.problem.Question.By {
		if !slices.ContainsFunc(a.tiers, func(k knownCounts) bool { return k.tier == by }) {
			continue
		}
		// The unit itself is not among those of whom it is to know.
		of := map[model.Unit][]int32{}
		for o, u := range origins {
			if w := n.Above(u, by); w != model.NoUnit && w != u {
				of[w] = append(of[w], int32(o))
			}
		}
		for w := n.InTier(by).Lo; w < n.InTier(by).Hi; w++ {
			if len(of[w]) > 0 {
				a.groups = append(a.groups, groupCounts{unit: w, tier: by, origins: of[w], line: s.newLine(int64(len(of[w])))})
			}
		}
	}
}

// newReach is counts for each column.
func (s *setup) newReach() []reachCounts {
	out := make([]reachCounts, len(s.problem.Question.At))
	for j := range out {
		out[j].spread.fine = s.fine
	}
	return out
}

// newLine is counts of a line that is not of the layout.
func (s *setup) newLine(total int64) lineCounts {
	// Delays to one part in 256, as everywhere.
	l := lineCounts{reach: s.newReach(), delays: newDelays(min(s.fine, 8), total, s.problem.Question.Horizon)}
	for j := range l.timeTo {
		l.timeTo[j].fine = s.fine
	}
	return l
}

// count counts a trial.
func (a *answered) count(t *counts, out *cascade.Outcome) {
	for i := range a.asks {
		a.asks[i].count(t, &out.Together.Answers[a.asks[i].index])
	}
	a.countLoads(out.Together)
	// Trials in which no report released it say nothing of how long a reply took.
	m := &out.Together.Messages[a.about]
	a.release.add(m.Released)
	if a.last == nil || m.Cause >= model.Never {
		return
	}
	for i := range a.last {
		for j, at := range a.last[i] {
			if at < model.Never {
				// A unit at which the reply begins may have it before the report that
				// comes last.
				a.cause[i][j].Add(uint64(max(at-m.Cause, 0)), 1)
			}
		}
	}
}

// begin forgets when shares had the message in the last trial.
func (a *answered) begin() {
	for i := range a.last {
		for j := range a.last[i] {
			a.last[i][j] = model.Never
		}
	}
}

// had takes note of when a share of a line had the message.
func (a *answered) had(line, share int, at model.Tick) {
	if a != nil && line < len(a.last) {
		a.last[line][share] = at
	}
}

func (x *timing) add(at model.Tick) {
	if at < model.Never {
		x.times.Add(uint64(at), 1)
	}
}

// count counts what became of an answer in a trial.
func (a *askCounts) count(t *counts, x *cascade.AnswerPlay) {
	for i := range a.tiers {
		k := &a.tiers[i]
		if a.reports {
			countReports(t, k.reports, x.Known[k.tier])
			// Few are sorted, many are put into bins; both give the same ranks.
		} else if len(x.Known[k.tier]) > fewUnits {
			t.scanAll(&k.line, a.total, x.Known[k.tier])
		} else {
			t.tally(&k.line, a.total, x.Known[k.tier])
		}
	}
	if a.reports {
		countReports(t, a.made, x.Made)
	}
	for i := range a.groups {
		g := &a.groups[i]
		t.known = t.known[:0]
		for _, o := range g.origins {
			t.known = append(t.known, x.Known[g.tier][o])
		}
		t.tally(&g.line, int64(len(g.origins)), t.known)
	}
	a.complete.add(x.Complete)
	a.sent.Add(uint64(x.Sent))
	a.needless.Add(uint64(x.Needless))
	a.news.Add(uint64(x.News))
}

// countReports counts how many of several times have come, by each column.
func countReports(t *counts, to []reachCounts, times []model.Tick) {
	// A report counts for the first column by which it came, and for all after it. Those
	// that come after the last column, or never, fall into the entry behind it.
	upTo := make([]int64, len(to)+1)
	for _, x := range times {
		j, _ := slices.BinarySearch(t.problem.Question.At, x)
		upTo[j]++
	}
	sum := int64(0)
	// Running sums.
	for j := range to {
		sum += upTo[j]
		to[j].drawn.Add(uint64(sum))
		to[j].spread.Add(uint64(sum), 1)
	}
}

// state tells what was counted.
func (a *answered) state(c *Codec) {
	for i := range a.asks {
		a.asks[i].state(c)
	}
	c.Histogram(&a.release.times)
	for i := range a.cause {
		for j := range a.cause[i] {
			c.Histogram(&a.cause[i][j])
		}
	}
	for i := range a.loads {
		l := &a.loads[i]
		c.Sum(&l.busy)
		c.Sum(&l.urgent)
		l.wait.state(c)
		c.Histogram(&l.waits)
		c.Sum(&l.came)
		c.Sum(&l.handled)
		c.Sum(&l.dropped)
		l.loss.state(c)
	}
}

func (a *askCounts) state(c *Codec) {
	for i := range a.tiers {
		a.tiers[i].line.state(c)
		stateReach(c, a.tiers[i].reports)
	}
	stateReach(c, a.made)
	for i := range a.groups {
		a.groups[i].line.state(c)
	}
	c.Histogram(&a.complete.times)
	c.Sum(&a.sent)
	c.Sum(&a.needless)
	c.Sum(&a.news)
}
