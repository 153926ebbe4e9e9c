package engine

import (
	"fmt"

	"harkara/cascade"
	"harkara/cascade/public"
	"harkara/cascade/random"
	"harkara/model"
)

// newTogether makes the engine for a problem whose messages and answers must be played
// together; key says why.
func newTogether(name, key string, p cascade.Problem) (cascade.Tracer, model.Note, error) {
	switch name {
	// Tier by tier it cannot be played: what is asked for later may come first.
	case "event", "auto", "":
	case "layered":
		return nil, model.Note{}, cascade.Refuse("layered-together", key)
	default:
		return nil, model.Note{}, fmt.Errorf("no engine %q: there are auto, layered and event", name)
	}
	s := newScore(p)
	if err := s.setCrowds(); err != nil {
		return nil, model.Note{}, err
	}
	return newJoint(s), model.NewNote("engine-together", "event", key), nil
}

// joint plays all messages and answers of a problem in one trial, in order of time. Each
// message is played by what plays it alone (run), with the random numbers it has alone:
// those that share nothing go as they would by themselves.
//
// What they may share is asked for where it is used: the lines of callers (desks), the
// hands of those who deal with messages one after another (benches), and what units know
// of others by their answers (known).
type joint struct {
	*score
	// trial is the one in play; agenda is what is to come in it.
	trial  uint64
	agenda agenda
	// copies are those of messages: of each the one that is always played, by its index;
	// then those of streams and of repeated releases, as they are released.
	copies []*copied
	spare  []*copied // of earlier trials
	// ledger counts contacts: each that was made ends as delivered, lost, dropped or under
	// way at the horizon, so that nothing vanishes.
	ledger cascade.Ledger

	// boards are the lines of callers that somebody called over in this trial, found by
	// person and channel; lists is how many lists of calls there were.
	boards  []board
	boardOf map[desk]int32
	lists   uint32
	// benches are where people deal with messages one after another, found by unit and
	// person; loads count what they did.
	benches []bench
	benchOf map[benchKey]int32
	loads   []cascade.DeskPlay
	arrived map[model.Unit][]model.Tick // of what came to a unit, where people tire
	tiredOf map[tiring]int              // how many came before, by copy and unit
	tables  map[tiring]*random.Table    // by kind of relay and how many came before

	// items are the answers under way, by the index that events carry; waiting those
	// that a unit keeps until it sends them as one.
	handed  []handing  // where copies are followed
	answers []answered // of each of score.asked
	items   []item
	waiting map[waitKey]*waits
	late    []lateReminder
	heard   []hearing // those of the people who answer
	// People are asked once the offices of their message have been played: when they hear
	// follows from when these started.
	asks    []bool           // of each message: its people have been asked
	chosen  []*public.Chosen // of each message that people answer
	decided []condition      // of each message that waits
	watch   *watch           // nil where no answer is watched on its way up
}

func newJoint(s *score) *joint {
	j := &joint{score: s, boardOf: map[desk]int32{}, benchOf: map[benchKey]int32{}, waiting: map[waitKey]*waits{}, tables: map[tiring]*random.Table{}}
	// Of each message one copy is there in every trial; further ones are made as they are
	// released.
	for m := range s.plans {
		j.copies = append(j.copies, j.newCopy(m, 0))
	}
	j.answers = make([]answered, len(s.asked))
	j.decided = make([]condition, len(s.plans))
	j.asks, j.chosen = make([]bool, len(s.plans)), make([]*public.Chosen, len(s.plans))
	for m, c := range s.crowds {
		j.chosen[m] = public.NewChosen(c)
	}
	return j
}

// Name is "event".
func (*joint) Name() string { return "event" }

// Fork is an engine for the same problem.
func (j *joint) Fork() cascade.Engine {
	f := newJoint(j.score)
	f.include(j.copies[j.problem.About].included)
	if j.watch != nil {
		Watch(f, j.watch.unit)
	}
	return f
}

// include has a trace tell of some units only; nil is of all. All are played.
func (j *joint) include(units []bool) { j.copies[j.problem.About].included = units }

// Play plays a trial.
func (j *joint) Play(trial uint64, out *cascade.Outcome) {
	j.heard = j.heard[:0]
	clear(j.asks)
	j.begin(trial, out)
	j.playOn()
	for m := j.unasked(); m >= 0; m = j.unasked() {
		// What people answer may change how messages go, where both wait for the same
		// lines. Then the trial is played again with their answers in it from the
		// beginning; the random numbers are those of before, so that all else is as it
		// was.
		from := len(j.heard)
		j.askPeople(m)
		if j.answersMatter {
			j.begin(trial, out)
			from = 0
		}
		for _, x := range j.heard[from:] {
			j.answers[x.ask].made = append(j.answers[x.ask].made, x.at)
			j.hold(int(x.ask), int(x.origin), x.key, x.at)
		}
		j.playOn()
	}
	j.end(out)
}

