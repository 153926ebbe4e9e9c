package montecarlo

import (
	"math"
	"slices"

	"harkara/cascade"
	"harkara/model"
)

// fill puts the answers, what became of a reply, and loads into a result.
func (a *answered) fill(r *cascade.Result, t *counts) {
	if a == nil {
		return
	}
	for i := range a.asks {
		r.Answers = append(r.Answers, a.answer(&a.asks[i], t))
	}
	for i := range a.loads {
		r.Loads = append(r.Loads, a.load(&a.loads[i], int(t.trials)))
	}
	if t.problem.Message().When != nil {
		r.Release = a.released(t)
	}
}

// answer is what became of one answer.
func (a *answered) answer(x *askCounts, t *counts) cascade.Answered {
	p, n := &t.problem, int(t.trials)
	ask := &p.Answers[a.asked[x.index].Answer]
	tiers := p.Network.Tiers()
	// Of reports numbers are told, of receipts shares of those who could answer.
	out := cascade.Answered{Name: ask.Name, Kind: ask.Kind, From: cascade.FromName(ask, tiers), To: tiers[ask.To]}
	if x.reports {
		out.Reports = &cascade.Reports{Made: t.amounts(x.made)}
		for i := range x.tiers {
			out.Reports.Known = append(out.Reports.Known, cascade.KnownReports{Tier: tiers[x.tiers[i].tier], Amounts: t.amounts(x.tiers[i].reports)})
		}
		if x.due {
			out.Reports.Complete = &cascade.TimeTo{Share: 1, Median: Median(&x.complete.times, n), Met: x.complete.met(n)}
		}
		return out
	}
	for i := range x.tiers {
		out.Known = append(out.Known, t.knownTier(tiers[x.tiers[i].tier], x.total, &x.tiers[i].line))
	}
	for i := range x.groups {
		// Of a unit the same is told as of a tier.
		g := &x.groups[i]
		self := t.knownTier(tiers[g.tier], int64(len(g.origins)), &g.line)
		out.Groups = append(out.Groups, cascade.Group{Unit: g.unit, Name: p.Network.Name(g.unit), Code: p.Network.Code(g.unit), Self: self, Tiers: []cascade.Tier{self}})
	}
	// The unit that knows least first.
	slices.SortStableFunc(out.Groups, cascade.WorseKnown)
	if x.reminds {
		out.Reminders = &cascade.Reminders{Sent: Number(&x.sent, n), Needless: Number(&x.needless, n), News: Number(&x.news, n)}
	}
	return out
}

// met is the share of trials in which it came about.
func (x *timing) met(trials int) float64 { return float64(x.times.Total()) / float64(trials) }

// knownTier is the answer of a line that is not of the layout. That nothing is known of
// anybody may hang on a single unit, which any play may be the first to show.
func (t *counts) knownTier(name string, total int64, l *lineCounts) cascade.Tier {
	n := int(t.trials)
	out := cascade.Tier{Name: name, Units: total}
	for j, at := range t.problem.Question.At {
		r := cascade.Reach{At: at}
		if total > 0 {
			// Counts turn into shares: the variance by the square of the total.
			mean, variance := l.reach[j].drawn.MeanVariance()
			size := float64(total)
			r.Mean, r.SD = Share(mean/size, variance/size/size, n, 1), math.Sqrt(variance)/size
			r.P05, r.P95 = l.reach[j].quantile(0.05, n)/size, l.reach[j].quantile(0.95, n)/size
		}
		out.Reach = append(out.Reach, r)
	}
	for j, share := range cascade.Shares {
		h := &l.timeTo[j]
		out.TimeTo = append(out.TimeTo, cascade.TimeTo{Share: share, Median: Median(h, n), Met: float64(h.Total()) / float64(n)})
	}
	// What no play showed may make any of them late, by as much as a play lasts.
	limit := unseen(n)
	out.Delay = l.delays.delayOf(span{0, t.problem.Question.Horizon}, lateness{wait: limit * float64(t.problem.Question.Horizon), share: limit})
	return out
}

// quantile is the p-quantile of what n trials counted.
func (r *reachCounts) quantile(p float64, n int) float64 {
	v, _ := r.spread.Rank(uint64(math.Ceil(p * float64(n))))
	return v
}

// amounts are numbers by each column.
func (t *counts) amounts(reach []reachCounts) []cascade.Amount {
	n := int(t.trials)
	var out []cascade.Amount
	for j, at := range t.problem.Question.At {
		_, variance := reach[j].drawn.MeanVariance()
		out = append(out, cascade.Amount{
			At: at, Mean: Number(&reach[j].drawn, n), SD: math.Sqrt(variance), P05: reach[j].quantile(0.05, n), P95: reach[j].quantile(0.95, n),
		})
	}
	return out
}

// Number is a mean number in n plays with Student's bounds. What no play showed may be one
// more, or as many as are expected (unseen).
func Number(s *Sum, n int) cascade.Estimate {
	e := NumberFrom(s, n, 0)
	e.Low = max(e.Low, 0)
	return e
}

// NumberFrom is Number of what an offset was added to in each play, so that it may be
// below 0.
func NumberFrom(s *Sum, n int, offset uint64) cascade.Estimate {
	mean, variance := s.MeanVariance()
	mean -= float64(offset)
	// Both ways to be wrong are independent: they add up as squares do.
	half, rare := Deviate(n)*math.Sqrt(variance/float64(n)), unseen(n)*max(math.Abs(mean), 1)
	wide := math.Hypot(half, rare)
	return cascade.Estimate{Value: mean, Low: mean - wide, High: mean + wide}
}

