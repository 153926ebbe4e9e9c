package engine

import (
	"slices"

	"github.com/cespare/xxhash/v2"

	"harkara/cascade"
	"harkara/cascade/public"
	"harkara/cascade/random"
	"harkara/model"
)

// score is a problem of several messages and answers made ready to play together. It is
// shared by all forks of an engine and not changed while they play.
type score struct {
	problem cascade.Problem
	net     *model.Network
	horizon model.Tick
	plans   []*plan // of each message
	// asked are all answers, those to messages before streams; climbs how units pass
	// answers on, by kind.
	asked   []asking
	asksOf  [][]int // of each message: indices of asked
	climbs  []climbing
	climbOf []int32        // of each unit: an index of climbs
	asAbove map[[2]int]int // of each kind of climb and of relay above: an index of climbs
	// replacedBy are, of each message, those which a unit that has them passes on in its
	// place, and reported those that wait for an answer, by answer.
	replacedBy [][]int
	waitFor    [][]int
	// comes is how many copies of messages may come to a unit: of more than 1 callers share
	// their lines.
	comes         []uint8
	gaps          []*random.Table // of each message: from one copy of a stream to the next
	deciding      []*random.Table // of each message: from its condition to its release
	hands         []*random.Table // of each kind of relay that handles: how long one message takes
	window        model.Window    // in which loads are counted
	crowds        []*public.Crowd // of each message that people answer; nil else
	answersMatter bool            // answers of people may change how messages go
	follows       bool            // what units hold is followed
}

// asking is an answer to one message, or a stream.
type asking struct {
	cascade.Asked
	answer *model.Answer
	// keys, units and after index by origin; origin and above by unit.
	keys    []random.Key // of each origin; of people, of their unit
	units   []model.Unit // of each origin
	origin  []int32      // of each unit: the index of it as an origin, or −1
	above   []bool       // of each unit: it, or one below it, is an origin
	after   *random.Table
	gap     *random.Table // of a stream: from one report to the next
	quick   bool          // its way up depends on nothing else that happens
	byUnit  bool          // each origin is a unit that has the message, and is known or not
	reminds bool          // someone reminds for want of it
}

// Words that tell the addresses of what messages share, and of answers, apart.
const (
	wordAnswer = 0x414e_5357_4552 // an answer
	wordStream = 0x5354_5245_414d // when a stream makes its next
	wordHands  = 0x4841_4e44_5300 // how long a message takes
	wordRemind = 0x5245_4d49_4e44 // a reminder
	wordDecide = 0x4445_4349_4445 // how long it takes to decide on a reply
	wordOnce   = 0x4f4e_4345_0000 // who passes on all answers, or none
	wordBundle = 0x4255_4e44_4c45 // what goes on as one
)

// newScore makes a problem ready.
func newScore(p cascade.Problem) *score {
	s := &score{problem: p, net: p.Network, horizon: p.Question.Horizon, window: p.Counted(), follows: p.Network.Garbles() || p.Question.Follow}
	// Each message is made ready as if it were alone: its addresses are those it has by
	// itself.
	for m := range p.Messages {
		one := p
		one.About = m
		s.plans = append(s.plans, newPlan(one))
	}
	s.setClimbs()
	s.setAsked()
	s.setMessages()
	s.setComes()
	for k := range p.Network.Relays() {
		// How long a message takes is of the relay, whichever message it is.
		var t *random.Table
		if h := p.Network.Relays()[k].Handles; h != nil {
			t = tablesOf(p.Network, "hands", k, false)("", 1, h.Each)
		}
		s.hands = append(s.hands, t)
	}
	return s
}

// setMessages finds which messages replace and answer which.
func (s *score) setMessages() {
	s.replacedBy = make([][]int, len(s.plans))
	s.waitFor = make([][]int, len(s.problem.Answers))
	for m := range s.problem.Messages {
		x := &s.problem.Messages[m]
		// An appeal replaces a rumour where it comes: whoever has it does not pass the
		// other on.
		for _, k := range x.Replaces {
			s.replacedBy[k] = append(s.replacedBy[k], m)
		}
		var gap, decide *random.Table
		if x.When != nil {
			s.waitFor[x.When.Answer] = append(s.waitFor[x.When.Answer], m)
			decide = random.TableOf(1, x.Decides)
		}
		// Of a stream the gaps are drawn, of a reply how long it takes to decide.
		if x.Stream != nil {
			gap = gapOf(x.Stream.PerDay)
		}
		s.gaps, s.deciding = append(s.gaps, gap), append(s.deciding, decide)
	}
}