// playOn plays what is on the agenda.
func (j *joint) playOn() {
	for {
		at, h, ok := j.agenda.take()
		if !ok {
			return
		}
		j.handle(at, &h)
	}
}

// Trace plays a trial and tells what happened to the message that is asked about.
func (j *joint) Trace(trial uint64, out *cascade.Outcome) []cascade.Step {
	r := &j.copies[j.problem.About].run
	return trace(r, func() { j.Play(trial, out) })
}

// begin clears what the last trial left and releases what waits for nothing.
func (j *joint) begin(trial uint64, out *cascade.Outcome) {
	j.trial, j.ledger = trial, cascade.Ledger{}
	j.agenda.clear()
	j.handed = j.handed[:0]
	// Further copies of the last trial are of no use any more.
	j.spare = append(j.spare, j.copies[len(j.plans):]...)
	j.copies = j.copies[:len(j.plans)]
	j.beginShared()
	j.beginAnswers()
	for m, c := range j.copies {
		j.ready(c, m)
		c.firsts = nil
		// What the caller asks about is written where the caller looks.
		if m == j.problem.About {
			c.arrival, c.start = out.Arrival, out.Start
			c.track(out)
		}
		c.clear()
	}
	for m := range j.plans {
		// A message that waits for a condition is released by what meets it (decide).
		x := &j.problem.Messages[m]
		switch {
		case x.Stream != nil:
			j.nextOfStream(m, 0, 0)
		case x.When == nil:
			j.agenda.put(x.At, jointEvent{kind: messageReleased, phase: comesIn, of: int32(m)})
		}
	}
}

// handle does what comes up.
func (j *joint) handle(at model.Tick, h *jointEvent) {
	switch h.kind {
	case messageReleased:
		j.release(int(h.of), at)
	case messageCame:
		j.messageCame(j.copies[h.of], h.unit, at)
	// What a person of a corrected unit does belongs to that turn (copies.go).
	case personStarts:
		c := j.copies[h.of]
		c.inTurn(h.what, func() { j.personStarts(c, h.unit, int(h.person), at) })
	case copyCame:
		j.copyComes(j.copies[h.of], h.unit, h.what, at)
	case workEnds:
		j.workEnds(h.what, int(h.person), at)
	case handsOpen:
		j.deal(h.what, at)
	// Nobody stands in for a unit whose parent has what replaces the message.
	case deputyActs:
		if c := j.copies[h.of]; !j.replaced(c, j.net.Parent(h.unit)) {
			c.bypass(h.unit, int(h.person), at)
		}
	case itemCame:
		j.itemCame(h.what, h.unit, at)
	// Of an answer that went up at once it is counted here, at its time.
	case itemCounts:
		j.counts(int(j.items[h.what].ask), &j.items[h.what], at)
	case itemStarts:
		j.itemStarts(h.what, h.unit, int(h.person), at)
	case bundleIsDue:
		j.bundleIsDue(int(h.of), h.unit, at)
	case lineTurns:
		j.lineTurns(h.what, at)
	case reminderIsDue:
		j.remind(j.copies[h.of], h.unit, int(h.person), int(h.what), at)
	case reminderOpens:
		x := &j.late[h.what]
		j.contactReminded(j.copies[h.of], int(x.ask), x.origin, x.key, h.unit, x.person, x.channel, at)
	case reminderCame:
		j.reminderCame(j.copies[h.of], int(h.what), h.person, h.unit, at)
	case reportIsMade:
		j.streamReports(int(h.of), h.unit, h.what, at)
	}
}

// mergeAgain has units have a message that is released again when they first had any of it.
func (j *joint) mergeAgain() {
	for _, c := range j.copies[len(j.plans):] {
		if j.problem.Messages[c.message].Again == 0 {
			continue
		}
		// Minima in any order are the same.
		all := j.copies[c.message]
		for u, at := range c.arrival {
			all.arrival[u], all.start[u] = min(all.arrival[u], at), min(all.start[u], c.start[u])
		}
	}
}

// end writes down what happened.
func (j *joint) end(out *cascade.Outcome) {
	// Who was first is known once all of a tick has been seen.
	j.copies[j.problem.About].settleFirsts()
	j.mergeAgain()
	j.underWay()
	// An outcome is used again for the next trial, with its slices.
	if out.Together == nil {
		out.Together = &cascade.Together{Messages: make([]cascade.MessagePlay, len(j.plans)), Answers: make([]cascade.AnswerPlay, len(j.asked))}
	}
	t := out.Together
	t.Ledger, t.Desks = j.ledger, j.loads
	for m := range t.Messages {
		x, c := &t.Messages[m], j.copies[m]
		x.Arrival, x.Start = c.arrival, c.start
		if c.said != nil {
			c.said.tell(x)
		}
		x.Released, x.Cause = j.decided[m].released, j.decided[m].cause
	}
	for k := range t.Answers {
		j.answers[k].write(&t.Answers[k])
	}
}
