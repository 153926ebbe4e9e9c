package reference

import (
	"container/heap"
	"math"
	"math/rand/v2"
	"slices"

	"harkara/cascade"
	"harkara/model"
)

// A Joint is one trial of all messages and answers of a problem, played event by event
// from what a scenario means, with random numbers that are drawn when they are needed. It
// agrees with engines as two samples of one law do. It plays no deputies and no people.
type Joint struct {
	// Messages and Answers are as in cascade.Together, in the same order. After the messages
	// of the problem come further copies of one, of a stream or released again.
	Messages []cascade.MessagePlay
	Answers  []cascade.AnswerPlay
	// Handled and Dropped are how many messages people dealt with, or threw out.
	Handled, Dropped int
	// Ledger counts contacts.
	Ledger cascade.Ledger

	*rand.Rand
	p       *cascade.Problem
	net     *model.Network
	horizon model.Tick
	due     agenda
	asked   []cascade.Asked
	origins [][]model.Unit
	met     [][]bool
	first   [][]int // of each message and unit: who starts first
	came    []map[model.Unit][]model.Tick
	silent  map[[2]int][]silence
	absent  map[[3]int]bool
	lines   map[[3]int]*lines
	desks   map[[2]int]*workers
	once    map[[4]int]bool
	waiting map[[2]int]*bundle
	merged  map[[2]int]lastPassed
	copies  [][]map[int32]int
	reports map[int][]inHand // of each message that waits
	last    []model.Tick     // of each: when it was decided to release it last; 0 not yet
	of      []int            // of each of Messages: which of the problem's it is a copy of
}

type inHand struct {
	at, made model.Tick
	from     model.Unit
}

type lastPassed struct {
	at   model.Tick
	item *climber
}

// Together plays one trial.
func Together(p cascade.Problem, trial uint64) *Joint {
	y := &Joint{
		Rand: rand.New(rand.NewPCG(p.Seed+5000, trial)), p: &p, net: p.Network, horizon: p.Question.Horizon, asked: p.Asked(),
		silent: map[[2]int][]silence{}, absent: map[[3]int]bool{}, lines: map[[3]int]*lines{}, desks: map[[2]int]*workers{}, once: map[[4]int]bool{},
		waiting: map[[2]int]*bundle{}, merged: map[[2]int]lastPassed{}, reports: map[int][]inHand{}, last: make([]model.Tick, len(p.Messages)),
	}
	for m := range p.Messages {
		y.copy(m)
	}
	y.came = []map[model.Unit][]model.Tick{{}}
	for _, a := range y.asked {
		y.Answers = append(y.Answers, cascade.AnswerPlay{Known: make([][]model.Tick, len(p.Network.Tiers())), Complete: model.Never})
		y.origins = append(y.origins, y.originsOf(&p.Answers[a.Answer]))
	}
	for k := range y.asked {
		y.prepare(k)
	}
	for m := range p.Messages {
		switch x := &p.Messages[m]; {
		case x.Stream != nil:
			y.stream(m)
		case x.When == nil:
			y.at(x.At, comes, func() { y.release(m, x.At) })
		}
	}
	for y.due.Len() > 0 {
		next := heap.Pop(&y.due).(todo)
		next.do()
	}
	y.mergeAgain()
	for _, l := range y.lines {
		for _, x := range l.lists {
			y.Ledger.Sent += int64(len(x.calls) + len(x.again))
			y.Ledger.UnderWay += int64(len(x.calls) + len(x.again))
		}
	}
	return y
}

// copy is one more copy of a message, which nobody has.
func (y *Joint) copy(m int) int {
	n := y.net.Len()
	y.Messages = append(y.Messages, cascade.MessagePlay{
		Arrival: slices.Repeat([]model.Tick{model.Never}, n), Start: slices.Repeat([]model.Tick{model.Never}, n),
		Released: model.Never, Cause: model.Never, Held: make([][]cascade.Holding, n),
	})
	y.met, y.first = append(y.met, make([]bool, n)), append(y.first, make([]int, n))
	y.copies, y.of = append(y.copies, make([]map[int32]int, n)), append(y.of, m)
	return len(y.of) - 1
}

// stream releases copies of a message at random moments, the first being the message.
func (y *Joint) stream(m int) {
	x, t := y.message(m).Stream, model.Tick(0)
	for copy := m; ; copy = y.copy(m) {
		t += model.TicksOf(y.ExpFloat64() / x.PerDay * model.Day.Seconds())
		if t > x.Until || !y.now(t) {
			return
		}
		at := t
		y.at(at, comes, func() { y.release(copy, at) })
	}
}