// setAsked makes the answers to each message ready, and the streams.
func (s *score) setAsked() {
	s.asksOf = make([][]int, len(s.plans))
	for k, a := range s.problem.Asked() {
		x := asking{Asked: a, answer: &s.problem.Answers[a.Answer]}
		word := xxhash.Sum64String(x.answer.Name)
		// A stream belongs to no message, and has addresses under the seed; an answer has
		// them under its message.
		root := random.NewKey(s.problem.Seed).Fold(wordAnswer)
		x.origin, x.above = make([]int32, s.net.Len()), make([]bool, s.net.Len())
		for u := range x.origin {
			x.origin[u] = -1
		}
		for _, u := range s.problem.Origins(a.Answer) {
			x.origin[u] = int32(len(x.units))
			key := root.Fold(s.net.Key(u))
			if a.Message >= 0 {
				key = s.plans[a.Message].unitKey[u].Fold(wordAnswer)
			}
			x.units, x.keys = append(x.units, u), append(x.keys, key.Fold(word))
			// Up to the first that is marked: above it all are.
			for v := u; v != model.NoUnit && !x.above[v]; v = s.net.Parent(v) {
				x.above[v] = true
			}
		}
		if a.Message >= 0 {
			s.asksOf[a.Message] = append(s.asksOf[a.Message], k)
			x.after = random.TableOf(1, x.answer.After)
			for _, r := range s.problem.Messages[a.Message].Remind {
				x.reminds = x.reminds || r.Unless == a.Answer
			}
		}
		if a.Message < 0 {
			x.gap = gapOf(x.answer.PerDay)
		}
		x.byUnit = a.Message >= 0 && (x.answer.From == model.FromTier || x.answer.From == model.FromLeaves)
		if x.byUnit {
			x.after = random.NewTable(x.answer.Chance, x.answer.After)
		}
		// Where nothing on the way up waits for anything else, an item is followed up at
		// once.
		x.quick = true
		// Looked at between the origins and where the answer goes, not above it.
		for u := range x.above {
			cl := &s.climbs[s.climbOf[u]]
			x.quick = x.quick && (!x.above[u] || s.net.TierOf(model.Unit(u)) <= x.answer.To || !cl.inOrder && cl.sends == nil)
		}
		s.asked = append(s.asked, x)
	}
}

// gapOf is the time from one event of a Poisson stream, of so many a day, to the next.
func gapOf(perDay float64) *random.Table {
	d, err := model.NewExponential(model.Day.Seconds() / perDay)
	if err != nil { // of none a day there is none
		return random.NewTable(0, model.Fixed(0))
	}
	return random.TableOf(1, d)
}

// setComes counts how many messages may come to each unit: those sent from it or above,
// and over links.
func (s *score) setComes() {
	s.comes = make([]uint8, s.net.Len())
	for m := range s.problem.Messages {
		x := &s.problem.Messages[m]
		// Of a stream, or of what is released again, more than one copy may come.
		copies := uint8(1)
		if x.Stream != nil || x.Again > 0 {
			copies = 2
		}
		// A walk over all that a message may come to, whatever luck has it.
		met := make([]bool, s.net.Len())
		todo := slices.Clone(x.From)
		for len(todo) > 0 {
			u := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			if met[u] {
				continue
			}
			met[u] = true
			s.comes[u] += min(copies, 2-min(s.comes[u], 2))
			todo = append(todo, s.net.Children(u)...)
			for _, l := range s.net.LinksFrom(u) {
				todo = append(todo, l.To)
			}
		}
	}
}

// queues tells whether calls that a unit makes wait for each other in order of time: where
// other calls may come between, or whom they are for may have the message by their turn.
func (s *score) queues(r *run, u model.Unit, c int) bool {
	ch := &r.channels[c]
	return s.comes[u] > 1 || ch.calls.Skips || ch.calls.SkipsKnown || s.climbsOver(u, c) || s.remindsOver(u, c)
}

// climbsOver tells whether a unit passes answers on over a channel.
func (s *score) climbsOver(u model.Unit, c int) bool {
	if !slices.Contains(s.climbs[s.climbOf[u]].over, c) {
		return false
	}
	tier := s.net.TierOf(u)
	return slices.ContainsFunc(s.asked, func(a asking) bool { return a.above[u] && tier > a.answer.To })
}

// remindsOver tells whether a unit reminds others over a channel.
func (s *score) remindsOver(u model.Unit, c int) bool {
	tier := s.net.TierOf(u)
	for m := range s.problem.Messages {
		for _, r := range s.problem.Messages[m].Remind {
			over := r.Over
			// Where no channel is given for reminders they go as the message does.
			if over == nil {
				over = s.net.Relay(u).Over
			}
			if r.By == tier && slices.Contains(over, c) {
				return true
			}
		}
	}
	return false
}