// released is when the message was released, and how long it then took.
func (a *answered) released(t *counts) *cascade.Release {
	n := int(t.trials)
	// A histogram has an entry for each trial in which it came about.
	k := int(a.release.times.Total())
	out := &cascade.Release{Plays: Chance(k, n), Time: cascade.TimeTo{Share: 1, Median: Median(&a.release.times, n), Met: float64(k) / float64(n)}}
	for i := range a.asks {
		if x := &a.asks[i]; x.due && a.asked[x.index].Answer == t.problem.Message().When.Answer {
			out.Complete = cascade.TimeTo{Share: 1, Median: Median(&x.complete.times, n), Met: x.complete.met(n)}
		}
	}
	for i := range a.cause {
		var times []cascade.TimeTo
		for j, share := range cascade.Shares {
			h := &a.cause[i][j]
			times = append(times, cascade.TimeTo{Share: share, Median: Median(h, n), Met: float64(h.Total()) / float64(n)})
		}
		out.FromCause = append(out.FromCause, times)
	}
	return out
}

// load is what people of one tier had to deal with.
func (a *answered) load(l *loadCounts, n int) cascade.Load {
	p := &a.set.problem
	// All units of the tier are counted together; handled and dropped are told for one.
	relay, units := a.deskOf(l.tier)
	out := cascade.Load{Tier: p.Network.Tiers()[l.tier], Person: l.person}
	if l.message >= 0 {
		out.Message = p.Messages[l.message].Name
	}
	mean, variance := l.busy.Share()
	out.Busy = Share(mean, variance, n, 1)
	const milli = 1000 // of a second
	// The mean over all who waited, in all trials: trials are clusters of unequal size.
	wait, variance := ratioOf(&l.wait.of, &l.wait.to, &l.wait.cross)
	half := math.Hypot(Deviate(n)*math.Sqrt(variance), unseen(n)*wait)
	out.Wait = cascade.Estimate{Value: wait / milli, Low: max(wait-half, 0) / milli, High: (wait + half) / milli}
	out.Wait90 = math.NaN()
	if total := l.waits.Total(); total > 0 {
		v, _ := l.waits.Rank(uint64(math.Ceil(0.9 * float64(total))))
		out.Wait90 = v / float64(model.Second)
	}
	out.Handled, out.Dropped = perUnit(Number(&l.handled, n), units), perUnit(Number(&l.dropped, n), units)
	out.Lost = cascade.Nobody()
	if lost, variance := ratioOf(&l.loss.of, &l.loss.to, &l.loss.cross); !math.IsNaN(lost) {
		out.Lost = Share(lost, variance*float64(n), n, 1)
	}
	// A mean that grows with how long is played is no answer.
	if out.Overloaded = a.overloaded(l, relay, units); out.Overloaded {
		out.Wait, out.Wait90 = cascade.Nobody(), math.NaN()
	}
	return out
}

// perUnit is an amount of so many units, for each.
func perUnit(e cascade.Estimate, units int) cascade.Estimate {
	k := float64(units)
	return cascade.Estimate{Value: e.Value / k, Low: e.Low / k, High: e.High / k}
}

// overloaded tells whether streams bring more than can be dealt with, and nothing is
// dropped: then waiting grows for ever, and its mean is that of how long it was played. Of a
// message it is what comes of it and of those that do not go after it.
func (a *answered) overloaded(l *loadCounts, relay *model.Relay, units int) bool {
	// A message that comes once is dealt with sooner or later; with AtMost what is too
	// much is turned away.
	streams := slices.ContainsFunc(a.set.problem.Messages, func(m model.Message) bool { return m.Stream != nil })
	if !streams || relay == nil || relay.Handles.AtMost > 0 {
		return false
	}
	hands := max(relay.Handles.Hands, 1)
	if relay.Handles.Shared {
		hands *= relay.People
	}
	// The rate at which they come, if it is known without playing; else the number
	// counted.
	came, known := a.expected(l, relay)
	if !known {
		came, _ = l.urgent.MeanVariance()
	}
	window := a.set.problem.Counted()
	// Work that comes, against time in which it can be done: a queue with ρ of 1 or more
	// grows without end.
	open := relay.Hours.OpenTime(window.Open, window.Close).Seconds() * float64(hands*units)
	return came*relay.Handles.Each.Mean() >= open
}

// expected is how many messages come to the desks of a tier in the time counted, of those
// that do not go after the one that is told of, where all streams begin there: a number
// that no play has to tell.
func (a *answered) expected(l *loadCounts, relay *model.Relay) (came float64, ok bool) {
	p, window := &a.set.problem, a.set.problem.Counted()
	// How many they pass on depends there on how many came.
	if relay.Tires != nil {
		return 0, false
	}
	for m := range p.Messages {
		x := &p.Messages[m]
		if x.Stream == nil || !a.before(l, m) {
			continue
		}
		// One that begins higher up is thinned on its way.
		for _, u := range x.From {
			if p.Network.TierOf(u) != l.tier {
				return 0, false
			}
			came += x.Stream.PerDay * relay.PassesOn * (window.Close - window.Open).Seconds() / model.Day.Seconds()
		}
	}
	return came, true
}