// mergeAgain has units have a message that was released again when they first had any.
func (y *Joint) mergeAgain() {
	for k := len(y.p.Messages); k < len(y.of); k++ {
		if y.message(k).Again == 0 {
			continue
		}
		all, x := &y.Messages[y.of[k]], &y.Messages[k]
		for u := range x.Arrival {
			all.Arrival[u], all.Start[u] = min(all.Arrival[u], x.Arrival[u]), min(all.Start[u], x.Start[u])
		}
	}
}

func (y *Joint) heads(chance float64) bool     { return y.Float64() < chance }
func (y *Joint) wait(d model.Delay) model.Tick { return model.TicksOf(d.Quantile(y.Float64())) }
func (y *Joint) message(m int) *model.Message  { return &y.p.Messages[y.of[m]] }
func (y *Joint) now(t model.Tick) bool         { return t <= y.horizon }
func (y *Joint) channel(c int) *model.Channel  { return &y.net.Channels()[c] }
func (y *Joint) tier(u model.Unit) int         { return y.net.TierOf(u) }
func (y *Joint) expires(m int) model.Tick      { return y.message(m).LastStart() }
func (y *Joint) answerOf(k int) *model.Answer  { return &y.p.Answers[y.asked[k].Answer] }

// release hands a copy of a message to those it comes from.
func (y *Joint) release(m int, now model.Tick) {
	y.Messages[m].Released = now
	for _, u := range y.message(m).From {
		if len(y.Messages[m].Held[u]) == 0 {
			y.hold(m, u, now, 0, 0)
		}
		y.arrives(m, u, now)
	}
}

// hold has a unit hold a copy.
func (y *Joint) hold(m int, u model.Unit, at model.Tick, content, hands int32) {
	y.Messages[m].Held[u] = append(y.Messages[m].Held[u], cascade.Holding{At: at, Content: content, HandOvers: hands})
}

// arrives gives a unit a message now.
func (y *Joint) arrives(m int, u model.Unit, now model.Tick) {
	if y.met[m][u] {
		return
	}
	y.met[m][u], y.Messages[m].Arrival[u] = true, now
	others := 0
	if t := y.net.Relay(u).Tires; t != nil {
		for _, at := range y.came[0][u] {
			if now-at < t.Per {
				others++
			}
		}
	}
	y.came[0][u] = append(y.came[0][u], now)
	y.act(m, u, now, others)
	for k, a := range y.asked {
		if a.Message != y.of[m] {
			continue
		}
		if i := slices.Index(y.origins[k], u); i >= 0 && y.Answers[k].Made[i] == model.Never {
			y.receipt(k, i, now)
		}
	}
}

// act lets the people at a unit do what they will with a message they have now.
func (y *Joint) act(m int, u model.Unit, now model.Tick, others int) {
	relay := y.net.Relay(u)
	chance := relay.PassesOn
	if relay.Tires != nil {
		chance *= math.Pow(relay.Tires.By, float64(others))
	}
	asOne, before := y.heads(relay.Alike), model.Tick(-1)
	people := relay.People
	if relay.Handles != nil && relay.Handles.Shared {
		people = 1
	}
	for person := range people {
		wait := before
		if person == 0 || !asOne {
			if wait = model.Never; y.heads(chance) {
				wait = y.wait(relay.Notices)
			}
		}
		before = wait
		if wait == model.Never {
			continue
		}
		start := whenOpen(relay.Hours, y.silences(m, u), now+wait)
		if start > y.expires(m) || !y.now(start) {
			continue
		}
		y.at(start, starting, func() {
			if y.replaced(m, u) {
				return
			}
			if relay.Handles != nil {
				y.enqueue(m, u, person, start)
			} else {
				y.passOn(m, u, person, start)
			}
		})
	}
}

// replaced tells whether a unit has a message that replaces another.
func (y *Joint) replaced(m int, u model.Unit) bool {
	for k := range y.p.Messages {
		if slices.Contains(y.message(k).Replaces, y.of[m]) && y.met[k][u] {
			return true
		}
	}
	return false
}

// silences are a unit's outages for a message, drawn when first asked for.
func (y *Joint) silences(m int, u model.Unit) []silence {
	key := [2]int{y.of[m], int(u)}
	if s, known := y.silent[key]; known {
		return s
	}
	var out []silence
	for _, o := range y.net.Outages() {
		if o.Unit != model.NoUnit && o.Unit != u || o.Unit == model.NoUnit && o.Tier != y.tier(u) || !y.heads(o.Chance) {
			continue
		}
		if o.Whole {
			out = append(out, silence{0, model.Never})
			continue
		}
		from := y.wait(o.From)
		out = append(out, silence{from, from + y.wait(o.For)})
	}
	y.silent[key] = out
	return out
}
