package engine

import (
	"harkara/cascade"
	"harkara/cascade/random"
	"harkara/model"
)

// answered is what has become of an answer in a trial.
type answered struct {
	// made is when each origin answered, Never where it did not; of answers without
	// origins that are units, when each was made.
	made  []model.Tick
	known [][]model.Tick // by tier
	nth   []int32        // of each origin: how many receipts it has made
	// complete is when so many had come as a message waits for; sent, needless and news
	// count reminders: those made, those to units that had the message, and those by which
	// it came.
	complete model.Tick
	passed   map[model.Unit]merging // what each unit that merges passed on last
	sent     int
	needless int
	news     int
}

// beginAnswers clears what the last trial left, and has streams begin.
func (j *joint) beginAnswers() {
	j.items, j.late = j.items[:0], j.late[:0]
	clear(j.waiting)
	if j.watch != nil {
		j.watch.steps = j.watch.steps[:0]
	}
	for k := range j.asked {
		a, x := &j.asked[k], &j.answers[k]
		x.complete, x.sent, x.needless, x.news, x.passed = model.Never, 0, 0, 0, nil
		x.begin(j.score, a)
		// A stream begins by itself, at the start of its time; answers to a message when
		// that comes.
		if a.Message < 0 {
			// Each origin has a stream of its own, from the beginning of its time.
			for o := range a.units {
				j.nextReport(k, int32(o), 0, a.answer.During[0])
			}
		}
	}
	for m := range j.decided {
		j.decided[m] = condition{released: model.Never, cause: model.Never, last: model.Never, seen: j.decided[m].seen[:0]}
	}
}

// begin clears who is known of.
func (x *answered) begin(s *score, a *asking) {
	if x.known == nil {
		x.known = make([][]model.Tick, len(s.net.Tiers()))
		// Answers pass the tiers between where they are made and where they go.
		lowest := a.answer.To
		for _, u := range a.units {
			lowest = max(lowest, s.net.TierOf(u))
		}
		for t := a.answer.To; t <= lowest; t++ {
			x.known[t] = []model.Tick{}
			if a.byUnit {
				x.known[t] = make([]model.Tick, len(a.units))
			}
		}
		if a.byUnit {
			x.made, x.nth = make([]model.Tick, len(a.units)), make([]int32, len(a.units))
		}
	}
	if a.byUnit {
		never(x.made)
		clear(x.nth)
	} else {
		x.made = x.made[:0]
	}
	for t := range x.known {
		if a.byUnit {
			never(x.known[t])
		} else if x.known[t] != nil {
			x.known[t] = x.known[t][:0]
		}
	}
}

// write tells of it for an outcome.
func (x *answered) write(out *cascade.AnswerPlay) {
	*out = cascade.AnswerPlay{Made: x.made, Known: x.known, Complete: x.complete, Sent: x.sent, Needless: x.needless, News: x.news}
}

// answer has a unit answer a copy of a message that it has.
func (j *joint) answer(c *copied, u model.Unit, at model.Tick) {
	for _, k := range j.asksOf[c.message] {
		a := &j.asked[k]
		if o := a.origin[u]; o >= 0 && a.byUnit && j.answers[k].nth[o] == 0 {
			j.receipt(k, int(o), at)
		}
	}
}

// receipt has an origin answer at a time, or not at all. Each of its answers has random
// numbers of its own.
func (j *joint) receipt(k, o int, at model.Tick) {
	a, x := &j.asked[k], &j.answers[k]
	r := j.messageOf(k)
	// The n-th answer of an origin draws at its own address.
	key := a.keys[o].Fold(uint64(x.nth[o]))
	x.nth[o]++
	// Never is an origin that does not answer, with the chance that the file gives.
	wait := a.after.Draw(random.Mix(uint64(key) + r.add))
	if wait >= model.Never {
		return
	}
	x.made[o] = min(x.made[o], at+wait)
	j.hold(k, o, key, at+wait)
}

// knows has a unit know of the origin of an item.
func (j *joint) knows(k int, x *item, u model.Unit, at model.Tick) {
	j.upStep(x, u, UpHeld, at, at, at)
	// Each tier on the way knows for itself, and by its own time.
	a, known := &j.asked[k], j.answers[k].known[j.net.TierOf(u)]
	if from := a.units[x.origin]; from == u {
		j.tellOf(cascade.AnswerGiven, k, u, model.NoUnit, 0, -1, at)
	} else {
		j.tellOf(cascade.AnswerKnown, k, u, from, 0, -1, at)
	}
	if a.byUnit {
		known[x.origin] = min(known[x.origin], at)
	} else {
		j.answers[k].known[j.net.TierOf(u)] = append(known, at)
	}
}

// tellOf notes something about an answer, where the message that is asked about is traced.
func (j *joint) tellOf(kind cascade.StepKind, k int, u, by model.Unit, person, channel int, at model.Tick) {
	c := j.copies[j.problem.About]
	if m := j.asked[k].Message; c.steps != nil && (m < 0 || m == j.problem.About) {
		c.note(cascade.Step{At: at, Kind: kind, Unit: u, By: by, Person: person, Channel: channel, Answer: j.asked[k].answer.Name, Due: at, Turn: at})
	}
}

// nextReport has a stream make its next report, after the n-th of an origin.
func (j *joint) nextReport(k int, o, n int32, from model.Tick) {
	a := &j.asked[k]
	// Gaps of a Poisson stream are exponential and independent.
	key := a.keys[o].Fold(wordStream)
	at := from + a.gap.Draw(random.Mix(uint64(key)+uint64(n)*attemptStep+random.Trial(j.trial)))
	// The first after its time is not made, and none after it.
	if at <= min(a.answer.During[1], j.horizon) {
		j.agenda.put(at, jointEvent{kind: reportIsMade, phase: comesIn, of: int32(len(j.plans) + k), unit: o, what: n})
	}
}

// streamReports has an origin make a report, and waits for the next.
func (j *joint) streamReports(of int, o, n int32, at model.Tick) {
	k := of - len(j.plans)
	j.answers[k].made = append(j.answers[k].made, at)
	j.hold(k, int(o), j.asked[k].keys[o].Fold(uint64(n)), at)
	j.nextReport(k, o, n+1, at)
}
